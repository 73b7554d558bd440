"""The facts of a mail in one reader's words, once: text, HTML and calendar then say the same.

Everything people typed comes out of here on one line, without characters that nobody can see.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar.text import one_line, paragraphs
from bot.domain.invitation import Answer
from bot.language.catalogues import spoken
from bot.language.changes import what_changed
from bot.language.words import Words
from bot.mail.invitation import ASKING, AgendaLine, InvitationMail, MailKind
from bot.mail.row import Row

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
LONGEST_TITLE_IN_SUBJECT = 120
TOPICS_IN_CALENDAR = 20


@dataclass(frozen=True, slots=True)
class Point:
    """A topic on the agenda, `length` in words."""

    number: str
    title: str
    length: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A whole mail in words, from top to bottom. `about` and `answer` may be empty."""

    language: str
    kind: MailKind
    subject: str
    label: str
    title: str
    lead: str
    rows: tuple[Row, ...]
    about: str
    agenda_label: str
    agenda: tuple[Point, ...]
    answer: str
    answer_label: str
    answer_link: str | None
    footer: str


def letter(mail: InvitationMail) -> Letter:
    """The mail in its reader's language; one we do not speak is answered in English."""
    words = Words(spoken(mail.language), mail.zone or _zone(mail.entry.start))
    return Letter(
        language=words.language,
        kind=mail.kind,
        subject=_subject(mail, words),
        label=_label(mail, words),
        title=one_line(mail.meeting_title),
        lead=_lead(mail, words),
        rows=tuple(_rows(mail, words)),
        about=paragraphs(mail.entry.description),
        agenda_label=words.t("Agenda"),
        agenda=tuple(_point(line, words) for line in mail.agenda) if asks(mail) else (),
        answer=_answer(mail, words),
        answer_label=words.t("Answer the invitation"),
        answer_link=_web_address(mail.answer_link) if asks(mail) else None,
        footer=words.t(
            "This is an automatic message from {committee}.", committee=one_line(mail.committee_name)
        ),
    )


def calendar_text(mail: InvitationMail) -> str:
    """What the calendar entry says below time and place: what it is about, the link, the agenda, whom to ask."""
    words = Words(spoken(mail.language), mail.zone or _zone(mail.entry.start))
    about = paragraphs(mail.entry.description)
    agenda = "\n".join(_short_agenda(mail.agenda, words))
    link, contact = _listed(_link_row(mail, words)), _listed(_contact_row(mail, words))
    more = _listed([*_papers_row(mail, words), *_more_row(mail, words)])
    coming, gone = (about, link, agenda, more, contact), (_listed(_reason_row(mail, words)), contact)
    return "\n\n".join(part for part in (coming if asks(mail) else gone) if part)


def _listed(rows: Iterable[Row]) -> str:
    return "\n".join(f"{row.label}: {row.text}" for row in rows)


def _subject(mail: InvitationMail, words: Words) -> str:
    title, date = one_line(mail.meeting_title), words.date(mail.entry.start.date())
    if len(title) > LONGEST_TITLE_IN_SUBJECT:
        title = title[: LONGEST_TITLE_IN_SUBJECT - 1].rstrip() + "…"
    return f"{_label(mail, words)}: {title}, {date}"


def _label(mail: InvitationMail, words: Words) -> str:
    if mail.changes and mail.changes.place_alone:
        return words.t("New place")
    return {
        MailKind.INVITATION: words.t("Invitation"),
        MailKind.MOVED: words.t("New time"),
        MailKind.CHANGED: words.t("Changed"),
        MailKind.CANCELLED: words.t("Cancelled"),
        MailKind.WITHDRAWN: words.t("Invitation withdrawn"),
        MailKind.READDRESSED: words.t("Invitation to another address"),
    }[mail.kind]


def _lead(mail: InvitationMail, words: Words) -> str:
    committee, host = one_line(mail.committee_name), one_line(mail.host or "")
    if mail.kind is MailKind.INVITATION and host:
        return words.t("{host} has invited you as a guest of {committee}.", host=host, committee=committee)
    changes = " ".join(what_changed(mail.changes, words, one_line)) if mail.changes else ""
    return {
        MailKind.INVITATION: words.t("{committee} invites you to a meeting.", committee=committee),
        MailKind.MOVED: f"{words.t('The meeting has been given a new time.')} {changes}".rstrip(),
        MailKind.CHANGED: changes
        or words.t("The details of the meeting have changed. This is what stands now."),
        MailKind.CANCELLED: words.t("The meeting is cancelled."),
        MailKind.WITHDRAWN: words.t("You are no longer invited to this meeting."),
        MailKind.READDRESSED: words.t(
            "Your invitation now goes to another address; the meeting is taken out of the calendar at this one."
        ),
    }[mail.kind]


def _rows(mail: InvitationMail, words: Words) -> Iterator[Row]:
    gone = mail.kind is MailKind.CANCELLED
    yield from _reason_row(mail, words)
    yield _time_row(mail, words, gone=gone)
    yield from _earlier_time(mail, words)
    if place := one_line(mail.entry.place or ""):
        yield Row(words.t("Place"), place, gone=gone)
    yield from _earlier_place(mail, words)
    if asks(mail):
        yield from _link_row(mail, words)
        yield from _papers_row(mail, words)
        yield from _more_row(mail, words)
    yield from _contact_row(mail, words)


def _reason_row(mail: InvitationMail, words: Words) -> Iterator[Row]:
    if reason := one_line(mail.reason or ""):
        yield Row(words.t("Reason"), reason)


def _time_row(mail: InvitationMail, words: Words, *, gone: bool) -> Row:
    """A reader whose zone we know is told the hour there, when it differs; anybody else which zone is meant."""
    start, end = mail.entry.start, mail.entry.end
    note = "" if mail.zone else words.zone_name(_zone(start), start)
    return Row(words.t("Time"), words.when(start, end, _zone(start)), note, main=not gone, gone=gone)


def _earlier_time(mail: InvitationMail, words: Words) -> Iterator[Row]:
    """Both ends when they are known: a meeting may have become shorter, or been moved before ends were kept."""
    label, zone = words.t("Earlier time"), _zone(mail.entry.start)
    if mail.changes and mail.changes.new_time:
        before = mail.changes.before
        yield Row(label, words.when(before.start, before.end, zone), gone=True)
    elif not mail.changes and mail.previous_start:
        yield Row(label, words.when(mail.previous_start, mail.previous_end, zone), gone=True)


def _earlier_place(mail: InvitationMail, words: Words) -> Iterator[Row]:
    if mail.changes and mail.changes.new_place and (place := one_line(mail.changes.before.place)):
        yield Row(words.t("Earlier place"), place, gone=True)


def _link_row(mail: InvitationMail, words: Words) -> Iterator[Row]:
    if link := one_line(mail.entry.link or ""):
        yield Row(words.t("Video link"), link, link=_web_address(link))


def _papers_row(mail: InvitationMail, words: Words) -> Iterator[Row]:
    if mail.papers:
        yield Row(words.t("Papers"), words.listed([one_line(name) for name in mail.papers]))


def _more_row(mail: InvitationMail, words: Words) -> Iterator[Row]:
    if link := _web_address(mail.more_link):
        yield Row(words.t("More in Slack"), link, link=link)


def _contact_row(mail: InvitationMail, words: Words) -> Iterator[Row]:
    if mail.ask:
        name, address = one_line(mail.ask.name), mail.ask.address
        yield Row(
            words.t("Questions to"), f"{name}, {address}" if name else address, link=f"mailto:{address}"
        )


def _point(line: AgendaLine, words: Words) -> Point:
    title = one_line(line.title)
    return Point(
        number=one_line(line.number),
        title=words.t("{topic} (tentative)", topic=title) if line.tentative else title,
        length=words.t("{count} min", count=line.minutes) if line.minutes else "",
    )


def _short_agenda(agenda: tuple[AgendaLine, ...], words: Words) -> Iterator[str]:
    if agenda:
        yield words.t("Agenda")
    for point in (_point(line, words) for line in agenda[:TOPICS_IN_CALENDAR]):
        yield f"{point.number}. {point.title}"
    if left := len(agenda[TOPICS_IN_CALENDAR:]):
        yield words.n("… and {count} more topic", "… and {count} more topics", left)


def asks(mail: InvitationMail) -> bool:
    """It puts the meeting into a calendar, and wants an answer."""
    return mail.kind in ASKING


def _answer(mail: InvitationMail, words: Words) -> str:
    if not asks(mail):
        return ""
    return {
        Answer.NONE: _please_answer(mail, words),
        Answer.ACCEPTED: words.t("You have accepted, and that still stands."),
        Answer.TENTATIVE: words.t("You have answered maybe, and that still stands."),
        Answer.DECLINED: words.t("You have declined, and that still stands."),
    }[mail.given]


def _please_answer(mail: InvitationMail, words: Words) -> str:
    again = ""
    if mail.kind is MailKind.MOVED:
        again = words.t("Please answer again: answers to the earlier time no longer count.")
    elif mail.asked_anew:
        again = words.t("Please answer again: the answer that you gave earlier no longer counts.")
    if again:
        buttons = words.t("Use the buttons in your mail program or calendar.")
        if _web_address(mail.answer_link):
            buttons = words.t(
                "Use the buttons in your mail program or calendar. If you see none, answer here."
            )
        return f"{again} {buttons}"
    if _web_address(mail.answer_link):
        return words.t(
            "Please answer with the buttons in your mail program or calendar. If you see none, answer here."
        )
    return words.t("Please answer with the buttons in your mail program or calendar.")


def _web_address(link: str | None) -> str | None:
    """Only what a browser opens as a page becomes a link."""
    return link if link and WEB_ADDRESS.fullmatch(link) else None


def _zone(moment: datetime) -> ZoneInfo:
    assert isinstance(moment.tzinfo, ZoneInfo)  # noqa: S101  CalendarEntry lets nothing else in
    return moment.tzinfo

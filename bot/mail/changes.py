"""What has changed since this reader's last mail, in their words."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.calendar.text import one_line
from bot.language.words import Words
from bot.mail.invitation import Earlier, InvitationMail, MailKind
from bot.mail.row import Row


def what_changed(mail: InvitationMail, words: Words) -> Iterator[str]:
    """A sentence for each change but that of the time, which has its own; nothing when the last mail is not known."""
    earlier = mail.earlier
    if earlier is None:
        return
    if _place_differs(mail, earlier):
        yield words.t("The place has changed.")
    yield from _link(mail, earlier, words)
    if earlier.title and earlier.title != mail.committee_name:
        yield words.t("The committee is now called {name}.", name=one_line(mail.committee_name))
    yield from _papers(earlier, words)
    if not earlier.same_agenda:
        yield words.t("The agenda has changed.")
    yield from _others(earlier, words)
    if not earlier.same_alarm:
        yield words.t("The reminder in your calendar has changed.")
    if mail.kind is MailKind.CHANGED and _is_as_before(mail, earlier):
        yield words.t("The time was changed and changed back, so please answer once more.")


def changed_place_only(mail: InvitationMail) -> bool:
    """Then that is what the mail is called."""
    earlier = mail.earlier
    if earlier is None or not _place_differs(mail, earlier) or not mail.entry.place:
        return False
    return earlier == _as_it_is(mail, earlier, place=earlier.place)


def earlier_time(mail: InvitationMail, words: Words) -> Iterator[Row]:
    """Both ends when they are known: a meeting may have become shorter."""
    earlier, entry = mail.earlier, mail.entry
    if earlier and (earlier.start, earlier.end) != (entry.start, entry.end):
        yield Row(words.t("Earlier time"), _span(earlier.start, earlier.end, words), gone=True)
    elif not earlier and mail.previous_start:
        yield Row(words.t("Earlier time"), _span(mail.previous_start, mail.previous_end, words), gone=True)


def earlier_place(mail: InvitationMail, words: Words) -> Iterator[Row]:
    earlier = mail.earlier
    if earlier and earlier.place and _place_differs(mail, earlier):
        yield Row(words.t("Earlier place"), one_line(earlier.place), gone=True)


def _place_differs(mail: InvitationMail, earlier: Earlier) -> bool:
    return one_line(earlier.place) != one_line(mail.entry.place or "")


def _link(mail: InvitationMail, earlier: Earlier, words: Words) -> Iterator[str]:
    before, now = one_line(earlier.link), one_line(mail.entry.link or "")
    if before and now and before != now:
        yield words.t("The video link has changed.")
    elif now and not before:
        yield words.t("There is a video link now.")
    elif before and not now:
        yield words.t("There is no video link any more.")


def _papers(earlier: Earlier, words: Words) -> Iterator[str]:
    if earlier.new_papers:
        yield words.t("New papers: {names}.", names=_names(earlier.new_papers, words))
    if earlier.gone_papers:
        yield words.t("Taken back: {names}.", names=_names(earlier.gone_papers, words))


def _others(earlier: Earlier, words: Words) -> Iterator[str]:
    if earlier.gone:
        names = _names(earlier.gone, words)
        yield words.n(
            "{names} no longer takes part.", "{names} no longer take part.", len(earlier.gone), names=names
        )
    if not earlier.same_secrecy:
        yield words.t("Whether calendars show who else is invited has changed.")


def _names(names: Sequence[str], words: Words) -> str:
    return words.listed([one_line(name) for name in names])


def _is_as_before(mail: InvitationMail, earlier: Earlier) -> bool:
    return earlier == _as_it_is(mail, earlier)


def _as_it_is(mail: InvitationMail, earlier: Earlier, *, place: str | None = None) -> Earlier:
    """What somebody was told who was told everything (but the place)."""
    return Earlier(
        start=mail.entry.start,
        end=mail.entry.end,
        place=(mail.entry.place or "") if place is None else place,
        link=mail.entry.link or "",
        title=earlier.title and mail.committee_name,
    )


def _span(start: datetime, end: datetime | None, words: Words) -> str:
    """The end is not known of a meeting that was moved before ends were kept."""
    if end is None:
        return words.t("{day}, {clock}", day=words.date(start.date()), clock=words.time(start))
    assert isinstance(start.tzinfo, ZoneInfo)  # noqa: S101  as the entry's
    return words.when(start, end, start.tzinfo)

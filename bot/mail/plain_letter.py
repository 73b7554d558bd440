"""A letter that carries no invitation: what it is about, a table, and perhaps a link to answer by."""

from collections.abc import Iterable

from bot.calendar.text import one_line
from bot.domain.committee import Committee
from bot.domain.meeting import Meeting
from bot.language.words import Words
from bot.mail.invitation import MailKind
from bot.mail.letter import Letter
from bot.mail.row import Row


def plain_letter(  # noqa: PLR0913  a letter has that many parts
    committee: Committee,
    words: Words,
    *,
    label: str,
    lead: str,
    rows: Iterable[Row],
    kind: MailKind = MailKind.INVITATION,
    meeting: Meeting | None = None,
    about: str = "",
    answer: str = "",
    answer_label: str = "",
    answer_link: str | None = None,
) -> Letter:
    """From the committee; `kind` gives the colour, and the subject says on which day the `meeting` is."""
    name = one_line(committee.name)
    day = f", {words.date(meeting.start.astimezone(committee.zone).date())}" if meeting else ""
    return Letter(
        language=words.language,
        kind=kind,
        subject=f"{label.rstrip('?:')}: {name}{day}",
        label=label,
        title=name,
        lead=lead,
        rows=tuple(rows),
        about=about,
        agenda_label="",
        agenda=(),
        answer=answer,
        answer_label=answer_label,
        answer_link=answer_link,
        footer=words.t("This is an automatic message from {committee}.", committee=name),
    )


def time_row(meeting: Meeting, committee: Committee, words: Words, note: str = "") -> Row:
    """When it is, on the committee's clock."""
    start, end = (moment.astimezone(committee.zone) for moment in (meeting.start, meeting.end))
    return Row(words.t("Time"), words.when(start, end, committee.zone), note, main=True)

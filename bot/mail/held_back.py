"""Invitations that our own check stopped, told by mail: to a secretary who has no account in the workspace."""

from bot.calendar.text import one_line
from bot.domain.person import Person
from bot.language.mending import what_to_mend
from bot.language.words import Words
from bot.mail.invitation import MailKind
from bot.mail.letter import Letter
from bot.mail.row import Row
from bot.usecases.facts import HeldBack
from bot.usecases.links import Links


def held_back_letter(held: HeldBack, words: Words, _person: Person, _links: Links | None) -> Letter:
    """Without a number: mails that are still on their way may be held back too."""
    name, zone = one_line(held.committee.name), held.committee.zone
    start, end = held.meeting.start.astimezone(zone), held.meeting.end.astimezone(zone)
    label = words.t("Invitations held back")
    mend = dict.fromkeys(what_to_mend(one, words) for one in held.reasons)
    return Letter(
        language=words.language,
        kind=MailKind.CHANGED,
        subject=f"{label}: {name}, {words.date(start.date())}",
        label=label,
        title=name,
        lead=words.t(
            "Calendars would read these invitations wrong, so they have not been sent. When it is mended, ask somebody in the "
            "committee's channel to send them again: /meeting invite there says who got what."
        ),
        rows=(
            Row(words.t("Time"), words.when(start, end, zone), main=True),
            *(Row(words.t("To mend"), one) for one in mend),
        ),
        about="",
        agenda_label="",
        agenda=(),
        answer="",
        answer_label="",
        answer_link=None,
        footer=words.t("This is an automatic message from {committee}.", committee=name),
    )

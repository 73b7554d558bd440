"""Invitations that our own check stopped, told by mail: to a secretary who has no account in the workspace."""

from bot.domain.person import Person
from bot.language.mending import what_to_mend
from bot.language.words import Words
from bot.mail.invitation import MailKind
from bot.mail.letter import Letter
from bot.mail.plain_letter import plain_letter, time_row
from bot.mail.row import Row
from bot.usecases.facts import HeldBack
from bot.usecases.links import Links


def held_back_letter(held: HeldBack, words: Words, _person: Person, _links: Links | None) -> Letter:
    """Without a number: mails that are still on their way may be held back too."""
    mend = dict.fromkeys(what_to_mend(one, words) for one in held.reasons)
    return plain_letter(
        held.committee,
        words,
        label=words.t("Invitations held back"),
        lead=words.t(
            "Calendars would read these invitations wrong, so they have not been sent. When it is mended, ask somebody in the "
            "committee's channel to send them again: /meeting invite there says who got what."
        ),
        rows=[
            time_row(held.meeting, held.committee, words),
            *(Row(words.t("To mend"), one) for one in mend),
        ],
        kind=MailKind.CHANGED,
        meeting=held.meeting,
    )

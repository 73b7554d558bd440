"""What is asked of somebody who noted an action in which something was not plain. Nothing is recorded before that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.committee import Committee
from bot.domain.ids import MeetingId, PersonId
from bot.handlers.slack.ids import Press, room_for, value
from bot.handlers.slack.render.blocks import (
    Message,
    actions,
    button,
    context,
    fitted_line,
    section,
)
from bot.handlers.slack.render.meeting_words import sentence
from bot.handlers.times import Unclear, WhichTime
from bot.language.when.words import question_text
from bot.language.words import Words

MOST_CHOICES = 5
ROOM_FOR_TEXT = 1700
"""Of the 2000 characters that a button can carry."""
NAME_MOST, TEXT_SHOWN = 60, 300


@dataclass(frozen=True, slots=True)
class Noted:
    """An action as far as it is plain; `message` is where it was written ("C1:1512.3"), "" where that gets no mark."""

    meeting: MeetingId
    text: str
    owner: PersonId | None = None
    due: date | None = None
    message: str = ""

    @property
    def carried(self) -> str:
        due = self.due.isoformat() if self.due else ""
        return value(self.meeting, self.owner or "", due, self.message, self.text)

    @property
    def fits_a_button(self) -> bool:
        return room_for(self.text, ROOM_FOR_TEXT) == self.text


Choice = tuple[str, Noted]


def unclear_due_message(asked: Unclear, noted: Noted, words: Words) -> Message:
    said = question_text(asked.question, words) if asked.question else words.t("On which day?")
    days = (one.day for one in asked.choices if isinstance(one, WhichTime))
    choices = [(words.date(day), replace(noted, due=day)) for day in days]
    return _asked(said, [*choices, (words.t("Without a last day"), noted)], noted, words)


def no_next_meeting_message(noted: Noted, words: Words) -> Message:
    said = words.t("No next meeting is planned yet. When is it to be done?")
    return _asked(said, [(words.t("Without a last day"), noted)], noted, words)


def which_owner_message(
    people: Sequence[tuple[PersonId, str]], named: str, noted: Noted, words: Words
) -> Message:
    said = words.t("Who is meant by “{name}”?", name=fitted_line(named, NAME_MOST))
    choices = [(name, replace(noted, owner=person)) for person, name in people]
    return _asked(said, choices, noted, words)


def one_of_owners_message(
    people: Sequence[tuple[PersonId, str]], unknown: Sequence[str], noted: Noted, words: Words
) -> Message:
    """The one who is chosen has the action; the others are named in its text."""

    def taken_by(person: PersonId) -> Noted:
        others = [name for one, name in people if one != person] + [*unknown]
        return replace(noted, owner=person, text=_together(noted.text, others, words))

    said = words.t(
        "An action has one person who sees that it is done. Who is it? The others are named in its text."
    )
    return _asked(said, [(name, taken_by(person)) for person, name in people], noted, words)


def _together(text: str, others: Sequence[str], words: Words) -> str:
    return words.t("together with {names}: {text}", text=text, names=words.listed(list(others)))


def unread_due_lead(due: str, words: Words) -> str:
    """`due` as it was written."""
    return words.t(
        "Recorded, but without a last day: “{words}” could not be read as one. Set it with “Change …”.",
        words=fitted_line(due, NAME_MOST),
    )


def unknown_owner_message(named: str, committee: Committee, noted: Noted, words: Words) -> Message:
    said = words.t(
        "{name} has no seat in {committee} and is not invited to this meeting. Who does it?",
        name=fitted_line(named, NAME_MOST),
        committee=fitted_line(committee.short_name, NAME_MOST),
    )
    return _asked(said, [(words.t("Nobody yet"), noted)], noted, words)


def how_to_note_message(words: Words) -> Message:
    example = words.t("#action @Lena invites the hate-crime group by Friday")
    said = words.t("Write who does what by when, for example: `{example}`", example=example)
    return Message(said, (section(said),))


def _asked(said: str, choices: Sequence[Choice], noted: Noted, words: Words) -> Message:
    """What is too long for a button is finished in the form."""
    offered = [one for one in choices[: MOST_CHOICES + 1] if one[1].fits_a_button]
    buttons = [
        button(sentence(label), f"{Press.NOTE_ACTION}.{number}", one.carried)
        for number, (label, one) in enumerate(offered)
    ]
    typed = value(noted.meeting, room_for(noted.text, ROOM_FOR_TEXT))
    form = button(words.t("Fill in a form"), Press.NOTE_IN_FORM, typed)
    shown = fitted_line(noted.text, TEXT_SHOWN)
    untold = words.t("Nothing is recorded yet.")
    blocks = (section(f"{said}\n>{shown}"), actions(*buttons, form), context(untold))
    return Message(f"{said} {shown}", blocks)

"""A time that could not be read for sure: what is unclear, a button for each thing it may mean, one right example."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.committee import Committee
from bot.handlers.slack.ids import Press, room_for, value
from bot.handlers.slack.render.blocks import Block, Message, actions, button, context, section
from bot.handlers.slack.render.meeting_words import sentence
from bot.handlers.times import Unclear, WhichTime, written
from bot.language.when import Alternative, Example, Form
from bot.language.when.words import alternative_text, example_text, question_text
from bot.language.words import Words
from bot.usecases.meetings import Wish

MOST_CHOICES = 5
SOON = timedelta(weeks=4)
ROOM_FOR_PLACE, ROOM_FOR_LINK = 800, 1000
"""Of the 2000 characters that a button can carry."""


@dataclass(frozen=True, slots=True)
class About:
    """What the time is for: `chosen` is the press that takes a possible meaning, `form` the one that asks for all of it
    in a form, `subject` the committee's or the meeting's id, and `command` what to write.
    """

    chosen: Press
    form: Press
    subject: str
    command: str
    committee: Committee


def unclear_message(asked: Unclear, about: About, words: Words, now: datetime) -> Message:
    said = (
        question_text(asked.question, words)
        if asked.question
        else words.t("I could not read a date and a time there.")
    )
    soon = (now + SOON).astimezone(about.committee.zone).date()
    example = _example(next(iter(asked.examples), Example(Form.DATE_AND_TIME, soon)), about, words)
    choices = [_choice(number, one, about, words) for number, one in enumerate(asked.choices[:MOST_CHOICES])]
    form = button(words.t("Fill in a form"), about.form, value(about.subject))
    blocks = (section(said), actions(*choices, form), context(example))
    return Message(f"{said} {example}", blocks if choices else (blocks[0], blocks[2], blocks[1]))


def which_time_message(asked: WhichTime, about: About, words: Words) -> Message:
    said = words.t("{day}: at what time?", day=sentence(words.date(asked.day)))
    example = _example(Example(Form.ISO, asked.day), about, words)
    form = button(
        words.t("Choose the time"), about.form, value(about.subject, asked.day.isoformat()), style="primary"
    )
    return Message(f"{said} {example}", (section(said), actions(form), context(example)))


def _choice(number: int, meant: Wish | WhichTime, about: About, words: Words) -> Block:
    """Two of the same kind stand side by side, so each has an ending of its own."""
    if isinstance(meant, WhichTime):
        label, press = words.date(meant.day), about.form
        carried = value(about.subject, meant.day.isoformat())
    else:
        label, press = (
            alternative_text(Alternative(meant.start, meant.end, None, meant.place), words),
            about.chosen,
        )
        carried = value(
            about.subject,
            written(meant.start),
            written(meant.end),
            room_for(meant.place or "", ROOM_FOR_PLACE),
            whole(meant.link or "") or "",
        )
    return button(sentence(label), f"{press}.{number}", carried)


def whole(link: str) -> str | None:
    """Half a link leads nowhere, so one that is too long for a button is left out: what is said back shows that it is
    missing.
    """
    return link if room_for(link, ROOM_FOR_LINK) == link else None


def _example(example: Example, about: About, words: Words) -> str:
    return words.t("For example: `{example}`", example=f"{about.command} {example_text(example, words)}")

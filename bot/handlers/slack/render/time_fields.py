"""The fields that a form takes a day and a time by: in words, or chosen."""

from datetime import date, datetime

from bot.domain.committee import Committee
from bot.handlers.slack.ids import value
from bot.handlers.slack.render.blocks import (
    Block,
    clip,
    date_input,
    field,
    option,
    radio,
    text_input,
    time_input,
)
from bot.handlers.slack.render.meeting_words import sentence
from bot.handlers.times import Unclear, WhichTime, written
from bot.language.example_days import example_day
from bot.language.when import Alternative, Example, Form
from bot.language.when.words import alternative_text, example_text, question_text
from bot.language.words import Words
from bot.usecases.meetings import Wish

WHEN, DAY, START, END, WHICH = "when", "day", "start", "end", "which"
MOST_WORDS, MOST_CHOICES = 240, 10
ROOM_FOR_PLACE, TYPED_SHOWN = 60, 100


def clock_value(committee: Committee, usual: datetime | None = None) -> tuple[str, str, str]:
    """What the form must know to read a time at once: zone, usual length in minutes, the wall-clock start that is moved."""
    return committee.timezone, str(committee.duration_minutes), written(usual)


def committee_choice(committee: Committee) -> str:
    """The same as an option's value: at most 75 characters."""
    return value(committee.id, committee.timezone, str(committee.duration_minutes))


def when_field(words: Words, now: datetime) -> Block:
    example = example_text(Example(Form.DATE_AND_TIME, _soon(words, now)), words)
    return field(
        WHEN,
        words.t("When"),
        text_input(most=MOST_WORDS, placeholder=words.t("for example {example}", example=example)),
        hint=words.t("In words; or choose the date and the times below."),
        optional=True,
    )


def picked_fields(
    words: Words, *, day: str = "", start: str = "", end: str = "", length_hint: str
) -> list[Block]:
    return [
        field(DAY, words.t("Date"), date_input(day), optional=True),
        field(START, words.t("From"), time_input(start), optional=True),
        field(END, words.t("To"), time_input(end), hint=length_hint, optional=True),
    ]


def day_field(name: str, label: str, words: Words, day: date | None, hint: str) -> Block:
    """A day alone, in words; an earlier one stands there whole."""
    stands = sentence(words.date(day)) if day else ""
    return field(name, label, text_input(stands, most=MOST_WORDS), hint=hint, optional=True)


def question_field(asked: Unclear, words: Words, name: str = WHICH) -> Block:
    """What is unclear, and each possible meaning to choose from."""
    label = question_text(asked.question, words) if asked.question else words.t("Which one is meant?")
    offered = [option(meaning_text(one, words), meaning_value(one)) for one in asked.choices[:MOST_CHOICES]]
    hint = words.t("Or write it another way above.")
    return field(name, label, radio(offered), hint=hint, optional=True)


def meaning_text(one: Wish | WhichTime, words: Words) -> str:
    return sentence(alternative_text(as_alternative(one), words))


def as_alternative(one: Wish | WhichTime) -> Alternative:
    if isinstance(one, WhichTime):
        return Alternative(one.day, None, None, one.place)
    return Alternative(one.start, one.end, None, one.place)


def meaning_value(one: Wish | WhichTime) -> str:
    """Tells the meanings of one text apart."""
    moments = (
        one.day.isoformat() if isinstance(one, WhichTime) else f"{written(one.start)}/{written(one.end)}"
    )
    return f"{moments}/{one.place[:ROOM_FOR_PLACE]}" if one.place else moments


def unread_time(asked: Unclear, words: Words, now: datetime) -> str:
    """What is unclear where there is nothing to choose from, and the nearest right example."""
    soon = Example(Form.DATE_AND_TIME, _soon(words, now))
    return _unread(asked, example_text(next(iter(asked.examples), soon), words), words)


def unread_day(asked: Unclear, words: Words, now: datetime) -> str:
    """The same for a field that takes a day alone."""
    return _unread(asked, words.date(_soon(words, now)), words)


def _soon(words: Words, now: datetime) -> date:
    return example_day(now.astimezone(words.zone).date(), words.zone)


def unclear_text(asked: Unclear, words: Words) -> str:
    """What is unclear; what could not be read at all is quoted."""
    if asked.question is not None:
        return question_text(asked.question, words)
    typed = " ".join(asked.typed.split())
    if not typed:
        return words.t("I could not read a date and a time there.")
    return words.t("I could not read a date and a time in “{text}”.", text=clip(typed, TYPED_SHOWN))


def _unread(asked: Unclear, example: str, words: Words) -> str:
    right = words.t("Right would be, for example: {example}", example=example)
    return f"{unclear_text(asked, words)} {right}"

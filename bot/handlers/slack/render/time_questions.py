"""A time that could not be read for sure: what is unclear, a button for each thing it may mean, one right example."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from bot.domain.committee import Committee
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import Block, Message, actions, button, context, escape, section
from bot.handlers.slack.render.meeting_words import sentence
from bot.handlers.times import Unclear, WhichTime, written
from bot.language.when import Doubt
from bot.language.words import Words
from bot.usecases.meetings import Wish

MOST_CHOICES = 5
SOON = timedelta(weeks=4)


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
    said = _doubt(asked.doubt, words)
    lines = [said, _example(about, words, now)]
    choices = [_choice(number, wish, about, words) for number, wish in enumerate(asked.wishes[:MOST_CHOICES])]
    form = button(words.t("Fill in a form"), about.form, value(about.subject))
    blocks = [section(said), actions(*choices, form), context(lines[1])]
    return Message(" ".join(lines), tuple(blocks))


def which_time_message(asked: WhichTime, about: About, words: Words) -> Message:
    day = sentence(words.date(asked.day))
    said = words.t("{day}: at what time?", day=day)
    example = words.t("Write the time too: `{example}`", example=f"{about.command} {asked.day} 10:00-12:00")
    form = button(
        words.t("Choose the time"), about.form, value(about.subject, asked.day.isoformat()), style="primary"
    )
    return Message(f"{said} {example}", (section(said), actions(form), context(example)))


def _choice(number: int, wish: Wish, about: About, words: Words) -> Block:
    carried = value(
        about.subject,
        written(wish.start),
        written(wish.end),
        quote((wish.place or "")[:300]),
        quote((wish.link or "")[:500]),
    )
    drawn = button(_label(wish, words), about.chosen, carried)
    return {**drawn, "action_id": f"{about.chosen}.{number}"}


def _label(wish: Wish, words: Words) -> str:
    end = wish.end
    clock = words.clock(wish.start, end) if end else words.time(wish.start)
    return sentence(words.t("{day}, {clock}", day=words.day(wish.start.date()), clock=clock))


def _example(about: About, words: Words, now: datetime) -> str:
    soon = now.astimezone(about.committee.zone) + SOON
    place = _first_words(about.committee.place) or words.t("the town hall")
    example = words.t(
        "{command} {day} 10:00-12:00 in {place}",
        command=about.command,
        day=soon.date().isoformat(),
        place=place,
    )
    return words.t("For example: `{example}`", example=escape(example).replace("`", ""))


def _first_words(place: str) -> str:
    return " ".join(place.partition(",")[0].split())[:60]


def _doubt(doubt: Doubt | None, words: Words) -> str:
    said = {
        Doubt.WEEKDAY_DISAGREES: words.t("The weekday and the date do not agree. Which is meant?"),
        Doubt.PASSED: words.t("That has passed already. Which is meant?"),
        Doubt.WHICH_DAY: words.t("Which day is meant?"),
        Doubt.WHICH_WEEK: words.t("Which week is meant?"),
        Doubt.WHICH_TIME: words.t("Which time is meant?"),
        Doubt.MORNING_OR_EVENING: words.t("In the morning or in the evening?"),
        Doubt.SKIPPED_HOUR: words.t("That hour does not exist: the clocks go forward then. Which is meant?"),
        Doubt.REPEATED_HOUR: words.t("That hour comes twice: the clocks go back then. Which is meant?"),
        Doubt.END_BEFORE_START: words.t("The end is before the start. Which is meant?"),
        Doubt.NO_SUCH_DAY: words.t("There is no such day. Which is meant?"),
        Doubt.NO_SUCH_TIME: words.t("There is no such time. Which is meant?"),
        Doubt.SEVERAL_READINGS: words.t("That can be read in several ways. Which is meant?"),
        Doubt.ONE_AT_A_TIME: words.t("One meeting at a time, please: give its date and time."),
        Doubt.ROUGHLY: words.t("I need an exact day and time."),
        Doubt.BEFORE: words.t("I need the day itself, not the last one possible."),
        Doubt.WHICH_RHYTHM: words.t("One meeting at a time, please: give its date and time."),
        Doubt.WHICH_END: words.t("When does it end?"),
        Doubt.IS_THAT_THE_PLACE: words.t("Is that the place?"),
    }
    return (
        said.get(doubt, words.t("I could not read a date and a time there."))
        if doubt
        else words.t("I could not read a date and a time there.")
    )


def labels(wishes: Iterable[Wish], words: Words) -> list[str]:
    return [_label(wish, words) for wish in wishes]

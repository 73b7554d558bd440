"""What is wrong with a time, a deadline, or the place it would have."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from bot.domain.deadline import DeadlineAfterDate, DeadlinePassed
from bot.domain.errors import KallelseError
from bot.domain.schedule import Clash, EndBeforeStart, InThePast, NoSuchTime, TooLong
from bot.handlers.times import UnclearDay
from bot.language.example_days import example_day
from bot.language.words import Words


def _no_such_time(error: NoSuchTime, words: Words) -> str:
    return words.t(
        "{date} has no {time}: the clocks go forward then. The first time after the change is {next}.",
        date=words.date(error.wall).capitalize(),
        time=words.time(error.wall),
        next=words.time(error.next_time),
    )


def _end_before_start(error: EndBeforeStart, words: Words) -> str:
    return words.t(
        "The meeting would end ({end}) before it starts ({start}). Right would be, for example: {example}",
        start=words.time(error.start),
        end=words.time(error.end),
        example=_two_hours_from(error.start),
    )


def _in_the_past(error: InThePast, words: Words) -> str:
    day = example_day(error.now.astimezone(words.zone).date(), words.zone)
    return words.t(
        "{when} is in the past; now it is {now}. Right would be, for example: {example}",
        when=words.moment(error.start),
        now=words.moment(error.now),
        example=_two_hours_from(datetime.combine(day, time(10))),
    )


def _two_hours_from(start: datetime) -> str:
    """A time as it can be typed: "2027-03-12 10:00-12:00"."""
    return f"{start:%Y-%m-%d %H:%M}-{start + timedelta(hours=2):%H:%M}"


def _clash(error: Clash, words: Words) -> str:
    other = error.other
    return words.t(
        "The committee already has a meeting then: {when}. Choose another time, or move that one.",
        when=words.when(other.start, other.end, words.zone),
    )


TIMES: dict[type[KallelseError], Callable[[Any, Words], str]] = {
    NoSuchTime: _no_such_time,
    EndBeforeStart: _end_before_start,
    TooLong: lambda error, words: words.t(
        "A meeting lasts at most 24 hours. Right would be, for example: {example}",
        example=_two_hours_from(error.start),
    ),
    InThePast: _in_the_past,
    Clash: _clash,
    UnclearDay: lambda _, words: words.t("I could not read a date and a time there."),
    DeadlinePassed: lambda error, words: words.t(
        "{deadline} has passed: members need time to answer.", deadline=words.moment(error.deadline)
    ),
    DeadlineAfterDate: lambda error, words: words.t(
        "The deadline {deadline} is after the first date, {start}: choose an earlier one, or strike that date.",
        deadline=words.moment(error.deadline),
        start=words.moment(error.start),
    ),
}

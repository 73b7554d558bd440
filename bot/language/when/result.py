"""What a date in words was read as: understood, a question back, or nothing we know."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Moment = date | datetime
"""A day, or a naive wall-clock time in the zone that was asked about (PEP 495's `fold` tells a repeated hour)."""


class Status(StrEnum):
    UNDERSTOOD = "understood"
    ASK = "ask"
    NOT_UNDERSTOOD = "not understood"


class Assumption(StrEnum):
    """What was taken for granted, to be said back."""

    TODAY = "today"  # a time and no day; the value is the day
    SAME_DAY = "same_day"  # a time and no day, for a meeting that has one; the value is the day
    YEAR = "year"  # no year was written and it is not this one; the value is the year
    MONTH = "month"  # a day's number alone; the value is the day
    AFTERNOON = "afternoon"  # "kl 3"
    MORNING = "morning"  # "at 9"
    MONTH_FIRST = "month_first"  # 12/15/2026; the value is the day
    FIRST_DAY = "first_day"  # where a rule begins; the value is the day
    NO_FIRST_DAY = "no_first_day"  # "every month" does not say which day of it
    NOT_INTO_MONTH = "not_into_month"  # "until June" ends in May; the value is the last possible day
    TERM = "term"  # where "ht 2027" begins; the value is the day
    UP_TO = "up_to"  # where it ends; the value is the day
    DEADLINE = "deadline"  # "by Friday": that day or time is the last one


class Doubt(StrEnum):
    """Why we ask."""

    WEEKDAY_DISAGREES = "weekday_disagrees"
    WEEK_DISAGREES = "week_disagrees"
    PASSED = "passed"
    WHICH_DAY = "which_day"
    WHICH_WEEK = "which_week"
    WHICH_TIME = "which_time"
    MORNING_OR_EVENING = "morning_or_evening"
    SKIPPED_HOUR = "skipped_hour"
    REPEATED_HOUR = "repeated_hour"
    END_BEFORE_START = "end_before_start"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"
    SEVERAL_READINGS = "several_readings"
    ONE_AT_A_TIME = "one_at_a_time"
    SEVERAL_DAYS = "several_days"  # each alternative was written, and each is meant
    ROUGHLY = "roughly"
    BEFORE = "before"
    WHICH_RHYTHM = "which_rhythm"
    WHICH_END = "which_end"
    OTHER_ZONE = "other_zone"
    IS_THAT_THE_PLACE = "is_that_the_place"


class Form(StrEnum):
    """A way to write a day or a time."""

    DATE_AND_TIME = "date_and_time"
    NUMBERS = "numbers"
    ISO = "iso"
    NEXT_WEEK = "next_week"
    AHEAD = "ahead"
    WEEK = "week"
    NTH_WEEKDAY = "nth_weekday"
    RULE = "rule"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Example:
    """A right way to write something, about a day that can still be meant; written out by words.example_text."""

    form: Form
    day: date


@dataclass(frozen=True, slots=True)
class Fact:
    """One assumption and what it was about."""

    code: Assumption
    value: date | datetime | int | None = None


@dataclass(frozen=True, slots=True)
class Alternative:
    """One possible answer to a question: what it would mean if it were chosen."""

    start: Moment | None
    end: Moment | None = None
    rrule: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What we do not want to guess. Without alternatives, the answer has to be written anew."""

    code: Doubt
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class When:
    """`start` and `end` are both days or both wall-clock times; `end` stays None when no end was written.
    Of a span of days, `end` is the last one. A rule's `start` is its first occasion, and None when the words do
    not say which day. Only what is understood has a start, end or rule; a question's alternatives carry them.
    """

    status: Status
    start: Moment | None = None
    end: Moment | None = None
    rrule: str | None = None
    place: str | None = None
    assumed: tuple[Fact, ...] = ()
    question: Question | None = None
    examples: tuple[Example, ...] = ()

    @property
    def understood(self) -> bool:
        return self.status is Status.UNDERSTOOD

    @property
    def is_deadline(self) -> bool:
        """Whether the words set a last day ("by Friday") rather than a day."""
        return any(fact.code is Assumption.DEADLINE for fact in self.assumed)

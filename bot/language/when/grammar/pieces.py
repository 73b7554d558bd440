"""What the parts of a phrase say, before anybody asks which day it is today. A reading holds at most one of each."""

from dataclasses import dataclass

from bot.language.when.everyday_words import Part, Unit, Which


@dataclass(frozen=True, slots=True)
class Year:
    """`number` as written, or counted from this year."""

    number: int | None = None
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day and a month. `day` -1 is the month's last. `weak`: "10-12", which is more often a time."""

    day: int
    month: int
    year: Year | None = None
    weak: bool = False
    month_first: bool = False


@dataclass(frozen=True, slots=True)
class DayRow:
    """Several days, each of them meant: "3, 10 och 17 februari". `year` is what was written once for all of them."""

    days: tuple[tuple[CalendarDay, "WeekdayName | None"], ...]
    year: Year | None = None


@dataclass(frozen=True, slots=True)
class InYear:
    """A year by itself: "kl 13-15, 2027"."""

    year: Year


@dataclass(frozen=True, slots=True)
class WeekdayName:
    weekday: int
    which: Which = Which.PLAIN


@dataclass(frozen=True, slots=True)
class WallTime:
    """A time as written. `sure`: there is only one way to take the hour ("14", "08.00", "2pm")."""

    hour: int
    minute: int = 0
    second: int = 0
    sure: bool = False
    plain: bool = False  # on a clock of 24 hours, most likely
    half: str | None = None  # "am" or "pm"
    doubtful: bool = False  # "half two", "midnight": more than one way, whatever the hour


@dataclass(frozen=True, slots=True)
class MomentSpan:
    """From one written-out day (and time) to another."""

    first: CalendarDay
    last: CalendarDay
    first_weekday: WeekdayName | None = None
    last_weekday: WeekdayName | None = None
    first_time: WallTime | None = None
    last_time: WallTime | None = None


@dataclass(frozen=True, slots=True)
class DayNumber:
    """The 15th. `bare`: the number alone, after a weekday. `month_ahead`: "of next month"."""

    day: int
    month_ahead: int | None = None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """So far from now. `count` None is "a couple of"."""

    count: int | None
    unit: Unit
    within: bool = False


@dataclass(frozen=True, slots=True)
class WeekNumber:
    week: int
    year: Year | None = None


@dataclass(frozen=True, slots=True)
class WeekSpan:
    """From one week to another, both included."""

    first: int
    last: int
    year: Year | None = None


@dataclass(frozen=True, slots=True)
class WeekAhead:
    count: int


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """The first, third … of these weekdays; -1 is the last."""

    ordinals: tuple[int, ...]
    weekday: int


@dataclass(frozen=True, slots=True)
class NthWorkingDay:
    """The first, second … working day of a month; -1 is the last."""

    nth: int


@dataclass(frozen=True, slots=True)
class Months:
    """Whole months: named ones, or one counted from this month."""

    months: tuple[int, ...] = ()
    ahead: int | None = None
    year: Year | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    name: str
    year: Year | None = None


@dataclass(frozen=True, slots=True)
class Vague:
    """A stretch of time that is no day: "early in", "some time in", "Christmas"."""


@dataclass(frozen=True, slots=True)
class Clock:
    """From one time to another. `kl`: marked by that word. `bare` is a number alone."""

    start: WallTime
    end: WallTime | None = None
    kl: bool = False
    bare: bool = False
    roughly: bool = False


@dataclass(frozen=True, slots=True)
class DayPart:
    part: Part


@dataclass(frozen=True, slots=True)
class Length:
    minutes: int


@dataclass(frozen=True, slots=True)
class ZoneName:
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """`marked` by "in", "at" …; otherwise by a comma or a capital. `room`: ends with a word that takes a number."""

    text: str
    marked: bool = True
    room: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """That day is the last; `before`: or is it the day before that. `whole`: all of it may pass ("senast v. 5"), which "by" does
    not say.
    """

    before: bool = False
    whole: bool = False

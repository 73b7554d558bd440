"""What the parts of a phrase say about meetings that come again; see pieces.py."""

from dataclasses import dataclass

from bot.language.when.everyday_words import Unit
from bot.language.when.grammar.pieces import (
    Ahead,
    CalendarDay,
    Feast,
    Months,
    Vague,
    WeekAhead,
    WeekNumber,
    Year,
)


@dataclass(frozen=True, slots=True)
class Every:
    """A rhythm. `doubtful`: "every third Tuesday" can be the month's third."""

    unit: Unit
    interval: int = 1
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class EveryWeekdays:
    """On these weekdays, each week."""

    weekdays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Parity:
    """Weeks with odd numbers, or even ones."""

    odd: bool


@dataclass(frozen=True, slots=True)
class TimesEach:
    """So often, as in "four times a year", which says nothing about when."""

    times: int
    unit: Unit


Limit = CalendarDay | Months | WeekNumber | WeekAhead | Ahead | Feast | Vague


@dataclass(frozen=True, slots=True)
class Until:
    limit: Limit
    included: bool = False


@dataclass(frozen=True, slots=True)
class From:
    limit: Limit


@dataclass(frozen=True, slots=True)
class Count:
    times: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """So long, as in "for ten weeks"; how many meetings that is can be discussed."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Except:
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Season:
    name: str
    year: Year | None = None

"""Days when people are off where a committee sits: for warnings, never for rules."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase
from holidays.countries.sweden import Sweden

LANGUAGES = {"sv": "sv", "en": "en_US"}
COUNTRIES = {"Europe/Stockholm": Sweden}


class Free(StrEnum):
    """Why somebody may be off; each weighs more than those after it."""

    HOLIDAY = "holiday"  # by law
    AS_HOLIDAY = (
        "as_holiday"  # everybody has it off all the same: Midsummer Eve, Christmas Eve, New Year's Eve
    )
    SQUEEZE = "squeeze"  # between a holiday and a weekend
    HALF = "half"  # the day before a holiday, offices close early


# Each with the categories of the package "holidays" that hold such days.
BY_LAW, AS_BY_LAW, NEARLY = ("public",), ("de_facto",), ("optional", "bank")
SATURDAY = 5
ONE_DAY = timedelta(days=1)
HALF_BEGINS = time(14)
SMALL_LETTERS = {
    "Dag före": "dag före",
    "Day before": "day before",
    "före Midsommarafton": "före midsommarafton",
    "före Julafton": "före julafton",
    "före Nyårsafton": "före nyårsafton",
    "före Pingstafton": "före pingstafton",
}
"""The package writes every word of a name as if it stood alone."""


@dataclass(frozen=True, slots=True)
class FreeDay:
    """`name` is as the language calls it: "Juldagen", "Skärtorsdagen (från kl. 14.00)"; "" for a squeeze day. `begins`: until
    then people work.
    """

    kind: Free
    name: str
    begins: time | None = None


def free_day(day: date, zone: ZoneInfo, language: str = "sv") -> FreeDay | None:
    """None for an ordinary day, and wherever we know no holidays: they are told by the clock that is used there."""
    country = COUNTRIES.get(zone.key)
    if country is None:
        return None
    if name := _name(country, BY_LAW, language, day):
        return FreeDay(Free.HOLIDAY, name)
    if name := _name(country, AS_BY_LAW, language, day):
        return FreeDay(Free.AS_HOLIDAY, name)
    if _is_squeezed(day, zone):
        return FreeDay(Free.SQUEEZE, "")
    name = _name(country, NEARLY, language, day)
    return _half(name) if name else None


def _half(name: str) -> FreeDay:
    """The package says in the name from when: all of them from two o'clock, but for the eves that are weekends anyhow."""
    begins = HALF_BEGINS if name.endswith(")") else None
    for capital, small in SMALL_LETTERS.items():
        name = name.replace(capital, small)
    return FreeDay(Free.HALF, name, begins)


def is_day_off(day: date, zone: ZoneInfo) -> bool:
    """Nobody can be expected to act that day; weekends are not looked at."""
    country = COUNTRIES.get(zone.key)
    return country is not None and bool(_name(country, BY_LAW + AS_BY_LAW, "sv", day))


def _is_squeezed(day: date, zone: ZoneInfo) -> bool:
    """A working day alone between days off, at least one of them a holiday: people make a long weekend of it."""

    def rests(one: date) -> bool:
        return one.weekday() >= SATURDAY or is_day_off(one, zone)

    return not rests(day) and rests(day - ONE_DAY) and rests(day + ONE_DAY)


def _name(country: type[Sweden], categories: tuple[str, ...], language: str, day: date) -> str:
    return str(_named(country, categories, language, day.year).get(day) or "")


@cache
def _named(country: type[Sweden], categories: tuple[str, ...], language: str, year: int) -> HolidayBase:
    return country(years=year, language=LANGUAGES[language], categories=categories, include_sundays=False)

"""Days on which a committee would rather not meet, written one a line: "2027-02-15–2027-02-19 Sportlov", "v. 8 Sportlov"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.errors import KallelseError

DAY = r"\d{4}-\d{1,2}-\d{1,2}"
TO = r"\s*(?:–|—|--?|/|\btill\b|\bto\b)\s*"
NAME = r"(?:[\s:,]+(?P<name>\S.*))?"
DAYS = re.compile(rf"(?P<first>{DAY})(?:{TO}(?P<last>{DAY}))?{NAME}", re.IGNORECASE)
WEEKS = re.compile(
    rf"(?:vecka|week|v|w)\.?\s*(?P<first>\d{{1,2}})(?:{TO}(?P<last>\d{{1,2}}))?(?:\s+(?P<year>\d{{4}})\b)?{NAME}",
    re.IGNORECASE,
)
ANY_YEAR = range(2000, 2100)
YEARS = range(1900, 3000)
LONGEST = timedelta(days=366)
WEEK = timedelta(days=6)


class DayFlaw(StrEnum):
    """What is wrong with a line."""

    UNREADABLE = "unreadable"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_WEEK = "no_such_week"
    BACKWARDS = "backwards"
    TOO_LONG = "too_long"


@dataclass(eq=False)
class BadDayOff(KallelseError):
    """A line that names no days; `line` counts from 1, `given` is what stands there."""

    line: int
    given: str
    flaw: DayFlaw


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day, or several in a row: `last` is off too. `name` may be empty."""

    first: date
    last: date
    name: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def days_off(text: str, years: Iterable[int] = ANY_YEAR) -> tuple[DayOff, ...]:
    """What the lines name, in their order; a week without a year is that week (ISO 8601, Monday to Sunday) in each of
    these years that has it. Raises BadDayOff for the first line that names nothing.
    """
    wanted = tuple(years)
    found: list[DayOff] = []
    for number, line in _lines(text):
        found += _read(number, line, wanted)
    return tuple(found)


def bad_lines(text: str) -> Iterator[BadDayOff]:
    """Every line that names no days."""
    for number, line in _lines(text):
        try:
            _read(number, line, ())
        except BadDayOff as bad:
            yield bad


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def _read(number: int, line: str, years: Iterable[int]) -> list[DayOff]:
    if found := DAYS.fullmatch(line):
        return [_days(number, line, found)]
    if found := WEEKS.fullmatch(line):
        return _weeks(number, line, found, years)
    raise BadDayOff(number, line, DayFlaw.UNREADABLE)


def _days(number: int, line: str, found: re.Match[str]) -> DayOff:
    try:
        first = _day(found["first"])
        last = _day(found["last"]) if found["last"] else first
    except ValueError as err:
        raise BadDayOff(number, line, DayFlaw.NO_SUCH_DAY) from err
    if last < first:
        raise BadDayOff(number, line, DayFlaw.BACKWARDS)
    if last - first > LONGEST:
        raise BadDayOff(number, line, DayFlaw.TOO_LONG)
    return DayOff(first, last, found["name"] or "")


def _day(written: str) -> date:
    year, month, day = written.split("-")
    return date(int(year), int(month), int(day))


def _weeks(number: int, line: str, found: re.Match[str], years: Iterable[int]) -> list[DayOff]:
    first, last = int(found["first"]), int(found["last"] or found["first"])
    if last < first:
        raise BadDayOff(number, line, DayFlaw.BACKWARDS)
    if found["year"]:
        years = (int(found["year"]),)
    most = max(map(_weeks_in, years), default=53) if found["year"] else 53
    if not 1 <= first <= last <= most:
        raise BadDayOff(number, line, DayFlaw.NO_SUCH_WEEK)
    return [
        DayOff(
            date.fromisocalendar(year, first, 1),
            date.fromisocalendar(year, last, 1) + WEEK,
            found["name"] or "",
        )
        for year in years
        if last <= _weeks_in(year)
    ]


def _weeks_in(year: int) -> int:
    """28 December is always in its year's last week."""
    return date(year, 12, 28).isocalendar().week if year in YEARS else 0

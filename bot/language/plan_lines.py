"""A plan in words: dates and rules, one a line, as dates on the wall clock; what cannot be taken for sure is asked about.

Pure: text, a clock and a zone in, dates and questions out. A rule becomes its dates, in wall-clock time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from bot.language.when import Alternative, Assumption, Doubt, Example, Fact, Question, Status, When, read_when

MOST_FROM_A_RULE = 60
BESIDE = "\t"
"""Between a line and its usual time; no line that somebody writes has one in it."""
NUMBERED = re.compile(r"^\s*(?:[-–*•]|\d{1,2}[.)])\s+")
LABELLED = re.compile(r"^[^:\d]{0,30}\d{0,3}\s*:\s+")
ENDLESS = re.compile(r"UNTIL|COUNT")
LAST_DAY = re.compile(r"UNTIL=(\d{8})(?!T)")
SHOWN_BY_DATES = frozenset((Assumption.YEAR, Assumption.FIRST_DAY))
SPRING_ENDS, AUTUMN_ENDS = (6, 30), (12, 31)


class PlanDoubt(StrEnum):
    """Why we ask about a line; what the grammar of dates asks has its own codes (when.Doubt)."""

    NOT_UNDERSTOOD = "not_understood"
    UNTIL_WHEN = "until_when"  # a rule without an end
    TOO_MANY = "too_many"  # a rule with more dates than a plan holds
    WHICH_TIME = "which_time"  # days, and no time of day
    WHICH_DAY = "which_day"  # a rule that does not say which day
    NO_DATES = "no_dates"  # a rule that has none


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """Naive wall-clock times; `end` and `place` are None when they are as usual."""

    start: datetime
    end: datetime | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line as written. Either it has `dates`, or a `doubt`; then each choice is one possible meaning, and `examples`
    are right ways to write it. `assumed` is what was taken for granted and does not show in the dates themselves. `usual` is the time of day
    that it was given beside.
    """

    text: str
    dates: tuple[PlannedDate, ...] = ()
    doubt: PlanDoubt | Question | None = None
    choices: tuple[Alternative, ...] = ()
    examples: tuple[Example, ...] = ()
    assumed: tuple[Fact, ...] = ()
    usual: str = ""

    @property
    def kept(self) -> str:
        """As it is kept until it is settled, for `Reader.line`."""
        return f"{self.text}{BESIDE}{self.usual}" if self.usual else self.text


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever writes lives by `zone`'s clock, at `now` (aware). `usual` is the time of day, in words, of lines that say
    none.
    """

    now: datetime
    zone: ZoneInfo
    usual: str = ""

    def lines(self, text: str) -> list[PlanLine]:
        return [self.line(one) for one in split(text)]

    def line(self, kept: str) -> PlanLine:
        """As written, or as `PlanLine.kept` has it."""
        text, _, beside = kept.partition(BESIDE)
        usual = beside or self.usual
        return replace(self._at(text, usual), usual=usual)

    def chosen(self, kept: str, meant: Alternative) -> PlanLine:
        """The line, once it is clear which of its meanings is meant. Of a day alone the time is asked next."""
        text, _, usual = kept.partition(BESIDE)
        if meant.rrule is None and meant.start is not None and not isinstance(meant.start, datetime):
            place = f" @ {meant.place}" if meant.place else ""
            return Reader(self.now, self.zone, usual).line(f"{meant.start.isoformat()}{place}")
        return replace(chosen(text, meant), usual=usual)

    def _at(self, text: str, usual: str) -> PlanLine:
        """At its usual time where it says none. When both day and time are doubtful, the day is asked about first."""
        found = self._line(text)
        if not usual or not _lacks_time(found):
            return found
        timed = replace(self._line(f"{usual} {text}"), text=text)
        if timed.doubt is PlanDoubt.NOT_UNDERSTOOD or _lacks_time(timed):
            return found
        crossed = 0 < len(found.choices) < len(timed.choices)
        return found if crossed else timed

    def _line(self, text: str) -> PlanLine:
        when = self._read(text)
        if when.question is not None and when.question.code is Doubt.SEVERAL_DAYS:
            return _each_of(text, when.question.alternatives)
        if when.question is not None:
            return PlanLine(text, (), when.question, when.question.alternatives, when.examples)
        if not when.understood or when.is_deadline or (when.start is None and when.rrule is None):
            return PlanLine(text, (), PlanDoubt.NOT_UNDERSTOOD, (), when.examples)
        found = chosen(text, Alternative(when.start, when.end, when.rrule, when.place))
        return replace(found, assumed=tuple(one for one in when.assumed if one.code not in SHOWN_BY_DATES))

    def _read(self, text: str) -> When:
        """As it stands; else without a number or a label before it."""
        spellings = (text, NUMBERED.sub("", text), LABELLED.sub("", text))
        readings = [read_when(one, now=self.now, zone=self.zone) for one in spellings]
        return next((one for one in readings if one.status is not Status.NOT_UNDERSTOOD), readings[0])


def chosen(text: str, meant: Alternative) -> PlanLine:
    """The line, once it is clear which of its meanings is meant."""
    if meant.start is None:
        return PlanLine(text, (), PlanDoubt.WHICH_DAY)
    if not isinstance(meant.start, datetime):
        return PlanLine(text, (), PlanDoubt.WHICH_TIME)
    if meant.rrule is not None and not ENDLESS.search(meant.rrule):
        return PlanLine(text, (), PlanDoubt.UNTIL_WHEN, tuple(_ended(meant, meant.start)))
    return _expanded(text, meant, meant.start)


def _each_of(text: str, meant: tuple[Alternative, ...]) -> PlanLine:
    """As in "3, 10 och 17 februari kl 13", where all of them are meant."""
    lines = [chosen(text, one) for one in meant]
    doubtful = next((line for line in lines if line.doubt is not None), None)
    return doubtful or PlanLine(text, tuple(date for line in lines for date in line.dates))


def as_written(kept: str) -> str:
    """The line as somebody wrote it, of `PlanLine.kept`."""
    return kept.partition(BESIDE)[0]


def split(text: str) -> Iterator[str]:
    """Lines, and what is set apart by semicolons, since a command is one line; empty ones left out."""
    for line in re.split(r"[\n;]", text):
        if found := " ".join(line.split()).strip(" ,"):
            yield found


def _lacks_time(line: PlanLine) -> bool:
    days = [one.start for one in line.choices if one.start is not None]
    return line.doubt is PlanDoubt.WHICH_TIME or not all(isinstance(one, datetime) for one in days)


def _expanded(text: str, meant: Alternative, start: datetime) -> PlanLine:
    length = meant.end - start if isinstance(meant.end, datetime) else None
    if meant.rrule is None:
        return PlanLine(text, (_planned(start, length, meant.place),))
    rule = rrulestr(LAST_DAY.sub(r"UNTIL=\1T235959", meant.rrule), dtstart=start)
    found = list(islice(iter(rule), MOST_FROM_A_RULE + 1))
    if len(found) > MOST_FROM_A_RULE:
        return PlanLine(text, (), PlanDoubt.TOO_MANY)
    if not found:
        return PlanLine(text, (), PlanDoubt.NO_DATES)
    return PlanLine(text, tuple(_planned(one, length, meant.place) for one in found))


def _planned(start: datetime, length: timedelta | None, place: str | None) -> PlannedDate:
    return PlannedDate(start, None if length is None else start + length, place)


def _ended(meant: Alternative, first: date) -> Iterator[Alternative]:
    """The same rule to the end of its term, of its year, and of the spring after."""
    day = first.date() if isinstance(first, datetime) else first
    ends = [
        date(day.year, *SPRING_ENDS),
        date(day.year, *AUTUMN_ENDS),
        date(day.year + 1, *SPRING_ENDS),
        date(day.year + 1, *AUTUMN_ENDS),
    ]
    for last in [one for one in ends if one >= day][:3]:
        yield replace(meant, rrule=f"{meant.rrule};UNTIL={last:%Y%m%d}T235959")


def last_day_of(rrule: str | None) -> date | None:
    """The last day a rule may reach, None where it says none."""
    found = re.search(r"UNTIL=(\d{8})", rrule or "")
    return datetime.strptime(found[1], "%Y%m%d").date() if found else None  # noqa: DTZ007  a day has no zone

"""Between which days a series runs: "from 12 January", "until June", "ht 2027"."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.language.when.grammar.pieces import (
    Ahead,
    CalendarDay,
    Feast,
    InYear,
    Months,
    WeekAhead,
    WeekNumber,
    WeekSpan,
    Year,
)
from bot.language.when.grammar.series_pieces import From, Limit, Season, Until
from bot.language.when.meaning.dates import WEEK, calendar_day, feast_day, written_year
from bot.language.when.meaning.days import days_ahead
from bot.language.when.meaning.options import Options, Said, ask, sure
from bot.language.when.meaning.weeks import SUNDAY, days_of_weeks, first_of_month, monday_of, weekday_in_week
from bot.language.when.result import Assumption, Doubt, Fact

TERMS = {"autumn": ((8, 1), (12, 31)), "spring": ((1, 1), (6, 30))}
"""Swedish terms, höst and vår: first and last day as (month, day)."""

MONDAY = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """Both included. `begins`: the first day was written out, not only counted from today."""

    first: date
    last: date | None = None
    begins: bool = False


def limits_of(said: Said, today: date) -> Options[Limits]:
    named = _named(said, today)
    if named is not None:
        return ask(Doubt.WHICH_END) if From in said or Until in said else named
    if _both_are_months(said):
        return ask(Doubt.WHICH_END, _with_or_without_month(said.the(From), said.the(Until), today))
    start = said.get(From)
    first = _first_day(start.limit, today) if start else sure(today)
    if first.doubt:
        return ask(first.doubt)
    until = said.get(Until)
    last: Options[date] = _last_day(until, first.choices[0]) if until else Options((), None)
    if last.doubt:
        return ask(last.doubt)
    return _limits(first, last, begins=start is not None and not isinstance(start.limit, Months))


def _limits(first: Options[date], last: Options[date], *, begins: bool) -> Options[Limits]:
    end = last.choices[0] if last.choices else None
    if end is not None and end < first.choices[0]:
        return ask(Doubt.END_BEFORE_START)
    return Options((Limits(first.choices[0], end, begins=begins),), None, first.facts + last.facts)


def _named(said: Said, today: date) -> Options[Limits] | None:
    """A stretch of time that begins and ends by its name."""
    if Season in said:
        return _term(said.the(Season), today)
    if WeekSpan in said:
        return _weeks(said.the(WeekSpan), today)
    return _year(said.the(InYear), today) if InYear in said else None


def _both_are_months(said: Said) -> bool:
    """As in "From September to May": with all of May, most likely, but not surely."""
    start, until = said.get(From), said.get(Until)
    return bool(start and until and isinstance(until.limit, Months) and not until.included)


def _with_or_without_month(start: From, until: Until, today: date) -> Iterable[Limits]:
    """Up to the month, and to its end. Where only the last has a year, the first is the nearest before that."""
    limit, last = start.limit, until.limit
    if (
        isinstance(limit, Months)
        and isinstance(last, Months)
        and last.year is not None
        and limit.year is None
    ):
        year = written_year(last.year, today) - (limit.months[0] > last.months[0])
        limit = replace(limit, year=Year(year))
    first = _first_day(limit, today)
    if first.doubt or not isinstance(last, Months):
        return
    begins = not isinstance(limit, Months)
    for included in (False, True):
        end = _end_by_month(last, first.choices[0], included=included)
        if not end.doubt and end.choices[0] >= first.choices[0]:
            yield Limits(first.choices[0], end.choices[0], begins=begins)


def _first_day(limit: Limit, today: date) -> Options[date]:
    match limit:
        case CalendarDay():
            return calendar_day(limit, today)
        case Months():
            return first_of_month(limit, today)
        case Feast():
            return feast_day(limit, today)
        case Ahead():
            return days_ahead(limit, today) or ask(Doubt.WHICH_DAY)
        case _:
            return _first_of_week(limit, today)


def _first_of_week(limit: Limit, today: date) -> Options[date]:
    match limit:
        case WeekNumber():
            return weekday_in_week(MONDAY, limit, today)
        case WeekAhead():
            return sure(max(today, monday_of(today) + limit.count * WEEK))
        case _:
            return ask(Doubt.WHICH_DAY)


def _last_day(until: Until, first: date) -> Options[date]:
    match until.limit:
        case CalendarDay():
            return calendar_day(until.limit, first)
        case Months():
            return _end_by_month(until.limit, first, included=until.included)
        case WeekNumber() if until.included:
            return weekday_in_week(SUNDAY, until.limit, first)
        case Feast():
            return feast_day(until.limit, first)
        case _:
            return ask(Doubt.WHICH_END)


def _end_by_month(months: Months, first: date, *, included: bool) -> Options[date]:
    """As in "Until June" ends with May, which is said; "through June" with June."""
    begins = first_of_month(months, first)
    if begins.doubt:
        return begins
    month = begins.choices[0].replace(day=1)
    if included:
        return sure(month.replace(day=monthrange(month.year, month.month)[1]))
    if month <= first:
        return ask(Doubt.WHICH_END)
    last = month - timedelta(1)
    return sure(last, Fact(Assumption.NOT_INTO_MONTH, last))


def _year(said: InYear, today: date) -> Options[Limits]:
    year = written_year(said.year, today)
    if year < today.year:
        return ask(Doubt.PASSED)
    return sure(Limits(max(today, date(year, 1, 1)), date(year, 12, 31)))


def _weeks(span: WeekSpan, today: date) -> Options[Limits]:
    found = days_of_weeks(span, today)
    if found.doubt:
        return ask(found.doubt)
    first, last = found.choices[0]
    return Options((Limits(max(today, first), last),), None, (*found.facts, Fact(Assumption.UP_TO, last)))


def _term(season: Season, today: date) -> Options[Limits]:
    (from_month, from_day), (to_month, to_day) = TERMS[season.name]
    year = today.year if season.year is None else written_year(season.year, today)
    last = date(year, to_month, to_day)
    if last < today:
        if season.year is not None:
            return ask(Doubt.PASSED)
        year, last = year + 1, date(year + 1, to_month, to_day)
    first = max(today, date(year, from_month, from_day))
    return Options((Limits(first, last),), None, (Fact(Assumption.TERM, first), Fact(Assumption.UP_TO, last)))

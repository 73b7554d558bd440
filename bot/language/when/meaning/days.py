"""Which day the words name, by what kinds of pieces they hold; anything else is no way to name a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from bot.language.when.everyday_words import Unit, Which
from bot.language.when.grammar.pieces import (
    Ahead,
    CalendarDay,
    DayNumber,
    Feast,
    MomentSpan,
    Months,
    NthWeekday,
    NthWorkingDay,
    Vague,
    WeekAhead,
    WeekdayName,
    WeekNumber,
    WeekSpan,
)
from bot.language.when.grammar.series_pieces import Season
from bot.language.when.meaning.dates import (
    WEEK,
    agreeing,
    calendar_day,
    feast_day,
    numbered_day,
)
from bot.language.when.meaning.options import Options, Said, ask, sure
from bot.language.when.meaning.spans import Days, span_of
from bot.language.when.meaning.weeks import (
    monday_of,
    nth_in_month,
    nth_without_month,
    week_to_choose_from,
    weekday_day,
    weekday_in_week,
    weekday_in_week_ahead,
    weekday_weeks_ahead,
    weekdays_of_month,
    working_days,
)
from bot.language.when.result import Doubt

DAYS_IN_WEEK = 7
DAY_KINDS: frozenset[type[Any]] = frozenset(
    {
        Ahead,
        CalendarDay,
        DayNumber,
        Feast,
        MomentSpan,
        Months,
        NthWeekday,
        NthWorkingDay,
        Season,
        Vague,
        WeekAhead,
        WeekdayName,
        WeekNumber,
        WeekSpan,
    }
)


def days_of(said: Said, today: date) -> Options[Days] | None:
    """None when the pieces together name no day."""
    if MomentSpan in said:
        span = _spelled_out(said)
        return None if span is None else span_of(span, today)
    found = day_of(said, today)
    return None if found is None else found.each(Days)


def _spelled_out(said: Said) -> MomentSpan | None:
    """The span with the weekday that stands before it ("tisdag 1-3 december"), which is its first day's."""
    span, weekday = said.the(MomentSpan), said.get(WeekdayName)
    if said.kinds(DAY_KINDS) == {MomentSpan}:
        return span
    fits = weekday and weekday.which is Which.PLAIN and said.in_a_row(WeekdayName, MomentSpan)
    only = said.kinds(DAY_KINDS) == {MomentSpan, WeekdayName} and span.first_weekday is None
    return replace(span, first_weekday=weekday) if fits and only else None


def day_of(said: Said, today: date) -> Options[date] | None:
    """One day, from pieces that may not be a span."""
    if Vague in said:
        return ask(Doubt.WHICH_DAY)
    kinds = said.kinds(DAY_KINDS)
    weekday = said.get(WeekdayName)
    if weekday is not None and weekday.which is Which.PAST and len(kinds) > 1:
        return None
    if weekday is not None and (how := _BESIDE_A_WEEKDAY.get(kinds - {WeekdayName})):
        return how(weekday, said, today)
    alone = _ALONE.get(kinds)
    return alone(said, today) if alone else None


def _calendar(said: Said, today: date) -> Options[date]:
    return calendar_day(said.the(CalendarDay), today)


def _numbered(said: Said, today: date) -> Options[date] | None:
    number = said.the(DayNumber)
    return None if number.bare else numbered_day(number, today)


def _ahead(said: Said, today: date) -> Options[date] | None:
    return days_ahead(said.the(Ahead), today)


def days_ahead(said: Ahead, today: date) -> Options[date] | None:
    """A number of days, weeks, months or years from today; hours are for the clock."""
    steps = {
        Unit.DAY: relativedelta(days=1),
        Unit.WEEK: relativedelta(weeks=1),
        Unit.FORTNIGHT: relativedelta(weeks=2),
        Unit.MONTH: relativedelta(months=1),
        Unit.YEAR: relativedelta(years=1),
    }
    step = steps.get(said.unit)
    if step is None:
        return None
    if said.count is None:
        return ask(Doubt.ROUGHLY, [today + 2 * step, today + 3 * step])
    try:
        day = today + said.count * step
    except (ValueError, OverflowError):
        return None
    return sure(day) if day >= today else ask(Doubt.PASSED)


def _week_number(said: Said, today: date) -> Options[date]:
    return week_to_choose_from(said.the(WeekNumber), today)


def _week_ahead(said: Said, today: date) -> Options[date]:
    monday = monday_of(today) + said.the(WeekAhead).count * WEEK
    return ask(Doubt.WHICH_DAY, working_days(monday, today))


def _nth_of_month(said: Said, today: date) -> Options[date] | None:
    return nth_in_month(said.the(NthWeekday), said.the(Months), today)


def _nth(said: Said, today: date) -> Options[date]:
    return nth_without_month(said.the(NthWeekday), today)


def _some_day(_: Said, __: date) -> Options[date]:
    return ask(Doubt.WHICH_DAY)


def _feast(said: Said, today: date) -> Options[date]:
    return feast_day(said.the(Feast), today)


def _calendar_in_week(said: Said, today: date) -> Options[date]:
    """A date with its week, which is an almanac's way to be sure; asked about when they disagree."""
    found = calendar_day(said.the(CalendarDay), today)
    week = said.the(WeekNumber)
    if found.doubt or (week.year is None and found.choices[0].isocalendar().week == week.week):
        return found
    return ask(Doubt.WEEK_DISAGREES, found.choices)


def _plain_weekday(said: Said, today: date) -> Options[date]:
    return weekday_day(said.the(WeekdayName), today)


_ALONE: dict[frozenset[type[Any]], Callable[[Said, date], Options[date] | None]] = {
    frozenset({CalendarDay}): _calendar,
    frozenset({DayNumber}): _numbered,
    frozenset({Ahead}): _ahead,
    frozenset({WeekdayName}): _plain_weekday,
    frozenset({WeekNumber}): _week_number,
    frozenset({WeekAhead}): _week_ahead,
    frozenset({NthWeekday, Months}): _nth_of_month,
    frozenset({NthWeekday}): _nth,
    frozenset({WeekSpan}): _some_day,
    frozenset({Months}): _some_day,
    frozenset({Season}): _some_day,
    frozenset({Feast}): _feast,
    frozenset({CalendarDay, WeekNumber}): _calendar_in_week,
}


def _dated(weekday: WeekdayName, said: Said, today: date) -> Options[date] | None:
    found = day_of(said.without(WeekdayName), today)
    return None if found is None else agreeing(found, weekday, today)


def _numbered_beside(weekday: WeekdayName, said: Said, today: date) -> Options[date] | None:
    """As in "Thursday the 12th". Other ways round it is not: "the first Tuesday". The number alone ("torsdag 14") is
    rather a time, so that one only asks.
    """
    number = said.the(DayNumber)
    if said.in_a_row(DayNumber, WeekdayName):
        return None
    found = agreeing(numbered_day(DayNumber(number.day, number.month_ahead), today), weekday, today)
    if not number.bare:
        return found
    return None if found.doubt else ask(Doubt.SEVERAL_READINGS, found.choices)


def _ahead_beside(weekday: WeekdayName, said: Said, today: date) -> Options[date] | None:
    ahead = said.the(Ahead)
    if ahead.unit is Unit.DAY and ahead.count and ahead.count % DAYS_IN_WEEK == 0:
        ahead = replace(ahead, count=ahead.count // DAYS_IN_WEEK, unit=Unit.WEEK)
    weeks = {Unit.WEEK: 1, Unit.FORTNIGHT: 2}.get(ahead.unit)
    if weeks is None or ahead.within:
        return (
            _dated(weekday, said, today) if ahead.unit is Unit.DAY and ahead.count in range(-2, 3) else None
        )
    if ahead.count is None or weekday.which is not Which.PLAIN:
        return ask(Doubt.WHICH_WEEK)
    return weekday_weeks_ahead(weekday.weekday, weeks * ahead.count, today)


def _week_beside(weekday: WeekdayName, said: Said, today: date) -> Options[date] | None:
    if weekday.which is not Which.PLAIN:
        return None
    return weekday_in_week(weekday.weekday, said.the(WeekNumber), today)


def _week_ahead_beside(weekday: WeekdayName, said: Said, today: date) -> Options[date] | None:
    if weekday.which is not Which.PLAIN:
        return None
    return weekday_in_week_ahead(weekday.weekday, said.the(WeekAhead).count, today)


def _one_of_the_weeks(_: WeekdayName, __: Said, ___: date) -> Options[date]:
    """As in "tisdag v. 3-20", without a word that it is every week."""
    return ask(Doubt.WHICH_WEEK)


def _month_beside(weekday: WeekdayName, said: Said, today: date) -> Options[date]:
    return weekdays_of_month(weekday.weekday, said.the(Months), today)


_BESIDE_A_WEEKDAY: dict[frozenset[type[Any]], Callable[[WeekdayName, Said, date], Options[date] | None]] = {
    frozenset({CalendarDay}): _dated,
    frozenset({DayNumber}): _numbered_beside,
    frozenset({Ahead}): _ahead_beside,
    frozenset({WeekNumber}): _week_beside,
    frozenset({WeekAhead}): _week_ahead_beside,
    frozenset({WeekSpan}): _one_of_the_weeks,
    frozenset({Months}): _month_beside,
    frozenset({Feast}): _dated,
    frozenset({CalendarDay, WeekNumber}): _dated,
    frozenset({NthWeekday, Months}): _dated,
}

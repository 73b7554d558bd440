"""Several days, each of them meant: "3, 10 och 17 februari", "onsdag 3/2 och torsdag 11/2"."""

from dataclasses import replace

from bot.language.when.grammar.calendar_day import (
    COMMA,
    FULL_STOP,
    IN,
    LONGEST_MONTH,
    MONTH,
    NUMBERED,
    ON,
    OR_YEAR,
    PLAIN_WEEKDAY,
    THE,
    UNMARKED,
)
from bot.language.when.grammar.pieces import CalendarDay, DayRow, WeekdayName, Year
from bot.language.when.grammar.rules import (
    NOTHING,
    Rule,
    either,
    little,
    maybe,
    number,
    seq,
    several,
    sign,
    term,
)
from bot.language.when.vocabulary import Kind

MOST_IN_ROW = 6
"""As many as a question can hold: none of them may get lost."""

OnWeekday = tuple[CalendarDay, WeekdayName | None]

_AND = either(seq(sign(","), little("and"), make=lambda: NOTHING), little("and"))
_JOINT = either(_AND, sign(",", ";"))
_NUMBER = either(NUMBERED, number(1, LONGEST_MONTH))
_NUMBERS = either(
    several(_NUMBER, _JOINT, least=3),
    seq(_NUMBER, _AND, _NUMBER, make=lambda first, last: (first, last)),
)
"""Two with a comma alone, "10, 12 februari", may be an hour and a day."""
_WEEKDAY = maybe(seq(PLAIN_WEEKDAY, COMMA, make=lambda weekday: weekday), None)
_WEEKDAYS = maybe(seq(ON, term(Kind.WEEKDAYS), COMMA, make=WeekdayName), None)
_DATES = several(seq(_WEEKDAY, THE, UNMARKED, make=lambda weekday, day: (day, weekday)), _JOINT, least=2)


def _of_month(
    weekday: WeekdayName | None, days: tuple[int, ...], month: int, year: Year | None
) -> DayRow | None:
    in_order = days == tuple(sorted(set(days)))
    return _row(tuple((CalendarDay(day, month), weekday) for day in days), year) if in_order else None


def _of_dates(days: tuple[OnWeekday, ...]) -> DayRow | None:
    years = [day.year for day, _ in days]
    if all(years) or not any(years):
        return _row(days, None)
    last, weekday = days[-1]
    return None if any(years[:-1]) else _row((*days[:-1], (replace(last, year=None), weekday)), last.year)


def _row(days: tuple[OnWeekday, ...], year: Year | None) -> DayRow | None:
    """One year for all of them when they come in its order."""
    in_order = [(day.month, day.day) for day, _ in days]
    if len(days) > MOST_IN_ROW or (year is not None and in_order != sorted(in_order)):
        return None
    return DayRow(days, year)


DAY_ROW: Rule = either(
    seq(_WEEKDAYS, ON, THE, _NUMBERS, FULL_STOP, IN, MONTH, OR_YEAR, make=_of_month),
    seq(ON, _DATES, make=_of_dates),
)

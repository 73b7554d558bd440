"""All days from one to another."""

from dataclasses import dataclass
from datetime import date

from bot.language.when.grammar.pieces import CalendarDay, MomentSpan, WeekdayName, Year
from bot.language.when.meaning.dates import agreeing, calendar_day, written_year
from bot.language.when.meaning.options import Options, ask
from bot.language.when.result import Doubt


@dataclass(frozen=True, slots=True)
class Days:
    """One day, or all from `first` to `last`."""

    first: date
    last: date | None = None


def span_of(span: MomentSpan, today: date) -> Options[Days]:
    """As in "15-17 December", "28 November – 2 December 2027": one year serves both ends."""
    first = _end_of_span(_dated_first(span, today), span.first_weekday, today)
    if first.doubt:
        return first.each(Days)
    last = _end_of_span(span.last, span.last_weekday, first.choices[0])
    if last.doubt:
        return last.each(lambda day: Days(first.choices[0], day))
    if last.choices[0] < first.choices[0]:
        return ask(Doubt.END_BEFORE_START)
    return Options((Days(first.choices[0], last.choices[0]),), None, first.facts)


def _end_of_span(day: CalendarDay, weekday: WeekdayName | None, today: date) -> Options[date]:
    found = calendar_day(day, today)
    return found if weekday is None else agreeing(found, weekday, today)


def _dated_first(span: MomentSpan, today: date) -> CalendarDay:
    """The first day with the last one's year, when that is the only one written; over New Year, the one before."""
    if span.first.year is not None or span.last.year is None:
        return span.first
    year = written_year(span.last.year, today)
    turns = (span.first.month, span.first.day) > (span.last.month, span.last.day)
    return CalendarDay(span.first.day, span.first.month, Year(year - turns))

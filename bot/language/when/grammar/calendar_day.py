"""Dates: "den 15 december", "15/12-17", "December 15th, 2026", and from one to another."""

from bot.language.when.calendar_words import LAST
from bot.language.when.grammar.pieces import CalendarDay, InYear, MomentSpan, WeekdayName, Year
from bot.language.when.grammar.rules import (
    NOTHING,
    Rule,
    either,
    glued,
    little,
    maybe,
    number,
    once,
    seq,
    sign,
    term,
)
from bot.language.when.grammar.times import ONE_TIME
from bot.language.when.vocabulary import Kind

CENTURY = 2000
MONTHS_IN_YEAR = 12
LONGEST_MONTH = 31

COMMA = maybe(sign(","))
ON = maybe(little("on"))
IN = maybe(little("in"))
THE = maybe(little("the"))

WHOLE_YEAR = seq(number(1900, 2199, digits=(4,)), make=Year)
_YEAR2 = seq(glued(number(0, 99, digits=(2,))), make=lambda short: Year(CENTURY + short))
_SHORT_YEAR = seq(sign("-", "'"), _YEAR2, make=lambda year: year)
_SAID_YEAR = seq(term(Kind.YEAR), make=lambda ahead: Year(ahead=ahead))
YEAR: Rule = either(WHOLE_YEAR, _SHORT_YEAR, _SAID_YEAR)
UNSIGNED_YEAR: Rule = either(WHOLE_YEAR, seq(sign("'"), _YEAR2, make=lambda year: year), _SAID_YEAR)
"""Where "-27" would rather be the other end of a span."""
OR_YEAR = once(maybe(seq(COMMA, YEAR, make=lambda year: year), None))
IN_YEAR: Rule = seq(maybe(little("year_in")), either(WHOLE_YEAR, _SAID_YEAR), make=InYear)

_ENDING = seq(maybe(glued(sign(":"))), glued(little("ordinal_end")), make=lambda: NOTHING)
NUMBERED = seq(number(1, LONGEST_MONTH), _ENDING, make=lambda day: day)
ORDINAL: Rule = once(either(NUMBERED, term(Kind.ORDINAL)))
DAY = once(
    either(
        number(1, LONGEST_MONTH),
        NUMBERED,
        seq(term(Kind.ORDINAL), make=lambda day: day if day != LAST else None),
    )
)
FULL_STOP = maybe(glued(sign(".")))


def _written(day: int, month: int, year: Year | None = None) -> CalendarDay | None:
    """Day before month; month first only when it cannot be otherwise (12/15)."""
    if month <= MONTHS_IN_YEAR:
        return CalendarDay(day, month, year)
    if day <= MONTHS_IN_YEAR and month <= LONGEST_MONTH:
        return CalendarDay(month, day, year, month_first=True)
    return None


def _plain(day: int, month: int, year: Year | None = None) -> CalendarDay:
    return CalendarDay(day, month, year)


def _year_first(year: Year, month: int, day: int) -> CalendarDay:
    return CalendarDay(day, month, year)


def _compact(digits: int) -> CalendarDay | None:
    """20261201, and the shorter 261201 of Swedish registers."""
    rest, day = divmod(digits, 100)
    year, month = divmod(rest, 100)
    if not (1 <= month <= MONTHS_IN_YEAR and 1 <= day <= LONGEST_MONTH):
        return None
    return CalendarDay(day, month, Year(year if year >= 100 else CENTURY + year))  # noqa: PLR2004  two digits


def _compact_day_first(digits: int) -> CalendarDay | None:
    """The same six digits the other way round, which can make them doubtful."""
    return _compact(digits % 100 * 10000 + digits // 100 % 100 * 100 + digits // 10000)


_YEAR4_GLUED = glued(WHOLE_YEAR)


def _signed(mark: str) -> Rule:
    here = glued(sign(mark))
    two = glued(number(1, LONGEST_MONTH))
    year_first = seq(WHOLE_YEAR, here, two, here, two, make=_year_first)
    year_last = seq(number(1, LONGEST_MONTH), here, two, here, either(_YEAR4_GLUED, _YEAR2), make=_written)
    return either(year_first, year_last)


def _short_year_first(year: int, month: int, day: int) -> CalendarDay:
    """As in 26-12-24."""
    return CalendarDay(day, month, Year(CENTURY + year))


_SLASH = seq(
    number(1, LONGEST_MONTH),
    glued(sign("/")),
    glued(number(1, LONGEST_MONTH)),
    maybe(either(WHOLE_YEAR, _SHORT_YEAR, _SAID_YEAR), None),
    make=_written,
)
_DOTTED = seq(
    number(1, LONGEST_MONTH),
    glued(sign(".")),
    glued(number(1, MONTHS_IN_YEAR)),
    FULL_STOP,
    make=_plain,
)
_DASHED = seq(
    number(1, LONGEST_MONTH),
    glued(sign("-")),
    glued(number(1, MONTHS_IN_YEAR)),
    make=lambda day, month: CalendarDay(day, month, weak=True),
)
MONTH = either(term(Kind.MONTH), term(Kind.MONTH_AFTER_DAY))
_DAY_MONTH = seq(DAY, FULL_STOP, IN, MONTH, OR_YEAR, make=_plain)
_MONTH_DAY = seq(
    MONTH,
    THE,
    DAY,
    OR_YEAR,
    make=lambda month, day, year: CalendarDay(day, month, year),
)
_LAST_OF = seq(
    little("last_day"),
    IN,
    term(Kind.MONTH),
    OR_YEAR,
    make=lambda month, year: CalendarDay(LAST, month, year),
)
_TWO_DIGITS = number(0, 99, digits=(2,))
_DASH_HERE = glued(sign("-"))
_SIX = number(101, 311299, digits=(6,))
UNMARKED = either(
    seq(number(19000101, 21991231, digits=(8,)), make=_compact),
    seq(_SIX, make=_compact),
    seq(_SIX, make=_compact_day_first),
    _signed("-"),
    seq(
        _TWO_DIGITS,
        _DASH_HERE,
        glued(number(1, 12)),
        _DASH_HERE,
        glued(number(1, LONGEST_MONTH)),
        make=_short_year_first,
    ),
    _signed("/"),
    _signed("."),
    _SLASH,
    _DOTTED,
    _DAY_MONTH,
    _MONTH_DAY,
    _LAST_OF,
)
CALENDAR_DAY: Rule = once(seq(ON, THE, UNMARKED, make=lambda day: day))
WEAK_DAY: Rule = _DASHED

_DASH = either(sign("-"), little("until"))
PLAIN_WEEKDAY = seq(ON, THE, term(Kind.WEEKDAY), make=WeekdayName)
_WEEKDAY_FIRST = maybe(seq(PLAIN_WEEKDAY, COMMA, make=lambda weekday: weekday), None)
_TIME_LAST = maybe(seq(COMMA, ONE_TIME, make=lambda time: time), None)


def _span(*said_: object) -> MomentSpan | None:
    weekday, first, time, last_weekday, last, last_time = said_
    if (time is None) is not (last_time is None):
        return None
    return MomentSpan(first, last, weekday, last_weekday, time, last_time)  # type: ignore[arg-type]  # six values in a row


_TWO_MOMENTS = seq(
    _WEEKDAY_FIRST,
    CALENDAR_DAY,
    _TIME_LAST,
    _DASH,
    _WEEKDAY_FIRST,
    CALENDAR_DAY,
    _TIME_LAST,
    make=_span,
)


def _same_month(first: int, last: int, month: int, year: Year | None) -> MomentSpan:
    return MomentSpan(CalendarDay(first, month, year), CalendarDay(last, month, year))


_TWO_DAYS = either(
    seq(ON, THE, DAY, _DASH, THE, DAY, IN, MONTH, OR_YEAR, make=_same_month),
    seq(ON, THE, DAY, _DASH, DAY, glued(sign("/")), glued(number(1, 12)), OR_YEAR, make=_same_month),
    seq(
        ON,
        term(Kind.MONTH),
        DAY,
        _DASH,
        DAY,
        OR_YEAR,
        make=lambda month, first, last, year: _same_month(first, last, month, year),
    ),
)
MOMENT_SPAN: Rule = either(_TWO_MOMENTS, _TWO_DAYS)

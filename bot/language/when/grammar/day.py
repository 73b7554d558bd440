"""Days: "fredagen den 15 december", "15/12-17", "next Tuesday", "tisdag v. 50", "the first Wednesday in December"."""

from bot.language.when.calendar_words import LAST
from bot.language.when.everyday_words import Unit, Which
from bot.language.when.grammar.clock import ONE_TIME
from bot.language.when.grammar.pieces import (
    Ahead,
    CalendarDay,
    DayNumber,
    Feast,
    MomentSpan,
    Months,
    NthWeekday,
    Vague,
    WeekAhead,
    WeekdayName,
    WeekNumber,
    Year,
)
from bot.language.when.grammar.rules import (
    NOTHING,
    Rule,
    either,
    glued,
    little,
    maybe,
    number,
    once,
    said,
    seq,
    several,
    sign,
    term,
)
from bot.language.when.vocabulary import Kind

CENTURY = 2000
MONTHS_IN_YEAR = 12
LONGEST_MONTH = 31

_COMMA = maybe(sign(","))
_ON = maybe(little("on"))
_IN = maybe(little("in"))
_THE = maybe(little("the"))

_YEAR4 = seq(number(1900, 2199, digits=(4,)), make=Year)
_YEAR2 = seq(glued(number(0, 99, digits=(2,))), make=lambda short: Year(CENTURY + short))
_SHORT_YEAR = seq(sign("-", "'"), _YEAR2, make=lambda year: year)
_SAID_YEAR = seq(term(Kind.YEAR), make=lambda ahead: Year(ahead=ahead))
YEAR: Rule = either(_YEAR4, _SHORT_YEAR, _SAID_YEAR)
_OR_YEAR = once(maybe(seq(_COMMA, YEAR, make=lambda year: year), None))

_ENDING = seq(maybe(glued(sign(":"))), glued(little("ordinal_end")), make=lambda: NOTHING)
_NUMBERED = seq(number(1, LONGEST_MONTH), _ENDING, make=lambda day: day)
ORDINAL: Rule = once(either(_NUMBERED, term(Kind.ORDINAL)))
_DAY = once(
    either(
        number(1, LONGEST_MONTH),
        _NUMBERED,
        seq(term(Kind.ORDINAL), make=lambda day: day if day != LAST else None),
    )
)
_FULL_STOP = maybe(glued(sign(".")))


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


_YEAR4_GLUED = glued(_YEAR4)


def _signed(mark: str) -> Rule:
    here = glued(sign(mark))
    two = glued(number(1, LONGEST_MONTH))
    year_first = seq(_YEAR4, here, two, here, two, make=_year_first)
    year_last = seq(number(1, LONGEST_MONTH), here, two, here, either(_YEAR4_GLUED, _YEAR2), make=_written)
    return either(year_first, year_last)


def _short_year_first(year: int, month: int, day: int) -> CalendarDay:
    """As in 26-12-24."""
    return CalendarDay(day, month, Year(CENTURY + year))


_SLASH = seq(
    number(1, LONGEST_MONTH),
    glued(sign("/")),
    glued(number(1, LONGEST_MONTH)),
    maybe(either(_YEAR4, _SHORT_YEAR, _SAID_YEAR), None),
    make=_written,
)
_DOTTED = seq(
    number(1, LONGEST_MONTH),
    glued(sign(".")),
    glued(number(1, MONTHS_IN_YEAR)),
    _FULL_STOP,
    make=_plain,
)
_DASHED = seq(
    number(1, LONGEST_MONTH),
    glued(sign("-")),
    glued(number(1, MONTHS_IN_YEAR)),
    make=lambda day, month: CalendarDay(day, month, weak=True),
)
_DAY_MONTH = seq(_DAY, _FULL_STOP, _IN, term(Kind.MONTH), _OR_YEAR, make=_plain)
_MONTH_DAY = seq(
    term(Kind.MONTH),
    _THE,
    _DAY,
    _OR_YEAR,
    make=lambda month, day, year: CalendarDay(day, month, year),
)
_LAST_OF = seq(
    little("last_day"),
    _IN,
    term(Kind.MONTH),
    _OR_YEAR,
    make=lambda month, year: CalendarDay(LAST, month, year),
)
_TWO_DIGITS = number(0, 99, digits=(2,))
_DASH_HERE = glued(sign("-"))
_SIX = number(101, 311299, digits=(6,))
_UNMARKED = either(
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
CALENDAR_DAY: Rule = once(seq(_ON, _THE, _UNMARKED, make=lambda day: day))
WEAK_DAY: Rule = seq(_ON, _THE, _DASHED, make=lambda day: day)

_DASH = either(sign("-"), little("until"))
_WEEKDAY = seq(_ON, _THE, term(Kind.WEEKDAY), make=WeekdayName)
_WEEKDAY_FIRST = maybe(seq(_WEEKDAY, _COMMA, make=lambda weekday: weekday), None)
_TIME_LAST = maybe(seq(_COMMA, ONE_TIME, make=lambda time: time), None)


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
    seq(_ON, _THE, _DAY, _DASH, _THE, _DAY, _IN, term(Kind.MONTH), _OR_YEAR, make=_same_month),
    seq(_ON, _THE, _DAY, _DASH, _DAY, glued(sign("/")), glued(number(1, 12)), _OR_YEAR, make=_same_month),
    seq(
        _ON,
        term(Kind.MONTH),
        _DAY,
        _DASH,
        _DAY,
        _OR_YEAR,
        make=lambda month, first, last, year: _same_month(first, last, month, year),
    ),
)
MOMENT_SPAN: Rule = either(_TWO_MOMENTS, _TWO_DAYS)

WEEKDAY: Rule = either(
    _WEEKDAY,
    seq(
        _ON,
        _THE,
        term(Kind.WHICH),
        _THE,
        term(Kind.WEEKDAY),
        make=lambda which, weekday: WeekdayName(weekday, which),
    ),
)

_NEXT_MONTH = seq(
    term(Kind.WHICH), term(Kind.UNIT), make=lambda which, unit: _ahead_of(which, unit, Unit.MONTH)
)
_OF_MONTH = seq(_IN, _NEXT_MONTH, make=lambda ahead: ahead)


def _ahead_of(which: Which, unit: Unit, wanted: Unit) -> int | None:
    """How many weeks or months "next" and "this" are away; "last" is no way to set a meeting."""
    steps = {Which.THIS: 0, Which.NEXT: 1, Which.COMING: 1}
    return steps.get(which) if unit is wanted else None


DAY_NUMBER: Rule = either(
    seq(_ON, little("the"), _DAY, maybe(_OF_MONTH, None), make=DayNumber),
    seq(_ON, _NUMBERED, make=DayNumber),
    seq(_DAY, _OF_MONTH, make=DayNumber),
    seq(number(1, LONGEST_MONTH), make=lambda day: DayNumber(day, bare=True)),
)

_HOW_MANY = either(number(1, 999, digits=(1, 2, 3)), term(Kind.NUMBER), said(little("one"), 1))
_AHEAD_UNITS = frozenset(Unit) - {Unit.QUARTER, Unit.WORKING_DAY}


def _so_far(count: int | None, unit: Unit, *, within: bool = False) -> Ahead | None:
    return Ahead(count, unit, within=within) if unit in _AHEAD_UNITS else None


def _half(unit: Unit) -> Ahead | None:
    return Ahead(30, Unit.MINUTE) if unit is Unit.HOUR else None


AHEAD: Rule = either(
    seq(term(Kind.AHEAD), make=lambda days: Ahead(days, Unit.DAY)),
    seq(little("ahead"), _HOW_MANY, term(Kind.UNIT), make=_so_far),
    seq(little("ahead"), little("half_an"), term(Kind.UNIT), make=_half),
    seq(little("ahead"), little("half_hour"), make=lambda: Ahead(30, Unit.MINUTE)),
    seq(little("ahead"), little("quarter_hour"), make=lambda: Ahead(15, Unit.MINUTE)),
    seq(little("ahead"), little("half_year"), make=lambda: Ahead(6, Unit.MONTH)),
    seq(_HOW_MANY, term(Kind.UNIT), little("from_now"), make=_so_far),
    seq(
        little("within"),
        _HOW_MANY,
        term(Kind.UNIT),
        make=lambda count, unit: _so_far(count, unit, within=True),
    ),
    seq(little("couple_ahead"), term(Kind.UNIT), make=lambda unit: _so_far(None, unit)),
)


_WEEK_YEAR = maybe(seq(maybe(either(sign(",", "/"), little("in"))), YEAR, make=lambda year: year), None)
WEEK: Rule = either(
    seq(_IN, little("week"), number(1, 99), _WEEK_YEAR, make=WeekNumber),
    seq(
        _IN,
        term(Kind.WHICH),
        term(Kind.UNIT),
        make=lambda which, unit: _week_ahead(_ahead_of(which, unit, Unit.WEEK)),
    ),
    seq(little("week_after_next"), make=lambda: WeekAhead(2)),
)


def _week_ahead(count: int | None) -> WeekAhead | None:
    return None if count is None else WeekAhead(count)


_ORDINALS = several(ORDINAL, either(little("and"), sign(",")))
NTH_WEEKDAY: Rule = seq(_ON, _THE, _ORDINALS, term(Kind.WEEKDAY), make=NthWeekday)

MONTHS: Rule = either(
    seq(
        _IN,
        several(
            term(Kind.MONTH),
            either(little("and"), sign(","), seq(sign(","), little("and"), make=lambda: True)),
        ),
        _OR_YEAR,
        make=lambda months, year: Months(months, year=year),
    ),
    seq(_IN, _NEXT_MONTH, make=lambda ahead: Months(ahead=ahead)),
)
FEAST: Rule = seq(_ON, _THE, term(Kind.FEAST), _OR_YEAR, make=Feast)
VAGUE: Rule = either(
    seq(little("vague"), maybe(seq(_THE, term(Kind.UNIT), make=lambda _: NOTHING)), make=Vague),
    seq(maybe(either(little("in"), little("not_before"))), little("feast_time"), make=Vague),
)

"""What else names a day: "next Tuesday", "tisdag v. 50", "the first Wednesday in December", "om två veckor"."""

from collections.abc import Iterator

from bot.language.when.everyday_words import Unit, Which
from bot.language.when.grammar.calendar_day import (
    CALENDAR_DAY,
    COMMA,
    DAY,
    IN,
    LONGEST_MONTH,
    NUMBERED,
    ON,
    OR_YEAR,
    ORDINAL,
    PLAIN_WEEKDAY,
    THE,
    UNSIGNED_YEAR,
    WHOLE_YEAR,
)
from bot.language.when.grammar.pieces import (
    Ahead,
    DayNumber,
    Feast,
    Months,
    NthWeekday,
    NthWorkingDay,
    Vague,
    WeekAhead,
    WeekdayName,
    WeekNumber,
    WeekSpan,
)
from bot.language.when.grammar.rules import (
    NOTHING,
    Line,
    Match,
    Rule,
    either,
    first,
    glued,
    little,
    maybe,
    number,
    said,
    seq,
    several,
    sign,
    term,
)
from bot.language.when.vocabulary import Kind

WEEKDAY: Rule = either(
    PLAIN_WEEKDAY,
    seq(
        ON,
        THE,
        term(Kind.WHICH),
        THE,
        term(Kind.WEEKDAY),
        make=lambda which, weekday: WeekdayName(weekday, which),
    ),
)

_NEXT_MONTH = seq(
    term(Kind.WHICH), term(Kind.UNIT), make=lambda which, unit: _ahead_of(which, unit, Unit.MONTH)
)
_OF_MONTH = seq(IN, _NEXT_MONTH, make=lambda ahead: ahead)


def _ahead_of(which: Which, unit: Unit, wanted: Unit) -> int | None:
    """How many weeks or months "next" and "this" are away; "last" is no way to set a meeting."""
    steps = {Which.THIS: 0, Which.NEXT: 1, Which.COMING: 1}
    return steps.get(which) if unit is wanted else None


DAY_NUMBER: Rule = either(
    seq(ON, little("the"), DAY, maybe(_OF_MONTH, None), make=DayNumber),
    seq(ON, NUMBERED, make=DayNumber),
    seq(DAY, _OF_MONTH, make=DayNumber),
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


_WEEK_YEAR = maybe(
    either(
        seq(maybe(either(sign(",", "/"), little("in"))), UNSIGNED_YEAR, make=lambda year: year),
        seq(glued(sign("-")), glued(WHOLE_YEAR), make=lambda year: year),
    ),
    None,
)
_A_WEEK = number(1, 99)
WEEK_SPAN: Rule = seq(
    IN,
    little("week", "weeks"),
    _A_WEEK,
    either(sign("-"), little("until")),
    maybe(little("week")),
    _A_WEEK,
    _WEEK_YEAR,
    make=WeekSpan,
)
WEEK: Rule = either(
    seq(IN, little("week"), _A_WEEK, _WEEK_YEAR, make=WeekNumber),
    seq(
        IN,
        term(Kind.WHICH),
        term(Kind.UNIT),
        make=lambda which, unit: _week_ahead(_ahead_of(which, unit, Unit.WEEK)),
    ),
    seq(little("week_after_next"), make=lambda: WeekAhead(2)),
)


ALMANAC_DATE: Rule = first(
    seq(
        seq(term(Kind.ALMANAC_WEEKDAY), COMMA, make=WeekdayName),
        either(CALENDAR_DAY, seq(little("vecka"), _A_WEEK, _WEEK_YEAR, make=WeekNumber)),
        make=lambda weekday, day: (weekday, day),
    )
)
"""As in "lö 12/12", "to v. 50", at the beginning of a line; "to week 50" is English and no Thursday."""


def _week_ahead(count: int | None) -> WeekAhead | None:
    return None if count is None else WeekAhead(count)


MOST_IN_MONTH = 5
_ORDINALS = several(ORDINAL, either(little("and"), sign(",")))


def _nth(ordinals: tuple[int, ...], weekday: int) -> NthWeekday | None:
    """No month has more than five."""
    return NthWeekday(ordinals, weekday) if max(ordinals) <= MOST_IN_MONTH else None


NTH_WEEKDAY: Rule = seq(ON, THE, _ORDINALS, term(Kind.WEEKDAY), make=_nth)
NTH_WORKING_DAY: Rule = seq(
    ON,
    THE,
    ORDINAL,
    term(Kind.UNIT),
    make=lambda nth, unit: NthWorkingDay(nth) if unit is Unit.WORKING_DAY else None,
)


def _read_weekday_week(line: Line, at: int) -> Iterator[Match]:
    """As the British say for that day a week later; "Friday week 50" is another thing."""
    for weekday, after in PLAIN_WEEKDAY(line, at):
        for _, end in little("week_later")(line, after):
            if end == len(line.tokens) or not line.tokens[end].is_number:
                yield (weekday, Ahead(1, Unit.WEEK)), end


WEEKDAY_WEEK = Rule(_read_weekday_week, PLAIN_WEEKDAY.keys)

MONTHS: Rule = either(
    seq(
        IN,
        several(
            term(Kind.MONTH),
            either(little("and"), sign(","), seq(sign(","), little("and"), make=lambda: True)),
        ),
        OR_YEAR,
        make=lambda months, year: Months(months, year=year),
    ),
    seq(IN, _NEXT_MONTH, make=lambda ahead: Months(ahead=ahead)),
)
FEAST: Rule = seq(ON, THE, term(Kind.FEAST), OR_YEAR, make=Feast)
VAGUE: Rule = either(
    seq(little("vague"), maybe(seq(THE, term(Kind.UNIT), make=lambda _: NOTHING)), make=Vague),
    seq(maybe(either(little("in"), little("not_before"))), little("feast_time"), make=Vague),
)

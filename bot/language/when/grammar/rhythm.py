"""What comes again: "varannan tisdag", "the first Wednesday of every month except July", "until June", "ht 2027"."""

from bot.language.when.calendar_words import LAST
from bot.language.when.everyday_words import Unit
from bot.language.when.grammar.calendar_day import CALENDAR_DAY, ORDINAL, YEAR
from bot.language.when.grammar.day import (
    AHEAD,
    FEAST,
    MONTHS,
    NTH_WEEKDAY,
    VAGUE,
    WEEK,
)
from bot.language.when.grammar.pieces import Deadline, Months, NthWeekday
from bot.language.when.grammar.rules import (
    Rule,
    either,
    first,
    little,
    maybe,
    number,
    said,
    seq,
    several,
    sign,
    term,
)
from bot.language.when.grammar.series_pieces import (
    Count,
    Every,
    EveryWeekdays,
    Except,
    From,
    Lasting,
    Parity,
    Season,
    TimesEach,
    Until,
)
from bot.language.when.vocabulary import Kind

_IN = maybe(little("in"))
_COUNT = either(number(1, 60), term(Kind.NUMBER), said(little("one"), 1))
_SINGULAR = either(term(Kind.WEEKDAY), term(Kind.WEEKDAYS))
_ROW = several(_SINGULAR, either(little("and"), sign(",")))


def _every(count: int, unit: Unit) -> Every | None:
    """Quarters are three months, fortnights two weeks."""
    if unit in {Unit.HOUR, Unit.MINUTE} or count < 1:
        return None
    if unit is Unit.QUARTER:
        return Every(Unit.QUARTER, count)
    if unit is Unit.FORTNIGHT:
        return Every(Unit.WEEK, 2 * count)
    return Every(unit, count)


def _each(weekdays: tuple[int, ...], interval: int = 1) -> tuple[Every, EveryWeekdays]:
    in_order = tuple(sorted(set(weekdays)))
    return Every(Unit.WEEK, interval, doubtful=interval > 1), EveryWeekdays(in_order)


def _every_other(weekdays: tuple[int, ...]) -> tuple[Every, EveryWeekdays]:
    return Every(Unit.WEEK, 2), EveryWeekdays(tuple(sorted(set(weekdays))))


_EVERY_UNIT = either(
    seq(_IN, little("every"), term(Kind.UNIT), make=lambda unit: _every(1, unit)),
    seq(_IN, little("every"), either(_COUNT, ORDINAL), term(Kind.UNIT), make=_every),
    seq(_IN, little("every_other"), term(Kind.UNIT), make=lambda unit: _every(2, unit)),
    seq(term(Kind.ADVERB), make=lambda rhythm: Every(rhythm[0], rhythm[1])),
    seq(little("biweekly"), make=lambda: Every(Unit.WEEK, 2, doubtful=True)),
    seq(little("working"), make=lambda: Every(Unit.WORKING_DAY)),
)
_EVERY_WEEKDAY = either(
    seq(maybe(little("on")), little("every"), _ROW, make=_each),
    seq(maybe(little("on")), little("every_other"), _ROW, make=_every_other),
    seq(little("every"), ORDINAL, _ROW, make=lambda nth, days: _each(days, nth) if nth > 1 else None),
)


def _plural(weekdays: tuple[int, ...]) -> EveryWeekdays:
    return EveryWeekdays(tuple(sorted(set(weekdays))))


_PLURAL_WEEKDAYS = seq(
    maybe(little("on")), several(term(Kind.WEEKDAYS), either(little("and"), sign(","))), make=_plural
)
_OF_THE_MONTH = seq(little("in"), little("the_month"), make=lambda: Every(Unit.MONTH))


def _clearly_monthly(nth: NthWeekday) -> tuple[NthWeekday, Every] | None:
    """Monthly for "every first Wednesday"; "every third Wednesday" can as well be each third week's."""
    return (nth, Every(Unit.MONTH)) if nth.ordinals in {(1,), (LAST,)} else None


_EVERY_NTH = either(
    seq(maybe(little("every")), NTH_WEEKDAY, _OF_THE_MONTH, make=lambda nth, month: (nth, month)),
    seq(little("every"), NTH_WEEKDAY, make=_clearly_monthly),
)


EVERY: Rule = either(_EVERY_UNIT, _EVERY_WEEKDAY, _PLURAL_WEEKDAYS, _EVERY_NTH)

_TIMES = either(
    seq(_COUNT, little("times"), make=lambda count: count),
    said(little("once"), 1),
    said(little("twice"), 2),
)
TIMES_EACH: Rule = seq(_TIMES, little("per"), term(Kind.UNIT), make=TimesEach)
COUNT: Rule = seq(maybe(sign(",")), _TIMES, make=Count)


def _lasting(count: int, unit: Unit) -> Lasting | None:
    return None if unit in {Unit.HOUR, Unit.MINUTE} else Lasting(count, unit)


LASTING: Rule = seq(little("for"), _COUNT, term(Kind.UNIT), make=_lasting)


_LIMIT = either(CALENDAR_DAY, MONTHS, WEEK, AHEAD, FEAST, VAGUE)
UNTIL: Rule = either(
    seq(little("until"), _LIMIT, make=lambda limit: _until(limit, included=False)),
    seq(little("through"), _LIMIT, make=lambda limit: _until(limit, included=True)),
)
FROM: Rule = seq(little("from"), _LIMIT, make=lambda limit: From(limit) if _is_one(limit) else None)


def _is_one(limit: object) -> bool:
    return not isinstance(limit, Months) or len(limit.months) == 1


def _until(limit: object, *, included: bool) -> Until | None:
    return Until(limit, included=included) if _is_one(limit) else None  # type: ignore[arg-type]  # what _LIMIT yields


EXCEPT: Rule = seq(
    maybe(sign(",")),
    little("except"),
    MONTHS,
    make=lambda months: Except(months.months) if months.months and not months.year else None,
)
PARITY: Rule = either(
    seq(maybe(sign(",")), maybe(little("in")), little("odd"), make=lambda: Parity(odd=True)),
    seq(maybe(sign(",")), maybe(little("in")), little("even"), make=lambda: Parity(odd=False)),
)
SEASON: Rule = seq(_IN, term(Kind.SEASON), maybe(YEAR, None), make=Season)
DEADLINE: Rule = either(
    seq(little("by"), make=Deadline),
    seq(little("latest"), make=lambda: Deadline(whole=True)),
    first(seq(little("until_day"), make=Deadline)),
    seq(little("before"), make=lambda: Deadline(before=True)),
)

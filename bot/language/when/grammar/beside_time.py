"""What stands beside a time: how long, which part of the day, whose clock."""

from collections.abc import Iterator

from bot.language.when.everyday_words import Unit
from bot.language.when.grammar.pieces import Ahead, DayPart, Length, ZoneName
from bot.language.when.grammar.rules import (
    Line,
    Match,
    Rule,
    either,
    glued,
    little,
    maybe,
    number,
    said,
    seq,
    sign,
    term,
)
from bot.language.when.grammar.times import TWO_DIGITS
from bot.language.when.vocabulary import Kind


def _in_minutes(count: int, unit: Unit, extra: int = 0) -> Length | None:
    if unit is Unit.MINUTE and not extra:
        return Length(count)
    return Length(count * 60 + extra) if unit is Unit.HOUR else None


_COUNT = either(number(1, 600, digits=(1, 2, 3)), term(Kind.NUMBER), said(little("one"), 1))


def _decimal_hours(whole: int, part: int, unit: Unit) -> Length | None:
    """Halves and quarters, as in "1,5 timme"; other fractions are no way to say a time."""
    minutes = {5: 30, 50: 30, 25: 15, 75: 45}.get(part)
    return Length(whole * 60 + minutes) if unit is Unit.HOUR and minutes else None


_DECIMAL = seq(
    number(0, 12),
    glued(sign(",", ".")),
    glued(number(0, 99, digits=(1, 2))),
    term(Kind.UNIT),
    make=_decimal_hours,
)
_PLUS_HALF = said(little("and_a_half"), 30)
_SPAN = either(
    seq(_COUNT, term(Kind.UNIT), maybe(_PLUS_HALF, 0), make=_in_minutes),
    seq(_COUNT, _PLUS_HALF, term(Kind.UNIT), make=lambda count, extra, unit: _in_minutes(count, unit, extra)),
    seq(little("half_an"), term(Kind.UNIT), make=lambda unit: _in_minutes(0, unit, 30)),
    _DECIMAL,
)


LENGTH: Rule = seq(maybe(little("for")), _SPAN, make=lambda length: length)
DAY_PART: Rule = either(
    seq(term(Kind.PART), make=DayPart),
    seq(term(Kind.TODAYS_PART), make=lambda part: (Ahead(0, Unit.DAY), DayPart(part))),
)

_ZONE_LAST_WORDS = frozenset({"time", "tid", "normaltid", "sommartid"})
_LONGEST_ZONE_NAME = 5


def _is_short(line: Line, at: int) -> bool:
    return any(True for _ in little("zone")(line, at))


def _read_zone_name(line: Line, at: int) -> Iterator[Match]:
    for end in range(at + 1, min(at + _LONGEST_ZONE_NAME, len(line.tokens)) + 1):
        words = line.tokens[at:end]
        if not words[-1].is_word:
            return
        if words[-1].word in _ZONE_LAST_WORDS or (len(words) == 1 and _is_short(line, at)):
            yield ZoneName(line.text[words[0].start : words[-1].end]), end


_WORDS = Rule(_read_zone_name, little("zone", "zone_begins").keys)
_FOUR = glued(number(0, 1459, digits=(4,)))
_OFFSET = either(
    seq(sign("+"), _FOUR, make=lambda offset: ZoneName(f"+{offset:04}")),
    seq(sign("-"), _FOUR, make=lambda offset: ZoneName(f"-{offset:04}")),
    seq(
        glued(sign("+")),
        TWO_DIGITS,
        glued(sign(":")),
        TWO_DIGITS,
        make=lambda hours, minutes: ZoneName(f"+{hours:02}{minutes:02}"),
    ),
)
ZONE_NAME = either(_WORDS, _OFFSET)
"""The name of a clock: "CET", "centraleuropeisk normaltid", "+0100"; whose it is, is found out later."""

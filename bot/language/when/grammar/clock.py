"""Times of day: "kl 14", "10.00 -12.00", "2-4pm", "halv tre", "a quarter to three", "between 10 and noon"."""

from collections.abc import Iterator
from dataclasses import replace

from bot.language.when.everyday_words import Unit
from bot.language.when.grammar.pieces import Ahead, Clock, DayPart, Length, WallTime, ZoneName
from bot.language.when.grammar.rules import (
    Line,
    Match,
    Rule,
    either,
    glued,
    little,
    maybe,
    number,
    once,
    said,
    seq,
    sign,
    term,
)
from bot.language.when.vocabulary import Kind

NOON = 12
MIDNIGHT = 24
FIRST_SURE_HOUR = 13
SPOKEN_MINUTES = frozenset(range(10, 60, 5))


_HOUR_DIGITS = number(0, 99)


def _read_hour(line: Line, at: int) -> Iterator[Match]:
    """An hour in digits; "08", "0" and "14" leave no doubt, "8" may."""
    for hour, end in _HOUR_DIGITS(line, at):
        leads = line.tokens[at].word.startswith("0")
        yield WallTime(hour, sure=leads or hour >= FIRST_SURE_HOUR), end


_WRITTEN_HOUR = Rule(_read_hour, _HOUR_DIGITS.keys)


def _with_minutes(time: WallTime, minute: int, second: int = 0) -> WallTime:
    return replace(time, minute=minute, second=second)


def _after_stop(time: WallTime, minute: int, second: int = 0) -> WallTime:
    """A full stop between hour and minutes is the Swedish way, which counts to 24."""
    return replace(_with_minutes(time, minute, second), plain=True)


_TWO_DIGITS = glued(number(0, 99, digits=(2,)))
_SECONDS = seq(glued(sign(":")), _TWO_DIGITS, make=lambda second: second)
_DIGITAL = once(
    either(
        seq(_WRITTEN_HOUR, glued(sign(":")), _TWO_DIGITS, maybe(_SECONDS), make=_with_minutes),
        seq(_WRITTEN_HOUR, glued(sign(".")), _TWO_DIGITS, make=_after_stop),
    )
)


def _in_words(hour: int, minute: int = 0) -> WallTime | None:
    """As in "fjorton", "ten thirty"; minutes that nobody says so are no minutes."""
    if hour >= MIDNIGHT or (minute and minute not in SPOKEN_MINUTES):
        return None
    return WallTime(hour, minute, sure=hour >= FIRST_SURE_HOUR)


_WORD_HOUR = seq(term(Kind.NUMBER), make=_in_words)
_WORD_TIME = seq(term(Kind.NUMBER), term(Kind.NUMBER), make=_in_words)
_HOUR = once(either(_WRITTEN_HOUR, _WORD_HOUR))


_MILITARY = seq(
    number(0, 9999, digits=(4,)), make=lambda digits: WallTime(digits // 100, digits % 100, sure=True)
)
"""Four digits without a sign: "1430"."""


def _halved(time: WallTime, half: str) -> WallTime | None:
    """The time as the half of the day says; "14 pm" is fourteen o'clock, "0 pm" nothing."""
    if time.hour > NOON:
        return time if half == "pm" else None
    if time.hour == 0:
        return None
    if half == "am" and time.hour == NOON:
        return replace(time, hour=0, half="am", sure=True, doubtful=True)
    return replace(time, half=half, sure=True, hour=time.hour % NOON + (NOON if half == "pm" else 0))


_HALF = either(said(little("am"), "am"), said(little("pm"), "pm"))
_AM_PM = seq(either(_DIGITAL, _HOUR), _HALF, make=_halved)


def _half_before(time: WallTime) -> WallTime | None:
    """Half an hour before: "halv tre" is half past two."""
    return _minutes_off(time, -30)


def _minutes_off(time: WallTime, minutes: int) -> WallTime | None:
    if time.minute or not 1 <= time.hour <= NOON or time.sure:
        return None
    past = (time.hour % NOON) * 60 + minutes
    hour, minute = divmod(past % (NOON * 60), 60)
    return replace(time, hour=hour or NOON, minute=minute)


_FIVES = seq(number(5, 25), make=lambda minutes: None if minutes % 5 else minutes)
_MINUTE_COUNT = either(term(Kind.MINUTES), _FIVES)
_HALF_HOUR = either(
    seq(little("half"), _HOUR, make=_half_before),
    seq(little("half_english"), little("past"), _HOUR, make=lambda time: _minutes_off(time, 30)),
)
_SPOKEN = either(
    _HALF_HOUR,
    seq(little("half_english"), _HOUR, make=lambda time: replace(time, minute=30, doubtful=True)),
    seq(_MINUTE_COUNT, little("past"), _HOUR, make=lambda count, time: _minutes_off(time, count)),
    seq(_MINUTE_COUNT, little("to"), _HOUR, make=lambda count, time: _minutes_off(time, -count)),
    seq(
        _MINUTE_COUNT,
        little("past"),
        seq(little("half"), _HOUR, make=_half_before),
        make=lambda count, time: _after_half(time, count),
    ),
    seq(
        _MINUTE_COUNT,
        little("to"),
        seq(little("half"), _HOUR, make=_half_before),
        make=lambda count, time: _after_half(time, -count),
    ),
)


def _after_half(time: WallTime, minutes: int) -> WallTime:
    """Around a half: "fem över halv tre" is 35 past two."""
    return replace(time, minute=time.minute + minutes)


_NAMED = either(
    said(little("noon"), WallTime(NOON, sure=True)),
    said(little("midnight"), WallTime(0, sure=True, doubtful=True)),
)
_CLEAR = once(either(_DIGITAL, _AM_PM, _SPOKEN, _NAMED, seq(_HOUR, little("oclock"), make=lambda time: time)))
"""A time that shows by itself that it is one."""

_KL = said(either(little("kl"), glued(sign("t"))), True)
_AT = said(either(little("at"), little("from")), False)
_MARK = either(_KL, _AT)
_ANY = once(either(_CLEAR, _HOUR, _WORD_TIME, _MILITARY))
_UNTIL = either(sign("-"), little("until"))
_MORE_KL = maybe(either(little("kl"), little("at")))

ONE_TIME: Rule = either(_CLEAR, seq(_MARK, _ANY, make=lambda _, time: time))
_MARKED = seq(_MARK, _ANY, make=lambda kl, time: Clock(time, kl=kl))
_DIGITS = once(either(_CLEAR, _WRITTEN_HOUR))
_MARKED_RANGE = either(
    seq(_KL, _ANY, _UNTIL, _MORE_KL, _ANY, make=lambda kl, start, end: Clock(start, end, kl=kl)),
    seq(
        _AT, either(_DIGITS, _MILITARY), _UNTIL, _MORE_KL, _ANY, make=lambda _, start, end: Clock(start, end)
    ),
)
_RANGE = seq(_DIGITS, _UNTIL, _MORE_KL, _DIGITS, make=Clock)
_FOUR_DIGIT_RANGE = seq(_MILITARY, _UNTIL, _MILITARY, make=Clock)
_BETWEEN = seq(
    either(little("between"), little("from")),
    _MORE_KL,
    _ANY,
    little("and", "until"),
    _MORE_KL,
    _ANY,
    make=Clock,
)
_BARE = seq(_WRITTEN_HOUR, make=lambda time: Clock(time, bare=True))
_EXACT = once(either(_MARKED_RANGE, _RANGE, _FOUR_DIGIT_RANGE, _BETWEEN, _MARKED, seq(_CLEAR, make=Clock)))


def _rough(clock: Clock) -> Clock:
    return replace(clock, roughly=True, bare=False)


_ROUGH = either(
    seq(
        maybe(_KL),
        little("roughly", "not_before"),
        either(_EXACT, _BARE),
        make=lambda *found: _rough(found[-1]),
    ),
    seq(either(_EXACT, _BARE), little("ish"), make=_rough),
)
CLOCK: Rule = either(_EXACT, _ROUGH, _BARE)


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
        _TWO_DIGITS,
        glued(sign(":")),
        _TWO_DIGITS,
        make=lambda hours, minutes: ZoneName(f"+{hours:02}{minutes:02}"),
    ),
)
ZONE_NAME = either(_WORDS, _OFFSET)
"""The name of a clock: "CET", "centraleuropeisk normaltid", "+0100"; whose it is, is found out later."""

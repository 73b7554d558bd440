"""One time of day: "kl 14", "10.00", "2pm", "halv tre", "a quarter to three", "noon"."""

from collections.abc import Iterator
from dataclasses import replace

from bot.language.when.grammar.pieces import WallTime
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


WRITTEN_HOUR = Rule(_read_hour, _HOUR_DIGITS.keys)


def _with_minutes(time: WallTime, minute: int, second: int = 0) -> WallTime:
    return replace(time, minute=minute, second=second)


def _after_stop(time: WallTime, minute: int, second: int = 0) -> WallTime:
    """A full stop between hour and minutes is the Swedish way, which counts to 24."""
    return replace(_with_minutes(time, minute, second), plain=True)


TWO_DIGITS = glued(number(0, 99, digits=(2,)))
_SECONDS = seq(glued(sign(":")), TWO_DIGITS, make=lambda second: second)
_DIGITAL = once(
    either(
        seq(WRITTEN_HOUR, glued(sign(":")), TWO_DIGITS, maybe(_SECONDS), make=_with_minutes),
        seq(WRITTEN_HOUR, glued(sign(".")), TWO_DIGITS, make=_after_stop),
    )
)


def _in_words(hour: int, minute: int = 0) -> WallTime | None:
    """As in "fjorton", "ten thirty"; minutes that nobody says so are no minutes."""
    if hour >= MIDNIGHT or (minute and minute not in SPOKEN_MINUTES):
        return None
    return WallTime(hour, minute, sure=hour >= FIRST_SURE_HOUR)


_WORD_HOUR = seq(term(Kind.NUMBER), make=_in_words)
_WORD_TIME = seq(term(Kind.NUMBER), term(Kind.NUMBER), make=_in_words)
_HOUR = once(either(WRITTEN_HOUR, _WORD_HOUR))


FOUR_DIGITS = seq(
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
CLEAR = once(either(_DIGITAL, _AM_PM, _SPOKEN, _NAMED, seq(_HOUR, little("oclock"), make=lambda time: time)))
"""A time that shows by itself that it is one."""

KL = said(either(little("kl"), glued(sign("t"))), True)
AT = said(either(little("at"), little("from_time")), False)
MARK = either(KL, AT)
SAID = once(either(_WORD_HOUR, _WORD_TIME))
ANY = once(either(CLEAR, _HOUR, _WORD_TIME, FOUR_DIGITS))
UNTIL_TIME = either(sign("-"), little("until"))
MORE_KL = maybe(either(little("kl"), little("at")))

ONE_TIME: Rule = either(CLEAR, seq(MARK, ANY, make=lambda _, time: time))

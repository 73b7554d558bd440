"""From one time of day to another: "10.00 -12.00", "2-4pm", "mellan 10 och 12"; and roughly when."""

from dataclasses import replace

from bot.language.when.grammar.pieces import Clock
from bot.language.when.grammar.rules import (
    Rule,
    either,
    last,
    little,
    maybe,
    once,
    seq,
)
from bot.language.when.grammar.times import (
    ANY,
    AT,
    CLEAR,
    FOUR_DIGITS,
    KL,
    MARK,
    MORE_KL,
    SAID,
    UNTIL_TIME,
    WRITTEN_HOUR,
)

_MARKED = seq(MARK, ANY, make=lambda kl, time: Clock(time, kl=kl))
_DIGITS = once(either(CLEAR, WRITTEN_HOUR))
_MARKED_RANGE = either(
    seq(KL, ANY, UNTIL_TIME, MORE_KL, ANY, make=lambda kl, start, end: Clock(start, end, kl=kl)),
    seq(KL, ANY, little("through"), MORE_KL, last(ANY), make=lambda kl, start, end: Clock(start, end, kl=kl)),
    seq(
        AT,
        either(_DIGITS, FOUR_DIGITS),
        UNTIL_TIME,
        MORE_KL,
        ANY,
        make=lambda _, start, end: Clock(start, end),
    ),
)
_RANGE = either(
    seq(_DIGITS, UNTIL_TIME, MORE_KL, _DIGITS, make=Clock),
    seq(CLEAR, UNTIL_TIME, MORE_KL, SAID, make=Clock),
    seq(CLEAR, little("through"), MORE_KL, last(ANY), make=Clock),
)
_FOUR_DIGIT_RANGE = seq(FOUR_DIGITS, UNTIL_TIME, FOUR_DIGITS, make=Clock)
_BETWEEN = seq(
    either(little("between"), little("from_time")),
    MORE_KL,
    ANY,
    little("and", "until"),
    MORE_KL,
    ANY,
    make=Clock,
)
_BARE = seq(WRITTEN_HOUR, make=lambda time: Clock(time, bare=True))
_EXACT = once(either(_MARKED_RANGE, _RANGE, _FOUR_DIGIT_RANGE, _BETWEEN, _MARKED, seq(CLEAR, make=Clock)))


def _rough(clock: Clock) -> Clock:
    return replace(clock, roughly=True, bare=False)


_ROUGH = either(
    seq(
        maybe(KL),
        little("roughly", "not_before"),
        either(_EXACT, _BARE),
        make=lambda *found: _rough(found[-1]),
    ),
    seq(either(_EXACT, _BARE), little("ish"), make=_rough),
)
CLOCK: Rule = either(_EXACT, _ROUGH, _BARE)

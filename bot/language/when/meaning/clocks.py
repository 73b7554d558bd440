"""Times of day: which half of the day is meant, and whether the end comes after the start."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.language.when.everyday_words import Part
from bot.language.when.grammar.pieces import Clock, DayPart, WallTime
from bot.language.when.grammar.times import MIDNIGHT, NOON
from bot.language.when.meaning.options import Options, ask, sure
from bot.language.when.result import Assumption, Doubt, Fact

MINUTES_IN_HALF_DAY = 12 * 60
LONGEST_GUESSED = 9 * 60
"""A meeting whose end we would have to guess is not taken to be longer than this, in minutes."""

AFTERNOON_HOURS = range(1, 6)
DOUBTFUL_HOURS = range(6, 8)
"""Nobody calls a meeting at three in the night; at six or seven, either is possible."""

PART_HOURS = {
    Part.MORNING: range(5, 12),
    Part.FORENOON: range(6, 13),
    Part.BEFORE_LUNCH: range(8, 12),
    Part.LUNCH: range(11, 14),
    Part.AFTER_LUNCH: range(12, 16),
    Part.AFTERNOON: range(12, 19),
    Part.EVENING: range(17, 24),
    Part.NIGHT: range(0),
}
USUAL_TIMES = {
    Part.MORNING: (time(8), time(9), time(10)),
    Part.FORENOON: (time(9), time(10), time(11)),
    Part.BEFORE_LUNCH: (time(9), time(10), time(11)),
    Part.LUNCH: (time(11, 30), time(12), time(12, 30)),
    Part.AFTER_LUNCH: (time(13), time(13, 30)),
    Part.AFTERNOON: (time(13), time(14), time(15)),
    Part.EVENING: (time(18), time(18, 30), time(19)),
    Part.NIGHT: (),
}


@dataclass(frozen=True, slots=True)
class Times:
    """`next_day`: the end is on the day after."""

    start: time
    end: time | None = None
    next_day: bool = False

    def starting_on(self, day: date) -> datetime:
        return datetime.combine(day, self.start)

    def ending_from(self, day: date) -> datetime | None:
        """The end of what starts on `day`."""
        return None if self.end is None else datetime.combine(day + timedelta(self.next_day), self.end)


def times_of(clock: Clock | None, part: DayPart | None) -> Options[Times] | None:
    """What the clock words mean; None when there are none."""
    if clock is None:
        return _usual(part) if part else None
    if any(not _on_the_clock(time) for time in (clock.start, clock.end) if time):
        return ask(Doubt.NO_SUCH_TIME)
    found = _one(clock, part) if clock.end is None else _range(clock.start, clock.end, part)
    return ask(Doubt.ROUGHLY, found.choices) if clock.roughly and not found.doubt else found


def _usual(part: DayPart) -> Options[Times]:
    return ask(Doubt.WHICH_TIME, [Times(start) for start in USUAL_TIMES[part.part]])


def _on_the_clock(said: WallTime) -> bool:
    midnight = said.hour == MIDNIGHT and not said.minute
    return (said.hour < MIDNIGHT or midnight) and said.minute < 60 and said.second < 60  # noqa: PLR2004  minutes and seconds


def _one(clock: Clock, part: DayPart | None) -> Options[Times]:
    starts = _start(clock.start, part, kl=clock.kl)
    if clock.start.hour == MIDNIGHT:
        return ask(Doubt.WHICH_TIME)
    return starts.each(lambda start: Times(_as_time(start, clock.start.second)))


def _minutes(said: WallTime) -> int:
    return said.hour * 60 + said.minute


def _as_time(minutes: int, second: int = 0) -> time:
    return time(minutes // 60 % 24, minutes % 60, second)


def _both_halves(said: WallTime) -> tuple[int, int]:
    morning = _minutes(said) % MINUTES_IN_HALF_DAY
    return morning, morning + MINUTES_IN_HALF_DAY


def _start(said: WallTime, part: DayPart | None, *, kl: bool, in_range: bool = False) -> Options[int]:
    """Minutes past midnight."""
    if said.doubtful:
        return ask(Doubt.MORNING_OR_EVENING if said.sure else Doubt.WHICH_TIME, _doubtful(said))
    if part is not None:
        return _within(part.part, [_minutes(said)] if said.sure else _both_halves(said))
    if said.sure or said.hour >= NOON - 2:
        return sure(_minutes(said))
    return _by_custom(said, plain_eight=kl or in_range or said.plain)


def _doubtful(said: WallTime) -> Iterable[int]:
    """As in "Half two" is half past two in English and half past one in Swedish; midnight is at both ends of a day."""
    if said.sure:
        return ()
    afternoon = _both_halves(said)[1]
    return [time for time in (afternoon, afternoon - 60) if time >= MINUTES_IN_HALF_DAY]


def _within(part: Part, times: Iterable[int]) -> Options[int]:
    fitting = [time for time in times if time // 60 in PART_HOURS[part]]
    return sure(fitting[0]) if len(fitting) == 1 else ask(Doubt.WHICH_TIME, fitting)


def _by_custom(said: WallTime, *, plain_eight: bool) -> Options[int]:
    morning, evening = _both_halves(said)
    if said.hour in AFTERNOON_HOURS:
        return sure(evening, Fact(Assumption.AFTERNOON))
    if said.hour in DOUBTFUL_HOURS or (said.hour == DOUBTFUL_HOURS.stop and not plain_eight):
        return ask(Doubt.MORNING_OR_EVENING, [morning, evening])
    return sure(morning) if plain_eight else sure(morning, Fact(Assumption.MORNING))


def _range(start: WallTime, end: WallTime, part: DayPart | None) -> Options[Times]:
    if end.half and not start.sure:
        starts = _before_half_day(start, end)
    else:
        starts = _start(start, part, kl=False, in_range=True)
    ranges = [_from(minutes, start, end) for minutes in starts.choices]
    if starts.doubt or len(ranges) != 1:
        return ask(starts.doubt or Doubt.WHICH_TIME, [c for found in ranges for c in found.choices])
    found = ranges[0]
    return Options(found.choices, found.doubt, starts.facts + found.facts)


def _before_half_day(start: WallTime, end: WallTime) -> Options[int]:
    """As in "2-4pm", "11-1pm": the last time before the end that "2" and "11" can be."""
    earlier = [time for time in _both_halves(start) if time < _minutes(end)]
    return sure(earlier[-1]) if earlier else ask(Doubt.END_BEFORE_START)


def _from(start: int, said_start: WallTime, said_end: WallTime) -> Options[Times]:
    begins = _as_time(start, said_start.second)
    if said_end.doubtful and said_end.half is None and _minutes(said_end) == 0:
        return sure(Times(begins, time(0), next_day=True))
    if said_end.hour == MIDNIGHT or (_minutes(said_end) == 0 and start > 0):
        return sure(Times(begins, time(0), next_day=True))
    if said_end.sure:
        too_long = said_end.half is not None and _minutes(said_end) - start > LONGEST_GUESSED
        return ask(Doubt.WHICH_TIME) if too_long else _to(begins, _minutes(said_end), said_end.second)
    later = [end for end in _both_halves(said_end) if end > start]
    if (
        not later
        or (later[0] - start > LONGEST_GUESSED and later[0] != _minutes(said_end))
        or (said_start.sure and later[0] != _minutes(said_end) and said_start.half is None)
    ):
        return ask(Doubt.END_BEFORE_START, [Times(begins, _as_time(end)) for end in later])
    facts = [Fact(Assumption.AFTERNOON)] if later[0] != _minutes(said_end) else []
    return sure(Times(begins, _as_time(later[0], said_end.second)), *facts)


def _to(begins: time, end: int, second: int) -> Options[Times]:
    ends = _as_time(end, second)
    if ends > begins:
        return sure(Times(begins, ends))
    return ask(Doubt.END_BEFORE_START, [Times(begins, ends, next_day=True)] if end < 6 * 60 else [])

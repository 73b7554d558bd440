"""Words for meetings that come again, as a first occasion and an RRULE."""

from collections.abc import Iterable
from datetime import MAXYEAR, date, datetime, time
from typing import Any

from dateutil.rrule import rrulestr

from bot.language.when.everyday_words import Unit
from bot.language.when.grammar.pieces import Ahead, CalendarDay, Deadline, InYear, Months, NthWeekday
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
from bot.language.when.meaning.clocks import Times
from bot.language.when.meaning.limits import Limits, limits_of
from bot.language.when.meaning.options import Options, Said, ask
from bot.language.when.meaning.rhythms import Rhythm, every_of, rhythm_of
from bot.language.when.result import Alternative, Assumption, Doubt, Fact

SERIES_KINDS: frozenset[type[Any]] = frozenset(
    {Every, EveryWeekdays, TimesEach, Until, From, Count, Lasting, Except, Parity}
)
"""Any of these and it is no single meeting."""

LONGEST_WAIT = 9
"""Years: a rule whose first day is not within them (29 February at the latest) has none."""

FEWEST = 3
"""So many times makes a series; "twice" after a weekday is rather twice on that day."""

MONTHS_BETWEEN = {1: 12, 2: 6, 3: 4, 4: 3, 6: 2, 12: 1}


def is_series(said: Said) -> bool:
    months = said.get(Months)
    several_days = NthWeekday in said and len(said.the(NthWeekday).ordinals) > 1
    several_months = NthWeekday in said and months is not None and len(months.months) > 1
    return bool(said.kinds(SERIES_KINDS)) or several_days or several_months


def series_of(said: Said, times: Options[Times] | None, now: datetime) -> Options[Alternative] | None:
    """`now` is on the wall. None when the words make no series."""
    if Deadline in said or Ahead in said:
        return None
    if TimesEach in said:
        return _so_often(said, times, now)
    said = _within_its_month(said)
    rhythm = rhythm_of(said)
    if rhythm is None:
        return None
    return _doubtful(said, rhythm, times, now) or _from_its_limits(said, rhythm, times, now)


def _so_often(said: Said, times: Options[Times] | None, now: datetime) -> Options[Alternative] | None:
    """As in "Once a month" is a rhythm; "four times a year" can be spread in many ways."""
    often = said.the(TimesEach)
    if often.times == 1 and Every not in said:
        return series_of(Said([*said.without(TimesEach).pieces, Every(often.unit)]), times, now)
    between = MONTHS_BETWEEN.get(often.times) if often.unit is Unit.YEAR else None
    rules = [Rhythm("MONTHLY", between)] if between else []
    return ask(Doubt.WHICH_RHYTHM, [Alternative(None, rrule=rhythm.rrule()) for rhythm in rules])


def _within_its_month(said: Said) -> Said:
    """As in "Every Tuesday in December" begins and ends with the month."""
    every, months = every_of(said), said.get(Months)
    if every is None or every.unit is not Unit.WEEK or months is None or len(months.months) > 1:
        return said
    if From in said or Until in said:
        return said
    return Said([*said.without(Months).pieces, From(months), Until(months, included=True)])


def _doubtful(
    said: Said, rhythm: Rhythm, times: Options[Times] | None, now: datetime
) -> Options[Alternative] | None:
    every = said.get(Every)
    if every is not None and every.doubtful:
        rules = [rhythm, *_of_the_month(rhythm)]
        found = [_from_its_limits(said, rule, times, now) for rule in rules]
        return ask(Doubt.WHICH_RHYTHM, [choice for options in found for choice in options.choices])
    count = said.get(Count)
    if count is not None and (count.times < FEWEST or said.in_a_row(Count, Every)):
        return ask(Doubt.WHICH_RHYTHM)
    if Lasting in said:
        return ask(Doubt.WHICH_END)
    if not rhythm.says_the_day:
        return _doubtful_days(said, times)
    return None


def _doubtful_days(said: Said, times: Options[Times] | None) -> Options[Alternative] | None:
    """Without a day, a rhythm can hold neither a time nor a beginning; and "once each month" is no number in all."""
    if Count in said:
        return ask(Doubt.WHICH_RHYTHM)
    start = said.get(From)
    begins_roughly = (
        Season in said or InYear in said or (start is not None and not isinstance(start.limit, CalendarDay))
    )
    return ask(Doubt.WHICH_DAY) if times is not None or begins_roughly else None


def _of_the_month(rhythm: Rhythm) -> Iterable[Rhythm]:
    """As in "Every third Tuesday" can be the third Tuesday of each month, when a month has so many."""
    if rhythm.interval <= 5 and len(rhythm.by_day) == 1:  # noqa: PLR2004  weeks that a month can have
        yield Rhythm("MONTHLY", by_day=(f"{rhythm.interval}{rhythm.by_day[0]}",))


def _from_its_limits(
    said: Said, rhythm: Rhythm, times: Options[Times] | None, now: datetime
) -> Options[Alternative]:
    limits = limits_of(said, now.date())
    if limits.doubt:
        return ask(limits.doubt, _with_each_end(rhythm, limits, times, now))
    if times is not None and times.doubt:
        return ask(times.doubt, _with_each_time(rhythm, limits.choices[0], times, now))
    one, clock = limits.choices[0], times.choices[0] if times else None
    count = said.get(Count)
    if count and one.last:
        return ask(Doubt.WHICH_END)
    first = _first(rhythm, one, clock, now)
    if first is None:
        return _without_first_day(rhythm, limits, count)
    facts = (*limits.facts, *(times.facts if times else ()), Fact(Assumption.FIRST_DAY, first))
    return Options((_occasion(rhythm, first, one.last, clock, count),), None, facts)


def _with_each_time(
    rhythm: Rhythm, limits: Limits, times: Options[Times], now: datetime
) -> Iterable[Alternative]:
    for clock in times.choices:
        if first := _first(rhythm, limits, clock, now):
            yield _occasion(rhythm, first, limits.last, clock, None)


def _with_each_end(
    rhythm: Rhythm, limits: Options[Limits], times: Options[Times] | None, now: datetime
) -> Iterable[Alternative]:
    """When the time is doubtful, too, that has to be written anew first."""
    if times is not None and times.doubt:
        return
    clock = times.choices[0] if times else None
    for one in limits.choices:
        if first := _first(rhythm, one, clock, now):
            yield _occasion(rhythm, first, one.last, clock, None)


def _without_first_day(rhythm: Rhythm, limits: Options[Limits], count: Count | None) -> Options[Alternative]:
    if rhythm.says_the_day:
        return ask(Doubt.NO_SUCH_DAY if limits.choices[0].last is None else Doubt.END_BEFORE_START)
    rule = rhythm.rrule(_ending(limits.choices[0].last, None, count))
    return Options((Alternative(None, rrule=rule),), None, (*limits.facts, Fact(Assumption.NO_FIRST_DAY)))


def _first(rhythm: Rhythm, limits: Limits, clock: Times | None, now: datetime) -> date | None:
    """The first day of the series that has not passed; with its time, not the time of today either."""
    if not rhythm.says_the_day:
        return limits.first if limits.begins else None
    start = datetime.combine(limits.first, clock.start if clock else time(0))
    until = min(start.year + LONGEST_WAIT, MAXYEAR)
    rule = rrulestr(rhythm.every_time().rrule(f"UNTIL={until}1231"), dtstart=start)
    earliest = max(now, start) if clock else start
    found = rule.after(earliest, inc=True)
    if found is None or (limits.last and found.date() > limits.last):
        return None
    return found.date()


def _occasion(
    rhythm: Rhythm, first: date, last: date | None, clock: Times | None, count: Count | None
) -> Alternative:
    rule = rhythm.rrule(_ending(last, clock, count))
    if clock is None:
        return Alternative(first, rrule=rule)
    return Alternative(clock.starting_on(first), clock.ending_from(first), rule)


def _ending(last: date | None, clock: Times | None, count: Count | None) -> str:
    """UNTIL is of the same kind as the start, as RFC 5545 §3.3.10 asks: a day, or a time on the same wall."""
    if count:
        return f"COUNT={count.times}"
    if last is None:
        return ""
    return f"UNTIL={last:%Y%m%d}" + ("T235959" if clock else "")

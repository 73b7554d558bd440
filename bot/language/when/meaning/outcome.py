"""One reading of the words, at a certain time: what it says, or what must be asked. Nothing that makes no sense."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.language.when.everyday_words import Unit
from bot.language.when.grammar.pieces import (
    Ahead,
    CalendarDay,
    Clock,
    DayPart,
    DayRow,
    Deadline,
    Length,
    MomentSpan,
    Months,
    NthWorkingDay,
    Place,
    WeekdayName,
    WeekNumber,
    ZoneName,
)
from bot.language.when.grammar.reading import Reading
from bot.language.when.meaning.clocks import Times, times_of
from bot.language.when.meaning.days import DAY_KINDS, days_of
from bot.language.when.meaning.here import Here
from bot.language.when.meaning.options import Options, Said, ask, sure
from bot.language.when.meaning.rows import each_of_row
from bot.language.when.meaning.series import is_series, series_of
from bot.language.when.meaning.spans import Days
from bot.language.when.meaning.walls import checked, later, moments_of_span, names_zone
from bot.language.when.meaning.weeks import SUNDAY
from bot.language.when.meaning.working_days import working_day_in_month
from bot.language.when.meaning.years import counted, dated, within_its_year
from bot.language.when.result import Alternative, Assumption, Doubt, Fact

MEETING_HOURS = range(8, 24)
MOST_ALTERNATIVES = 6


def outcome_of(reading: Reading, here: Here) -> Options[Alternative] | None:
    """None when the pieces do not belong together."""
    said = Said(counted(piece, here.today.year) for piece in reading)
    return each_of_row(said, lambda one: _outcome(one, here)) if DayRow in said else _outcome(said, here)


def _outcome(said: Said, here: Here) -> Options[Alternative] | None:
    found = _when_of(said, here)
    if found is None:
        return None
    possible = checked(found, here.wall, here.zone)
    return _placed(_limited(said, _zoned(said, possible, here.zone)), said)


def _when_of(said: Said, here: Here) -> Options[Alternative] | None:
    times = times_of(said.get(Clock), said.get(DayPart))
    if is_series(said):
        plain = within_its_year(said.without(Clock, DayPart, Length, Place, ZoneName))
        found = None if plain is None or _is_bare(said) else series_of(plain, times, here.wall)
        return found and _lasting(found, said, here.zone)
    single = dated(said)
    return None if single is None else _once(_until_its_end(single), times, here)


def _until_its_end(said: Said) -> Said:
    """As in "senast v. 5": the last day of that week is the last one possible."""
    deadline = said.get(Deadline)
    is_week = deadline is not None and deadline.whole and said.kinds(DAY_KINDS) == {WeekNumber}
    return Said([WeekdayName(SUNDAY), *said.pieces]) if is_week and Clock not in said else said


def _once(said: Said, times: Options[Times] | None, here: Here) -> Options[Alternative] | None:
    if (hours := _hours_ahead(said, here)) is not None:
        return hours
    if MomentSpan in said and said.the(MomentSpan).first_time:
        return None if said.kinds(frozenset({Clock, DayPart, Length})) else moments_of_span(said, here.wall)
    single = _single(said, times, here)
    return single and _lasting(single, said, here.zone)


def _is_bare(said: Said) -> bool:
    clock = said.get(Clock)
    return clock is not None and clock.bare and DayPart not in said


def _hours_ahead(said: Said, here: Here) -> Options[Alternative] | None:
    """As in "In two hours": so much time from now, whatever the clocks do."""
    ahead = said.get(Ahead)
    step = (
        {Unit.HOUR: timedelta(hours=1), Unit.MINUTE: timedelta(minutes=1)}.get(ahead.unit) if ahead else None
    )
    if ahead is None or step is None or said.kinds(frozenset({*DAY_KINDS, Clock, DayPart})) != {Ahead}:
        return None
    if ahead.count is None:
        return ask(Doubt.WHICH_TIME)
    then = (here.now.astimezone(UTC) + ahead.count * step).astimezone(here.zone)
    return sure(Alternative(then.replace(tzinfo=None, second=0, microsecond=0)))


def _single(said: Said, times: Options[Times] | None, here: Here) -> Options[Alternative] | None:
    days = _days(said, here)
    if days is None:
        if said.kinds(DAY_KINDS) or times is None or _is_bare(said):
            return None
        days = _same_day(times, here)
    if _is_weak(said) and WeekdayName in said and times is None:
        return None
    if times is None:
        return days.each(lambda one: Alternative(one.first, one.last))
    return _together(days, times, said)


def _days(said: Said, here: Here) -> Options[Days] | None:
    if said.kinds(DAY_KINDS) == {NthWorkingDay, Months}:
        nth, months = said.the(NthWorkingDay), said.the(Months)
        found = working_day_in_month(nth, months, here.today, here.zone)
        return None if found is None else found.each(Days)
    return days_of(said, here.today)


def _is_weak(said: Said) -> bool:
    day = said.get(CalendarDay)
    return day is not None and day.weak


def _same_day(times: Options[Times], here: Here) -> Options[Days]:
    """A time and no day: of the day that it belongs to, or of today while it is still to come."""
    if here.day is not None:
        return sure(Days(here.day), Fact(Assumption.SAME_DAY, here.day))
    if not times.choices or any(one.starting_on(here.today) > here.wall for one in times.choices):
        return sure(Days(here.today), Fact(Assumption.TODAY, here.today))
    return ask(Doubt.PASSED, [Days(here.today + timedelta(1))])


def _together(days: Options[Days], times: Options[Times], said: Said) -> Options[Alternative]:
    doubt = _of_time(times) or days.doubt or times.doubt or _bare_doubt(said)
    both = tuple(_on(day, clock) for one in days.choices for day in _each_day(one) for clock in times.choices)
    if doubt is None and len(both) > 1:
        doubt = Doubt.ONE_AT_A_TIME
    return Options(both, doubt, days.facts + times.facts)


def _of_time(times: Options[Times]) -> Doubt | None:
    """A time that is none, on whatever day."""
    return times.doubt if times.doubt in {Doubt.END_BEFORE_START, Doubt.NO_SUCH_TIME} else None


def _each_day(days: Days) -> Iterable[date]:
    count = (days.last - days.first).days + 1 if days.last else 1
    return (days.first + timedelta(n) for n in range(min(count, MOST_ALTERNATIVES)))


def _on(day: date, clock: Times) -> Alternative:
    return Alternative(clock.starting_on(day), clock.ending_from(day))


def _bare_doubt(said: Said) -> Doubt | None:
    """A number alone is the hour after "tomorrow" or a whole date; after a weekday or "15 December", who knows."""
    clock, day = said.get(Clock), said.get(CalendarDay)
    if clock is None or not clock.bare or DayPart in said:
        return None
    whole = Ahead in said or (day is not None and day.year is not None)
    return None if whole and clock.start.hour in MEETING_HOURS else Doubt.WHICH_TIME


def _lasting(found: Options[Alternative], said: Said, zone: ZoneInfo) -> Options[Alternative] | None:
    """With the length that was written, which is real time: five hours over the change of clocks are five hours."""
    length = said.get(Length)
    if length is None:
        return found
    if any(one.end is not None for one in found.choices):
        return None
    if not all(isinstance(one.start, datetime) for one in found.choices):
        return ask(Doubt.WHICH_TIME)
    minutes = timedelta(minutes=length.minutes)
    return found.each(lambda one: _ending(one, minutes, zone))


def _ending(one: Alternative, length: timedelta, zone: ZoneInfo) -> Alternative:
    start = one.start
    end = later(start, length, zone) if isinstance(start, datetime) else None
    return Alternative(start, end, one.rrule, one.place)


def _zoned(said: Said, found: Options[Alternative], zone: ZoneInfo) -> Options[Alternative]:
    """The name of a clock is fine when it is this zone's clock at that time; otherwise we ask."""
    named = said.get(ZoneName)
    if named is None or found.doubt or names_zone(named.name, found.choices[0].start, zone):
        return found
    return ask(Doubt.OTHER_ZONE, found.choices)


def _limited(said: Said, found: Options[Alternative]) -> Options[Alternative]:
    """As in "By Friday", "within two weeks", "before Friday"."""
    deadline, ahead = said.get(Deadline), said.get(Ahead)
    if deadline is None and not (ahead and ahead.within):
        return found
    if deadline and deadline.before:
        return ask(found.doubt or Doubt.BEFORE, [near for one in found.choices for near in _before(one)])
    return Options(found.choices, found.doubt, (*found.facts, Fact(Assumption.DEADLINE)))


def _before(one: Alternative) -> Iterable[Alternative]:
    if one.start is not None and not isinstance(one.start, datetime):
        yield Alternative(one.start - timedelta(1), None, one.rrule, one.place)
    yield one


def _placed(found: Options[Alternative], said: Said) -> Options[Alternative]:
    place = said.get(Place)
    if place is None:
        return found
    there = found.each(lambda one: Alternative(one.start, one.end, one.rrule, place.text))
    clock = said.get(Clock)
    is_room_number = place.room and clock is not None and not clock.kl and said.in_a_row(Place, Clock)
    if found.doubt or (place.marked and not is_room_number):
        return there
    others = () if is_room_number else found.choices
    return ask(Doubt.IS_THAT_THE_PLACE, (*there.choices, *others))

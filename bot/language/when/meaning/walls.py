"""The clock on the wall: times that have passed, that do not exist, or that come twice when the clocks change."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name

from bot.domain.schedule import comes_twice, exists
from bot.language.when.grammar.pieces import MomentSpan, WallTime
from bot.language.when.meaning.clocks import DOUBTFUL_HOURS
from bot.language.when.meaning.days import days_of
from bot.language.when.meaning.options import Options, Said, ask
from bot.language.when.meaning.spans import Days
from bot.language.when.result import Alternative, Doubt, Moment

LANGUAGES = ("en_GB", "sv_SE")
MOST_ALTERNATIVES = 6


def later(start: datetime, length: timedelta, zone: ZoneInfo) -> datetime:
    """The wall clock when so much time has gone since `start`."""
    instant = start.replace(tzinfo=zone).astimezone(UTC) + length
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def checked(found: Options[Alternative], wall: datetime, zone: ZoneInfo) -> Options[Alternative]:
    """Only times to come, and only times that the clock shows exactly once."""
    if found.doubt:
        possible = [
            one for one in found.choices if not _has_passed(one, wall) and not _clock_doubt(one, zone)
        ]
        return ask(found.doubt, possible[:MOST_ALTERNATIVES])
    one = found.choices[0]
    if _has_passed(one, wall):
        return ask(Doubt.PASSED, _tomorrow(one, wall))
    doubt = _clock_doubt(one, zone)
    return ask(doubt, _around(one, doubt, zone)) if doubt else found


def _has_passed(one: Alternative, wall: datetime) -> bool:
    if one.start is None:
        return False
    return one.start < wall if isinstance(one.start, datetime) else one.start < wall.date()


def _tomorrow(one: Alternative, wall: datetime) -> Iterable[Alternative]:
    """The same time tomorrow, for a time of today."""
    start = one.start
    if isinstance(start, datetime) and start.date() == wall.date() and one.rrule is None:
        yield _shifted(one, timedelta(days=1))


def _shifted(one: Alternative, step: timedelta) -> Alternative:
    return Alternative(_plus(one.start, step), _plus(one.end, step), one.rrule, one.place)


def _plus(moment: Moment | None, step: timedelta) -> Moment | None:
    return None if moment is None else moment + step


def _clock_doubt(one: Alternative, zone: ZoneInfo) -> Doubt | None:
    doubts = (_doubt_of(moment, zone) for moment in (one.start, one.end) if isinstance(moment, datetime))
    return next((doubt for doubt in doubts if doubt), None)


def _doubt_of(moment: datetime, zone: ZoneInfo) -> Doubt | None:
    if not exists(moment, zone):
        return Doubt.SKIPPED_HOUR
    return Doubt.REPEATED_HOUR if comes_twice(moment, zone) else None


def _around(one: Alternative, doubt: Doubt, zone: ZoneInfo) -> Iterable[Alternative]:
    """Before and after the hour that is skipped; the first and the second of the hour that comes twice."""
    if not isinstance(one.start, datetime) or one.rrule is not None:
        return
    if doubt is Doubt.REPEATED_HOUR:
        yield one
        yield Alternative(_second(one.start, zone), one.end and _second(one.end, zone), one.rrule, one.place)
        return
    gap = _gap(one.start, zone) or _gap(one.end, zone)
    for step in (-gap, gap):
        if (moved := _shifted(one, step)) and not _clock_doubt(moved, zone):
            yield moved


def _second(moment: Moment, zone: ZoneInfo) -> Moment:
    repeated = isinstance(moment, datetime) and _doubt_of(moment, zone) is Doubt.REPEATED_HOUR
    return moment.replace(fold=1) if isinstance(moment, datetime) and repeated else moment


def _gap(moment: Moment | None, zone: ZoneInfo) -> timedelta:
    """How much the clock skips at this time, nothing at others."""
    if not isinstance(moment, datetime) or _doubt_of(moment, zone) is not Doubt.SKIPPED_HOUR:
        return timedelta(0)
    return abs(moment - later(moment, timedelta(0), zone))


def moments_of_span(said: Said, wall: datetime) -> Options[Alternative] | None:
    """From a time on one day to a time on another."""
    span, days = said.the(MomentSpan), days_of(said, wall.date())
    times = [time for time in (span.first_time, span.last_time) if time and _is_clear(time)]
    if days is None or len(times) < 2:  # noqa: PLR2004  both ends
        return None
    found = days.each(lambda one: _from_to(one, times[0], times[1]))
    backwards = any(one.end is None for one in found.choices)
    return ask(Doubt.END_BEFORE_START) if backwards else found


def _is_clear(time: WallTime) -> bool:
    on_the_clock = time.hour < 24 and time.minute < 60  # noqa: PLR2004  hours and minutes
    return on_the_clock and not time.doubtful and (time.sure or time.hour >= DOUBTFUL_HOURS.stop)


def _from_to(days: Days, first: WallTime, last: WallTime) -> Alternative:
    start = _at(days.first, first)
    end = _at(days.last or days.first, last)
    return Alternative(start, end if end > start else None)


def _at(day: date, time: WallTime) -> datetime:
    return datetime(day.year, day.month, day.day, time.hour, time.minute, time.second)  # noqa: DTZ001  on the wall


def names_zone(name: str, start: Moment | None, zone: ZoneInfo) -> bool:
    """Whether people call the zone's clock this at that time."""
    if not isinstance(start, datetime):
        return False
    return name.lower() in _names(zone, start.replace(tzinfo=zone).astimezone(UTC).replace(second=0))


@cache
def _names(zone: ZoneInfo, at: datetime) -> frozenset[str]:
    there = at.astimezone(zone)
    written = (
        get_timezone_name(there, width=width, locale=locale)
        for width in ("long", "short")
        for locale in LANGUAGES
    )
    return frozenset(name.lower() for name in (*written, f"{there:%z}", there.tzname() or "") if name)

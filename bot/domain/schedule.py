"""From what the clock on the wall says to an instant, and what makes a time no good."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import KallelseError
from bot.domain.meeting import Meeting, Slot

LONGEST_MEETING = timedelta(hours=24)


@dataclass(eq=False)
class NoSuchTime(KallelseError):
    """The clock skips this wall-clock time when daylight saving starts; `next_time` is the first one that exists."""

    wall: datetime
    next_time: datetime


@dataclass(eq=False)
class EndBeforeStart(KallelseError):
    """The meeting would end before, or when, it starts."""

    start: datetime
    end: datetime


@dataclass(eq=False)
class TooLong(KallelseError):
    """The meeting would last for more than a day."""

    start: datetime
    end: datetime


@dataclass(eq=False)
class InThePast(KallelseError):
    """The meeting would start before now."""

    start: datetime
    now: datetime


@dataclass(eq=False)
class Clash(KallelseError):
    """Another meeting of the committee stands in that time."""

    other: Meeting


def instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The UTC instant of a naive wall-clock time; of the two an autumn night offers, the first. Raises NoSuchTime."""
    moment = wall.replace(tzinfo=zone).astimezone(UTC)
    shown = moment.astimezone(zone).replace(tzinfo=None)
    if shown != wall:
        raise NoSuchTime(wall, shown)
    return moment


def exists(wall: datetime, zone: ZoneInfo) -> bool:
    """The clock shows this time that day: it skips an hour in spring."""
    try:
        instant(wall, zone)
    except NoSuchTime:
        return False
    return True


def comes_twice(wall: datetime, zone: ZoneInfo) -> bool:
    """The clock shows this time twice that day: it goes back an hour in autumn (PEP 495: it has two offsets)."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return exists(wall, zone) and first != second


def slot_between(start: datetime, end: datetime, zone: ZoneInfo, *, place: str = "", link: str = "") -> Slot:
    """A slot from two naive wall-clock times. Raises NoSuchTime, EndBeforeStart, TooLong."""
    slot = Slot(instant(start, zone), instant(end, zone), place, link)
    if slot.end <= slot.start:
        raise EndBeforeStart(start, end)
    if slot.length > LONGEST_MEETING:
        raise TooLong(start, end)
    return slot


def check_is_coming(slot: Slot, now: datetime) -> None:
    if slot.start <= now:
        raise InThePast(slot.start, now)


def check_is_free(slot: Slot, others: list[Meeting]) -> None:
    """`others` are the committee's coming meetings, without the one that is being moved."""
    for other in others:
        if slot.overlaps(other.slot):
            raise Clash(other)

"""Moments as a calendar writes them: on the wall clock of a place, or in UTC where that would be read two ways."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.calendar.errors import NotAWallClockTime


def written(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if is_written_in_utc(moment) else moment


def is_written_in_utc(moment: datetime) -> bool:
    """UTC itself, and the hour that the clocks show twice: a TZID can only name its first pass, RFC 5545 section 3.3.5."""
    return zone_of(moment.tzinfo).key == "UTC" or moment.utcoffset() != moment.replace(fold=0).utcoffset()


def zone_of(zone: object) -> ZoneInfo:
    assert isinstance(zone, ZoneInfo)  # noqa: S101  check_wall_clock lets nothing else in
    return zone


def check_wall_clock(field: str, moment: datetime) -> None:
    """Raises NotAWallClockTime for a moment without a zone of the time-zone data, or one that the clocks there skip."""
    if not isinstance(moment.tzinfo, ZoneInfo) or not moment.tzinfo.key:
        raise NotAWallClockTime(field, moment)
    there_and_back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    if there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise NotAWallClockTime(field, moment)

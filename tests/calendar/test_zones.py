"""What the linter makes of a VTIMEZONE, against the time-zone data; the descriptions are ours and other people's."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.content import read
from bot.calendar.rules.zones import Observance, offset_at, zones_of
from bot.calendar.timezone import vtimezone
from tests.calendar.examples import ZONES

IRREGULAR = ("Africa/Casablanca", "Africa/Cairo", "Asia/Jerusalem", "America/Nuuk", "Europe/Dublin")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW_YORK = """\
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
DTSTART:19870405T020000
RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z
END:DAYLIGHT
BEGIN:DAYLIGHT
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
DTSTART:19671029T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z
END:STANDARD
BEGIN:STANDARD
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
END:STANDARD
END:VTIMEZONE
"""


def described(text: str) -> tuple[Observance, ...]:
    calendar = f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n".encode()
    [zone] = zones_of(read(calendar).outer.blocks[0])
    return zone.described()


def differences(key: str, text: str, year: int) -> list[datetime]:
    """When it gives another offset than the data, at noon and in every hour of the days on which the clocks change."""
    zone, observances = ZoneInfo(key), described(text)
    days = [datetime(year, 1, 1) + count * DAY for count in range(365)]  # noqa: DTZ001  on the wall
    walls = [day + hour * HOUR for day in days for hour in (range(24) if _changes(day, zone) else [12])]
    return [wall for wall in walls if not _agree(wall, zone, observances)]


def _changes(day: datetime, zone: ZoneInfo) -> bool:
    return _known(day, zone) != _known(day + DAY, zone)


def _agree(wall: datetime, zone: ZoneInfo, observances: tuple[Observance, ...]) -> bool:
    """A repeated hour is its first pass, a skipped one is nothing."""
    skipped = wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != wall
    return skipped or offset_at(wall, observances) == _known(wall, zone)


def _known(wall: datetime, zone: ZoneInfo) -> timedelta | None:
    return wall.replace(tzinfo=zone).utcoffset()


@pytest.mark.parametrize("key", [*ZONES, *IRREGULAR])
def test_our_own_zones_give_the_offset_that_the_data_gives(key: str) -> None:
    text = vtimezone(ZoneInfo(key), datetime(2026, 6, 1, tzinfo=UTC)).to_ical().decode()
    assert differences(key, text, 2026) == []


@pytest.mark.parametrize("year", [1995, 2006, 2007, 2026])
def test_zone_with_a_history_gives_the_offset_that_the_data_gives(year: int) -> None:
    assert differences("America/New_York", NEW_YORK, year) == []


def test_zone_before_its_first_change_is_as_that_found_it() -> None:
    assert offset_at(datetime(1960, 7, 1), described(NEW_YORK)) == -4 * HOUR  # noqa: DTZ001


@pytest.mark.parametrize(
    "wrong",
    ["DTSTART:20071304T020000", "DTSTART:20071104", "TZOFFSETTO:-5", "TZOFFSETTO:EST", "RRULE:FREQ=DAILY"],
)
def test_zone_that_makes_no_sense_is_not_described(wrong: str) -> None:
    name, _, _ = wrong.partition(":")
    lines = [wrong if line.startswith(f"{name}:") else line for line in NEW_YORK.splitlines()]
    assert described("\n".join([*lines, ""])) == ()

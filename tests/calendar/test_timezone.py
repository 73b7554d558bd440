"""Our VTIMEZONE against zoneinfo, read by a library that knows no zones itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical

from bot.calendar.timezone import Observance, Onset, observances, vtimezone

ZONES = ("Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
IRREGULAR = (
    "Africa/Casablanca",
    "Africa/Cairo",
    "Asia/Jerusalem",
    "America/Nuuk",
    "Europe/Dublin",
    "America/Santiago",
)
HOUR = timedelta(hours=1)


@cache
def as_written(key: str, year: int) -> tzinfo:
    """The zone as a reader of our VTIMEZONE for a meeting in that year understands it."""
    text = (
        vtimezone(ZoneInfo(key), datetime(year, 6, 15, tzinfo=UTC)).to_ical().decode().replace("\r\n", "\n")
    )
    read = tzical(StringIO(text)).get(key)
    assert read is not None
    return read


def weeks(first: datetime, last: datetime) -> Iterator[datetime]:
    while first < last:
        yield first
        first += timedelta(weeks=1)


def differences(
    key: str, moments: Iterator[datetime]
) -> list[tuple[datetime, timedelta | None, timedelta | None]]:
    zone, found = ZoneInfo(key), []
    for moment in moments:
        wall = moment.replace(tzinfo=None)
        written = wall.replace(tzinfo=as_written(key, wall.year)).utcoffset()
        known = wall.replace(tzinfo=zone).utcoffset()
        if written != known:
            found.append((wall, written, known))
    return found


@pytest.mark.parametrize("key", [*ZONES, *IRREGULAR])
@pytest.mark.parametrize(("first", "last"), [(2026, 2031), (2017, 2019), (2006, 2009)], ids=str)
def test_vtimezone_gives_the_right_hour_every_week(key: str, first: int, last: int) -> None:
    assert (
        differences(key, weeks(datetime(first, 1, 1, 10, tzinfo=UTC), datetime(last, 1, 1, tzinfo=UTC))) == []
    )


@pytest.mark.parametrize("key", ["Europe/Stockholm", "America/New_York", "Australia/Lord_Howe"])
def test_vtimezone_of_one_year_holds_in_the_years_after(key: str) -> None:
    zone, written = ZoneInfo(key), as_written(key, 2026)
    for moment in weeks(datetime(2026, 1, 1, 10, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)):
        wall = moment.replace(tzinfo=None)
        assert wall.replace(tzinfo=written).utcoffset() == wall.replace(tzinfo=zone).utcoffset()


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("Europe/Stockholm", "2026-03-28"),
        ("Europe/Stockholm", "2026-10-24"),
        ("America/New_York", "2026-03-07"),
        ("America/New_York", "2026-10-31"),
        ("Australia/Lord_Howe", "2026-04-04"),
        ("Australia/Lord_Howe", "2026-10-03"),
        ("Africa/Casablanca", "2026-02-14"),
    ],
)
def test_vtimezone_changes_the_clocks_in_the_right_hour(key: str, day: str) -> None:
    zone, midnight = ZoneInfo(key), datetime.fromisoformat(day + "T00:00Z")
    instants = [(midnight + count * HOUR / 2).astimezone(zone) for count in range(4 * 48)]
    nameable = [
        instant for instant in instants if not instant.fold
    ]  # a TZID names the first pass of a repeated hour
    assert len({instant.utcoffset() for instant in nameable}) == 2
    assert differences(key, iter(nameable)) == []


def test_vtimezone_of_every_zone_is_right_in_every_month() -> None:
    months = [datetime(2027, month, day, 12, tzinfo=UTC) for month in range(1, 13) for day in (2, 16)]
    wrong = {
        key: differences(key, iter(months)) for key in sorted(available_timezones()) if key != "localtime"
    }
    assert {key: found for key, found in wrong.items() if found} == {}


def test_zone_with_yearly_rules_gets_one_rule_for_each_change() -> None:
    spring = Onset(datetime.fromisoformat("2025-03-30T02:00"), 1 * HOUR, 2 * HOUR, "CEST")
    autumn = Onset(datetime.fromisoformat("2025-10-26T03:00"), 2 * HOUR, 1 * HOUR, "CET")
    assert observances(ZoneInfo("Europe/Stockholm"), 2026) == (
        Observance(spring, {"FREQ": "YEARLY", "BYMONTH": 3, "BYDAY": "-1SU"}),
        Observance(autumn, {"FREQ": "YEARLY", "BYMONTH": 10, "BYDAY": "-1SU"}),
    )


def test_zone_without_changes_is_one_observance() -> None:
    half = timedelta(hours=5, minutes=30)
    assert observances(ZoneInfo("Asia/Kolkata"), 2026) == (
        Observance(Onset(datetime.fromisoformat("1970-01-01T00:00"), half, half, "IST")),
    )


def test_zone_that_follows_the_moon_gets_its_changes_one_by_one() -> None:
    found = observances(ZoneInfo("Africa/Casablanca"), 2026)
    assert [observance.rule for observance in found] == [None] * len(found)
    assert [observance.onset.at.year for observance in found] == [2025, 2025, 2025, 2026, 2026, 2027, 2027]

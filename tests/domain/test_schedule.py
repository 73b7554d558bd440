"""From the clock on the wall to an instant, the two weekends of daylight saving included."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.schedule import (
    Clash,
    EndBeforeStart,
    InThePast,
    NoSuchTime,
    TooLong,
    check_is_coming,
    check_is_free,
    comes_twice,
    exists,
    instant,
    slot_between,
)
from tests.domain.samples import HOUR, START, STOCKHOLM, meeting, slot


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("on_the_wall", "expected"),
    [
        pytest.param("2017-12-15 10:00", "2017-12-15 09:00", id="winter is one hour ahead"),
        pytest.param("2017-06-15 10:00", "2017-06-15 08:00", id="summer is two hours ahead"),
        pytest.param("2017-03-26 01:59", "2017-03-26 00:59", id="the last minute before the gap"),
        pytest.param("2017-03-26 03:00", "2017-03-26 01:00", id="the first minute after the gap"),
        pytest.param("2017-10-29 01:59", "2017-10-28 23:59", id="before the doubled hour"),
        pytest.param("2017-10-29 02:30", "2017-10-29 00:30", id="in the doubled hour the first one counts"),
        pytest.param("2017-10-29 03:00", "2017-10-29 02:00", id="after the doubled hour"),
    ],
)
def test_instant_follows_the_zone(on_the_wall: str, expected: str) -> None:
    assert instant(wall(on_the_wall), STOCKHOLM) == utc(expected)


def test_time_that_the_clock_skips_is_refused_with_the_next_that_exists() -> None:
    with pytest.raises(NoSuchTime) as refused:
        instant(wall("2017-03-26 02:30"), STOCKHOLM)
    assert (refused.value.wall, refused.value.next_time) == (
        wall("2017-03-26 02:30"),
        wall("2017-03-26 03:30"),
    )


@pytest.mark.parametrize(
    ("on_the_wall", "shown"),
    [
        pytest.param("2017-03-26 01:59", 1, id="before the gap"),
        pytest.param("2017-03-26 02:30", 0, id="in the gap"),
        pytest.param("2017-03-26 03:00", 1, id="after the gap"),
        pytest.param("2017-10-29 01:59", 1, id="before the doubled hour"),
        pytest.param("2017-10-29 02:00", 2, id="the first of the doubled hour"),
        pytest.param("2017-10-29 02:59", 2, id="the last of the doubled hour"),
        pytest.param("2017-10-29 03:00", 1, id="after the doubled hour"),
    ],
)
def test_clock_shows_a_time_never_once_or_twice(on_the_wall: str, shown: int) -> None:
    time = wall(on_the_wall)
    assert exists(time, STOCKHOLM) + comes_twice(time, STOCKHOLM) == shown


def test_slot_across_the_spring_gap_is_an_hour_shorter() -> None:
    found = slot_between(wall("2017-03-26 01:00"), wall("2017-03-26 05:00"), STOCKHOLM)
    assert found.length == 3 * HOUR


def test_slot_across_the_autumn_hour_is_an_hour_longer() -> None:
    found = slot_between(wall("2017-10-29 01:00"), wall("2017-10-29 05:00"), STOCKHOLM)
    assert found.length == 5 * HOUR


@pytest.mark.parametrize("end", ["2017-12-15 10:00", "2017-12-15 09:00"])
def test_end_must_come_after_start(end: str) -> None:
    with pytest.raises(EndBeforeStart):
        slot_between(wall("2017-12-15 10:00"), wall(end), STOCKHOLM)


def test_end_is_compared_as_an_instant() -> None:
    """In the doubled hour 02:40 → 02:20 would need the second 02:20, which nobody means."""
    with pytest.raises(EndBeforeStart):
        slot_between(wall("2017-10-29 02:40"), wall("2017-10-29 02:20"), STOCKHOLM)


def test_meeting_lasts_a_day_at_most() -> None:
    start = wall("2017-12-15 10:00")
    assert slot_between(start, start + timedelta(days=1), STOCKHOLM).length == timedelta(days=1)
    with pytest.raises(TooLong):
        slot_between(start, start + timedelta(days=1, minutes=1), STOCKHOLM)


def test_meeting_must_start_after_now() -> None:
    check_is_coming(slot(), START - timedelta(seconds=1))
    with pytest.raises(InThePast):
        check_is_coming(slot(), START)


@pytest.mark.parametrize("hours_later", [-1, 0, 1, 1.9])
def test_overlapping_slot_clashes(hours_later: float) -> None:
    with pytest.raises(Clash) as refused:
        check_is_free(slot(hours_later), [meeting()])
    assert refused.value.other == meeting()


def test_slot_is_free_until_it_overlaps() -> None:
    def is_free(hours_later: float) -> bool:
        try:
            check_is_free(slot(hours_later), [meeting()])
        except Clash:
            return False
        return True

    assert [hours for hours in (-24, -2, -1.9, 0, 1.9, 2, 24) if is_free(hours)] == [-24, -2, 2, 24]


def test_longer_meeting_clashes_with_one_inside_it() -> None:
    outer = replace(slot(-3), end=START + 10 * HOUR)
    with pytest.raises(Clash):
        check_is_free(outer, [meeting()])

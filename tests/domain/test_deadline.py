"""When a question closes, and when the silent are reminded: on the committee's wall clock, winter and summer."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.deadline import (
    DeadlineAfterDate,
    DeadlinePassed,
    check_deadline,
    deadline_after,
    reminder_before,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def shown(moment: datetime | None) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}" if moment else ""


@pytest.mark.parametrize(
    ("asked", "days", "closes"),
    [
        pytest.param("2017-10-11 09:00", 7, "2017-10-18 18:00", id="a week later at six"),
        pytest.param(
            "2017-10-25 09:00", 7, "2017-11-01 18:00", id="six o'clock too after the clocks go back"
        ),
        pytest.param("2017-03-22 09:00", 7, "2017-03-29 18:00", id="and after they go forward"),
        pytest.param("2017-10-12 23:30", 1, "2017-10-13 18:00", id="late in the evening counts as that day"),
        pytest.param("2017-10-10 09:00", 4, "2017-10-16 18:00", id="a Saturday gives way to Monday"),
        pytest.param(
            "2017-12-18 09:00", 7, "2017-12-27 18:00", id="Christmas gives way to the first working day"
        ),
    ],
)
def test_deadline_is_at_six_on_a_working_day(asked: str, days: int, closes: str) -> None:
    christmas = {date(2017, 12, 25), date(2017, 12, 26)}
    found = deadline_after(wall(asked).astimezone(UTC), days, STOCKHOLM, christmas.__contains__)
    assert (shown(found), found.utcoffset()) == (closes, timedelta(0))


@pytest.mark.parametrize(
    ("asked", "deadline", "reminds"),
    [
        pytest.param("2017-10-11 09:00", "2017-10-18 18:00", "2017-10-16 18:00", id="two days before"),
        pytest.param("2017-10-11 10:00", "2017-10-12 18:00", "2017-10-12 08:00", id="halfway, but not at night"),
        pytest.param("2017-10-11 18:30", "2017-10-12 18:00", "2017-10-12 08:00", id="in the morning after a night"),
        pytest.param("2017-10-11 12:00", "2017-10-11 18:00", "2017-10-11 15:00", id="within a day"),
        pytest.param("2017-10-11 16:00", "2017-10-12 07:00", "2017-10-11 18:00", id="the evening before an early one"),
        pytest.param("2017-10-11 22:00", "2017-10-12 07:00", "", id="no hour of day is left"),
        pytest.param("2017-10-24 09:00", "2017-10-30 18:00", "2017-10-28 18:00", id="at six too when the clocks go back in between"),
    ],
)  # fmt: skip
def test_reminder_comes_in_daytime(asked: str, deadline: str, reminds: str) -> None:
    assert shown(reminder_before(wall(deadline), wall(asked), STOCKHOLM)) == reminds


def test_deadline_lies_ahead_and_before_every_date() -> None:
    now, deadline = wall("2017-10-11 09:00"), wall("2017-10-18 18:00")
    check_deadline(deadline, [deadline + timedelta(minutes=1)], now)
    with pytest.raises(DeadlineAfterDate):
        check_deadline(deadline, [deadline + timedelta(days=9), deadline], now)
    with pytest.raises(DeadlinePassed):
        check_deadline(now, [], now)

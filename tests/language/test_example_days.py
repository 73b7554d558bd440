"""What is shown as right to write is no Sunday, no holiday, and no day that we would ask about."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.language.example_days import AHEAD, example_day, first_in_month_after
from bot.language.free_days import free_day

STOCKHOLM, LONDON = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/London")
THREE_YEARS = [date(2026, 1, 1) + timedelta(n) for n in range(3 * 365)]


def weekday_next_week(day: date, today: date) -> date:
    return today - timedelta(today.weekday()) + timedelta(7 + day.weekday())


@pytest.mark.parametrize("after", [AHEAD, AHEAD + timedelta(weeks=1)], ids=["usual", "a week later"])
def test_day_of_an_example_is_never_one_to_be_off(after: timedelta) -> None:
    for today in THREE_YEARS:
        day = example_day(today, STOCKHOLM, after=after)
        meant = (day, first_in_month_after(day), weekday_next_week(day, today))
        assert [(today, one) for one in meant if one.weekday() > 4 or free_day(one, STOCKHOLM)] == []
        assert timedelta(0) <= day - today - after < timedelta(weeks=6)


def test_day_of_an_example_has_another_weekday_than_today() -> None:
    assert [today for today in THREE_YEARS if example_day(today, LONDON).weekday() == today.weekday()] == []


@pytest.mark.parametrize(
    ("today", "day"),
    [
        pytest.param("2017-10-11", "2017-11-09", id="an ordinary day, about a month ahead"),
        pytest.param("2026-11-26", "2026-12-28", id="past Christmas"),
        pytest.param("2026-11-27", "2026-12-28", id="past a weekend"),
    ],
)
def test_day_of_an_example(today: str, day: str) -> None:
    assert example_day(date.fromisoformat(today), STOCKHOLM) == date.fromisoformat(day)

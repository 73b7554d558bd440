"""Days for examples of what to write: to come, and days when a meeting could be held."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.language.free_days import free_day

AHEAD = timedelta(days=29)
"""So far ahead is the day in the examples: about a month, and another weekday than today's, which we would ask about."""

A_WEEK, A_MONTH = timedelta(weeks=1), timedelta(days=28)
SATURDAY = 5
FARTHEST = 60


def example_day(today: date, zone: ZoneInfo, *, after: timedelta = AHEAD) -> date:
    """The first day from then on that is none to be off, by itself and as the weekday that examples are made of."""
    days = (today + after + timedelta(n) for n in range(FARTHEST))
    others = (day for day in days if day.weekday() != today.weekday())
    fitting = (day for day in others if all(_is_ordinary(one, zone) for one in _meant(day, today)))
    return next(fitting, today + after)


def first_in_month_after(day: date) -> date:
    """The first such weekday of the month after."""
    month = (day + A_MONTH).replace(day=1)
    return month + timedelta((day.weekday() - month.weekday()) % 7)


def _meant(day: date, today: date) -> tuple[date, ...]:
    """What is written with the day: itself, that weekday next week, the first one of the month after."""
    next_week = today - timedelta(today.weekday()) + A_WEEK + timedelta(day.weekday())
    return day, next_week, first_in_month_after(day)


def _is_ordinary(day: date, zone: ZoneInfo) -> bool:
    return day.weekday() < SATURDAY and free_day(day, zone) is None

"""When a question put to a committee's members closes, and when those who have been silent are reminded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import KallelseError

CLOSING_TIME = time(18)
REMIND_BEFORE = timedelta(days=2)
MORNING, EVENING = time(8), time(18)
"""Nobody is reminded at night."""

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(eq=False)
class DeadlinePassed(KallelseError):
    """The deadline that was wanted lies before `now`."""

    deadline: datetime
    now: datetime


@dataclass(eq=False)
class DeadlineAfterDate(KallelseError):
    """The deadline would come when one of the dates asked about, `start`, has begun."""

    deadline: datetime
    start: datetime


def deadline_after(asked: datetime, days: int, zone: ZoneInfo, is_free: Callable[[date], bool]) -> datetime:
    """So many days later at six in the evening on the committee's clock; put off to the next working day where that is
    none, as Swedish law does with its own deadlines (lag 1930:173 om beräkning av lagstadgad tid, 2 §).
    """
    day = asked.astimezone(zone).date() + timedelta(days=days)
    while day.weekday() >= SATURDAY or is_free(day):
        day += ONE_DAY
    return datetime.combine(day, CLOSING_TIME, zone).astimezone(UTC)


def reminder_before(deadline: datetime, asked: datetime, zone: ZoneInfo) -> datetime | None:
    """Two days before the deadline, or halfway when it is short, in daytime on the committee's clock. None when no hour
    of day is left in between.
    """
    wanted = deadline.astimezone(zone) - min(REMIND_BEFORE, (deadline - asked) / 2)  # on the wall clock
    if wanted.time() < MORNING:
        wanted = datetime.combine(wanted.date(), MORNING, zone)
    elif wanted.time() > EVENING:
        wanted = datetime.combine(wanted.date() + ONE_DAY, MORNING, zone)
    if wanted >= deadline:
        wanted = datetime.combine(wanted.date() - ONE_DAY, EVENING, zone)
    return wanted.astimezone(UTC) if asked < wanted < deadline else None


def check_deadline(deadline: datetime, starts: list[datetime], now: datetime) -> None:
    """`starts` are the dates asked about. Raises DeadlinePassed, DeadlineAfterDate."""
    if deadline <= now:
        raise DeadlinePassed(deadline, now)
    if starts and min(starts) <= deadline:
        raise DeadlineAfterDate(deadline, min(starts))

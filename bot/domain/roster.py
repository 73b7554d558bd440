"""What keeps a roster sound: somebody can always act for the committee, and nobody sits twice on one chair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.committee import OFFICERS, Seat
from bot.domain.errors import KallelseError

ONE_DAY = timedelta(days=1)


@dataclass(eq=False)
class LastOfficer(KallelseError):
    """The change would leave the committee without chair, vice chair and secretary; `day` is the first such day."""

    committee: str
    day: date


@dataclass(eq=False)
class AlreadySeated(KallelseError):
    """The person holds a seat with this role in that time; `name` is theirs."""

    name: str
    seat: Seat


def has_officer(seats: Iterable[Seat], day: date) -> bool:
    return any(seat.role in OFFICERS and seat.held_on(day) for seat in seats)


def first_day_without_officer(before: list[Seat], after: list[Seat], today: date) -> date | None:
    """From today on, when a change of the roster takes the last officer away; None when it does not."""
    ends = {seat.ends + ONE_DAY for seat in after if seat.ends is not None and seat.ends >= today}
    lost = (day for day in sorted({today} | ends) if has_officer(before, day) and not has_officer(after, day))
    return next(lost, None)


def seats_at_once(one: Seat, other: Seat) -> bool:
    """The same person in the same role on the same day."""
    return (
        one.id != other.id
        and (one.person_id, one.role) == (other.person_id, other.role)
        and (one.ends is None or other.starts is None or other.starts <= one.ends)
        and (other.ends is None or one.starts is None or one.starts <= other.ends)
    )

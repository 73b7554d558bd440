"""A committee and its seats."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.ids import CommitteeId, PersonId, SeatId


class Role(StrEnum):
    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    SUBSTITUTE = "substitute"
    ADJUNCT = "adjunct"


OFFICERS = frozenset({Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY})


@dataclass(frozen=True, slots=True)
class Committee:
    """A body with a roster, a channel, a zone (an IANA name) and a record language; its policies are fields too.

    `hides_attendees`: nobody's calendar entry names the others. `alarm_minutes`: how long before a meeting calendars
    remind, None when they should not. `silence_days`: how long proposed dates stand before they are adopted. `days_off`:
    one line each, "2027-02-15–2027-02-19 Sportlov": days on which a meeting is warned of. `shares_calendar`: its meetings are
    written to the shared calendar of the house.
    """

    id: CommitteeId
    name: str
    short_name: str
    channel: str
    language: str
    timezone: str
    place: str
    duration_minutes: int
    workspace: str = ""
    accepts_topics_at_once: bool = False
    hides_attendees: bool = False
    alarm_minutes: int | None = None
    silence_days: int = 7
    days_off: str = ""
    shares_calendar: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def usual_length(self) -> timedelta:
        return timedelta(minutes=self.duration_minutes)

    def today(self, now: datetime) -> date:
        """The date on the committee's own calendar."""
        return now.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in a committee for an organisation; `ends` is the last day they hold it."""

    id: SeatId
    committee_id: CommitteeId
    person_id: PersonId
    organisation: str
    role: Role
    starts: date | None = None
    ends: date | None = None

    def held_on(self, day: date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def is_over(self, today: date) -> bool:
        return self.ends is not None and self.ends < today

    def ending(self, last_day: date) -> "Seat":
        return replace(self, ends=last_day)


def role_of(person_id: PersonId, seats: Iterable[Seat], day: date) -> Role | None:
    """The weightiest role a person holds that day: somebody may be both member and secretary."""
    held = {seat.role for seat in seats if seat.person_id == person_id and seat.held_on(day)}
    return next((role for role in Role if role in held), None)

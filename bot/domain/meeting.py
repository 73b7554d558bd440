"""A meeting's life: planned → confirmed → in_progress → held → closed, or cancelled."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import KallelseError
from bot.domain.ids import CommitteeId, MeetingId, PersonId


class MeetingState(StrEnum):
    PLANNED = "planned"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


EARLIEST_START = timedelta(hours=12)
ENDS_BY_ITSELF_AFTER = timedelta(hours=4)
"""So long after its hours are over a meeting that nobody has ended is taken to be over."""
NUDGED_BEFORE = timedelta(hours=2)
"""So long before that, chair and secretary are asked whether it is still going on."""
COMING = frozenset({MeetingState.PLANNED, MeetingState.CONFIRMED, MeetingState.IN_PROGRESS})
OVER = frozenset({MeetingState.HELD, MeetingState.CLOSED})


@dataclass(eq=False)
class WrongState(KallelseError):
    """The act does not fit the meeting's state: confirming one that is cancelled, ending one that never started."""

    meeting: "Meeting"
    wanted: str


@dataclass(eq=False)
class TooEarly(KallelseError):
    """Somebody starts a meeting that is more than `EARLIEST_START` away: most likely not the one they mean."""

    meeting: "Meeting"


@dataclass(eq=False)
class ChangedMeanwhile(KallelseError):
    """Somebody answers a question about a meeting that is not any more what the question showed; `meeting` is as it is."""

    meeting: "Meeting"


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where: aware instants in UTC, `end` after `start`."""

    start: datetime
    end: datetime
    place: str = ""
    link: str = ""

    def overlaps(self, other: "Slot") -> bool:
        return self.start < other.end and other.start < self.end

    def has_another_time_than(self, other: "Slot") -> bool:
        """Begins or ends at another moment: calendars take either for rescheduled, and ask again (RFC 5546 §3.2.2.1)."""
        return (self.start, self.end) != (other.start, other.end)

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Meeting:
    """`uid` and `sequence` are the calendar's (RFC 5545 §3.8.4.7, §3.8.7.4); `revised_at` is the DTSTAMP of the sequence.
    `edition` counts what people are told anew in chat: time or place changed, cancelled. `previous_start` and
    `previous_end` are the hours that the latest sequence moved it from, None when that changed something else (the end is
    also None for a move that was made before ends were kept).

    `open_until` puts off the moment when it ends by itself; `nudged_at` is when chair and secretary were last asked whether
    it is still going on. Of a meeting that `ended_by_itself`, `ended_at` is when we stopped waiting.

    `asked_sequence` is the one that gave it its time: answers to an earlier one were to another time.
    """

    id: MeetingId
    committee_id: CommitteeId
    state: MeetingState
    start: datetime
    end: datetime
    place: str
    link: str
    uid: str
    sequence: int
    edition: int
    revised_at: datetime
    planned_by: PersonId
    cancel_reason: str = ""
    previous_start: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    previous_end: datetime | None = None
    open_until: datetime | None = None
    nudged_at: datetime | None = None
    ended_by_itself: bool = False
    asked_sequence: int = 0

    @property
    def version(self) -> str:
        """Changes with everything that people would be told of it: what a question about the meeting has seen."""
        return f"{self.state}.{self.sequence}"

    def must_be_as_seen(self, version: str | None) -> None:
        """Raises ChangedMeanwhile; None is somebody who has not been shown anything."""
        if version not in {None, self.version}:
            raise ChangedMeanwhile(self)

    @property
    def slot(self) -> Slot:
        return Slot(self.start, self.end, self.place, self.link)

    @property
    def is_coming(self) -> bool:
        return self.state in COMING

    @property
    def is_announced(self) -> bool:
        """Invitations have been sent for it."""
        return self.state in {MeetingState.CONFIRMED, MeetingState.IN_PROGRESS}

    def has_begun(self, now: datetime) -> bool:
        """It is under way, or its hour has come though nobody marked the start."""
        return self.state == MeetingState.IN_PROGRESS or (
            self.state == MeetingState.CONFIRMED and self.start <= now
        )

    @property
    def ends_by_itself_at(self) -> datetime:
        planned = self.end + ENDS_BY_ITSELF_AFTER
        return max(planned, self.open_until) if self.open_until else planned

    def confirmed(self, now: datetime) -> "Meeting":
        self._must_be(MeetingState.PLANNED, wanted="confirm")
        return replace(
            self, state=MeetingState.CONFIRMED, revised_at=now, previous_start=None, previous_end=None
        )

    def moved_to(self, slot: Slot, now: datetime) -> "Meeting":
        """Time or place changed: a new sequence, so that calendars take it as newer (RFC 5546 §2.1.4)."""
        self._must_be(MeetingState.PLANNED, MeetingState.CONFIRMED, wanted="move")
        new_time = slot.has_another_time_than(self.slot)
        return replace(
            self,
            start=slot.start,
            end=slot.end,
            place=slot.place,
            link=slot.link,
            sequence=self.sequence + 1,
            edition=self.edition + 1,
            revised_at=now,
            previous_start=self.start if new_time else None,
            previous_end=self.end if new_time else None,
            open_until=None,
            nudged_at=None,
            asked_sequence=self.sequence + 1 if new_time else self.asked_sequence,
        )

    def cancelled(self, reason: str, now: datetime) -> "Meeting":
        self._must_be(MeetingState.PLANNED, MeetingState.CONFIRMED, wanted="cancel")
        return replace(
            self,
            state=MeetingState.CANCELLED,
            cancel_reason=reason,
            sequence=self.sequence + 1,
            edition=self.edition + 1,
            revised_at=now,
        )

    def revised(self, now: datetime) -> "Meeting":
        """Something else in the invitation changed, such as who is invited."""
        return replace(
            self, sequence=self.sequence + 1, revised_at=now, previous_start=None, previous_end=None
        )

    def started(self, now: datetime) -> "Meeting":
        self._must_be(MeetingState.CONFIRMED, wanted="start")
        if self.start - now > EARLIEST_START:
            raise TooEarly(self)
        after_its_hours = now >= self.end  # which then say nothing of when it ends
        late = now + self.slot.length + ENDS_BY_ITSELF_AFTER
        return replace(
            self,
            state=MeetingState.IN_PROGRESS,
            started_at=now,
            open_until=late if after_its_hours else None,
            nudged_at=None,
        )

    def nudged(self, now: datetime) -> "Meeting":
        """There is always as long to answer, also when the question comes late."""
        answered_by = now + NUDGED_BEFORE
        late = answered_by > self.ends_by_itself_at
        return replace(self, nudged_at=now, open_until=answered_by if late else self.open_until)

    def kept_open(self, now: datetime) -> "Meeting":
        """Somebody says that it is still going on: it ends by itself so much later, and that is asked about anew."""
        if not self.has_begun(now):
            raise WrongState(self, "keep_open")
        return replace(self, open_until=now + ENDS_BY_ITSELF_AFTER, nudged_at=None)

    def ended(self, now: datetime) -> "Meeting":
        if not self.has_begun(now):
            raise WrongState(self, "end")
        return replace(self, state=MeetingState.HELD, started_at=self.started_at or self.start, ended_at=now)

    def forgotten(self, now: datetime) -> "Meeting":
        """Ended, by nobody."""
        return replace(self.ended(now), ended_by_itself=True)

    def _must_be(self, *states: MeetingState, wanted: str) -> None:
        if self.state not in states:
            raise WrongState(self, wanted)

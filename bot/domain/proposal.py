"""Proposed dates: a plan in the making, put to the members, adopted in silence when nobody objects.

A proposal is draft → open → closed, or withdrawn; it is waiting when its deadline has passed and somebody was not
reached, for then nobody can say that they were silent. Each of its dates goes its own way: open → adopted, objected or
withdrawn. An objection stops that date alone.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.errors import KallelseError
from bot.domain.ids import CommitteeId, DateProposalId, MeetingId, ObjectionId, PersonId, ProposedDateId
from bot.domain.invitation import Source
from bot.domain.meeting import Slot

MOST_DATES = 60


class ProposalState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    WAITING = "waiting"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class DateState(StrEnum):
    OPEN = "open"
    ADOPTED = "adopted"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"


ASKING = frozenset({ProposalState.OPEN, ProposalState.WAITING})
UNDECIDED = frozenset({DateState.OPEN, DateState.OBJECTED})


@dataclass(eq=False)
class ProposalSettled(KallelseError):
    """The act does not fit the proposal's state: answering one that is closed, putting one that has been put."""

    proposal: "DateProposal"


@dataclass(eq=False)
class DateSettled(KallelseError):
    """The act does not fit the date's state: keeping one that nobody objected to, striking one that is adopted, confirming
    the meeting of one that somebody objected to.
    """

    date: "ProposedDate"


@dataclass(eq=False)
class TooManyDates(KallelseError):
    """A plan would have more than MOST_DATES dates."""


@dataclass(eq=False)
class UnreadLines(KallelseError):
    """Others would be told of a plan with lines in it that could not be read as dates: they are mended or left out first."""

    lines: tuple[str, ...]


@dataclass(eq=False)
class NothingToPut(KallelseError):
    """Every date of the plan is struck, or it never had one."""


@dataclass(eq=False)
class ReasonNeeded(KallelseError):
    """Somebody objects and does not say why."""


@dataclass(eq=False)
class AlreadyPut(KallelseError):
    """The meeting's date stands before the members already."""

    proposal: "DateProposal"


@dataclass(frozen=True, slots=True)
class DateProposal:
    """`of_meeting`: its one date is a meeting that was planned before. `unread` are lines somebody wrote that could not be
    read as dates yet. `edition` counts the deadlines it has had.
    `settled_by` decided: to adopt at once, to go ahead, or to withdraw; None: silence did, or there was nothing left.
    """

    id: DateProposalId
    committee_id: CommitteeId
    state: ProposalState
    made_by: PersonId
    made_at: datetime
    of_meeting: bool = False
    unread: str = ""
    put_by: PersonId | None = None
    put_at: datetime | None = None
    deadline: datetime | None = None
    edition: int = 0
    settled_by: PersonId | None = None
    settled_at: datetime | None = None

    @property
    def is_asking(self) -> bool:
        """Members can answer: it stands before them, and nothing has come of it yet."""
        return self.state in ASKING

    @property
    def unread_lines(self) -> tuple[str, ...]:
        return tuple(self.unread.splitlines())

    def with_unread(self, lines: tuple[str, ...]) -> "DateProposal":
        self.must_be(ProposalState.DRAFT)
        return replace(self, unread="\n".join(lines))

    def put(self, by: PersonId, deadline: datetime, now: datetime) -> "DateProposal":
        self.must_be_read()
        return replace(self, state=ProposalState.OPEN, put_by=by, put_at=now, deadline=deadline, edition=1)

    def with_deadline(self, deadline: datetime) -> "DateProposal":
        """Another one: it is open again even if the earlier one had passed."""
        self.must_be(*ASKING)
        return replace(self, state=ProposalState.OPEN, deadline=deadline, edition=self.edition + 1)

    def held_up(self) -> "DateProposal":
        self.must_be(ProposalState.OPEN)
        return replace(self, state=ProposalState.WAITING)

    def closed(self, now: datetime) -> "DateProposal":
        """In silence."""
        self.must_be(ProposalState.OPEN)
        return replace(self, state=ProposalState.CLOSED, settled_at=now)

    def decided(self, by: PersonId, now: datetime) -> "DateProposal":
        """By chair or secretary: without asking, or without everybody having been reached."""
        self.must_be(ProposalState.DRAFT, ProposalState.WAITING)
        return replace(self, state=ProposalState.CLOSED, settled_by=by, settled_at=now)

    def withdrawn(self, by: PersonId | None, now: datetime) -> "DateProposal":
        self.must_be(ProposalState.DRAFT, *ASKING)
        return replace(self, state=ProposalState.WITHDRAWN, settled_by=by, settled_at=now)

    def must_be_read(self) -> None:
        """A draft of which others can be told. Raises ProposalSettled, UnreadLines."""
        self.must_be(ProposalState.DRAFT)
        if self.unread:
            raise UnreadLines(self.unread_lines)

    def must_be(self, *states: ProposalState) -> None:
        """Raises ProposalSettled."""
        if self.state not in states:
            raise ProposalSettled(self)


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """`meeting_id` is the planned meeting that it becomes, None in a draft. `settled_by` decided about it; None: silence
    did; or, of a date that is withdrawn, what became of its meeting: it was moved, confirmed or cancelled meanwhile.
    """

    id: ProposedDateId
    proposal_id: DateProposalId
    state: DateState
    start: datetime
    end: datetime
    place: str
    link: str
    meeting_id: MeetingId | None = None
    settled_by: PersonId | None = None
    settled_at: datetime | None = None

    @property
    def slot(self) -> Slot:
        return Slot(self.start, self.end, self.place, self.link)

    @property
    def is_open(self) -> bool:
        return self.state == DateState.OPEN

    def moved_to(self, slot: Slot) -> "ProposedDate":
        self._must_be(DateState.OPEN, DateState.WITHDRAWN)
        return replace(
            self, state=DateState.OPEN, start=slot.start, end=slot.end, place=slot.place, link=slot.link
        )

    def struck(self) -> "ProposedDate":
        self._must_be(DateState.OPEN, DateState.WITHDRAWN)
        return replace(self, state=DateState.WITHDRAWN)

    def restored(self) -> "ProposedDate":
        self._must_be(DateState.OPEN, DateState.WITHDRAWN)
        return replace(self, state=DateState.OPEN)

    def put_as(self, meeting_id: MeetingId) -> "ProposedDate":
        self._must_be(DateState.OPEN)
        return replace(self, meeting_id=meeting_id)

    def adopted(self, by: PersonId | None, now: datetime) -> "ProposedDate":
        """In silence, or by chair or secretary: also one that somebody objected to."""
        self._must_be(DateState.OPEN, *([DateState.OBJECTED] if by else []))
        return replace(self, state=DateState.ADOPTED, settled_by=by, settled_at=now)

    def objected(self, now: datetime) -> "ProposedDate":
        self._must_be(DateState.OPEN)
        return replace(self, state=DateState.OBJECTED, settled_at=now)

    def withdrawn(self, by: PersonId | None, now: datetime) -> "ProposedDate":
        self._must_be(DateState.OPEN, DateState.OBJECTED)
        return replace(self, state=DateState.WITHDRAWN, settled_by=by, settled_at=now)

    def _must_be(self, *states: DateState) -> None:
        if self.state not in states:
            raise DateSettled(self)


@dataclass(frozen=True, slots=True)
class Objection:
    """Why one date does not suit one member, and in their own words which would; kept when it is taken back."""

    id: ObjectionId
    date_id: ProposedDateId
    person_id: PersonId
    reason: str
    suggestion: str
    source: Source
    made_at: datetime
    taken_back_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None

    def taken_back(self, now: datetime) -> "Objection":
        return replace(self, taken_back_at=now)

"""What a meeting leaves behind: numbered decisions, and actions with somebody to do them."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.ids import ActionId, CommitteeId, DecisionId, MeetingId, PersonId, TopicId


@dataclass(frozen=True, slots=True)
class Decision:
    """`year` and `number` together are what people call it: 2017:3, counted for each committee and year."""

    id: DecisionId
    committee_id: CommitteeId
    meeting_id: MeetingId
    topic_id: TopicId | None
    year: int
    number: int
    text: str
    proposed_by: str
    recorded_by: PersonId
    recorded_at: datetime
    valid_to: date | None = None
    permalink: str = ""
    withdrawn_at: datetime | None = None

    @property
    def label(self) -> str:
        return f"{self.year}:{self.number}"

    def worded(
        self, text: str, *, topic_id: TopicId | None, proposed_by: str, valid_to: date | None
    ) -> "Decision":
        return replace(self, text=text, topic_id=topic_id, proposed_by=proposed_by, valid_to=valid_to)

    def withdrawn(self, now: datetime) -> "Decision":
        """It was recorded by mistake; the number is not used again."""
        return replace(self, withdrawn_at=now)

    def restored(self) -> "Decision":
        return replace(self, withdrawn_at=None)


class ActionState(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DROPPED = "dropped"


UNFINISHED = frozenset({ActionState.OPEN, ActionState.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what before when; `owner_id` is None while nobody has taken it."""

    id: ActionId
    committee_id: CommitteeId
    meeting_id: MeetingId
    topic_id: TopicId | None
    text: str
    owner_id: PersonId | None
    due: date | None
    state: ActionState
    recorded_by: PersonId
    recorded_at: datetime
    permalink: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in UNFINISHED

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today

    def worded(
        self, text: str, *, owner_id: PersonId | None, due: date | None, topic_id: TopicId | None
    ) -> "Action":
        return replace(self, text=text, owner_id=owner_id, due=due, topic_id=topic_id)

    def put(self, state: ActionState) -> "Action":
        return replace(self, state=state)


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of decisions in the channel: `note` is what the secretary adds, `changed_at` the latest change after
    it was posted.
    """

    meeting_id: MeetingId
    note: str = ""
    posted_at: datetime | None = None
    changed_at: datetime | None = None

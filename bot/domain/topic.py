"""A topic for the agenda, from proposal to settled."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.errors import KallelseError
from bot.domain.ids import CommitteeId, DecisionId, MeetingId, PersonId, StandingItemId, TopicId


class TopicKind(StrEnum):
    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"


class TopicState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DISCUSSED = "discussed"
    POSTPONED = "postponed"


ON_AGENDA = frozenset({TopicState.ACCEPTED, TopicState.DISCUSSED, TopicState.POSTPONED})


@dataclass(eq=False)
class TopicSettled(KallelseError):
    """Somebody acts on a topic that was accepted, declined or withdrawn meanwhile."""

    topic: "Topic"


@dataclass(eq=False)
class SameTopic(KallelseError):
    """A topic with the same words waits already or stands on the agenda; said to be meant, it is proposed all the same."""

    existing: "Topic"


@dataclass(frozen=True, slots=True)
class TopicText:
    """What a proposer says of a topic."""

    title: str
    details: str = ""
    kind: TopicKind = TopicKind.INFORMATION
    presenter: str = ""
    minutes: int | None = None
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """`meeting_id` is None while no meeting is planned: the topic waits and joins the next one. `position` orders the
    agenda; numbers that people see are counted from it. `permalink` and `message` (channel and time stamp, "C1:17.3")
    name the message it was made from.
    """

    id: TopicId
    committee_id: CommitteeId
    meeting_id: MeetingId | None
    state: TopicState
    position: int
    title: str
    details: str
    kind: TopicKind
    presenter: str
    minutes: int | None
    tentative: bool
    proposed_by: PersonId
    proposed_at: datetime
    decline_reason: str = ""
    permalink: str = ""
    message: str = ""
    standing_item_id: StandingItemId | None = None

    @property
    def text(self) -> TopicText:
        return TopicText(self.title, self.details, self.kind, self.presenter, self.minutes, self.tentative)

    @property
    def on_agenda(self) -> bool:
        return self.state in ON_AGENDA

    @property
    def is_open(self) -> bool:
        """It waits for the chair, or stands on the agenda."""
        return self.state == TopicState.PROPOSED or self.on_agenda

    def worded(self, text: TopicText) -> "Topic":
        if not self.is_open:
            raise TopicSettled(self)
        return replace(
            self,
            title=text.title,
            details=text.details,
            kind=text.kind,
            presenter=text.presenter,
            minutes=text.minutes,
            tentative=text.tentative,
        )

    def accepted(self, position: int) -> "Topic":
        if self.state != TopicState.PROPOSED:
            raise TopicSettled(self)
        return replace(self, state=TopicState.ACCEPTED, position=position)

    def declined(self, reason: str) -> "Topic":
        if not self.is_open:
            raise TopicSettled(self)
        return replace(self, state=TopicState.DECLINED, decline_reason=reason)

    def withdrawn(self) -> "Topic":
        if not self.is_open:
            raise TopicSettled(self)
        return replace(self, state=TopicState.WITHDRAWN)

    def marked_tentative(self, *, tentative: bool) -> "Topic":
        return self.worded(replace(self.text, tentative=tentative))

    def for_meeting(self, meeting_id: MeetingId | None) -> "Topic":
        return replace(self, meeting_id=meeting_id)

    def at(self, position: int) -> "Topic":
        return replace(self, position=position)


@dataclass(frozen=True, slots=True)
class StandingItem:
    """Comes on every agenda by itself; remembers the decision that created it."""

    id: StandingItemId
    committee_id: CommitteeId
    title: str
    decision_id: DecisionId | None = None


def same_words(title: str) -> str:
    """Two titles are the same topic when these are equal: case, spacing and closing punctuation do not count."""
    return " ".join(title.casefold().split()).rstrip(".!? ")


def find_same(title: str, topics: Iterable[Topic]) -> Topic | None:
    wanted = same_words(title)
    return next((topic for topic in topics if topic.is_open and same_words(topic.title) == wanted), None)


def swapped(agenda: list[Topic], topic_id: TopicId, step: int) -> list[Topic]:
    """The two topics that change places when one moves by `step` (-1 up, +1 down); none at the agenda's ends."""
    order = [topic.id for topic in agenda]
    here = order.index(topic_id)
    there = here + step
    if not 0 <= there < len(agenda):
        return []
    return [agenda[here].at(agenda[there].position), agenda[there].at(agenda[here].position)]

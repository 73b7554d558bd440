"""An invitation: the calendar object that one person holds, and their answer."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import GuestId, InvitationId, MeetingId, PersonId, TopicId


class Answer(StrEnum):
    """The words are RFC 5545's PARTSTAT, lower case."""

    NONE = "needs-action"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class Source(StrEnum):
    SLACK = "slack"
    EMAIL = "email"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Invitation:
    """`withdrawn_at` is set when a person is no longer invited though the meeting stands."""

    id: InvitationId
    meeting_id: MeetingId
    person_id: PersonId
    answer: Answer = Answer.NONE
    answered_at: datetime | None = None
    source: Source | None = None
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    def answered(self, answer: Answer, source: Source, now: datetime) -> "Invitation":
        return replace(self, answer=answer, source=source, answered_at=now)

    def asked_again(self) -> "Invitation":
        """The time changed, so the answer no longer counts."""
        return replace(self, answer=Answer.NONE, answered_at=None, source=None)

    def withdrawn(self, now: datetime) -> "Invitation":
        return replace(self, withdrawn_at=now)

    def renewed(self) -> "Invitation":
        return replace(self.asked_again(), withdrawn_at=None)


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited to one meeting, perhaps for one topic, by a member who is their host."""

    id: GuestId
    meeting_id: MeetingId
    person_id: PersonId
    organisation: str
    host_id: PersonId
    topic_id: TopicId | None = None

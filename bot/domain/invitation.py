"""An invitation: the calendar object that one person holds, and their answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.ids import AnswerId, GuestId, InvitationId, MeetingId, PersonId, TopicId


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


class Standing(StrEnum):
    """What has become of an answer that was given."""

    COUNTS = "counts"
    REPLACED = "replaced"  # by a newer one
    UNDONE = "undone"
    OUTDATED = "outdated"  # it was to another time


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer as it was given, whichever way it came. `given_at` is when the person gave it (a mail says that itself),
    `heard_at` when it reached us; `undone_at` is set while it is taken back, `undone_by` says who did that.
    """

    id: AnswerId
    invitation_id: InvitationId
    answer: Answer
    comment: str
    source: Source
    given_at: datetime
    heard_at: datetime
    undone_at: datetime | None = None
    undone_by: PersonId | None = None

    def undone(self, by: PersonId, now: datetime) -> "GivenAnswer":
        return replace(self, undone_at=now, undone_by=by)

    def restored(self) -> "GivenAnswer":
        return replace(self, undone_at=None, undone_by=None)


@dataclass(frozen=True, slots=True)
class Invitation:
    """`answer` is the newest one that counts, `answered_at`, `source` and `comment` its; all answers stand in the history.
    Answers given before `asked_at` were to another time and do not count; None: every one does. `withdrawn_at` is set
    when a person is no longer invited though the meeting stands.
    """

    id: InvitationId
    meeting_id: MeetingId
    person_id: PersonId
    answer: Answer = Answer.NONE
    answered_at: datetime | None = None
    source: Source | None = None
    comment: str = ""
    asked_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    def answered(self, history: Iterable[GivenAnswer]) -> "Invitation":
        """With the newest answer that counts; without any it is open again."""
        newest = self._newest_of(history)
        if newest is None:
            return replace(self, answer=Answer.NONE, answered_at=None, source=None, comment="")
        return replace(
            self,
            answer=newest.answer,
            answered_at=newest.given_at,
            source=newest.source,
            comment=newest.comment,
        )

    def asked_again(self, now: datetime) -> "Invitation":
        """The time changed, so no answer given so far counts any more."""
        return replace(self, answer=Answer.NONE, answered_at=None, source=None, comment="", asked_at=now)

    def withdrawn(self, now: datetime) -> "Invitation":
        return replace(self, withdrawn_at=now)

    def renewed(self, now: datetime) -> "Invitation":
        return replace(self.asked_again(now), withdrawn_at=None)

    def standings(self, history: Iterable[GivenAnswer]) -> dict[AnswerId, Standing]:
        """What has become of each answer that was ever given to it."""
        given = list(history)
        newest = self._newest_of(given)
        return {one.id: self._standing(one, newest) for one in given}

    def is_asked_anew(self, history: Iterable[GivenAnswer]) -> bool:
        """They have answered, to another time, and not since."""
        newest = max(history, key=_newest, default=None)
        return newest is not None and newest.undone_at is None and self._is_outdated(newest)

    def _standing(self, given: GivenAnswer, newest: GivenAnswer | None) -> Standing:
        if self._is_outdated(given):
            return Standing.OUTDATED
        if given.undone_at is not None:
            return Standing.UNDONE
        return Standing.COUNTS if given == newest else Standing.REPLACED

    def _newest_of(self, history: Iterable[GivenAnswer]) -> GivenAnswer | None:
        counting = (one for one in history if one.undone_at is None and not self._is_outdated(one))
        return max(counting, key=_newest, default=None)

    def counts_from(self, given_at: datetime) -> bool:
        """An answer given then is to what is asked now."""
        return self.asked_at is None or given_at >= self.asked_at

    def _is_outdated(self, given: GivenAnswer) -> bool:
        return not self.counts_from(given.given_at)


def _newest(given: GivenAnswer) -> tuple[datetime, datetime]:
    return given.given_at, given.heard_at


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited to one meeting, perhaps for one topic, by a member who is their host."""

    id: GuestId
    meeting_id: MeetingId
    person_id: PersonId
    organisation: str
    host_id: PersonId
    topic_id: TopicId | None = None

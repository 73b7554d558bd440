"""Times that were picked in a poll: for what quotes the times of coming meetings, and how they came about."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.poll import Poll
from bot.storage import Transaction


@dataclass(frozen=True, slots=True)
class PickedTime:
    """`meeting` came of the poll, and stands where it may have been moved since; `picked_by` is a name."""

    poll: Poll
    meeting: Meeting
    picked_by: str


def picked_times(
    transaction: Transaction,
    committee: Committee,
    *,
    most: int,
    after: datetime | None = None,
    until: datetime | None = None,
) -> tuple[PickedTime, ...]:
    """Picked in that time and not cancelled since, the one picked last first."""
    polls = transaction.polls.decided(committee.id, after=after, until=until, most=most)
    if not polls:
        return ()
    meetings = transaction.meetings.these(one.meeting_id for one in polls if one.meeting_id)
    people = transaction.people.named(one.decided_by for one in polls if one.decided_by)
    return tuple(
        PickedTime(one, meetings[one.meeting_id], people[one.decided_by].name)
        for one in polls
        if one.meeting_id and one.decided_by
        if meetings[one.meeting_id].state != MeetingState.CANCELLED
    )

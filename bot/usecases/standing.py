"""Standing items: on every agenda to come, from the decision that makes them until it no longer holds."""

from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.ids import MeetingId, PersonId, StandingItemId, TopicId, new_id
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.record import Decision
from bot.domain.topic import StandingItem, Topic, TopicKind, TopicState, find_same
from bot.storage import Transaction
from bot.usecases.owing_meetings import owe_agenda


def next_not_begun(
    transaction: Transaction, committee: Committee, now: datetime, *, besides: MeetingId | None = None
) -> Meeting | None:
    """The meeting that new topics join; `besides` is one that is about to be called off."""
    coming = _not_begun(transaction, committee, now)
    return next((meeting for meeting in coming if meeting.id != besides), None)


def standing_topic(
    item: StandingItem, meeting_id: MeetingId, proposed_by: PersonId, position: int, now: datetime
) -> Topic:
    """The item as it stands on one agenda."""
    return Topic(
        id=TopicId(new_id()),
        committee_id=item.committee_id,
        meeting_id=meeting_id,
        state=TopicState.ACCEPTED,
        position=position,
        title=item.title,
        details="",
        kind=TopicKind.INFORMATION,
        presenter="",
        minutes=None,
        tentative=False,
        proposed_by=proposed_by,
        proposed_at=now,
        standing_item_id=item.id,
    )


def keep_standing(
    transaction: Transaction, committee: Committee, decision: Decision, now: datetime, *, standing: bool
) -> None:
    """The standing item that a decision made, there or not, and so on the agendas of meetings already planned."""
    item = transaction.standing_items.made_by(decision.id)
    if standing and item is None:
        topic = transaction.topics.get(decision.topic_id) if decision.topic_id else None
        title = topic.title if topic else decision.text
        item = transaction.standing_items.add(
            StandingItem(StandingItemId(new_id()), decision.committee_id, title, decision.id),
        )
        put_on_agendas(transaction, committee, item, decision.recorded_by, now)
    elif item is not None and not standing:
        take_off_agendas(transaction, committee, item, now)
        transaction.standing_items.remove(item)


def put_on_agendas(
    transaction: Transaction, committee: Committee, item: StandingItem, by: PersonId, now: datetime
) -> None:
    for meeting in _not_begun(transaction, committee, now):
        if find_same(item.title, transaction.topics.of_meeting(meeting.id)) is None:
            position = transaction.topics.last_position(committee.id) + 1
            transaction.topics.add(standing_topic(item, meeting.id, by, position, now))
            owe_agenda(transaction, meeting, now)


def take_off_agendas(
    transaction: Transaction, committee: Committee, item: StandingItem, now: datetime
) -> None:
    for meeting in _not_begun(transaction, committee, now):
        for topic in transaction.topics.of_meeting(meeting.id):
            if topic.standing_item_id == item.id:
                transaction.topics.put(topic.withdrawn())
                owe_agenda(transaction, meeting, now)


def _not_begun(transaction: Transaction, committee: Committee, now: datetime) -> list[Meeting]:
    coming = transaction.meetings.coming_of(committee.id, now)
    return [meeting for meeting in coming if meeting.state != MeetingState.IN_PROGRESS]

"""Facts out of a transaction: each in a number of questions that does not grow with what is shown."""

from datetime import datetime

from bot.domain.committee import Committee, Role, role_of
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import MeetingId, PersonId
from bot.domain.meeting import COMING, Meeting, MeetingState
from bot.domain.person import Person
from bot.domain.record import Action, ActionState, Summary
from bot.domain.topic import Topic
from bot.storage import Transaction
from bot.usecases.facts import ActionFacts, HeldBack, MeetingFacts, Progress, TopicFacts
from bot.usecases.picked_times import picked_times
from bot.usecases.proposal_gathering import MOST_QUOTED, adopted_dates
from bot.usecases.summary_facts import SummaryFacts


def meeting_facts(
    transaction: Transaction,
    committee: Committee,
    meeting: Meeting,
    now: datetime,
    asker: Person | None = None,
) -> MeetingFacts:
    topics = transaction.topics.of_meeting(meeting.id)
    invitations = transaction.invitations.of_meeting(meeting.id)
    guests = transaction.guests.of_meeting(meeting.id)
    seats = transaction.seats.of_committee(committee.id)
    wanted: list[PersonId] = [topic.proposed_by for topic in topics]
    wanted += [invitation.person_id for invitation in invitations]
    wanted += [seat.person_id for seat in seats]
    wanted += [person for guest in guests for person in (guest.person_id, guest.host_id)]
    role: Role | None = role_of(asker.id, seats, committee.today(now)) if asker else None
    return MeetingFacts(
        committee=committee,
        meeting=meeting,
        topics=tuple(topics),
        invitations=tuple(one for one in invitations if one.stands),
        guests=tuple(guests),
        seats=tuple(seats),
        people=transaction.people.named(wanted),
        asker=asker,
        role=role,
        papers=tuple(transaction.papers.of_meeting(meeting.id)),
    )


def topic_facts(
    transaction: Transaction, committee: Committee, topic: Topic, role: Role | None = None
) -> TopicFacts:
    meeting = transaction.meetings.get(topic.meeting_id) if topic.meeting_id else None
    around = transaction.topics.of_meeting(meeting.id) if meeting else []
    order = [one.id for one in around if one.on_agenda]
    return TopicFacts(
        committee,
        topic,
        transaction.people.get(topic.proposed_by),
        meeting,
        order.index(topic.id) + 1 if topic.id in order else None,
        role,
    )


def action_facts(transaction: Transaction, committee: Committee, action: Action) -> ActionFacts:
    return ActionFacts(
        committee,
        transaction.meetings.get(action.meeting_id),
        action,
        transaction.topics.get(action.topic_id) if action.topic_id else None,
        transaction.people.get(action.owner_id) if action.owner_id else None,
        transaction.people.get(action.recorded_by),
    )


def summary_facts(
    transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime
) -> SummaryFacts:
    decisions = transaction.decisions.of_meeting(meeting.id)
    actions = transaction.actions.of_meeting(meeting.id)
    topics = transaction.topics.of_meeting(meeting.id)
    before = transaction.meetings.held_before(meeting)
    after = (before.ended_at or before.end) if before else None
    until = meeting.ended_at or meeting.end
    return SummaryFacts(
        committee=committee,
        meeting=meeting,
        summary=transaction.summaries.find(meeting.id) or Summary(meeting.id),
        decisions=tuple(
            sorted(
                (one for one in decisions if one.withdrawn_at is None), key=lambda one: (one.year, one.number)
            )
        ),
        actions=tuple(action for action in actions if action.state != ActionState.DROPPED),
        topics={topic.id: topic for topic in topics},
        people=transaction.people.named([action.owner_id for action in actions]),
        next_meeting=_next_to_name(transaction, committee, now),
        adopted=adopted_dates(transaction, committee, now, after=after, until=until),
        picked=picked_times(transaction, committee, after=after, until=until, most=MOST_QUOTED),
    )


def _next_to_name(transaction: Transaction, committee: Committee, now: datetime) -> Meeting | None:
    """What stands, rather than what may still change; a planned one only where nothing is confirmed."""
    meetings, ours = transaction.meetings, [committee.id]
    return meetings.next_of(ours, now, COMING - {MeetingState.PLANNED}) or meetings.next_of(ours, now)


def progress(
    transaction: Transaction, committee: Committee, delivery: Delivery, _now: datetime
) -> Progress | None:
    meeting_id = delivery.meeting_id or MeetingId("")
    counted = transaction.deliveries.tally(
        meeting_id, DeliveryKind.INVITATION, Route.EMAIL, delivery.sequence
    )
    every = sum(count for state, count in counted.items() if state != DeliveryState.VOID)
    if not every and not delivery.was_tried:
        return None
    return Progress(
        committee,
        transaction.meetings.get(meeting_id),
        every,
        counted.get(DeliveryState.SENT, 0),
        counted.get(DeliveryState.FAILED, 0),
    )


def held_back(
    transaction: Transaction, committee: Committee, delivery: Delivery, _now: datetime
) -> HeldBack | None:
    """What is held back now, of the newest that each was owed; nothing once everything has been sent after all."""
    meeting_id = delivery.meeting_id or MeetingId("")
    invitations = transaction.deliveries.of_meeting(meeting_id, [DeliveryKind.INVITATION])
    newest = {one.person_id: one for one in invitations if one.route == Route.EMAIL}
    held = [one for one in newest.values() if one.state == DeliveryState.FAILED and one.is_held_back]
    if not held and not delivery.was_tried:
        return None
    people = transaction.people.named(one.person_id for one in held if one.person_id)
    return HeldBack(
        committee,
        transaction.meetings.get(meeting_id),
        tuple(sorted({one.error for one in held})),
        tuple(sorted(people[one.person_id].name for one in held if one.person_id)),
    )

"""Facts out of a transaction: each in a number of questions that does not grow with what is shown."""

from datetime import datetime

from bot.domain.committee import Committee, Role, role_of
from bot.domain.ids import PersonId
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.domain.record import ActionState, Summary
from bot.domain.topic import Topic
from bot.storage import Transaction
from bot.usecases.facts import MeetingFacts, SummaryFacts, TopicFacts


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


def summary_facts(
    transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime
) -> SummaryFacts:
    decisions = transaction.decisions.of_meeting(meeting.id)
    actions = transaction.actions.of_meeting(meeting.id)
    topics = transaction.topics.of_meeting(meeting.id)
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
        next_meeting=transaction.meetings.next_of([committee.id], now),
    )

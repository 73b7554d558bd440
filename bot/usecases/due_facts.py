"""The facts of each kind of delivery, as they are now; None for what is no longer true."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.committee import OFFICERS, Committee, role_of
from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import ActionId, DecisionId, PersonId, TopicId
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.topic import TopicState
from bot.storage import Transaction
from bot.usecases import poll_facts
from bot.usecases.answer_history import outside_answers
from bot.usecases.facts import (
    ActionFacts,
    AnswersFacts,
    Change,
    HeldBack,
    InvitationFacts,
    MeetingFacts,
    Progress,
    SharedEntry,
    StillGoing,
    TopicFacts,
)
from bot.usecases.gathering import (
    action_facts,
    held_back,
    meeting_facts,
    progress,
    summary_facts,
    topic_facts,
)
from bot.usecases.incoming_facts import (
    BounceFacts,
    CounterDeclined,
    HeldMailFacts,
    due_bounce,
    due_counter_declined,
    due_held_mail,
)
from bot.usecases.owing_meetings import ending_of
from bot.usecases.poll_facts import PollFacts
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposal_gathering import (
    card_facts,
    outcome_facts,
    question_facts,
    reminder_facts,
    waits_facts,
)
from bot.usecases.summary_facts import SummaryChange, SummaryFacts
from bot.usecases.telling import invitation_facts, mailbox_left
from bot.usecases.who_comes import who_comes

Facts = (
    MeetingFacts
    | StillGoing
    | InvitationFacts
    | AnswersFacts
    | TopicFacts
    | ActionFacts
    | SummaryFacts
    | SummaryChange
    | HeldBack
    | Progress
    | ProposalFacts
    | PollFacts
    | SharedEntry
    | HeldMailFacts
    | CounterDeclined
    | BounceFacts
)


def _card(transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime) -> Facts | None:
    meeting = _meeting(transaction, delivery)
    if not (meeting.is_announced or delivery.was_tried):
        return None
    return meeting_facts(transaction, committee, meeting, now)


def _reminder(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> Facts | None:
    meeting = _meeting(transaction, delivery)
    told = invitation_facts(transaction, committee, delivery, Change.INVITED, now)
    is_current = meeting.state == MeetingState.CONFIRMED and delivery.sequence == meeting.edition
    if told is None or not is_current or not told.invitation.stands or told.invitation.answer != Answer.NONE:
        return None
    return None if _is_reached_in_chat(transaction, delivery) else told


def _is_reached_in_chat(transaction: Transaction, delivery: Delivery) -> bool:
    """A mail to somebody who has got an account since it was owed: they are reminded there."""
    by_mail = delivery.route == Route.EMAIL and delivery.person_id is not None
    return by_mail and transaction.people.get(delivery.person_id or "").account is not None


def _answers(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> Facts | None:
    """For whoever is chair or secretary now."""
    seats = transaction.seats.of_committee(committee.id)
    role = role_of(PersonId(delivery.person_id or ""), seats, committee.today(now))
    if role not in OFFICERS:
        return None
    return outside_answers(transaction, committee, _meeting(transaction, delivery))


def _topic_waiting(
    transaction: Transaction, committee: Committee, delivery: Delivery, _now: datetime
) -> Facts | None:
    topic = transaction.topics.get(TopicId(delivery.subject_id))
    if topic.state != TopicState.PROPOSED and not delivery.was_tried:
        return None
    return topic_facts(transaction, committee, topic)


def _topic(
    transaction: Transaction, committee: Committee, delivery: Delivery, _now: datetime
) -> Facts | None:
    return topic_facts(transaction, committee, transaction.topics.get(TopicId(delivery.subject_id)))


def _action(
    transaction: Transaction, committee: Committee, delivery: Delivery, _now: datetime
) -> Facts | None:
    action = transaction.actions.get(ActionId(delivery.subject_id))
    if action.owner_id != delivery.person_id or not action.is_open:
        return None
    return action_facts(transaction, committee, action)


def _summary(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> Facts | None:
    return summary_facts(transaction, committee, _meeting(transaction, delivery), now)


def _summary_change(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> Facts | None:
    return SummaryChange(
        summary_facts(transaction, committee, _meeting(transaction, delivery), now),
        transaction.decisions.find(DecisionId(delivery.subject_id)),
        transaction.actions.find(ActionId(delivery.subject_id)),
    )


def _shared_entry(
    transaction: Transaction, committee: Committee, delivery: Delivery, _now: datetime
) -> Facts | None:
    """Only what people were told of, and nothing new that is off already."""
    meeting = _meeting(transaction, delivery)
    if delivery.was_tried:
        return SharedEntry(committee, meeting, stands=committee.shares_calendar)
    fresh = meeting.state not in {MeetingState.PLANNED, MeetingState.CANCELLED}
    return SharedEntry(committee, meeting, stands=True) if committee.shares_calendar and fresh else None


def _still_going(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> Facts | None:
    meeting = _meeting(transaction, delivery)
    asks = meeting.has_begun(now) and delivery.subject_id == ending_of(meeting)
    lives_on = delivery.route == Route.SLACK and delivery.was_tried
    if not (asks or lives_on):
        return None
    return StillGoing(meeting_facts(transaction, committee, meeting, now), asks)


def _meeting(transaction: Transaction, delivery: Delivery) -> Meeting:
    return transaction.meetings.get(delivery.meeting_id or "")


GATHER: dict[DeliveryKind, Callable[[Transaction, Committee, Delivery, datetime], Facts | None]] = {
    DeliveryKind.CARD: _card,
    DeliveryKind.REMINDER: _reminder,
    DeliveryKind.ANSWERS: _answers,
    DeliveryKind.WHO_COMES: who_comes,
    DeliveryKind.TOPIC_WAITING: _topic_waiting,
    DeliveryKind.TOPIC_SETTLED: _topic,
    DeliveryKind.TOPIC_MARK: _topic,
    DeliveryKind.ACTION_GIVEN: _action,
    DeliveryKind.SUMMARY: _summary,
    DeliveryKind.SUMMARY_CHANGED: _summary_change,
    DeliveryKind.SHARED_ENTRY: _shared_entry,
    DeliveryKind.MAILBOX_LEFT: mailbox_left,
    DeliveryKind.HELD_BACK: held_back,
    DeliveryKind.PROGRESS: progress,
    DeliveryKind.PROPOSAL: question_facts,
    DeliveryKind.PROPOSAL_REMINDER: reminder_facts,
    DeliveryKind.PROPOSAL_CARD: card_facts,
    DeliveryKind.PROPOSAL_OUTCOME: outcome_facts,
    DeliveryKind.PROPOSAL_WAITS: waits_facts,
    DeliveryKind.POLL: poll_facts.question_facts,
    DeliveryKind.POLL_REMINDER: poll_facts.reminder_facts,
    DeliveryKind.POLL_CARD: poll_facts.card_facts,
    DeliveryKind.POLL_WAITS: poll_facts.waits_facts,
    DeliveryKind.POLL_OVER: poll_facts.over_facts,
    DeliveryKind.STILL_GOING: _still_going,
    DeliveryKind.ENDED_BY_ITSELF: _summary,
    DeliveryKind.HELD_MAIL: due_held_mail,
    DeliveryKind.COUNTER_DECLINED: due_counter_declined,
    DeliveryKind.BOUNCE: due_bounce,
}

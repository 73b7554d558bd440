"""Paying what is owed: one delivery claimed with the facts of this moment, and what became of it written down."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.committee import OFFICERS, Committee, Role, role_of
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import ActionId, DecisionId, MeetingId, PersonId, TopicId
from bot.domain.invitation import Answer, GivenAnswer, Invitation, Standing
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.person import Person
from bot.domain.topic import TopicState
from bot.storage import Storage, Transaction
from bot.usecases import poll_facts
from bot.usecases.answer_history import outside_answers
from bot.usecases.asking import note_reached
from bot.usecases.facts import (
    ActionFacts,
    AnswersFacts,
    Change,
    InvitationFacts,
    MeetingFacts,
    SharedEntry,
    StillGoing,
    SummaryChange,
    SummaryFacts,
    TopicFacts,
)
from bot.usecases.gathering import meeting_facts, summary_facts, topic_facts
from bot.usecases.incoming_facts import (
    BounceFacts,
    CounterDeclined,
    HeldMailFacts,
    due_bounce,
    due_counter_declined,
    due_held_mail,
)
from bot.usecases.poll_facts import PollFacts
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposal_gathering import (
    card_facts,
    outcome_facts,
    question_facts,
    reminder_facts,
    waits_facts,
)

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
MOST_ATTEMPTS = 100  # about a day

Facts = (
    MeetingFacts
    | StillGoing
    | InvitationFacts
    | AnswersFacts
    | TopicFacts
    | ActionFacts
    | SummaryFacts
    | SummaryChange
    | ProposalFacts
    | PollFacts
    | SharedEntry
    | HeldMailFacts
    | CounterDeclined
    | BounceFacts
)


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed delivery and what it should say now. `person` is the recipient (None: the committee's channel); `thread`
    is the receipt of the message it belongs under.
    """

    delivery: Delivery
    committee: Committee
    facts: Facts
    person: Person | None = None
    thread: str = ""

    @property
    def is_in_doubt(self) -> bool:
        """An earlier attempt may have arrived: look before sending."""
        return self.delivery.attempted_at is not None


def is_due(storage: Storage, route: Route, now: datetime) -> bool:
    """A look that takes no lock."""
    with storage.reading() as transaction:
        due_at = transaction.deliveries.next_due(route)
    return due_at is not None and due_at <= now


def claim_due(storage: Storage, route: Route, worker: str, now: datetime) -> Due | None:
    """The next delivery that is due and still true; what is no longer true is voided on the way."""
    while True:
        with storage.transaction() as transaction:
            delivery = transaction.deliveries.claim_next(route, now, worker, LEASE)
            if delivery is None:
                return None
            due = _due(transaction, delivery, now)
            if due is not None:
                return due
            transaction.deliveries.put(_released(delivery).voided(now))


def settle_sent(storage: Storage, due: Due, receipt: str, now: datetime) -> None:
    """It arrived. If something newer has been asked for meanwhile, it stays owed."""
    with storage.transaction() as transaction:
        current = transaction.deliveries.for_change(due.delivery.id)
        newer = current.wanted > due.delivery.wanted
        transaction.deliveries.put(
            replace(
                _released(current),
                state=DeliveryState.OWED if newer else DeliveryState.SENT,
                shown=due.delivery.wanted,
                attempts=0,
                attempted_at=None,
                receipt=receipt,
                error="",
                settled_at=now,
            ),
        )
        note_reached(transaction, current, now)


def settle_needless(storage: Storage, due: Due, now: datetime) -> None:
    """It serves nothing: struck out, as what is no longer true."""
    with storage.transaction() as transaction:
        current = transaction.deliveries.for_change(due.delivery.id)
        transaction.deliveries.put(replace(_released(current), attempted_at=None).voided(now))


def settle_failed(
    storage: Storage,
    due: Due,
    reason: str,
    now: datetime,
    *,
    permanent: bool,
    in_doubt: bool,
    retry_after: float | None = None,
) -> None:
    """It did not arrive, or may not have: tried again later, each time after a longer pause, or given up visibly."""
    with storage.transaction() as transaction:
        current = transaction.deliveries.for_change(due.delivery.id)
        gives_up = permanent or current.attempts >= MOST_ATTEMPTS
        pause = timedelta(seconds=retry_after) if retry_after else pause_after(current.attempts)
        transaction.deliveries.put(
            replace(
                _released(current),
                state=DeliveryState.FAILED if gives_up else DeliveryState.OWED,
                due_at=now + pause,
                attempted_at=current.attempted_at if in_doubt else due.delivery.attempted_at,
                error=reason,
                settled_at=now if gives_up else None,
            ),
        )


def tidy(storage: Storage, now: datetime) -> None:
    """Forget requests that nobody repeats any more."""
    with storage.transaction() as transaction:
        transaction.requests.forget_old(now)


def pause_after(attempts: int) -> timedelta:
    """How long to wait before trying again after so many attempts: doubling, up to a limit."""
    doublings = min(max(attempts - 1, 0), 20)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _released(delivery: Delivery) -> Delivery:
    return replace(delivery, leased_to=None, leased_until=None)


def _due(transaction: Transaction, delivery: Delivery, now: datetime) -> Due | None:
    committee = transaction.committees.get(delivery.committee_id)
    person = transaction.people.get(delivery.person_id) if delivery.person_id else None
    facts = GATHER[delivery.kind](transaction, committee, delivery, now)
    if facts is None:
        return None
    belongs_under = THREADS.get((delivery.kind, delivery.route))
    if belongs_under is None:
        return Due(delivery, committee, facts, person)
    thread = belongs_under(transaction, delivery)
    return Due(delivery, committee, facts, person, thread) if thread else None


def _posted_summary(transaction: Transaction, delivery: Delivery) -> str:
    """While that is still to be posted, it will show the change itself."""
    posted = transaction.deliveries.keyed(f"{DeliveryKind.SUMMARY}:{Route.SLACK}:{delivery.meeting_id}")
    return posted.receipt if posted else ""


def _mailed_invitation(transaction: Transaction, delivery: Delivery) -> str:
    """Nobody is reminded of a mail that they have not got."""
    mailed = transaction.deliveries.of_meeting(_meeting_id(delivery), [DeliveryKind.INVITATION])
    own = (one for one in mailed if (one.person_id, one.route) == (delivery.person_id, Route.EMAIL))
    newest = max(own, key=_order, default=None)
    return newest.receipt if newest else ""


THREADS: dict[tuple[DeliveryKind, Route], Callable[[Transaction, Delivery], str]] = {
    (DeliveryKind.SUMMARY_CHANGED, Route.SLACK): _posted_summary,
    (DeliveryKind.REMINDER, Route.EMAIL): _mailed_invitation,
}
"""The receipt of the message that another belongs under; "" where there is none, and then it is not sent either."""


def _card(transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime) -> Facts | None:
    meeting = _meeting(transaction, delivery)
    if not (meeting.is_announced or delivery.was_tried):
        return None
    return meeting_facts(transaction, committee, meeting, now)


def _invitation(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> Facts | None:
    meeting = _meeting(transaction, delivery)
    invitation = transaction.invitations.of(meeting.id, PersonId(delivery.person_id or ""))
    if invitation is None:
        return None
    change = _change(meeting, invitation, delivery, _beside(transaction, delivery))
    return (
        None
        if change is None
        else _invitation_facts(transaction, committee, meeting, invitation, change, now)
    )


@dataclass(frozen=True, slots=True)
class _Beside:
    """What else a person has been sent of a meeting the same way, or may have been: of an earlier date; about the same
    one, before this; and whether something newer is owed.
    """

    earlier: bool
    before: bool
    newer: bool


def _change(meeting: Meeting, invitation: Invitation, delivery: Delivery, beside: _Beside) -> Change | None:
    """What the message should tell, or None when there is nothing (more) to tell. Sent again, it tells the same."""
    told_before = beside.earlier or beside.before or delivery.was_tried
    current = meeting.edition if delivery.route == Route.SLACK else meeting.sequence
    if delivery.sequence < current or (beside.newer and delivery.route == Route.SLACK):
        return Change.SUPERSEDED if delivery.route == Route.SLACK and delivery.was_tried else None
    if meeting.state == MeetingState.CANCELLED:
        return Change.CANCELLED if told_before else None
    if not invitation.stands:
        return Change.WITHDRAWN if told_before else None
    if not meeting.is_announced and not delivery.was_tried:
        return None
    if beside.before or not beside.earlier:
        return Change.INVITED
    return Change.MOVED if meeting.previous_start else Change.CHANGED


def _beside(transaction: Transaction, delivery: Delivery) -> _Beside:
    owed = transaction.deliveries.of_meeting(_meeting_id(delivery), [DeliveryKind.INVITATION])
    own = [
        one
        for one in owed
        if (one.person_id, one.route) == (delivery.person_id, delivery.route) and one.id != delivery.id
    ]
    told = [one for one in own if one.was_tried and _order(one) < _order(delivery)]
    return _Beside(
        earlier=any(one.sequence < delivery.sequence for one in told),
        before=any(one.sequence == delivery.sequence for one in told),
        newer=any(one.state != DeliveryState.VOID and _order(one) > _order(delivery) for one in own),
    )


def _order(delivery: Delivery) -> tuple[int, datetime, str]:
    return delivery.sequence, delivery.created_at, delivery.key


def _invitation_facts(
    transaction: Transaction,
    committee: Committee,
    meeting: Meeting,
    invitation: Invitation,
    change: Change,
    now: datetime,
) -> InvitationFacts:
    person = transaction.people.get(invitation.person_id)
    facts = meeting_facts(transaction, committee, meeting, now, person)
    today = committee.today(now)
    secretaries = (seat for seat in facts.seats if seat.role == Role.SECRETARY and seat.held_on(today))
    secretary = next((facts.people[seat.person_id] for seat in secretaries), None)
    hosts = (facts.people[guest.host_id] for guest in facts.guests if guest.person_id == person.id)
    taken_back = _taken_back(transaction, invitation)
    return InvitationFacts(
        facts,
        person,
        invitation,
        change,
        secretary,
        next(hosts, None),
        taken_back,
        transaction.people.get(taken_back.undone_by) if taken_back and taken_back.undone_by else None,
    )


def _taken_back(transaction: Transaction, invitation: Invitation) -> GivenAnswer | None:
    """The newest answer to what is asked now, if somebody else than its giver has undone it."""
    history = transaction.answers.to([invitation.id])
    standings = invitation.standings(history)
    answers = [one for one in history if standings[one.id] != Standing.OUTDATED]
    newest = answers[-1] if answers else None
    undone = newest is not None and newest.undone_by not in {None, invitation.person_id}
    return newest if undone else None


def _reminder(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> Facts | None:
    meeting = _meeting(transaction, delivery)
    invitation = transaction.invitations.of(meeting.id, PersonId(delivery.person_id or ""))
    stands = invitation is not None and invitation.stands and meeting.state == MeetingState.CONFIRMED
    if (
        not stands
        or invitation is None
        or invitation.answer != Answer.NONE
        or delivery.sequence != meeting.edition
        or _is_reached_in_chat(transaction, delivery)
    ):
        return None
    return _invitation_facts(transaction, committee, meeting, invitation, Change.INVITED, now)


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
    return ActionFacts(
        committee,
        _meeting(transaction, delivery),
        action,
        transaction.topics.get(action.topic_id) if action.topic_id else None,
        transaction.people.get(action.owner_id) if action.owner_id else None,
        transaction.people.get(action.recorded_by),
    )


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
    ending = f"{meeting.ends_by_itself_at:%Y%m%dT%H%M%S}"
    asks = meeting.has_begun(now) and delivery.subject_id == ending
    lives_on = delivery.route == Route.SLACK and delivery.was_tried
    if not (asks or lives_on):
        return None
    return StillGoing(meeting_facts(transaction, committee, meeting, now), asks)


def _meeting(transaction: Transaction, delivery: Delivery) -> Meeting:
    return transaction.meetings.get(delivery.meeting_id or "")


def _meeting_id(delivery: Delivery) -> MeetingId:
    return MeetingId(delivery.meeting_id or "")


GATHER: dict[DeliveryKind, Callable[[Transaction, Committee, Delivery, datetime], Facts | None]] = {
    DeliveryKind.CARD: _card,
    DeliveryKind.INVITATION: _invitation,
    DeliveryKind.REMINDER: _reminder,
    DeliveryKind.ANSWERS: _answers,
    DeliveryKind.TOPIC_WAITING: _topic_waiting,
    DeliveryKind.TOPIC_SETTLED: _topic,
    DeliveryKind.TOPIC_MARK: _topic,
    DeliveryKind.ACTION_GIVEN: _action,
    DeliveryKind.SUMMARY: _summary,
    DeliveryKind.SUMMARY_CHANGED: _summary_change,
    DeliveryKind.SHARED_ENTRY: _shared_entry,
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

"""Paying what is owed: deliveries claimed with the facts of this moment, and what became of them written down."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.committee import OFFICERS, Committee, role_of
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import ActionId, CommitteeId, DecisionId, DeliveryId, MeetingId, PersonId, TopicId
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.person import Person
from bot.domain.topic import TopicState
from bot.storage import Storage, Transaction
from bot.usecases import poll_facts
from bot.usecases.answer_history import outside_answers
from bot.usecases.asking import ask_by_mail, note_reached
from bot.usecases.bounces import take_refusal
from bot.usecases.distributing import owe_held_back, redraw_news
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
    SummaryChange,
    SummaryFacts,
    TopicFacts,
)
from bot.usecases.gathering import held_back, meeting_facts, progress, summary_facts, topic_facts
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
from bot.usecases.telling import (
    TAKES_AWAY,
    invitation_facts,
    invitations_told,
    readdressed,
    what_is_told,
    written,
)
from bot.usecases.who_comes import who_comes

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
    | HeldBack
    | Progress
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
    is the receipt of the message it belongs under; `told` is what the next one will find was said.
    """

    delivery: Delivery
    committee: Committee
    facts: Facts
    person: Person | None = None
    thread: str = ""
    told: str = ""

    @property
    def is_in_doubt(self) -> bool:
        """An earlier attempt may have arrived: look before sending."""
        return self.delivery.attempted_at is not None


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived; `receipt` finds it again."""

    due: Due
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSent:
    """It did not arrive, or may not have (`in_doubt`). `held_back`: by ourselves, until a person has mended something.
    `retry_after` is in seconds.
    """

    due: Due
    reason: str
    permanent: bool
    in_doubt: bool
    retry_after: float | None = None
    held_back: bool = False

    @property
    def refuses_recipient(self) -> bool:
        """Not the mail or us, but whom it is for."""
        to_a_mailbox = self.due.delivery.route == Route.EMAIL and self.reason.startswith("rcpt ")
        return self.permanent and to_a_mailbox


@dataclass(frozen=True, slots=True)
class NotTried:
    """It was claimed, and there was no time for it: somebody else takes it."""

    due: Due


@dataclass(frozen=True, slots=True)
class Needless:
    """As we are set up it serves nothing: struck out, as what is no longer true."""

    due: Due


Outcome = Sent | NotSent | NotTried | Needless


def is_due(storage: Storage, route: Route, now: datetime) -> bool:
    """A look that takes no lock."""
    with storage.reading() as transaction:
        due_at = transaction.deliveries.next_due(route)
    return due_at is not None and due_at <= now


def waiting(storage: Storage, route: Route, now: datetime) -> int:
    """How many are due and not sent yet."""
    with storage.reading() as transaction:
        return transaction.deliveries.due(route, now)


def claim_due(storage: Storage, route: Route, worker: str, now: datetime) -> Due | None:
    """The next delivery that is due and still true; what is no longer true is voided on the way."""
    return next(iter(claim_batch(storage, route, worker, now, most=1)), None)


def claim_batch(storage: Storage, route: Route, worker: str, now: datetime, *, most: int) -> list[Due]:
    """As `claim_due`, at most so many at once; none when nothing is due any more. What they are about is gathered once
    for all of them.
    """
    while True:
        with storage.transaction() as transaction:
            claimed = transaction.deliveries.claim(route, now, worker, LEASE, most=most)
            due = _due(transaction, claimed, now)
            true = {one.delivery.id for one in due}
            gone = [one.released().voided(now) for one in claimed if one.id not in true]
            transaction.deliveries.put_all(gone)
        if due or not claimed:
            return due


def settle(storage: Storage, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Writes down what became of claimed deliveries; people who wait for that see it."""
    with storage.transaction() as transaction:
        ids = [one.due.delivery.id for one in outcomes]
        current = transaction.deliveries.these_for_change(ids)
        settled = [_settled(current[one.due.delivery.id], one, now) for one in outcomes]
        transaction.deliveries.put_all(settled)
        ask_by_mail(transaction, settled, now)
        for one in outcomes:
            if isinstance(one, NotSent) and one.held_back:
                owe_held_back(transaction, one.due.committee, one.due.delivery, now)
            if isinstance(one, Sent):
                note_reached(transaction, one.due.delivery, now)
        redraw_news(transaction, [one.due.delivery for one in outcomes], now)
    for one in outcomes:
        if isinstance(one, NotSent) and one.refuses_recipient:
            # By itself: it locks the committee, which acts do before they lock any delivery.
            take_refusal(storage, one.due.delivery, one.reason, now)


def settle_sent(storage: Storage, due: Due, receipt: str, now: datetime) -> None:
    """It arrived. If something newer has been asked for meanwhile, it stays owed."""
    settle(storage, [Sent(due, receipt)], now)


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
    failed = NotSent(due=due, reason=reason, permanent=permanent, in_doubt=in_doubt, retry_after=retry_after)
    settle(storage, [failed], now)


def _settled(current: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    if isinstance(outcome, Sent):
        return _sent(current, outcome, now)
    if isinstance(outcome, NotSent):
        return _not_sent(current, outcome, now)
    if isinstance(outcome, Needless):
        return replace(current.released(), attempted_at=None).voided(now)
    found = outcome.due.delivery
    return replace(current.released(), attempts=found.attempts - 1, attempted_at=found.attempted_at)


def _sent(current: Delivery, sent: Sent, now: datetime) -> Delivery:
    newer = current.wanted > sent.due.delivery.wanted
    settled = replace(
        current.released(),
        state=DeliveryState.OWED if newer else DeliveryState.SENT,
        shown=sent.due.delivery.wanted,
        attempts=0,
        attempted_at=None,
        receipt=sent.receipt,
        error="",
        settled_at=now,
        told=sent.due.told,
        sent_to=_address_of(sent.due),
    )
    redrawn_at = _drawn_until(sent.due)
    return settled.owed_again(redrawn_at) if redrawn_at else settled


def _drawn_until(due: Due) -> datetime | None:
    """When a message that lives on is drawn again though nobody does anything. Each drawing owes the next, so that one in
    between does not use it up.
    """
    if due.delivery.route == Route.SLACK and isinstance(due.facts, PollFacts):
        return due.facts.drawn_until
    return None


def _address_of(due: Due) -> str:
    if due.delivery.route is not Route.EMAIL:
        return ""
    return due.delivery.address or (due.person.email if due.person else None) or ""


def _not_sent(current: Delivery, failed: NotSent, now: datetime) -> Delivery:
    gives_up = failed.permanent or current.attempts >= MOST_ATTEMPTS
    wait = failed.retry_after
    pause = timedelta(seconds=wait) if wait else pause_after(current.attempts)
    return replace(
        current.released(),
        state=DeliveryState.FAILED if gives_up else DeliveryState.OWED,
        due_at=now + pause,
        attempted_at=current.attempted_at if failed.in_doubt else failed.due.delivery.attempted_at,
        error=failed.reason,
        settled_at=now if gives_up else None,
    )


def tidy(storage: Storage, now: datetime) -> None:
    """Forget requests that nobody repeats any more."""
    with storage.transaction() as transaction:
        transaction.requests.forget_old(now)


def pause_after(attempts: int) -> timedelta:
    """How long to wait before trying again after so many attempts: doubling, up to a limit."""
    doublings = min(max(attempts - 1, 0), 20)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def _due(transaction: Transaction, claimed: Sequence[Delivery], now: datetime) -> list[Due]:
    """What each should say, in the order of the claim; what is no longer true is left out."""
    committees = _committees(transaction, claimed)
    people = transaction.people.named(one.person_id for one in claimed if one.person_id)
    facts = dict(_gathered(transaction, committees, claimed, now))
    told: dict[tuple[int, bool], str] = {}
    due = []
    for one in claimed:
        found = facts.get(one.id)
        thread = _thread(transaction, one)
        if found is None or thread is None:
            continue
        person = people[one.person_id] if one.person_id else None
        due.append(
            Due(one, committees[one.committee_id], found, person, thread, _to_be_told(one, found, told, now))
        )
    return due


def _committees(transaction: Transaction, claimed: Iterable[Delivery]) -> dict[CommitteeId, Committee]:
    return {
        committee_id: transaction.committees.get(committee_id)
        for committee_id in {one.committee_id for one in claimed}
    }


def _gathered(
    transaction: Transaction,
    committees: dict[CommitteeId, Committee],
    claimed: Iterable[Delivery],
    now: datetime,
) -> Iterable[tuple[DeliveryId, Facts | None]]:
    """Invitations to one meeting are gathered together; everything else is one message at a time."""
    together: dict[tuple[MeetingId | None, Route], list[Delivery]] = {}
    for one in claimed:
        if one.kind == DeliveryKind.INVITATION:
            together.setdefault((one.meeting_id, one.route), []).append(one)
        else:
            yield one.id, GATHER[one.kind](transaction, committees[one.committee_id], one, now)
    for some in together.values():
        yield from invitations_told(transaction, committees[some[0].committee_id], some, now).items()


def _to_be_told(delivery: Delivery, facts: Facts, known: dict[tuple[int, bool], str], now: datetime) -> str:
    """What the meeting is said to be; one that a newer message replaces says no more than it has. `known` keeps it for the
    readers who share their facts.
    """
    if not isinstance(facts, InvitationFacts):
        return ""
    if facts.change == Change.SUPERSEDED:
        return delivery.told
    key = id(facts.facts), facts.change in TAKES_AWAY
    if key not in known:
        told = what_is_told(facts.facts, now)
        known[key] = written(replace(told, stands=facts.change not in TAKES_AWAY))
    return known[key]


def _thread(transaction: Transaction, delivery: Delivery) -> str | None:
    """The message that this one belongs under, "" for none; None while that has not been sent."""
    belongs_under = THREADS.get((delivery.kind, delivery.route))
    return (belongs_under(transaction, delivery) or None) if belongs_under else ""


def _posted_summary(transaction: Transaction, delivery: Delivery) -> str:
    """While that is still to be posted, it will show the change itself."""
    posted = transaction.deliveries.keyed(f"{DeliveryKind.SUMMARY}:{Route.SLACK}:{delivery.meeting_id}")
    return posted.receipt if posted else ""


def _mailed_invitation(transaction: Transaction, delivery: Delivery) -> str:
    """Nobody is reminded of a mail that they have not got."""
    own = transaction.deliveries.sent_to(
        _meeting_id(delivery), [delivery.person_id or PersonId("")], [DeliveryKind.INVITATION], Route.EMAIL
    )
    return own[-1].receipt if own else ""


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
    DeliveryKind.MAILBOX_LEFT: readdressed,
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

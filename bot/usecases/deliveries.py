"""Paying what is owed: deliveries claimed with the facts of this moment, and what became of them written down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.delivery import Delivery, DeliveryState, Route
from bot.domain.ids import CommitteeId
from bot.storage import Storage, Transaction
from bot.usecases.asking import TO_WHOM_IS_ASKED, ask_by_mail, note_reached
from bot.usecases.bounces import take_refusal
from bot.usecases.distributing import owe_held_back, redraw_news
from bot.usecases.due import Due, due_now
from bot.usecases.poll_facts import PollFacts

LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
MOST_ATTEMPTS = 100  # about a day


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
            due = due_now(transaction, claimed, now)
            true = {one.delivery.id for one in due}
            gone = [one.released().voided(now) for one in claimed if one.id not in true]
            transaction.deliveries.put_all(gone)
        if due or not claimed:
            return due


def settle(storage: Storage, outcomes: Sequence[Outcome], now: datetime) -> None:
    """Writes down what became of claimed deliveries; people who wait for that see it."""
    for committee_id, some in _by_what_they_lock(outcomes).items():
        with storage.transaction() as transaction:
            if committee_id is not None:
                transaction.committees.for_change(committee_id)
            _settle(transaction, some, now)
    for one in outcomes:
        if isinstance(one, NotSent) and one.refuses_recipient:
            # By itself: it locks the committee, which acts do before they lock any delivery.
            take_refusal(storage, one.due.delivery, one.reason, now)


def _by_what_they_lock(outcomes: Sequence[Outcome]) -> Mapping[CommitteeId | None, Sequence[Outcome]]:
    """What became of a question is noted beside what was asked, which acts on the committee change too: they lock it before
    they touch that or any delivery. All others (None) lock no committee: their number is the larger one.
    """
    groups: dict[CommitteeId | None, list[Outcome]] = {}
    for one in outcomes:
        asks = isinstance(one, Sent | NotSent) and one.due.delivery.kind in TO_WHOM_IS_ASKED
        groups.setdefault(one.due.delivery.committee_id if asks else None, []).append(one)
    return groups


def _settle(transaction: Transaction, outcomes: Sequence[Outcome], now: datetime) -> None:
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

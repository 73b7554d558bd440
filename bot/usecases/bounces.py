"""Mail of ours that came back: who cannot be reached, who is told, and sending it once more."""

import re
from collections.abc import Iterable
from datetime import datetime

from bot.domain.bounce import Bounce
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.held_mail import AlreadySettled
from bot.domain.ids import BounceId, new_id
from bot.domain.permission import Act
from bot.domain.person import Person
from bot.domain.received import Bounced, Failure
from bot.storage import Storage, Transaction
from bot.usecases.access import Who, enter, existing
from bot.usecases.incoming_facts import BounceFacts, bounce_facts
from bot.usecases.telling_officers import owe_to_officers, redraw_for_officers

STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")  # RFC 3463


def take_bounce(transaction: Transaction, report: Bounced, about: Iterable[str], now: datetime) -> bool:
    """Whoever a mail did not reach is marked, and chair and secretary hear of it; a delay is nobody's business. `about`
    are the Message-IDs that the report itself answers. False when it is about no mail of ours: anybody can write a report,
    and only a Message-ID of ours shows that it is one.
    """
    sent = transaction.deliveries.with_receipts([*report.message_ids, *about])
    people = transaction.people.with_addresses(failure.address for failure in report.failures)
    found = [
        (delivery, failure)
        for failure in report.failures
        if (delivery := _delivery(list(sent.values()), people.get(failure.address)))
    ]
    for delivery, failure in sorted(found, key=lambda one: one[0].committee_id):
        if failure.final:
            _mark(transaction, delivery, failure, now)
    return bool(found)


def take_refusal(storage: Storage, refused: Delivery, reason: str, now: datetime) -> None:
    """The mail server would not take a mail for its recipient, for good: told like one that comes back. `reason` is the
    delivery's, as in "rcpt 550 5.1.1".
    """
    with storage.transaction() as transaction:
        person = transaction.people.get(refused.person_id) if refused.person_id else None
        if person is not None and person.email:
            status = STATUS.search(reason)
            _mark(transaction, refused, Failure(person.email, status[0] if status else "", final=True), now)


def send_bounced_again(storage: Storage, bounce_id: BounceId, who: Who, now: datetime) -> BounceFacts:
    """The same mail to the address that the person has now. Raises Gone, NotAllowed, AlreadySettled."""
    with storage.transaction() as transaction:
        found = existing(transaction.bounces.find(bounce_id))
        asker = enter(transaction, found.committee_id, who, now)
        asker.must(Act.SEE_DISTRIBUTION)
        bounce = transaction.bounces.get(bounce_id)  # again, now that nobody else can change it
        if bounce.again_by is not None:
            raise AlreadySettled(transaction.people.get(bounce.again_by).name)
        delivery = transaction.deliveries.for_change(bounce.delivery_id)
        if delivery.state is DeliveryState.FAILED:
            transaction.deliveries.put(delivery.tried_again(now))
        bounce = transaction.bounces.put(bounce.sent_again(asker.person.id, now))
        redraw_for_officers(transaction, DeliveryKind.BOUNCE, bounce.id, now)
        return bounce_facts(transaction, asker.committee, bounce)


def _delivery(sent: list[Delivery], person: Person | None) -> Delivery | None:
    """The mail that did not arrive. It may have been forwarded to an address we do not know."""
    if person:
        return next((one for one in sent if one.person_id == person.id), None)
    return sent[0] if len(sent) == 1 else None


def _mark(transaction: Transaction, found: Delivery, failure: Failure, now: datetime) -> None:
    """Unless it came back from a mailbox that they have left."""
    address = (found.sent_to or failure.address).lower()
    if found.person_id is None or found.kind is DeliveryKind.MAILBOX_LEFT:
        return
    if address != (transaction.people.get(found.person_id).email or "").lower():
        return
    committee = transaction.committees.for_change(found.committee_id)
    if transaction.bounces.of_delivery(found.id) is not None:
        return  # several servers may report the same
    bounce = transaction.bounces.add(
        Bounce(
            id=BounceId(new_id()),
            committee_id=committee.id,
            meeting_id=found.meeting_id,
            person_id=found.person_id,
            delivery_id=found.id,
            address=address,
            status=failure.status,
            heard_at=now,
        ),
    )
    delivery = transaction.deliveries.for_change(found.id)
    if delivery.state is DeliveryState.SENT:
        transaction.deliveries.put(delivery.came_back(bounce.reason, now))
    owe_to_officers(
        transaction,
        DeliveryKind.BOUNCE,
        committee,
        bounce.id,
        now,
        meeting_id=delivery.meeting_id,
        # A letter about a mail that came back may come back, too: that is not told by yet another letter.
        in_chat_only=found.kind is DeliveryKind.BOUNCE,
    )

"""Ledger rows for tests of the ledger itself."""

from datetime import datetime

from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import CommitteeId, DeliveryId, new_id
from bot.storage import Storage


def debt(committee_id: CommitteeId, key: str, due_at: datetime, route: Route = Route.SLACK) -> Delivery:
    return Delivery(
        id=DeliveryId(new_id()),
        key=key,
        kind=DeliveryKind.CARD,
        route=route,
        committee_id=committee_id,
        meeting_id=None,
        person_id=None,
        subject_id="",
        sequence=0,
        due_at=due_at,
        created_at=due_at,
    )


def owe(storage: Storage, *deliveries: Delivery) -> None:
    with storage.transaction() as transaction:
        for delivery in deliveries:
            transaction.deliveries.owe(delivery)


def stored(storage: Storage, key: str) -> Delivery:
    with storage.reading() as transaction:
        found = transaction.deliveries.keyed(key)
    assert found is not None
    return found

"""The ledger: each debt is claimed by one worker at a time, in the order it fell due, and never forgotten."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.committee import Committee
from bot.domain.delivery import Delivery, DeliveryState, Route
from bot.storage import Storage
from tests.storage.ledger import debt, owe, stored
from tests.threads import at_once
from tests.town import NOW, bare_council

LEASE = timedelta(minutes=2)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def committee(storage: Storage) -> Committee:
    """Debts are of a committee; this one has nothing but its secretary."""
    return bare_council(storage)


def claim(
    storage: Storage, now: datetime = NOW, worker: str = "one", route: Route = Route.SLACK
) -> Delivery | None:
    with storage.transaction() as transaction:
        return next(iter(transaction.deliveries.claim(route, now, worker, LEASE, most=1)), None)


def test_claiming_takes_what_has_been_due_longest(storage: Storage, committee: Committee) -> None:
    late, early = debt(committee.id, "late", NOW - MINUTE), debt(committee.id, "early", NOW - 2 * MINUTE)
    owe(storage, late, early)
    claimed = [claim(storage), claim(storage), claim(storage)]
    assert [one and one.key for one in claimed] == ["early", "late", None]


def test_claiming_leaves_what_is_not_due(storage: Storage, committee: Committee) -> None:
    owe(storage, debt(committee.id, "tomorrow", NOW + MINUTE))
    assert claim(storage) is None


def test_claiming_leaves_the_other_route_alone(storage: Storage, committee: Committee) -> None:
    owe(storage, debt(committee.id, "mail", NOW, Route.EMAIL))
    assert claim(storage) is None
    mail = claim(storage, route=Route.EMAIL)
    assert mail is not None
    assert mail.key == "mail"


def test_claimed_debt_is_leased_and_marked_as_tried(storage: Storage, committee: Committee) -> None:
    owed = debt(committee.id, "card", NOW)
    owe(storage, owed)
    leased = replace(owed, attempts=1, leased_to="one", leased_until=NOW + LEASE)
    assert claim(storage) == leased
    assert stored(storage, "card") == replace(leased, attempted_at=NOW)


def test_leased_debt_is_left_alone_until_the_lease_ends(storage: Storage, committee: Committee) -> None:
    owe(storage, debt(committee.id, "card", NOW))
    claim(storage, worker="dies")
    assert claim(storage, NOW + LEASE - MINUTE, "two") is None
    again = claim(storage, NOW + LEASE, "two")
    assert again is not None
    assert (again.leased_to, again.attempts) == ("two", 2)


def test_debt_of_a_dead_worker_comes_back_in_doubt(storage: Storage, committee: Committee) -> None:
    """Its first attempt may have reached the recipient: whoever takes over must look."""
    owe(storage, debt(committee.id, "card", NOW))
    claim(storage, worker="dies")
    again = claim(storage, NOW + LEASE, "two")
    assert again is not None
    assert again.attempted_at == NOW


def test_owing_the_same_again_asks_for_something_newer(storage: Storage, committee: Committee) -> None:
    owe(storage, debt(committee.id, "card", NOW))
    owe(storage, debt(committee.id, "card", NOW + MINUTE))
    with storage.reading() as transaction:
        rows = transaction.deliveries._where()
    assert [(row.key, row.wanted, row.due_at) for row in rows] == [("card", 2, NOW)]


def test_owing_again_what_was_sent_makes_it_due_again(storage: Storage, committee: Committee) -> None:
    sent = replace(
        debt(committee.id, "card", NOW),
        state=DeliveryState.SENT,
        shown=1,
        receipt="C1:1.0",
        settled_at=NOW,
    )
    with storage.transaction() as transaction:
        transaction.deliveries.add(sent)
    owe(storage, debt(committee.id, "card", NOW + MINUTE))
    expected = replace(sent, state=DeliveryState.OWED, wanted=2, due_at=NOW + MINUTE, settled_at=None)
    assert stored(storage, "card") == expected


def test_next_due_tells_when_a_worker_is_needed(storage: Storage, committee: Committee) -> None:
    owe(storage, debt(committee.id, "b", NOW + MINUTE), debt(committee.id, "a", NOW + 2 * MINUTE))
    with storage.reading() as transaction:
        times = [transaction.deliveries.next_due(route) for route in Route]
    assert times == [NOW + MINUTE, None, None]


def test_overdue_and_failed_are_counted(storage: Storage, committee: Committee) -> None:
    failed = replace(debt(committee.id, "failed", NOW, Route.EMAIL), state=DeliveryState.FAILED)
    owe(storage, debt(committee.id, "late", NOW - MINUTE), debt(committee.id, "due", NOW), failed)
    with storage.reading() as transaction:
        ledger = transaction.deliveries
        assert (ledger.overdue(NOW), ledger.failed(Route.EMAIL), ledger.failed(Route.SLACK)) == (1, 1, 0)


def test_two_workers_never_claim_the_same(storage: Storage, committee: Committee) -> None:
    owe(storage, *(debt(committee.id, f"debt {n}", NOW) for n in range(30)))

    def work(name: str) -> list[str]:
        keys = []
        while one := claim(storage, worker=name):
            keys.append(one.key)
        return keys

    first, second, third = at_once(*(lambda name=name: work(name) for name in ("one", "two", "three")))
    assert sorted(first + second + third) == sorted(f"debt {n}" for n in range(30))


def test_raise_while_a_worker_settles_is_not_lost(storage: Storage, committee: Committee) -> None:
    """Somebody answers while the card is being updated: the card is owed again, and its receipt is kept."""
    owe(storage, debt(committee.id, "card", NOW))
    claimed = claim(storage)
    assert claimed is not None
    settling, raised = threading.Event(), threading.Event()

    def settle() -> None:
        with storage.transaction() as transaction:
            current = transaction.deliveries.for_change(claimed.id)
            settling.set()
            raised.wait(0.3)  # the other one has begun, and waits for us
            sent = replace(current, state=DeliveryState.SENT, shown=claimed.wanted, receipt="C1:1.0")
            transaction.deliveries.put(sent)

    def answer() -> None:
        settling.wait()
        owe(storage, debt(committee.id, "card", NOW))
        raised.set()

    at_once(settle, answer)
    after = stored(storage, "card")
    assert (after.state, after.wanted, after.shown, after.receipt) == (DeliveryState.OWED, 2, 1, "C1:1.0")

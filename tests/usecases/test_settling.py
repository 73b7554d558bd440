"""What became of a message that was sent, or was not."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.delivery import Delivery, DeliveryState, Route
from bot.domain.invitation import Answer
from bot.storage import Storage
from bot.usecases.answers import answer_invitation
from bot.usecases.deliveries import LEASE, LONGEST_PAUSE, MOST_ATTEMPTS, claim_due, is_due, pause_after
from bot.usecases.due import Due
from tests.settling import settle_failed, settle_sent
from tests.town import NOW, POLICE, confirmed, sent_all

LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def due(town: Storage) -> Due:
    confirmed(town)
    found = claim_due(town, Route.EMAIL, "worker", NOW)
    assert found is not None
    return found


def test_sent_message_keeps_its_receipt(town: Storage, due: Due) -> None:
    settle_sent(town, due, "<id@kallelse>", LATER)
    row = stored(town, due)
    assert (row.state, row.shown, row.receipt, row.leased_to, row.attempted_at, row.settled_at) == (
        DeliveryState.SENT,
        1,
        "<id@kallelse>",
        None,
        None,
        LATER,
    )


def stored(storage: Storage, due: Due) -> Delivery:
    with storage.reading() as transaction:
        return transaction.deliveries.get(due.delivery.id)


def test_something_newer_asked_for_meanwhile_stays_owed(town: Storage, due: Due) -> None:
    with town.transaction() as transaction:
        transaction.deliveries.owe(replace(due.delivery, due_at=LATER))
    settle_sent(town, due, "<id@kallelse>", LATER)
    row = stored(town, due)
    assert (row.state, row.wanted, row.shown, row.receipt) == (DeliveryState.OWED, 2, 1, "<id@kallelse>")


def test_temporary_failure_is_tried_again_later(town: Storage, due: Due) -> None:
    settle_failed(town, due, "timeout", LATER, permanent=False, in_doubt=False)
    row = stored(town, due)
    assert (row.state, row.due_at, row.error, row.leased_to, row.attempted_at) == (
        DeliveryState.OWED,
        LATER + pause_after(1),
        "timeout",
        None,
        None,
    )


def test_failure_in_doubt_stays_marked(town: Storage, due: Due) -> None:
    settle_failed(town, due, "connection lost", LATER, permanent=False, in_doubt=True)
    again = next(
        one
        for one in iter(lambda: claim_due(town, Route.EMAIL, "worker", LATER + LEASE), None)
        if one.delivery.id == due.delivery.id
    )
    assert (due.is_in_doubt, again.is_in_doubt) == (False, True)


def test_server_says_when_to_come_back(town: Storage, due: Due) -> None:
    settle_failed(town, due, "rate limited", LATER, permanent=False, in_doubt=False, retry_after=30)
    assert stored(town, due).due_at == LATER + timedelta(seconds=30)


def test_permanent_failure_is_given_up_visibly(town: Storage, due: Due) -> None:
    settle_failed(town, due, "no such mailbox", LATER, permanent=True, in_doubt=False)
    row = stored(town, due)
    assert (row.state, row.error, row.settled_at) == (DeliveryState.FAILED, "no such mailbox", LATER)


def test_message_is_given_up_after_about_a_day(town: Storage, due: Due) -> None:
    with town.transaction() as transaction:
        transaction.deliveries.put(replace(due.delivery, attempts=MOST_ATTEMPTS))
    settle_failed(town, due, "timeout", LATER, permanent=False, in_doubt=False)
    assert stored(town, due).state == DeliveryState.FAILED
    whole = sum((pause_after(attempts) for attempts in range(1, MOST_ATTEMPTS)), timedelta())
    assert timedelta(hours=20) < whole < timedelta(hours=30)


def test_pauses_double_up_to_a_limit() -> None:
    assert [pause_after(attempts).total_seconds() for attempts in (0, 1, 2, 3, 4)] == [5, 5, 10, 20, 40]
    assert pause_after(10_000) == LONGEST_PAUSE


def test_looking_for_work_tells_each_way_apart(town: Storage) -> None:
    assert [is_due(town, route, NOW) for route in Route] == [False, False, False]
    meeting = confirmed(town)
    sent_all(town, LATER)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, LATER)
    assert [is_due(town, route, LATER) for route in Route] == [True, False, False]

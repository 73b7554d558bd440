"""A message that lives on is owed again by counting what it should show."""

from dataclasses import replace

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import DeliveryId
from tests.domain.samples import BRA, HOUR, START

OWED = Delivery(
    id=DeliveryId("card"),
    key="card",
    kind=DeliveryKind.CARD,
    route=Route.SLACK,
    committee_id=BRA,
    meeting_id=None,
    person_id=None,
    subject_id="",
    sequence=0,
    due_at=START,
    created_at=START,
)
SENT = replace(OWED, state=DeliveryState.SENT, shown=1, attempts=4, receipt="C1:1.0", settled_at=START)


def test_waiting_message_keeps_its_due_time_and_attempts() -> None:
    waiting = replace(OWED, attempts=2, error="timeout")
    assert waiting.owed_again(START + HOUR) == replace(waiting, wanted=2, error="")


def test_sent_message_is_due_again_and_keeps_its_receipt() -> None:
    again = SENT.owed_again(START + HOUR)
    assert again == replace(
        SENT, state=DeliveryState.OWED, wanted=2, due_at=START + HOUR, attempts=0, settled_at=None
    )


def test_failed_message_tried_again_is_the_very_same() -> None:
    failed = replace(OWED, state=DeliveryState.FAILED, attempts=100, error="bounced", settled_at=START)
    assert failed.tried_again(START + HOUR) == replace(OWED, due_at=START + HOUR)


def test_message_was_tried_when_it_arrived_or_may_have() -> None:
    attempted = replace(OWED, attempted_at=START)
    assert [one.was_tried for one in (OWED, attempted, SENT)] == [False, True, True]

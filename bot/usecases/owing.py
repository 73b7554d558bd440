"""What acts make us owe to people: rows in the ledger, written in the act's own transaction.

Which acts owe what stands in owing_invitations.py, owing_meetings.py, owing_records.py, proposal_owing.py and poll_owing.py.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec

from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import CommitteeId, DeliveryId, MeetingId, PersonId, new_id
from bot.storage import Transaction

P = ParamSpec("P")

GATHERING = timedelta(seconds=3)
AGENDA_GATHERING = timedelta(minutes=1)
"""An agenda is changed topic by topic, and everybody's invitation shows it."""


def debt(  # noqa: PLR0913  a ledger row has that many facts
    kind: DeliveryKind,
    route: Route,
    now: datetime,
    *,
    key: str,
    committee_id: CommitteeId,
    meeting_id: MeetingId | None = None,
    person_id: PersonId | None = None,
    subject_id: str = "",
    sequence: int = 0,
    due_at: datetime | None = None,
    address: str = "",
) -> Delivery:
    """One row. `key` is what makes it the same debt: it is prefixed with kind and route."""
    return Delivery(
        id=DeliveryId(new_id()),
        key=f"{kind}:{route}:{key}",
        kind=kind,
        route=route,
        committee_id=committee_id,
        meeting_id=meeting_id,
        person_id=person_id,
        subject_id=subject_id,
        sequence=sequence,
        due_at=due_at or now,
        created_at=now,
        address=address,
    )


def _entered(row: Callable[P, Delivery]) -> Callable[Concatenate[Transaction, P], None]:
    """As `row`, and what it makes stands in the ledger of the transaction, which comes first."""

    def enter(transaction: Transaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
        transaction.deliveries.owe(row(*args, **kwargs))

    return enter


owe = _entered(debt)


def redraw_sent(
    transaction: Transaction,
    deliveries: Iterable[Delivery],
    due_at: datetime,
    *,
    of: PersonId | None = None,
) -> None:
    """What has been sent in chat (`of` whom, else of everybody) should show what is true now. Mails stay as they were."""
    transaction.deliveries.put_all(
        [
            one.owed_again(due_at)
            for one in deliveries
            if one.route == Route.SLACK and one.was_tried and of in {None, one.person_id}
        ]
    )

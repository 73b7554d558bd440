"""Sending what is owed, whichever way: the loop's one turn, and what can go wrong with one message."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import structlog

from bot.domain.delivery import Route
from bot.domain.errors import KallelseError
from bot.storage import Storage
from bot.usecases.deliveries import Needless, NotSent, Outcome, Sent, claim_due, is_due, settle
from bot.usecases.due import Due

log = structlog.get_logger()


@dataclass(eq=False, kw_only=True)
class DeliveryError(KallelseError):
    """One message did not reach one recipient. `permanent`: trying again will not help. `in_doubt`: it may have arrived.
    `held_back`: we did not let it go, and a person has to mend something first.
    `needless`: as we are set up it would serve nothing, so nobody is told that it was not sent.

    `reason` is for operators and the secretary, without addresses, secrets or message text; `retry_after` is in seconds.
    """

    permanent: bool
    reason: str
    retry_after: float | None = None
    in_doubt: bool = False
    held_back: bool = False
    needless: bool = False


class Notifier(Protocol):
    """One way to reach people."""

    def send(self, due: Due) -> str:
        """Send or update one message and return the receipt that finds it again. When `due.is_in_doubt`, an earlier
        attempt may have arrived: look first where the route can. Raises DeliveryError.
        """


def deliver_due(
    storage: Storage,
    route: Route,
    notifier: Notifier,
    worker: str,
    clock: Callable[[], datetime],
    *,
    wanted: Callable[[], bool] = lambda: True,
) -> int:
    """Everything on the route that is due now, one after another, until nothing is left or it is not `wanted` any more.
    Returns how many messages were tried. For many at once there is bot/lanes.py.
    """
    tried = 0
    while wanted() and is_due(storage, route, clock()):
        due = claim_due(storage, route, worker, clock())
        if due is None:
            break
        settle(storage, [attempt(notifier, due)], clock())
        tried += 1
    return tried


def attempt(notifier: Notifier, due: Due) -> Outcome:
    """One message, and what became of it. What nobody foresaw counts as a failure of this message alone."""
    about = {"delivery": due.delivery.id, "kind": due.delivery.kind, "route": due.delivery.route}
    try:
        receipt = notifier.send(due)
    except DeliveryError as error:
        if error.needless:
            return Needless(due)
        log.warning("delivery failed", reason=error.reason, permanent=error.permanent, **about)
        return NotSent(
            due=due,
            reason=error.reason,
            permanent=error.permanent,
            in_doubt=error.in_doubt,
            retry_after=error.retry_after,
            held_back=error.held_back,
        )
    except Exception as error:  # a fault of ours must not stop the others
        log.exception("delivery broke", **about)
        return NotSent(due=due, reason=type(error).__name__, permanent=False, in_doubt=True)
    log.info("delivered", **about)
    return Sent(due, receipt)

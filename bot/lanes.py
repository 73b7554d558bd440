"""Many messages at once: several lanes side by side, so that one slow recipient holds up nobody, with claims and
settlements in batches, so that the database is asked for hundreds together.
"""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

import structlog

from bot.delivery import Notifier, attempt
from bot.domain.delivery import Route
from bot.storage import Storage
from bot.usecases.deliveries import Due, NotTried, Outcome, claim_batch, is_due, settle, waiting

log = structlog.get_logger()
SETTLE_EVERY_SECONDS = 0.25
LINE_EVERY_SECONDS = 3.0
ENOUGH_TIME = timedelta(seconds=60)
"""What an attempt may take: with less than that left of its lease, a message is left for the next claim."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many lanes send side by side, and how many messages are claimed together."""

    lanes: int
    batch: int


class Lanes:
    """Threads that send what is put before them; they end when the block does."""

    def __init__(self, notifier: Notifier, pace: Pace, clock: Callable[[], datetime]) -> None:
        self._notifier = notifier
        self._clock = clock
        self._stopping = threading.Event()
        self._claimed: queue.SimpleQueue[Due | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Outcome | BaseException] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"lane-{number}", daemon=True)
            for number in range(pace.lanes)
        ]
        self.under_way = 0

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for _thread in self._threads:
            self._claimed.put(None)
        for thread in self._threads:
            thread.join()

    def take(self, claimed: list[Due]) -> None:
        self.under_way += len(claimed)
        for due in claimed:
            self._claimed.put(due)

    def put_back_the_rest(self) -> None:
        """What no lane has begun with is not tried."""
        self._stopping.set()

    def outcomes(self, seconds: float) -> list[Outcome]:
        """What became of messages since the last look, waiting so long for the rest. Raises what ended a lane."""
        until = time.monotonic() + seconds
        found: list[Outcome] = []
        while self.under_way and (left := until - time.monotonic()) > 0:
            try:
                outcome = self._done.get(timeout=left)
            except queue.Empty:
                break
            if isinstance(outcome, BaseException):
                raise outcome
            found.append(outcome)
            self.under_way -= 1
        return found

    def _work(self) -> None:
        while (due := self._claimed.get()) is not None:
            try:
                self._done.put(self._outcome(due))
            except BaseException as error:  # noqa: BLE001  the thread that settles raises it
                self._done.put(error)
                return

    def _outcome(self, due: Due) -> Outcome:
        lease = due.delivery.leased_until
        if self._stopping.is_set() or (lease is not None and self._clock() > lease - ENOUGH_TIME):
            return NotTried(due)
        return attempt(self._notifier, due)


def deliver_many(
    storage: Storage,
    route: Route,
    notifier: Notifier,
    worker: str,
    clock: Callable[[], datetime],
    pace: Pace,
    *,
    wanted: Callable[[], bool] = lambda: True,
) -> int:
    """Everything on the route that is due now, until nothing is left or it is not `wanted` any more. Returns how many
    messages were tried. The next batch is claimed while the lanes still work on the one before.
    """
    if not (wanted() and is_due(storage, route, clock())):
        return 0
    progress = ProgressLine(storage, route, clock)
    with Lanes(notifier, pace, clock) as lanes:
        while True:
            if not wanted():
                lanes.put_back_the_rest()
            elif lanes.under_way <= pace.batch // 2 and is_due(storage, route, clock()):
                lanes.take(claim_batch(storage, route, worker, clock(), most=pace.batch))
            if not lanes.under_way:
                break
            outcomes = lanes.outcomes(SETTLE_EVERY_SECONDS)
            if outcomes:
                settle(storage, outcomes, clock())
                progress.note(sum(not isinstance(one, NotTried) for one in outcomes))
    progress.end()
    return progress.tried


class ProgressLine:
    """A line in the log every few seconds: how far a long round has come."""

    def __init__(self, storage: Storage, route: Route, clock: Callable[[], datetime]) -> None:
        self._storage = storage
        self._route = route
        self._clock = clock
        self._said = time.monotonic()
        self._long = False
        self.tried = 0

    def note(self, tried: int) -> None:
        self.tried += tried
        if time.monotonic() - self._said >= LINE_EVERY_SECONDS:
            self._said = time.monotonic()
            self._long = True
            left = waiting(self._storage, self._route, self._clock())
            log.info("delivering", route=self._route, done=self.tried, all=self.tried + left)

    def end(self) -> None:
        """Only where there were lines before it."""
        if self._long:
            log.info("delivering", route=self._route, done=self.tried, all=self.tried)

"""Many messages at once: several lanes side by side, so that one slow recipient holds up nobody, with claims and
settlements in batches, so that the database is asked for hundreds together.
"""

import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

import structlog

from bot.delivery import Notifier, attempt
from bot.domain.delivery import Route
from bot.storage import Storage
from bot.usecases.deliveries import NotTried, Outcome, claim_batch, is_due, settle, waiting
from bot.usecases.due import Due

log = structlog.get_logger()
SETTLE_EVERY_SECONDS = 0.25
LINE_EVERY_SECONDS = 3.0
ENOUGH_TIME = timedelta(seconds=60)
"""What an attempt may take: with less than that left of its lease, a message is left for the next claim."""
SETTLE_AGAIN_AFTER = (0.5, 1, 2, 4, 8, 16, 16)
"""Seconds. Together less than ENOUGH_TIME, for a database that is restarted."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many lanes send side by side, and how many messages are claimed together."""

    lanes: int
    batch: int


class Lanes:
    """Threads that send what is put before them; they end when the block does, at once where it ends by an error.
    `under_way` are those that nobody knows the outcome of, `unsettled` the outcomes that are not written down.
    """

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
        self.unsettled: list[Outcome] = []

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            self.put_back_the_rest()
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

    def look(self, seconds: float) -> None:
        """Finds out what became of messages, waiting so long for them. Raises what ended a lane."""
        until = time.monotonic() + seconds
        while self.under_way and (left := until - time.monotonic()) > 0:
            try:
                self._note(self._done.get(timeout=left))
            except queue.Empty:
                break

    def _note(self, outcome: Outcome | BaseException) -> None:
        self.under_way -= 1
        if isinstance(outcome, BaseException):
            raise outcome
        self.unsettled.append(outcome)

    def settle(self, storage: Storage) -> int:
        """Writes down what is known. Returns how many messages were tried."""
        settle(storage, self.unsettled, self._clock())
        tried = sum(not isinstance(one, NotTried) for one in self.unsettled)
        self.unsettled = []
        return tried

    def settle_the_last(self, storage: Storage) -> None:
        """After the block ended by an error: what went out must not go out again, so it is tried until it is written
        down, or a lease runs out and somebody else may be at the message.
        """
        while not self._done.empty():
            with suppress(BaseException):  # one error is on its way already
                self._note(self._done.get())
        if not self.unsettled:
            return
        held_until = min(one.due.delivery.leased_until or self._clock() for one in self.unsettled)
        for pause in (*SETTLE_AGAIN_AFTER, None):
            try:
                self.settle(storage)
            except Exception:  # whatever it is: the round raises what went wrong first
                log.exception("outcomes are not written down", messages=len(self.unsettled))
            else:
                return
            if pause is None or self._clock() + timedelta(seconds=pause) > held_until:
                return
            time.sleep(pause)

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

    When the database fails, no further mail is begun, and the round ends with that error once what was sent is written
    down.
    """
    if not (wanted() and is_due(storage, route, clock())):
        return 0
    progress = ProgressLine(storage, route, clock)
    lanes = Lanes(notifier, pace, clock)
    try:
        with lanes:
            while True:
                if not wanted():
                    lanes.put_back_the_rest()
                elif lanes.under_way <= pace.batch // 2 and is_due(storage, route, clock()):
                    lanes.take(claim_batch(storage, route, worker, clock(), most=pace.batch))
                if not lanes.under_way:
                    break
                lanes.look(SETTLE_EVERY_SECONDS)
                if lanes.unsettled:
                    progress.note(lanes.settle(storage))
    except BaseException:
        lanes.settle_the_last(storage)
        raise
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

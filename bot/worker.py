"""The loop that pays what is owed: a thread for each route, so that a slow mail server does not hold up the chat; and one
for what happens because its hour has come.
"""

import os
import socket
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

import structlog

from bot.delivery import Notifier, deliver_due
from bot.domain.delivery import Route
from bot.lanes import Pace, deliver_many
from bot.storage import Storage
from bot.usecases.deliveries import tidy
from bot.usecases.keeping_time import keep_time

log = structlog.get_logger()
PAUSE_SECONDS = 0.3
CLOCK_PAUSE_SECONDS = 1.0
TIDY_EVERY = timedelta(hours=1)


class Worker:
    """Starts and stops the loop; `last_round` says for each route when it last looked. A route without a pace of its own
    sends one message after another.
    """

    def __init__(
        self,
        storage: Storage,
        notifiers: Mapping[Route, Notifier],
        clock: Callable[[], datetime],
        paces: Mapping[Route, Pace] = MappingProxyType({}),
    ) -> None:
        self._storage = storage
        self._notifiers = notifiers
        self._clock = clock
        self._paces = paces
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []
        self._name = f"{socket.gethostname()}:{os.getpid()}"
        self._tidied: datetime | None = None
        self.last_round: dict[Route, datetime] = {}

    def start(self) -> None:
        for route, notifier in self._notifiers.items():
            thread = threading.Thread(
                target=self._run, args=(route, notifier), name=f"deliver-{route}", daemon=True
            )
            thread.start()
            self._threads.append(thread)
        watching = threading.Thread(target=self._watch_the_clock, name="keep-time", daemon=True)
        watching.start()
        self._threads.append(watching)

    def stop(self, timeout: float = 10) -> None:
        """What is being sent is finished; what is still owed stays owed."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout)

    def _run(self, route: Route, notifier: Notifier) -> None:
        while not self._stopping.is_set():
            try:
                self._deliver(route, notifier)
                self.last_round[route] = self._clock()
            except (
                Exception
            ):  # the database may be away for a while; what is owed is still there when it is back
                log.exception("the delivery loop stumbled", route=route)
            self._stopping.wait(PAUSE_SECONDS)

    def _deliver(self, route: Route, notifier: Notifier) -> None:
        def wanted() -> bool:
            self.last_round[route] = self._clock()  # a round may be long
            return not self._stopping.is_set()

        if route in self._paces:
            pace = self._paces[route]
            deliver_many(self._storage, route, notifier, self._name, self._clock, pace, wanted=wanted)
        else:
            deliver_due(self._storage, route, notifier, self._name, self._clock, wanted=wanted)

    def _watch_the_clock(self) -> None:
        while not self._stopping.is_set():
            try:
                keep_time(self._storage, self._clock())
                self._tidy_now_and_then()
            except Exception:  # as above: what was due a moment ago is still due in a moment
                log.exception("keeping time stumbled")
            self._stopping.wait(CLOCK_PAUSE_SECONDS)

    def _tidy_now_and_then(self) -> None:
        now = self._clock()
        if self._tidied is None or now - self._tidied >= TIDY_EVERY:
            self._tidied = now
            tidy(self._storage, now)

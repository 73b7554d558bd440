"""The app as it is installed in the workspace: what it may do, how it is reached, what it did wrong."""

import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.faults import EVENTS, Faults
from bot.sandbox.ids import new_id
from bot.sandbox.link import Ack, Link, Retry, lost
from bot.sandbox.manifest import EVENT_SCOPES, Manifest
from bot.sandbox.refusal import Refused
from bot.sandbox.response_urls import ResponseUrls
from bot.sandbox.triggers import Triggers
from bot.sandbox.uploads import Uploads
from bot.sandbox.workspace import Workspace

RETRY_AFTER_SECONDS = (0.0, 60.0, 300.0)
"""Slack repeats an event nobody acknowledged: nearly at once, after a minute, after five."""

LOOK_AGAIN_SECONDS = 0.1
"""How soon a bot that was away is found to be back."""


class App:
    def __init__(self, manifest: Manifest, workspace: Workspace) -> None:
        self.manifest = manifest
        self.workspace = workspace
        self.bot_token = "xoxb-sandbox-" + secrets.token_hex(12)
        self.app_token = "xapp-sandbox-" + secrets.token_hex(12)
        self.signing_secret = secrets.token_hex(16)
        self.triggers = Triggers(workspace.news)
        self.response_urls = ResponseUrls(workspace.clock)
        self.faults = Faults()
        self.uploads = Uploads()
        self.url = ""
        self.link: Link | None = None
        self.refused: list[Refused] = []
        self._stopping = threading.Event()
        self._in_flight = 0
        self._last_heard = 0.0

    def response_url(self, channel: str, user: str, ts: str | None = None) -> str:
        return f"{self.url}/response/{self.response_urls.give(channel, user, ts)}"

    def refuse(self, what: str, error: str, detail: str = "") -> None:
        with self.workspace.news.changed:
            self.refused.append(Refused(what, error, detail))
            self.workspace.news.tell("refused", what=what, error=error, detail=detail)

    def is_connected(self) -> bool:
        return bool(self.link and self.link.is_connected())

    def ask(self, kind: str, payload: Mapping[str, Any], what: str) -> Ack:
        """Hands a person's act to the bot and waits for the ack; a missing or late one is remembered."""
        if kind == "interactive" and not self.manifest.interactive:
            return Ack({}, "not_configured", "the manifest does not enable interactivity")
        ack = self._send(kind, payload)
        if ack.error and not ack.is_lost:
            self.refuse(what, ack.error, ack.detail)
        return ack

    def _send(self, kind: str, payload: Mapping[str, Any], retry: Retry | None = None) -> Ack:
        self._count(1)
        try:
            return self.link.send(kind, payload, retry) if self.link else lost("no bot")
        finally:
            self._count(-1)

    def _count(self, change: int) -> None:
        with self.workspace.news.changed:
            self._in_flight += change
            self.workspace.news.changed.notify_all()

    def heard(self) -> None:
        """The bot has called, just now."""
        with self.workspace.news.changed:
            self._last_heard = time.monotonic()

    def wait_until_still(self, still_seconds: float, seconds: float) -> bool:
        """Whether the bot came to rest in time: nothing to acknowledge, and no call from it for `still_seconds`."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            rest = self._last_heard + still_seconds - time.monotonic()
            if rest <= 0 and self._in_flight == 0:
                return True
            self.workspace.news.wait(lambda: False, min(left, max(rest, 0.02)))
        return False

    def wait_until_quiet(self, seconds: float) -> bool:
        """Whether every payload sent so far was acknowledged (or given up) in time."""
        return self.workspace.news.wait(lambda: self._in_flight == 0, seconds)

    def hears(self, event_name: str) -> bool:
        """Whether the app subscribed to the event, and holds a scope for it."""
        needed = EVENT_SCOPES.get(event_name, ())
        allowed = not needed or bool(self.manifest.scopes.intersection(needed))
        return event_name in self.manifest.events and allowed

    def tell(self, event_name: str, event: Mapping[str, Any]) -> threading.Event:
        """Sends an event in the background if the app subscribed to it; what is returned is set at the first ack."""
        settled = threading.Event()
        if not self.link or not self.hears(event_name):
            settled.set()
            return settled
        payload = payloads.event_callback(event, new_id("Ev"), int(self.workspace.clock.seconds()))
        if not self.is_connected():
            settled.set()
        self._count(1)
        threading.Thread(
            target=self._deliver, args=(event_name, payload, settled), name="event", daemon=True
        ).start()
        return settled

    def _deliver(self, event_name: str, payload: Mapping[str, Any], settled: threading.Event) -> None:
        try:
            for retry in self._attempts():
                if self._acknowledged(event_name, payload, retry):
                    break
                settled.set()
            if self.faults.next(EVENTS, event_name):
                self._acknowledged(event_name, payload, Retry(1, "http_timeout"))
        finally:
            settled.set()
            self._count(-1)

    def _acknowledged(self, event_name: str, payload: Mapping[str, Any], retry: Retry | None) -> bool:
        if self._stopping.is_set():
            return True
        ack = self._send("events_api", payload, retry)
        if ack.error and not ack.is_lost and not self._stopping.is_set():
            self.refuse(f"event {event_name}", ack.error, ack.detail)
        return ack.error is None

    def _attempts(self) -> Iterator[Retry | None]:
        """The first attempt, then the repeated ones when their time comes; each waits until the bot is there."""
        self._wait_for_bot()
        yield None
        for number, seconds in enumerate(RETRY_AFTER_SECONDS, start=1):
            if self._stopping.wait(seconds):
                return
            self._wait_for_bot()
            yield Retry(number, "http_timeout")

    def _wait_for_bot(self) -> None:
        until = time.monotonic() + RETRY_AFTER_SECONDS[-1]
        while not self.is_connected() and time.monotonic() < until:
            if self._stopping.wait(LOOK_AGAIN_SECONDS):
                return

    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def stop(self) -> None:
        self._stopping.set()
        with self.workspace.news.changed:
            self.workspace.news.changed.notify_all()
        if self.link:
            self.link.stop()

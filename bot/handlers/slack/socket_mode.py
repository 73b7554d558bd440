"""Being reached over Socket Mode: connect, notice when the line has gone deaf, and hang up without dropping anything.

slack_sdk's client reconnects by itself, but not when its first try fails, and a line can look open and bring nothing
(https://github.com/slackapi/bolt-python/issues/675). So a watch of our own looks at when Slack was last heard.
"""

import contextlib
import socket
import threading
import time
from dataclasses import dataclass, field

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

log = structlog.get_logger(__name__)
PING_SECONDS = 10
LOOK_SECONDS = 2
JOIN_SECONDS = 5.0
DEAF_SECONDS = 45
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
AT_ONCE = 20


@dataclass
class _InHand:
    """How many payloads are being answered, and whether new ones are still taken."""

    count: int = 0
    open: bool = True
    changed: threading.Condition = field(default_factory=threading.Condition)

    def take(self) -> bool:
        with self.changed:
            if self.open:
                self.count += 1
            return self.open

    def done(self) -> None:
        with self.changed:
            self.count -= 1
            self.changed.notify_all()

    def close_and_wait(self, seconds: float) -> bool:
        with self.changed:
            self.open = False
            return self.changed.wait_for(lambda: self.count == 0, seconds)


class SocketLine(SocketModeHandler):
    """The bot's line to Slack. `connect_and_watch` returns at once; `is_alive` says whether the line is good now."""

    def __init__(self, app: App, app_token: str) -> None:
        super().__init__(app, app_token, ping_interval=PING_SECONDS, concurrency=AT_ONCE)
        self._in_hand = _InHand()
        self._hung_up = threading.Event()
        self._heard_at = 0.0
        self._watch = threading.Thread(target=self._keep_connected, name="socket-mode-watch", daemon=True)
        self.client.on_message_listeners.append(self._heard)

    def connect_and_watch(self) -> None:
        self._watch.start()

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # theirs says the same
        """What comes after `stop_taking` stays unanswered: Slack brings it again, to whoever answers then."""
        if not self._in_hand.take():
            return
        try:
            super().handle(client, req)
        finally:
            self._in_hand.done()

    @property
    def silent_seconds(self) -> float | None:
        """How long ago Slack was last heard, by a message or a pong; None before the first time."""
        last = max(self._heard_at, self._last_pong())
        return max(0.0, time.time() - last) if last else None

    def is_alive(self) -> bool:
        silent = self.silent_seconds
        return self.client.is_connected() and silent is not None and silent < DEAF_SECONDS

    def stop_taking(self, seconds: float) -> bool:
        """Finish what is in hand, take nothing new; False when that took longer."""
        self._hung_up.set()
        return self._in_hand.close_and_wait(seconds)

    def hang_up(self) -> None:
        """At once, leaving no thread behind: the client's own way waits for the socket to fall silent."""
        for runner in (
            self.client.current_session_runner,
            self.client.current_app_monitor,
            self.client.message_processor,
        ):
            runner.event.set()
        self.client.message_workers.shutdown(wait=False)
        self.client.default_auto_reconnect_enabled = self.client.auto_reconnect_enabled = False
        self.client.closed = self.client.current_session_state.terminated = True
        self._hung_up.set()
        # It may be connecting at this very moment, and would leave us with a line that nobody hangs up.
        if self._watch.is_alive():
            self._watch.join(JOIN_SECONDS)
        session = self.client.current_session
        if session is not None and session.sock is not None:
            # Its own thread may have closed the same socket in the meantime.
            with contextlib.suppress(AttributeError, OSError):
                session.sock.shutdown(socket.SHUT_RDWR)
            session.disconnect()

    def _heard(self, _message: str) -> None:
        self._heard_at = time.time()

    def _last_pong(self) -> float:
        session = self.client.current_session
        return (session.last_ping_pong_time if session else None) or 0.0

    def _keep_connected(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while not self._hung_up.is_set():
            if self.is_alive() or self._connect_again():
                pause = FIRST_PAUSE_SECONDS
                self._hung_up.wait(LOOK_SECONDS)
            else:
                self._hung_up.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)

    def _connect_again(self) -> bool:
        """Forced when the line looks open and is deaf; else the client may have come first by itself."""
        try:
            self.client.connect_to_new_endpoint(force=self.client.is_connected())
        except Exception as error:  # noqa: BLE001  whatever it is, the next try may do
            log.warning("Slack is not reachable", error=type(error).__name__)
            return False
        connected = self.client.is_connected()
        if connected:
            self._heard_at = time.time()
            log.info("connected to Slack", transport="socket_mode")
        return connected

"""Slack's side of Socket Mode: a WebSocket the bot opened, envelopes out, acks in."""

import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from bot.sandbox.ids import new_id
from bot.sandbox.link import ACK_SECONDS, Ack, Retry, lost
from bot.sandbox.news import News
from bot.sandbox.workspace import APP_ID


@dataclass(slots=True)
class Waiting:
    """An envelope on its way; `done` is set by the ack or by the end of its connection."""

    connection: ServerConnection
    done: threading.Event = field(default_factory=threading.Event)
    body: Mapping[str, Any] | None = None


class SocketMode:
    """The first payload waits for nobody: without a connection it fails at once, as Slack's does."""

    def __init__(self, news: News) -> None:
        self._news = news
        self._connections: list[ServerConnection] = []
        self._waiting: dict[str, Waiting] = {}
        self._tickets: set[str] = set()
        self._turn = 0
        self._server: Server | None = None

    def start(self) -> None:
        self._server = serve(self._serve, "127.0.0.1", 0, process_request=self._admit)
        threading.Thread(target=self._server.serve_forever, name="socket-mode", daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self.disconnect()

    def disconnect(self) -> None:
        for connection in self._open_connections():
            connection.close()

    def new_address(self) -> str:
        """A ws:// address that works once, as apps.connections.open gives it."""
        assert self._server is not None  # noqa: S101  - the server is started before anybody can ask
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        port = self._server.socket.getsockname()[1]
        return f"ws://127.0.0.1:{port}/link/?ticket={ticket}&app_id={APP_ID}"

    def is_connected(self) -> bool:
        return bool(self._open_connections())

    def refresh(self, reason: str = "refresh_requested") -> None:
        """Asks the bot to connect anew and closes, as Slack does every few hours."""
        for connection in self._open_connections():
            connection.send(
                json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}})
            )
            connection.close()

    def send(self, kind: str, payload: Mapping[str, Any], retry: Retry | None = None) -> Ack:
        connection = self._next_connection()
        if connection is None:
            return lost("no bot is connected over Socket Mode")
        envelope_id = new_id("E")
        waiting = Waiting(connection)
        self._waiting[envelope_id] = waiting
        try:
            connection.send(json.dumps(_envelope(envelope_id, kind, payload, retry)))
        except ConnectionClosed:
            return lost("the connection closed")
        return self._wait(envelope_id, waiting)

    def _wait(self, envelope_id: str, waiting: Waiting) -> Ack:
        in_time = waiting.done.wait(ACK_SECONDS)
        self._waiting.pop(envelope_id, None)
        if not in_time:
            return Ack({}, "operation_timeout", f"no ack within {ACK_SECONDS:g} s")
        if waiting.body is None:
            return lost("the connection closed before the ack")
        return Ack(waiting.body)

    def _next_connection(self) -> ServerConnection | None:
        """Slack spreads payloads over the connections an app holds."""
        with self._news.changed:
            if not self._connections:
                return None
            self._turn += 1
            return self._connections[self._turn % len(self._connections)]

    def _open_connections(self) -> list[ServerConnection]:
        with self._news.changed:
            return list(self._connections)

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        if ticket not in self._tickets:
            return connection.respond(401, "this address was not given, or was used\n")
        self._tickets.discard(ticket)
        return None

    def _serve(self, connection: ServerConnection) -> None:
        connection.send(json.dumps(_hello(len(self._connections) + 1)))
        with self._news.changed:
            self._connections.append(connection)
            self._news.tell("workspace")
        try:
            for frame in connection:
                self._take_ack(json.loads(frame))
        except ConnectionClosed:
            pass
        finally:
            self._forget(connection)

    def _take_ack(self, ack: Mapping[str, Any]) -> None:
        waiting = self._waiting.get(ack.get("envelope_id", ""))
        if waiting:
            waiting.body = ack.get("payload") or {}
            waiting.done.set()

    def _forget(self, connection: ServerConnection) -> None:
        with self._news.changed:
            self._connections.remove(connection)
            for waiting in list(self._waiting.values()):
                if waiting.connection is connection:
                    waiting.done.set()
            self._news.tell("workspace")


def _hello(connections: int) -> dict[str, Any]:
    return {
        "type": "hello",
        "num_connections": connections,
        "connection_info": {"app_id": APP_ID},
        "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
    }


def _envelope(envelope_id: str, kind: str, payload: Mapping[str, Any], retry: Retry | None) -> dict[str, Any]:
    envelope: dict[str, Any] = {
        "envelope_id": envelope_id,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    if kind == "events_api":
        envelope["retry_attempt"] = retry.attempt if retry else 0
        envelope["retry_reason"] = retry.reason if retry else ""
    return envelope

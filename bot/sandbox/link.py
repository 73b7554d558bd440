"""How the workspace reaches the bot: Socket Mode and signed HTTP are the two ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

ACK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Ack:
    """The bot's answer to one payload. `error` is None when it came in time; `body` is what stood in it. `is_lost`: there
    was no bot to answer, or the connection to it ended, which is nobody's mistake.
    """

    body: Mapping[str, Any]
    error: str | None = None
    detail: str = ""
    is_lost: bool = False


def lost(detail: str) -> Ack:
    return Ack({}, "dispatch_failed", detail, is_lost=True)


@dataclass(frozen=True, slots=True)
class Retry:
    """A repeated event says that it is one."""

    attempt: int
    reason: str


class Link(Protocol):
    def is_connected(self) -> bool: ...

    def send(self, kind: str, payload: Mapping[str, Any], retry: Retry | None = None) -> Ack:
        """Hands over a payload and waits for the ack. `kind`: slash_commands, interactive, events_api."""
        ...

    def stop(self) -> None: ...

"""How the workspace reaches the bot: Socket Mode and signed HTTP are the two ways."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

ACK_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Ack:
    """The bot's answer to one payload. `error` is None when it came in time; `body` is what stood in it."""

    body: Mapping[str, Any]
    error: str | None = None
    detail: str = ""


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

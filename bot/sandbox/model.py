"""What a workspace is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Blocks = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Account:
    """A person (or the bot) in the workspace; `name` is the handle, `locale` as Slack writes it: sv-SE."""

    id: str
    name: str
    real_name: str
    email: str | None = None
    locale: str = "sv-SE"
    tz: str = "Europe/Stockholm"
    title: str = ""
    is_bot: bool = False
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel, or the direct messages between two (`is_im`)."""

    id: str
    name: str
    members: tuple[str, ...] = ()
    is_private: bool = False
    is_im: bool = False
    topic: str = ""
    created: int = 0
    is_archived: bool = False

    @property
    def kind(self) -> str:
        """Slack's word in event types and scopes."""
        if self.is_im:
            return "im"
        return "group" if self.is_private else "channel"

    def other_member(self, account: str) -> str:
        return next((member for member in self.members if member != account), account)


@dataclass(frozen=True, slots=True)
class Reaction:
    name: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """`ephemeral_to` names the only reader of an ephemeral message; `seen_by_bot` is False for Slackbot's notes."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: Blocks | None = None
    thread_ts: str | None = None
    ephemeral_to: str | None = None
    metadata: Mapping[str, Any] | None = None
    edited: str | None = None
    reactions: tuple[Reaction, ...] = ()
    files: tuple[Mapping[str, Any], ...] = ()
    subtype: str | None = None
    broadcast: bool = False

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True, slots=True)
class View:
    """A modal, or somebody's App Home (`type` "home"). `content` is what the bot sent, with every id filled in."""

    id: str
    user: str
    hash: str
    type: str
    content: Mapping[str, Any]
    root_id: str
    previous_id: str | None = None
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    is_loading: bool = False

    @property
    def blocks(self) -> Blocks:
        return list(self.content["blocks"])

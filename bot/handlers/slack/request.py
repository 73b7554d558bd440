"""One thing somebody did in Slack: who, where, when, in which words to answer, and how to answer there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from bot.handlers.slack.render.blocks import Block, Message
from bot.language.words import Words
from bot.storage import Storage
from bot.usecases.access import Where, Who


class Surface(Protocol):
    """Where the answer goes: below a command, into a thread, onto a modal, onto the home page."""

    def say(self, message: Message) -> None:
        """Answer the person, beside what they acted on."""

    def redraw(self, message: Message) -> None:
        """Put the answer where the thing they acted on stands, when it stands for them alone; else like `say`."""


@dataclass(frozen=True, slots=True)
class Request:
    """`id` names this very act: the same one coming twice has the same. `channel` is where it was done, None on the home
    page and in modals; `trigger` opens a modal within three seconds, None where nothing can.
    """

    storage: Storage
    client: WebClient
    now: datetime
    who: Who
    where: Where
    words: Words
    surface: Surface
    id: str
    channel: str | None = None
    trigger: str | None = None
    message: "Quoted | None" = None

    @property
    def zone(self) -> ZoneInfo:
        return self.words.zone


@dataclass(frozen=True, slots=True)
class Quoted:
    """The message that a shortcut was used on."""

    channel: str
    ts: str
    text: str
    user: str


@dataclass(frozen=True, slots=True)
class Redraw:
    """An answer that takes the place of what was acted on."""

    message: Message


View = Block
Answer = Message | Redraw | None


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong with a form that can be seen without asking anybody: by field, in the person's words."""

    errors: dict[str, str]


class Filled:
    """What a person filled into a modal, read by field name; empty fields read as ""."""

    def __init__(self, view: dict[str, Any]) -> None:
        self.about: str = view.get("private_metadata", "")
        self._state: dict[str, dict[str, dict[str, Any]]] = view.get("state", {}).get("values", {})

    def text(self, name: str) -> str:
        element = self._element(name)
        return str(element.get("value") or "").strip()

    def chosen(self, name: str) -> str:
        """The value of a menu's or radio buttons' option."""
        option = self._element(name).get("selected_option") or {}
        return str(option.get("value", ""))

    def checked(self, name: str) -> bool:
        return bool(self._element(name).get("selected_options"))

    def date(self, name: str) -> str:
        return str(self._element(name).get("selected_date") or "")

    def time(self, name: str) -> str:
        return str(self._element(name).get("selected_time") or "")

    def user(self, name: str) -> str:
        return str(self._element(name).get("selected_user") or "")

    def _element(self, name: str) -> dict[str, Any]:
        return self._state.get(name, {}).get(name, {})

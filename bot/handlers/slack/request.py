"""One thing somebody did in Slack: who, where, when, in which words to answer, and how to answer there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
class Site:
    """What whoever runs us has set up beside Slack: `public_url` is where people reach our web server,
    `shared_calendar` the name of the server where the shared calendar of the house is.
    """

    public_url: str | None = None
    shared_calendar: str | None = None


NOTHING_SET_UP = Site()


@dataclass(frozen=True, slots=True)
class Request:
    """`id` names this very act: the same one coming twice has the same. `channel` is where it was done, None on the home
    page and in modals; `trigger` opens a modal within three seconds, None where nothing can. `message` is what a shortcut
    was used on, or what was written in a channel; `mentioned` says which account each "@Name" in it is.
    """

    storage: Storage
    client: WebClient
    now: datetime
    who: Who
    where: Where
    words: Words
    surface: Surface
    id: str
    site: Site = NOTHING_SET_UP
    channel: str | None = None
    trigger: str | None = None
    message: "Quoted | None" = None
    mentioned: Mapping[str, str] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return self.words.zone


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message in a channel that something is made of."""

    channel: str
    ts: str
    text: str
    user: str


@dataclass(frozen=True, slots=True)
class Redraw:
    """An answer that takes the place of what was acted on; `said` comes after it. From a form, `said` takes the form's
    place and `message` that of what the form was opened from. `beside` is said after a press, besides what is drawn again.
    `to_the_bottom`: what all of it was about is over, so the message below that, which it began with, is redrawn too.
    `is_page`: it is no form's outcome but the page that forms were opened from, so every modal below shows it, too.
    """

    message: Message
    said: Message | None = None
    beside: Message | None = None
    to_the_bottom: bool = False
    is_page: bool = False


@dataclass(frozen=True, slots=True)
class AskOn:
    """An answer to a form that takes another form: to be filled in where the first one was."""

    view: "View"


View = Block
HOME = "home"
VIEW = "view"
REFUSAL = "refusal"
Answer = Message | Redraw | AskOn | None


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What is wrong with a form that can be seen without asking anybody: by field, in the person's words."""

    errors: dict[str, str]


def with_behind(view: View, behind: str) -> View:
    """The form, remembering what it was opened from, as `surfaces.remembered` writes it: a message, HOME, or VIEW, the
    id of a modal below it and what that was opened from.
    """
    return {**view, "private_metadata": f"{view.get('private_metadata', '')}\n{behind}"} if behind else view


def opened_from(view: View) -> tuple[str, str]:
    """What a form is about, and what it was opened from ("" where that cannot be redrawn)."""
    about, _, behind = str(view.get("private_metadata", "")).partition("\n")
    return about, behind


class Filled:
    """What a person filled into a modal and when they sent it, read by field name; empty fields read as ""."""

    def __init__(self, view: dict[str, Any], sent_at: datetime) -> None:
        self.view, self.sent_at = view, sent_at
        self.about, self.behind = opened_from(view)
        self._blocks: list[dict[str, Any]] = view.get("blocks", [])
        self._state: dict[str, dict[str, dict[str, Any]]] = view.get("state", {}).get("values", {})

    def text(self, name: str) -> str:
        element = self._element(name)
        return str(element.get("value") or "").strip()

    def changed(self, name: str) -> bool:
        """A text field reads otherwise than when the form was opened, or may: a refused form comes back as filled in."""
        if any(one.get("block_id") == REFUSAL for one in self._blocks):
            return True
        return self.text(name) != str(self._opened(name).get("initial_value") or "").strip()

    def picked_anew(self, name: str) -> bool:
        """A date or time was picked that is not the one the form opened with."""
        opened = self._opened(name)
        before = opened.get("initial_date") or opened.get("initial_time") or ""
        return (self.date(name) or self.time(name)) not in {"", before}

    def has(self, name: str) -> bool:
        """The form has such a field."""
        return any(one.get("block_id") == name for one in self._blocks)

    def names(self, beginning: str) -> list[str]:
        """The fields whose name begins so."""
        return [name for name in self._state if name.startswith(beginning)]

    def chosen(self, name: str) -> str:
        """The value of a menu's or radio buttons' option."""
        option = self._element(name).get("selected_option") or {}
        return str(option.get("value", ""))

    def all_chosen(self, name: str) -> list[str]:
        """The values of a menu in which several can be chosen."""
        return [str(one.get("value", "")) for one in self._element(name).get("selected_options") or []]

    def files(self, name: str) -> list[dict[str, Any]]:
        """What Slack tells of the files that were chosen."""
        return list(self._element(name).get("files") or [])

    def checked(self, name: str) -> bool:
        return bool(self._element(name).get("selected_options"))

    def date(self, name: str) -> str:
        return str(self._element(name).get("selected_date") or "")

    def time(self, name: str) -> str:
        return str(self._element(name).get("selected_time") or "")

    def user(self, name: str) -> str:
        return str(self._element(name).get("selected_user") or "")

    def _opened(self, name: str) -> dict[str, Any]:
        return next((one["element"] for one in self._blocks if one.get("block_id") == name), {})

    def _element(self, name: str) -> dict[str, Any]:
        return self._state.get(name, {}).get(name, {})

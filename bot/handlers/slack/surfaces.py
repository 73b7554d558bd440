"""The places an answer can go."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.handlers.slack.ids import Form
from bot.handlers.slack.render.blocks import Block, Message, modal, section
from bot.handlers.slack.request import HOME, VIEW, Surface, with_behind
from bot.language.words import Words

APP_NAME = "Kallelse"
PAUSES = (0.06, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds to wait for an acknowledgement to arrive: Bolt sends it within some 20 milliseconds."""


@dataclass(frozen=True, slots=True)
class InChannel:
    """A mention: answered in its channel and thread, for the person's eyes alone."""

    client: WebClient
    channel: str
    user: str
    thread: str | None

    def say(self, message: Message) -> None:
        self.client.chat_postEphemeral(
            channel=self.channel,
            user=self.user,
            thread_ts=self.thread,
            text=message.text,
            blocks=list(message.blocks),
        )

    redraw = say


@dataclass(frozen=True, slots=True)
class InDirectMessage:
    """A direct message to the bot, answered there."""

    client: WebClient
    channel: str
    thread: str | None = None

    def say(self, message: Message) -> None:
        self.client.chat_postMessage(
            channel=self.channel,
            thread_ts=self.thread,
            text=message.text,
            blocks=list(message.blocks),
            unfurl_links=False,
        )

    redraw = say


def in_conversation(
    client: WebClient, channel: str, user: str, thread: str | None = None
) -> InChannel | InDirectMessage:
    """Where somebody can be answered without a response_url; the id of a direct message begins with D."""
    if channel.startswith("D"):
        return InDirectMessage(client, channel, thread)
    return InChannel(client, channel, user, thread)


@dataclass(frozen=True, slots=True)
class BelowCommand:
    """A slash command, or a button in a message: answered by its response_url, for the person's eyes alone. A message
    that stands for them alone (only they see it, or it is in their direct messages) can be redrawn. Slack takes five
    answers there in half an hour; what comes after that is said `beside`.
    """

    respond: Respond
    beside: InChannel | InDirectMessage
    can_redraw: bool = False

    def say(self, message: Message) -> None:
        self._give(message, response_type="ephemeral", replace_original=False, thread_ts=self.beside.thread)

    def redraw(self, message: Message) -> None:
        if self.can_redraw:
            self._give(message, replace_original=True)
        else:
            self.say(message)

    def _give(self, message: Message, **how: Any) -> None:
        taken = self.respond(text=message.text, blocks=list(message.blocks), **how)
        if taken.status_code != HTTPStatus.OK:
            self.beside.say(message)


@dataclass(frozen=True, slots=True)
class OnModal:
    """A modal that is open: the answer takes its place. `behind` is what it was opened from, where that can be redrawn.

    `awaited` is the external_id of a view that an acknowledgement puts there: the acknowledgement and our update travel
    separately, and an update that came first would be painted over. A view can only be found by its external_id once
    it is there.
    """

    client: WebClient
    view_id: str
    words: Words
    title: str
    behind: Surface | None = None
    awaited: str = ""

    def say(self, message: Message) -> None:
        blocks = message.blocks or (section(message.text),)
        view = modal(Form.DONE, self.title, blocks, close=self.words.t("Close"))
        self.show(with_behind(view, remembered(self.behind)))

    redraw = say

    def show(self, view: Block) -> None:
        """Put a view in the modal's place; whoever has closed it meanwhile does without."""
        for pause in PAUSES if self.awaited else ():
            time.sleep(pause)
            if self._updated(view, external_id=self.awaited):
                return
        self._updated(view, view_id=self.view_id)

    def _updated(self, view: Block, **which: str) -> bool:
        """False when there is no such modal."""
        try:
            self.client.views_update(view=view, **which)
        except SlackApiError as error:
            if error.response.get("error") != "not_found":
                raise
            return False
        return True


@dataclass(frozen=True, slots=True)
class OnHome:
    """The home page: drawn again with the answer at its top."""

    publish: Callable[[Message | None], None]

    def say(self, message: Message) -> None:
        self.publish(message)

    redraw = say


def remembered(surface: Surface | None) -> str:
    """What a form carries of where it was opened from, and that from; "" where nothing can be redrawn."""
    if isinstance(surface, OnHome):
        return HOME
    if isinstance(surface, OnModal):
        return f"{VIEW} {surface.view_id} {remembered(surface.behind)}".strip()
    if isinstance(surface, BelowCommand) and surface.can_redraw:
        return f"{surface.respond.response_url or ''} {surface.beside.channel} {surface.beside.thread or ''}"
    return ""


@dataclass(frozen=True, slots=True)
class Memory:
    """Who did something, and how their home page is drawn: what `remembered` needs to become a surface again."""

    client: WebClient
    user: str
    words: Words
    home: OnHome

    def surface(self, text: str) -> Surface | None:
        kind, _, rest = text.partition(" ")
        if kind == HOME:
            return self.home
        if kind == VIEW:
            view_id, _, below = rest.partition(" ")
            return OnModal(self.client, view_id, self.words, APP_NAME, self.surface(below))
        if not text:
            return None
        channel, _, thread = rest.partition(" ")
        respond = Respond(response_url=kind, proxy=self.client.proxy, ssl=self.client.ssl)
        beside = in_conversation(self.client, channel, self.user, thread or None)
        return BelowCommand(respond, beside, can_redraw=True)


def redraw_below(surface: Surface | None, message: Message, *, modals_alone: bool = False) -> None:
    """All that lies below a modal, down to the message that it began with."""
    while isinstance(surface, OnModal):
        surface = surface.behind
        if isinstance(surface, OnModal) or (isinstance(surface, BelowCommand) and not modals_alone):
            surface.redraw(message)

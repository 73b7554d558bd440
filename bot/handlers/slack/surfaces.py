"""The places an answer can go."""

from collections.abc import Callable
from dataclasses import dataclass

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.handlers.slack.ids import Form
from bot.handlers.slack.render.blocks import Message, modal, section
from bot.handlers.slack.request import Surface
from bot.language.words import Words


@dataclass(frozen=True, slots=True)
class BelowCommand:
    """A slash command, or a button in a message: answered by its response_url, for the person's eyes alone. A message
    that stands for them alone (only they see it, or it is in their direct messages) can be redrawn.
    """

    respond: Respond
    can_redraw: bool = False
    thread: str | None = None

    def say(self, message: Message) -> None:
        self.respond(
            text=message.text,
            blocks=list(message.blocks),
            response_type="ephemeral",
            replace_original=False,
            thread_ts=self.thread,
        )

    def redraw(self, message: Message) -> None:
        if not self.can_redraw:
            self.say(message)
            return
        self.respond(text=message.text, blocks=list(message.blocks), replace_original=True)


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


@dataclass(frozen=True, slots=True)
class OnModal:
    """A modal that is open: the answer takes its place. `behind` is what it was opened from, where that can be redrawn."""

    client: WebClient
    view_id: str
    words: Words
    title: str
    behind: Surface | None = None

    def say(self, message: Message) -> None:
        blocks = message.blocks or (section(message.text),)
        view = modal(Form.DONE, self.title, blocks, close=self.words.t("Close"))
        self.client.views_update(view_id=self.view_id, view=view)

    redraw = say


@dataclass(frozen=True, slots=True)
class OnHome:
    """The home page: drawn again with the answer at its top."""

    publish: Callable[[Message | None], None]

    def say(self, message: Message) -> None:
        self.publish(message)

    redraw = say

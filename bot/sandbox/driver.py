"""A person at their Slack app, in the words of tests and of the demo: types, clicks, submits, sees."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.sandbox import acts, interacts, mail_facts
from bot.sandbox.app import App
from bot.sandbox.forms import Field, check_complete, chosen, field_called, fields_of
from bot.sandbox.interacts import Act
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.model import Blocks, Message, View
from bot.sandbox.visible import Pressable, pressables, words_of, words_of_view
from bot.sandbox.workspace import BOT_USER_ID

PATIENCE_SECONDS = 5.0


class NotSeenError(AssertionError):
    """Something a person should have on the screen is not there; the message reads out what is."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing on a person's screen."""

    where: str
    words: str
    source: Message | View

    @property
    def blocks(self) -> Blocks:
        return self.source.blocks or []


def plain(text: str) -> str:
    """One line without emphasis marks and what nobody sees, for comparing what is read rather than how it is set."""
    text = text.replace("\u2060", "")
    return re.sub(r"\s+", " ", re.sub(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)", "", text)).strip()


class Person:
    """Every act waits for the bot's ack, and every look waits until what is looked for is there."""

    def __init__(self, app: App, mailbox: Mailbox, account_id: str) -> None:
        self._app = app
        self._mailbox = mailbox
        self._workspace = app.workspace
        self.id = account_id
        self._at_home = False

    def __repr__(self) -> str:
        return f"<{self._workspace.account(self.id).real_name}>"

    # What a person does

    def command(self, line: str, in_channel: str | None = None) -> None:
        """Runs "/propose Some text" in a channel (name or id), else in the direct messages with the bot."""
        self._at_home = False
        command, _, text = line.partition(" ")
        acts.commands(self._app, self.id, self._channel_id(in_channel), command, text)

    def types(self, text: str, in_channel: str | None = None, thread: Message | str | None = None) -> Message:
        """Writes a message; `thread` is the parent, or words in it."""
        self._at_home = False
        channel = self._channel_id(in_channel)
        thread_ts = self._message(thread, channel).ts if thread else None
        said = acts.types(self._app, self.id, channel, text, thread_ts)
        _wait_until_heard(said.heard)
        return said.message

    def clicks(self, name: str, within: str | None = None, timeout: float = PATIENCE_SECONDS) -> None:
        """Presses the newest button or overflow option with this label or action_id; `within` are words beside it."""
        place, found = self._find(
            lambda shown: _pressable(shown, name), f"to click {name!r}", within, timeout
        )
        selected = {"selected_option": found.option} if found.option else {}
        self._act(place, Act(found.block_id, found.element["action_id"], selected))

    def chooses(
        self, name: str, value: Any, within: str | None = None, timeout: float = PATIENCE_SECONDS
    ) -> None:
        """Chooses in a menu, date picker, … that acts at once."""
        place, field = self._find(
            lambda shown: _field(shown, name), f"to choose in {name!r}", within, timeout
        )
        self._act(
            place, Act(field.block["block_id"], field.element["action_id"], self._chosen(place, field, value))
        )

    def submits(
        self, values: Mapping[str, Any] | None = None, timeout: float = PATIENCE_SECONDS
    ) -> dict[str, str]:
        """Fills in the modal in front, by label or id, and sends it; answers the bot's complaints by block_id."""
        view = self._modal_with(list(values or {}), timeout)
        for name, value in (values or {}).items():
            field = field_called(name, view.blocks)
            state = {"type": field.element["type"], **self._chosen(view, field, value)}
            filled = {field.block["block_id"]: {field.element["action_id"]: state}}
            view = self._workspace.views.fill(view, filled)
        check_complete(view)
        return interacts.submits(self._app, self.id, view, {})

    def closes(self, *, everything: bool = False) -> None:
        """Closes the modal in front, or all of them."""
        view = self._workspace.views.top(self.id)
        if view is None:
            raise NotSeenError(f"{self!r} has no modal to close")
        interacts.closes(self._app, self.id, view, everything=everything)

    def shortcut(
        self, name: str, message: Message | str | None = None, in_channel: str | None = None
    ) -> None:
        """Runs a shortcut by its name, on a message (or words in one) when it is a message shortcut."""
        found = [s for s in self._app.manifest.shortcuts if name in (s.name, s.callback_id)]
        if not found:
            raise NotSeenError(f"no shortcut is called {name!r}")
        on = self._message(message, self._channel_id(in_channel) if in_channel else None) if message else None
        acts.shortcuts(self._app, self.id, found[0].callback_id, on)

    def opens_home(self) -> None:
        self._at_home = True
        _wait_until_heard([acts.opens_home(self._app, self.id)])

    def reacts(self, emoji: str, message: Message | str) -> None:
        _wait_until_heard([acts.reacts(self._app, self.id, self._message(message), emoji)])

    def joins(self, channel: str) -> None:
        _wait_until_heard([acts.joins(self._app, self.id, self._channel_id(channel))])

    def invites(self, guest: "Person | str", channel: str) -> None:
        """Adds somebody to a channel; "kallelse" by its handle is the bot."""
        guest_id = guest.id if isinstance(guest, Person) else self._account_id(guest)
        _wait_until_heard([acts.invites(self._app, self.id, self._channel_id(channel), guest_id)])

    # What a person sees

    def sees(self, text: str, timeout: float = PATIENCE_SECONDS) -> Message | View:
        """Waits until the words stand in a message, the modal or the home in front of this person, and returns it."""
        wanted = plain(text)
        found: list[Shown] = []

        def there() -> bool:
            found[:] = [shown for shown in self.screen() if wanted in plain(shown.words)]
            return bool(found)

        if not self._workspace.news.wait(there, timeout):
            raise NotSeenError(f"{self!r} does not see {text!r}\n{self.dump()}")
        return found[0].source

    def does_not_see(self, text: str, settle: float = 0.0) -> None:
        """The words are nowhere, and do not come within `settle` seconds; better: first `sees` what comes after."""
        wanted = plain(text)
        appeared = self._workspace.news.wait(
            lambda: any(wanted in plain(shown.words) for shown in self.screen()), settle
        )
        if appeared:
            raise NotSeenError(f"{self!r} sees {text!r}\n{self.dump()}")

    def mails(
        self, about: str = "", count: int = 1, timeout: float = PATIENCE_SECONDS
    ) -> list[dict[str, Any]]:
        """Waits for this many mails with these words in the subject, and returns all such, newest first."""
        email = self._workspace.account(self.id).email
        return wait_for_mails(self._mailbox, email or "", about, count, timeout)

    def screen(self) -> list[Shown]:
        """The modal first, then the home if it was opened last, then messages from the newest on, then the home."""
        views = self._workspace.views
        modal, home = views.top(self.id), views.homes.get(self.id)
        messages = [self._shown_message(message) for message in reversed(self.messages())]
        homes = [self._shown_view(home, "home")] if home else []
        front = [self._shown_view(modal, "modal")] if modal else []
        return [*front, *(homes + messages if self._at_home else messages + homes)]

    def messages(self) -> list[Message]:
        """Everything this person can read, oldest first."""
        channels = {channel.id for channel in self._workspace.channels_of(self.id)}
        said = self._workspace.messages.all()
        return [m for m in said if m.channel in channels and m.ephemeral_to in (None, self.id)]

    def dump(self) -> str:
        """The whole screen and the bot's mistakes, for whoever reads a failed test."""
        screen = [f"--- {shown.where}\n{shown.words}" for shown in self.screen()]
        mistakes = [f"! {refused}" for refused in self._app.refused]
        return "\n".join([f"What {self!r} sees:", *screen, *mistakes])

    # How

    def _shown_message(self, message: Message) -> Shown:
        channel = self._workspace.channels[message.channel]
        author = self._workspace.accounts.get(message.user)
        where = f"{'direct message' if channel.is_im else '#' + channel.name} {message.ts}"
        where += f" by {author.real_name if author else message.user}"
        where += " (only you)" if message.ephemeral_to else ""
        where += f" in thread {message.thread_ts}" if message.is_reply else ""
        return Shown(where, "\n".join(self._words(message)), message)

    def _words(self, message: Message) -> list[str]:
        blocks = message.blocks or [{"type": "markdown", "text": message.text}]
        marks = [f":{reaction.name}: {len(reaction.users)}" for reaction in message.reactions]
        files = [str(file["title"]) for file in message.files]
        return [*words_of(blocks, self._workspace), *files, *marks]

    def _shown_view(self, view: View, where: str) -> Shown:
        return Shown(where, "\n".join(words_of_view(view, self._workspace)), view)

    def _find(
        self, look: Any, purpose: str, within: str | None, timeout: float
    ) -> tuple[Message | View, Any]:
        """The first thing on the screen in which `look` finds something; waits for it."""
        found: list[tuple[Message | View, Any]] = []

        def there() -> bool:
            for shown in self.screen():
                beside = within is None or plain(within) in plain(shown.words)
                if beside and (hit := look(shown)):
                    found[:] = [(shown.source, hit)]
                    return True
            return False

        if not self._workspace.news.wait(there, timeout):
            raise NotSeenError(f"{self!r} finds nothing {purpose}\n{self.dump()}")
        return found[0]

    def _act(self, place: Message | View, act: Act) -> None:
        if isinstance(place, View):
            interacts.acts_on_view(self._app, self.id, place, act)
        else:
            interacts.acts_on_message(self._app, self.id, place, act)

    def _chosen(self, place: Message | View, field: Field, value: Any) -> dict[str, Any]:
        def offers(asked: Field, typed: str) -> list[dict[str, Any]]:
            ids = asked.block["block_id"], asked.element["action_id"]
            return interacts.options(self._app, self.id, place, *ids, typed)

        return chosen(field, value, self._workspace, offers)

    def _modal_with(self, names: list[str], timeout: float) -> View:
        """The modal in front, once it can be sent and has these fields (a loading view has not)."""

        def ready() -> bool:
            view = self._workspace.views.top(self.id)
            if view is None or view.is_loading or not view.content.get("submit"):
                return False
            return all(any(field.is_called(name) for field in fields_of(view.blocks)) for name in names)

        if not self._workspace.news.wait(ready, timeout):
            raise NotSeenError(f"{self!r} has no modal with {names} to submit\n{self.dump()}")
        view = self._workspace.views.top(self.id)
        assert view is not None  # noqa: S101  - ready() saw it
        return view

    def _channel_id(self, name: str | None) -> str:
        if name is None:
            return self._workspace.direct_messages(self.id, BOT_USER_ID).id
        wanted = name.removeprefix("#")
        for channel in self._workspace.channels.values():
            if wanted in (channel.id, channel.name):
                return channel.id
        raise LookupError(name)

    def _account_id(self, name: str) -> str:
        for account in self._workspace.accounts.values():
            if name in (account.id, account.name, account.real_name):
                return account.id
        raise LookupError(name)

    def _message(self, message: Message | str, channel: str | None = None) -> Message:
        """A message as it is now; words find the newest one that holds them."""
        if isinstance(message, Message):
            return self._workspace.messages.get(message.channel, message.ts)
        place, _ = self._find(
            lambda shown: isinstance(shown.source, Message) and channel in (None, shown.source.channel),
            f"that says {message!r}",
            message,
            PATIENCE_SECONDS,
        )
        assert isinstance(place, Message)  # noqa: S101  - looked for nothing else
        return place


def wait_for_mails(mailbox: Mailbox, to: str, about: str, count: int, timeout: float) -> list[dict[str, Any]]:
    """Mails as `mail_facts.whole` tells them. For people without an account here, too."""

    def found() -> list[dict[str, Any]]:
        told = (mail_facts.whole(mail) for mail in mailbox.mails(to))
        return [facts for facts in told if about in facts["subject"]]

    if not mailbox.wait(lambda: len(found()) >= count, timeout):
        subjects = [mail_facts.whole(mail)["subject"] for mail in mailbox.mails(to)]
        raise NotSeenError(f"{to} has not got {count} mails about {about!r}, only {subjects}")
    return found()


def _pressable(shown: Shown, name: str) -> Pressable | None:
    return next((found for found in pressables(shown.blocks) if found.is_called(name)), None)


def _field(shown: Shown, name: str) -> Field | None:
    return next((field for field in fields_of(shown.blocks) if field.is_called(name)), None)


def _wait_until_heard(heard: Sequence[threading.Event | None]) -> None:
    for event in heard:
        if event:
            event.wait(PATIENCE_SECONDS)

"""A person at their Slack app, in the words of tests and of the demo: types, clicks, submits, sees."""

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox import acts, interacts
from bot.sandbox.forms import Field, check_complete, check_files, chosen, field_called, fields_of
from bot.sandbox.interacts import Act
from bot.sandbox.model import Message, View
from bot.sandbox.onlooker import PATIENCE_SECONDS, NotSeenError, Onlooker, Shown, wait_for_mails
from bot.sandbox.visible import Pressable, pressables
from bot.sandbox.workspace import BOT_USER_ID

__all__ = ["PATIENCE_SECONDS", "NotSeenError", "Person", "wait_for_mails"]


class Person(Onlooker):
    """Every act waits for the bot's ack, and every look waits until what is looked for is there."""

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
        place, found = self.find(lambda shown: _pressable(shown, name), f"to click {name!r}", within, timeout)
        selected = {"selected_option": found.option} if found.option else {}
        self._act(place, Act(found.block_id, found.element["action_id"], selected))

    def chooses(
        self, name: str, value: Any, within: str | None = None, timeout: float = PATIENCE_SECONDS
    ) -> None:
        """Chooses in a menu, date picker, … that acts at once."""
        place, field = self.find(lambda shown: _field(shown, name), f"to choose in {name!r}", within, timeout)
        self._act(
            place, Act(field.block["block_id"], field.element["action_id"], self._chosen(place, field, value))
        )

    def fills(self, values: Mapping[str, Any], timeout: float = PATIENCE_SECONDS) -> View:
        """Fills in the modal in front, by label or id, and leaves it open."""
        view = self._modal_with(list(values), timeout)
        for name, value in values.items():
            field = field_called(name, view.blocks)
            state = {"type": field.element["type"], **self._chosen(view, field, value)}
            filled = {field.block["block_id"]: {field.element["action_id"]: state}}
            view = self._workspace.views.fill(view, filled)
        return view

    def submits(
        self, values: Mapping[str, Any] | None = None, timeout: float = PATIENCE_SECONDS
    ) -> dict[str, str]:
        """Fills in the modal in front and sends it; answers the bot's complaints by block_id."""
        view = self.fills(values or {}, timeout)
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

    def _act(self, place: Message | View, act: Act) -> None:
        if isinstance(place, View):
            interacts.acts_on_view(self._app, self.id, place, act)
        else:
            interacts.acts_on_message(self._app, self.id, place, act)

    def shares(self, files: Mapping[str, bytes], text: str = "", in_channel: str | None = None) -> Message:
        """Puts files into a channel, by name, with or without words."""
        self._at_home = False
        kept = [acts.keeps_file(self._app, self.id, name, content) for name, content in files.items()]
        said = acts.types(self._app, self.id, self._channel_id(in_channel), text, files=kept)
        _wait_until_heard(said.heard)
        return said.message

    def _chosen(self, place: Message | View, field: Field, value: Any) -> dict[str, Any]:
        if field.element["type"] == "file_input":
            return {"files": self._files(field, value or {})}

        def offers(asked: Field, typed: str) -> list[dict[str, Any]]:
            ids = asked.block["block_id"], asked.element["action_id"]
            return interacts.options(self._app, self.id, place, *ids, typed)

        return chosen(field, value, self._workspace, offers)

    def _files(self, field: Field, files: Mapping[str, bytes]) -> list[dict[str, Any]]:
        """Content by name."""
        check_files(field, list(files))
        return [acts.keeps_file(self._app, self.id, name, content) for name, content in files.items()]

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
        place, _ = self.find(
            lambda shown: isinstance(shown.source, Message) and channel in (None, shown.source.channel),
            f"that says {message!r}",
            message,
            PATIENCE_SECONDS,
        )
        assert isinstance(place, Message)  # noqa: S101  - looked for nothing else
        return place


def _pressable(shown: Shown, name: str) -> Pressable | None:
    return next((found for found in pressables(shown.blocks) if found.is_called(name)), None)


def _field(shown: Shown, name: str) -> Field | None:
    return next((field for field in fields_of(shown.blocks) if field.is_called(name)), None)


def _wait_until_heard(heard: Sequence[threading.Event | None]) -> None:
    for event in heard:
        if event:
            event.wait(PATIENCE_SECONDS)

"""Everything said in the workspace."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.sandbox.clock import Clock
from bot.sandbox.model import Message, Reaction
from bot.sandbox.news import News
from bot.sandbox.refusal import SlackRefusal

Key = tuple[str, str]
"""A channel, and a message's ts or a person's id."""


class Messages:
    def __init__(self, clock: Clock, news: News) -> None:
        self._clock = clock
        self._news = news
        self._said: dict[Key, Message] = {}
        self._last = 0
        self._read: dict[Key, str] = {}

    def new_ts(self) -> str:
        """Seconds and microseconds, each later than the one before."""
        with self._news.changed:
            self._last = max(int(self._clock.seconds() * 1_000_000), self._last + 1)
            seconds, micro = divmod(self._last, 1_000_000)
            return f"{seconds}.{micro:06d}"

    def post(self, channel: str, user: str, text: str, **facts: Any) -> Message:
        """Says something; `facts` are the other fields of Message."""
        with self._news.changed:
            message = Message(channel, self.new_ts(), user, text, **facts)
            self.keep(message)
            return message

    def keep(self, message: Message) -> None:
        with self._news.changed:
            self._said[message.channel, message.ts] = message
            self._tell(message)

    def restore(self, messages: list[Message], read: Mapping[Key, str]) -> None:
        """Takes over what was said and read before; new messages come after them."""
        with self._news.changed:
            self._read = dict(read)
            self._said = {(message.channel, message.ts): message for message in messages}
            stamps = [message.ts for message in messages]
            self._last = max((int(ts.replace(".", "")) for ts in stamps), default=0)

    def all(self) -> list[Message]:
        with self._news.changed:
            return sorted(self._said.values(), key=lambda message: message.ts)

    def get(self, channel: str, ts: str) -> Message:
        with self._news.changed:
            if (channel, ts) not in self._said:
                raise SlackRefusal("message_not_found")
            return self._said[channel, ts]

    def in_channel(self, channel: str) -> list[Message]:
        """Oldest first, replies and ephemeral ones included."""
        return [message for message in self.all() if message.channel == channel]

    def thread(self, channel: str, ts: str) -> list[Message]:
        """The parent and its replies."""
        return [message for message in self.in_channel(channel) if ts in (message.ts, message.thread_ts)]

    def seen_by(self, account: str, channel: str) -> list[Message]:
        return [message for message in self.in_channel(channel) if message.ephemeral_to in (None, account)]

    def update(self, message: Message, **facts: Any) -> Message:
        with self._news.changed:
            current = self.get(message.channel, message.ts)
            self.keep(replace(current, **facts))
            return self._said[message.channel, message.ts]

    def delete(self, message: Message) -> None:
        with self._news.changed:
            self.get(message.channel, message.ts)
            del self._said[message.channel, message.ts]
            self._tell(message)

    def react(self, message: Message, name: str, user: str) -> Message:
        with self._news.changed:
            message = self.get(message.channel, message.ts)
            found = {reaction.name: reaction.users for reaction in message.reactions}
            if user in found.get(name, ()):
                raise SlackRefusal("already_reacted")
            found[name] = (*found.get(name, ()), user)
            return self._with_reactions(message, found)

    def unreact(self, message: Message, name: str, user: str) -> Message:
        with self._news.changed:
            message = self.get(message.channel, message.ts)
            found = {reaction.name: reaction.users for reaction in message.reactions}
            if user not in found.get(name, ()):
                raise SlackRefusal("no_reaction")
            found[name] = tuple(other for other in found[name] if other != user)
            return self._with_reactions(message, found)

    def _with_reactions(self, message: Message, found: Mapping[str, tuple[str, ...]]) -> Message:
        reactions = tuple(Reaction(name, users) for name, users in found.items() if users)
        return self.update(message, reactions=reactions)

    def mark_read(self, channel: str, account: str) -> None:
        with self._news.changed:
            self._read[channel, account] = max((m.ts for m in self.in_channel(channel)), default="")

    def read_marks(self) -> dict[Key, str]:
        """Channel and account → the last message they have seen."""
        with self._news.changed:
            return dict(self._read)

    def unread(self, channel: str, account: str) -> int:
        with self._news.changed:
            last = self._read.get((channel, account), "")
            seen = self.seen_by(account, channel)
            return sum(message.ts > last and message.user != account for message in seen)

    def _tell(self, message: Message) -> None:
        readers = frozenset({message.ephemeral_to}) if message.ephemeral_to else None
        self._news.tell("message", to=readers, channel=message.channel, ts=message.ts)

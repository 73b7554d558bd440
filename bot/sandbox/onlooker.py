"""A person in front of their screen: what they see, and what they wait to see."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.sandbox import mail_facts
from bot.sandbox.app import App
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.model import Blocks, Message, View
from bot.sandbox.visible import words_of, words_of_view

Found = TypeVar("Found")
PATIENCE_SECONDS = 10.0


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


class Onlooker:
    """Every look waits until what is looked for is there."""

    def __init__(self, app: App, mailbox: Mailbox, account_id: str) -> None:
        self._app = app
        self._mailbox = mailbox
        self._workspace = app.workspace
        self.id = account_id
        self._at_home = False

    def __repr__(self) -> str:
        return f"<{self._workspace.account(self.id).real_name}>"

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

    def find(
        self, look: Callable[[Shown], Found | None], purpose: str, within: str | None, timeout: float
    ) -> tuple[Message | View, Found]:
        """The first thing on the screen in which `look` finds something, and what it finds; waits for it."""
        found: list[tuple[Message | View, Found]] = []

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


def wait_for_mails(mailbox: Mailbox, to: str, about: str, count: int, timeout: float) -> list[dict[str, Any]]:
    """Mails as `mail_facts.whole` tells them. For people without an account here, too."""

    def found() -> list[dict[str, Any]]:
        told = (mail_facts.whole(mail) for mail in mailbox.mails(to))
        return [facts for facts in told if about in facts["subject"]]

    if not mailbox.wait(lambda: len(found()) >= count, timeout):
        subjects = [mail_facts.whole(mail)["subject"] for mail in mailbox.mails(to)]
        raise NotSeenError(f"{to} has not got {count} mails about {about!r}, only {subjects}")
    return found()

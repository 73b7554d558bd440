"""A mail server that accepts for everybody, and everybody's mailbox; the bot's own can be read over IMAP."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from bot.sandbox.authentication import domain_of, stamped
from bot.sandbox.clock import Clock
from bot.sandbox.faults import Faults
from bot.sandbox.habits import Habits
from bot.sandbox.ids import new_id
from bot.sandbox.imap import ImapMailbox
from bot.sandbox.mail_writing import (
    Sending,
    Writer,
    automatic_reply,
    delivery_report,
    is_answered_by_machines,
    read,
)
from bot.sandbox.news import News
from bot.sandbox.smtp import SmtpServer


@dataclass(frozen=True, slots=True)
class Mail:
    """One message in one person's mailbox; `received` is ISO in UTC, by the sandbox's clock."""

    id: str
    received: str
    to: str
    sender: str
    raw: bytes


class Mailbox:
    """`bot_address` is the one that is also read over IMAP."""

    def __init__(self, clock: Clock, news: News, faults: Faults, bot_address: str) -> None:
        self._clock = clock
        self._news = news
        self._faults = faults
        self._mails: list[Mail] = []
        self._opened: set[str] = set()
        self._answered: dict[str, str] = {}
        self._habits: dict[str, Habits] = {}
        self._smtp: SmtpServer | None = None
        self.imap = ImapMailbox(bot_address)

    def start(self, port: int = 0) -> None:
        self.imap.start()
        self._smtp = SmtpServer(self, self._faults, port)
        self._smtp.start()

    def stop(self) -> None:
        if self._smtp:
            self._smtp.stop()
        self.imap.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._smtp.port if self._smtp else 0}"

    @property
    def bot_address(self) -> str:
        return self.imap.address

    @property
    def server_name(self) -> str:
        """What the mail server that takes mail for the bot calls itself in Authentication-Results."""
        return f"mx.{domain_of(self.bot_address)}"

    def deliver(self, sending: Sending, recipients: Sequence[str]) -> None:
        """What a mail server does with a mail that it has taken, for each mailbox as its owner has set it up."""
        for to in recipients:
            habits = self.habits(to)
            if habits.gone:
                self._send_back(sending, to)
                continue
            mail = self._keep(sending, to)
            if habits.away:
                self._answer_automatically(mail, habits)

    def _keep(self, sending: Sending, to: str) -> Mail:
        now, raw = self._clock.now(), sending.raw
        is_for_bot = to.lower() == self.bot_address.lower()
        if is_for_bot and sending.is_checked:
            raw = stamped(raw, self.server_name, sending.sender, signed=sending.is_signed)
        if is_for_bot:
            self.imap.deliver(raw, now)
        mail = Mail(new_id("M"), now.isoformat(timespec="seconds"), to, sending.sender, raw)
        with self._news.changed:
            self._mails.append(mail)
            self._news.tell("mail")
        return mail

    def _send_back(self, sending: Sending, to: str) -> None:
        if sending.sender:
            report = delivery_report(sending.raw, to, sending.sender, self._clock.now())
            self.deliver(Sending("", report), [sending.sender])

    def _answer_automatically(self, mail: Mail, habits: Habits) -> None:
        original = read(mail.raw)
        if is_answered_by_machines(original, mail.sender):
            owner = self.writer(mail, habits.language)
            answer = automatic_reply(owner, original, mail.sender, habits.away)
            self.deliver(Sending("", answer.as_bytes(), is_signed=True), [mail.sender])

    def writer(self, mail: Mail, language: str) -> Writer:
        """The one whose mail it is, about to answer it."""
        name = name_of_receiver(mail)
        return Writer(mail.to, "" if name == mail.to else name, language, self._clock.now())

    def habits(self, address: str) -> Habits:
        return self._habits.get(address.lower(), Habits())

    def all_habits(self) -> dict[str, Habits]:
        """By address in small letters."""
        with self._news.changed:
            return dict(self._habits)

    def change_habits(self, address: str, habits: Habits) -> None:
        with self._news.changed:
            self._habits[address.lower()] = habits
            self._news.tell("mail")

    def restore(
        self, mails: list[Mail], opened: set[str], answered: dict[str, str], habits: dict[str, Habits]
    ) -> None:
        with self._news.changed:
            self._mails, self._opened = list(mails), set(opened)
            self._answered, self._habits = dict(answered), dict(habits)

    def mails(self, to: str | None = None) -> list[Mail]:
        """Newest first; `to` is an address, in any case."""
        with self._news.changed:
            found = [mail for mail in self._mails if to is None or mail.to.lower() == to.lower()]
            return list(reversed(found))

    def get(self, mail_id: str) -> Mail | None:
        return next((mail for mail in self.mails() if mail.id == mail_id), None)

    def wait(self, predicate: Callable[[], bool], seconds: float) -> bool:
        return self._news.wait(predicate, seconds)

    def owners(self) -> dict[str, str]:
        """Address in small letters → the name in the newest mail's To, or the address."""
        with self._news.changed:
            return {mail.to.lower(): name_of_receiver(mail) for mail in self._mails}

    def open(self, mail: Mail) -> None:
        with self._news.changed:
            if mail.id not in self._opened:
                self._opened.add(mail.id)
                self._news.tell("mail")

    def is_opened(self, mail: Mail) -> bool:
        return mail.id in self._opened

    def opened(self) -> set[str]:
        return set(self._opened)

    def remember_answer(self, mail: Mail, answer: str) -> None:
        """What a mail program shows on an invitation that has been answered."""
        with self._news.changed:
            self._answered[mail.id] = answer
            self._news.tell("mail")

    def answered(self) -> dict[str, str]:
        """By the mail's id."""
        with self._news.changed:
            return dict(self._answered)


def name_of_receiver(mail: Mail) -> str:
    headers = BytesHeaderParser(policy=policy.default).parsebytes(mail.raw)
    named = getaddresses([str(value) for value in headers.get_all("To", [])])
    return next((name for name, email in named if name and email.lower() == mail.to.lower()), mail.to)

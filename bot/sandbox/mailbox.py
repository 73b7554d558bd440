"""A mail server that accepts for everybody, and everybody's mailbox."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.sandbox.clock import Clock
from bot.sandbox.faults import MAIL, Faults
from bot.sandbox.ids import new_id
from bot.sandbox.news import News


@dataclass(frozen=True, slots=True)
class Mail:
    """One message in one person's mailbox; `received` is ISO in UTC, by the sandbox's clock."""

    id: str
    received: str
    to: str
    sender: str
    raw: bytes


class Mailbox:
    def __init__(self, clock: Clock, news: News, faults: Faults) -> None:
        self._clock = clock
        self._news = news
        self._faults = faults
        self._mails: list[Mail] = []
        self._opened: set[str] = set()
        self._controller: _OnFreePort | None = None

    def start(self, port: int = 0) -> None:
        self._controller = _OnFreePort(self, port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop(no_assert=True)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self._controller.port if self._controller else 0}"

    def deliver(self, sender: str, recipients: Sequence[str], raw: bytes) -> None:
        received = self._clock.now().isoformat(timespec="seconds")
        with self._news.changed:
            self._mails += [Mail(new_id("M"), received, to, sender, raw) for to in recipients]
            self._news.tell("mail")

    def restore(self, mails: list[Mail], opened: set[str]) -> None:
        with self._news.changed:
            self._mails, self._opened = list(mails), set(opened)

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

    # What aiosmtpd calls

    async def handle_RCPT(  # noqa: N802  - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self._faults.next({"refuse_recipient"}, address):
            return "550 5.1.1 No such person here"
        if self._faults.next({"greylist"}, address):
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        recipients = [str(address) for address in envelope.rcpt_tos]
        self.deliver(envelope.mail_from or "", recipients, envelope.original_content or b"")
        fault = next((f for address in recipients if (f := self._faults.next(MAIL, address))), None)
        if fault and isinstance(server.transport, asyncio.WriteTransport):
            # The mail is here, and the sender will never know.
            server.transport.abort()
        return "250 2.0.0 Taken"


def name_of_receiver(mail: Mail) -> str:
    headers = BytesHeaderParser(policy=policy.default).parsebytes(mail.raw)
    named = getaddresses([str(value) for value in headers.get_all("To", [])])
    return next((name for name, email in named if name and email.lower() == mail.to.lower()), mail.to)


class _OnFreePort(Controller):
    """aiosmtpd asks for a port before it listens; this one listens on a socket that is already bound."""

    def __init__(self, mailbox: Mailbox, port: int) -> None:
        self._bound = socket.create_server(("127.0.0.1", port))
        super().__init__(
            mailbox,
            hostname="127.0.0.1",
            port=self._bound.getsockname()[1],
            enable_SMTPUTF8=True,
            ready_timeout=10,
        )

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._bound)

"""The door that mail comes in by. It takes mail for everybody whose address still exists."""

import asyncio
import socket
from collections.abc import Sequence
from typing import Any, Protocol

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.sandbox.faults import MAIL, Faults
from bot.sandbox.habits import Gone, Habits
from bot.sandbox.mail_writing import NOBODY_HERE, Sending


class Taker(Protocol):
    """Where mail goes from here."""

    def deliver(self, sending: Sending, recipients: Sequence[str]) -> None: ...

    def habits(self, address: str) -> Habits: ...


class SmtpServer:
    def __init__(self, taker: Taker, faults: Faults, port: int = 0) -> None:
        self._controller = _OnFreePort(_Handler(taker, faults), port)

    def start(self) -> None:
        self._controller.start()

    def stop(self) -> None:
        self._controller.stop(no_assert=True)

    @property
    def port(self) -> int:
        return int(self._controller.port)


class _Handler:
    """The names of its methods are aiosmtpd's."""

    def __init__(self, taker: Taker, faults: Faults) -> None:
        self._taker = taker
        self._faults = faults

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        is_gone = self._taker.habits(address).gone is Gone.REFUSED
        if is_gone or self._faults.next({"refuse_recipient"}, address):
            return NOBODY_HERE
        if self._faults.next({"greylist"}, address):
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        recipients = [str(address) for address in envelope.rcpt_tos]
        self._taker.deliver(Sending(envelope.mail_from or "", envelope.original_content or b""), recipients)
        fault = next((f for address in recipients if (f := self._faults.next(MAIL, address))), None)
        if fault and isinstance(server.transport, asyncio.WriteTransport):
            # The mail is here, and the sender will never know.
            server.transport.abort()
        return "250 2.0.0 Taken"


class _OnFreePort(Controller):
    """aiosmtpd asks for a port before it listens; this one listens on a socket that is already bound."""

    def __init__(self, handler: _Handler, port: int) -> None:
        self._bound = socket.create_server(("127.0.0.1", port))
        super().__init__(
            handler,
            hostname="127.0.0.1",
            port=self._bound.getsockname()[1],
            enable_SMTPUTF8=True,
            ready_timeout=10,
        )

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._bound)

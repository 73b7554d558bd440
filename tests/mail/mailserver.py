"""A real mail server on this machine that can be told to behave badly."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

CERTIFICATE = Path(__file__).parent / "localhost.pem"  # for localhost alone, valid for a hundred years
PASSWORD = "hemligt:/@"


@dataclass(frozen=True, slots=True)
class Received:
    sender: str
    recipients: tuple[str, ...]
    content: bytes


@dataclass
class Post:
    """What has come in, and what to answer: for RCPT by the recipient's address, for the content one after another."""

    received: list[Received] = field(default_factory=list)
    connections: int = 0
    rcpt_answers: dict[str, str] = field(default_factory=dict)
    mail_answers: list[str] = field(default_factory=list)
    content_answers: list[str] = field(default_factory=list)
    hang_up_at: str = ""
    transports: list[Any] = field(default_factory=list)
    loop: asyncio.AbstractEventLoop | None = None

    async def handle_EHLO(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, _: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        self.transports.append(server.transport)
        self.loop = asyncio.get_running_loop()
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._hangs_up(server, "mail"):
            return ""
        if self.mail_answers:
            return self.mail_answers.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._hangs_up(server, "rcpt"):
            return ""
        answer = self.rcpt_answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(options)
        return answer

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.content_answers.pop(0) if self.content_answers else "250 OK"
        if answer.startswith("250"):
            content = envelope.original_content or b""
            self.received.append(Received(str(envelope.mail_from), tuple(envelope.rcpt_tos), content))
        self._hangs_up(server, "content")
        return answer

    def hang_up(self) -> None:
        """Close every connection, as a server does with those that say nothing."""
        assert self.loop is not None
        asyncio.run_coroutine_threadsafe(self._abort_all(), self.loop).result(5)

    async def _abort_all(self) -> None:
        for transport in self.transports:
            transport.abort()

    def _hangs_up(self, server: SMTP, step: str) -> bool:
        if self.hang_up_at == step:
            server.transport.abort()
            return True
        return False


class OnAnyPort(Controller):
    """aiosmtpd's controller, on a port that the system chooses."""

    def __init__(self, post: Post, **options: Any) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        super().__init__(post, hostname="127.0.0.1", port=self._socket.getsockname()[1], **options)

    async def _create_server(self) -> Any:
        return await self.loop.create_server(self._factory_invoker, sock=self._socket, ssl=self.ssl_context)


@contextmanager
def mail_server(post: Post, **options: Any) -> Iterator[int]:
    """A running server; yields its port."""
    controller = OnAnyPort(post, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def server_side() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def client_side() -> ssl.SSLContext:
    """Trusts our certificate and nothing else."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def logged_in(_: SMTP, __: Session, ___: Envelope, ____: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password.decode() == PASSWORD
    return AuthResult(success=right, handled=False)

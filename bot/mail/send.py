"""Hands mail to an SMTP server, one recipient at a time, over a connection that is kept between messages."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from bot.delivery import DeliveryError
from bot.mail.message import Mail
from bot.mail.server import Encryption, MailServer

TIMEOUT = 30.0  # seconds without a word from the server
SERVICE_CLOSING = 421  # RFC 5321 section 3.8: the server hangs up after this
TEMPORARY, PERMANENT = 400, 500
HUNDRED = 100
OK = 250
GO_AHEAD = 354
NOT_INTERNATIONAL = (550, b"5.6.7 non-ASCII address")  # RFC 6531 section 3.5
ENHANCED_STATUS = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}")  # RFC 3463
LEADING_DOT = re.compile(rb"(?m)^\.")


class Refused(Exception):
    """The server answered a command of ours with something else than success."""

    def __init__(self, step: str, code: int, reply: bytes) -> None:
        super().__init__(step, code)
        status = ENHANCED_STATUS.search(reply)
        self.code = code
        self.reason = " ".join([step, str(code), *([status.group().decode()] if status else [])])


class SmtpMailer:
    """Sends through one mail server. Threads may share it: each mail takes a connection that nobody uses, and leaves it
    for the next.

    `ssl_context` is the system's list of authorities unless a private one is needed; certificates are always verified.
    """

    def __init__(
        self, server: MailServer, *, timeout: float = TIMEOUT, ssl_context: ssl.SSLContext | None = None
    ) -> None:
        self._server = server
        self._timeout = timeout
        self._ssl_context = ssl_context or ssl.create_default_context()
        self._idle: list[Line] = []

    def send(self, mail: Mail) -> str:
        """Hands the mail in for its recipient and returns its Message-ID. Raises DeliveryError."""
        with self._line() as line:
            line.send(mail)
        return mail.message_id

    def check(self) -> None:
        """Connects and logs in, as sending would. Raises DeliveryError."""
        with self._line() as line:
            line.connect_anew()

    def close(self) -> None:
        while self._idle:
            self._idle.pop().hang_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _line(self) -> Iterator["Line"]:
        try:
            line = self._idle.pop()
        except IndexError:
            line = Line(self._server, self._timeout, self._ssl_context)
        try:
            yield line
        finally:
            self._idle.append(line)


class Line:
    """One connection to the server, opened when it is needed and kept between mails.

    One that has died while nobody used it is opened again; nothing was handed in on it.
    """

    def __init__(self, server: MailServer, timeout: float, ssl_context: ssl.SSLContext) -> None:
        self._server = server
        self._timeout = timeout
        self._ssl_context = ssl_context
        self._connection: smtplib.SMTP | None = None

    def send(self, mail: Mail) -> None:
        connection = self._ready_for(mail)
        with self._failing("rcpt"):
            _expect("rcpt", connection.rcpt(mail.recipient))
        with self._failing("data"):
            _expect("data", connection.docmd("DATA"), wanted=GO_AHEAD)
        with self._failing("content", in_doubt=True):
            connection.send(_quoted(mail.content))
            _expect("content", connection.getreply())

    def connect_anew(self) -> smtplib.SMTP:
        self.hang_up()
        with self._failing("connect"):
            self._connection = self._connected()
            return self._connection

    def hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.close()

    def _ready_for(self, mail: Mail) -> smtplib.SMTP:
        """A connection that has taken the sender. One from before may have died, or had its fill: then a new one."""
        if self._connection:
            try:
                return _begin(self._connection, mail)
            except (Refused, OSError):  # smtplib's errors are OSErrors
                self.hang_up()
        connection = self.connect_anew()
        with self._failing("mail"):
            return _begin(connection, mail)

    def _connected(self) -> smtplib.SMTP:
        """Connected, encrypted and logged in as the setting says; never in clear text when it says otherwise."""
        server = self._server
        if server.encryption is Encryption.FROM_THE_START:
            context = self._ssl_context
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._timeout, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
        try:
            if server.encryption is Encryption.STARTTLS:
                connection.starttls(context=self._ssl_context)
            connection.ehlo_or_helo_if_needed()
            if server.user is not None:
                connection.login(server.user, server.password or "")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _failing(self, step: str, *, in_doubt: bool = False) -> Iterator[None]:
        """Turns what goes wrong in one step into a DeliveryError, and leaves no half-finished connection behind."""
        try:
            yield
        except Refused as err:
            self._clear_for_next(err.code)
            unclear = in_doubt and err.code < TEMPORARY
            raise DeliveryError(
                permanent=err.code >= PERMANENT, reason=err.reason, in_doubt=unclear
            ) from None
        except smtplib.SMTPResponseException as err:
            self.hang_up()
            raise DeliveryError(
                permanent=False, reason=f"{step} {err.smtp_code}", in_doubt=in_doubt
            ) from None
        except (OSError, UnicodeError) as err:  # UnicodeError: a host name that cannot be one
            self.hang_up()
            raise DeliveryError(
                permanent=False, reason=f"{step} {type(err).__name__}", in_doubt=in_doubt
            ) from None

        except BaseException:  # stopped in the middle: what follows must not end up inside this message
            self.hang_up()
            raise

    def _clear_for_next(self, code: int) -> None:
        """After a refusal the connection serves the next message, unless the server said that it hangs up."""
        try:
            if code == SERVICE_CLOSING or self._connection is None:
                self.hang_up()
            else:
                self._connection.rset()
        except OSError:
            self.hang_up()


def _begin(connection: smtplib.SMTP, mail: Mail) -> smtplib.SMTP:
    """Names the sender; international addresses need RFC 6531 on the other side."""
    if mail.is_international and not connection.has_extn("smtputf8"):
        raise Refused("mail", *NOT_INTERNATIONAL)
    options = ["SMTPUTF8", "BODY=8BITMIME"] if mail.is_international else []
    _expect("mail", connection.mail(mail.sender, options))
    return connection


def _expect(step: str, answer: tuple[int, bytes], *, wanted: int = OK) -> None:
    code, reply = answer
    if code // HUNDRED != wanted // HUNDRED:
        raise Refused(step, code, reply)


def _quoted(content: bytes) -> bytes:
    """The content as DATA wants it, RFC 5321 section 4.5.2: no line is a lone dot but the last."""
    ended = content if content.endswith(b"\r\n") else content + b"\r\n"
    return LEADING_DOT.sub(b"..", ended) + b".\r\n"

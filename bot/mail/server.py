"""Where mail is handed in, from one setting: smtp://user:password@host:port and its two encrypted forms."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import SplitResult, unquote, urlsplit

from bot.domain.errors import KallelseError


class Encryption(StrEnum):
    """The value is the scheme of the URL."""

    NONE = "smtp"
    FROM_THE_START = "smtps"
    STARTTLS = "smtp+starttls"


USUAL_PORTS = {Encryption.NONE: 25, Encryption.FROM_THE_START: 465, Encryption.STARTTLS: 587}


@dataclass(eq=False)
class BadMailServer(KallelseError):
    """The address of the mail server cannot be read; `part` says where it goes wrong, and holds no password."""

    part: str


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server and how to talk to it; `user` is None when it asks for no login."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def mail_server(url: str) -> MailServer:
    """Reads smtp://, smtps:// or smtp+starttls://; user and password are percent-encoded. Raises BadMailServer."""
    try:
        parts = urlsplit(url)
        encryption = Encryption(parts.scheme.lower())
    except ValueError:
        raise BadMailServer("scheme") from None
    if not parts.hostname:
        raise BadMailServer("host")
    return MailServer(
        host=parts.hostname,
        port=_port(parts) or USUAL_PORTS[encryption],
        encryption=encryption,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise BadMailServer("port") from None

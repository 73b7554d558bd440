"""Where our own mailbox is read, from one setting: imaps://user:password@host:port and its two other forms."""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from bot.mail.server import BadMailServer


class ImapEncryption(StrEnum):
    """The value is the scheme of the URL."""

    NONE = "imap"
    FROM_THE_START = "imaps"
    STARTTLS = "imap+starttls"


USUAL_PORTS = {ImapEncryption.NONE: 143, ImapEncryption.FROM_THE_START: 993, ImapEncryption.STARTTLS: 143}


@dataclass(frozen=True, slots=True)
class ImapServer:
    host: str
    port: int
    encryption: ImapEncryption
    user: str
    password: str = field(repr=False)


def imap_server(url: str) -> ImapServer:
    """Reads imap://, imaps:// or imap+starttls://; user and password are percent-encoded and needed. Raises BadMailServer."""
    try:
        parts = urlsplit(url)
        encryption = ImapEncryption(parts.scheme.lower())
    except ValueError:
        raise BadMailServer("scheme") from None
    try:
        port = parts.port or USUAL_PORTS[encryption]
    except ValueError:
        raise BadMailServer("port") from None
    if not parts.hostname:
        raise BadMailServer("host")
    if not (parts.username and parts.password):
        raise BadMailServer("user")
    return ImapServer(parts.hostname, port, encryption, unquote(parts.username), unquote(parts.password))

"""Where the shared calendar is, from one setting: https://user:password@host/path/ of the calendar."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from bot.domain.errors import KallelseError

SCHEMES = frozenset({"https", "http"})


@dataclass(eq=False)
class BadSharedCalendar(KallelseError):
    """The address cannot be read; `part` says where it goes wrong, and holds no password."""

    part: str


@dataclass(frozen=True, slots=True)
class SharedCalendar:
    """A CalDAV collection (RFC 4791): `url` ends in a slash and holds neither user nor password."""

    url: str
    user: str
    password: str = field(repr=False)

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


def shared_calendar(setting: str) -> SharedCalendar:
    """User and password are percent-encoded. Raises BadSharedCalendar."""
    try:
        parts = urlsplit(setting)
        host = parts.hostname, parts.port
    except ValueError:
        raise BadSharedCalendar("port") from None
    if parts.scheme.lower() not in SCHEMES:
        raise BadSharedCalendar("scheme")
    if not host[0]:
        raise BadSharedCalendar("host")
    if not parts.username or parts.password is None:
        raise BadSharedCalendar("user")
    _, _, where = parts.netloc.rpartition("@")
    path = parts.path.rstrip("/") + "/"
    return SharedCalendar(
        url=urlunsplit((parts.scheme.lower(), where, path, "", "")),
        user=unquote(parts.username),
        password=unquote(parts.password),
    )

"""A CalDAV collection as a shelf of files: laid down, fetched and taken away, each on a condition (RFC 9110 section 13).

That is all of CalDAV that writing needs, so plain HTTP does: docs/decisions/0002-caldav-by-plain-http.md.
"""

from dataclasses import dataclass

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from bot.caldav.address import SharedCalendar
from bot.delivery import DeliveryError

SECONDS = (10.0, 30.0)  # to connect; to answer
ANY = {"If-Match": "*"}
NONE_YET = {"If-None-Match": "*"}
UNAUTHORIZED, NOT_FOUND, GONE, TIMEOUT, CHANGED = 401, 404, 410, 408, 412
LOCKED, TOO_MANY = 423, 429
REDIRECTED, REFUSED, BROKEN = 300, 400, 500
# Whoever runs us can put it right: what is owed then goes out by itself.
ACCESS = frozenset({UNAUTHORIZED, 403, NOT_FOUND, 405, 409})
PASSES = frozenset({TIMEOUT, CHANGED, LOCKED, 425, TOO_MANY})


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies there: `etag` names this state of it, "" when the server names none that can be made a condition of."""

    octets: bytes
    etag: str


class Shelf:
    """One connection; for one thread. Every method raises DeliveryError."""

    def __init__(self, calendar: SharedCalendar) -> None:
        self._calendar = calendar
        self._session = requests.Session()
        self._auth: AuthBase = HTTPBasicAuth(calendar.user.encode(), calendar.password.encode())

    def lay(self, name: str, octets: bytes, condition: dict[str, str]) -> str | None:
        """The ETag of what lies there then, "" when it is not told; None when the condition does not hold."""
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        answer = self._asked("PUT", name, headers, octets)
        if answer.status_code == CHANGED:
            return None
        self._check(answer)
        return _strong(answer.headers.get("ETag", ""))

    def fetch(self, name: str) -> Lying | None:
        """None when nothing lies there."""
        answer = self._asked("GET", name, {"Accept": "text/calendar"})
        if answer.status_code in {NOT_FOUND, GONE}:
            return None
        self._check(answer)
        return Lying(answer.content, _strong(answer.headers.get("ETag", "")))

    def take_away(self, name: str, condition: dict[str, str]) -> bool:
        """False when the condition does not hold. What is not there is away."""
        answer = self._asked("DELETE", name, condition)
        if answer.status_code == CHANGED:
            return False
        if answer.status_code not in {NOT_FOUND, GONE}:
            self._check(answer)
        return True

    def look(self) -> None:
        """Whether we are let in to a calendar there; changes nothing."""
        headers = {"Depth": "0", "Content-Type": "application/xml; charset=utf-8"}
        self._check(self._asked("PROPFIND", "", headers, b""))

    def _asked(
        self, method: str, name: str, headers: dict[str, str], octets: bytes | None = None
    ) -> requests.Response:
        answer = self._sent(method, name, headers, octets)
        if answer.status_code == UNAUTHORIZED and self._should_digest(answer):
            self._auth = HTTPDigestAuth(self._calendar.user, self._calendar.password)
            answer = self._sent(method, name, headers, octets)
        return answer

    def _should_digest(self, answer: requests.Response) -> bool:
        """Some servers take passwords only so (RFC 7616)."""
        asked = answer.headers.get("WWW-Authenticate", "").lower()
        return "digest" in asked and "basic" not in asked and not isinstance(self._auth, HTTPDigestAuth)

    def _sent(
        self, method: str, name: str, headers: dict[str, str], octets: bytes | None
    ) -> requests.Response:
        try:
            return self._session.request(
                method,
                self._calendar.url + name,
                data=octets,
                headers=headers,
                auth=self._auth,
                timeout=SECONDS,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            reason = f"no answer from the calendar server ({type(error).__name__})"
            raise DeliveryError(permanent=False, in_doubt=True, reason=reason) from error

    def _check(self, answer: requests.Response) -> None:
        status = answer.status_code
        if status < REDIRECTED:
            return
        wait = answer.headers.get("Retry-After", "")
        passes = status in ACCESS | PASSES or status < REFUSED or status >= BROKEN
        raise DeliveryError(
            permanent=not passes,
            in_doubt=status >= BROKEN,
            reason=f"caldav {status}",
            retry_after=float(wait) if wait.isdecimal() and int(wait) > 0 else None,
        )


def _strong(etag: str) -> str:
    """A weak one cannot be made a condition of (RFC 9110 section 13.1.1)."""
    return "" if etag.startswith("W/") else etag

"""Files that people have given to Slack, fetched with the bot's token: from Slack alone, bounded in size and time.

https://docs.slack.dev/reference/objects/file-object: url_private_download wants the token as a bearer.
"""

import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from slack_sdk import WebClient

from bot.domain.errors import KallelseError
from bot.domain.paper import check_size

FILES = "https://files.slack.com"
TIMEOUT_SECONDS = 15
LONGEST_SECONDS = 60
PIECE = 64 * 1024


@dataclass(eq=False)
class NotFetched(KallelseError):
    """Slack did not give us the file: it lies elsewhere (Google Drive, another workspace), or the line broke."""

    name: str


class NoRedirects(HTTPRedirectHandler):
    """The token goes where we send it and nowhere else; what Slack redirects is a page to sign in on."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class SlackFile:
    """What Slack tells of a file in a form's state."""

    name: str
    size: int
    address: str

    @classmethod
    def told(cls, known: Mapping[str, Any]) -> "SlackFile":
        address = "" if known.get("is_external") else str(known.get("url_private_download") or "")
        return cls(str(known.get("name") or ""), int(known.get("size") or 0), address)


def fetch(client: WebClient, file: SlackFile) -> bytes:
    """Raises NotFetched, and BadPaper when it is larger than a paper may be."""
    check_size(file.name, file.size)
    if _origin(file.address) not in {_origin(FILES), _origin(client.base_url)}:
        raise NotFetched(file.name)
    request = Request(file.address, headers={"Authorization": f"Bearer {client.token}"})  # noqa: S310  looked at above
    try:
        with closing(_opener(client).open(request, timeout=TIMEOUT_SECONDS)) as answer:
            content = _read(answer, file)
    except (OSError, HTTPException) as error:
        raise NotFetched(file.name) from error
    if len(content) != file.size:
        raise NotFetched(file.name)
    return content


def _read(answer: HTTPResponse, file: SlackFile) -> bytes:
    """As much as the file is said to be and a little more, so that one that is not what it was said to be is seen."""
    until = time.monotonic() + LONGEST_SECONDS
    content = bytearray()
    while len(content) <= file.size and (piece := answer.read1(PIECE)):
        content += piece
        if time.monotonic() > until:
            raise NotFetched(file.name)
    return bytes(content)


def _opener(client: WebClient) -> OpenerDirector:
    through = [ProxyHandler({"http": client.proxy, "https": client.proxy})] if client.proxy else []
    return build_opener(NoRedirects, HTTPSHandler(context=client.ssl), *through)


def _origin(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc.lower()

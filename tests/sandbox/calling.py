"""Calls to the Web API and the client's endpoints, as bare HTTP."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from bot.sandbox.server import Sandbox


def api(sandbox: Sandbox, method: str, *, token: str | None = None, **arguments: Any) -> dict[str, Any]:
    """What Slack would answer to the bot, without "response_metadata" when it is empty."""
    headers = {
        "Authorization": f"Bearer {token or sandbox.app.bot_token}",
        "Content-Type": "application/json",
    }
    request = Request(sandbox.api_url + method, json.dumps(arguments).encode(), headers)  # noqa: S310
    with urlopen(request, timeout=10) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
    return found


def client(
    sandbox: Sandbox, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
) -> tuple[int, Any]:
    """Status and JSON of one request the browser makes."""
    data = None if body is None else json.dumps(body).encode()
    sent = {"Content-Type": "application/json", **(headers or {})}
    request = Request(f"{sandbox.url}{path}", data, sent)  # noqa: S310
    try:
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, json.load(answer)
    except HTTPError as err:
        return err.code, json.load(err)

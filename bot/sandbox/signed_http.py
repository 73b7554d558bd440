"""Slack's side of an app with a Request URL: the same payloads, POSTed and signed."""

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from bot.sandbox.link import ACK_SECONDS, Ack, Retry, lost

CONNECT_SECONDS = 1.0


class SignedHttp:
    """Signs with real time, because the bot's library compares it with its own real clock."""

    def __init__(self, request_url: str, signing_secret: str) -> None:
        self._request_url = request_url
        self._secret = signing_secret

    def is_connected(self) -> bool:
        """Whether anybody listens at the address."""
        address = urlsplit(self._request_url)
        try:
            with socket.create_connection((address.hostname or "", address.port or 80), CONNECT_SECONDS):
                return True
        except OSError:
            return False

    def stop(self) -> None:
        """Nothing stays open between two payloads."""

    def send(self, kind: str, payload: Mapping[str, Any], retry: Retry | None = None) -> Ack:
        body, content_type = _body(kind, payload)
        headers = {"Content-Type": content_type, **self._signature(body), **_retry_headers(retry)}
        request = Request(self._request_url, body, headers, method="POST")  # noqa: S310  - an address we were given
        started = time.monotonic()
        try:
            with urlopen(request, timeout=ACK_SECONDS) as answer:  # noqa: S310
                ack = _read(answer.read())
        except HTTPError as err:
            return Ack({}, "dispatch_failed", f"HTTP {err.code}")
        except TimeoutError:
            return Ack({}, "operation_timeout", f"no answer within {ACK_SECONDS:g} s")
        except (URLError, HTTPException, OSError) as err:
            return _unreachable(err)
        if time.monotonic() - started > ACK_SECONDS:
            return Ack({}, "operation_timeout", f"the answer took more than {ACK_SECONDS:g} s")
        return ack

    def _signature(self, body: bytes) -> dict[str, str]:
        stamp = str(int(time.time()))
        base = b"v0:" + stamp.encode() + b":" + body
        signature = "v0=" + hmac.new(self._secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


def _unreachable(err: Exception) -> Ack:
    if isinstance(getattr(err, "reason", None), TimeoutError):
        return Ack({}, "operation_timeout", f"no answer within {ACK_SECONDS:g} s")
    return lost(str(err))


def _body(kind: str, payload: Mapping[str, Any]) -> tuple[bytes, str]:
    if kind == "events_api":
        return json.dumps(payload).encode(), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _retry_headers(retry: Retry | None) -> dict[str, str]:
    if retry is None:
        return {}
    return {"X-Slack-Retry-Num": str(retry.attempt), "X-Slack-Retry-Reason": retry.reason}


def _read(body: bytes) -> Ack:
    """An ack's body is JSON, or the plain text of an answer to a command."""
    text = body.decode()
    if not text.strip():
        return Ack({})
    try:
        read = json.loads(text)
    except ValueError:
        return Ack({"text": text})
    return Ack(read if isinstance(read, dict) else {"text": text})

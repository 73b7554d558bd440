"""What all endpoints for the browser client have in common. They are for this machine only."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import Response, jsonify, request

from bot.sandbox.acts import ActFailedError
from bot.sandbox.refusal import SlackRefusal


class BadRequestError(Exception):
    """The browser left out something the endpoint needs."""


Endpoint = Callable[..., Any]


def only_from_here() -> Response | None:
    """Refuses names other than this machine's (DNS rebinding) and requests other sites' pages make."""
    host = urlsplit(f"//{request.host}").hostname
    if host not in ("127.0.0.1", "localhost"):
        return error("forbidden_host", "the sandbox answers on 127.0.0.1 only", 403)
    if not request.path.startswith("/sandbox/"):
        return None
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        return error("forbidden_origin", "another site's page may not act here", 403)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return error("forbidden_origin", "another site's page may not act here", 403)
    return None


def error(name: str, detail: str, status: int) -> Response:
    response = jsonify({"ok": False, "error": name, "detail": detail})
    response.status_code = status
    return response


def answers(endpoint: Endpoint) -> Endpoint:
    """Turns what goes wrong into the client's error shape, and a dict into JSON."""

    @wraps(endpoint)
    def run(**parts: str) -> Response:
        try:
            answer = endpoint(**parts)
        except BadRequestError as err:
            return error("invalid_arguments", str(err), 400)
        except ActFailedError as err:
            return error(err.error, err.detail, 409)
        except SlackRefusal as err:
            return error(err.error, str(err.facts), 404 if err.error.endswith("not_found") else 400)
        return answer if isinstance(answer, Response) else jsonify(answer)

    return run


def sent() -> dict[str, Any]:
    """The JSON object of the request."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BadRequestError("send a JSON object with content type application/json")
    return body


def need(body: dict[str, Any], name: str) -> Any:
    if body.get(name) in (None, ""):
        raise BadRequestError(f"{name} is missing")
    return body[name]


def asked(name: str) -> str:
    value = request.args.get(name)
    if not value:
        raise BadRequestError(f"{name} is missing")
    return value

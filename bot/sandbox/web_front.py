"""The HTTP doors of the workspace that the bot knocks on: the Web API, response_url, file uploads."""

import contextlib
import socket
import time
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.sandbox import web_api
from bot.sandbox.app import App
from bot.sandbox.download import download
from bot.sandbox.faults import WEB_API, Fault
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.say import answer
from bot.sandbox.web_api.call import Call

SIGN_IN = "<!DOCTYPE html><title>Sign in</title><p>Sign in to the workspace to see this file.\n"
"""What Slack answers to a download without a token: a page, and 200."""

ORDINARY = {"already_reacted", "hash_conflict", "no_reaction", "users_not_found"}
"""Answers that a careful app asks for: they are no mistakes of its."""


def bot_doors(app: App) -> Blueprint:
    doors = Blueprint("bot", __name__)

    @doors.route("/api/<method>", methods=["GET", "POST"])
    def api(method: str) -> Response:
        return _with_fault(app, method, lambda: _run(app, method))

    @doors.post("/response/<token>")
    def response_url(token: str) -> Response:
        return _with_fault(app, "response_url", lambda: _answer(app, token))

    @doors.post("/upload/<upload_id>")
    def upload(upload_id: str) -> Response:
        try:
            app.uploads.receive(upload_id, _uploaded())
        except SlackRefusal as refusal:
            return Response(refusal.error, status=refusal.status or 400)
        return Response(f"OK - {request.content_length}")

    @doors.get("/files/<upload_id>/<name>")
    def file(upload_id: str, name: str) -> Response:
        if not _may_fetch_files(app):
            return Response(SIGN_IN, mimetype="text/html")
        try:
            content = app.uploads.finished(upload_id).content
        except SlackRefusal:
            return Response("no such file\n", status=404)
        return download(content, "application/octet-stream", name)

    return doors


def _may_fetch_files(app: App) -> bool:
    """A person's browser may; a program needs the bot's token, and the scope for it."""
    if request.headers.get("Sec-Fetch-Site") in ("same-origin", "none"):
        return True
    if _token() == app.bot_token and "files:read" in app.manifest.scopes:
        return True
    app.refuse("file download", "not_authed", "send the bot token as a bearer token; it needs files:read")
    return False


def _uploaded() -> bytes:
    """The file, sent as a form or bare; Slack takes both."""
    if request.mimetype == "multipart/form-data":
        return next((file.read() for file in request.files.values()), b"")
    return request.get_data(cache=False, parse_form_data=False)


def _run(app: App, method: str) -> Response:
    call = Call(app, _arguments(), _token())
    try:
        body = web_api.run(method, call)
    except SlackRefusal as refusal:
        if refusal.error not in ORDINARY:
            app.refuse(method, refusal.error, str(refusal.facts or ""))
        body = {"ok": False, "error": refusal.error, **refusal.facts}
    except Exception as err:
        app.refuse(method, "fatal_error", repr(err))
        raise
    scopes = ",".join(sorted(app.manifest.scopes))
    answer = jsonify(body)
    answer.headers["x-oauth-scopes"] = scopes
    return answer


def _answer(app: App, token: str) -> Response:
    fields = request.get_json(silent=True, force=True)
    try:
        answer(app, token, fields)
    except SlackRefusal as refusal:
        app.refuse("response_url", refusal.error, str(refusal.facts or ""))
        return _json({"ok": False, "error": refusal.error, **refusal.facts}, refusal.status or 400)
    return Response("ok", mimetype="text/plain")


def _json(body: Mapping[str, Any], status: int) -> Response:
    response = jsonify(body)
    response.status_code = status
    return response


def _arguments() -> dict[str, Any]:
    if request.is_json:
        body = request.get_json(silent=True)
        return {**request.args, **(body if isinstance(body, dict) else {})}
    return {**request.args.to_dict(), **request.form.to_dict()}


def _token() -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer":
        return token
    return request.form.get("token") or request.args.get("token")


def _with_fault(app: App, what: str, run: Callable[[], Response]) -> Response:
    app.heard()
    fault = app.faults.next(WEB_API, what)
    if fault is None:
        return run()
    if fault.kind == "rate_limited":
        return _rate_limited(fault)
    if fault.kind == "server_error":
        return Response("Internal Server Error\n", status=500)
    if fault.kind == "slow":
        time.sleep(fault.seconds)
        return run()
    run()
    _drop_connection()
    return Response("")


def _rate_limited(fault: Fault) -> Response:
    response = _json({"ok": False, "error": "ratelimited"}, 429)
    response.headers["Retry-After"] = str(max(int(fault.seconds), 1))
    return response


def _drop_connection() -> None:
    """The effect has happened, and nobody will ever hear of it."""
    with contextlib.suppress(OSError):
        request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)

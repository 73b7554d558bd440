"""What a person's Slack app would do, as HTTP for the browser client. The address is for this machine only."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, request, send_from_directory
from werkzeug.exceptions import NotFound

from bot.sandbox import acts, interacts
from bot.sandbox.acts import ActFailedError
from bot.sandbox.app import App
from bot.sandbox.client_drawing import (
    clock_drawing,
    message_drawing,
    view_drawing,
    workspace_drawing,
)
from bot.sandbox.clock import ClockRunsForwardError
from bot.sandbox.faults import Fault
from bot.sandbox.interacts import Act
from bot.sandbox.refusal import SlackRefusal

CLIENT = Path(__file__).parent / "client"
HEARTBEAT_SECONDS = 15.0
ADDRESSING = {"as", "container", "block_id", "action_id", "values"}


class BadRequestError(Exception):
    """The browser left out something the endpoint needs."""


Endpoint = Callable[..., Any]


def client_doors(app: App) -> Blueprint:
    doors = Blueprint("client", __name__)
    doors.before_app_request(_only_from_here)
    for part in (_pages, _reading, _acting, _modals, _clock_and_faults):
        part(doors, app)
    return doors


def _only_from_here() -> Response | None:
    """Refuses names other than this machine's (DNS rebinding) and requests other sites' pages make."""
    host = urlsplit(f"//{request.host}").hostname
    if host not in ("127.0.0.1", "localhost"):
        return _error("forbidden_host", "the sandbox answers on 127.0.0.1 only", 403)
    if not request.path.startswith("/sandbox/"):
        return None
    origin = request.headers.get("Origin")
    if origin and urlsplit(origin).netloc != request.host:
        return _error("forbidden_origin", "another site's page may not act here", 403)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return _error("forbidden_origin", "another site's page may not act here", 403)
    return None


def _error(name: str, detail: str, status: int) -> Response:
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
            return _error("invalid_arguments", str(err), 400)
        except ActFailedError as err:
            return _error(err.error, err.detail, 409)
        except SlackRefusal as err:
            return _error(err.error, str(err.facts), 404 if err.error.endswith("not_found") else 400)
        return answer if isinstance(answer, Response) else jsonify(answer)

    return run


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise BadRequestError("send a JSON object with content type application/json")
    return body


def _need(body: dict[str, Any], name: str) -> Any:
    if body.get(name) in (None, ""):
        raise BadRequestError(f"{name} is missing")
    return body[name]


def _asked(name: str) -> str:
    value = request.args.get(name)
    if not value:
        raise BadRequestError(f"{name} is missing")
    return value


def _pages(doors: Blueprint, _app: App) -> None:
    @doors.get("/")
    @doors.get("/mailbox")
    def index() -> Response:
        return client_file("index.html")

    @doors.get("/client/<path:name>")
    def client_file(name: str) -> Response:
        try:
            return send_from_directory(CLIENT, name)
        except NotFound:
            return Response(f"no file {name} in the client\n", status=404, mimetype="text/plain")


def _reading(doors: Blueprint, app: App) -> None:
    @doors.get("/sandbox/workspace")
    @answers
    def workspace() -> Any:
        return workspace_drawing(app, _asked("as"))

    @doors.get("/sandbox/people")
    @answers
    def people() -> Any:
        """For choosing who to be, before anybody is chosen."""
        first = next(account.id for account in app.workspace.accounts.values() if not account.is_bot)
        return {"people": workspace_drawing(app, first)["people"]}

    @doors.get("/sandbox/messages")
    @answers
    def messages() -> Any:
        who, channel, thread_ts = _asked("as"), _asked("channel"), request.args.get("thread_ts")
        said = app.workspace.messages.seen_by(who, app.workspace.channel(channel).id)
        if thread_ts:
            said = [message for message in said if thread_ts in (message.ts, message.thread_ts)]
        else:
            said = [message for message in said if not message.is_reply or message.broadcast]
        app.workspace.messages.mark_read(channel, who)
        return {"messages": [message_drawing(app, message) for message in said]}

    @doors.get("/sandbox/home")
    @answers
    def home() -> Any:
        view = app.workspace.views.homes.get(_asked("as"))
        return {"view": view_drawing(view) if view else None}

    @doors.get("/sandbox/views")
    @answers
    def views() -> Any:
        return {"stack": [view_drawing(view) for view in app.workspace.views.stack(_asked("as"))]}

    @doors.get("/sandbox/events")
    @answers
    def events() -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(_stream(app, _asked("as")), mimetype="text/event-stream", headers=headers)


def _stream(app: App, who: str) -> Iterator[str]:
    """What happens for this person from now on; a comment now and then finds out whether the page is gone."""
    news = app.workspace.news
    last = news.number
    yield ": open\n\n"
    while not app.is_stopping():
        items = news.wait_for_items(last, who, HEARTBEAT_SECONDS, app.is_stopping)
        last = news.number if not items else items[-1].number
        yield "".join(f"data: {json.dumps(item.fact)}\n\n" for item in items) or ": still here\n\n"


def _acting(doors: Blueprint, app: App) -> None:
    @doors.post("/sandbox/message")
    @answers
    def message() -> Any:
        body = _body()
        said = acts.types(
            app, _need(body, "as"), _need(body, "channel"), _need(body, "text"), body.get("thread_ts")
        )
        return {"ok": True, "ts": said.message.ts}

    @doors.post("/sandbox/command")
    @answers
    def command() -> Any:
        body = _body()
        acts.commands(
            app, _need(body, "as"), _need(body, "channel"), _need(body, "command"), body.get("text") or ""
        )
        return {"ok": True}

    @doors.post("/sandbox/shortcut")
    @answers
    def shortcut() -> Any:
        body = _body()
        ts = body.get("ts")
        on = app.workspace.messages.get(_need(body, "channel"), ts) if ts else None
        acts.shortcuts(app, _need(body, "as"), _need(body, "callback_id"), on)
        return {"ok": True}

    @doors.post("/sandbox/home/open")
    @answers
    def open_home() -> Any:
        acts.opens_home(app, _need(_body(), "as"))
        return {"ok": True}

    @doors.post("/sandbox/reaction")
    @answers
    def reaction() -> Any:
        body = _body()
        on = app.workspace.messages.get(_need(body, "channel"), _need(body, "ts"))
        react = acts.unreacts if body.get("remove") else acts.reacts
        react(app, _need(body, "as"), on, _need(body, "name"))
        return {"ok": True}

    @doors.post("/sandbox/join")
    @answers
    def join() -> Any:
        body = _body()
        if body.get("guest"):
            acts.invites(app, _need(body, "as"), _need(body, "channel"), body["guest"])
        else:
            acts.joins(app, _need(body, "as"), _need(body, "channel"))
        return {"ok": True}

    @doors.post("/sandbox/open_im")
    @answers
    def open_im() -> Any:
        body = _body()
        return {"channel": app.workspace.direct_messages(_need(body, "as"), _need(body, "user")).id}


def _modals(doors: Blueprint, app: App) -> None:
    @doors.post("/sandbox/action")
    @answers
    def action() -> Any:
        body = _body()
        who, place = _need(body, "as"), _need(body, "container")
        chosen = {key: value for key, value in body.items() if key not in ADDRESSING}
        act = Act(_need(body, "block_id"), _need(body, "action_id"), chosen)
        if place.get("type") == "view":
            view = app.workspace.views.get(_need(place, "view_id"))
            interacts.acts_on_view(app, who, view, act, body.get("values"))
        else:
            on = app.workspace.messages.get(_need(place, "channel"), _need(place, "ts"))
            interacts.acts_on_message(app, who, on, act)
        return {"ok": True}

    @doors.post("/sandbox/submit")
    @answers
    def submit() -> Any:
        body = _body()
        view = app.workspace.views.get(_need(body, "view_id"))
        errors = interacts.submits(app, _need(body, "as"), view, body.get("values") or {})
        return {"ok": not errors, **({"errors": errors} if errors else {})}

    @doors.post("/sandbox/close")
    @answers
    def close() -> Any:
        body = _body()
        view = app.workspace.views.get(_need(body, "view_id"))
        interacts.closes(app, _need(body, "as"), view, everything=bool(body.get("clear")))
        return {"ok": True}

    @doors.post("/sandbox/options")
    @answers
    def options() -> Any:
        body = _body()
        view = app.workspace.views.get(_need(body, "view_id"))
        ids = _need(body, "block_id"), _need(body, "action_id")
        return {"options": interacts.options(app, _need(body, "as"), view, *ids, body.get("value") or "")}


def _clock_and_faults(doors: Blueprint, app: App) -> None:
    @doors.get("/sandbox/clock")
    @answers
    def clock() -> Any:
        return clock_drawing(app)

    @doors.post("/sandbox/clock")
    @answers
    def move_clock() -> Any:
        body = _body()
        try:
            if "to" in body:
                app.workspace.clock.move_to(_instant(str(body["to"])))
            else:
                app.workspace.clock.advance(float(_need(body, "advance_seconds")))
        except ClockRunsForwardError as err:
            raise BadRequestError("the clock runs forward only") from err
        except ValueError as err:
            raise BadRequestError(f"not a time: {err}") from err
        app.workspace.news.tell("clock")
        return clock_drawing(app)

    @doors.post("/sandbox/faults")
    @answers
    def faults() -> Any:
        body = _body()
        try:
            app.faults.plan(
                Fault(
                    _need(body, "fault"),
                    body.get("method") or "*",
                    int(body.get("times", 1)),
                    float(body.get("seconds", 1)),
                )
            )
        except ValueError as err:
            raise BadRequestError(f"no such fault: {err}") from err
        return {"ok": True}

    @doors.get("/sandbox/refusals")
    @answers
    def refusals() -> Any:
        """What the bot did that Slack would not have accepted."""
        return {"refusals": [{"what": r.what, "error": r.error, "detail": r.detail} for r in app.refused]}


def _instant(text: str) -> datetime:
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)

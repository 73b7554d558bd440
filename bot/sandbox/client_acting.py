"""What a person does in the browser, over HTTP: each function takes the JSON that was sent."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, request

from bot.sandbox import acts, interacts
from bot.sandbox.app import App
from bot.sandbox.client_doors import answers, asked, need, sent
from bot.sandbox.interacts import Act
from bot.sandbox.model import Message, View
from bot.sandbox.uploads import file_object

Body = dict[str, Any]
ADDRESSING = {"as", "container", "block_id", "action_id", "values"}


def acting_doors(app: App) -> Blueprint:
    doors = Blueprint("acting", __name__)
    for path, act in ACTS.items():
        run = answers(partial(_run, app, act))
        doors.add_url_rule(f"/sandbox/{path}", path.replace("/", "_"), run, methods=["POST"])
    doors.add_url_rule("/sandbox/files", "files", answers(partial(_keep_file, app)), methods=["POST"])
    return doors


def _keep_file(app: App) -> Body:
    """The file is the request's body; its name and who uploads it stand in the address."""
    who, name = app.workspace.account(asked("as")).id, asked("name")
    return {"file": acts.keeps_file(app, who, name, request.get_data(cache=False))}


def _run(app: App, act: Callable[[App, Body], Body | None]) -> Body:
    return {"ok": True, **(act(app, sent()) or {})}


def _message(app: App, body: Body) -> Body:
    files = [file_object(app.uploads.finished(str(one)), app.url) for one in body.get("files") or ()]
    text = body.get("text") or "" if files else need(body, "text")
    thread_ts = body.get("thread_ts")
    said = acts.types(app, need(body, "as"), need(body, "channel"), text, thread_ts, files)
    return {"ts": said.message.ts}


def _command(app: App, body: Body) -> None:
    command, text = need(body, "command"), body.get("text") or ""
    acts.commands(app, need(body, "as"), need(body, "channel"), command, text)


def _shortcut(app: App, body: Body) -> None:
    on = _message_at(app, body) if body.get("ts") else None
    acts.shortcuts(app, need(body, "as"), need(body, "callback_id"), on)


def _open_home(app: App, body: Body) -> None:
    acts.opens_home(app, need(body, "as"))


def _reaction(app: App, body: Body) -> None:
    react = acts.unreacts if body.get("remove") else acts.reacts
    react(app, need(body, "as"), _message_at(app, body), need(body, "name"))


def _join(app: App, body: Body) -> None:
    if body.get("guest"):
        acts.invites(app, need(body, "as"), need(body, "channel"), body["guest"])
    else:
        acts.joins(app, need(body, "as"), need(body, "channel"))


def _open_im(app: App, body: Body) -> Body:
    return {"channel": app.workspace.direct_messages(need(body, "as"), need(body, "user")).id}


def _action(app: App, body: Body) -> None:
    who, place = need(body, "as"), _place(app, need(body, "container"))
    chosen = {key: value for key, value in body.items() if key not in ADDRESSING}
    act = Act(need(body, "block_id"), need(body, "action_id"), chosen)
    if isinstance(place, View):
        interacts.acts_on_view(app, who, place, act, body.get("values"))
    else:
        interacts.acts_on_message(app, who, place, act)


def _submit(app: App, body: Body) -> Body:
    view = app.workspace.views.get(need(body, "view_id"))
    errors = interacts.submits(app, need(body, "as"), view, body.get("values") or {})
    return {"ok": False, "errors": errors} if errors else {}


def _close(app: App, body: Body) -> None:
    view = app.workspace.views.get(need(body, "view_id"))
    interacts.closes(app, need(body, "as"), view, everything=bool(body.get("clear")))


def _options(app: App, body: Body) -> Body:
    place = _place(app, body.get("message") or body)
    ids = need(body, "block_id"), need(body, "action_id")
    return {"options": interacts.options(app, need(body, "as"), place, *ids, body.get("value") or "")}


def _place(app: App, named: Body) -> Message | View:
    if named.get("view_id"):
        return app.workspace.views.get(named["view_id"])
    return _message_at(app, named)


def _message_at(app: App, named: Body) -> Message:
    return app.workspace.messages.get(need(named, "channel"), need(named, "ts"))


ACTS: dict[str, Callable[[App, Body], Body | None]] = {
    "action": _action,
    "close": _close,
    "command": _command,
    "home/open": _open_home,
    "join": _join,
    "message": _message,
    "open_im": _open_im,
    "options": _options,
    "reaction": _reaction,
    "shortcut": _shortcut,
    "submit": _submit,
}

"""What a person's screen shows, over HTTP, and a stream that says when to look again."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_from_directory
from werkzeug.exceptions import NotFound

from bot.sandbox.app import App
from bot.sandbox.client_doors import answers, asked
from bot.sandbox.client_drawing import message_drawing, view_drawing, workspace_drawing
from bot.sandbox.mailbox import Mailbox

CLIENT = Path(__file__).parent / "client"
HEARTBEAT_SECONDS = 15.0


def reading_doors(app: App, mailbox: Mailbox) -> Blueprint:
    doors = Blueprint("reading", __name__)
    for part in (_pages, _reading):
        part(doors, app, mailbox)
    return doors


def _pages(doors: Blueprint, _app: App, _mailbox: Mailbox) -> None:
    @doors.get("/")
    @doors.get("/mailbox")
    @doors.get("/archives/<channel>")
    @doors.get("/archives/<channel>/<message>")
    def index(**_place: str) -> Response:
        """The page itself reads from its address where it is to begin."""
        return client_file("index.html")

    @doors.get("/client/<path:name>")
    def client_file(name: str) -> Response:
        try:
            return send_from_directory(CLIENT, name)
        except NotFound:
            return Response(f"no file {name} in the client\n", status=404, mimetype="text/plain")


def _reading(doors: Blueprint, app: App, mailbox: Mailbox) -> None:
    @doors.get("/sandbox/workspace")
    @answers
    def workspace() -> Any:
        return workspace_drawing(app, mailbox, asked("as"))

    @doors.get("/sandbox/people")
    @answers
    def people() -> Any:
        """For choosing who to be, before anybody is chosen."""
        first = next(account.id for account in app.workspace.accounts.values() if not account.is_bot)
        return {"people": workspace_drawing(app, mailbox, first)["people"]}

    @doors.get("/sandbox/messages")
    @answers
    def messages() -> Any:
        who, channel, thread_ts = asked("as"), asked("channel"), request.args.get("thread_ts")
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
        view = app.workspace.views.homes.get(asked("as"))
        return {"view": view_drawing(view) if view else None}

    @doors.get("/sandbox/views")
    @answers
    def views() -> Any:
        return {"stack": [view_drawing(view) for view in app.workspace.views.stack(asked("as"))]}

    @doors.get("/sandbox/events")
    @answers
    def events() -> Response:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return Response(_stream(app, asked("as")), mimetype="text/event-stream", headers=headers)


def _stream(app: App, who: str) -> Iterator[str]:
    """What happens for this person from now on; a comment now and then finds out whether the page is gone."""
    news = app.workspace.news
    last = news.number
    yield ": open\n\n"
    while not app.is_stopping():
        items = news.wait_for_items(last, who, HEARTBEAT_SECONDS, app.is_stopping)
        last = news.number if not items else items[-1].number
        yield "".join(f"data: {json.dumps(item.fact)}\n\n" for item in items) or ": still here\n\n"

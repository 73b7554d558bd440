"""A sandbox with two people and a tiny bot, reached in either of the two ways."""

import contextlib
import threading
from collections.abc import Iterator

import pytest
from flask import Flask, request
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler
from slack_bolt.adapter.socket_mode import SocketModeHandler
from werkzeug.serving import make_server

from bot.sandbox.model import Account, Channel
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import BOT_USER_ID
from tests.sandbox.guestbook import MANIFEST, guestbook

PEOPLE = [
    Account("U0EVA", "eva", "Eva Lindqvist", "eva@example.org"),
    Account("U0TOM", "tom", "Tom Berg", "tom@example.org", locale="en-GB"),
]


@pytest.fixture
def empty_sandbox() -> Iterator[Sandbox]:
    """Without a bot; refusals are for the test to look at."""
    channels = [
        Channel("C0ALL", "all", ("U0EVA", "U0TOM", BOT_USER_ID)),
        Channel("C0FIKA", "fika", ("U0EVA",)),
    ]
    with Sandbox(MANIFEST, people=PEOPLE, channels=channels) as sandbox:
        yield sandbox


def over_socket_mode(sandbox: Sandbox, bot: App) -> Iterator[None]:
    handler = SocketModeHandler(bot, sandbox.app.app_token)
    handler.connect()
    assert sandbox.wait_for_bot()
    yield
    handler.client.auto_reconnect_enabled = False
    sandbox.disconnect_bot()
    # Its queue is asked once a second whether it should end; the next test need not wait for that.
    threading.Thread(target=close, args=(handler,)).start()


def close(handler: SocketModeHandler) -> None:
    # Its own thread may have closed the same socket in the meantime.
    with contextlib.suppress(AttributeError, OSError):
        handler.close()


def over_signed_http(sandbox: Sandbox, bot: App) -> Iterator[None]:
    web, handler = Flask("bot"), SlackRequestHandler(bot)
    web.add_url_rule("/slack/events", "events", lambda: handler.handle(request), methods=["POST"])
    server = make_server("127.0.0.1", 0, web, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    sandbox.reach_over_http(f"http://127.0.0.1:{server.server_port}/slack/events")
    yield
    server.shutdown()
    server.server_close()


@pytest.fixture(params=[over_socket_mode, over_signed_http], ids=["socket_mode", "signed_http"])
def sandbox(empty_sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """With the guestbook bot in it; the bot must have done nothing that Slack refuses."""
    bot = guestbook(empty_sandbox.app.bot_token, empty_sandbox.api_url, empty_sandbox.app.signing_secret)
    reached = request.param(empty_sandbox, bot)
    next(reached)
    yield empty_sandbox
    assert empty_sandbox.wait_until_quiet()
    assert empty_sandbox.refusals == []
    next(reached, None)

"""The line to Slack comes up late, comes back after a cut, and hangs up only when everything in hand is answered."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import Ack, App

from bot.handlers.slack import socket_mode
from bot.handlers.slack.clients import listener_client
from bot.handlers.slack.manifest import manifest
from bot.handlers.slack.socket_mode import SocketLine
from bot.sandbox.acts import ActFailedError
from bot.sandbox.faults import Fault
from bot.sandbox.model import Account, Channel
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import BOT_USER_ID

EVA = Account("U0EVA", "eva", "Eva Lindqvist", "eva@ekeby.example")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    channels = [Channel("C0BRA", "brå", (EVA.id, BOT_USER_ID))]
    with Sandbox(manifest(), people=[EVA], channels=channels) as sandbox:
        yield sandbox


@pytest.fixture
def app(sandbox: Sandbox) -> App:
    client = listener_client(sandbox.app.bot_token, sandbox.api_url)
    return App(client=client, token_verification_enabled=False, request_verification_enabled=False)


@pytest.fixture
def line(app: App, sandbox: Sandbox) -> Iterator[SocketLine]:
    line = SocketLine(app, sandbox.app.app_token)
    yield line
    line.stop_taking(0)
    line.hang_up()


def test_line_is_alive_once_slack_was_heard(line: SocketLine) -> None:
    assert (line.is_alive(), line.silent_seconds) == (False, None)
    line.connect_and_watch()
    assert eventually(line.is_alive)


def test_line_comes_up_when_slack_was_away_at_first(
    line: SocketLine, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "FIRST_PAUSE_SECONDS", 0.05)
    sandbox.app.faults.plan(Fault("server_error", "apps.connections.open", times=3))
    line.connect_and_watch()
    assert eventually(line.is_alive)


def test_line_comes_back_after_a_cut(
    line: SocketLine, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "LOOK_SECONDS", 0.05)
    line.connect_and_watch()
    assert sandbox.wait_for_bot()
    sandbox.disconnect_bot()
    sandbox.workspace.news.wait(lambda: not sandbox.app.is_connected(), 5)
    assert sandbox.wait_for_bot()
    assert eventually(line.is_alive)


def test_line_that_looks_open_and_is_deaf_is_opened_anew(
    line: SocketLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "LOOK_SECONDS", 0.05)
    line.connect_and_watch()
    assert eventually(line.is_alive)
    session = line.client.session_id()
    monkeypatch.setattr(socket_mode, "DEAF_SECONDS", -1)
    assert eventually(lambda: line.client.session_id() not in (None, session))


def test_line_answers_what_is_in_hand_and_takes_nothing_more(
    app: App, line: SocketLine, sandbox: Sandbox
) -> None:
    heard, go_on = threading.Event(), threading.Event()

    def slow(ack: Ack) -> None:
        heard.set()
        go_on.wait(2)
        ack()

    app.command("/agenda")(slow)
    line.connect_and_watch()
    assert sandbox.wait_for_bot()
    with ThreadPoolExecutor() as people:
        asked = people.submit(sandbox.person("Eva").command, "/agenda", "#brå")
        assert heard.wait(5)
        stopped = people.submit(line.stop_taking, 5)
        time.sleep(0.05)
        go_on.set()
        assert stopped.result() is True
        asked.result()
    line.hang_up()
    with pytest.raises(ActFailedError):
        sandbox.person("Eva").command("/agenda", "#brå")


def eventually(condition: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True

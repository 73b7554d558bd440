"""The workspace misbehaves when it is told to, and tells of a bot that is late."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

import bot
from bot.sandbox import signed_http, socket_mode
from bot.sandbox.acts import ActFailedError
from bot.sandbox.faults import EVENTS, MAIL, WEB_API, Fault
from bot.sandbox.server import Sandbox
from tests.sandbox.calling import api
from tests.sandbox.conftest import close, over_signed_http, over_socket_mode
from tests.sandbox.guestbook import guestbook

Reach = Callable[[Sandbox, App], Iterator[None]]


def test_rate_limit_says_when_to_try_again(empty_sandbox: Sandbox) -> None:
    empty_sandbox.app.faults.plan(Fault("rate_limited", "chat.postMessage", seconds=7))
    with pytest.raises(HTTPError) as refusal:
        api(empty_sandbox, "chat.postMessage", channel="C0ALL", text="x")
    assert (refusal.value.code, refusal.value.headers["Retry-After"]) == (429, "7")
    refusal.value.close()
    assert empty_sandbox.person("Eva").messages() == []


def test_server_error_happens_as_often_as_planned(empty_sandbox: Sandbox) -> None:
    empty_sandbox.app.faults.plan(Fault("server_error", times=2))
    for _ in range(2):
        with pytest.raises(HTTPError) as refusal:
            api(empty_sandbox, "auth.test")
        refusal.value.close()
    assert api(empty_sandbox, "auth.test")["ok"]


def test_lost_response_leaves_its_effect(empty_sandbox: Sandbox) -> None:
    empty_sandbox.app.faults.plan(Fault("lost_response", "chat.postMessage"))
    with pytest.raises(OSError, match=r"."):
        api(empty_sandbox, "chat.postMessage", channel="C0ALL", text="Once said")
    empty_sandbox.person("Eva").sees("Once said")


def test_slow_answer_comes_late(empty_sandbox: Sandbox) -> None:
    empty_sandbox.app.faults.plan(Fault("slow", "auth.test", seconds=0.2))
    started = time.monotonic()
    assert api(empty_sandbox, "auth.test")["ok"]
    assert time.monotonic() - started >= 0.2


def test_fault_of_one_method_spares_the_others(empty_sandbox: Sandbox) -> None:
    empty_sandbox.app.faults.plan(Fault("server_error", "chat.update"))
    assert api(empty_sandbox, "auth.test")["ok"]


def test_repeated_event_is_heard_twice(sandbox: Sandbox) -> None:
    sandbox.app.faults.plan(Fault("repeat_event", "app_mention"))
    eva = sandbox.person("Eva")
    eva.types("@guestbook hello", "#all")
    sandbox.workspace.news.wait(lambda: len(eva.messages()) == 3, 5)
    assert [m.text for m in eva.messages()[1:]] == ["You called, <@U0EVA>?"] * 2


@pytest.fixture(params=[over_socket_mode, over_signed_http], ids=["socket_mode", "signed_http"])
def late_sandbox(
    empty_sandbox: Sandbox, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Sandbox]:
    """Its bot answers /greet after 0.4 s, and the sandbox waits for 0.2 s only."""
    assert (socket_mode.ACK_SECONDS, signed_http.ACK_SECONDS) == (3, 3)
    monkeypatch.setattr(socket_mode, "ACK_SECONDS", 0.2)
    monkeypatch.setattr(signed_http, "ACK_SECONDS", 0.2)
    bot = guestbook(empty_sandbox.app.bot_token, empty_sandbox.api_url, empty_sandbox.app.signing_secret)
    bot.middleware(_sleep)
    reached = request.param(empty_sandbox, bot)
    next(reached)
    yield empty_sandbox
    next(reached, None)


def _sleep(next: object) -> None:  # noqa: A002  - Bolt finds its arguments by name
    time.sleep(0.4)
    assert callable(next)
    next()


def test_late_ack_fails_as_in_slack(late_sandbox: Sandbox) -> None:
    eva = late_sandbox.person("Eva")
    with pytest.raises(ActFailedError, match="operation_timeout"):
        eva.command("/greet twice", "#all")
    eva.sees('/greet failed with the error "operation_timeout"')
    assert [(r.what, r.error) for r in late_sandbox.refusals] == [("/greet", "operation_timeout")]


def test_command_without_a_bot_fails_at_once(empty_sandbox: Sandbox) -> None:
    with pytest.raises(ActFailedError, match="dispatch_failed"):
        empty_sandbox.person("Eva").command("/greet", "#all")


UNHANDLED = {over_socket_mode: "operation_timeout", over_signed_http: "dispatch_failed"}


@pytest.mark.parametrize(("reach", "error"), UNHANDLED.items(), ids=["socket_mode", "signed_http"])
def test_command_no_listener_takes_fails(
    empty_sandbox: Sandbox, reach: Reach, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "ACK_SECONDS", 0.2)
    bot = guestbook(empty_sandbox.app.bot_token, empty_sandbox.api_url, empty_sandbox.app.signing_secret)
    reached = reach(empty_sandbox, bot)
    next(reached)
    with pytest.raises(ActFailedError, match=error):
        empty_sandbox.person("Eva").command("/forgotten", "#all")
    next(reached, None)


def test_event_waits_for_a_bot_that_is_away(empty_sandbox: Sandbox) -> None:
    eva = empty_sandbox.person("Eva")
    said = empty_sandbox.workspace.messages
    eva.types("anybody?")
    bot = guestbook(empty_sandbox.app.bot_token, empty_sandbox.api_url, empty_sandbox.app.signing_secret)
    reached = over_socket_mode(empty_sandbox, bot)
    next(reached)
    eva.sees("Hej!")
    assert empty_sandbox.wait_until_quiet()
    next(reached, None)
    assert len(said.all()) == 2


def test_event_for_a_bot_that_is_not_up_yet_is_no_mistake_of_the_bot(empty_sandbox: Sandbox) -> None:
    empty_sandbox.reach_over_http("http://127.0.0.1:9/slack/events")
    eva = empty_sandbox.person("Eva")
    eva.types("anybody?")
    bot = guestbook(empty_sandbox.app.bot_token, empty_sandbox.api_url, empty_sandbox.app.signing_secret)
    reached = over_signed_http(empty_sandbox, bot)
    next(reached)
    eva.sees("Hej!")
    assert empty_sandbox.wait_until_quiet()
    assert empty_sandbox.refusals == []
    next(reached, None)


def test_bot_comes_back_after_a_refresh(empty_sandbox: Sandbox) -> None:
    bot = guestbook(empty_sandbox.app.bot_token, empty_sandbox.api_url, empty_sandbox.app.signing_secret)
    handler = SocketModeHandler(bot, empty_sandbox.app.app_token, ping_interval=0.2)
    handler.connect()
    assert empty_sandbox.wait_for_bot()
    empty_sandbox.refresh_connections()
    eva = empty_sandbox.person("Eva")
    eva.types("still there?")
    eva.sees("Hej!")
    assert empty_sandbox.wait_until_quiet()
    assert empty_sandbox.refusals == []
    handler.client.auto_reconnect_enabled = False
    empty_sandbox.disconnect_bot()
    close(handler)


def response_url(sandbox: Sandbox, token: str, body: bytes) -> tuple[int, bytes]:
    try:
        with urlopen(Request(f"{sandbox.url}/response/{token}", body), timeout=5) as answer:  # noqa: S310
            return answer.status, answer.read()
    except HTTPError as err:
        return err.code, err.read()


def test_response_url_may_be_used_five_times(empty_sandbox: Sandbox) -> None:
    token = empty_sandbox.app.response_urls.give("C0ALL", "U0EVA")
    answers = [response_url(empty_sandbox, token, b'{"text": "x"}') for _ in range(6)]
    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert b"used_url" in answers[5][1]


def test_response_url_lasts_half_an_hour(empty_sandbox: Sandbox) -> None:
    token = empty_sandbox.app.response_urls.give("C0ALL", "U0EVA")
    empty_sandbox.clock.advance(29 * 60)
    assert response_url(empty_sandbox, token, b'{"text": "x"}')[0] == 200
    empty_sandbox.clock.advance(2 * 60)
    status, body = response_url(empty_sandbox, token, b'{"text": "x"}')
    assert (status, b"expired_url" in body) == (404, True)


def test_response_url_refuses_what_messages_refuse(empty_sandbox: Sandbox) -> None:
    token = empty_sandbox.app.response_urls.give("C0ALL", "U0EVA")
    assert response_url(empty_sandbox, token, b'{"blocks": [{"type": "x"}]}')[0] == 400
    assert [r.error for r in empty_sandbox.refusals] == ["invalid_blocks"]


@pytest.mark.parametrize("kind", sorted(WEB_API | EVENTS | MAIL))
def test_page_about_the_sandbox_has_every_fault(kind: str) -> None:
    page = Path(bot.__file__).parents[1] / "docs" / "sandbox.md"
    assert f"| `{kind}` |" in page.read_text("utf-8")

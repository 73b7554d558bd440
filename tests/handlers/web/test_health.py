"""/healthz and /readyz, and what else the web application answers to."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest
from flask import Request, Response
from flask.testing import FlaskClient

from bot.handlers.web.health import Check, Condition
from bot.handlers.web.serving import WebServer
from bot.handlers.web.site import build_site


def visitor(checks: dict[str, Check], events: Callable[[Request], Response] | None = None) -> FlaskClient:
    return build_site(checks, events).test_client()


def good() -> Condition:
    return Condition(ok=True, facts={"transport": "http"})


def bad() -> Condition:
    return Condition(ok=False)


def broken() -> Condition:
    raise OSError("postgresql://bot:hunter2@db")


def test_process_is_alive_even_when_nothing_else_is() -> None:
    answer = visitor({"database": broken}).get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"alive": True})


def test_bot_is_ready_when_every_check_says_so() -> None:
    answer = visitor({"slack": good, "database": good}).get("/readyz")
    condition = {"ok": True, "transport": "http"}
    assert answer.status_code == 200
    assert answer.json == {"ready": True, "checks": {"slack": condition, "database": condition}}


def test_bot_is_not_ready_when_one_check_says_no_or_cannot_be_made() -> None:
    answer = visitor({"slack": good, "schema": bad, "database": broken}).get("/readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "ready": False,
        "checks": {
            "slack": {"ok": True, "transport": "http"},
            "schema": {"ok": False},
            "database": {"ok": False, "error": "OSError"},
        },
    }


def test_slack_has_a_door_only_when_it_comes_over_http() -> None:
    def taken(request: Request) -> Response:
        return Response(request.get_data())

    assert visitor({}).post("/slack/events", data="…").status_code == 404
    assert visitor({}, taken).post("/slack/events", data="payload").data == b"payload"
    assert visitor({}, taken).get("/slack/events").status_code == 405


@pytest.fixture
def server() -> Iterator[WebServer]:
    serving = WebServer(build_site({"slack": good}), "127.0.0.1", 0, threads=2)
    serving.start()
    yield serving
    serving.stop(2)


def test_web_server_answers_on_its_port(server: WebServer) -> None:
    with urlopen(f"http://127.0.0.1:{server.port}/readyz", timeout=5) as answer:
        assert answer.status == 200


def test_web_server_that_cannot_have_its_port_says_so_at_once(server: WebServer) -> None:
    with pytest.raises(OSError, match="in use"):
        WebServer(build_site({}), "127.0.0.1", server.port, threads=2)


def test_web_server_finishes_what_it_is_answering_before_it_stops() -> None:
    asked, go_on = threading.Event(), threading.Event()

    def slow(_request: Request) -> Response:
        asked.set()
        go_on.wait(5)
        return Response("answered")

    serving = WebServer(build_site({}, slow), "127.0.0.1", 0, threads=2)
    serving.start()
    with ThreadPoolExecutor() as people:
        address = f"http://127.0.0.1:{serving.port}/slack/events"
        answer = people.submit(lambda: urlopen(address, b"payload", timeout=5).read())
        assert asked.wait(5)
        stopped = people.submit(serving.stop, 5)
        go_on.set()
        assert (answer.result(), stopped.result()) == (b"answered", True)

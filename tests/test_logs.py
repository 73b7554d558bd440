"""Logs tell what happened and never who said what."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from bot.logs import set_up_logs, told


@pytest.fixture
def logged() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Sets up logs with one secret, and gives back what has been logged since, without the times."""
    stream, root = io.StringIO(), logging.getLogger()
    before = root.handlers[:], root.level
    set_up_logs("json", ["8f742231b10e"], stream)

    def lines() -> list[dict[str, Any]]:
        told = [json.loads(line) for line in stream.getvalue().splitlines()]
        return [{key: value for key, value in line.items() if key != "timestamp"} for line in told]

    yield lines
    root.handlers[:], root.level = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


Logged = Callable[[], list[dict[str, Any]]]
log = structlog.get_logger("bot.tests")


def test_log_tells_what_happened_where(logged: Logged) -> None:
    log.info("delivered", route="email", attempts=2)
    assert logged() == [
        {"event": "delivered", "route": "email", "attempts": 2, "logger": "bot.tests", "level": "info"}
    ]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("token xoxb-12-ab", "token …"),
        ("token xapp-1-A0-ff", "token …"),
        ("secret 8f742231b10e!", "secret …!"),
        ("at postgresql://bot:hunter2@db/kallelse", "at postgresql:…"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("Exception on /calendar/a-_B9.ics [GET]", "Exception on /calendar/….ics [GET]"),
        ("GET /calendar/a-_B9/subscribe", "GET /calendar/…/subscribe"),
        ("wss://wss.slack.com/link/?ticket=abc&app_id=A0", "wss://wss.slack.com/link/?ticket=…&app_id=A0"),
        ("answer to https://hooks.slack.com/commands/T0/1/xyz", "answer to https://…"),
        ("to Eva <eva@ekeby.example>, nobody else", "to Eva <…>, nobody else"),
        ("to åsa.öst@ekebybostäder.example", "to …"),
        ("2 of 3 delivered @ 10.15", "2 of 3 delivered @ 10.15"),
    ],
)
def test_secrets_and_addresses_are_struck_out(said: str, kept: str, logged: Logged) -> None:
    log.warning(said)
    log.warning("seen", deep={"in": [said]})
    assert [line["event"] for line in logged()] == [kept, "seen"]
    assert logged()[1]["deep"] == {"in": [kept]}


def test_fields_that_hold_what_people_wrote_are_emptied(logged: Logged) -> None:
    log.info(
        "taken", text="The survey", title="<!channel>", email="eva@ekeby.example", name="Eva", meeting="m1"
    )
    assert logged()[0] | {"event": ""} == {
        "event": "",
        "text": "…",
        "title": "…",
        "email": "…",
        "name": "…",
        "meeting": "m1",
        "logger": "bot.tests",
        "level": "info",
    }


def test_payloads_in_the_messages_of_libraries_are_left_out(logged: Logged) -> None:
    payload = {"event": {"text": "The survey", "user": "U0EVA"}}
    logging.getLogger("slack_bolt.App").warning(f"Unhandled request ({payload})\n---")  # noqa: G004  as Bolt does
    assert logged()[0]["event"] == "Unhandled request ({…})\n---"


@pytest.mark.parametrize(
    "library", ["alembic", "slack_bolt", "slack_sdk.web.base_client", "waitress", "flask"]
)
def test_libraries_are_heard_from_warnings_on(library: str, logged: Logged) -> None:
    logging.getLogger(library).info("Sending a request - body: The survey")
    logging.getLogger(library).debug("Sending a request - body: The survey")
    assert logged() == []


def test_exception_is_told_by_type_and_place_and_quotes_nobody(logged: Logged) -> None:
    try:
        int("The survey")
    except ValueError:
        log.exception("a listener failed")
    told_of = logged()[0]["exception"]
    assert told_of.startswith("ValueError in test_exception_is_told_by_type_and_place_and_quotes_nobody (")
    assert "survey" not in told_of


def test_exception_tells_its_cause_first() -> None:
    cause = FileNotFoundError(2, "No such file or directory", "/etc/kallelse")
    error = ValueError("The survey")
    error.__cause__ = cause
    assert (
        told(error) == "FileNotFoundError [[Errno 2] No such file or directory: '/etc/kallelse'] → ValueError"
    )


def test_console_style_is_one_line_for_a_person() -> None:
    stream, root = io.StringIO(), logging.getLogger()
    before = root.handlers[:], root.level
    set_up_logs("console", [], stream)
    log.info("delivered", route="email")
    root.handlers[:], root.level = before
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()
    assert "delivered" in stream.getvalue()
    assert stream.getvalue().count("\n") == 1

"""The browser client reads and acts over HTTP, from this machine and this page only."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pytest

from bot.sandbox.server import Sandbox
from tests.sandbox.calling import client


def messages(sandbox: Sandbox, who: str = "U0EVA") -> list[dict[str, Any]]:
    status, body = client(sandbox, f"/sandbox/messages?as={who}&channel=C0ALL")
    assert status == 200
    found: list[dict[str, Any]] = body["messages"]
    return found


def stack(sandbox: Sandbox, who: str = "U0EVA") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client(sandbox, f"/sandbox/views?as={who}")[1]["stack"]
    return found


def typed(words: str) -> dict[str, Any]:
    return {"words": {"words": {"type": "plain_text_input", "value": words}}}


def test_person_runs_a_command_fills_a_modal_and_presses_a_button(sandbox: Sandbox) -> None:
    eva = {"as": "U0EVA", "channel": "C0ALL"}
    assert client(sandbox, "/sandbox/command", {**eva, "command": "/greet", "text": ""}) == (
        200,
        {"ok": True},
    )
    sandbox.person("Eva").sees("A greeting")
    (view,) = stack(sandbox)
    assert (view["callback_id"], view["state_errors"], view["loading"]) == ("greeting", {}, False)
    submit = {"as": "U0EVA", "view_id": view["id"], "values": typed("hm")}
    assert client(sandbox, "/sandbox/submit", submit) == (
        200,
        {"ok": False, "errors": {"words": "Say more than hm"}},
    )
    assert stack(sandbox)[0]["state_errors"] == {"words": "Say more than hm"}
    assert client(sandbox, "/sandbox/submit", {**submit, "values": typed("Hi")}) == (200, {"ok": True})
    sandbox.person("Eva").sees("Greeting: Hi")
    (message,) = messages(sandbox)
    block = message["blocks"][2]
    press = {
        "as": "U0TOM",
        "container": {"type": "message", "channel": "C0ALL", "ts": message["ts"]},
        "block_id": block["block_id"],
        "action_id": block["elements"][0]["action_id"],
    }
    assert client(sandbox, "/sandbox/action", press) == (200, {"ok": True})
    sandbox.person("Eva").sees("1 likes")


def test_thread_and_home_and_shortcut(sandbox: Sandbox) -> None:
    said = client(sandbox, "/sandbox/message", {"as": "U0TOM", "channel": "C0ALL", "text": "A & B"})[1]
    shortcut = {"as": "U0EVA", "callback_id": "quote", "channel": "C0ALL", "ts": said["ts"]}
    assert client(sandbox, "/sandbox/shortcut", shortcut) == (200, {"ok": True})
    sandbox.person("Eva").sees("> A & B")
    (parent,) = messages(sandbox)
    assert (parent["text"], parent["reply_count"], parent["is_bot"]) == ("A &amp; B", 1, False)
    thread = client(sandbox, f"/sandbox/messages?as=U0EVA&channel=C0ALL&thread_ts={said['ts']}")[1][
        "messages"
    ]
    assert [m["is_bot"] for m in thread] == [False, True]
    assert client(sandbox, "/sandbox/home?as=U0EVA")[1] == {"view": None}
    assert client(sandbox, "/sandbox/home/open", {"as": "U0EVA"})[0] == 200
    sandbox.person("Eva").sees("Your greetings")
    assert client(sandbox, "/sandbox/home?as=U0EVA")[1]["view"]["blocks"][0]["type"] == "header"


def test_workspace_shows_people_channels_commands_and_what_is_unread(empty_sandbox: Sandbox) -> None:
    empty_sandbox.person("Eva").types("One", "#all")
    drawn = client(empty_sandbox, "/sandbox/workspace?as=U0TOM")[1]
    assert [person["name"] for person in drawn["people"]] == ["eva", "tom", "guestbook"]
    assert drawn["me"]["real_name"] == "Tom Berg"
    assert [(c["name"], c["is_member"], c["unread"]) for c in drawn["channels"]] == [
        ("all", True, 1),
        ("fika", False, 0),
    ]
    assert [c["command"] for c in drawn["commands"]] == ["/greet", "/forgotten"]
    assert drawn["bot"]["connected"] is False
    messages(empty_sandbox, "U0TOM")
    again = client(empty_sandbox, "/sandbox/workspace?as=U0TOM")[1]
    assert again["channels"][0]["unread"] == 0


def told(sandbox: Sandbox, who: str) -> Iterator[dict[str, Any]]:
    with urlopen(f"{sandbox.url}/sandbox/events?as={who}", timeout=5) as stream:  # noqa: S310
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])
            elif line.startswith(b": open"):
                yield {"type": "open"}


def test_stream_tells_each_person_what_changes_for_them(empty_sandbox: Sandbox) -> None:
    stream = told(empty_sandbox, "U0EVA")
    assert next(stream) == {"type": "open"}
    empty_sandbox.workspace.messages.post("C0ALL", "U0TOM", "Whispered", ephemeral_to="U0TOM")
    said = empty_sandbox.workspace.messages.post("C0ALL", "U0TOM", "Said")
    assert next(stream) == {"type": "message", "channel": "C0ALL", "ts": said.ts}
    client(empty_sandbox, "/sandbox/clock", {"advance_seconds": 60})
    assert next(stream)["type"] == "clock"
    stream.close()


def test_clock_moves_forward_only(empty_sandbox: Sandbox) -> None:
    assert client(empty_sandbox, "/sandbox/clock", {"advance_seconds": 3600})[1]["shifted_seconds"] == 3600
    assert client(empty_sandbox, "/sandbox/clock", {"to": "2001-01-01T00:00:00Z"})[0] == 400
    assert client(empty_sandbox, "/sandbox/clock", {"to": "next week"})[0] == 400


def test_fault_is_planned_from_the_browser(empty_sandbox: Sandbox) -> None:
    assert (
        client(empty_sandbox, "/sandbox/faults", {"method": "chat.update", "fault": "server_error"})[0] == 200
    )
    assert client(empty_sandbox, "/sandbox/faults", {"method": "chat.update", "fault": "mystery"})[0] == 400


WRONG: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "a command nobody declared": (
        "/sandbox/command",
        {"as": "U0EVA", "channel": "C0ALL", "command": "/curse"},
        409,
        "invalid_command",
    ),
    "a channel one is not in": (
        "/sandbox/message",
        {"as": "U0TOM", "channel": "C0FIKA", "text": "x"},
        409,
        "not_in_channel",
    ),
    "an unknown channel": (
        "/sandbox/message",
        {"as": "U0TOM", "channel": "C0", "text": "x"},
        404,
        "channel_not_found",
    ),
    "a missing field": ("/sandbox/message", {"as": "U0TOM"}, 400, "invalid_arguments"),
    "an unknown view": ("/sandbox/submit", {"as": "U0TOM", "view_id": "V0"}, 404, "not_found"),
    "no bot to answer": (
        "/sandbox/command",
        {"as": "U0EVA", "channel": "C0ALL", "command": "/greet"},
        409,
        "dispatch_failed",
    ),
}


@pytest.mark.parametrize(("path", "body", "status", "error"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_done_is_told(
    empty_sandbox: Sandbox, path: str, body: dict[str, Any], status: int, error: str
) -> None:
    got, answer = client(empty_sandbox, path, body)
    assert (got, answer["ok"], answer["error"]) == (status, False, error)


FOREIGN = {
    "a name that leads here by DNS rebinding": {"Host": "evil.example:80"},
    "another site's page": {"Origin": "https://evil.example"},
    "another port's page": {"Origin": "http://127.0.0.1:1"},
    "a cross-site fetch": {"Sec-Fetch-Site": "cross-site"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN.keys())
def test_request_from_elsewhere_is_refused(empty_sandbox: Sandbox, headers: dict[str, str]) -> None:
    body = {"as": "U0EVA", "channel": "C0ALL", "text": "x"}
    assert client(empty_sandbox, "/sandbox/message", body, headers)[0] == 403
    assert empty_sandbox.person("Eva").messages() == []


def test_form_of_another_site_is_not_taken(empty_sandbox: Sandbox) -> None:
    body = {"as": "U0EVA", "channel": "C0ALL", "text": "x"}
    assert client(empty_sandbox, "/sandbox/message", body, {"Content-Type": "text/plain"})[0] == 400


def test_sandbox_listens_on_this_machine_only(empty_sandbox: Sandbox) -> None:
    assert empty_sandbox.url.startswith("http://127.0.0.1:")
    assert empty_sandbox.smtp_url.startswith("smtp://127.0.0.1:")

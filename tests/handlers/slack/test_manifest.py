"""The manifest asks for what the bot uses: every listener can be heard, every call is allowed, and nothing more."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

import bot
from bot.clock import system_clock
from bot.handlers.slack.app import build_app
from bot.handlers.slack.manifest import COMMANDS, EVENTS, SCOPES, SHORTCUTS, manifest, manifest_yaml
from bot.sandbox.manifest import read_manifest
from bot.storage import Storage

ROOT = Path(bot.__file__).parents[1]
MESSAGES = {"message.channels", "message.groups", "message.im"}

HISTORY = {"channels:history", "groups:history", "im:history"}
NEEDS: dict[str, set[str]] = {
    # https://docs.slack.dev/reference/methods: "Required scopes" on each method's page, for bot tokens
    "apps_connections_open": set(),  # the app token's own: connections:write
    "auth_test": set(),
    "chat_getPermalink": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_open": {"im:write"},
    "conversations_replies": HISTORY,
    "files_upload_v2": {"files:write"},
    "reactions_add": {"reactions:write"},
    "users_info": {"users:read", "users:read.email"},  # the address, too
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
OTHERS = {"commands", "files:read"}
"""The latter for a form that asks for files, and to fetch them."""
EVENT_NEEDS = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
}


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch, sqlite_storage: Storage) -> dict[str, set[str]]:
    """What listeners are registered for, by kind, when the app is built."""
    found: dict[str, set[str]] = {"command": set(), "shortcut": set(), "event": set()}
    for kind, names in found.items():
        monkeypatch.setattr(App, kind, recorded(names))
    _, executor = build_app(sqlite_storage, system_clock, WebClient("xoxb-1"))
    executor.shutdown()
    return found


def recorded(names: set[str]) -> Callable[..., Any]:
    def register(_app: App, constraint: Any) -> Callable[[Any], Any]:
        if isinstance(constraint, dict):
            names.add(constraint["callback_id"])
        elif isinstance(constraint, str):
            names.add(constraint)
        return lambda listener: listener

    return register


def test_manifest_names_every_command_and_shortcut_that_is_listened_for(heard: dict[str, set[str]]) -> None:
    assert {command.command for command in COMMANDS} == heard["command"]
    assert {str(shortcut) for shortcut in SHORTCUTS} == heard["shortcut"]


def test_manifest_subscribes_to_every_event_that_is_listened_for(heard: dict[str, set[str]]) -> None:
    found = [MESSAGES if event == "message" else {event} for event in heard["event"]]
    assert set().union(*found) == set(EVENTS)


def test_manifest_asks_for_the_scopes_of_what_is_called_and_heard_and_no_other() -> None:
    called = set(methods_called())
    assert called == set(NEEDS), "look up which scopes a new method needs"
    needed = OTHERS.union(*NEEDS.values(), *EVENT_NEEDS.values())
    assert set(SCOPES) == needed
    assert set(EVENT_NEEDS) == set(EVENTS)


def test_manifest_is_one_that_slack_takes() -> None:
    taken = read_manifest(manifest())
    assert taken.scopes == set(SCOPES)
    assert taken.events == set(EVENTS)
    assert len(manifest()["display_information"]["description"]) <= 140
    for command in COMMANDS:
        assert len(command.usage_hint) <= 1000


def test_manifest_for_http_says_where_slack_is_to_come() -> None:
    asked = manifest("https://kallelse.example.org/")
    address = "https://kallelse.example.org/slack/events"
    assert asked["settings"]["socket_mode_enabled"] is False
    assert asked["settings"]["event_subscriptions"]["request_url"] == address
    assert asked["settings"]["interactivity"]["request_url"] == address
    assert {command["url"] for command in asked["features"]["slash_commands"]} == {address}


def test_manifest_in_the_configuration_is_the_one_that_is_printed() -> None:
    kept = (ROOT / "config" / "slack-manifest.yaml").read_text(encoding="utf-8")
    assert kept == manifest_yaml(), "write it anew: kallelse manifest > config/slack-manifest.yaml"


def methods_called() -> Iterator[str]:
    """The Web API's methods that our code names on something called a client."""
    for path in (ROOT / "bot" / "handlers" / "slack").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and _is_method(node):
                yield node.attr


def _is_method(node: ast.Attribute) -> bool:
    named = "_" in node.attr and hasattr(WebClient, node.attr)
    return named and ast.unparse(node.value).endswith("client")

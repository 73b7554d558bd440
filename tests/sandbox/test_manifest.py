"""A manifest that Slack would not take is not taken here."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.acts import ActFailedError
from bot.sandbox.manifest import ManifestError, read_manifest
from bot.sandbox.server import Sandbox
from tests.sandbox.conftest import PEOPLE
from tests.sandbox.guestbook import MANIFEST

Manifest = dict[str, Any]


def without_scope(scope: str) -> Callable[[Manifest], None]:
    return lambda manifest: manifest["oauth_config"]["scopes"]["bot"].remove(scope)


def with_command(**command: Any) -> Callable[[Manifest], None]:
    return lambda manifest: manifest["features"]["slash_commands"].append(command)


def with_event(event: str) -> Callable[[Manifest], None]:
    return lambda manifest: manifest["settings"]["event_subscriptions"]["bot_events"].append(event)


def with_shortcut(**shortcut: Any) -> Callable[[Manifest], None]:
    return lambda manifest: manifest["features"]["shortcuts"].append(shortcut)


PROBLEMS: dict[str, tuple[Callable[[Manifest], None], str]] = {
    "an event without its scope": (
        without_scope("app_mentions:read"),
        "the bot event app_mention needs the scope app_mentions:read",
    ),
    "an event nobody knows": (with_event("moon_rises"), "unknown bot event moon_rises"),
    "commands without their scope": (without_scope("commands"), "slash commands need the scope commands"),
    "a command without a slash": (
        with_command(command="greet", description="x"),
        "greet must start with / and have at most 32 characters, no spaces",
    ),
    "a command without a description": (
        with_command(command="/x"),
        "the description of /x must be 1 to 2000 characters",
    ),
    "a command twice": (
        with_command(command="/greet", description="x"),
        "/greet stands twice among the slash commands",
    ),
    "a shortcut's name of 25 characters": (
        with_shortcut(name="x" * 25, type="message", callback_id="x"),
        f"the shortcut name '{'x' * 25}' must be 1 to 24 characters",
    ),
    "a shortcut of an unknown kind": (
        with_shortcut(name="x", type="secret", callback_id="x"),
        "the shortcut 'x' must have the type message or global",
    ),
}


@pytest.mark.parametrize(("change", "problem"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_problem(change: Callable[[Manifest], None], problem: str) -> None:
    manifest = copy.deepcopy(MANIFEST)
    change(manifest)
    with pytest.raises(ManifestError) as refusal:
        read_manifest(manifest)
    assert problem in refusal.value.problems


def changed(*path: str, value: Any) -> Manifest:
    manifest = copy.deepcopy(MANIFEST)
    place = manifest
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return manifest


def test_app_without_messages_tab_cannot_be_written_to() -> None:
    manifest = changed("features", "app_home", "messages_tab_read_only_enabled", value=True)
    with Sandbox(manifest, people=PEOPLE) as sandbox, pytest.raises(ActFailedError, match="turned off"):
        sandbox.person("Eva").types("hello?")


def test_event_that_was_not_asked_for_is_not_sent() -> None:
    manifest = changed("settings", "event_subscriptions", "bot_events", value=[])
    with Sandbox(manifest, people=PEOPLE) as sandbox:
        sandbox.person("Eva").types("hello?")
        assert sandbox.wait_until_quiet(0)

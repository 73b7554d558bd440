"""What the app may do and asked to hear of, read from its Slack app manifest."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

EVENT_SCOPES: dict[str, tuple[str, ...]] = {
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_rename": ("channels:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "team_join": ("users:read",),
    "tokens_revoked": (),
    "user_change": ("users:read",),
}
"""Any one of the scopes is enough (docs.slack.dev/reference/events)."""


@dataclass(eq=False)
class ManifestError(Exception):
    """The manifest is one that Slack would not take; `problems` says why, one sentence each."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        return "; ".join(self.problems)


@dataclass(frozen=True, slots=True)
class SlashCommand:
    command: str
    description: str
    usage_hint: str
    should_escape: bool


@dataclass(frozen=True, slots=True)
class Shortcut:
    name: str
    kind: str
    callback_id: str


@dataclass(frozen=True, slots=True)
class Manifest:
    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...]
    interactive: bool
    home_tab: bool
    messages_tab: bool
    messages_tab_read_only: bool

    def command(self, name: str) -> SlashCommand | None:
        return next((command for command in self.commands if command.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((shortcut for shortcut in self.shortcuts if shortcut.callback_id == callback_id), None)


def read_manifest(manifest: Mapping[str, Any]) -> Manifest:
    """The parts the sandbox acts by. Raises ManifestError for what Slack would not accept."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    bot_user = features.get("bot_user", {})
    home = features.get("app_home", {})
    read = Manifest(
        name=manifest.get("display_information", {}).get("name", ""),
        bot_name=bot_user.get("display_name", ""),
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
        commands=tuple(_command(command) for command in features.get("slash_commands", ())),
        shortcuts=tuple(_shortcut(shortcut) for shortcut in features.get("shortcuts", ())),
        interactive=bool(settings.get("interactivity", {}).get("is_enabled")),
        home_tab=bool(home.get("home_tab_enabled")),
        messages_tab=bool(home.get("messages_tab_enabled")),
        messages_tab_read_only=bool(home.get("messages_tab_read_only_enabled")),
    )
    if problems := tuple(_problems(read)):
        raise ManifestError(problems)
    return read


def _command(facts: Mapping[str, Any]) -> SlashCommand:
    return SlashCommand(
        facts["command"],
        facts.get("description", ""),
        facts.get("usage_hint", ""),
        bool(facts.get("should_escape")),
    )


def _shortcut(facts: Mapping[str, Any]) -> Shortcut:
    return Shortcut(facts["name"], facts["type"], facts["callback_id"])


def _problems(manifest: Manifest) -> list[str]:
    return [
        *_problems_of_names(manifest),
        *_problems_of_commands(manifest),
        *_problems_of_shortcuts(manifest),
        *_problems_of_events(manifest),
    ]


def _problems_of_names(manifest: Manifest) -> list[str]:
    return [
        *_length("display_information.name", manifest.name, 35),
        *_length("features.bot_user.display_name", manifest.bot_name, 80),
    ]


def _length(what: str, value: str, longest: int) -> list[str]:
    return [] if 1 <= len(value) <= longest else [f"{what} must be 1 to {longest} characters"]


def _count(what: str, things: Sequence[Any], most: int) -> list[str]:
    return [] if len(things) <= most else [f"{what} holds at most {most}"]


def _problems_of_commands(manifest: Manifest) -> list[str]:
    problems = _count("features.slash_commands", manifest.commands, 50)
    names = [command.command for command in manifest.commands]
    if names and "commands" not in manifest.scopes:
        problems.append("slash commands need the scope commands")
    problems += [
        f"{name} stands twice among the slash commands"
        for name in sorted(set(names))
        if names.count(name) > 1
    ]
    for command in manifest.commands:
        if not re.fullmatch(r"/\S{1,31}", command.command):
            problems.append(f"{command.command} must start with / and have at most 32 characters, no spaces")
        problems += _length(f"the description of {command.command}", command.description, 2000)
    return problems


def _problems_of_shortcuts(manifest: Manifest) -> list[str]:
    problems = _count("features.shortcuts", manifest.shortcuts, 10)
    if manifest.shortcuts and "commands" not in manifest.scopes:
        problems.append("shortcuts need the scope commands")
    for shortcut in manifest.shortcuts:
        problems += _length(f"the shortcut name {shortcut.name!r}", shortcut.name, 24)
        if shortcut.kind not in {"message", "global"}:
            problems.append(f"the shortcut {shortcut.name!r} must have the type message or global")
    return problems


def _problems_of_events(manifest: Manifest) -> list[str]:
    problems = [f"unknown bot event {event}" for event in sorted(manifest.events - EVENT_SCOPES.keys())]
    for event in sorted(manifest.events & EVENT_SCOPES.keys()):
        needed = EVENT_SCOPES[event]
        if needed and not manifest.scopes.intersection(needed):
            problems.append(f"the bot event {event} needs the scope {' or '.join(needed)}")
    return problems

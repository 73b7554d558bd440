"""What the app asks a workspace for: its commands, shortcuts, events and scopes, each scope with its reason."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.handlers.slack.ids import Shortcut


@dataclass(frozen=True, slots=True)
class SlashCommand:
    command: str
    description: str
    usage_hint: str = ""


COMMANDS = (
    SlashCommand(
        "/nextmeeting", "When and where the next meeting is, its agenda, and your answer", "[committee]"
    ),
    SlashCommand("/propose", "Propose a topic for the next meeting", "[title]"),
    SlashCommand("/agenda", "Show the agenda of the next meeting", "[committee]"),
    SlashCommand("/decide", "Record a decision of the meeting", "[what was decided]"),
    SlashCommand("/decisions", "Show decisions, or search them", "[words]"),
    SlashCommand("/actions", "Show actions, or search them", "[words]"),
    SlashCommand(
        "/meeting",
        "Set up the committee; plan, confirm, move or cancel a meeting; invite, start, end",
        "[setup | settings | new | plan | poll | confirm | move | cancel | invite | papers | start | end | members | calendar | help]",
    ),
)

SHORTCUTS = {
    Shortcut.ADD_TO_AGENDA: ("Add to agenda", "Propose this message as a topic for the next meeting"),
    Shortcut.RECORD_DECISION: ("Record as decision", "Record this message as a decision of the meeting"),
    Shortcut.RECORD_ACTION: ("Record as action", "Record this message as something somebody is to do"),
}

EVENTS = ("app_home_opened", "app_mention", "message.channels", "message.groups", "message.im")

SCOPES = {
    "app_mentions:read": "hear “@Kallelse propose …”, which works in threads, where slash commands do not",
    "channels:history": "hear “#action …” and “#decision …” while a meeting is under way; look whether a "
    "message was posted already, before posting it again after a crash",
    "chat:write": "post meeting cards, invitations, answers and summaries",
    "commands": "the slash commands and message shortcuts",
    "files:read": "fetch the papers that chair and secretary attach to a meeting; asked for files they chose in a form",
    "files:write": "give somebody a meeting as a calendar file, or one of its papers, in their direct messages",
    "groups:history": "the same as channels:history, in private channels",
    "im:history": "hear what people write to the bot directly; look for its own messages there",
    "im:write": "open a direct conversation for an invitation",
    "reactions:write": "mark a message that was made into a topic or an action",
    "users:read": "people's names, languages and time zones",
    "users:read.email": "know a member of the roster by the e-mail address, and send the calendar entry there",
}


def manifest(url: str | None = None) -> dict[str, Any]:
    """Slack's app manifest. With the public address of this bot it is one for HTTP, without it one for Socket Mode."""
    events = f"{url.rstrip('/')}/slack/events" if url else None
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "Kallelse",
            "description": "Carries a committee's meetings from date to summary.",
            "background_color": "#1f4e5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Kallelse", "always_online": True},
            "shortcuts": [
                {"name": name, "type": "message", "callback_id": str(shortcut), "description": description}
                for shortcut, (name, description) in SHORTCUTS.items()
            ],
            "slash_commands": [_slash_command(command, events) for command in COMMANDS],
        },
        "oauth_config": {"scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**_at("request_url", events), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **_at("request_url", events)},
            "org_deploy_enabled": False,
            "socket_mode_enabled": events is None,
            "token_rotation_enabled": False,
        },
    }


def manifest_yaml(url: str | None = None) -> str:
    """The manifest as Slack takes it, with the reason beside each scope."""
    heading = "# Written by: kallelse manifest" + (f" --url {url}" if url else "")
    return "\n".join([heading, *_lines(manifest(url)), ""])


def _slash_command(command: SlashCommand, events: str | None) -> dict[str, Any]:
    return {
        "command": command.command,
        **_at("url", events),
        "description": command.description,
        "usage_hint": command.usage_hint,
        "should_escape": False,
    }


def _at(key: str, events: str | None) -> dict[str, str]:
    return {key: events} if events else {}


def _lines(value: Mapping[str, Any], indent: str = "") -> Iterator[str]:
    """Block YAML of mappings, lists and scalars. Every text is quoted as JSON does, which is YAML too."""
    for key, held in value.items():
        if isinstance(held, dict):
            yield f"{indent}{key}:"
            yield from _lines(held, indent + "  ")
        elif isinstance(held, list):
            yield f"{indent}{key}:"
            for item in held:
                yield from _item(item, indent + "  ")
        else:
            yield f"{indent}{key}: {_scalar(held)}"


def _item(item: Any, indent: str) -> Iterator[str]:
    if isinstance(item, dict):
        first, *others = _lines(item, indent + "  ")
        yield f"{indent}- {first.strip()}"
        yield from others
    else:
        reason = SCOPES.get(item)
        yield f"{indent}- {_scalar(item)}" + (f"  # {reason}" if reason else "")


def _scalar(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

"""What people do in their Slack apps, and what the workspace then tells the bot."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import events, payloads
from bot.sandbox.app import App
from bot.sandbox.link import Ack
from bot.sandbox.model import Account, Message
from bot.sandbox.say import say_as_bot
from bot.sandbox.uploads import file_object
from bot.sandbox.workspace import APP_ID, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID, Workspace

LARGEST_FILE_BYTES = 10_000_000
"""For a file_input (docs.slack.dev/reference/block-kit/block-elements/file-input-element)."""


@dataclass(eq=False)
class ActFailedError(Exception):
    """What a person tried did not work; `error` is the name Slack's client shows."""

    error: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.error}: {self.detail}" if self.detail else self.error


@dataclass(frozen=True, slots=True)
class Said:
    """A message a person wrote; `heard` holds one flag for each event, set when the bot acknowledged it."""

    message: Message
    heard: list[threading.Event] = field(default_factory=list)


def keeps_file(app: App, who: str, name: str, content: bytes) -> dict[str, Any]:
    """Uploads a person's file; what comes back is the file as Slack tells of it."""
    if not content:
        raise ActFailedError("no_file_data", f"{name} is empty")
    if len(content) > LARGEST_FILE_BYTES:
        raise ActFailedError("file_too_large", f"{name} is larger than 10 MB")
    created = int(app.workspace.clock.seconds())
    return file_object(app.uploads.keep(who, name, content, created), app.url)


def types(
    app: App,
    who: str,
    channel_id: str,
    text: str,
    thread_ts: str | None = None,
    files: Sequence[Mapping[str, Any]] = (),
) -> Said:
    """Says something; with `files` it shares them, and may say nothing else."""
    workspace = app.workspace
    channel = workspace.channel(channel_id)
    if who not in channel.members:
        raise ActFailedError("not_in_channel", f"{who} is not in #{channel.name}")
    if channel.is_im and BOT_USER_ID in channel.members and not _takes_messages(app):
        raise ActFailedError("messages_tab_disabled", "Sending messages to this app has been turned off.")
    written = as_written(text, workspace)
    shared = {"files": tuple(files), "subtype": "file_share"} if files else {}
    message = workspace.messages.post(channel_id, who, written, thread_ts=thread_ts, **shared)
    workspace.messages.mark_read(channel_id, who)
    return Said(message, events.message_said(app, channel, message))


def _takes_messages(app: App) -> bool:
    return app.manifest.messages_tab and not app.manifest.messages_tab_read_only


def as_written(text: str, workspace: Workspace) -> str:
    """What Slack stores for what a person typed: escaped, with @names and #channels as ids."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for account in sorted(workspace.accounts.values(), key=lambda a: -len(a.real_name)):
        for name in (account.real_name, account.name):
            escaped = re.sub(rf"@{re.escape(name)}\b", f"<@{account.id}>", escaped, flags=re.IGNORECASE)
    for channel in workspace.channels.values():
        if not channel.is_im:
            escaped = re.sub(rf"#{re.escape(channel.name)}\b", f"<#{channel.id}|{channel.name}>", escaped)
    return escaped


def commands(app: App, who: str, channel_id: str, command: str, text: str = "") -> None:
    """Runs a slash command. Raises ActFailedError when the bot does not answer, as Slack's client shows it."""
    known = app.manifest.command(command)
    if known is None:
        raise ActFailedError("invalid_command", f"{command} is not a valid command")
    workspace = app.workspace
    if known.should_escape:
        text = as_written(text, workspace)
    ack = app.ask("slash_commands", _command_form(app, who, channel_id, command, text), command)
    if ack.error:
        workspace.slackbot_tells(who, channel_id, f'{command} failed with the error "{ack.error}"')
        raise ActFailedError(ack.error, ack.detail)
    _answer_command(app, who, channel_id, ack, command)


def _command_form(app: App, who: str, channel_id: str, command: str, text: str) -> dict[str, str]:
    channel = app.workspace.channel(channel_id)
    return {
        "token": "deprecated",
        "team_id": TEAM_ID,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel_id,
        "channel_name": "privategroup" if channel.is_private and not channel.is_im else channel.name,
        "user_id": who,
        "user_name": app.workspace.account(who).name,
        "command": command,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": app.response_url(channel_id, who),
        "trigger_id": app.triggers.give(who),
    }


def _answer_command(app: App, who: str, channel_id: str, ack: Ack, command: str) -> None:
    if ack.body.get("text") or ack.body.get("blocks"):
        to = None if ack.body.get("response_type") == "in_channel" else who
        say_as_bot(app, channel_id, ack.body, ephemeral_to=to, what=f"ack of {command}")


def shortcuts(app: App, who: str, callback_id: str, message: Message | None = None) -> None:
    """Runs a message shortcut on a message, or a global shortcut without one."""
    kind = "message" if message else "global"
    known = app.manifest.shortcut(callback_id)
    if known is None or known.kind != kind:
        raise ActFailedError("invalid_callback_id", f"the manifest has no {kind} shortcut {callback_id}")
    account = app.workspace.account(who)
    facts: dict[str, Any] = {
        "callback_id": callback_id,
        "trigger_id": app.triggers.give(who),
        "action_ts": app.workspace.messages.new_ts(),
    }
    if message:
        facts |= _message_of_shortcut(app, who, message)
    payload = payloads.interaction("message_action" if message else "shortcut", account, **facts)
    ack = app.ask("interactive", payload, f"shortcut {callback_id}")
    if ack.error:
        raise ActFailedError(ack.error, ack.detail)


def _message_of_shortcut(app: App, who: str, message: Message) -> dict[str, Any]:
    return {
        "message": payloads.message_payload(message, app.workspace),
        "message_ts": message.ts,
        "channel": channel_of_payload(app.workspace, message.channel),
        "response_url": app.response_url(message.channel, who, message.ts),
    }


def channel_of_payload(workspace: Workspace, channel_id: str) -> dict[str, str]:
    return {"id": channel_id, "name": workspace.channel(channel_id).name}


def opens_home(app: App, who: str) -> threading.Event:
    home = app.workspace.views.homes.get(who)
    channel = app.workspace.direct_messages(who, BOT_USER_ID)
    event: Mapping[str, Any] = {
        "type": "app_home_opened",
        "user": who,
        "channel": channel.id,
        "tab": "home",
        "event_ts": app.workspace.messages.new_ts(),
        **({"view": payloads.view_payload(home)} if home else {}),
    }
    return app.tell("app_home_opened", event)


def reacts(app: App, who: str, message: Message, name: str) -> threading.Event:
    app.workspace.messages.react(message, name, who)
    return events.reacted(app, "reaction_added", who, message, name)


def unreacts(app: App, who: str, message: Message, name: str) -> threading.Event:
    app.workspace.messages.unreact(message, name, who)
    return events.reacted(app, "reaction_removed", who, message, name)


def joins(app: App, who: str, channel_id: str) -> threading.Event | None:
    if not app.workspace.join(channel_id, who):
        return None
    return events.joined(app, who, channel_id)


def invites(app: App, who: str, channel_id: str, guest: str) -> threading.Event | None:
    """Adds somebody (often the bot) to a channel."""
    if not app.workspace.join(channel_id, guest):
        return None
    return events.joined(app, guest, channel_id, inviter=who)


def changes_profile(app: App, account: Account) -> threading.Event:
    app.workspace.change_account(account)
    user = payloads.person_payload(account, with_locale=True, with_email=True)
    return app.tell("user_change", {"type": "user_change", "user": user})

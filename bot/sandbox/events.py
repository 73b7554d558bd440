"""The events the workspace sends when something happens in it."""

import threading
from typing import Any

from bot.sandbox import payloads
from bot.sandbox.app import App
from bot.sandbox.model import Channel, Message
from bot.sandbox.workspace import BOT_USER_ID, TEAM_ID

EVENT_OF_KIND = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


def message_said(app: App, channel: Channel, message: Message) -> list[threading.Event]:
    """A message, and the mention in it. The bot hears of a channel only while it is a member."""
    if BOT_USER_ID not in channel.members or message.ephemeral_to:
        return []
    heard = [app.tell(EVENT_OF_KIND[channel.kind], _message_event(app, channel, message))]
    mentioned = f"<@{BOT_USER_ID}>" in message.text and message.user != BOT_USER_ID
    if mentioned and not channel.is_im:
        event = {**_message_event(app, channel, message), "type": "app_mention"}
        event.pop("channel_type")
        heard.append(app.tell("app_mention", event))
    return heard


def message_changed(app: App, before: Message, after: Message) -> None:
    channel = app.workspace.channel(after.channel)
    event = {
        "type": "message",
        "subtype": "message_changed",
        "message": payloads.message_payload(after, app.workspace),
        "previous_message": payloads.message_payload(before, app.workspace),
        **_place(app, channel),
        "hidden": True,
        "ts": app.workspace.messages.new_ts(),
    }
    if BOT_USER_ID in channel.members:
        app.tell(EVENT_OF_KIND[channel.kind], event)


def message_deleted(app: App, message: Message) -> None:
    channel = app.workspace.channel(message.channel)
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": payloads.message_payload(message, app.workspace),
        "deleted_ts": message.ts,
        **_place(app, channel),
        "hidden": True,
        "ts": app.workspace.messages.new_ts(),
    }
    if BOT_USER_ID in channel.members:
        app.tell(EVENT_OF_KIND[channel.kind], event)


def _message_event(app: App, channel: Channel, message: Message) -> dict[str, Any]:
    payload = payloads.message_payload(message, app.workspace)
    return {**payload, **_place(app, channel), "event_ts": message.ts}


def _place(app: App, channel: Channel) -> dict[str, str]:
    return {"channel": channel.id, "channel_type": channel.kind, "event_ts": app.workspace.messages.new_ts()}


def reacted(app: App, event_name: str, who: str, message: Message, name: str) -> threading.Event:
    event = {
        "type": event_name,
        "user": who,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": app.workspace.messages.new_ts(),
    }
    return app.tell(event_name, event)


def joined(app: App, who: str, channel_id: str, inviter: str | None = None) -> threading.Event:
    channel = app.workspace.channel(channel_id)
    event = {
        "type": "member_joined_channel",
        "user": who,
        "channel": channel_id,
        "channel_type": "G" if channel.is_private else "C",
        "team": TEAM_ID,
        "event_ts": app.workspace.messages.new_ts(),
        **({"inviter": inviter} if inviter else {}),
    }
    return app.tell("member_joined_channel", event)

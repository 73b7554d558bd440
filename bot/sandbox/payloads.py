"""The shapes in which Slack writes of messages, views and people, to the bot and in its answers."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.model import Account, Channel, Message, View
from bot.sandbox.workspace import APP_ID, BOT_ID, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID, Workspace


def message_payload(message: Message, workspace: Workspace, *, with_metadata: bool = False) -> dict[str, Any]:
    """A message as conversations.history and chat.* answer it."""
    payload: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": TEAM_ID,
    }
    optional = {
        "subtype": message.subtype,
        "blocks": message.blocks,
        "thread_ts": message.thread_ts,
        "edited": {"user": message.user, "ts": message.edited} if message.edited else None,
        "reactions": _reactions(message),
        "files": list(message.files) or None,
        "metadata": message.metadata if with_metadata else None,
    }
    payload.update({key: value for key, value in optional.items() if value is not None})
    if message.user == BOT_USER_ID:
        payload.update(bot_id=BOT_ID, app_id=APP_ID)
    payload.update(_replies(message, workspace))
    return payload


def _reactions(message: Message) -> list[dict[str, Any]] | None:
    return [
        {"name": reaction.name, "users": list(reaction.users), "count": len(reaction.users)}
        for reaction in message.reactions
    ] or None


def _replies(message: Message, workspace: Workspace) -> dict[str, Any]:
    thread = workspace.messages.thread(message.channel, message.ts)
    replies = [reply for reply in thread if reply.is_reply and reply.ephemeral_to is None]
    if not replies or message.is_reply:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
        "latest_reply": replies[-1].ts,
    }


def view_payload(view: View) -> dict[str, Any]:
    content = view.content
    return {
        "id": view.id,
        "team_id": TEAM_ID,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": view.values},
        "hash": view.hash,
        "title": content.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": APP_ID,
        "external_id": content.get("external_id", ""),
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
    }


def person_payload(account: Account, *, with_locale: bool, with_email: bool) -> dict[str, Any]:
    """A person as users.info answers."""
    profile = {
        "real_name": account.real_name,
        "display_name": account.name,
        "title": account.title,
        **({"email": account.email} if with_email and account.email else {}),
    }
    if account.is_bot:
        profile |= {"api_app_id": APP_ID, "bot_id": BOT_ID}
    payload = {
        "id": account.id,
        "team_id": TEAM_ID,
        "name": account.name,
        "real_name": account.real_name,
        "deleted": account.is_deleted,
        "tz": account.tz,
        "profile": profile,
        "is_bot": account.is_bot,
        "is_app_user": False,
    }
    return payload | ({"locale": account.locale} if with_locale else {})


def channel_payload(channel: Channel, *, seen_by: str) -> dict[str, Any]:
    """A conversation as conversations.info answers; `seen_by` is the account that asks."""
    if channel.is_im:
        return {
            "id": channel.id,
            "created": channel.created,
            "is_im": True,
            "is_archived": False,
            "user": channel.other_member(seen_by),
        }
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_member": seen_by in channel.members,
        "created": channel.created,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def team_of_payload() -> dict[str, Any]:
    return {"id": TEAM_ID, "domain": TEAM_DOMAIN}


def user_of_payload(account: Account) -> dict[str, Any]:
    return {"id": account.id, "username": account.name, "name": account.name, "team_id": TEAM_ID}


def interaction(kind: str, account: Account, **facts: Any) -> dict[str, Any]:
    """What every interactive payload has in common."""
    return {
        "type": kind,
        "team": team_of_payload(),
        "user": user_of_payload(account),
        "api_app_id": APP_ID,
        "token": "deprecated",
        "enterprise": None,
        "is_enterprise_install": False,
        **facts,
    }


def event_callback(event: Mapping[str, Any], event_id: str, event_time: int) -> dict[str, Any]:
    return {
        "token": "deprecated",
        "team_id": TEAM_ID,
        "context_team_id": TEAM_ID,
        "context_enterprise_id": None,
        "api_app_id": APP_ID,
        "event": dict(event),
        "type": "event_callback",
        "event_id": event_id,
        "event_time": event_time,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }

"""What a person's screen shows, as the browser client reads it."""

from typing import Any

from bot.sandbox.app import App
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.model import Account, Channel, Message, View
from bot.sandbox.web_api.chat import permalink
from bot.sandbox.workspace import BOT_USER_ID, TEAM_ID

COLOURS = ("#2f5d8a", "#8a3b2f", "#3f7d4e", "#7a4f9a", "#9a6b1f", "#1f7a7a", "#9a2f5d", "#55606e")


def workspace_drawing(app: App, mailbox: Mailbox, who: str) -> dict[str, Any]:
    workspace = app.workspace
    with workspace.news.changed:
        mine = workspace.channels_of(who)
        return {
            "team": {"id": TEAM_ID, "name": workspace.team_name},
            "me": person_drawing(workspace.account(who)),
            "people": [person_drawing(account) for account in workspace.accounts.values()],
            "channels": [
                _channel(app, channel, who)
                for channel in workspace.channels.values()
                if _listed(channel, who)
            ],
            "ims": [_im(app, channel, who) for channel in mine if channel.is_im],
            "commands": [
                {"command": c.command, "description": c.description, "usage_hint": c.usage_hint}
                for c in app.manifest.commands
            ],
            "shortcuts": [
                {"type": s.kind, "name": s.name, "callback_id": s.callback_id} for s in app.manifest.shortcuts
            ],
            "clock": clock_drawing(app),
            "bot": {"user_id": BOT_USER_ID, "connected": app.is_connected()},
            "people_without_slack": people_without_slack(app, mailbox),
            "unread_mails": _unread_mails(mailbox, workspace.account(who)),
        }


def people_without_slack(app: App, mailbox: Mailbox) -> list[dict[str, str]]:
    """Owners of mailboxes who have no account here, with the name mails call them by."""
    known = {account.email.lower() for account in app.workspace.accounts.values() if account.email}
    return [{"name": name, "email": email} for email, name in mailbox.owners().items() if email not in known]


def _unread_mails(mailbox: Mailbox, account: Account) -> int:
    mails = mailbox.mails(account.email) if account.email else []
    return sum(not mailbox.is_opened(mail) for mail in mails)


def clock_drawing(app: App) -> dict[str, Any]:
    clock = app.workspace.clock
    return {"now": clock.now().isoformat(timespec="seconds"), "shifted_seconds": round(clock.shift_seconds)}


def person_drawing(account: Account) -> dict[str, Any]:
    initials = "".join(word[0] for word in account.real_name.split()[:2]).upper()
    return {
        "id": account.id,
        "name": account.name,
        "real_name": account.real_name,
        "title": account.title,
        "locale": account.locale,
        "tz": account.tz,
        "is_bot": account.is_bot,
        "email": account.email,
        "avatar": {"initials": initials, "colour": COLOURS[sum(account.id.encode()) % len(COLOURS)]},
        "deactivated": account.is_deleted,
    }


def _listed(channel: Channel, who: str) -> bool:
    return not channel.is_im and (not channel.is_private or who in channel.members)


def _channel(app: App, channel: Channel, who: str) -> dict[str, Any]:
    is_member = who in channel.members
    return {
        "id": channel.id,
        "name": channel.name,
        "is_private": channel.is_private,
        "topic": channel.topic,
        "members": list(channel.members),
        "is_member": is_member,
        "unread": app.workspace.messages.unread(channel.id, who) if is_member else 0,
    }


def _im(app: App, channel: Channel, who: str) -> dict[str, Any]:
    unread = app.workspace.messages.unread(channel.id, who)
    return {"id": channel.id, "user": channel.other_member(who), "unread": unread}


def message_drawing(app: App, message: Message) -> dict[str, Any]:
    thread = app.workspace.messages.thread(message.channel, message.ts)
    replies = [reply for reply in thread if reply.is_reply and reply.ephemeral_to is None]
    return {
        "ts": message.ts,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "ephemeral": message.ephemeral_to is not None,
        "thread_ts": message.thread_ts,
        "reply_count": 0 if message.is_reply else len(replies),
        "reactions": [{"name": r.name, "users": list(r.users)} for r in message.reactions],
        "edited": message.edited,
        "permalink": permalink(app.url, message),
        "is_bot": message.user == BOT_USER_ID,
        "files": [dict(file) for file in message.files],
        "broadcast": message.broadcast,
    }


def view_drawing(view: View) -> dict[str, Any]:
    content = view.content
    drawing = {
        "id": view.id,
        "hash": view.hash,
        "type": view.type,
        "blocks": view.blocks,
        "values": view.values,
    }
    if view.type == "home":
        return drawing
    return drawing | {
        "title": content.get("title"),
        "submit": content.get("submit"),
        "close": content.get("close"),
        "callback_id": content.get("callback_id", ""),
        "state_errors": dict(view.errors),
        "loading": view.is_loading,
    }

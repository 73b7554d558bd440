"""What the bot says outside the Web API: in an ack, or through a response_url."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox import events, strict
from bot.sandbox.app import App
from bot.sandbox.ids import with_ids
from bot.sandbox.model import Message
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.response_urls import ResponseUrl
from bot.sandbox.workspace import BOT_USER_ID


def say_as_bot(
    app: App,
    channel_id: str,
    fields: Mapping[str, Any],
    *,
    ephemeral_to: str | None,
    what: str,
    thread_ts: str | None = None,
) -> Message | None:
    """Posts what the bot sent, after the same checks as chat.postMessage; a refused one is remembered, not posted."""
    try:
        strict.check_message(fields)
    except SlackRefusal as refusal:
        app.refuse(what, refusal.error, str(refusal.facts))
        return None
    message = app.workspace.messages.post(
        channel_id,
        BOT_USER_ID,
        fields.get("text") or "",
        blocks=with_ids(fields["blocks"]) if fields.get("blocks") else None,
        ephemeral_to=ephemeral_to,
        thread_ts=thread_ts,
    )
    events.message_said(app, app.workspace.channel(channel_id), message)
    return message


def answer(app: App, token: str, fields: Any) -> None:
    """One use of a response_url, with the JSON that was sent to it. Raises SlackRefusal."""
    if not isinstance(fields, Mapping):
        raise SlackRefusal("invalid_payload")
    url = app.response_urls.use(token)
    if fields.get("delete_original"):
        _delete_original(app, url)
    elif fields.get("replace_original") and url.ts:
        strict.check_message(fields)
        _replace_original(app, url, fields)
    else:
        strict.check_message(fields)
        _say(app, url, fields)


def _say(app: App, url: ResponseUrl, fields: Mapping[str, Any]) -> None:
    to = None if fields.get("response_type") == "in_channel" else url.user
    say_as_bot(
        app, url.channel, fields, ephemeral_to=to, what="response_url", thread_ts=fields.get("thread_ts")
    )


def _delete_original(app: App, url: ResponseUrl) -> None:
    if not url.ts:
        raise SlackRefusal("no_original_message", status=404)
    app.workspace.messages.delete(app.workspace.messages.get(url.channel, url.ts))


def _replace_original(app: App, url: ResponseUrl, fields: Mapping[str, Any]) -> None:
    before = app.workspace.messages.get(url.channel, url.ts or "")
    blocks = with_ids(fields["blocks"]) if fields.get("blocks") else None
    app.workspace.messages.update(before, text=fields.get("text") or "", blocks=blocks)

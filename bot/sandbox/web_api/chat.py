"""chat.*: what the bot says."""

from typing import Any

from bot.sandbox import events, strict
from bot.sandbox.ids import with_ids
from bot.sandbox.model import Channel, Message
from bot.sandbox.payloads import message_payload
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.web_api.call import Answer, Call
from bot.sandbox.workspace import BOT_USER_ID

LONGEST_UPDATE = 4000


def post_message(call: Call) -> Answer:
    call.needs("chat:write")
    channel = _destination(call)
    message = _post(call, channel, metadata=_metadata(call), broadcast=call.flag("reply_broadcast"))
    events.message_said(call.app, channel, message)
    return _answer(call, message)


def post_ephemeral(call: Call) -> Answer:
    call.needs("chat:write")
    channel = _destination(call)
    user = call.text("user")
    if user not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    message = _post(call, channel, ephemeral_to=user)
    return {"message_ts": message.ts}


def update(call: Call) -> Answer:
    call.needs("chat:write")
    before = _own_message(call, "cant_update_message")
    fields = _content(call)
    if len(fields.get("text") or "") > LONGEST_UPDATE:
        raise SlackRefusal("msg_too_long")
    facts: dict[str, Any] = {"edited": call.workspace.messages.new_ts()}
    # Text alone takes the blocks away; blocks alone keep the text (docs.slack.dev/reference/methods/chat.update).
    facts["blocks"] = with_ids(fields["blocks"]) if fields.get("blocks") else None
    if fields.get("text") is not None:
        facts["text"] = fields["text"]
    if metadata := _metadata(call):
        facts["metadata"] = metadata
    after = call.workspace.messages.update(before, **facts)
    events.message_changed(call.app, before, after)
    return {**_answer(call, after), "text": after.text}


def delete(call: Call) -> Answer:
    call.needs("chat:write")
    message = _own_message(call, "cant_delete_message")
    call.workspace.messages.delete(message)
    events.message_deleted(call.app, message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(call: Call) -> Answer:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.text("message_ts"))
    return {"channel": channel.id, "permalink": permalink(call.app.url, message)}


def permalink(url: str, message: Message) -> str:
    link = f"{url}/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else link


def _destination(call: Call) -> Channel:
    """A channel the bot may write in; a user's id means the direct messages with them."""
    wanted = call.text("channel").removeprefix("#")
    workspace = call.workspace
    if wanted in workspace.accounts:
        channel = workspace.direct_messages(wanted, BOT_USER_ID)
    else:
        named = [c.id for c in workspace.channels.values() if c.name == wanted and not c.is_im]
        channel = workspace.channel(named[0] if named else wanted)
    _check_writable(call, channel)
    return channel


def _check_writable(call: Call, channel: Channel) -> None:
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    if channel.is_im and not call.app.manifest.messages_tab:
        raise SlackRefusal("messages_tab_disabled")
    if BOT_USER_ID not in channel.members:
        if channel.is_private or channel.is_im:
            raise SlackRefusal("channel_not_found")
        if not call.has("chat:write.public"):
            raise SlackRefusal("not_in_channel")


def _content(call: Call) -> dict[str, Any]:
    """The text and blocks of a call, checked."""
    fields = {
        "text": call.args.get("text"),
        "blocks": call.structure("blocks", "invalid_blocks_format"),
        "attachments": call.structure("attachments", "invalid_attachments"),
    }
    strict.check_message(fields)
    return fields


def _post(call: Call, channel: Channel, **facts: Any) -> Message:
    fields = _content(call)
    thread_ts = call.args.get("thread_ts")
    if thread_ts:
        facts["thread_ts"] = _thread(call, channel, str(thread_ts))
    blocks = with_ids(fields["blocks"]) if fields.get("blocks") else None
    text = fields.get("text") or ""
    return call.workspace.messages.post(channel.id, BOT_USER_ID, text, blocks=blocks, **facts)


def _thread(call: Call, channel: Channel, ts: str) -> str:
    """The parent's ts; a reply's ts leads to its parent."""
    try:
        parent = call.workspace.messages.get(channel.id, ts)
    except SlackRefusal as err:
        raise SlackRefusal("thread_not_found") from err
    return parent.thread_ts or parent.ts


def _metadata(call: Call) -> Any:
    metadata = call.structure("metadata", "invalid_metadata_format")
    if metadata is not None:
        strict.check_metadata(metadata)
    return metadata


def _own_message(call: Call, otherwise: str) -> Message:
    channel = call.channel()
    message = call.workspace.messages.get(channel.id, call.text("ts"))
    if message.ephemeral_to:
        raise SlackRefusal("message_not_found")
    if message.user != BOT_USER_ID:
        raise SlackRefusal(otherwise)
    return message


def _answer(call: Call, message: Message) -> Answer:
    return {
        "channel": message.channel,
        "ts": message.ts,
        "message": message_payload(message, call.workspace, with_metadata=True),
    }


METHODS = {
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
    "chat.postEphemeral": post_ephemeral,
    "chat.postMessage": post_message,
    "chat.update": update,
}

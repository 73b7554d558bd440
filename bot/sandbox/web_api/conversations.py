"""conversations.*: where things are said."""

from bot.sandbox import events
from bot.sandbox.model import Channel, Message
from bot.sandbox.payloads import channel_payload, message_payload
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.web_api.call import HISTORY_SCOPE, READ_SCOPE, Answer, Call
from bot.sandbox.workspace import BOT_USER_ID

KINDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def open_(call: Call) -> Answer:
    call.needs("im:write")
    users = [user for user in call.text("users", "").split(",") if user]
    if len(users) != 1:
        raise SlackRefusal("users_list_not_supplied" if not users else "too_many_users")
    channel = call.workspace.direct_messages(users[0], BOT_USER_ID)
    return {"channel": {"id": channel.id}}


def list_(call: Call) -> Answer:
    wanted = [KINDS.get(kind.strip()) for kind in call.text("types", "public_channel").split(",")]
    if None in wanted:
        raise SlackRefusal("invalid_types")
    for kind in wanted:
        if kind in READ_SCOPE:
            call.needs(READ_SCOPE[kind])
    found = [channel for channel in call.workspace.channels.values() if _listed(call, channel, wanted)]
    page, more = call.page(found)
    return {"channels": [channel_payload(channel, seen_by=BOT_USER_ID) for channel in page], **more}


def _listed(call: Call, channel: Channel, wanted: list[str | None]) -> bool:
    if call.flag("exclude_archived") and channel.is_archived:
        return False
    return channel.kind in wanted and (channel.kind == "channel" or BOT_USER_ID in channel.members)


def info(call: Call) -> Answer:
    return {"channel": channel_payload(call.readable_channel(READ_SCOPE), seen_by=BOT_USER_ID)}


def members(call: Call) -> Answer:
    page, more = call.page(list(call.readable_channel(READ_SCOPE).members))
    return {"members": page, **more}


def history(call: Call) -> Answer:
    """Newest first, without replies, as Slack gives it."""
    channel = call.readable_channel(HISTORY_SCOPE)
    if BOT_USER_ID not in channel.members:
        raise SlackRefusal("not_in_channel")
    said = [message for message in call.workspace.messages.in_channel(channel.id) if not message.is_reply]
    return _messages(call, list(reversed(_in_span(call, said))))


def replies(call: Call) -> Answer:
    channel = call.readable_channel(HISTORY_SCOPE)
    if BOT_USER_ID not in channel.members:
        raise SlackRefusal("not_in_channel")
    thread = call.workspace.messages.thread(channel.id, call.text("ts"))
    if not thread:
        raise SlackRefusal("thread_not_found")
    return _messages(call, _in_span(call, thread))


def _in_span(call: Call, said: list[Message]) -> list[Message]:
    oldest, latest = call.text("oldest", "0"), call.text("latest", "9999999999")
    inclusive = call.flag("inclusive")
    open_span = [m for m in said if float(oldest) < float(m.ts) < float(latest)]
    ends = [m for m in said if inclusive and m.ts in (oldest, latest)]
    return sorted({m.ts: m for m in open_span + ends if m.ephemeral_to is None}.values(), key=lambda m: m.ts)


def _messages(call: Call, said: list[Message]) -> Answer:
    page, more = call.page(said)
    with_metadata = call.flag("include_all_metadata")
    shown = [message_payload(message, call.workspace, with_metadata=with_metadata) for message in page]
    return {"messages": shown, "has_more": bool(more["response_metadata"]["next_cursor"]), **more}


def join(call: Call) -> Answer:
    call.needs("channels:join")
    channel = call.channel()
    if channel.is_private or channel.is_im:
        raise SlackRefusal("method_not_supported_for_channel_type")
    if call.workspace.join(channel.id, BOT_USER_ID):
        events.joined(call.app, BOT_USER_ID, channel.id)
    return {"channel": channel_payload(call.workspace.channel(channel.id), seen_by=BOT_USER_ID)}


METHODS = {
    "conversations.history": history,
    "conversations.info": info,
    "conversations.join": join,
    "conversations.list": list_,
    "conversations.members": members,
    "conversations.open": open_,
    "conversations.replies": replies,
}

"""reactions.*: the marks on messages."""

import re

from bot.sandbox import events
from bot.sandbox.model import Message
from bot.sandbox.payloads import message_payload
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.web_api.call import Answer, Call
from bot.sandbox.workspace import BOT_USER_ID

NAME = r"[a-z0-9_+\-']+(::skin-tone-[2-6])?"


def add(call: Call) -> Answer:
    call.needs("reactions:write")
    name, message = _name(call), _message(call)
    call.workspace.messages.react(message, name, BOT_USER_ID)
    events.reacted(call.app, "reaction_added", BOT_USER_ID, message, name)
    return {}


def remove(call: Call) -> Answer:
    call.needs("reactions:write")
    name, message = _name(call), _message(call)
    call.workspace.messages.unreact(message, name, BOT_USER_ID)
    events.reacted(call.app, "reaction_removed", BOT_USER_ID, message, name)
    return {}


def get(call: Call) -> Answer:
    call.needs("reactions:read")
    message = _message(call)
    return {
        "type": "message",
        "channel": message.channel,
        "message": message_payload(message, call.workspace),
    }


def _name(call: Call) -> str:
    name = call.text("name").strip(":")
    if not re.fullmatch(NAME, name):
        raise SlackRefusal("invalid_name")
    return name


def _message(call: Call) -> Message:
    if not call.args.get("channel") or not call.args.get("timestamp"):
        raise SlackRefusal("no_item_specified")
    channel = call.channel()
    if BOT_USER_ID not in channel.members:
        raise SlackRefusal("not_in_channel" if channel.kind == "channel" else "channel_not_found")
    return call.workspace.messages.get(channel.id, call.text("timestamp"))


METHODS = {"reactions.add": add, "reactions.get": get, "reactions.remove": remove}

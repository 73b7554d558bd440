"""users.*: who is here."""

from bot.sandbox.model import Account
from bot.sandbox.payloads import channel_payload, person_payload
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.web_api.call import READ_SCOPE, Answer, Call
from bot.sandbox.web_api.conversations import KINDS
from bot.sandbox.workspace import BOT_USER_ID


def info(call: Call) -> Answer:
    call.needs("users:read")
    return {"user": _payload(call, call.workspace.account(call.text("user")))}


def list_(call: Call) -> Answer:
    call.needs("users:read")
    page, more = call.page(list(call.workspace.accounts.values()))
    return {"members": [_payload(call, account) for account in page], **more}


def lookup_by_email(call: Call) -> Answer:
    call.needs("users:read.email")
    return {"user": _payload(call, call.workspace.account_with_email(call.text("email")))}


def conversations(call: Call) -> Answer:
    wanted = [KINDS.get(kind.strip()) for kind in call.text("types", "public_channel").split(",")]
    if None in wanted:
        raise SlackRefusal("invalid_types")
    for kind in wanted:
        if kind in READ_SCOPE:
            call.needs(READ_SCOPE[kind])
    found = call.workspace.channels_of(call.text("user", BOT_USER_ID))
    page, more = call.page([channel for channel in found if channel.kind in wanted])
    return {"channels": [channel_payload(channel, seen_by=BOT_USER_ID) for channel in page], **more}


def _payload(call: Call, account: Account) -> Answer:
    return person_payload(
        account, with_locale=call.flag("include_locale"), with_email=call.has("users:read.email")
    )


METHODS = {
    "users.conversations": conversations,
    "users.info": info,
    "users.list": list_,
    "users.lookupByEmail": lookup_by_email,
}

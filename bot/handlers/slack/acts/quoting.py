"""The message that a shortcut was used on, or that was typed, as something to make a topic, a decision or an action of."""

from slack_sdk.errors import SlackApiError

from bot.handlers.slack.directory import Directory
from bot.handlers.slack.markup import as_typed
from bot.handlers.slack.request import Request

DONE_MARK = "white_check_mark"


def quoted_text(request: Request) -> str:
    """As it was typed, with the names of those it mentions."""
    if request.message is None:
        return ""
    directory = Directory()
    return as_typed(
        request.message.text,
        lambda account: directory.name(request.client, request.where.workspace, account),
    )


def quoted_message(request: Request) -> str:
    """What names it: channel and time stamp, "C1:1512.3"."""
    return f"{request.message.channel}:{request.message.ts}" if request.message else ""


def permalink(request: Request) -> str:
    """The way back to it, or "" where Slack does not say: we may not be in that channel."""
    if request.message is None:
        return ""
    try:
        answer = request.client.chat_getPermalink(
            channel=request.message.channel, message_ts=request.message.ts
        )
    except SlackApiError:
        return ""
    return str(answer["permalink"])


def mark_done(request: Request, message: str) -> bool:
    """A mark on what was written; False where that cannot be, and words have to do. `message` as in `quoted_message`."""
    channel, _, ts = message.partition(":")
    if not ts:
        return False
    try:
        request.client.reactions_add(channel=channel, timestamp=ts, name=DONE_MARK)
    except SlackApiError as error:
        return bool(error.response.get("error") == "already_reacted")
    return True

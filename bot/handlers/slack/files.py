"""Files for one person, in their direct messages with the bot."""

from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import KallelseError


@dataclass(eq=False)
class MayNotUpload(KallelseError):
    """The app was installed before it asked for files:write."""


def give_file(client: WebClient, user: str, name: str, content: bytes, said: str) -> str:
    """The direct messages it stands in. `said` is what the bot says with it. Raises MayNotUpload."""
    channel = str(client.conversations_open(users=user)["channel"]["id"])
    try:
        client.files_upload_v2(
            channel=channel, content=content, filename=name, title=name, initial_comment=said
        )
    except SlackApiError as error:
        if error.response.get("error") == "missing_scope":
            raise MayNotUpload from error
        raise
    return channel

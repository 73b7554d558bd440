"""What happens around the bot: somebody mentions it, writes to it, opens its home page."""

import re
from collections.abc import Sequence
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.handlers.slack.commands import Commands
from bot.handlers.slack.desk import Desk, quietly
from bot.handlers.slack.home import publish_home
from bot.handlers.slack.listening import Acts
from bot.handlers.slack.markup import as_typed
from bot.handlers.slack.surfaces import InChannel, InDirectMessage


def _typed(desk: Desk, client: WebClient, event: dict[str, Any], body: dict[str, Any]) -> str:
    """What was typed to the bot: what follows its name, or stands before it when nothing does."""
    own = "|".join(re.escape(one.get("user_id", "")) for one in body.get("authorizations", ()))

    def name_of(account: str) -> str:
        return desk.directory.name(client, body.get("team_id", ""), account)

    text = event.get("text") or ""
    before, *after = re.split(rf"<@(?:{own})(?:\|[^>]*)?>", text, maxsplit=1)
    meant = after[0] if after and re.search(r"\w", after[0]) else before
    return as_typed(meant, name_of)


def register(app: App, desk: Desk, acts: Sequence[Acts]) -> None:
    commands = Commands(acts)

    @app.event("app_mention")
    def mentioned(ack: Ack, body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        ack()
        with quietly():
            channel, user = event["channel"], event["user"]
            request = desk.request(
                client,
                lambda _words: InChannel(client, channel, user, event.get("thread_ts")),
                workspace=body.get("team_id", ""),
                user=user,
                channel=channel,
                request_id=f"event:{body['event_id']}",
            )
            commands.run(request, None, _typed(desk, client, event, body))

    @app.event("message")
    def written(ack: Ack, body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        ack()
        if (
            event.get("channel_type") != "im"
            or event.get("subtype")
            or event.get("bot_id")
            or not event.get("user")
        ):
            return
        with quietly():
            request = desk.request(
                client,
                lambda _words: InDirectMessage(client, event["channel"], event.get("thread_ts")),
                workspace=body.get("team_id", ""),
                user=event["user"],
                channel=event["channel"],
                request_id=f"event:{body['event_id']}",
            )
            commands.run(request, None, _typed(desk, client, event, body))

    @app.event("app_home_opened")
    def opened(ack: Ack, body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        ack()
        if event.get("tab") == "home":
            with quietly():
                publish_home(desk, client, body.get("team_id", ""), event["user"], None)

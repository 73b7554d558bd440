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
from bot.handlers.slack.render.blocks import unescaped
from bot.handlers.slack.surfaces import InChannel, InDirectMessage

MENTION = re.compile(r"<@[UW][A-Z0-9]+(\|[^>]*)?>")


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
            commands.run(request, None, unescaped(MENTION.sub("", event.get("text") or "", count=1)))

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
            commands.run(request, None, unescaped(MENTION.sub("", event.get("text") or "")))

    @app.event("app_home_opened")
    def opened(ack: Ack, body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        ack()
        if event.get("tab") == "home":
            with quietly():
                publish_home(desk, client, body.get("team_id", ""), event["user"], None)

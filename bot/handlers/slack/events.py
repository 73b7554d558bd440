"""What happens around the bot: somebody mentions it, writes to it, opens its home page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.handlers.slack.commands import Commands
from bot.handlers.slack.desk import Desk, quietly
from bot.handlers.slack.home import publish_home
from bot.handlers.slack.listening import Acts
from bot.handlers.slack.markup import as_typed
from bot.handlers.slack.request import Quoted
from bot.handlers.slack.surfaces import InChannel, InDirectMessage
from bot.handlers.text import noted
from bot.usecases.access import Where
from bot.usecases.records import meetings_under_way


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it was typed, and which account each "@Name" in it is."""

    text: str
    mentioned: Mapping[str, str]


def _heard(desk: Desk, client: WebClient, body: dict[str, Any], text: str) -> Heard:
    mentioned: dict[str, str] = {}

    def name_of(account: str) -> str:
        name = desk.directory.name(client, body.get("team_id", ""), account)
        mentioned[f"@{name}"] = account
        return name

    return Heard(as_typed(text, name_of), mentioned)


def _to_bot(desk: Desk, client: WebClient, event: dict[str, Any], body: dict[str, Any]) -> Heard:
    """What was typed to the bot: what follows its name, or stands before it when nothing does."""
    own = "|".join(re.escape(one.get("user_id", "")) for one in body.get("authorizations", ()))
    text = event.get("text") or ""
    before, *after = re.split(rf"<@(?:{own})(?:\|[^>]*)?>", text, maxsplit=1)
    return _heard(desk, client, body, after[0] if after and re.search(r"\w", after[0]) else before)


@dataclass(frozen=True, slots=True)
class Ears:
    """What is heard, and run like any other command."""

    desk: Desk
    commands: Commands

    def is_note(self, event: dict[str, Any], body: dict[str, Any]) -> bool:
        """Slack is not asked before we know that we are meant: everything that is said in the channel comes here."""
        if noted(as_typed(event.get("text") or "", lambda account: account)) is None:
            return False
        here = Where(body.get("team_id", ""), event["channel"])
        return bool(meetings_under_way(self.desk.storage, here, self.desk.clock()))

    def in_channel(
        self, event: dict[str, Any], body: dict[str, Any], client: WebClient, heard: Heard
    ) -> None:
        channel, user = event["channel"], event["user"]
        request = self.desk.request(
            client,
            lambda _words: InChannel(client, channel, user, event.get("thread_ts")),
            workspace=body.get("team_id", ""),
            user=user,
            channel=channel,
            request_id=f"event:{body['event_id']}",
        )
        written = Quoted(channel, event["ts"], event.get("text") or "", user)
        self.commands.run(replace(request, message=written, mentioned=heard.mentioned), None, heard.text)

    def directly(self, event: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        request = self.desk.request(
            client,
            lambda _words: InDirectMessage(client, event["channel"], event.get("thread_ts")),
            workspace=body.get("team_id", ""),
            user=event["user"],
            channel=event["channel"],
            request_id=f"event:{body['event_id']}",
        )
        heard = _to_bot(self.desk, client, event, body)
        self.commands.run(replace(request, mentioned=heard.mentioned), None, heard.text)


def register(app: App, desk: Desk, acts: Sequence[Acts]) -> None:
    ears = Ears(desk, Commands(acts))

    @app.event("app_mention")
    def mentioned(ack: Ack, body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        ack()
        with quietly():
            ears.in_channel(event, body, client, _to_bot(desk, client, event, body))

    @app.event("message")
    def written(ack: Ack, body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        ack()
        if event.get("subtype") or event.get("bot_id") or not event.get("user"):
            return
        with quietly():
            if event.get("channel_type") == "im":
                ears.directly(event, body, client)
            elif ears.is_note(event, body):
                ears.in_channel(event, body, client, _heard(desk, client, body, event["text"]))

    @app.event("app_home_opened")
    def opened(ack: Ack, body: dict[str, Any], event: dict[str, Any], client: WebClient) -> None:
        ack()
        if event.get("tab") == "home":
            with quietly():
                publish_home(desk, client, body.get("team_id", ""), event["user"], None)

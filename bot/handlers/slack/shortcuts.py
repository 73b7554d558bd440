"""Message shortcuts: a form filled from a message."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.handlers.slack.desk import Desk, boundary, quietly, team_of
from bot.handlers.slack.forms import open_form
from bot.handlers.slack.listening import Acts, ShortcutForm
from bot.handlers.slack.request import Quoted
from bot.handlers.slack.surfaces import BelowCommand, in_conversation


def register(app: App, desk: Desk, acts: Sequence[Acts]) -> None:
    for module in acts:
        for shortcut, form in module.shortcuts.items():
            app.shortcut({"type": "message_action", "callback_id": str(shortcut)})(_listener(desk, form))


def _listener(desk: Desk, form: ShortcutForm) -> Any:
    def listener(ack: Ack, body: dict[str, Any], client: WebClient, respond: Respond) -> None:
        ack()
        with quietly():
            message = body["message"]
            request = desk.request(
                client,
                lambda _words: BelowCommand(
                    respond, in_conversation(client, body["channel"]["id"], body["user"]["id"])
                ),
                workspace=team_of(body),
                user=body["user"]["id"],
                channel=body["channel"]["id"],
                request_id=f"shortcut:{body['trigger_id']}",
                trigger=body["trigger_id"],
            )
            quoted = Quoted(
                body["channel"]["id"], message["ts"], message.get("text") or "", message.get("user") or ""
            )
            with boundary(request):
                open_form(replace(request, message=quoted), form)

    return listener

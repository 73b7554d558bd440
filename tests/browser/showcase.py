"""A tiny bot that shows every kind of thing the browser client must draw and every way of answering it."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from tests.browser.blocks import card, every_block, every_input, home_blocks, words

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Kallelse"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Kallelse", "always_online": True},
        "shortcuts": [
            {
                "name": "Add to agenda",
                "type": "message",
                "callback_id": "add_topic",
                "description": "From a message",
            },
            {
                "name": "Plan a meeting",
                "type": "global",
                "callback_id": "plan",
                "description": "From anywhere",
            },
        ],
        "slash_commands": [
            {
                "command": "/nextmeeting",
                "description": "When the next meeting is",
                "usage_hint": "[committee]",
            },
            {"command": "/propose", "description": "Propose a topic", "usage_hint": "[title]"},
            {"command": "/meeting", "description": "Plan and run meetings", "usage_hint": "new | card | end"},
            {"command": "/silent", "description": "Never answered"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "im:history",
                "im:write",
                "reactions:write",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.im"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def showcase(token: str, api_url: str, signing_secret: str) -> App:
    app = App(client=WebClient(token, base_url=api_url), signing_secret=signing_secret)
    for add in (_commands, _modals, _buttons, _events):
        add(app)
    return app


def _commands(app: App) -> None:
    @app.command("/nextmeeting")
    def next_meeting(ack: Any, respond: Any, command: Any) -> None:
        ack()
        respond(f"*Friday 15 December* 10:00–12:00, asked by <@{command['user_id']}> {command['text']}")

    @app.command("/propose")
    def propose(ack: Any, body: Any, client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=proposal(body["channel_id"]))

    @app.command("/meeting")
    def meeting(ack: Any, command: Any, client: Any) -> None:
        ack()
        blocks = every_block() if command["text"] == "everything" else card("nobody")
        client.chat_postMessage(channel=command["channel_id"], text="The meeting", blocks=blocks)


def _modals(app: App) -> None:
    @app.view("proposal")
    def proposed(ack: Any, view: Any, client: Any) -> None:
        title = view["state"]["values"]["title"]["title"]["value"]
        if title == "Nothing":
            ack(response_action="errors", errors={"title": "A topic needs a better title."})
            return
        ack()
        client.chat_postMessage(channel=view["private_metadata"], text=f"Proposed: {title}")

    @app.view("everything")
    def everything(ack: Any, body: Any, view: Any, client: Any) -> None:
        ack()
        given = {
            name: _given(state) for block in view["state"]["values"].values() for name, state in block.items()
        }
        lines = "\n".join(f"{name} = {value}" for name, value in given.items())
        client.chat_postMessage(channel=view["private_metadata"] or body["user"]["id"], text=lines)

    @app.action("kind")
    def kind(ack: Any, body: Any, client: Any, action: Any) -> None:
        ack()
        channel, chosen = body["view"]["private_metadata"], action["selected_option"]["value"]
        view = proposal(channel)
        view["blocks"].append({"type": "context", "elements": [words(f"{chosen}: the chair is asked")]})
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    @app.action("more_fields")
    def more(ack: Any, body: Any, client: Any) -> None:
        ack()
        view = {
            "type": "modal",
            "callback_id": "everything",
            "title": words("More fields"),
            "submit": words("Keep"),
        }
        client.views_push(trigger_id=body["trigger_id"], view={**view, "blocks": every_input()})


def proposal(channel: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "proposal",
        "private_metadata": channel,
        "title": words("Propose a topic"),
        "submit": words("Propose"),
        "close": words("Cancel"),
        "blocks": [
            {
                "type": "input",
                "block_id": "title",
                "label": words("Title"),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "title",
                    "min_length": 3,
                    "max_length": 80,
                },
            },
            {
                "type": "input",
                "block_id": "kind",
                "label": words("Kind"),
                "dispatch_action": True,
                "element": {
                    "type": "static_select",
                    "action_id": "kind",
                    "placeholder": words("Choose what it is for"),
                    "options": [
                        {"text": words(kind), "value": kind}
                        for kind in ("Information", "Discussion", "Decision")
                    ],
                },
            },
            {
                "type": "input",
                "block_id": "presenter",
                "optional": True,
                "label": words("Presenter"),
                "element": {"type": "users_select", "action_id": "presenter"},
            },
            {
                "type": "actions",
                "block_id": "more",
                "elements": [{"type": "button", "action_id": "more_fields", "text": words("More fields")}],
            },
        ],
    }


def _given(state: dict[str, Any]) -> Any:
    if "files" in state:
        return ",".join(f"{file['name']} of {file['size']} bytes" for file in state["files"])
    if "selected_options" in state:
        return ",".join(option["value"] for option in state["selected_options"])
    if isinstance(state.get("selected_option"), dict):
        return state["selected_option"]["value"]
    value = next(value for key, value in state.items() if key not in ("type", "rich_text_value"))
    return ",".join(value) if isinstance(value, list) else value


def _buttons(app: App) -> None:
    @app.action("typed")
    def typed(ack: Any, body: Any, client: Any, action: Any) -> None:
        ack()
        channel, thread = body["container"]["channel_id"], body["container"]["message_ts"]
        client.chat_postMessage(channel=channel, thread_ts=thread, text=f"Typed: {action['value']}")

    @app.action("accept")
    @app.action("decline")
    def answered(ack: Any, body: Any, client: Any, action: Any) -> None:
        ack()
        place = body["container"]
        blocks = card(f"<@{body['user']['id']}> {action['value']}")
        client.chat_update(
            channel=place["channel_id"], ts=place["message_ts"], text="The meeting", blocks=blocks
        )

    @app.action("home_answer")
    def answered_at_home(ack: Any, body: Any, client: Any) -> None:
        ack()
        client.views_publish(
            user_id=body["user"]["id"], view={"type": "home", "blocks": home_blocks("You accepted")}
        )

    @app.shortcut("add_topic")
    def from_message(ack: Any, shortcut: Any, client: Any) -> None:
        ack()
        place = {"channel": shortcut["channel"]["id"], "timestamp": shortcut["message_ts"]}
        client.reactions_add(**place, name="memo")

    @app.shortcut("plan")
    def from_anywhere(ack: Any, shortcut: Any, client: Any) -> None:
        ack()
        view = {
            "type": "modal",
            "callback_id": "everything",
            "title": words("Plan a meeting"),
            "submit": words("Save"),
        }
        client.views_open(trigger_id=shortcut["trigger_id"], view={**view, "blocks": every_input()})


def _events(app: App) -> None:
    @app.event("app_mention")
    def mentioned(event: Any, say: Any) -> None:
        say(text=f"Heard you, <@{event['user']}>", thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("message")
    def told(event: Any, say: Any) -> None:
        if not event.get("subtype"):
            say("Write `/propose` in the channel.")

    @app.event("app_home_opened")
    def home(event: Any, client: Any) -> None:
        client.views_publish(
            user_id=event["user"], view={"type": "home", "blocks": home_blocks("No answer yet")}
        )

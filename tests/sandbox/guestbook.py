"""A tiny bot, only for trying the sandbox: it takes a greeting in a modal and counts who likes it."""

from typing import Any

from slack_bolt import App

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Guestbook"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Guestbook", "always_online": True},
        "shortcuts": [
            {"name": "Quote", "type": "message", "callback_id": "quote", "description": "Quote a message"},
            {"name": "Greet", "type": "global", "callback_id": "greet", "description": "Greet everybody"},
        ],
        "slash_commands": [
            {
                "command": "/greet",
                "description": "Write a greeting",
                "usage_hint": "[text]",
                "should_escape": True,
            },
            {"command": "/forgotten", "description": "Nobody listens for this one"},
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
                "im:history",
                "im:write",
                "reactions:write",
                "reactions:read",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "member_joined_channel",
                "message.im",
                "reaction_added",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def text(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}


def greeting_modal(channel: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "greeting",
        "private_metadata": channel,
        "notify_on_close": True,
        "title": text("A greeting"),
        "submit": text("Send"),
        "blocks": [
            {
                "type": "input",
                "block_id": "words",
                "label": text("Words"),
                "element": {"type": "plain_text_input", "action_id": "words"},
            },
            {
                "type": "input",
                "block_id": "day",
                "optional": True,
                "label": text("Day"),
                "element": {"type": "datepicker", "action_id": "day"},
            },
        ],
    }


def greeting_blocks(words: str, likes: int) -> list[dict[str, Any]]:
    more = {
        "type": "overflow",
        "action_id": "more",
        "options": [{"text": text("Forget it"), "value": "forget"}],
    }
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*Greeting:* {words}"}, "accessory": more},
        {"type": "context", "elements": [text(f"{likes} likes")]},
        {
            "type": "actions",
            "elements": [
                {"type": "button", "action_id": "like", "text": text("Like"), "value": f"{likes}|{words}"}
            ],
        },
    ]


def guestbook(token: str, api_url: str, signing_secret: str) -> App:
    from slack_sdk import WebClient

    client = WebClient(token, base_url=api_url)
    app = App(client=client, signing_secret=signing_secret)
    add_listeners(app)
    return app


def add_listeners(app: App) -> None:  # noqa: C901  - one small listener for each thing Slack can send
    @app.command("/greet")
    def greet(ack: Any, body: Any, client: Any, respond: Any) -> None:
        if body["text"] == "twice":
            ack("Once is enough.")
            respond("Really.")
            return
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=greeting_modal(body["channel_id"]))

    @app.view("greeting")
    def greeting(ack: Any, view: Any, client: Any) -> None:
        words = view["state"]["values"]["words"]["words"]["value"]
        if words == "hm":
            ack(response_action="errors", errors={"words": "Say more than hm"})
            return
        ack()
        day = view["state"]["values"]["day"]["day"]["selected_date"]
        said = f"{words} ({day})" if day else words
        client.chat_postMessage(
            channel=view["private_metadata"],
            text=said,
            blocks=greeting_blocks(said, 0),
            metadata={"event_type": "greeting", "event_payload": {"words": words}},
        )

    @app.view_closed("greeting")
    def closed(ack: Any, body: Any, client: Any) -> None:
        ack()
        client.chat_postMessage(channel=body["user"]["id"], text="Another time, then.")

    @app.action("like")
    def like(ack: Any, body: Any, client: Any) -> None:
        ack()
        likes, _, words = body["actions"][0]["value"].partition("|")
        container = body["container"]
        client.chat_update(
            channel=container["channel_id"],
            ts=container["message_ts"],
            text=words,
            blocks=greeting_blocks(words, int(likes) + 1),
        )

    @app.action("more")
    def forget(ack: Any, respond: Any) -> None:
        ack()
        respond(delete_original=True)

    @app.shortcut("quote")
    def quote(ack: Any, shortcut: Any, client: Any) -> None:
        ack()
        channel, ts = shortcut["channel"]["id"], shortcut["message_ts"]
        client.reactions_add(channel=channel, timestamp=ts, name="eyes")
        client.chat_postMessage(channel=channel, thread_ts=ts, text=f"> {shortcut['message']['text']}")

    @app.shortcut("greet")
    def greet_all(ack: Any, shortcut: Any, client: Any) -> None:
        ack()
        client.chat_postMessage(channel=shortcut["user"]["id"], text="Hello from nowhere in particular")

    @app.event("app_mention")
    def mentioned(event: Any, say: Any) -> None:
        say(text=f"You called, <@{event['user']}>?", thread_ts=event.get("thread_ts") or event["ts"])

    @app.event("message")
    def told(event: Any, client: Any, say: Any) -> None:
        if event.get("subtype"):
            return
        locale = client.users_info(user=event["user"], include_locale=True)["user"]["locale"]
        say("Hej!" if locale == "sv-SE" else "Hello!")

    @app.event("app_home_opened")
    def home(event: Any, client: Any) -> None:
        blocks = [{"type": "header", "text": text("Your greetings")}]
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.event("member_joined_channel")
    def joined(event: Any, say: Any) -> None:
        say(f"Welcome, <@{event['user']}>")

    @app.event("reaction_added")
    def reacted(event: Any, client: Any) -> None:
        if event["reaction"] == "wave":
            client.chat_postMessage(channel=event["item"]["channel"], text="Waving back")

"""Being reached over HTTP: Slack posts signed requests to one address."""

from collections.abc import Callable

from flask import Request, Response
from slack_bolt import App
from slack_bolt.adapter.flask import SlackRequestHandler


def events_door(app: App) -> Callable[[Request], Response]:
    """Answers what is posted to /slack/events; the app checks the signature."""
    return SlackRequestHandler(app).handle

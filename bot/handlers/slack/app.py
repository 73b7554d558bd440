"""The Bolt app: every payload Slack sends is acknowledged first, then handed to the act that answers it."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from slack_bolt import App
from slack_sdk import WebClient

from bot.handlers.slack import actions, commands, events, shortcuts, views
from bot.handlers.slack.acts.all_acts import ALL_ACTS
from bot.handlers.slack.desk import Desk
from bot.handlers.slack.request import NOTHING_SET_UP, Site
from bot.storage import Storage

LISTENERS_AT_ONCE = 20  # never more than the database pool holds


def build_app(
    storage: Storage,
    clock: Callable[[], datetime],
    client: WebClient,
    *,
    signing_secret: str = "",
    site: Site = NOTHING_SET_UP,
) -> tuple[App, ThreadPoolExecutor]:
    """The app, and the executor its listeners run in: shut that down to finish what is in flight."""
    executor = ThreadPoolExecutor(LISTENERS_AT_ONCE, thread_name_prefix="listener")
    app = App(
        client=client,
        signing_secret=signing_secret,
        token_verification_enabled=False,
        request_verification_enabled=bool(signing_secret),
        listener_executor=executor,
    )
    desk = Desk(storage, clock, site=site)
    commands.register(app, desk, ALL_ACTS)
    actions.register(app, desk, ALL_ACTS)
    views.register(app, desk, ALL_ACTS)
    shortcuts.register(app, desk, ALL_ACTS)
    events.register(app, desk, ALL_ACTS)
    app.event(re.compile(".*"))(_acknowledge)
    app.action(re.compile(".*"))(_acknowledge)
    app.view(re.compile(".*"))(_acknowledge)
    app.view_closed(re.compile(".*"))(_acknowledge)
    return app, executor


def _acknowledge(ack: Callable[[], None]) -> None:
    """What we subscribe to and have nothing to say about: unanswered, Slack would count it as our failure."""
    ack()

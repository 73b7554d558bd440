"""The home page: drawn when somebody opens it, and again after what they do on it."""

from slack_sdk import WebClient

from bot.handlers.slack.desk import Desk, words_for
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.home import home_view
from bot.usecases.home import home_of


def publish_home(desk: Desk, client: WebClient, workspace: str, user: str, notice: Message | None) -> None:
    """`notice` is the answer to what was done there, shown at the top."""
    who = desk.directory.who(client, workspace, user)
    home = home_of(desk.storage, who, desk.clock())
    client.views_publish(user_id=user, view=home_view(home, words_for(who), notice))

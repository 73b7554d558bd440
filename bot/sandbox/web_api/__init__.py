"""Slack's Web API: the methods the bot uses, each refusing what Slack refuses."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.web_api import auth, chat, conversations, files, reactions, users, views
from bot.sandbox.web_api.call import Answer, Call

METHODS: Mapping[str, Callable[[Call], Answer]] = {
    **auth.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **reactions.METHODS,
    **users.METHODS,
    **views.METHODS,
}


def run(method: str, call: Call) -> dict[str, Any]:
    """The answer to one call. Raises SlackRefusal."""
    if method not in METHODS:
        raise SlackRefusal("unknown_method", {"req_method": method})
    call.check_token(app_level=method == "apps.connections.open")
    with call.workspace.news.changed:
        # Nobody sees an effect before the events about it are on their way.
        return {"ok": True, **METHODS[method](call)}

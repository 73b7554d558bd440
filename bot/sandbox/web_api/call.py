"""One call to the Web API: its arguments, and what they must be."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.app import App
from bot.sandbox.model import Channel
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.workspace import BOT_USER_ID, Workspace

Answer = dict[str, Any]
TRUE = {"1", "true", "True"}
READ_SCOPE = {"channel": "channels:read", "group": "groups:read", "im": "im:read"}
HISTORY_SCOPE = {"channel": "channels:history", "group": "groups:history", "im": "im:history"}


@dataclass(frozen=True, slots=True)
class Call:
    app: App
    args: Mapping[str, Any]
    token: str | None

    @property
    def workspace(self) -> Workspace:
        return self.app.workspace

    def check_token(self, *, app_level: bool) -> None:
        if not self.token:
            raise SlackRefusal("not_authed")
        if self.token not in (self.app.bot_token, self.app.app_token):
            raise SlackRefusal("invalid_auth")
        if (self.token == self.app.app_token) != app_level:
            raise SlackRefusal("not_allowed_token_type")

    def needs(self, *scopes: str) -> None:
        """Any one of the scopes will do."""
        if not self.app.manifest.scopes.intersection(scopes):
            provided = ",".join(sorted(self.app.manifest.scopes))
            raise SlackRefusal("missing_scope", {"needed": ",".join(scopes), "provided": provided})

    def has(self, scope: str) -> bool:
        return scope in self.app.manifest.scopes

    def text(self, name: str, default: str | None = None) -> str:
        """A required argument, unless a default is given."""
        value = self.args.get(name)
        if value is None or value == "":
            if default is None:
                raise SlackRefusal.with_problems("invalid_arguments", [f"missing required field: {name}"])
            return default
        return str(value)

    def flag(self, name: str) -> bool:
        value = self.args.get(name)
        return value if isinstance(value, bool) else str(value) in TRUE

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.text(name, str(default)))
        except ValueError as err:
            raise SlackRefusal("invalid_arguments") from err

    def structure(self, name: str, error: str) -> Any:
        """A JSON argument, which may come as text; None when it is missing."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as err:
            raise SlackRefusal(error) from err

    def channel(self, name: str = "channel") -> Channel:
        return self.workspace.channel(self.text(name))

    def readable_channel(self, scopes: Mapping[str, str]) -> Channel:
        """A conversation the bot may look into, by the scope its kind needs."""
        channel = self.channel()
        self.needs(scopes[channel.kind])
        if (channel.is_private or channel.is_im) and BOT_USER_ID not in channel.members:
            raise SlackRefusal("channel_not_found")
        return channel

    def page(self, found: list[Any]) -> tuple[list[Any], Answer]:
        """One page of a list, and the cursor to the next."""
        start = self.number("cursor", 0)
        limit = min(max(self.number("limit", 100), 1), 1000)
        after = start + limit
        cursor = str(after) if after < len(found) else ""
        return found[start:after], {"response_metadata": {"next_cursor": cursor}}

"""What the command line asks Slack about: which workspace a token is for, and who has an address there."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.domain.errors import KallelseError
from bot.domain.person import Account
from bot.handlers.slack.clients import listener_client
from bot.handlers.slack.directory import PLATFORM


@dataclass(eq=False)
class SlackRefused(KallelseError):
    """Slack did not answer; `reason` is its name for the error, or the network's."""

    reason: str


@dataclass
class Lookup:
    """Questions to one workspace. Every one raises SlackRefused."""

    token: str
    base_url: str

    @cached_property
    def workspace(self) -> str:
        return str(self._ask("auth.test")["team_id"])

    def account(self, address: str) -> Account | None:
        """Whose address it is, None when nobody's."""
        try:
            user = self._ask("users.lookupByEmail", email=address)["user"]
        except SlackRefused as refused:
            if refused.reason == "users_not_found":
                return None
            raise
        return Account(PLATFORM, self.workspace, str(user["id"]))

    def _ask(self, method: str, **arguments: Any) -> Any:
        try:
            return listener_client(self.token, self.base_url).api_call(method, params=arguments)
        except SlackApiError as err:
            raise SlackRefused(str(err.response.get("error"))) from err
        except (SlackClientError, OSError) as err:
            raise SlackRefused(type(err).__name__) from err

"""What the command line asks Slack: which workspace a token is for, what it may do, and who has an address there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property, partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.domain.errors import KallelseError
from bot.domain.person import Account
from bot.handlers.slack.clients import listener_client
from bot.handlers.slack.directory import PLATFORM, Directory
from bot.usecases.access import Who


@dataclass(eq=False)
class SlackRefused(KallelseError):
    """Slack did not answer; `reason` is its name for the error, or the network's."""

    reason: str


@dataclass(frozen=True, slots=True)
class Introduction:
    """Whom a bot token makes us: the workspace, what we may do there, and what time it is at Slack's."""

    workspace: str
    workspace_name: str
    scopes: frozenset[str]
    at: datetime


@dataclass
class Lookup:
    """Questions to one workspace. Every one raises SlackRefused."""

    token: str
    base_url: str

    @cached_property
    def introduction(self) -> Introduction:
        answer = _asked(self._client.auth_test)
        headers = {str(name).casefold(): str(value) for name, value in answer.headers.items()}
        return Introduction(
            str(answer["team_id"]),
            str(answer["team"]),
            frozenset(headers.get("x-oauth-scopes", "").replace(" ", "").split(",")),
            parsedate_to_datetime(headers["date"]).astimezone(UTC),
        )

    @property
    def workspace(self) -> str:
        return self.introduction.workspace

    def account(self, address: str) -> Account | None:
        """Whose address it is, None when nobody's."""
        try:
            answer = _asked(partial(self._client.users_lookupByEmail, email=address))
        except SlackRefused as refused:
            if refused.reason == "users_not_found":
                return None
            raise
        return Account(PLATFORM, self.workspace, str(answer["user"]["id"]))

    def who(self, account: Account) -> Who | None:
        """What the workspace says of an account; None when it knows none such."""
        try:
            return Directory().who(self._client, account.workspace, account.user)
        except SlackApiError as err:
            if str(err.response.get("error")) in {"user_not_found", "user_not_visible"}:
                return None
            raise SlackRefused(str(err.response.get("error"))) from err

    def can_open_line(self, app_token: str) -> None:
        """Whether Socket Mode would let us in with that token; opens nothing."""
        _asked(partial(self._client.apps_connections_open, app_token=app_token))

    @property
    def _client(self) -> WebClient:
        return listener_client(self.token, self.base_url)


def _asked(question: Callable[[], SlackResponse]) -> Any:
    try:
        return question()
    except SlackApiError as err:
        raise SlackRefused(str(err.response.get("error"))) from err
    except (SlackClientError, OSError) as err:
        raise SlackRefused(str(getattr(err, "reason", type(err).__name__))) from err

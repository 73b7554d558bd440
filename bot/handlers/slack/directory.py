"""Who an account is, as Slack knows them: name, address, language and time zone, asked for once in a while."""

import threading
import time
from typing import NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.person import Account
from bot.usecases.access import Who

PLATFORM = "slack"
REMEMBERED_SECONDS = 600
MOST_REMEMBERED = 5000


class _Remembered(NamedTuple):
    who: Who
    until: float


class Directory:
    """Answers from memory for ten minutes: a change of language in Slack shows within that time."""

    def __init__(self) -> None:
        self._known: dict[Account, _Remembered] = {}
        self._lock = threading.Lock()

    def name(self, client: WebClient, workspace: str, user: str) -> str:
        """The name alone; the account's id where Slack does not say."""
        try:
            return self.who(client, workspace, user).name
        except SlackApiError:
            return user

    def remembered(self, workspace: str, user: str) -> Who | None:
        """Without asking Slack, however long ago we did: None when we never have."""
        with self._lock:
            known = self._known.get(Account(PLATFORM, workspace, user))
        return known.who if known else None

    def who(self, client: WebClient, workspace: str, user: str) -> Who:
        """Raises SlackApiError when Slack does not say."""
        account = Account(PLATFORM, workspace, user)
        with self._lock:
            known = self._known.get(account)
        if known is not None and known.until > time.monotonic():
            return known.who
        who = _ask(client, account)
        with self._lock:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[account] = _Remembered(who, time.monotonic() + REMEMBERED_SECONDS)
        return who


def _ask(client: WebClient, account: Account) -> Who:
    user = client.users_info(user=account.user, include_locale=True).get("user") or {}
    profile = user.get("profile") or {}
    name = profile.get("real_name") or user.get("real_name") or user.get("name") or account.user
    return Who(account, str(name), profile.get("email"), user.get("locale"), user.get("tz"))

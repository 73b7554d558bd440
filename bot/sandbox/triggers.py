"""The short right to open a modal that an act of a person gives the app."""

import secrets
import time
from dataclasses import dataclass

from bot.sandbox.news import News
from bot.sandbox.refusal import SlackRefusal

LASTS_SECONDS = 3.0


@dataclass(slots=True)
class Trigger:
    user: str
    given: float
    view_id: str | None
    is_spent: bool = False


class Triggers:
    """Real seconds, whatever the sandbox's clock says: the bot's own slowness is what is measured."""

    def __init__(self, news: News) -> None:
        self._news = news
        self._given: dict[str, Trigger] = {}

    def give(self, user: str, view_id: str | None = None) -> str:
        with self._news.changed:
            trigger_id = f"{secrets.randbelow(10**7)}.{secrets.randbelow(10**7)}.{secrets.token_hex(8)}"
            self._given[trigger_id] = Trigger(user, time.monotonic(), view_id)
            return trigger_id

    def spend(self, trigger_id: str) -> Trigger:
        with self._news.changed:
            trigger = self._given.get(trigger_id)
            if trigger is None:
                raise SlackRefusal("invalid_trigger_id")
            if trigger.is_spent:
                raise SlackRefusal("exchanged_trigger_id")
            if time.monotonic() - trigger.given > LASTS_SECONDS:
                raise SlackRefusal("expired_trigger_id")
            trigger.is_spent = True
            return trigger

"""The addresses to which the bot may answer an act of a person: five times, for half an hour."""

import secrets
from dataclasses import dataclass

from bot.sandbox.clock import Clock
from bot.sandbox.refusal import SlackRefusal

USES = 5
LASTS_SECONDS = 30 * 60


@dataclass(slots=True)
class ResponseUrl:
    """`ts` names the message that was acted on, if it was one."""

    channel: str
    user: str
    ts: str | None
    given: float
    left: int = USES


class ResponseUrls:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, ResponseUrl] = {}

    def give(self, channel: str, user: str, ts: str | None = None) -> str:
        """The token at the end of the address."""
        token = secrets.token_urlsafe(18)
        self._given[token] = ResponseUrl(channel, user, ts, self._clock.seconds())
        return token

    def use(self, token: str) -> ResponseUrl:
        url = self._given.get(token)
        if url is None or self._clock.seconds() - url.given > LASTS_SECONDS:
            raise SlackRefusal("expired_url", status=404)
        if url.left == 0:
            raise SlackRefusal("used_url", status=404)
        url.left -= 1
        return url

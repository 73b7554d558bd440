"""Addresses of our own that people get by mail: each is signed, for one purpose and one person, and logs nobody in."""

from dataclasses import dataclass
from enum import StrEnum

from itsdangerous import BadData, URLSafeSerializer

from bot.domain.errors import KallelseError
from bot.domain.ids import PersonId
from bot.storage import Storage

PURPOSE_OF_KEY = "answer links"
PATH = "/answer"


class Purpose(StrEnum):
    """What a link lets its holder do; `subject` of the link is the id of what it is done to."""

    INVITATION = "invitation"  # a meeting: answer its invitation
    PROPOSAL = "proposal"  # proposed dates: object, or say fine
    POLL = "poll"  # a poll: vote


@dataclass(eq=False)
class BadLink(KallelseError):
    """The address was not made by us, or a character of it was lost on the way."""


@dataclass(frozen=True, slots=True)
class Link:
    purpose: Purpose
    subject: str
    person_id: PersonId


class Links:
    """Makes and reads such addresses; `public_url` is where people reach our web server."""

    def __init__(self, secret: str, public_url: str) -> None:
        self._signed = URLSafeSerializer(secret, salt=PURPOSE_OF_KEY)
        self._public_url = public_url.rstrip("/")

    def address(self, purpose: Purpose, subject: str, person_id: PersonId) -> str:
        token = self._signed.dumps([purpose.value, subject, person_id])
        return f"{self._public_url}{PATH}/{token!s}"

    def read(self, token: str) -> Link:
        """Raises BadLink."""
        try:
            purpose, subject, person_id = self._signed.loads(token)
            return Link(Purpose(purpose), subject, person_id)
        except (BadData, ValueError, TypeError) as err:
            raise BadLink from err


def links_at(storage: Storage, public_url: str | None) -> Links | None:
    """None while people have no address to reach us by: then nothing of ours may stand in a mail."""
    if public_url is None:
        return None
    with storage.transaction() as transaction:
        return Links(transaction.keys.secret_for(PURPOSE_OF_KEY), public_url)

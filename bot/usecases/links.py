"""Addresses of our own that people get by mail: each is signed, for one purpose and one person, and logs nobody in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from itsdangerous import BadData, URLSafeSerializer

from bot.domain.errors import KallelseError
from bot.domain.ids import PersonId
from bot.storage import Storage

PURPOSE_OF_KEY = "answer links"
PATH = "/answer"
LONGEST_TOKEN = 300
NOTE_HOLDS = timedelta(minutes=10)


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
    """`language` is the one its reader has asked for on the page; "" for the person's own."""

    purpose: Purpose
    subject: str
    person_id: PersonId
    language: str = ""


class Links:
    """Makes and reads such addresses; `public_url` is where people reach our web server."""

    def __init__(self, secret: str, public_url: str) -> None:
        self._signed = URLSafeSerializer(secret, salt=PURPOSE_OF_KEY)
        self._notes = URLSafeSerializer(secret, salt="notes")
        self._public_url = public_url.rstrip("/")

    def address(self, purpose: Purpose, subject: str, person_id: PersonId) -> str:
        token = self._signed.dumps([purpose.value, subject, person_id])
        return f"{self._public_url}{PATH}/{token!s}"

    def read(self, token: str) -> Link:
        """Raises BadLink."""
        if len(token) > LONGEST_TOKEN:
            raise BadLink
        try:
            purpose, subject, person_id = self._signed.loads(token)
            return Link(Purpose(purpose), subject, person_id)
        except (BadData, ValueError, TypeError) as err:
            raise BadLink from err

    def note(self, token: str, said: str, now: datetime) -> str:
        """What was said of an act, to be shown when its page is fetched anew: nobody else can write such a note."""
        return str(self._notes.dumps([token, said, int(now.timestamp())]))

    def noted(self, token: str, note: str, now: datetime) -> str:
        """What the note says; "" for one that is old, not ours, or of another link."""
        try:
            about, said, moment = self._notes.loads(note)
            fresh = abs(now.timestamp() - moment) <= NOTE_HOLDS.total_seconds()
            return str(said) if fresh and about == token else ""
        except (BadData, ValueError, TypeError):
            return ""


def links_at(storage: Storage, public_url: str | None) -> Links | None:
    """None while people have no address to reach us by: then nothing of ours may stand in a mail."""
    if public_url is None:
        return None
    with storage.transaction() as transaction:
        return Links(transaction.keys.secret_for(PURPOSE_OF_KEY), public_url)

"""A mail that came in, as facts: who wrote it, what vouches for that, and what it says."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.invitation import Answer


class Asked(StrEnum):
    """What an attendee's calendar asks of ours: RFC 5546 sections 3.2.3, 3.2.7 and 3.2.6."""

    REPLY = "reply"
    COUNTER = "counter"
    REFRESH = "refresh"


class Fault(StrEnum):
    """Why a mail could not be read."""

    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    BROKEN = "broken"
    TNEF = "tnef"  # winmail.dat: Outlook's own format
    ENCRYPTED = "encrypted"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who the mail says it is from: one plain address in lower case, "" when that is not plain. `vouched`: our own mail
    server has checked that the mail comes from that address's domain.
    """

    name: str
    address: str
    vouched: bool = False


@dataclass(frozen=True, slots=True)
class Participant:
    """An attendee as a reply names them, the address in lower case, "" when it is none (Exchange writes `invalid:nomail` for
    mailboxes that have lost theirs). `delegate` is whom they send instead, `stands_for`
    who has sent them; "" when nobody.
    """

    address: str
    name: str = ""
    answer: Answer = Answer.NONE
    delegate: str = ""
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """One event of a calendar message. `stamp` is when the person's calendar wrote it, in UTC. `start` and `end` are the
    time that a COUNTER proposes; a REPLY has none, whatever stands in it.
    """

    uid: str
    sequence: int
    stamp: datetime | None
    participants: tuple[Participant, ...]
    comment: str = ""
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Scheduling:
    """A calendar's REPLY, COUNTER or REFRESH: one response for each meeting, the newest that the mail holds."""

    asked: Asked
    responses: tuple[Response, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A recipient that a mail of ours did not reach; `status` as in "5.1.1" (RFC 3463), "" when it was not said."""

    address: str
    status: str
    final: bool


@dataclass(frozen=True, slots=True)
class Bounced:
    """A mail server's report about a mail of ours; `message_ids` are those of the mail it returns, as far as it says."""

    failures: tuple[Failure, ...]
    message_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Automatic:
    """Written by a machine and nothing else: out of office, a receipt, a mailing list. `by` names the header."""

    by: str


@dataclass(frozen=True, slots=True)
class WrittenByHand:
    """An ordinary mail from a person."""


@dataclass(frozen=True, slots=True)
class NotForUs:
    """Something that is no answer to us: our own mail come back, or a calendar that invites us. `what` names it."""

    what: str
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    fault: Fault


Says = Scheduling | Bounced | Automatic | WrittenByHand | NotForUs | Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """`digest` is the same for the same bytes. `about` are the Message-IDs it answers, the nearest first. `beginning` is
    how its text begins, without what it quotes.
    """

    digest: str
    writer: Writer
    subject: str
    says: Says
    message_id: str = ""
    about: tuple[str, ...] = ()
    beginning: str = ""

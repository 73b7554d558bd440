"""One thing owed to one recipient: the ledger row that makes sending safe.

A row is one message: a mail, a message in a channel or to a person. `wanted` counts the states it should show, `shown`
the last one it did; a message that lives on (a card, a summary) is owed again by raising `wanted`, and any number of
raises before the worker comes by are one update.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from bot.domain.ids import CommitteeId, DeliveryId, MeetingId, PersonId


class Route(StrEnum):
    SLACK = "slack"
    EMAIL = "email"
    CALDAV = "caldav"


class DeliveryKind(StrEnum):
    CARD = "card"
    INVITATION = "invitation"
    REMINDER = "reminder"
    ANSWERS = "answers"
    WHO_COMES = "who_comes"
    TOPIC_WAITING = "topic_waiting"
    TOPIC_SETTLED = "topic_settled"
    TOPIC_MARK = "topic_mark"
    ACTION_GIVEN = "action_given"
    SUMMARY = "summary"
    SUMMARY_CHANGED = "summary_changed"
    SHARED_ENTRY = "shared_entry"
    MAILBOX_LEFT = "mailbox_left"
    HELD_BACK = "held_back"
    PROGRESS = "progress"
    PROPOSAL = "proposal"
    PROPOSAL_REMINDER = "proposal_reminder"
    PROPOSAL_CARD = "proposal_card"
    PROPOSAL_OUTCOME = "proposal_outcome"
    PROPOSAL_WAITS = "proposal_waits"
    POLL = "poll"
    POLL_REMINDER = "poll_reminder"
    POLL_CARD = "poll_card"
    POLL_WAITS = "poll_waits"
    POLL_OVER = "poll_over"
    STILL_GOING = "still_going"
    ENDED_BY_ITSELF = "ended_by_itself"
    HELD_MAIL = "held_mail"
    COUNTER_DECLINED = "counter_declined"
    BOUNCE = "bounce"


class DeliveryState(StrEnum):
    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"
    VOID = "void"


HELD_BACK = "calendar check"
"""How the reason begins when our own check stopped a mail; the names of the rules follow."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`key` says what, to whom and which revision, and is unique. `sequence` is the invitation's. `attempted_at` is set
    while the outcome of an attempt is not known: a worker that finds it first looks whether the message is there.
    `receipt` is what the route needs to find the message again. `address` is a mailbox that is no longer the person's
    own, "" for theirs. `told` is what the message that was sent said of its meeting (bot/usecases/told.py), so that the
    next one can say what has changed. `sent_to` is the address that a mail went to, which the person may have left since;
    `automatic_reply_at` is when a machine last answered it for them.
    """

    id: DeliveryId
    key: str
    kind: DeliveryKind
    route: Route
    committee_id: CommitteeId
    meeting_id: MeetingId | None
    person_id: PersonId | None
    subject_id: str
    sequence: int
    due_at: datetime
    created_at: datetime
    state: DeliveryState = DeliveryState.OWED
    wanted: int = 1
    shown: int = 0
    attempts: int = 0
    attempted_at: datetime | None = None
    leased_to: str | None = None
    leased_until: datetime | None = None
    receipt: str = ""
    error: str = ""
    settled_at: datetime | None = None
    address: str = ""
    told: str = ""
    sent_to: str = ""
    automatic_reply_at: datetime | None = None

    @property
    def is_held_back(self) -> bool:
        """Our own check stopped it: trying again helps only when something has been mended."""
        return self.error.startswith(HELD_BACK)

    @property
    def mail_name(self) -> str:
        """What stands before the @ of its Message-ID. A retry keeps it; a mail that was asked for once more is another, or
        mail programs would drop it as known.
        """
        return mail_name(self.key if self.wanted == 1 else f"{self.key}:{self.wanted}")

    @property
    def was_tried(self) -> bool:
        """It has reached its recipient, or may have."""
        return self.shown > 0 or self.attempted_at is not None

    def owed_again(self, due_at: datetime) -> "Delivery":
        """The message should show something newer. One already waiting goes out no later for it, and when it has been
        tried in vain, no sooner.
        """
        waiting = self.state == DeliveryState.OWED
        sooner = self.due_at if self.attempts else min(self.due_at, due_at)
        return replace(
            self,
            wanted=self.wanted + 1,
            state=DeliveryState.OWED,
            due_at=sooner if waiting else due_at,
            attempts=self.attempts if waiting else 0,
            error="",
            settled_at=None,
        )

    def came_back(self, reason: str, now: datetime) -> "Delivery":
        """The mail server took it, and could not deliver it."""
        return replace(self, state=DeliveryState.FAILED, error=reason, settled_at=now)

    def answered_by_machine(self, now: datetime) -> "Delivery":
        return replace(self, automatic_reply_at=now)

    def tried_again(self, now: datetime) -> "Delivery":
        """It failed for good, and somebody asks for another try of the very same message."""
        return replace(self, state=DeliveryState.OWED, due_at=now, attempts=0, error="", settled_at=None)

    def released(self) -> "Delivery":
        """No worker is at it any more."""
        return replace(self, leased_to=None, leased_until=None)

    def voided(self, now: datetime) -> "Delivery":
        return replace(self, state=DeliveryState.VOID, settled_at=now)


def mail_name(key: str) -> str:
    """The same whenever the key is, and tells nothing of it."""
    return sha256(key.encode()).hexdigest()[:32]

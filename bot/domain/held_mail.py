"""A mail that waits for chair or secretary: because it is not believed, or because only people can answer it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.errors import KallelseError
from bot.domain.ids import CommitteeId, HeldMailId, MeetingId, PersonId
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting
from bot.domain.received import Fault, Response

SERVICE = re.compile(
    r"(.*no-?reply|invitations?|calendar|notifications?|mailer-daemon|postmaster)\b", re.IGNORECASE
)
STAMP_PRECISION = timedelta(seconds=1)


class HeldKind(StrEnum):
    ANSWER = "answer"
    COUNTER = "counter"  # another time is proposed
    DELEGATION = "delegation"  # somebody else is sent instead
    REFRESH = "refresh"  # the invitation is asked for once more
    WORDS = "words"  # a mail by hand
    REPORT = "report"  # that a mail did not arrive, though not which of ours
    UNREADABLE = "unreadable"


class Doubt(StrEnum):
    """What is missing for a mail to be believed."""

    NOT_CHECKED = "not_checked"  # our mail server does not vouch for the sender
    OTHER_SENDER = "other_sender"  # it is from somebody else than the attendee it speaks for
    UNKNOWN_MEETING = "unknown_meeting"
    NOT_INVITED = "not_invited"
    OLDER = "older"  # it answers a time that no longer holds
    NOT_OPEN = "not_open"  # the meeting is over, cancelled, or not confirmed


class Outcome(StrEnum):
    WAITING = "waiting"
    COUNTED = "counted"
    COUNTED_EARLIER = "counted_earlier"  # to the time it was about, which the meeting no longer has
    SET_ASIDE = "set_aside"
    MOVED = "moved"
    KEPT = "kept"  # the time stands
    INVITED = "invited"


@dataclass(eq=False)
class AlreadySettled(KallelseError):
    """Somebody (`by` is their name) has dealt with the mail already."""

    by: str


@dataclass(frozen=True, slots=True)
class HeldMail:
    """What the mail seems to say. `person_id` is whom it speaks for, None when that is nobody we know; `given_at` is when
    they are said to have answered. `about_start` and `about_end` are the meeting's time that it was about, None for a mail
    that came before those were kept. `start` and `end` are the time a COUNTER proposes, None when it could not be read.
    `delegate_name` and `delegate_address` are of who comes instead. `vouched`: our mail server has checked the sender.
    """

    id: HeldMailId
    committee_id: CommitteeId
    kind: HeldKind
    heard_at: datetime
    writer_name: str
    writer_address: str
    vouched: bool
    subject: str
    beginning: str
    doubts: tuple[Doubt, ...] = ()
    meeting_id: MeetingId | None = None
    person_id: PersonId | None = None
    attendee_name: str = ""
    attendee_address: str = ""
    stands_for: str = ""
    answer: Answer | None = None
    comment: str = ""
    given_at: datetime | None = None
    about_start: datetime | None = None
    about_end: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    delegate_name: str = ""
    delegate_address: str = ""
    fault: Fault | None = None
    outcome: Outcome = Outcome.WAITING
    settled_by: PersonId | None = None
    settled_at: datetime | None = None

    @property
    def waits(self) -> bool:
        return self.outcome is Outcome.WAITING

    @property
    def newcomer(self) -> tuple[str, str]:
        """Name and address of somebody not invited whom this mail brings up; "" when there is nobody."""
        if self.kind is HeldKind.DELEGATION and self.delegate_address:
            return self.delegate_name, self.delegate_address
        if self.meeting_id and Doubt.NOT_INVITED in self.doubts:
            return self.attendee_name or self.writer_name, self.attendee_address or self.writer_address
        return "", ""

    @property
    def address_to_remember(self) -> str:
        """The one it was written from, "" when that cannot be the person's own: when our mail server does not vouch for it,
        or a service writes from it for everybody. The attendee's is only what the mail says, and nobody has checked it.
        """
        if not self.vouched or self.kind is HeldKind.WORDS or SERVICE.match(self.writer_address):
            return ""
        return self.writer_address

    def time_of(self, meeting: Meeting) -> tuple[datetime, datetime]:
        """The meeting's that it was about, whatever has become of that since."""
        return self.about_start or meeting.start, self.about_end or meeting.end

    def is_about_an_earlier_time_of(self, meeting: Meeting) -> bool:
        return self.time_of(meeting) != (meeting.start, meeting.end)

    def settled(self, outcome: Outcome, by: PersonId, now: datetime) -> "HeldMail":
        return replace(self, outcome=outcome, settled_by=by, settled_at=now)


def is_older(response: Response, meeting: Meeting, invitation: Invitation) -> bool:
    """It answers a time that no longer holds: by its SEQUENCE, or by when it was written. Stamps have whole seconds."""
    if response.sequence < meeting.asked_sequence:
        return True
    asked_at = invitation.asked_at
    return bool(asked_at and response.stamp and response.stamp + STAMP_PRECISION <= asked_at)

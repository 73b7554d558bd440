"""What one person is told by mail about one meeting."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.calendar.entry import CalendarEntry, Mailbox, Method
from bot.domain.invitation import Answer
from bot.domain.told import Changes


class MailKind(StrEnum):
    """Why the mail is sent. `WITHDRAWN`: the meeting stands, but this person is no longer invited. `READDRESSED`: they are,
    at another address.
    """

    INVITATION = "invitation"
    MOVED = "moved"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    READDRESSED = "readdressed"

    @property
    def method(self) -> Method:
        return Method.REQUEST if self in ASKING else Method.CANCEL


ASKING = frozenset({MailKind.INVITATION, MailKind.MOVED, MailKind.CHANGED})


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One topic as the agenda shows it; `minutes` is the time set aside for it, if any."""

    number: str
    title: str
    tentative: bool = False
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationMail:
    """The facts of one mail; the words for them are chosen when it is composed.

    `entry.organizer` is the mailbox we send from and read. `entry.description` is what the secretary wrote about the
    meeting; the calendar's own text is made from it and the agenda. `given` is what the reader has answered; `asked_anew`: they have, and it no longer counts. `changes`
    are set for an update whose reader's last mail is known; `previous_start` for a moved meeting in any case, and
    `previous_end` where it is known. `host` is
    the member who invited this guest. `zone` is the reader's own, None while unknown. `more_link` leads to the
    committee's channel, for readers who can open it. `answer_link` is personal: it stands in the mail, never in the
    calendar entry. `papers` are the names of the attached files.
    """

    recipient_name: str
    recipient_address: str
    language: str
    committee_name: str
    kind: MailKind
    meeting_title: str
    entry: CalendarEntry
    given: Answer = Answer.NONE
    asked_anew: bool = False
    changes: Changes | None = None
    previous_start: datetime | None = None
    previous_end: datetime | None = None
    reason: str | None = None
    agenda: tuple[AgendaLine, ...] = ()
    papers: tuple[str, ...] = ()
    ask: Mailbox | None = None
    host: str | None = None
    zone: ZoneInfo | None = None
    more_link: str | None = None
    answer_link: str | None = None

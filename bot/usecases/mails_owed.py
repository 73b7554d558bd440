"""How many mails an act makes: who is invited, told anew, or told that it is off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.ids import DeliveryId, MeetingId, PersonId
from bot.storage import Transaction

QUESTIONS = (DeliveryKind.PROPOSAL, DeliveryKind.POLL)

Held = frozenset[tuple[MeetingId, PersonId]]
"""Who holds an invitation to what."""


@dataclass(frozen=True, slots=True)
class Told:
    """So many people, about so many meetings."""

    people: int = 0
    meetings: int = 0


NOBODY = Told()


@dataclass(frozen=True, slots=True)
class MailsOwed:
    """`left` are addresses that are no longer somebody's own: the meetings are taken out of the calendar there. `asked` get
    a question about dates.
    """

    invited: Told = NOBODY
    updated: Told = NOBODY
    cancelled: Told = NOBODY
    left: Told = NOBODY
    asked: Told = NOBODY


NO_MAILS = MailsOwed()


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a committee owes by mail at a moment, and who is invited to its coming meetings."""

    owed: tuple[Delivery, ...] = ()
    held: Held = frozenset()

    def owes_since(self, before: "Ledger") -> MailsOwed:
        known: set[DeliveryId] = {one.id for one in before.owed}
        new = [one for one in self.owed if one.id not in known]
        invitations = [(one, _what(one)) for one in new if one.kind == DeliveryKind.INVITATION]
        return MailsOwed(
            invited=_told(one for one, what in invitations if what in self.held - before.held),
            updated=_told(one for one, what in invitations if what in self.held & before.held),
            cancelled=_told(one for one, what in invitations if what not in self.held),
            left=_told(one for one in new if one.kind == DeliveryKind.MAILBOX_LEFT),
            asked=_told(one for one in new if one.kind in QUESTIONS),
        )


def ledger_of(transaction: Transaction, committee: Committee | None, now: datetime) -> Ledger:
    """Empty for a committee that is not there yet."""
    if committee is None:
        return Ledger()
    coming = [meeting.id for meeting in transaction.meetings.coming_of(committee.id, now)]
    standing = (one for one in transaction.invitations.of_meetings(coming) if one.stands)
    owed = transaction.deliveries.owed_by_mail(committee.id)
    return Ledger(tuple(owed), frozenset((one.meeting_id, one.person_id) for one in standing))


def _what(delivery: Delivery) -> tuple[MeetingId | None, PersonId | None]:
    return delivery.meeting_id, delivery.person_id


def _told(mails: Iterable[Delivery]) -> Told:
    found = list(mails)
    people, meetings = {one.person_id for one in found}, {one.meeting_id for one in found} - {None}
    return Told(len(people), len(meetings))

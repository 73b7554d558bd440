"""Mail that is kept for chair and secretary: what it seems to say, what is missing, and who is shown it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.committee import Committee, Role
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.held_mail import Doubt, HeldKind, HeldMail
from bot.domain.ids import HeldMailId, new_id
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.domain.received import Bounced, Fault, Received, Unreadable
from bot.storage import Transaction
from bot.usecases.believing import Claim
from bot.usecases.telling_officers import owe_to_officers
from bot.usecases.told import read_told

MOST_SHOWN_IN_AN_HOUR = 200
HOUR = timedelta(hours=1)
TO_THE_CHAIR_TOO = frozenset({HeldKind.COUNTER, HeldKind.DELEGATION})


class Folder(StrEnum):
    """Where a mail goes once it has been dealt with."""

    DONE = "done"
    HELD = "held"


def hold_claim(
    transaction: Transaction, mail: Received, claim: Claim, kind: HeldKind, now: datetime
) -> Folder:
    committee = _committee_of(transaction, mail, claim.meeting, now)
    if committee is None:
        return Folder.HELD
    participant, response = claim.participant, claim.response
    delegates = (one for one in response.participants if one.address and one.address == participant.delegate)
    delegate = next(delegates, None)
    held = HeldMail(
        **_beginning(mail, committee, now),
        kind=kind,
        doubts=claim.doubts,
        meeting_id=claim.meeting.id if claim.meeting else None,
        person_id=claim.person.id if claim.person else None,
        attendee_name=participant.name,
        attendee_address=participant.address,
        stands_for=participant.stands_for,
        answer=participant.answer,
        comment=response.comment,
        given_at=min(response.stamp or now, now),
        about_start=claim.meeting.start if claim.meeting else None,
        about_end=claim.meeting.end if claim.meeting else None,
        start=response.start,
        end=response.end,
        delegate_name=delegate.name if delegate else "",
        delegate_address=participant.delegate,
    )
    return _show(transaction, committee, held, now)


def hold_words(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    return _hold_plain(transaction, mail, HeldKind.WORDS, None, now)


def hold_unreadable(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    fault = mail.says.fault if isinstance(mail.says, Unreadable) else Fault.BROKEN
    return _hold_plain(transaction, mail, HeldKind.UNREADABLE, fault, now)


def hold_report(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    """That a mail did not arrive, but not which: shown when it names somebody we know."""
    assert isinstance(mail.says, Bounced)  # noqa: S101  by TAKE in incoming
    addresses = [failure.address for failure in mail.says.failures if failure.final]
    known = transaction.people.with_addresses(addresses)
    person = next((known[one] for one in addresses if one in known), None)
    committee = _committee_with(transaction, person, now) if person else None
    if person is None or committee is None:
        return Folder.HELD
    held = HeldMail(**_beginning(mail, committee, now), kind=HeldKind.REPORT, person_id=person.id)
    return _show(transaction, committee, held, now)


def _hold_plain(
    transaction: Transaction, mail: Received, kind: HeldKind, fault: Fault | None, now: datetime
) -> Folder:
    """Shown when it answers a mail of ours, or is from somebody we know or whom our server vouches for; what anybody else
    sends stays in the folder.
    """
    sent = transaction.deliveries.with_receipts(mail.about)
    answered = next((sent[one] for one in mail.about if one in sent), None)
    meeting = transaction.meetings.find(answered.meeting_id) if answered and answered.meeting_id else None
    person = transaction.people.with_addresses([mail.writer.address]).get(mail.writer.address)
    if not (answered or person or mail.writer.vouched):
        return Folder.HELD
    committee = (
        transaction.committees.get(answered.committee_id)
        if answered
        else _committee_of(transaction, mail, meeting, now)
    )
    if committee is None:
        return Folder.HELD
    known = transaction.people.with_addresses([mail.writer.address], committee.id)
    person = known.get(mail.writer.address)
    start, end = _time_answered(answered, meeting)
    held = HeldMail(
        **_beginning(mail, committee, now),
        kind=kind,
        doubts=() if mail.writer.vouched else (Doubt.NOT_CHECKED,),
        meeting_id=meeting.id if meeting else None,
        person_id=person.id if person else None,
        fault=fault,
        about_start=start,
        about_end=end,
    )
    return _show(transaction, committee, held, now)


def _time_answered(
    answered: Delivery | None, meeting: Meeting | None
) -> tuple[datetime, datetime] | tuple[None, None]:
    """What the mail that it answers told; where that is not known, the time that stands."""
    told = read_told(answered.told) if answered else None
    if meeting is None:
        return None, None
    return (told.start, told.end) if told else (meeting.start, meeting.end)


def _beginning(mail: Received, committee: Committee, now: datetime) -> dict[str, Any]:
    """What every held mail tells of itself."""
    return {
        "id": HeldMailId(new_id()),
        "committee_id": committee.id,
        "heard_at": now,
        "writer_name": mail.writer.name,
        "writer_address": mail.writer.address,
        "vouched": mail.writer.vouched,
        "subject": mail.subject,
        "beginning": mail.beginning,
    }


def _show(transaction: Transaction, committee: Committee, held: HeldMail, now: datetime) -> Folder:
    """A flood stays in the folder."""
    if transaction.held_mails.count_since(committee.id, now - HOUR) < MOST_SHOWN_IN_AN_HOUR:
        transaction.held_mails.add(held)
        roles = {Role.SECRETARY, Role.CHAIR} if held.kind in TO_THE_CHAIR_TOO else {Role.SECRETARY}
        owe_to_officers(
            transaction,
            DeliveryKind.HELD_MAIL,
            committee,
            held.id,
            now,
            roles=roles,
            meeting_id=held.meeting_id,
        )
    return Folder.HELD


def _committee_of(
    transaction: Transaction, mail: Received, meeting: Meeting | None, now: datetime
) -> Committee | None:
    """Whose officers should see it: the meeting's committee, one that the writer belongs to, or the only one there is."""
    if meeting:
        return transaction.committees.get(meeting.committee_id)
    person = transaction.people.with_addresses([mail.writer.address]).get(mail.writer.address)
    if person and (theirs := _committee_with(transaction, person, now)):
        return theirs
    aliases = transaction.aliases.of_address(mail.writer.address)
    if len(aliases) == 1:
        return transaction.committees.get(aliases[0].committee_id)
    every = transaction.committees.every()
    return every[0] if len(every) == 1 else None


def _committee_with(transaction: Transaction, person: Person, now: datetime) -> Committee | None:
    """The one they meet with next, or have a seat in."""
    coming = transaction.meetings.coming_for(person.id, now, most=1)
    if coming:
        return transaction.committees.get(coming[0].committee_id)
    today = now.date()
    return next(iter(transaction.committees.of_person(person.id, today, today)), None)

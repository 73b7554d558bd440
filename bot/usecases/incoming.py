"""Mail that came in: what is believed takes effect, what is not is kept and shown. Each mail once, whatever happens."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.committee import Committee, Role
from bot.domain.delivery import DeliveryKind
from bot.domain.held_mail import Doubt, HeldKind, HeldMail
from bot.domain.ids import HeldMailId, new_id
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.person import Person
from bot.domain.received import (
    Asked,
    Automatic,
    Bounced,
    Fault,
    NotForUs,
    Received,
    Response,
    Scheduling,
    Unreadable,
    WrittenByHand,
)
from bot.storage import Storage, Transaction
from bot.usecases.answers import Spoken, take_answer
from bot.usecases.believing import Claim, claims_of
from bot.usecases.bounces import take_bounce
from bot.usecases.owing_invitations import owe_mail_anew
from bot.usecases.telling_officers import owe_to_officers

MOST_SHOWN_IN_AN_HOUR = 200
HOUR = timedelta(hours=1)
TO_THE_CHAIR_TOO = frozenset({HeldKind.COUNTER, HeldKind.DELEGATION})


class Folder(StrEnum):
    """Where a mail goes once it has been dealt with."""

    DONE = "done"
    HELD = "held"


def take_mail(storage: Storage, mail: Received, now: datetime) -> Folder:
    """What the mail asks for, and that it was dealt with, in one transaction. Coming again it has no second effect."""
    with storage.transaction() as transaction:
        return _once(transaction, mail, TAKE[type(mail.says)], now)


def hold_what_broke(storage: Storage, mail: Received, now: datetime) -> Folder:
    """A mail that we cannot act on through a fault of ours: kept and shown, so that it holds up no other."""
    with storage.transaction() as transaction:
        return _once(transaction, mail, _hold_unreadable, now)


def _once(
    transaction: Transaction,
    mail: Received,
    take: "Take",
    now: datetime,
) -> Folder:
    request = f"mail:{mail.digest}"
    done = transaction.requests.outcome_of(request)
    if done is not None:
        return Folder(done)
    folder = take(transaction, mail, now)
    transaction.requests.remember(request, folder, now)
    return folder


def _take_scheduling(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    assert isinstance(mail.says, Scheduling)  # noqa: S101  by TAKE
    _lock(transaction, mail.says)
    folders = [
        TAKE_CLAIM[mail.says.asked](transaction, mail, claim, now)
        for claim in claims_of(transaction, mail.writer, mail.says)
    ]
    return Folder.HELD if Folder.HELD in folders else Folder.DONE


def _lock(transaction: Transaction, says: Scheduling) -> None:
    """Acts on one committee happen one after another; several are locked in one order, so that no two mails wait for each
    other.
    """
    meetings = transaction.meetings.with_uids(response.uid for response in says.responses)
    for committee_id in sorted({meeting.committee_id for meeting in meetings.values()}):
        transaction.committees.for_change(committee_id)


def _take_reply(transaction: Transaction, mail: Received, claim: Claim, now: datetime) -> Folder:
    if claim.participant.delegate:
        return _take_delegation(transaction, mail, claim, now)
    if claim.participant.answer is Answer.NONE:
        return Folder.DONE  # a calendar that says nothing yet
    if claim.doubts:
        return _hold_claim(transaction, mail, claim, HeldKind.ANSWER, now)
    _answer(transaction, claim, claim.participant.answer, now)
    return Folder.DONE


def _take_delegation(transaction: Transaction, mail: Received, claim: Claim, now: datetime) -> Folder:
    """Whoever sends somebody else does not come; whether the other one is invited is for chair and secretary to say."""
    if not claim.doubts:
        _answer(transaction, claim, Answer.DECLINED, now)
    return _hold_claim(transaction, mail, claim, HeldKind.DELEGATION, now)


def _take_counter(transaction: Transaction, mail: Received, claim: Claim, now: datetime) -> Folder:
    """An answer, and a question. Nothing moves by itself."""
    if not claim.doubts and claim.participant.answer is not Answer.NONE:
        _answer(transaction, claim, claim.participant.answer, now)
    if not claim.doubts and _proposes_what_stands(claim.response, claim.meeting):
        return Folder.DONE
    return _hold_claim(transaction, mail, claim, HeldKind.COUNTER, now)


def _proposes_what_stands(response: Response, meeting: Meeting | None) -> bool:
    if meeting is None or response.start is None:
        return False
    return (response.start, response.end or meeting.end) == (meeting.start, meeting.end)


def _take_refresh(transaction: Transaction, mail: Received, claim: Claim, now: datetime) -> Folder:
    if set(claim.doubts) - {Doubt.OLDER, Doubt.NOT_OPEN}:
        return _hold_claim(transaction, mail, claim, HeldKind.REFRESH, now)
    if claim.meeting and claim.person:
        send_current_state(transaction, claim.meeting, claim.person, now)
    return Folder.DONE


def send_current_state(transaction: Transaction, meeting: Meeting, person: Person, now: datetime) -> bool:
    """The invitation as it stands, with the sequence it has; once an hour at most, so that no two machines can keep each
    other busy. False when nothing was sent.
    """
    request = f"refresh:{meeting.id}:{person.id}:{now:%Y%m%d%H}"
    told = meeting.is_announced or meeting.state is MeetingState.CANCELLED
    if not told or not person.email or transaction.requests.outcome_of(request) is not None:
        return False
    transaction.requests.remember(request, meeting.id, now)
    owe_mail_anew(transaction, meeting, person, now)
    return True


def _answer(transaction: Transaction, claim: Claim, answer: Answer, now: datetime) -> None:
    """Given when their calendar wrote it, but not later than now, whatever its clock says; stamps have whole seconds."""
    assert claim.meeting  # noqa: S101  nothing is doubted
    assert claim.person  # noqa: S101
    assert claim.invitation  # noqa: S101
    given_at = min(claim.response.stamp or now, now)
    if claim.invitation.asked_at:
        given_at = max(given_at, claim.invitation.asked_at)
    spoken = Spoken(answer, Source.EMAIL, claim.response.comment, given_at)
    take_answer(transaction, claim.meeting, claim.person.id, spoken, now)


def _hold_claim(
    transaction: Transaction, mail: Received, claim: Claim, kind: HeldKind, now: datetime
) -> Folder:
    committee = _committee_of(transaction, mail, claim.meeting, now)
    if committee is None:
        return Folder.HELD
    participant, response = claim.participant, claim.response
    delegates = (one for one in response.participants if one.address == participant.delegate)
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
        start=response.start,
        end=response.end,
        delegate_name=delegate.name if delegate else "",
        delegate_address=participant.delegate,
    )
    return _show(transaction, committee, held, now)


def _hold_words(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    return _hold_plain(transaction, mail, HeldKind.WORDS, None, now)


def _hold_unreadable(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    fault = mail.says.fault if isinstance(mail.says, Unreadable) else Fault.BROKEN
    return _hold_plain(transaction, mail, HeldKind.UNREADABLE, fault, now)


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
    held = HeldMail(
        **_beginning(mail, committee, now),
        kind=kind,
        doubts=() if mail.writer.vouched else (Doubt.NOT_CHECKED,),
        meeting_id=meeting.id if meeting else None,
        person_id=person.id if person else None,
        fault=fault,
    )
    return _show(transaction, committee, held, now)


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
    if person:
        today = now.date()
        coming = transaction.meetings.coming_for(person.id, now, most=1)
        if coming:
            return transaction.committees.get(coming[0].committee_id)
        if own := transaction.committees.of_person(person.id, today, today):
            return own[0]
    every = transaction.committees.every()
    return every[0] if len(every) == 1 else None


def _let_lie(_transaction: Transaction, _mail: Received, _now: datetime) -> Folder:
    return Folder.DONE


def _not_for_us(_transaction: Transaction, mail: Received, _now: datetime) -> Folder:
    """Our own mail come back is done with; somebody's calendar that invites us is for people to look at."""
    assert isinstance(mail.says, NotForUs)  # noqa: S101  by TAKE
    return Folder.DONE if mail.says.is_ours else Folder.HELD


def _take_bounced(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    assert isinstance(mail.says, Bounced)  # noqa: S101  by TAKE
    return Folder.DONE if take_bounce(transaction, mail.says, mail.about, now) else Folder.HELD


Take = Callable[[Transaction, Received, datetime], Folder]
TAKE: dict[type, Take] = {
    Scheduling: _take_scheduling,
    Bounced: _take_bounced,
    Automatic: _let_lie,
    WrittenByHand: _hold_words,
    NotForUs: _not_for_us,
    Unreadable: _hold_unreadable,
}
TAKE_CLAIM: dict[Asked, Callable[[Transaction, Received, Claim, datetime], Folder]] = {
    Asked.REPLY: _take_reply,
    Asked.COUNTER: _take_counter,
    Asked.REFRESH: _take_refresh,
}

"""Mail that came in: what is believed takes effect, what is not is kept and shown. Each mail once, whatever happens."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.delivery import Route
from bot.domain.held_mail import Doubt, HeldKind
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.person import Person
from bot.domain.received import (
    Asked,
    Automatic,
    Bounced,
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
from bot.usecases.holding import Folder, hold_claim, hold_report, hold_unreadable, hold_words
from bot.usecases.owing_invitations import owe_mail_anew


def take_mail(storage: Storage, mail: Received, now: datetime) -> Folder | None:
    """What the mail asks for, and that it was dealt with, in one transaction. Coming again it has no second effect. None
    when it is too early, and the mail is to be looked at again.
    """
    with storage.transaction() as transaction:
        if _answers_what_is_being_sent(transaction, mail, now):
            return None
        return _once(transaction, mail, TAKE[type(mail.says)], now)


def hold_what_broke(storage: Storage, mail: Received, now: datetime) -> Folder:
    """A mail that we cannot act on through a fault of ours: kept and shown, so that it holds up no other."""
    with storage.transaction() as transaction:
        return _once(transaction, mail, hold_unreadable, now)


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


def _answers_what_is_being_sent(transaction: Transaction, mail: Received, now: datetime) -> bool:
    """Machines answer within milliseconds, before the worker has written down that the mail is out."""
    if not isinstance(mail.says, Bounced | Automatic):
        return False
    about = {*mail.about, *(mail.says.message_ids if isinstance(mail.says, Bounced) else ())}
    names = {one.strip("<>").partition("@")[0] for one in about}
    return any(one.mail_name in names for one in transaction.deliveries.being_sent(Route.EMAIL, now))


def _take_scheduling(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    assert isinstance(mail.says, Scheduling)  # noqa: S101  by TAKE
    _lock(transaction, mail.says)
    folders = [
        TAKE_CLAIM[mail.says.asked](transaction, mail, claim, now)
        for claim in claims_of(transaction, mail.writer, mail.says)
    ]
    return Folder.HELD if Folder.HELD in folders else Folder.DONE


def _lock(transaction: Transaction, says: Scheduling) -> None:
    """Acts on one committee happen one after another."""
    meetings = transaction.meetings.with_uids(response.uid for response in says.responses)
    transaction.committees.these_for_change(meeting.committee_id for meeting in meetings.values())


def _take_reply(transaction: Transaction, mail: Received, claim: Claim, now: datetime) -> Folder:
    if claim.participant.delegate:
        return _take_delegation(transaction, mail, claim, now)
    if claim.participant.address and claim.participant.answer is Answer.NONE:
        return Folder.DONE  # a calendar that says nothing yet
    if claim.doubts:
        return hold_claim(transaction, mail, claim, HeldKind.ANSWER, now)
    _answer(transaction, claim, claim.participant.answer, now)
    return Folder.DONE


def _take_delegation(transaction: Transaction, mail: Received, claim: Claim, now: datetime) -> Folder:
    """Whoever sends somebody else does not come; whether the other one is invited is for chair and secretary to say."""
    if not claim.doubts:
        _answer(transaction, claim, Answer.DECLINED, now)
    return hold_claim(transaction, mail, claim, HeldKind.DELEGATION, now)


def _take_counter(transaction: Transaction, mail: Received, claim: Claim, now: datetime) -> Folder:
    """An answer, and a question. Nothing moves by itself."""
    if not claim.doubts and claim.participant.answer is not Answer.NONE:
        _answer(transaction, claim, claim.participant.answer, now)
    if not claim.doubts and _proposes_what_stands(claim.response, claim.meeting):
        return Folder.DONE
    return hold_claim(transaction, mail, claim, HeldKind.COUNTER, now)


def _proposes_what_stands(response: Response, meeting: Meeting | None) -> bool:
    if meeting is None or response.start is None:
        return False
    return (response.start, response.end or meeting.end) == (meeting.start, meeting.end)


def _take_refresh(transaction: Transaction, mail: Received, claim: Claim, now: datetime) -> Folder:
    if set(claim.doubts) - {Doubt.OLDER, Doubt.NOT_OPEN}:
        return hold_claim(transaction, mail, claim, HeldKind.REFRESH, now)
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


def _take_automatic(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    """Out of office is shown beside the mail it answers; a receipt, which is a report by its type, is not."""
    assert isinstance(mail.says, Automatic)  # noqa: S101  by TAKE
    sent = transaction.deliveries.with_receipts(mail.about)
    answered = next((sent[one] for one in mail.about if one in sent), None)
    if answered is not None and mail.says.by != "Content-Type":
        transaction.committees.for_change(answered.committee_id)
        delivery = transaction.deliveries.for_change(answered.id)
        transaction.deliveries.put(delivery.answered_by_machine(now))
    return Folder.DONE


def _not_for_us(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    """Our own mail come back is done with; somebody's calendar that invites us is for people to look at."""
    assert isinstance(mail.says, NotForUs)  # noqa: S101  by TAKE
    return Folder.DONE if mail.says.is_ours else hold_words(transaction, mail, now)


def _take_bounced(transaction: Transaction, mail: Received, now: datetime) -> Folder:
    assert isinstance(mail.says, Bounced)  # noqa: S101  by TAKE
    if take_bounce(transaction, mail.says, mail.about, now):
        return Folder.DONE
    return hold_report(transaction, mail, now)


Take = Callable[[Transaction, Received, datetime], Folder]
TAKE: dict[type, Take] = {
    Scheduling: _take_scheduling,
    Bounced: _take_bounced,
    Automatic: _take_automatic,
    WrittenByHand: hold_words,
    NotForUs: _not_for_us,
    Unreadable: hold_unreadable,
}
TAKE_CLAIM: dict[Asked, Callable[[Transaction, Received, Claim, datetime], Folder]] = {
    Asked.REPLY: _take_reply,
    Asked.COUNTER: _take_counter,
    Asked.REFRESH: _take_refresh,
}

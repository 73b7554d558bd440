"""Answers to invitations: whichever way they come, they meet here. The newest counts, all are kept, each can be undone."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import KallelseError
from bot.domain.ids import AnswerId, MeetingId, PersonId, new_id
from bot.domain.invitation import Answer, GivenAnswer, Invitation, Source
from bot.domain.meeting import Meeting, WrongState
from bot.domain.permission import Act
from bot.domain.person import Person
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Where, Who, enter_at_meeting, existing
from bot.usecases.facts import MeetingFacts
from bot.usecases.gathering import meeting_facts
from bot.usecases.owing_meetings import owe_answers, owe_card, redraw_answers, redraw_invitations


@dataclass(eq=False)
class NotInvited(KallelseError):
    """Somebody answers who is not invited to the meeting; `person` is who, where another vouches for the answer."""

    meeting: Meeting
    person: Person | None = None


@dataclass(eq=False)
class NotAnswered(KallelseError):
    """Somebody comments on an answer that they have not given, or that has been taken back."""

    meeting: Meeting


@dataclass(eq=False)
class Outdated(KallelseError):
    """Somebody answers to a time or a place that the meeting no longer has."""

    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer as it was given: `given_at` is when (aware), None for just now. Without a comment, one that was given with
    the same answer still stands, unless it is to be taken away (`uncommented`). `edition` is the meeting's that was
    answered to, None where that is not known.
    """

    answer: Answer
    source: Source
    comment: str = ""
    given_at: datetime | None = None
    uncommented: bool = False
    edition: int | None = None

    def says_more_than(self, invitation: Invitation) -> bool:
        """Something else than what stands already; what was said to an earlier time always is."""
        if self.given_at and not invitation.counts_from(self.given_at):
            return True
        silent = not self.comment and not self.uncommented
        return self.answer != invitation.answer or not (silent or self.comment == invitation.comment)


def answer_invitation(
    storage: Storage,
    at: Where | MeetingId,
    who: Who,
    answer: Answer,
    now: datetime,
    *,
    source: Source = Source.SLACK,
) -> MeetingFacts:
    """By somebody in chat. Raises NotInvited, and WrongState once the meeting is over or cancelled."""
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, at, who, now)
        take_answer(transaction, meeting, asker.person.id, Spoken(answer, source), now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def answer_as(
    storage: Storage, meeting_id: MeetingId, person_id: PersonId, spoken: Spoken, now: datetime
) -> MeetingFacts:
    """By somebody whom a mail or a link has shown to be that person. Raises Gone, NotInvited, WrongState,
    Outdated.
    """
    with storage.transaction() as transaction:
        meeting = locked_meeting(transaction, meeting_id)
        take_answer(transaction, meeting, person_id, spoken, now)
        committee = transaction.committees.get(meeting.committee_id)
        return meeting_facts(transaction, committee, meeting, now, transaction.people.get(person_id))


def undo_answer(storage: Storage, answer_id: AnswerId, who: Who, now: datetime) -> MeetingFacts:
    """The answer before it counts again; undone twice is undone once. By whoever gave it, and by chair and secretary.
    Raises Gone, NotAllowed, WrongState.
    """
    with storage.transaction() as transaction:
        asker, meeting, given = _enter_at_answer(transaction, answer_id, who, now)
        if given.undone_at is None:
            _put(transaction, meeting, given.undone(asker.person.id, now), now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def restore_answer(storage: Storage, answer_id: AnswerId, who: Who, now: datetime) -> MeetingFacts:
    """As if it had never been undone: it counts again, unless a newer one does. Raises Gone, NotAllowed, WrongState."""
    with storage.transaction() as transaction:
        asker, meeting, given = _enter_at_answer(transaction, answer_id, who, now)
        if given.undone_at is not None:
            _put(transaction, meeting, given.restored(), now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def comment_answer(
    storage: Storage, meeting_id: MeetingId, who: Who, comment: str, now: datetime
) -> MeetingFacts:
    """A comment to the answer that stands; an empty one takes it away. Raises NotInvited, WrongState, NotAnswered."""
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, meeting_id, who, now)
        invitation = transaction.invitations.of(meeting.id, asker.person.id)
        if invitation is not None and invitation.answer == Answer.NONE:
            raise NotAnswered(meeting)
        answer = invitation.answer if invitation else Answer.NONE
        spoken = Spoken(answer, Source.SLACK, comment, uncommented=not comment)
        take_answer(transaction, meeting, asker.person.id, spoken, now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def locked_meeting(transaction: Transaction, meeting_id: MeetingId) -> Meeting:
    """The meeting, its committee locked: acts on one committee happen one after another. Raises Gone."""
    found = existing(transaction.meetings.find(meeting_id))
    transaction.committees.for_change(found.committee_id)
    return transaction.meetings.get(meeting_id)


def take_answer(
    transaction: Transaction, meeting: Meeting, person_id: PersonId, spoken: Spoken, now: datetime
) -> GivenAnswer | None:
    """Into the history, and onto the invitation if it is the newest that counts. None when it says what stands already.
    Raises NotInvited, WrongState, Outdated.
    """
    if not meeting.is_announced:
        raise WrongState(meeting, "answer")
    invitation = transaction.invitations.of(meeting.id, person_id)
    if invitation is None or not invitation.stands:
        raise NotInvited(meeting)
    if spoken.edition not in {None, meeting.edition}:
        raise Outdated(meeting)
    if not spoken.says_more_than(invitation):
        return None
    given = transaction.answers.add(
        GivenAnswer(
            id=AnswerId(new_id()),
            invitation_id=invitation.id,
            answer=spoken.answer,
            comment=spoken.comment,
            source=spoken.source,
            given_at=spoken.given_at or now,
            heard_at=now,
        ),
    )
    _show(transaction, meeting, invitation, now)
    if spoken.source != Source.SLACK:
        owe_answers(transaction, transaction.committees.get(meeting.committee_id), meeting, now)
    return given


def _enter_at_answer(
    transaction: Transaction, answer_id: AnswerId, who: Who, now: datetime
) -> tuple[Asker, Meeting, GivenAnswer]:
    """For whoever gave it, and for chair and secretary; while the meeting can be answered."""
    given = existing(transaction.answers.find(answer_id))
    invitation = transaction.invitations.get(given.invitation_id)
    asker, meeting = enter_at_meeting(transaction, invitation.meeting_id, who, now)
    if asker.person.id != invitation.person_id:
        asker.must(Act.UNDO_ANSWER)
    if not meeting.is_announced:
        raise WrongState(meeting, "answer")
    return asker, meeting, transaction.answers.get(answer_id)  # again, now that nobody else can change it


def _put(transaction: Transaction, meeting: Meeting, given: GivenAnswer, now: datetime) -> None:
    transaction.answers.put(given)
    _show(transaction, meeting, transaction.invitations.get(given.invitation_id), now)


def _show(transaction: Transaction, meeting: Meeting, invitation: Invitation, now: datetime) -> None:
    """What counts now, on the invitation and wherever it is drawn."""
    answered = invitation.answered(transaction.answers.to([invitation.id]))
    if answered != invitation:
        transaction.invitations.put(answered)
        owe_card(transaction, meeting, now)
    redraw_invitations(transaction, meeting, now, of=invitation.person_id)
    redraw_answers(transaction, meeting, now)

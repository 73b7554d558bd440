"""Dates put to the members: from a plan in the making, or of a meeting that is planned."""

from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.deadline import check_deadline
from bot.domain.ids import DateProposalId, MeetingId, ProposedDateId, new_id
from bot.domain.meeting import Meeting, MeetingState, WrongState
from bot.domain.permission import Act
from bot.domain.proposal import AlreadyPut, DateProposal, DateState, ProposalState, ProposedDate
from bot.domain.schedule import instant
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Where, Who, enter_at_meeting, look_at_meeting
from bot.usecases.confirming_plans import plan_meetings
from bot.usecases.plan_gathering import usual_deadline
from bot.usecases.plans import enter_at_proposal
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposal_gathering import proposal_facts
from bot.usecases.proposal_owing import ask_everybody, owe_look_for_unreached


def put_to_members(
    storage: Storage,
    proposal_id: DateProposalId,
    who: Who,
    now: datetime,
    *,
    deadline: datetime | None = None,
) -> ProposalFacts:
    """A draft: its dates become planned meetings, and everybody with a seat is asked. `deadline` is a naive wall-clock time
    (None: as long as the committee has it). Raises ProposalSettled, UnreadLines, NothingToPut, InThePast, Clash,
    DeadlinePassed, DeadlineAfterDate, NoSuchTime.
    """
    with storage.transaction() as transaction:
        asker, draft = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.PUT_DATES)
        closes = closing(asker.committee, deadline, now)
        proposal = transaction.date_proposals.put(draft.put(asker.person.id, closes, now))
        dates = plan_meetings(transaction, asker, proposal, now)
        check_deadline(closes, [date.start for date in dates], now)
        return _ask(transaction, asker, proposal, now)


def put_meeting(
    storage: Storage,
    at: Where | MeetingId,
    who: Who,
    now: datetime,
    *,
    deadline: datetime | None = None,
) -> ProposalFacts:
    """A meeting that is planned. Raises WrongState, AlreadyPut, and what `put_to_members` raises about the deadline."""
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, at, who, now)
        asker.must(Act.PUT_DATES)
        closes = closing(asker.committee, deadline, now)
        check_can_put(transaction, meeting)
        check_deadline(closes, [meeting.start], now)
        return put_one(transaction, asker, meeting, closes, now)


def meeting_to_put(
    storage: Storage, meeting_id: MeetingId, who: Who, now: datetime
) -> tuple[Meeting, Committee, datetime]:
    """Before a form about it is shown: the meeting, its committee and the usual deadline. Refuses what `put_meeting` would."""
    with storage.reading() as transaction:
        asker, meeting = look_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.PUT_DATES)
        check_can_put(transaction, meeting)
        return meeting, asker.committee, usual_deadline(asker.committee, now)


def check_can_put(transaction: Transaction, meeting: Meeting) -> None:
    """Raises WrongState, AlreadyPut."""
    if meeting.state != MeetingState.PLANNED:
        raise WrongState(meeting, "put")
    asked = transaction.proposed_dates.asked_about(meeting.id)
    if asked is not None:
        raise AlreadyPut(transaction.date_proposals.get(asked.proposal_id))


def closing(committee: Committee, deadline: datetime | None, now: datetime) -> datetime:
    return instant(deadline, committee.zone) if deadline else usual_deadline(committee, now)


def put_one(
    transaction: Transaction, asker: Asker, meeting: Meeting, closes: datetime, now: datetime
) -> ProposalFacts:
    """One meeting that is planned, as a proposal of its own."""
    draft = DateProposal(
        DateProposalId(new_id()),
        asker.committee.id,
        ProposalState.DRAFT,
        asker.person.id,
        now,
        of_meeting=True,
    )
    proposal = transaction.date_proposals.add(draft.put(asker.person.id, closes, now))
    transaction.proposed_dates.add(
        ProposedDate(
            ProposedDateId(new_id()),
            proposal.id,
            DateState.OPEN,
            meeting.start,
            meeting.end,
            meeting.place,
            meeting.link,
            meeting.id,
        )
    )
    return _ask(transaction, asker, proposal, now)


def _ask(transaction: Transaction, asker: Asker, proposal: DateProposal, now: datetime) -> ProposalFacts:
    ask_everybody(transaction, asker.committee, proposal, now)
    owe_look_for_unreached(transaction, asker.committee, proposal, now)
    return proposal_facts(transaction, asker.committee, proposal, now, asker.person)

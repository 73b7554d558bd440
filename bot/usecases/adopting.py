"""What comes of proposed dates when their hour has come: adopted in silence, held up, overtaken; and the meetings of
adopted dates confirmed one by one. Each is done once, whoever else is at it, and taken up again where it stopped.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.domain.committee import Committee
from bot.domain.ids import DateProposalId, PersonId, ProposedDateId
from bot.domain.meeting import MeetingState
from bot.domain.proposal import UNDECIDED, DateProposal, DateState, ProposalState, ProposedDate
from bot.storage import Storage, Transaction
from bot.usecases.asking import keep_asked
from bot.usecases.inviting import announce
from bot.usecases.proposal_gathering import proposal_facts
from bot.usecases.proposal_owing import (
    owe_outcome,
    owe_proposal_card,
    owe_waits,
    redraw_outcome,
    redraw_questions,
)


def close_proposals(storage: Storage, now: datetime) -> None:
    """Those whose deadline has passed."""
    with storage.reading() as transaction:
        due = [one.id for one in transaction.date_proposals.due(now)]
    for proposal_id in due:
        _with_proposal(storage, proposal_id, now, _close)


def let_go_of_overtaken(storage: Storage, now: datetime) -> None:
    """A date that was moved, confirmed or cancelled is no longer what the members are asked about, nor what chair and
    secretary decide about: silence about another time is no consent to it.
    """
    with storage.reading() as transaction:
        overtaken = dict.fromkeys(date.proposal_id for date in transaction.proposed_dates.overtaken())
    for proposal_id in overtaken:
        _with_proposal(storage, proposal_id, now, _let_go)


def confirm_adopted(storage: Storage, now: datetime) -> None:
    """The meetings of adopted dates: invitations go out by themselves, one meeting in each transaction."""
    with storage.reading() as transaction:
        waiting = [(date.id, date.proposal_id) for date in transaction.proposed_dates.to_confirm(now)]
    for date_id, proposal_id in waiting:
        _with_proposal(storage, proposal_id, now, partial(_confirm, date_id=date_id))


def adopt(
    transaction: Transaction,
    committee: Committee,
    proposal: DateProposal,
    now: datetime,
    *,
    by: PersonId | None = None,
) -> DateProposal:
    """Nobody objected to these, and to those somebody did: each goes its way. `by` goes ahead though not everybody was
    reached; None: in silence. What was overtaken goes first: when nothing else is left, the proposal is withdrawn.
    """
    _let_go(transaction, committee, proposal, now)
    proposal = transaction.date_proposals.get(proposal.id)
    if not proposal.is_asking:
        return proposal
    dates = transaction.proposed_dates.of([proposal.id])
    objected = {one.date_id for one in transaction.objections.to(date.id for date in dates)}
    for date in dates:
        if date.is_open:
            settled = date.objected(now) if date.id in objected else date.adopted(None, now)
            transaction.proposed_dates.put(settled)
    closed = proposal.closed(now) if by is None else proposal.decided(by, now)
    transaction.date_proposals.put(closed)
    owe_outcome(transaction, closed, now)
    owe_waits(transaction, committee, closed, now)
    _redraw(transaction, closed, now)
    return closed


def settle_if_nothing_is_left(transaction: Transaction, proposal: DateProposal, now: datetime) -> None:
    """Without any date that is still open there is nothing to ask."""
    dates = transaction.proposed_dates.of([proposal.id])
    if proposal.is_asking and not any(date.is_open for date in dates):
        withdrawn = transaction.date_proposals.put(proposal.withdrawn(None, now))
        owe_outcome(transaction, withdrawn, now, in_channel=False)


def _with_proposal(
    storage: Storage,
    proposal_id: DateProposalId,
    now: datetime,
    act: Callable[[Transaction, Committee, DateProposal, datetime], None],
) -> None:
    """In a transaction of its own, the committee locked and the proposal as it is then."""
    with storage.transaction() as transaction:
        found = transaction.date_proposals.get(proposal_id)
        committee = transaction.committees.for_change(found.committee_id)
        act(transaction, committee, transaction.date_proposals.get(proposal_id), now)


def _close(transaction: Transaction, committee: Committee, proposal: DateProposal, now: datetime) -> None:
    if proposal.state != ProposalState.OPEN or proposal.deadline is None or proposal.deadline > now:
        return
    keep_asked(transaction, committee, proposal.id, now, now)
    if proposal_facts(transaction, committee, proposal, now).unreached:
        held_up = transaction.date_proposals.put(proposal.held_up())
        owe_waits(transaction, committee, held_up, now)
        _redraw(transaction, held_up, now)
    else:
        adopt(transaction, committee, proposal, now)


def _let_go(transaction: Transaction, committee: Committee, proposal: DateProposal, now: datetime) -> None:
    dates = [date for date in transaction.proposed_dates.of([proposal.id]) if date.state in UNDECIDED]
    changed = [date for date in dates if not stands(transaction, date)]
    for date in changed:
        transaction.proposed_dates.put(date.withdrawn(None, now))
    if changed:
        settle_if_nothing_is_left(transaction, proposal, now)
        redraw_outcome(transaction, proposal, now)
        owe_waits(transaction, committee, proposal, now)
        _redraw(transaction, proposal, now)


def _confirm(
    transaction: Transaction,
    committee: Committee,
    _proposal: DateProposal,
    now: datetime,
    date_id: ProposedDateId,
) -> None:
    date = transaction.proposed_dates.get(date_id)
    if date.state != DateState.ADOPTED or date.start <= now or not stands(transaction, date):
        return
    meeting = transaction.meetings.get(date.meeting_id or "")
    announce(transaction, committee, transaction.meetings.put(meeting.confirmed(now)), now)


def stands(transaction: Transaction, date: ProposedDate) -> bool:
    """Its meeting is still planned, for that very time."""
    meeting = transaction.meetings.get(date.meeting_id or "")
    same_time = (meeting.start, meeting.end) == (date.start, date.end)
    return meeting.state == MeetingState.PLANNED and same_time


def _redraw(transaction: Transaction, proposal: DateProposal, now: datetime) -> None:
    owe_proposal_card(transaction, proposal, now)
    redraw_questions(transaction, proposal, now)

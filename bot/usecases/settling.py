"""Dates that somebody objected to: chair or secretary keeps, changes or drops them, or asks which other one suits."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.deadline import check_deadline
from bot.domain.ids import ProposedDateId
from bot.domain.meeting import MeetingState, Slot
from bot.domain.permission import Act
from bot.domain.proposal import DateProposal, DateSettled, DateState, ProposedDate
from bot.domain.schedule import check_is_coming, check_is_free
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Who, ask, existing, known_person
from bot.usecases.adopting import stands
from bot.usecases.meetings import Wish
from bot.usecases.plans import enter_at_proposal, plan_again, slot_of
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposal_gathering import proposal_facts
from bot.usecases.proposal_owing import owe_proposal_card, owe_waits, redraw_outcome, redraw_questions
from bot.usecases.putting import closing, put_one
from bot.usecases.under_way import pass_on


def keep_date(storage: Storage, date_id: ProposedDateId, who: Who, now: datetime) -> ProposalFacts:
    """Adopted although somebody objected. Raises DateSettled."""

    def keep(_transaction: Transaction, asker: Asker, date: ProposedDate) -> ProposedDate:
        check_is_coming(date.slot, now)
        return date.adopted(asker.person.id, now)

    return _decide(storage, date_id, who, now, keep)


def drop_date(storage: Storage, date_id: ProposedDateId, who: Who, now: datetime) -> ProposalFacts:
    """There will be no meeting that day. Raises DateSettled."""

    def drop(transaction: Transaction, asker: Asker, date: ProposedDate) -> ProposedDate:
        let_meeting_go(transaction, asker.committee, date, now)
        return date.withdrawn(asker.person.id, now)

    return _decide(storage, date_id, who, now, drop)


def back_to_plan(storage: Storage, date_id: ProposedDateId, who: Who, now: datetime) -> ProposalFacts:
    """The date is dropped, and goes into the plan in the making with the dates that were suggested instead: from there the
    members can be asked which one suits. Raises DateSettled, TooManyDates.
    """

    def take_back(transaction: Transaction, asker: Asker, date: ProposedDate) -> ProposedDate:
        let_meeting_go(transaction, asker.committee, date, now)
        suggested = [one.suggestion for one in transaction.objections.to([date.id])]
        plan_again(transaction, asker, date.slot, suggested, now)
        return date.withdrawn(asker.person.id, now)

    return _decide(storage, date_id, who, now, take_back)


def change_date(
    storage: Storage,
    date_id: ProposedDateId,
    who: Who,
    wish: Wish,
    now: datetime,
    *,
    deadline: datetime | None = None,
) -> ProposalFacts:
    """Another time for the same meeting, put to the members anew: the new proposal is what is answered with. Raises what
    is wrong with the time or the deadline, and DateSettled.
    """
    with storage.transaction() as transaction:
        asker, date, proposal = _enter_at_objected(transaction, date_id, who, now)
        slot = _free_slot(transaction, asker.committee, date, wish, now)
        closes = closing(asker.committee, deadline, now)
        check_deadline(closes, [slot.start], now)
        transaction.proposed_dates.put(date.withdrawn(asker.person.id, now))
        planned = transaction.meetings.get(date.meeting_id or "")
        meeting = transaction.meetings.put(planned.moved_to(slot, now))
        redraw(transaction, asker.committee, proposal, now)
        redraw_outcome(transaction, proposal, now)
        return put_one(transaction, asker, meeting, closes, now)


def date_to_settle(
    storage: Storage, date_id: ProposedDateId, who: Who, now: datetime
) -> tuple[ProposalFacts, ProposedDate]:
    """One that somebody objected to, before a form about it is shown. Raises Gone, NotAllowed, DateSettled."""
    with storage.reading() as transaction:
        date = existing(transaction.proposed_dates.find(date_id))
        proposal = transaction.date_proposals.get(date.proposal_id)
        committee = transaction.committees.get(proposal.committee_id)
        person = known_person(transaction, who)
        ask(transaction, committee, person, now).must(Act.PUT_DATES)
        _check_waits(transaction, date, now)
        return proposal_facts(transaction, committee, proposal, now, person), date


def _decide(
    storage: Storage,
    date_id: ProposedDateId,
    who: Who,
    now: datetime,
    act: Callable[[Transaction, Asker, ProposedDate], ProposedDate],
) -> ProposalFacts:
    """By chair or secretary, about a date that was objected to."""
    with storage.transaction() as transaction:
        asker, date, proposal = _enter_at_objected(transaction, date_id, who, now)
        transaction.proposed_dates.put(act(transaction, asker, date))
        redraw_outcome(transaction, proposal, now)
        redraw(transaction, asker.committee, proposal, now)
        return proposal_facts(transaction, asker.committee, proposal, now, asker.person)


def _enter_at_objected(
    transaction: Transaction, date_id: ProposedDateId, who: Who, now: datetime
) -> tuple[Asker, ProposedDate, DateProposal]:
    """Raises Gone, NotAllowed, DateSettled."""
    found = existing(transaction.proposed_dates.find(date_id))
    asker, proposal = enter_at_proposal(transaction, found.proposal_id, who, now)
    asker.must(Act.PUT_DATES)
    date = transaction.proposed_dates.get(date_id)  # again, now that nobody else can change it
    _check_waits(transaction, date, now)
    return asker, date, proposal


def _check_waits(transaction: Transaction, date: ProposedDate, now: datetime) -> None:
    """Somebody objected to it, and its meeting is still what they objected to. Raises DateSettled; one that was overtaken
    is withdrawn by `let_go_of_overtaken`, for what is done here is undone by the error.
    """
    if date.state != DateState.OBJECTED:
        raise DateSettled(date)
    if not stands(transaction, date):
        raise DateSettled(date.withdrawn(None, now))


def _free_slot(
    transaction: Transaction, committee: Committee, date: ProposedDate, wish: Wish, now: datetime
) -> Slot:
    slot = slot_of(date, wish, committee)
    check_is_coming(slot, now)
    others = [one for one in transaction.meetings.coming_of(committee.id, now) if one.id != date.meeting_id]
    check_is_free(slot, others)
    return slot


def let_meeting_go(transaction: Transaction, committee: Committee, date: ProposedDate, now: datetime) -> None:
    """Nobody has been invited to it, so nobody is told; its topics go on to the next meeting."""
    meeting = transaction.meetings.get(date.meeting_id or "")
    if meeting.state != MeetingState.PLANNED:
        return
    transaction.meetings.put(meeting.cancelled("", now))
    topics = [one for one in transaction.topics.of_meeting(meeting.id) if not one.standing_item_id]
    pass_on(transaction, committee, topics, now)


def redraw(transaction: Transaction, committee: Committee, proposal: DateProposal, now: datetime) -> None:
    owe_proposal_card(transaction, proposal, now)
    redraw_questions(transaction, proposal, now)
    owe_waits(transaction, committee, proposal, now)

"""Dates that stand before the members: their answers, and what chair and secretary do with all of it.

They are put in putting.py; what happens at the deadline by itself stands in adopting.py, what becomes of dates that were
objected to in settling.py.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.asking import Asked
from bot.domain.committee import Committee
from bot.domain.deadline import check_deadline
from bot.domain.delivery import DeliveryKind, DeliveryState
from bot.domain.ids import DateProposalId, ObjectionId, PersonId, ProposedDateId, new_id
from bot.domain.invitation import Source
from bot.domain.permission import Act
from bot.domain.person import Person
from bot.domain.proposal import DateProposal, Objection, ProposalState, ReasonNeeded
from bot.storage import Storage, Transaction
from bot.usecases.access import Gone, Who, ask, existing, known_person
from bot.usecases.adopting import adopt
from bot.usecases.asking import asked_of
from bot.usecases.plans import enter_at_proposal
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposal_gathering import proposal_facts
from bot.usecases.proposal_owing import (
    ask_anew,
    owe_look_for_unreached,
    owe_outcome,
    owe_proposal_card,
    owe_waits,
    redraw_questions,
)
from bot.usecases.putting import closing
from bot.usecases.settling import let_meeting_go, redraw


@dataclass(frozen=True, slots=True)
class Reply:
    """Fine by them, or an objection to some of the dates: then with a reason, and in words which other date would suit.
    The newest reply of a person is what they say; it stands for all dates.
    """

    source: Source
    objects_to: frozenset[ProposedDateId] = frozenset()
    reason: str = ""
    suggestion: str = ""


def proposal_seen_by(storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime) -> ProposalFacts:
    with storage.reading() as transaction:
        return _seen(transaction, proposal_id, known_person(transaction, who), now)


def proposal_to_change(
    storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime
) -> ProposalFacts:
    """Before a form about it is shown, for chair and secretary. Raises Gone, NotAllowed."""
    with storage.reading() as transaction:
        facts = _seen(transaction, proposal_id, known_person(transaction, who), now)
        ask(transaction, facts.committee, known_person(transaction, who), now).must(Act.PUT_DATES)
        return facts


def proposal_of_asked(
    storage: Storage, proposal_id: DateProposalId, person_id: PersonId, now: datetime
) -> ProposalFacts:
    """As somebody sees it who is, or was, asked and whom a link has shown to be that person. Raises Gone."""
    with storage.reading() as transaction:
        if transaction.asked.of(proposal_id, person_id) is None:
            raise Gone
        return _seen(transaction, proposal_id, transaction.people.get(person_id), now)


def mark_seen(storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime) -> ProposalFacts:
    """They have pressed something of it, so nobody need remind them. Raises NotAsked, ProposalSettled."""
    with storage.transaction() as transaction:
        asker, proposal = enter_at_proposal(transaction, proposal_id, who, now)
        asked = _asked(transaction, proposal, asker.person.id, asker.committee)
        transaction.asked.put(asked.saw(now))
        return proposal_facts(transaction, asker.committee, proposal, now, asker.person)


def answer_proposal(
    storage: Storage, proposal_id: DateProposalId, who: Who, reply: Reply, now: datetime
) -> ProposalFacts:
    """By somebody in chat. Raises NotAllowed, NotAsked, ReasonNeeded, ProposalSettled once nothing can be said any more."""
    with storage.transaction() as transaction:
        asker, proposal = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.ANSWER_PROPOSAL)
        _take(transaction, asker.committee, proposal, asker.person.id, reply, now)
        return proposal_facts(transaction, asker.committee, proposal, now, asker.person)


def answer_proposal_as(
    storage: Storage, proposal_id: DateProposalId, person_id: PersonId, reply: Reply, now: datetime
) -> ProposalFacts:
    """By somebody whom a link has shown to be that person. Raises as `answer_proposal`, and Gone."""
    with storage.transaction() as transaction:
        found = existing(transaction.date_proposals.find(proposal_id))
        committee = transaction.committees.for_change(found.committee_id)
        proposal = transaction.date_proposals.get(proposal_id)
        _take(transaction, committee, proposal, person_id, reply, now)
        person = transaction.people.get(person_id)
        return proposal_facts(transaction, committee, proposal, now, person)


def withdraw_proposal(
    storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime
) -> ProposalFacts:
    """All of it, before anything has come of it. Planned meetings that it made go; one that was planned before stays."""
    with storage.transaction() as transaction:
        asker, proposal = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.PUT_DATES)
        proposal.must_be(ProposalState.OPEN, ProposalState.WAITING)
        withdrawn = transaction.date_proposals.put(proposal.withdrawn(asker.person.id, now))
        for date in transaction.proposed_dates.of([proposal.id]):
            if date.is_open:
                transaction.proposed_dates.put(date.withdrawn(asker.person.id, now))
                if not proposal.of_meeting:
                    let_meeting_go(transaction, asker.committee, date, now)
        owe_outcome(transaction, withdrawn, now, in_channel=False)
        redraw(transaction, asker.committee, withdrawn, now)
        return proposal_facts(transaction, asker.committee, withdrawn, now, asker.person)


def set_deadline(
    storage: Storage, proposal_id: DateProposalId, who: Who, deadline: datetime, now: datetime
) -> ProposalFacts:
    """Another one, on the committee's wall clock. Those who have not answered are told. Raises DeadlinePassed,
    DeadlineAfterDate, NoSuchTime.
    """
    with storage.transaction() as transaction:
        asker, proposal = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.PUT_DATES)
        closes = closing(asker.committee, deadline, now)
        moved = proposal.with_deadline(closes)
        dates = [date.start for date in transaction.proposed_dates.of([proposal.id]) if date.is_open]
        check_deadline(closes, dates, now)
        if closes != proposal.deadline or proposal.state == ProposalState.WAITING:
            transaction.date_proposals.put(moved)
            ask_anew(transaction, asker.committee, moved, now)
            owe_look_for_unreached(transaction, asker.committee, moved, now)
            owe_waits(transaction, asker.committee, moved, now)
        return proposal_facts(
            transaction, asker.committee, transaction.date_proposals.get(proposal.id), now, asker.person
        )


def go_ahead(storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime) -> ProposalFacts:
    """The deadline has passed, somebody was not reached, and chair or secretary adopts the dates all the same."""
    with storage.transaction() as transaction:
        asker, proposal = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.PUT_DATES)
        proposal.must_be(ProposalState.WAITING)
        closed = adopt(transaction, asker.committee, proposal, now, by=asker.person.id)
        return proposal_facts(transaction, asker.committee, closed, now, asker.person)


def ask_unreached_again(
    storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime
) -> ProposalFacts:
    """What could not be delivered is owed again: the very same message."""
    with storage.transaction() as transaction:
        asker, proposal = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.PUT_DATES)
        facts = proposal_facts(transaction, asker.committee, proposal, now, asker.person)
        wanted = {one.person_id for one in facts.unreached}
        for delivery in transaction.deliveries.about(proposal.id, DeliveryKind.PROPOSAL, for_change=True):
            if delivery.person_id in wanted and delivery.state == DeliveryState.FAILED:
                transaction.deliveries.put(delivery.tried_again(now))
        return facts


def _seen(
    transaction: Transaction, proposal_id: DateProposalId, person: Person, now: datetime
) -> ProposalFacts:
    proposal = existing(transaction.date_proposals.find(proposal_id))
    committee = transaction.committees.get(proposal.committee_id)
    return proposal_facts(transaction, committee, proposal, now, person)


def _asked(
    transaction: Transaction, proposal: DateProposal, person_id: PersonId, committee: Committee
) -> Asked:
    """Raises NotAsked, ProposalSettled."""
    proposal.must_be(ProposalState.OPEN, ProposalState.WAITING)
    return asked_of(transaction, proposal.id, person_id, committee)


def _take(
    transaction: Transaction,
    committee: Committee,
    proposal: DateProposal,
    person_id: PersonId,
    reply: Reply,
    now: datetime,
) -> None:
    """The newest reply is what the person says: objections that are not in it are taken back."""
    asked = _asked(transaction, proposal, person_id, committee)
    dates = [date.id for date in transaction.proposed_dates.of([proposal.id]) if date.is_open]
    wanted = reply.objects_to & set(dates)
    if wanted and not reply.reason.strip():
        raise ReasonNeeded
    standing = [one for one in transaction.objections.to(dates) if one.person_id == person_id]
    kept = {one.date_id for one in standing if one.date_id in wanted and _says(one, reply)}
    changed = [one for one in standing if one.date_id not in kept]
    new = wanted - kept
    if asked.answered_at and not changed and not new:
        return
    for one in changed:
        transaction.objections.put(one.taken_back(now))
    for date_id in sorted(new):
        transaction.objections.add(_objection(date_id, person_id, reply, now))
    transaction.asked.put(asked.answered(reply.source, now))
    owe_proposal_card(transaction, proposal, now)
    redraw_questions(transaction, proposal, now, of=person_id)
    if changed or new:
        owe_waits(transaction, committee, proposal, now)


def _says(objection: Objection, reply: Reply) -> bool:
    return (objection.reason, objection.suggestion) == (reply.reason.strip(), reply.suggestion.strip())


def _objection(date_id: ProposedDateId, person_id: PersonId, reply: Reply, now: datetime) -> Objection:
    return Objection(
        id=ObjectionId(new_id()),
        date_id=date_id,
        person_id=person_id,
        reason=reply.reason.strip(),
        suggestion=reply.suggestion.strip(),
        source=reply.source,
        made_at=now,
    )

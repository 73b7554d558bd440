"""Facts of proposals out of a transaction: in a number of questions that does not grow with proposals, dates or people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.committee import Committee, Role, role_of
from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import DateProposalId
from bot.domain.meeting import MeetingState
from bot.domain.person import Person
from bot.domain.proposal import DateProposal, DateState, ProposalState, ProposedDate
from bot.storage import Transaction
from bot.usecases.asking import has_been_asked, is_asked_anew, undelivered
from bot.usecases.proposal_facts import ProposalFacts

MOST_QUOTED = 20


def proposal_facts(
    transaction: Transaction,
    committee: Committee,
    proposal: DateProposal,
    now: datetime,
    asker: Person | None = None,
) -> ProposalFacts:
    return proposals_facts(transaction, committee, [proposal], now, asker)[0]


def proposals_facts(
    transaction: Transaction,
    committee: Committee,
    proposals: Sequence[DateProposal],
    now: datetime,
    asker: Person | None = None,
) -> list[ProposalFacts]:
    ids = [one.id for one in proposals]
    dates = transaction.proposed_dates.of(ids)
    objections = transaction.objections.to(date.id for date in dates)
    asked = transaction.asked.about(ids)
    lost = undelivered(transaction.deliveries.about_any(ids, DeliveryKind.PROPOSAL))
    meetings = transaction.meetings.these(date.meeting_id for date in dates if date.meeting_id)
    wanted = [one.person_id for one in objections] + [one.person_id for one in asked]
    deciders = [date.settled_by for date in dates]
    deciders += [who for one in proposals for who in (one.settled_by, one.put_by)]
    people = transaction.people.named([*wanted, *deciders])
    home = {date.id: date.proposal_id for date in dates}
    role = _role(transaction, committee, asker, now)
    return [
        ProposalFacts(
            committee=committee,
            proposal=one,
            dates=tuple(date for date in dates if date.proposal_id == one.id and _was_told(date)),
            objections=tuple(made for made in objections if home[made.date_id] == one.id),
            asked=tuple(row for row in asked if row.subject_id == one.id),
            meetings=meetings,
            people=people,
            failed=lost.get(one.id, frozenset()),
            now=now,
            asker=asker,
            role=role,
        )
        for one in proposals
    ]


def adopted_dates(
    transaction: Transaction,
    committee: Committee,
    now: datetime,
    *,
    until: datetime,
    after: datetime | None = None,
) -> tuple[ProposalFacts, ...]:
    """What was adopted in that time and has not been cancelled since, the oldest first, for summary and minutes to quote:
    each proposal with these of its dates, who was asked, when and how it reached them, who objected, and who decided
    where silence did not.
    """
    some = transaction.date_proposals.adopted_from(committee.id, after=after, until=until, most=MOST_QUOTED)
    facts = proposals_facts(transaction, committee, some, now) if some else []
    return tuple(_only_adopted(one, after, until) for one in reversed(facts))


def _only_adopted(facts: ProposalFacts, after: datetime | None, until: datetime) -> ProposalFacts:
    """As `adopted_from` chooses."""
    quoted = [
        date
        for date in facts.in_state(DateState.ADOPTED)
        if date.settled_at and (after is None or date.settled_at > after) and date.settled_at <= until
        if date.meeting_id and facts.meetings[date.meeting_id].state != MeetingState.CANCELLED
    ]
    return replace(facts, dates=tuple(quoted))


def _was_told(date: ProposedDate) -> bool:
    """One that was struck before the dates were put is nobody's business: it never became a meeting."""
    return date.is_open or date.meeting_id is not None


def question_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> ProposalFacts | None:
    """For the person asked. Nobody is asked anew about what has been settled, or once they have left."""
    facts = _facts(transaction, committee, delivery, now)
    to_be_asked = facts.proposal.is_asking and facts.own is not None
    newest = delivery.sequence == facts.proposal.edition
    if not delivery.was_tried and not (to_be_asked and newest):
        return None
    return replace(facts, asked_anew=is_asked_anew(transaction, delivery))


def reminder_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> ProposalFacts | None:
    """Only for those who have neither answered nor shown that they have seen it; in Slack it lives on and shows the answer."""
    facts = _facts(transaction, committee, delivery, now)
    silent = facts.own is not None and not facts.own.has_seen
    still = facts.proposal.state == ProposalState.OPEN and (facts.proposal.deadline or now) > now
    lives_on = delivery.route == Route.SLACK and delivery.was_tried
    return facts if lives_on or (still and silent) else None


def card_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> ProposalFacts | None:
    facts = _facts(transaction, committee, delivery, now)
    return facts if facts.proposal.is_asking or delivery.was_tried else None


def outcome_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> ProposalFacts | None:
    """That nothing comes of the dates is news only to those who were told of them."""
    facts, reader = _facts(transaction, committee, delivery, now), delivery.person_id
    if facts.proposal.state != ProposalState.WITHDRAWN or reader is None:
        return facts
    told = has_been_asked(transaction, facts.proposal.id, reader, DeliveryKind.PROPOSAL)
    return facts if told else None


def waits_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> ProposalFacts | None:
    """For chair and secretary: objections, people out of reach, dates that wait for their choice."""
    facts = _facts(transaction, committee, delivery, now)
    if delivery.was_tried:
        return facts
    if delivery.sequence:
        still = facts.proposal.state == ProposalState.OPEN and facts.proposal.edition == delivery.sequence
        return facts if still and facts.unreached else None
    if facts.proposal.state == ProposalState.WAITING:
        return facts
    waits = facts.live_objections if facts.proposal.is_asking else facts.in_state(DateState.OBJECTED)
    return facts if waits else None


def _facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> ProposalFacts:
    proposal = transaction.date_proposals.get(DateProposalId(delivery.subject_id))
    person = transaction.people.get(delivery.person_id) if delivery.person_id else None
    return proposal_facts(transaction, committee, proposal, now, person)


def _role(transaction: Transaction, committee: Committee, asker: Person | None, now: datetime) -> Role | None:
    if asker is None:
        return None
    return role_of(asker.id, transaction.seats.of_committee(committee.id), committee.today(now))

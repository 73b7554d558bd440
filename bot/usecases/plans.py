"""A plan in the making: dates and rules written in, each date moved, struck or restored, before anybody is told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.committee import Committee
from bot.domain.ids import CommitteeId, DateProposalId, ProposedDateId, new_id
from bot.domain.meeting import Slot
from bot.domain.permission import Act
from bot.domain.proposal import (
    MOST_DATES,
    DateProposal,
    DateState,
    ProposalState,
    ProposedDate,
    TooManyDates,
)
from bot.domain.schedule import exists, slot_between
from bot.language.plan_lines import BESIDE, PlanLine, PlannedDate, Reader
from bot.language.when import Alternative, Fact
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Where, Who, ask, enter, existing, known_person, one_committee
from bot.usecases.meetings import Wish
from bot.usecases.picked_times import picked_times
from bot.usecases.plan_gathering import plan_facts
from bot.usecases.proposal_facts import Plan, Plans
from bot.usecases.proposal_gathering import proposals_facts

MOST_SHOWN = 20
At = Where | CommitteeId


def plans_of(storage: Storage, at: At, who: Who, now: datetime) -> Plans:
    """What is planned and what has been adopted. The draft is chair's and secretary's alone."""
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        committee = one_committee(transaction, at, person, now)
        asker = ask(transaction, committee, person, now)
        draft = transaction.date_proposals.draft_of(committee.id) if asker.is_officer else None
        asking = transaction.date_proposals.asking(committee.id)
        closed = transaction.date_proposals.closed(committee.id, most=MOST_SHOWN)
        facts = proposals_facts(transaction, committee, [*asking, *closed], now, person)
        return Plans(
            committee,
            asker.role,
            plan_facts(transaction, asker, draft, now) if draft else None,
            tuple(one for one in facts if one.proposal.is_asking),
            tuple(one for one in facts if one.in_state(DateState.ADOPTED)),
            picked_times(transaction, committee, most=MOST_SHOWN),
        )


def plan_seen_by(storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime) -> Plan:
    """Raises Gone, NotAllowed, ProposalSettled."""
    with storage.reading() as transaction:
        proposal = existing(transaction.date_proposals.find(proposal_id))
        committee = transaction.committees.get(proposal.committee_id)
        asker = ask(transaction, committee, known_person(transaction, who), now)
        asker.must(Act.PLAN_MEETING)
        proposal.must_be(ProposalState.DRAFT)
        return plan_facts(transaction, asker, proposal, now)


def plan_to_put(storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime) -> Plan:
    """Before a form is shown by which others are told of it. Raises as `plan_seen_by`, and UnreadLines."""
    plan = plan_seen_by(storage, proposal_id, who, now)
    plan.proposal.must_be_read()
    return plan


def date_of_draft(
    storage: Storage, date_id: ProposedDateId, who: Who, now: datetime
) -> tuple[ProposedDate, Plan]:
    """Before a form about it is shown. Raises as `plan_seen_by`."""
    with storage.reading() as transaction:
        date = existing(transaction.proposed_dates.find(date_id))
    return date, plan_seen_by(storage, date.proposal_id, who, now)


def add_to_plan(storage: Storage, at: At, who: Who, text: str, now: datetime, *, usual: str = "") -> Plan:
    """Dates and rules, one a line, into the committee's draft: what cannot be read for sure is kept beside it. A date that
    is there already is not there twice. `usual` is the time of day of lines that say none. Raises TooManyDates.
    """
    with storage.transaction() as transaction:
        asker = enter(transaction, at, who, now)
        asker.must(Act.PLAN_MEETING)
        lines = Reader(now, asker.committee.zone, usual).lines(text)
        draft = _take(transaction, asker.committee, _draft(transaction, asker, now), lines)
        return replace(plan_facts(transaction, asker, draft, now), assumed=_assumed(lines))


def choose_meaning(
    storage: Storage, proposal_id: DateProposalId, who: Who, text: str, meant: Alternative, now: datetime
) -> Plan:
    """One of the meanings that a line was asked about; it may take another question."""

    def settle(transaction: Transaction, asker: Asker, draft: DateProposal) -> DateProposal:
        if text not in draft.unread_lines:
            return draft  # pressed twice
        return _take(
            transaction,
            asker.committee,
            _without(draft, text),
            [Reader(now, asker.committee.zone).chosen(text, meant)],
        )

    return _with_draft(storage, proposal_id, who, now, settle)


def rewrite_line(
    storage: Storage, proposal_id: DateProposalId, who: Who, text: str, anew: str, now: datetime
) -> Plan:
    """A line that could not be read, written otherwise; "" leaves it out."""
    lines: list[PlanLine] = []

    def settle(transaction: Transaction, asker: Asker, draft: DateProposal) -> DateProposal:
        if text not in draft.unread_lines:
            return draft
        usual = text.partition(BESIDE)[2]
        lines.extend(Reader(now, asker.committee.zone, usual).lines(anew))
        return _take(transaction, asker.committee, _without(draft, text), lines)

    return replace(_with_draft(storage, proposal_id, who, now, settle), assumed=_assumed(lines))


def strike_date(storage: Storage, date_id: ProposedDateId, who: Who, now: datetime) -> Plan:
    return _change_date(storage, date_id, who, now, lambda date, _: date.struck())


def restore_date(storage: Storage, date_id: ProposedDateId, who: Who, now: datetime) -> Plan:
    return _change_date(storage, date_id, who, now, lambda date, _: date.restored())


def move_date(
    storage: Storage, date_id: ProposedDateId, who: Who, wish: Wish, now: datetime, *, typed: str = ""
) -> Plan:
    """To another time or place; a struck one is back. Raises NoSuchTime, EndBeforeStart, TooLong."""
    found = _change_date(
        storage, date_id, who, now, lambda date, committee: date.moved_to(slot_of(date, wish, committee))
    )
    return replace(found, assumed=((typed, wish.assumed),) if wish.assumed else ())


def slot_of(date: ProposedDate, wish: Wish, committee: Committee) -> Slot:
    """Where the wish would put the date: what it does not say stays. Raises NoSuchTime, EndBeforeStart, TooLong."""
    return slot_between(
        wish.start,
        wish.end or wish.start + date.slot.length,
        committee.zone,
        place=date.place if wish.place is None else wish.place,
        link=date.link if wish.link is None else wish.link,
    )


def throw_away(storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime) -> Plan:
    """The draft is gone; nobody was ever told."""
    with storage.transaction() as transaction:
        asker, draft = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.PLAN_MEETING)
        draft.must_be(ProposalState.DRAFT)
        plan = plan_facts(transaction, asker, draft, now)
        transaction.date_proposals.put(draft.withdrawn(asker.person.id, now))
        return plan


def plan_again(
    transaction: Transaction, asker: Asker, slot: Slot, suggested: Iterable[str], now: datetime
) -> None:
    """A time into the committee's draft, and what was suggested instead of it: as much of that as can be read as one date,
    at the same time of day and as long where it does not say. Raises TooManyDates.
    """
    zone = asker.committee.zone
    start, end = (moment.astimezone(zone).replace(tzinfo=None) for moment in (slot.start, slot.end))
    read = Reader(now, zone, f"{start:%H:%M}").lines("\n".join(suggested))
    dates = [line.dates[0] for line in read if len(line.dates) == 1]
    alike = [replace(one, end=one.end or one.start + slot.length) for one in dates]
    again = PlanLine("", (PlannedDate(start, end, slot.place), *alike))
    _take(transaction, asker.committee, _draft(transaction, asker, now), [again])


def enter_at_proposal(
    transaction: Transaction, proposal_id: DateProposalId, who: Who, now: datetime
) -> tuple[Asker, DateProposal]:
    """`enter` at the proposal's committee. Raises Gone."""
    asker = enter(transaction, existing(transaction.date_proposals.find(proposal_id)).committee_id, who, now)
    return asker, transaction.date_proposals.get(proposal_id)  # again, now that nobody else can change it


def _assumed(lines: Iterable[PlanLine]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Of lines that became dates; a question says for itself what it is about."""
    return tuple((line.text, line.assumed) for line in lines if line.dates and line.assumed)


def _draft(transaction: Transaction, asker: Asker, now: datetime) -> DateProposal:
    """The committee's, a new one where there is none."""
    known = transaction.date_proposals.draft_of(asker.committee.id)
    return known or transaction.date_proposals.add(_new_draft(asker, now))


def _with_draft(
    storage: Storage,
    proposal_id: DateProposalId,
    who: Who,
    now: datetime,
    act: Callable[[Transaction, Asker, DateProposal], DateProposal],
) -> Plan:
    with storage.transaction() as transaction:
        asker, draft = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.PLAN_MEETING)
        draft.must_be(ProposalState.DRAFT)
        return plan_facts(transaction, asker, act(transaction, asker, draft), now)


def _change_date(
    storage: Storage,
    date_id: ProposedDateId,
    who: Who,
    now: datetime,
    change: Callable[[ProposedDate, Committee], ProposedDate],
) -> Plan:
    with storage.reading() as transaction:
        date = existing(transaction.proposed_dates.find(date_id))

    def act(transaction: Transaction, asker: Asker, draft: DateProposal) -> DateProposal:
        current = transaction.proposed_dates.get(date_id)
        transaction.proposed_dates.put(change(current, asker.committee))
        return draft

    return _with_draft(storage, date.proposal_id, who, now, act)


def _take(
    transaction: Transaction, committee: Committee, draft: DateProposal, lines: Sequence[PlanLine]
) -> DateProposal:
    """What the lines say joins the draft: their dates, and the lines that are still to be settled."""
    unread = [line.kept for line in lines if line.doubt is not None]
    known = {(one.start, one.end) for one in transaction.proposed_dates.of([draft.id])}
    count = len(known)
    for planned in (one for line in lines for one in line.dates):
        if not exists(planned.start, committee.zone):
            unread.append(f"{planned.start:%Y-%m-%d %H:%M}")
            continue
        slot = _slot(planned, committee)
        if (slot.start, slot.end) in known:
            continue
        known.add((slot.start, slot.end))
        transaction.proposed_dates.add(_new_date(draft, slot))
        count += 1
    if count > MOST_DATES:
        raise TooManyDates
    new = dict.fromkeys((*draft.unread_lines, *unread))
    return transaction.date_proposals.put(draft.with_unread(tuple(new)))


def _slot(planned: PlannedDate, committee: Committee) -> Slot:
    length = committee.usual_length if planned.end is None else planned.end - planned.start
    return slot_between(
        planned.start,
        _existing(planned.start + length, committee),
        committee.zone,
        place=committee.place if planned.place is None else planned.place,
    )


def _existing(wall: datetime, committee: Committee) -> datetime:
    """An end that the clock skips is an hour later on it."""
    return wall if exists(wall, committee.zone) else wall + timedelta(hours=1)


def _without(draft: DateProposal, text: str) -> DateProposal:
    return draft.with_unread(tuple(line for line in draft.unread_lines if line != text))


def _new_draft(asker: Asker, now: datetime) -> DateProposal:
    return DateProposal(
        id=DateProposalId(new_id()),
        committee_id=asker.committee.id,
        state=ProposalState.DRAFT,
        made_by=asker.person.id,
        made_at=now,
    )


def _new_date(draft: DateProposal, slot: Slot) -> ProposedDate:
    return ProposedDate(
        id=ProposedDateId(new_id()),
        proposal_id=draft.id,
        state=DateState.OPEN,
        start=slot.start,
        end=slot.end,
        place=slot.place,
        link=slot.link,
    )

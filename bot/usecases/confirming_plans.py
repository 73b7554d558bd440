"""A plan becomes meetings: at once by chair or secretary, or planned ones that are put to the members."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import DateProposalId, MeetingId
from bot.domain.permission import Act
from bot.domain.proposal import DateProposal, NothingToPut, ProposedDate
from bot.domain.schedule import check_is_coming, check_is_free
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Who
from bot.usecases.meetings import add_planned
from bot.usecases.plan_gathering import plan_facts
from bot.usecases.plans import enter_at_proposal
from bot.usecases.proposal_facts import Plan


@dataclass(frozen=True, slots=True)
class Decided:
    """What was adopted at once: so many meetings, and so many people who are invited to each."""

    plan: Plan
    meetings: int
    people: int


def confirm_plan(storage: Storage, proposal_id: DateProposalId, who: Who, now: datetime) -> Decided:
    """Chair or secretary decides without asking: the meetings are confirmed and invitations go out by themselves. Raises
    UnreadLines, NothingToPut, InThePast, Clash.
    """
    with storage.transaction() as transaction:
        asker, draft = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.CONFIRM_MEETING)
        plan = plan_facts(transaction, asker, draft, now)
        draft.must_be_read()
        decided = transaction.date_proposals.put(draft.decided(asker.person.id, now))
        for date in plan_meetings(transaction, asker, decided, now):
            transaction.proposed_dates.put(date.adopted(asker.person.id, now))
        return Decided(plan, len(plan.wanted), len(plan.members))


def plan_meetings(
    transaction: Transaction, asker: Asker, proposal: DateProposal, now: datetime
) -> list[ProposedDate]:
    """Every date that is not struck as a planned meeting. Raises NothingToPut, InThePast, Clash."""
    wanted = [date for date in transaction.proposed_dates.of([proposal.id]) if date.is_open]
    if not wanted:
        raise NothingToPut
    coming = transaction.meetings.coming_of(asker.committee.id, now)
    planned: list[ProposedDate] = []
    for date in wanted:
        check_is_coming(date.slot, now)
        check_is_free(date.slot, coming)
        meeting = add_planned(transaction, asker, date.slot, now)
        coming.append(meeting)
        planned.append(transaction.proposed_dates.put(date.put_as(MeetingId(meeting.id))))
    return planned

"""Dates put to the town's members, and what became of them."""

from datetime import UTC, datetime, timedelta

from bot.domain.delivery import DeliveryKind, DeliveryState, Route
from bot.domain.invitation import Source
from bot.domain.proposal import DateProposal, ProposedDate
from bot.storage import Storage
from bot.usecases.access import Who
from bot.usecases.deliveries import claim_due
from bot.usecases.plans import add_to_plan
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposals import Reply, answer_proposal
from bot.usecases.putting import put_to_members
from tests.settling import settle_failed, settle_sent
from tests.town import HERE, NOW, SECRETARY

DEADLINE = datetime(2017, 10, 18, 16, 0, tzinfo=UTC)
"""Wednesday a week later at six in the evening, where the council sits."""
REMINDER = DEADLINE - timedelta(days=2)
DATES = "1 mars 2018 kl 10-12\n5 april 2018 kl 10-12\n3 maj 2018 kl 10-12"
FINE = Reply(Source.SLACK)


def put(storage: Storage, text: str = DATES, now: datetime = NOW) -> ProposalFacts:
    plan = add_to_plan(storage, HERE, SECRETARY, text, now)
    return put_to_members(storage, plan.proposal.id, SECRETARY, now)


def delivered(
    storage: Storage,
    now: datetime = NOW,
    *,
    refused: frozenset[str] = frozenset(),
    refused_by: frozenset[Route] = frozenset(Route),
) -> list[tuple[str, str]]:
    """Everything that is due arrives, but for what goes to these people these ways; who got what, sorted."""
    arrived = []
    for route in Route:
        while (due := claim_due(storage, route, "worker", now)) is not None:
            name = due.person.name if due.person else ""
            if name in refused and route in refused_by:
                settle_failed(storage, due, "RCPT TO 550", now, permanent=True, in_doubt=False)
            else:
                settle_sent(storage, due, f"receipt of {due.delivery.id}", now)
                arrived.append((due.delivery.kind.value, name))
    return sorted(arrived)


def objects(
    storage: Storage,
    facts: ProposalFacts,
    who: Who,
    *numbers: int,
    reason: str = "Semester",
    now: datetime = NOW,
) -> ProposalFacts:
    dates = frozenset(facts.dates[number].id for number in numbers)
    return answer_proposal(storage, facts.proposal.id, who, Reply(Source.SLACK, dates, reason), now)


def now_of(storage: Storage, facts: ProposalFacts) -> DateProposal:
    with storage.reading() as transaction:
        return transaction.date_proposals.get(facts.proposal.id)


def dates_now(storage: Storage, facts: ProposalFacts) -> list[ProposedDate]:
    with storage.reading() as transaction:
        return transaction.proposed_dates.of([facts.proposal.id])


def states(storage: Storage, facts: ProposalFacts) -> list[str]:
    return [date.state.value for date in dates_now(storage, facts)]


def owed(storage: Storage, kind: DeliveryKind) -> list[tuple[str, datetime]]:
    """Whom a message of that kind is owed to, and when."""
    with storage.reading() as transaction:
        rows = [
            one
            for one in transaction.deliveries._where()
            if one.kind == kind and one.state == DeliveryState.OWED
        ]
        people = transaction.people.named(one.person_id for one in rows)
        return sorted((people[one.person_id].name if one.person_id else "", one.due_at) for one in rows)

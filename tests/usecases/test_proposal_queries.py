"""How many questions proposed dates take does not grow with dates, people, objections or other committees."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.committee import Committee
from bot.domain.delivery import Route
from bot.domain.ids import MeetingId, new_id
from bot.domain.invitation import Source
from bot.domain.meeting import Meeting, MeetingState
from bot.storage import Storage
from bot.usecases.deliveries import claim_due
from bot.usecases.keeping_time import keep_time
from bot.usecases.plans import add_to_plan, plans_of, rewrite_line
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposal_gathering import adopted_dates
from bot.usecases.proposals import Reply, answer_proposal, proposal_of_asked
from tests.town import CHAIR, HERE, NOW, POLICE, SECRETARY, id_of
from tests.usecases.silences import DEADLINE, delivered, put
from tests.usecases.test_queries import add_member, questions

FEW = "1 mars 2018 kl 10-12\n5 april 2018 kl 10-12"
MANY = "varje onsdag kl 9 från 1 januari 2018 till 20 december 2018"
NEW = "varje torsdag kl 9 från 1 januari 2018 till 20 december 2018\nnån gång\nvem vet"


def looks(storage: Storage, facts: ProposalFacts) -> dict[str, int]:
    police = id_of(storage, POLICE)
    return {
        "a proposal": questions(storage, lambda: proposal_of_asked(storage, facts.proposal.id, police, NOW)),
        "plans of a member": questions(storage, lambda: plans_of(storage, HERE, POLICE, NOW)),
        "plans of an officer": questions(storage, lambda: plans_of(storage, HERE, CHAIR, NOW)),
        "nothing is due": questions(storage, lambda: keep_time(storage, NOW)),
    }


COUNTED = {
    "a proposal": 11,
    "plans of a member": 14,
    "plans of an officer": 25,
    "nothing is due": 4,
}


def test_number_of_questions_does_not_grow(town: Storage, committee: Committee) -> None:
    facts = put(town, FEW)
    add_to_plan(town, HERE, SECRETARY, "7 juni 2018 kl 10\nnån gång", NOW)
    object_to_all(town, facts)
    elsewhere(town, committee, 1)
    few = looks(town, facts)
    with town.transaction() as transaction:
        for number in range(40):
            add_member(transaction, committee, number)
    draft = plans_of(town, HERE, SECRETARY, NOW).draft
    assert draft is not None
    rewrite_line(town, draft.proposal.id, SECRETARY, "nån gång", "", NOW)
    more = put(town, MANY)
    add_to_plan(town, HERE, SECRETARY, NEW, NOW)
    object_to_all(town, more)
    elsewhere(town, committee, 40)
    assert (few, looks(town, more)) == (COUNTED, COUNTED)


def test_quoting_what_was_adopted_does_not_grow_either(town: Storage, committee: Committee) -> None:
    later = DEADLINE + timedelta(days=10)

    def quoted() -> tuple[ProposalFacts, ...]:
        with town.reading() as transaction:
            return adopted_dates(transaction, committee, later, until=later)

    adopt(town, FEW, NOW, DEADLINE)
    few = questions(town, quoted)
    with town.transaction() as transaction:
        for number in range(40):
            add_member(transaction, committee, number)
    adopt(town, MANY, DEADLINE, later)
    assert len(quoted()) == 2
    assert (few, questions(town, quoted)) == (7, 7)


def adopt(storage: Storage, text: str, now: datetime, deadline: datetime) -> None:
    put(storage, text, now)
    delivered(storage, now)
    keep_time(storage, deadline)


def test_claiming_a_question_does_not_grow_either(town: Storage, committee: Committee) -> None:
    put(town, FEW)
    few = questions(town, lambda: claim_due(town, Route.EMAIL, "worker", NOW))
    delivered(town)
    with town.transaction() as transaction:
        for number in range(40):
            add_member(transaction, committee, number)
    put(town, MANY)
    assert questions(town, lambda: claim_due(town, Route.EMAIL, "worker", NOW)) == few


def object_to_all(storage: Storage, facts: ProposalFacts) -> None:
    dates = frozenset(date.id for date in facts.dates)
    for who in (POLICE, CHAIR):
        answer_proposal(storage, facts.proposal.id, who, Reply(Source.SLACK, dates, "Semester"), NOW)


def elsewhere(storage: Storage, committee: Committee, count: int) -> None:
    """So many meetings of another committee, where somebody of ours sits."""
    with storage.transaction() as transaction:
        other = replace(committee, id=type(committee.id)(new_id()), short_name="X", channel="C0X")
        transaction.committees.add(other)
        seat = transaction.seats.of_person(id_of(storage, POLICE))[0]
        transaction.seats.add(replace(seat, id=type(seat.id)(new_id()), committee_id=other.id))
        sample = transaction.meetings.coming_of(committee.id, NOW)[0]
        for _ in range(count):
            meeting: Meeting = replace(
                sample,
                id=MeetingId(new_id()),
                uid=new_id(),
                committee_id=other.id,
                state=MeetingState.CONFIRMED,
            )
            transaction.meetings.add(meeting)

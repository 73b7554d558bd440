"""Two clicks, two officers, two bots keeping time, one that dies in the middle: one effect, on both kinds of database."""

from collections import Counter
from collections.abc import Collection
from datetime import timedelta

import pytest

from bot.domain.asking import Asked
from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import DeliveryId, PersonId
from bot.domain.meeting import MeetingState
from bot.storage import Storage
from bot.storage.deliveries import Deliveries
from bot.storage.proposals import AskedPeople
from bot.usecases.adopting import close_proposals, confirm_adopted
from bot.usecases.confirming_plans import confirm_plan
from bot.usecases.deliveries import claim_due
from bot.usecases.due import Due
from bot.usecases.keeping_time import keep_time
from bot.usecases.plans import add_to_plan
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposals import answer_proposal, go_ahead, mark_seen
from bot.usecases.putting import put_meeting, put_to_members
from bot.usecases.settling import keep_date
from tests.settling import settle_sent
from tests.threads import Meanwhile, at_once, outcome
from tests.town import (
    CHAIR,
    HERE,
    NOW,
    POLICE,
    RESCUE,
    SCHOOLS,
    SECRETARY,
    all_meetings,
    id_of,
    ledger,
    planned,
)
from tests.usecases.silences import DATES, DEADLINE, FINE, delivered, objects, put, states

ANSWERED = NOW + timedelta(seconds=1)


def kinds(*results: object) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def owed(storage: Storage) -> Counter[str]:
    return Counter(kind for kind, *_ in ledger(storage))


def test_two_write_the_same_plan(town: Storage) -> None:
    acts = (lambda who=who: add_to_plan(town, HERE, who, DATES, NOW) for who in (CHAIR, SECRETARY))
    plans = at_once(*acts)
    assert len({plan.proposal.id for plan in plans}) == 1
    assert max(len(plan.dates) for plan in plans) == 3


def test_two_put_the_same_plan(town: Storage) -> None:
    plan = add_to_plan(town, HERE, SECRETARY, DATES, NOW)
    acts = (
        outcome(lambda who=who: put_to_members(town, plan.proposal.id, who, NOW))
        for who in (CHAIR, SECRETARY)
    )
    assert kinds(*at_once(*acts)) == {"ProposalFacts": 1, "ProposalSettled": 1}
    assert len(all_meetings(town)) == 3
    assert owed(town) == {"proposal": 6, "proposal_reminder": 6, "proposal_card": 1, "proposal_waits": 2}


def test_one_puts_what_the_other_confirms(town: Storage) -> None:
    plan = add_to_plan(town, HERE, SECRETARY, DATES, NOW)
    results = at_once(
        outcome(lambda: put_to_members(town, plan.proposal.id, SECRETARY, NOW)),
        outcome(lambda: confirm_plan(town, plan.proposal.id, CHAIR, NOW)),
    )
    assert kinds(*results)["ProposalSettled"] == 1
    assert len(all_meetings(town)) == 3


def test_two_put_the_same_meeting(town: Storage) -> None:
    meeting = planned(town)
    acts = (outcome(lambda who=who: put_meeting(town, meeting.id, who, NOW)) for who in (CHAIR, SECRETARY))
    assert kinds(*at_once(*acts)) == {"ProposalFacts": 1, "AlreadyPut": 1}


def test_everybody_answers(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    acts = [lambda who=who: objects(town, facts, who, 1) for who in (POLICE, RESCUE)]
    acts += [
        lambda who=who: answer_proposal(town, facts.proposal.id, who, FINE, NOW) for who in (CHAIR, SCHOOLS)
    ]
    acts += [lambda: objects(town, facts, POLICE, 1)]
    at_once(*acts)
    with town.reading() as transaction:
        made = transaction.objections._where()
    assert len(made) == 2
    assert owed(town)["proposal_card"] == 1


def test_four_bots_keep_the_same_deadline(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    at_once(*([lambda: keep_time(town, DEADLINE)] * 4))
    assert states(town, facts) == ["adopted"] * 3
    debts = owed(town)
    assert (debts["invitation"], debts["card"], debts["proposal_outcome"]) == (33, 3, 2)
    with town.reading() as transaction:
        invitations = [one for one in transaction.deliveries._where() if one.kind == "invitation"]
    assert {one.wanted for one in invitations} == {1}


def test_bot_that_died_between_two_meetings_goes_on_where_it_was(town: Storage) -> None:
    put(town)
    delivered(town)
    close_proposals(town, DEADLINE)
    first = all_meetings(town)[0]
    with town.transaction() as transaction:  # as far as it got: one of three
        transaction.meetings.put(first.confirmed(DEADLINE))
    confirm_adopted(town, DEADLINE)
    assert [one.state for one in all_meetings(town)] == [MeetingState.CONFIRMED] * 3
    assert owed(town)["invitation"] == 22


def test_two_go_ahead_and_two_keep_a_date(town: Storage) -> None:
    facts = put(town)
    delivered(town, refused=frozenset({"Greta Nyqvist"}))
    objects(town, facts, POLICE, 1)
    keep_time(town, DEADLINE)
    ahead = at_once(
        *(
            outcome(lambda who=who: go_ahead(town, facts.proposal.id, who, DEADLINE))
            for who in (CHAIR, SECRETARY)
        )
    )
    kept = at_once(
        *(
            outcome(lambda who=who: keep_date(town, facts.dates[1].id, who, DEADLINE))
            for who in (CHAIR, SECRETARY)
        )
    )
    assert (kinds(*ahead), kinds(*kept)) == (
        {"ProposalFacts": 1, "ProposalSettled": 1},
        {"ProposalFacts": 1, "DateSettled": 1},
    )


def due_to(storage: Storage, name: str) -> Due:
    """The question to one of them, claimed; what was due before it has arrived."""
    while (due := claim_due(storage, Route.SLACK, "worker", NOW)) is not None:
        if due.delivery.kind == DeliveryKind.PROPOSAL and due.person and due.person.name == name:
            return due
        settle_sent(storage, due, f"receipt of {due.delivery.id}", NOW)
    raise AssertionError(name)


def test_answer_that_comes_while_it_is_written_down_that_the_question_arrived(
    town: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = put(town)
    due = due_to(town, POLICE.name)
    answers = Meanwhile(lambda: answer_proposal(town, facts.proposal.id, POLICE, FINE, ANSWERED))
    lock = Deliveries.these_for_change

    def overtaken(self: Deliveries, ids: Collection[DeliveryId]) -> dict[DeliveryId, Delivery]:
        locked = lock(self, ids)
        answers()
        return locked

    monkeypatch.setattr(Deliveries, "these_for_change", overtaken)
    settle_sent(town, due, "receipt", NOW)
    assert isinstance(answers.result(), ProposalFacts)
    with town.reading() as transaction:
        asked = transaction.asked.of(facts.proposal.id, id_of(town, POLICE))
    assert asked is not None
    assert (asked.reached_by, asked.answered_at) == (Route.SLACK, ANSWERED)


def test_who_has_seen_it_is_not_forgotten_when_it_is_written_down_that_it_arrived(
    town: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = put(town)
    due = due_to(town, POLICE.name)
    sees = Meanwhile(lambda: mark_seen(town, facts.proposal.id, POLICE, ANSWERED))
    read = AskedPeople.of

    def overtaken(self: AskedPeople, subject_id: str, person_id: PersonId) -> Asked | None:
        found = read(self, subject_id, person_id)
        sees()
        return found

    monkeypatch.setattr(AskedPeople, "of", overtaken)
    settle_sent(town, due, "receipt", NOW)
    assert isinstance(sees.result(), ProposalFacts)
    with town.reading() as transaction:
        asked = read(transaction.asked, facts.proposal.id, id_of(town, POLICE))
    assert asked is not None
    assert (asked.reached_by, asked.seen_at) == (Route.SLACK, ANSWERED)

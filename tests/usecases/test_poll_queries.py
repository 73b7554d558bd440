"""How many questions a poll takes does not grow with its times, the people asked or their votes."""

from bot.domain.committee import Committee
from bot.domain.delivery import Route
from bot.storage import Storage
from bot.usecases.deliveries import claim_due
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import poll_seen_by, poll_to_change, polls_of, vote, vote_as
from tests.town import CHAIR, NOW, POLICE, SECRETARY
from tests.usecases.silences import delivered
from tests.usecases.test_queries import add_member, questions
from tests.usecases.voting import LATER, asked, everybody_votes, votes

FEW = "14/11 kl 10; 15/11 kl 10"
MANY = "varje torsdag kl 9 från 2 november 2017 till 15 mars 2018"
"""As many as a poll holds."""
CROWD = 40


def looks(storage: Storage, facts: PollFacts) -> dict[str, int]:
    first = {facts.alternatives[0].id: votes(facts, "y" * len(facts.alternatives))[facts.alternatives[0].id]}
    return {
        "a poll": questions(storage, lambda: poll_seen_by(storage, facts.poll.id, POLICE, NOW)),
        "how it stands": questions(storage, lambda: poll_to_change(storage, facts.poll.id, CHAIR, NOW)),
        "one vote": questions(storage, lambda: vote(storage, facts.poll.id, POLICE, first, LATER)),
    }


COUNTED = {"a poll": 10, "how it stands": 19, "one vote": 34}


def test_number_of_questions_does_not_grow(town: Storage, committee: Committee) -> None:
    facts = asked(town, FEW)
    everybody_votes(town, facts, "yn", NOW)
    few = looks(town, facts)
    with town.transaction() as transaction:
        crowd = [add_member(transaction, committee, number) for number in range(CROWD)]
    more = asked(town, MANY)
    times = len(more.alternatives)
    everybody_votes(town, more, "y" * times, NOW)
    for person in crowd:
        vote_as(town, more.poll.id, person.id, votes(more, "?" * times), NOW)
    assert (times, few, looks(town, more)) == (20, COUNTED, COUNTED)


def test_open_polls_are_shown_in_as_many_questions_as_one(town: Storage, committee: Committee) -> None:
    def shown() -> int:
        return questions(town, lambda: polls_of(town, committee.id, SECRETARY, NOW))

    counts = []
    for _ in range(5):
        asked(town, FEW)
        counts.append(shown())
    assert counts == [17] * 5


def test_polls_shown_together_are_what_each_is_by_itself(town: Storage, committee: Committee) -> None:
    for times in (FEW, MANY):
        everybody_votes(town, facts := asked(town, times), "y" * len(facts.alternatives), NOW)
    together = polls_of(town, committee.id, SECRETARY, NOW)
    assert together == [poll_to_change(town, one.poll.id, SECRETARY, NOW) for one in together]
    assert len({one.poll.id for one in together}) == 2


def test_claiming_a_question_does_not_grow_either(town: Storage, committee: Committee) -> None:
    asked(town, FEW)
    few = questions(town, lambda: claim_due(town, Route.EMAIL, "worker", NOW))
    delivered(town)
    with town.transaction() as transaction:
        for number in range(CROWD):
            add_member(transaction, committee, number)
    asked(town, MANY)
    assert questions(town, lambda: claim_due(town, Route.EMAIL, "worker", NOW)) == few

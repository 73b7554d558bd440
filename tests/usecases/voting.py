"""Polls in the town, and what its people say of each time."""

from datetime import datetime, timedelta

from bot.domain.ids import AlternativeId, DateProposalId
from bot.domain.poll import Needs, Vote
from bot.storage import Storage
from bot.usecases.plans import add_to_plan
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import NO_NEEDS, PollText, poll_plan, vote, vote_as
from tests.town import CHAIR, HERE, HOUSING, NOW, POLICE, RESCUE, SCHOOLS, SECRETARY

THREE_TIMES = "14/11 kl 10; 15/11 kl 10; 16/11 kl 10"
LATER = NOW + timedelta(hours=1)
SIGNS = {"y": Vote.YES, "?": Vote.IF_NEED_BE, "n": Vote.NO}


def draft(storage: Storage, times: str = THREE_TIMES) -> DateProposalId:
    return add_to_plan(storage, HERE, SECRETARY, times, NOW).proposal.id


def asked(
    storage: Storage,
    times: str = THREE_TIMES,
    needs: Needs = NO_NEEDS,
    *,
    hides_votes: bool = False,
) -> PollFacts:
    return poll_plan(storage, draft(storage, times), SECRETARY, PollText(needs, hides_votes), NOW)


def votes(facts: PollFacts, signs: str) -> dict[AlternativeId, Vote]:
    """One sign for each time, in the order of their dates; "-" leaves it out."""
    pairs = zip(facts.alternatives, signs, strict=True)
    return {one.id: SIGNS[sign] for one, sign in pairs if sign != "-"}


def everybody_votes(storage: Storage, facts: PollFacts, signs: str = "yny", now: datetime = LATER) -> None:
    for who in (CHAIR, SECRETARY, POLICE, RESCUE, SCHOOLS):
        vote(storage, facts.poll.id, who, votes(facts, signs), now)
    greta = next(one.id for one in facts.people.values() if one.email == HOUSING.email)
    vote_as(storage, facts.poll.id, greta, votes(facts, signs), now)

"""A date that somebody objected to goes back into the plan, to ask which of several suits; and times that a poll holds."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.invitation import Source
from bot.domain.permission import NotAllowed
from bot.domain.proposal import DateSettled
from bot.domain.warning import Warn
from bot.storage import Storage
from bot.usecases.adopting import close_proposals
from bot.usecases.consequences import consequences_of_move
from bot.usecases.meetings import Wish
from bot.usecases.plans import add_to_plan, plans_of
from bot.usecases.polls import pick_time, withdraw_poll
from bot.usecases.proposal_facts import Plan, ProposalFacts
from bot.usecases.proposals import Reply, answer_proposal
from bot.usecases.settling import back_to_plan
from tests.town import CHAIR, HERE, NOW, POLICE, RESCUE, SECRETARY, all_meetings, confirmed
from tests.usecases.silences import DEADLINE, delivered, put, states
from tests.usecases.voting import asked

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def objected(storage: Storage, *suggestions: str) -> ProposalFacts:
    """To the first of two dates, by as many people as suggest something."""
    facts = put(storage, "1 mars 2018 kl 13.30-15\n5 april 2018 kl 13-15")
    delivered(storage)
    first = frozenset({facts.dates[0].id})
    for who, suggestion in zip((POLICE, RESCUE), suggestions, strict=False):
        reply = Reply(Source.SLACK, first, "Semester", suggestion)
        answer_proposal(storage, facts.proposal.id, who, reply, NOW)
    close_proposals(storage, DEADLINE)
    return facts


def planned(storage: Storage) -> list[str]:
    draft = the_draft(storage)
    return [
        f"{one.start.astimezone(STOCKHOLM):%d/%m %H:%M}–{one.end.astimezone(STOCKHOLM):%H:%M}"
        for one in draft.wanted
    ]


def the_draft(storage: Storage) -> Plan:
    draft = plans_of(storage, HERE, SECRETARY, DEADLINE).draft
    assert draft is not None
    return draft


def test_date_goes_back_to_the_plan_with_what_was_suggested(town: Storage) -> None:
    facts = objected(town, "8 mars", "9 mars kl 9-10; vet inte")
    back_to_plan(town, facts.dates[0].id, CHAIR, DEADLINE)
    assert planned(town) == ["01/03 13:30–15:00", "08/03 13:30–15:00", "09/03 09:00–10:00"]
    assert (the_draft(town).lines, states(town, facts)) == ((), ["withdrawn", "adopted"])
    assert the_draft(town).warnings[the_draft(town).wanted[0].id] == ()
    assert len([one for one in all_meetings(town) if one.is_coming]) == 1


def test_suggestion_of_many_dates_is_left_out(town: Storage) -> None:
    facts = objected(town, "varje tisdag kl 10 till och med juni")
    back_to_plan(town, facts.dates[0].id, CHAIR, DEADLINE)
    assert planned(town) == ["01/03 13:30–15:00"]


def test_what_is_in_the_plan_already_stays_and_is_not_there_twice(town: Storage) -> None:
    facts = objected(town, "8 mars")
    add_to_plan(town, HERE, SECRETARY, "8 mars 2018 kl 13.30-15; 2 maj 2018 kl 9-10; någon gång", DEADLINE)
    back_to_plan(town, facts.dates[0].id, CHAIR, DEADLINE)
    assert planned(town) == ["01/03 13:30–15:00", "08/03 13:30–15:00", "02/05 09:00–10:00"]
    assert [line.text for line in the_draft(town).lines] == ["någon gång"]


def test_date_goes_back_once_and_only_by_chair_or_secretary(town: Storage) -> None:
    facts = objected(town, "")
    with pytest.raises(NotAllowed):
        back_to_plan(town, facts.dates[0].id, POLICE, DEADLINE)
    back_to_plan(town, facts.dates[0].id, CHAIR, DEADLINE)
    with pytest.raises(DateSettled):
        back_to_plan(town, facts.dates[0].id, SECRETARY, DEADLINE)
    with pytest.raises(DateSettled):
        back_to_plan(town, facts.dates[1].id, SECRETARY, DEADLINE)


def warned(storage: Storage, text: str = "14/11 kl 11; 17/11 kl 11") -> list[list[Warn]]:
    plan = add_to_plan(storage, HERE, SECRETARY, text, NOW)
    return [[one.kind for one in plan.warnings[date.id]] for date in plan.wanted]


def test_times_of_a_poll_are_held_until_it_is_withdrawn(town: Storage) -> None:
    facts = asked(town)
    assert warned(town) == [[Warn.IN_POLL], []]
    withdraw_poll(town, facts.poll.id, SECRETARY, NOW)
    assert warned(town) == [[], []]


def test_times_of_a_poll_are_held_until_one_is_picked(town: Storage) -> None:
    facts = asked(town)
    pick_time(town, facts.poll.id, facts.alternatives[1].id, SECRETARY, NOW)
    assert warned(town, "14/11 kl 11; 15/11 kl 11; 16/11 kl 11") == [[], [Warn.OWN_MEETING], []]


def test_moving_a_meeting_to_a_time_that_a_poll_holds_is_warned_of(town: Storage) -> None:
    meeting = confirmed(town)
    asked(town)
    wish = Wish(datetime(2017, 11, 15, 11, 0))  # noqa: DTZ001
    found = consequences_of_move(town, meeting.id, SECRETARY, wish, NOW)
    assert [one.kind for one in found.warnings] == [Warn.IN_POLL]

"""Dates whose meeting was moved, confirmed or cancelled meanwhile: nothing more is decided about them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.domain.delivery import DeliveryKind
from bot.domain.ids import MeetingId
from bot.domain.meeting import MeetingState
from bot.domain.proposal import DateSettled, DateState, ProposalState
from bot.storage import Storage
from bot.usecases.changing import cancel_meeting, confirm_meeting, move_meeting
from bot.usecases.keeping_time import keep_time
from bot.usecases.meetings import Wish
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposals import go_ahead, proposal_seen_by
from bot.usecases.settling import back_to_plan, change_date, date_to_settle, drop_date, keep_date
from tests.town import CHAIR, POLICE, SECRETARY, all_meetings
from tests.usecases.silences import DEADLINE, delivered, now_of, objects, owed, put, states

SECOND = timedelta(seconds=1)
ELSEWHEN = Wish(datetime.fromisoformat("2018-04-12T10:00"))
Overtake = Callable[[Storage, MeetingId], object]


def moves(storage: Storage, meeting_id: MeetingId) -> None:
    move_meeting(storage, meeting_id, CHAIR, ELSEWHEN, DEADLINE)


def cancels(storage: Storage, meeting_id: MeetingId) -> None:
    cancel_meeting(storage, meeting_id, CHAIR, "", DEADLINE)


def objected(storage: Storage) -> tuple[ProposalFacts, MeetingId]:
    """To the second of three; with the meeting that it would be."""
    facts = put(storage)
    delivered(storage)
    objects(storage, facts, POLICE, 1)
    keep_time(storage, DEADLINE)
    delivered(storage, DEADLINE)
    return facts, meeting_of(facts, 1)


def meeting_of(facts: ProposalFacts, number: int) -> MeetingId:
    found = facts.dates[number].meeting_id
    assert found
    return found


@pytest.mark.parametrize("overtake", [moves, cancels])
def test_objected_date_that_was_overtaken_is_not_decided_about(town: Storage, overtake: Overtake) -> None:
    facts, meeting_id = objected(town)
    date = facts.dates[1].id
    overtake(town, meeting_id)
    before = all_meetings(town)
    for act in (
        lambda: keep_date(town, date, CHAIR, DEADLINE),
        lambda: drop_date(town, date, CHAIR, DEADLINE),
        lambda: back_to_plan(town, date, CHAIR, DEADLINE),
        lambda: change_date(town, date, CHAIR, Wish(datetime.fromisoformat("2018-04-19T10:00")), DEADLINE),
        lambda: date_to_settle(town, date, CHAIR, DEADLINE),
    ):
        with pytest.raises(DateSettled) as refused:
            act()
        assert refused.value.date.state == DateState.WITHDRAWN
    assert all_meetings(town) == before


@pytest.mark.parametrize("overtake", [moves, cancels])
def test_objected_date_that_was_overtaken_waits_for_nobody(town: Storage, overtake: Overtake) -> None:
    facts, meeting_id = objected(town)
    overtake(town, meeting_id)
    keep_time(town, DEADLINE + SECOND)
    assert states(town, facts) == ["adopted", "withdrawn", "adopted"]
    assert now_of(town, facts).state == ProposalState.CLOSED
    redrawn = {
        kind: [name for name, _ in owed(town, kind)]
        for kind in (DeliveryKind.PROPOSAL_WAITS, DeliveryKind.PROPOSAL_OUTCOME)
    }
    # Both what told them of the objection and what told them that the deadline had passed.
    assert redrawn == {
        DeliveryKind.PROPOSAL_WAITS: ["Henrik Boman", "Henrik Boman", "Karin Ahlgren", "Karin Ahlgren"],
        DeliveryKind.PROPOSAL_OUTCOME: [""],
    }


def test_meeting_whose_date_was_objected_to_is_not_confirmed_past_the_objection(town: Storage) -> None:
    facts, meeting_id = objected(town)
    before = all_meetings(town)
    with pytest.raises(DateSettled) as refused:
        confirm_meeting(town, meeting_id, CHAIR, DEADLINE)
    assert refused.value.date.state == DateState.OBJECTED
    assert all_meetings(town) == before
    keep_date(town, facts.dates[1].id, CHAIR, DEADLINE)
    assert confirm_meeting(town, meeting_id, CHAIR, DEADLINE).meeting.state == MeetingState.CONFIRMED
    assert states(town, facts) == ["adopted"] * 3


def test_meeting_that_was_moved_from_the_date_objected_to_can_be_confirmed(town: Storage) -> None:
    _, meeting_id = objected(town)
    moves(town, meeting_id)
    assert confirm_meeting(town, meeting_id, CHAIR, DEADLINE).meeting.state == MeetingState.CONFIRMED


@pytest.mark.parametrize("settle", [drop_date, back_to_plan, keep_date])
def test_who_objected_never_counts_as_fine_whatever_became_of_the_date(
    town: Storage, settle: Callable[..., object]
) -> None:
    facts, _ = objected(town)
    settle(town, facts.dates[1].id, CHAIR, DEADLINE)
    after = proposal_seen_by(town, facts.proposal.id, CHAIR, DEADLINE)
    assert ([after.name(one) for one in after.objectors], after.fine) == (["Lena Ström"], ())


def held_up(storage: Storage, text: str) -> ProposalFacts:
    facts = put(storage, text)
    delivered(storage, refused=frozenset({"Greta Nyqvist"}))
    keep_time(storage, DEADLINE)
    return facts


def test_going_ahead_adopts_no_date_that_was_just_moved(town: Storage) -> None:
    facts = held_up(town, "1 mars 2018 kl 10-12\n5 april 2018 kl 10-12")
    moves(town, meeting_of(facts, 0))
    go_ahead(town, facts.proposal.id, SECRETARY, DEADLINE)
    assert states(town, facts) == ["withdrawn", "adopted"]
    keep_time(town, DEADLINE + SECOND)
    assert [one.state for one in all_meetings(town)] == [MeetingState.CONFIRMED, MeetingState.PLANNED]


def test_going_ahead_when_every_date_was_just_moved_adopts_nothing(town: Storage) -> None:
    facts = held_up(town, "1 mars 2018 kl 10-12")
    moves(town, meeting_of(facts, 0))
    after = go_ahead(town, facts.proposal.id, SECRETARY, DEADLINE)
    assert (after.proposal.state, states(town, facts)) == (ProposalState.WITHDRAWN, ["withdrawn"])

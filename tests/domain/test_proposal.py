"""A proposal's life, and each date's own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ids import DateProposalId, MeetingId, PersonId, ProposedDateId
from bot.domain.proposal import (
    DateProposal,
    DateSettled,
    DateState,
    ProposalSettled,
    ProposalState,
    ProposedDate,
)
from tests.domain.samples import BRA, HOUR, START, slot

KARIN, HENRIK = PersonId("karin"), PersonId("henrik")
DRAFT = DateProposal(DateProposalId("plan"), BRA, ProposalState.DRAFT, HENRIK, START)
DEADLINE = START + 24 * HOUR
OPEN = DRAFT.put(HENRIK, DEADLINE, START)
DATE = ProposedDate(
    ProposedDateId("date"), DRAFT.id, DateState.OPEN, START + 500 * HOUR, START + 502 * HOUR, "Eksalen", ""
)

ACTS: dict[str, Callable[[DateProposal], DateProposal]] = {
    "read": lambda one: one.with_unread(("nästa vecka",)),
    "put": lambda one: one.put(KARIN, DEADLINE, START),
    "new deadline": lambda one: one.with_deadline(DEADLINE + HOUR),
    "hold up": lambda one: one.held_up(),
    "close": lambda one: one.closed(DEADLINE),
    "decide": lambda one: one.decided(KARIN, DEADLINE),
    "withdraw": lambda one: one.withdrawn(KARIN, DEADLINE),
}
FITTING = {
    ProposalState.DRAFT: {"read", "put", "decide", "withdraw"},
    ProposalState.OPEN: {"new deadline", "hold up", "close", "withdraw"},
    ProposalState.WAITING: {"new deadline", "decide", "withdraw"},
    ProposalState.CLOSED: set(),
    ProposalState.WITHDRAWN: set(),
}


@pytest.mark.parametrize("state", ProposalState)
@pytest.mark.parametrize("act", ACTS)
def test_proposal_takes_only_acts_that_fit_its_state(state: ProposalState, act: str) -> None:
    proposal = replace(OPEN, state=state)
    if act in FITTING[state]:
        ACTS[act](proposal)
    else:
        with pytest.raises(ProposalSettled):
            ACTS[act](proposal)


def test_silence_is_nobodys_decision() -> None:
    in_silence = OPEN.closed(DEADLINE)
    gone_ahead = OPEN.held_up().decided(KARIN, DEADLINE)
    assert (in_silence.settled_by, gone_ahead.settled_by) == (None, KARIN)


def test_a_new_deadline_opens_a_proposal_that_waited() -> None:
    again = OPEN.held_up().with_deadline(DEADLINE + HOUR)
    assert (again.state, again.edition, again.deadline) == (ProposalState.OPEN, 2, DEADLINE + HOUR)


DATE_ACTS: dict[str, Callable[[ProposedDate], ProposedDate]] = {
    "strike": lambda one: one.struck(),
    "restore": lambda one: one.restored(),
    "move": lambda one: one.moved_to(slot(600)),
    "put": lambda one: one.put_as(MeetingId("m")),
    "adopt in silence": lambda one: one.adopted(None, DEADLINE),
    "adopt all the same": lambda one: one.adopted(KARIN, DEADLINE),
    "object": lambda one: one.objected(DEADLINE),
    "withdraw": lambda one: one.withdrawn(KARIN, DEADLINE),
}
DATE_FITTING = {
    DateState.OPEN: set(DATE_ACTS),
    DateState.OBJECTED: {"adopt all the same", "withdraw"},
    DateState.ADOPTED: set(),
    DateState.WITHDRAWN: {"strike", "restore", "move"},
}


@pytest.mark.parametrize("state", DateState)
@pytest.mark.parametrize("act", DATE_ACTS)
def test_date_takes_only_acts_that_fit_its_state(state: DateState, act: str) -> None:
    date = replace(DATE, state=state)
    if act in DATE_FITTING[state]:
        DATE_ACTS[act](date)
    else:
        with pytest.raises(DateSettled):
            DATE_ACTS[act](date)


def test_a_struck_date_that_is_moved_is_back() -> None:
    moved = DATE.struck().moved_to(slot(600))
    assert (moved.state, moved.start) == (DateState.OPEN, START + timedelta(hours=600))

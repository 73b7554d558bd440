"""A meeting's life: which act fits which state, and what calendars and people are told anew."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.meeting import Meeting, MeetingState, Slot, TooEarly, WrongState
from tests.domain.samples import HOUR, START, meeting, slot

ACTS: dict[str, tuple[Callable[[Meeting], Meeting], set[MeetingState]]] = {
    "confirm": (lambda one: one.confirmed(START), {MeetingState.PLANNED}),
    "move": (lambda one: one.moved_to(slot(1), START), {MeetingState.PLANNED, MeetingState.CONFIRMED}),
    "cancel": (lambda one: one.cancelled("", START), {MeetingState.PLANNED, MeetingState.CONFIRMED}),
    "start": (lambda one: one.started(START), {MeetingState.CONFIRMED}),
    "keep_open": (lambda one: one.kept_open(START), {MeetingState.CONFIRMED, MeetingState.IN_PROGRESS}),
    "end": (lambda one: one.ended(START), {MeetingState.CONFIRMED, MeetingState.IN_PROGRESS}),
}


@pytest.mark.parametrize("state", MeetingState)
@pytest.mark.parametrize("wanted", ACTS)
def test_act_fits_the_state_or_is_refused(wanted: str, state: MeetingState) -> None:
    act, allowed = ACTS[wanted]
    if state in allowed:
        act(meeting(state))
        return
    with pytest.raises(WrongState) as refused:
        act(meeting(state))
    assert (refused.value.meeting, refused.value.wanted) == (meeting(state), wanted)


def test_confirming_keeps_the_sequence() -> None:
    expected = replace(meeting(), state=MeetingState.CONFIRMED, revised_at=START)
    assert meeting().confirmed(START) == expected


def test_moving_is_told_to_calendars_and_people() -> None:
    moved = meeting(MeetingState.CONFIRMED).moved_to(slot(24), START)
    assert moved == replace(
        meeting(MeetingState.CONFIRMED),
        start=START + 24 * HOUR,
        end=START + 26 * HOUR,
        sequence=1,
        edition=1,
        revised_at=START,
        previous_start=START,
        previous_end=START + 2 * HOUR,
        asked_sequence=1,
    )


def test_change_of_the_end_alone_is_a_change_of_time() -> None:
    longer = Slot(START, START + 3 * HOUR, meeting().place, meeting().link)
    moved = meeting().moved_to(longer, START)
    assert (moved.previous_start, moved.previous_end) == (START, START + 2 * HOUR)


def test_change_of_place_alone_has_no_previous_start() -> None:
    moved = meeting().moved_to(slot(24), START).moved_to(replace(slot(24), place="Alsalen"), START)
    assert (moved.place, moved.sequence, moved.previous_start) == ("Alsalen", 2, None)


def test_change_of_place_alone_asks_nobody_anew() -> None:
    moved = meeting().moved_to(slot(24), START).moved_to(replace(slot(24), place="Alsalen"), START)
    assert (moved.sequence, moved.asked_sequence) == (2, 1)


def test_cancelling_is_told_to_calendars_and_people() -> None:
    cancelled = meeting(MeetingState.CONFIRMED).cancelled("snöstorm", START)
    assert cancelled == replace(
        meeting(MeetingState.CANCELLED), cancel_reason="snöstorm", sequence=1, edition=1, revised_at=START
    )


def test_revising_is_told_to_calendars_alone() -> None:
    assert meeting().revised(START) == replace(meeting(), sequence=1, revised_at=START)


def test_meeting_starts_half_a_day_early_at_most() -> None:
    confirmed = meeting(MeetingState.CONFIRMED)
    assert confirmed.started(START - 12 * HOUR).started_at == START - 12 * HOUR
    with pytest.raises(TooEarly):
        confirmed.started(START - 13 * HOUR)


def test_meeting_that_nobody_started_began_on_its_hour() -> None:
    ended = meeting(MeetingState.CONFIRMED).ended(START + 2 * HOUR)
    assert (ended.state, ended.started_at, ended.ended_at) == (
        MeetingState.HELD,
        START,
        START + 2 * HOUR,
    )


def test_meeting_cannot_end_before_its_hour() -> None:
    with pytest.raises(WrongState):
        meeting(MeetingState.CONFIRMED).ended(START - HOUR)


ENDINGS = {
    "four hours after its hours": (lambda one: one.started(START + HOUR), 6 * HOUR),
    "not before a late one can be over": (lambda one: one.started(START + 5 * HOUR), 11 * HOUR),
    "four hours after somebody says that it goes on": (lambda one: one.kept_open(START + 4 * HOUR), 8 * HOUR),
    "when nobody marked its start": (lambda one: one, 6 * HOUR),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_meeting_ends_by_itself(ending: str) -> None:
    act, after = ENDINGS[ending]
    assert act(meeting(MeetingState.CONFIRMED)).ends_by_itself_at == START + after


def test_meeting_that_ended_by_itself_says_so() -> None:
    confirmed = meeting(MeetingState.CONFIRMED)
    assert confirmed.forgotten(START + 6 * HOUR) == replace(
        confirmed.ended(START + 6 * HOUR), ended_by_itself=True
    )

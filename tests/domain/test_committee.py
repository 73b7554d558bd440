"""Who holds which seat on which day, and what keeps a roster sound."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.committee import Role, Seat, role_of
from bot.domain.ids import PersonId
from bot.domain.permission import Act, may
from bot.domain.roster import first_day_without_officer, seats_at_once
from tests.domain.samples import committee, seat

TODAY = date(2017, 10, 11)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("starts", "ends", "held"),
    [
        pytest.param(None, None, True, id="without dates always"),
        pytest.param(TODAY, TODAY, True, id="first and last day count"),
        pytest.param(TOMORROW, None, False, id="not before the first day"),
        pytest.param(None, YESTERDAY, False, id="not after the last day"),
    ],
)
def test_seat_is_held_between_its_days(starts: date | None, ends: date | None, *, held: bool) -> None:
    assert seat("lena", Role.MEMBER, starts, ends).held_on(TODAY) is held


def test_committees_day_begins_at_its_own_midnight() -> None:
    assert committee().today(datetime(2017, 10, 10, 22, 30, tzinfo=UTC)) == TODAY


def test_weightiest_role_counts() -> None:
    seats = [seat("bo", Role.MEMBER), seat("bo", Role.SECRETARY), seat("eva", Role.CHAIR)]
    assert role_of(PersonId("bo"), seats, TODAY) == Role.SECRETARY


def test_role_that_is_over_does_not_count() -> None:
    seats = [seat("bo", Role.SECRETARY, ends=YESTERDAY), seat("bo", Role.ADJUNCT)]
    assert role_of(PersonId("bo"), seats, TODAY) == Role.ADJUNCT
    assert role_of(PersonId("nobody"), seats, TODAY) is None


CHAIR = seat("eva", Role.CHAIR)
SECRETARY = seat("bo", Role.SECRETARY)
MEMBER = seat("lena", Role.MEMBER)


@pytest.mark.parametrize(
    ("after", "day"),
    [
        pytest.param([CHAIR, SECRETARY.ending(YESTERDAY)], None, id="another officer is left"),
        pytest.param([CHAIR.ending(YESTERDAY), SECRETARY.ending(YESTERDAY)], TODAY, id="nobody from today"),
        pytest.param(
            [CHAIR.ending(TODAY), SECRETARY.ending(TOMORROW)], date(2017, 10, 13), id="nobody later"
        ),
        pytest.param([CHAIR.ending(TODAY), seat("li", Role.CHAIR, TOMORROW)], None, id="a successor"),
        pytest.param([CHAIR.ending(TODAY), seat("li", Role.CHAIR, date(2017, 11, 1))], TOMORROW, id="a gap"),
        pytest.param([replace(CHAIR, role=Role.MEMBER)], TODAY, id="another role"),
    ],
)
def test_first_day_without_officer(after: list[Seat], day: date | None) -> None:
    assert first_day_without_officer([CHAIR, SECRETARY, MEMBER], after, TODAY) == day


def test_roster_that_had_no_officer_loses_none() -> None:
    assert first_day_without_officer([MEMBER], [MEMBER.ending(TODAY)], TODAY) is None


@pytest.mark.parametrize(
    ("other", "twice"),
    [
        pytest.param(seat("lena", Role.MEMBER), True, id="the same role"),
        pytest.param(seat("lena", Role.SECRETARY), False, id="another role"),
        pytest.param(seat("bo", Role.MEMBER), False, id="another person"),
        pytest.param(seat("lena", Role.MEMBER, starts=TOMORROW), False, id="afterwards"),
        pytest.param(seat("lena", Role.MEMBER, starts=TODAY), True, id="from its last day"),
    ],
)
def test_seats_at_once(other: Seat, *, twice: bool) -> None:
    assert seats_at_once(seat("lena", Role.MEMBER, ends=TODAY), other) is twice


def test_seat_does_not_clash_with_itself() -> None:
    assert not seats_at_once(MEMBER, MEMBER.ending(TODAY))


@pytest.mark.parametrize("act", Act)
def test_officers_may_everything_and_strangers_nothing(act: Act) -> None:
    officers = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY)
    assert [may(role, act) for role in officers] == [True, True, True]
    assert not may(None, act)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SUBSTITUTE, Role.ADJUNCT])
def test_members_may_propose_record_answer_subscribe_and_see_papers(role: Role) -> None:
    assert {act for act in Act if may(role, act)} == {
        Act.PROPOSE_TOPIC,
        Act.RECORD,
        Act.ANSWER_PROPOSAL,
        Act.SEE_FEED,
        Act.SEE_PAPERS,
    }

"""Which time ranks first in a poll, and why."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.committee import Role, Seat
from bot.domain.ids import AlternativeId, BallotId, PersonId, PollId
from bot.domain.poll import (
    Alternative,
    Ballot,
    Need,
    Needs,
    Tally,
    Vote,
    WrongNumber,
    check_alternatives,
    tallies,
)
from tests.domain.samples import START, seat, slot

DAY = timedelta(days=1)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
SEATS = [
    replace(seat("karin", Role.CHAIR), organisation="kommunstyrelsen"),
    replace(seat("vera", Role.VICE_CHAIR), organisation="kommunstyrelsen"),
    replace(seat("lena", Role.MEMBER), organisation="Polismyndigheten"),
    replace(seat("ali", Role.MEMBER), organisation="räddningstjänsten"),
]
NO_NEEDS = Needs()
SIGNS = {"y": Vote.YES, "?": Vote.IF_NEED_BE, "n": Vote.NO}


def alternative(number: int) -> Alternative:
    start = START + number * DAY
    return Alternative(AlternativeId(str(number)), PollId("poll"), number, start, start + DAY / 12)


def ranked(votes: dict[str, str], needs: Needs = NO_NEEDS, seats: list[Seat] = SEATS) -> list[Tally]:
    """Written as `{"karin": "y?n"}`: one sign for each time, "-" for none."""
    width = max(len(signs) for signs in votes.values())
    ballots = [
        Ballot(BallotId(f"{person}:{number}"), AlternativeId(str(number)), PersonId(person), SIGNS[sign])
        for person, signs in votes.items()
        for number, sign in enumerate(signs)
        if sign != "-"
    ]
    return tallies([alternative(number) for number in range(width)], ballots, seats, needs, STOCKHOLM)


def order(found: list[Tally]) -> list[int]:
    return [tally.alternative.position for tally in found]


def test_time_that_most_can_make_ranks_first() -> None:
    assert order(ranked({"karin": "yy", "lena": "ny", "ali": "n?"})) == [1, 0]


def test_of_two_that_all_can_make_fewer_if_need_be_ranks_first() -> None:
    assert order(ranked({"karin": "?y", "lena": "yy"})) == [1, 0]


def test_equal_times_rank_by_date() -> None:
    assert order(ranked({"karin": "yyy"})) == [0, 1, 2]


def test_chair_and_organisation_count_on_the_days_their_seats_are_held() -> None:
    last_day = alternative(0).day(STOCKHOLM)
    seats = [replace(seat("karin", Role.CHAIR), organisation="kommunstyrelsen", ends=last_day), *SEATS[2:]]
    found = ranked({"karin": "yy", "lena": "yy"}, Needs(chair=True), seats)
    assert [(tally.alternative.position, tally.can, tally.unmet) for tally in found] == [
        (0, 2, frozenset()),
        (1, 1, {Need.CHAIR}),
    ]
    assert list(found[1].organisations) == ["Polismyndigheten", "räddningstjänsten"]


def test_time_without_the_chair_ranks_below_when_the_chair_is_needed() -> None:
    found = ranked({"karin": "ny", "lena": "yn", "ali": "yn"}, Needs(chair=True))
    assert [(tally.alternative.position, tally.unmet) for tally in found] == [
        (1, frozenset()),
        (0, frozenset({Need.CHAIR})),
    ]


def test_vice_chair_stands_in_for_the_chair() -> None:
    (found,) = ranked({"karin": "n", "vera": "?"}, Needs(chair=True))
    assert (found.does, found.chair, found.vice_chair) == (True, Vote.NO, Vote.IF_NEED_BE)


def test_each_organisation_needs_one_of_its_people() -> None:
    needs = Needs(each_organisation=True)
    found = ranked({"karin": "nn", "vera": "yy", "lena": "yy", "ali": "?n"}, needs)
    assert [(tally.does, tally.missing_organisations, tally.only_if_need_be) for tally in found] == [
        (True, (), ("räddningstjänsten",)),
        (False, ("räddningstjänsten",), ()),
    ]


def test_silence_is_no_yes() -> None:
    (found,) = ranked({"karin": "y"}, Needs(chair=True, each_organisation=True, quorum=2))
    assert found.unmet == {Need.EACH_ORGANISATION, Need.QUORUM}
    assert found.silent == ("vera", "lena", "ali")


def test_somebody_with_two_seats_counts_once() -> None:
    twice = [*SEATS, replace(seat("karin", Role.SECRETARY), organisation="kommunledningen")]
    (found,) = ranked({"karin": "y"}, Needs(), twice)
    assert (found.can, found.organisations["kommunledningen"]) == (1, Vote.YES)


def test_vote_of_somebody_not_asked_does_not_count() -> None:
    (found,) = ranked({"karin": "y", "tove": "y"})
    assert found.can == 1


@pytest.mark.parametrize("hours", [(), (0,), (0, 0), tuple(range(21))], ids=["none", "one", "same", "21"])
def test_poll_has_between_two_and_twenty_times(hours: tuple[int, ...]) -> None:
    with pytest.raises(WrongNumber):
        check_alternatives(slot(hour) for hour in hours)


@pytest.mark.parametrize("count", [2, 20])
def test_two_and_twenty_times_make_a_poll(count: int) -> None:
    check_alternatives(slot(hour) for hour in range(count))

"""What is typed about a meeting's time and place, read for a committee in Stockholm on 11 October 2017, at nine."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.handlers.times import Unclear, WhichTime, read_day, read_wish, read_written, written
from bot.language.when import Doubt
from bot.usecases.meetings import Wish
from tests.town import NOW

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}")


TEN, NOON = at("2017-12-15", "10:00"), at("2017-12-15", "12:00")
ROOM = "Kronobergsrummet, kommunhuset"
LINK = "https://video.example/bra?x=1"

NEW = {
    f"2017-12-15 10:00-12:00 in {ROOM}": Wish(TEN, NOON, ROOM),
    f"2017-12-15 10.00-12.00 i {ROOM}": Wish(TEN, NOON, ROOM),
    f"fredag 15 december kl 10-12 i {ROOM}, {LINK}": Wish(TEN, NOON, ROOM, LINK),
    f"<{LINK}> 2017-12-15 10:00": Wish(TEN, None, None, LINK),
    f"2017-12-15 10:00 <{LINK}|video.example>": Wish(TEN, None, None, LINK),
    "2017-12-15 10:00": Wish(TEN),
    "2017-12-15": WhichTime(date(2017, 12, 15)),
    "15 december": WhichTime(date(2017, 12, 15)),
    f"15/12 i Stora salen {LINK}": WhichTime(date(2017, 12, 15), "Stora salen", LINK),
}


@pytest.mark.parametrize(("typed", "meant"), NEW.items(), ids=NEW)
def test_new_meeting_is_read(typed: str, meant: Wish | WhichTime) -> None:
    assert read_wish(typed, now=NOW, zone=STOCKHOLM) == meant


MOVED = {
    "2017-12-18": Wish(at("2017-12-18", "10:00")),
    "kl 13": Wish(at("2017-12-15", "13:00")),
    "13:00-15:00": Wish(at("2017-12-15", "13:00"), at("2017-12-15", "15:00")),
    "i Lilla salen": Wish(TEN, None, "Lilla salen"),
    "in the small hall": Wish(TEN, None, "the small hall"),
    LINK: Wish(TEN, None, None, LINK),
}


@pytest.mark.parametrize(("typed", "meant"), MOVED.items(), ids=MOVED)
def test_what_a_move_does_not_mention_stays(typed: str, meant: Wish) -> None:
    assert read_wish(typed, now=NOW, zone=STOCKHOLM, usual=TEN) == meant


ASKED = {
    "blaha": None,
    "in Eksalen": None,
    "torsdag 15 december 2017 kl 10": Doubt.WEEKDAY_DISAGREES,
    "2018-03-25 02:30": Doubt.SKIPPED_HOUR,
    "2017-10-29 02:30": Doubt.REPEATED_HOUR,
    "2017-12-15 14:00-13:00": Doubt.END_BEFORE_START,
    "2017-10-10 10:00": Doubt.PASSED,
    "every Tuesday at 10": Doubt.ONE_AT_A_TIME,
    "31 november kl 10": Doubt.NO_SUCH_DAY,
}


@pytest.mark.parametrize(("typed", "doubt"), ASKED.items(), ids=ASKED)
def test_what_cannot_be_known_is_asked(typed: str, doubt: Doubt | None) -> None:
    found = read_wish(typed, now=NOW, zone=STOCKHOLM)
    assert isinstance(found, Unclear)
    assert (found.question and found.question.code, found.typed) == (doubt, typed)


def test_a_question_carries_what_may_be_meant() -> None:
    found = read_wish(f"31 november kl 10 {LINK}", now=NOW, zone=STOCKHOLM)
    assert isinstance(found, Unclear)
    assert found.choices == (
        Wish(at("2017-11-30", "10:00"), link=LINK),
        Wish(at("2017-12-01", "10:00"), link=LINK),
    )


@pytest.mark.parametrize("typed", ["varje tisdag", "blaha", "31 november"])
def test_a_day_that_is_unclear_is_quoted_without_the_spaces_around_it(typed: str) -> None:
    found = read_day(f" {typed} ", now=NOW, zone=STOCKHOLM)
    assert isinstance(found, Unclear)
    assert found.typed == typed


@pytest.mark.parametrize("fold", [0, 1])
def test_a_wall_clock_time_survives_being_carried_by_a_button(fold: int) -> None:
    twice = datetime(2017, 10, 29, 2, 30, fold=fold)  # noqa: DTZ001  the clock on the wall
    carried = read_written(written(twice))
    assert (carried, carried and carried.fold) == (twice, fold)
    assert read_written(written(None)) is None

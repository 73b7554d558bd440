"""What goes into the database comes out of it unchanged."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from bot.domain.committee import Role, Seat
from bot.domain.ids import PersonId, SeatId
from bot.domain.meeting import MeetingState
from bot.domain.person import Person
from bot.storage import Storage
from tests.town import NOW, bare_council, council, planned

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def test_meeting_comes_out_as_it_went_in(storage: Storage) -> None:
    council(storage)
    meeting = replace(
        planned(storage),
        state=MeetingState.HELD,
        previous_start=NOW,
        previous_end=NOW,
        started_at=NOW,
        open_until=NOW,
        nudged_at=NOW,
        ended_by_itself=True,
        ended_at=datetime(2017, 12, 15, 10, 59, 59, 999999, tzinfo=UTC),
    )
    with storage.transaction() as transaction:
        transaction.meetings.put(meeting)
    with storage.reading() as transaction:
        assert transaction.meetings.get(meeting.id) == meeting


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(datetime(2017, 12, 15, 10, 0, tzinfo=STOCKHOLM), id="winter"),
        pytest.param(datetime(2017, 10, 29, 2, 30, tzinfo=STOCKHOLM), id="the doubled hour, first time"),
        pytest.param(
            datetime(2017, 10, 29, 2, 30, fold=1, tzinfo=STOCKHOLM), id="the doubled hour, second time"
        ),
    ],
)
def test_instant_of_any_zone_comes_out_in_utc(storage: Storage, moment: datetime) -> None:
    council(storage)
    meeting = replace(planned(storage), revised_at=moment)
    with storage.transaction() as transaction:
        transaction.meetings.put(meeting)
    with storage.reading() as transaction:
        found = transaction.meetings.get(meeting.id).revised_at
    assert (found.isoformat(), found.tzinfo) == (moment.astimezone(UTC).isoformat(), UTC)


def test_naive_instant_is_refused(storage: Storage) -> None:
    council(storage)
    meeting = replace(planned(storage), revised_at=datetime(2017, 12, 15, 10, 0))  # noqa: DTZ001  that is the point
    with pytest.raises(StatementError, match="aware"), storage.transaction() as transaction:
        transaction.meetings.put(meeting)


def test_seat_with_its_days_comes_out_as_it_went_in(storage: Storage) -> None:
    committee = bare_council(storage)
    with storage.transaction() as transaction:
        person = transaction.people.add(Person(PersonId("p1"), "Lena Ström", "lena@example.org"))
        seat = Seat(
            SeatId("s1"), committee.id, person.id, "Ö", Role.ADJUNCT, date(2017, 1, 1), date(2017, 12, 31)
        )
        transaction.seats.add(seat)
        assert transaction.seats.get(seat.id) == seat
        assert transaction.people.get(person.id) == person


@pytest.mark.parametrize(
    "text",
    [
        "<!channel> *bold* `code` & <@U1>",
        "\u200f\u05e9\u05dc\u05d5\u05dd \u202b\u0639\u0644\u064a\u202c",
        "👩‍👩‍👧 family",
        "a\r\nb\tc",
        "%_\\'\"; DROP TABLE",
        "x" * 20_000,
    ],
    ids=["markup", "right to left", "emoji", "line ends", "quotes", "very long"],
)
def test_any_text_comes_out_as_it_went_in(storage: Storage, text: str) -> None:
    with storage.transaction() as transaction:
        transaction.people.add(Person(PersonId("p1"), text))
    with storage.reading() as transaction:
        assert transaction.people.get("p1").name == text

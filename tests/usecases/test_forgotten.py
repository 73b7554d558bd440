"""A meeting that nobody ended: asked about after two hours, ended after four, unless somebody says that it goes on."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.meeting import Meeting, MeetingState, WrongState
from bot.domain.permission import NotAllowed
from bot.storage import Storage
from bot.usecases.changing import confirm_meeting, move_meeting
from bot.usecases.decisions import DecisionText, record_decision
from bot.usecases.forgotten import end_forgotten_meetings, keep_open
from bot.usecases.keeping_time import keep_time
from bot.usecases.meetings import Wish
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from bot.usecases.under_way import end_meeting, start_meeting
from tests.threads import at_once
from tests.town import (
    CHAIR,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SECRETARY,
    all_meetings,
    begun,
    confirmed,
    held,
    ledger,
    planned,
    sent_all,
)
from tests.usecases.test_queries import counted

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
ASKED = [("still_going", "slack", "Henrik Boman", 0), ("still_going", "slack", "Karin Ahlgren", 0)]


def state(storage: Storage) -> MeetingState:
    (meeting,) = all_meetings(storage)
    return meeting.state


def asked(storage: Storage, state: str | None = "owed") -> list[tuple[str, str, str, int]]:
    return [one for one in ledger(storage, state) if one[0] in {"still_going", "ended_by_itself"}]


def end_asked(storage: Storage, moment: datetime) -> None:
    """Asked about two hours before, and ended at that moment."""
    end_forgotten_meetings(storage, moment - 2 * HOUR)
    end_forgotten_meetings(storage, moment)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_chair_and_secretary_are_asked_once_two_hours_after_its_time(town: Storage) -> None:
    meeting = begun(town)
    end_forgotten_meetings(town, meeting.end + 2 * HOUR - MINUTE)
    assert asked(town) == []
    for minutes in range(3):
        end_forgotten_meetings(town, meeting.end + 2 * HOUR + minutes * MINUTE)
    assert asked(town) == ASKED
    assert state(town) == MeetingState.IN_PROGRESS


def test_it_ends_four_hours_after_its_time(town: Storage) -> None:
    meeting = begun(town)
    sent_all(town, meeting.start)
    end_forgotten_meetings(town, meeting.end + 2 * HOUR)
    sent_all(town, meeting.end + 2 * HOUR)
    end_forgotten_meetings(town, meeting.end + 4 * HOUR - MINUTE)
    assert state(town) == MeetingState.IN_PROGRESS
    end_forgotten_meetings(town, meeting.end + 4 * HOUR)
    (ended,) = all_meetings(town)
    assert ended == replace(
        meeting,
        state=MeetingState.HELD,
        ended_at=meeting.end + 4 * HOUR,
        nudged_at=meeting.end + 2 * HOUR,
        ended_by_itself=True,
    )
    assert [one for one in ledger(town) if one[0] != "invitation"] == [
        ("card", "slack", "", 0),
        ("ended_by_itself", "slack", "Henrik Boman", 0),
        *ASKED,
    ]


def test_question_comes_first_also_when_we_look_too_late(town: Storage) -> None:
    """The bot was down when it should have asked: there are two hours to answer all the same."""
    meeting = begun(town)
    late = meeting.end + timedelta(days=3)
    end_forgotten_meetings(town, late)
    assert (state(town), asked(town)) == (MeetingState.IN_PROGRESS, ASKED)
    assert all_meetings(town)[0].ends_by_itself_at == late + 2 * HOUR
    end_forgotten_meetings(town, late + 2 * HOUR - MINUTE)
    assert state(town) == MeetingState.IN_PROGRESS
    end_forgotten_meetings(town, late + 2 * HOUR)
    assert (state(town), asked(town)[0]) == (
        MeetingState.HELD,
        ("ended_by_itself", "slack", "Henrik Boman", 0),
    )


def test_question_that_comes_just_in_time_puts_nothing_off(town: Storage) -> None:
    meeting = begun(town)
    end_forgotten_meetings(town, meeting.end + 2 * HOUR)
    assert all_meetings(town)[0].ends_by_itself_at == meeting.end + 4 * HOUR


def test_it_ends_though_nobody_marked_its_start(town: Storage) -> None:
    meeting = confirmed(town)
    end_asked(town, meeting.end + 4 * HOUR)
    (ended,) = all_meetings(town)
    assert (ended.state, ended.started_at, ended.ended_by_itself) == (MeetingState.HELD, meeting.start, True)


def test_what_was_never_confirmed_or_has_ended_is_left_alone(town: Storage) -> None:
    planned(town, FEBRUARY)
    held(town)
    before = all_meetings(town)
    end_forgotten_meetings(town, before[-1].end + 5 * HOUR)
    assert (all_meetings(town), asked(town)) == (before, [])


def test_somebody_who_says_that_it_goes_on_puts_it_off_for_four_hours(town: Storage) -> None:
    meeting = begun(town)
    end_forgotten_meetings(town, meeting.end + 2 * HOUR)
    sent_all(town, meeting.end + 2 * HOUR)
    said_at = meeting.end + 3 * HOUR
    keep_open(town, meeting.id, CHAIR, said_at)
    end_forgotten_meetings(town, meeting.end + 4 * HOUR)
    assert state(town) == MeetingState.IN_PROGRESS
    sent_all(town, said_at)
    end_forgotten_meetings(town, said_at + 2 * HOUR)
    assert asked(town) == ASKED
    end_forgotten_meetings(town, said_at + 4 * HOUR)
    assert state(town) == MeetingState.HELD


def test_a_meeting_that_began_after_its_hours_gets_as_long_as_planned(town: Storage) -> None:
    meeting = confirmed(town)
    start_meeting(town, meeting.id, CHAIR, meeting.end + 3 * HOUR)
    end_forgotten_meetings(town, meeting.end + 7 * HOUR)
    end_forgotten_meetings(town, meeting.end + 9 * HOUR - MINUTE)
    assert state(town) == MeetingState.IN_PROGRESS
    end_forgotten_meetings(town, meeting.end + 9 * HOUR)
    assert state(town) == MeetingState.HELD


def test_moving_it_after_its_hour_begins_anew(town: Storage) -> None:
    meeting = confirmed(town)
    end_forgotten_meetings(town, meeting.end + 2 * HOUR)
    moved = move_meeting(town, meeting.id, CHAIR, FEBRUARY, meeting.end + 3 * HOUR).meeting
    end_forgotten_meetings(town, meeting.end + 5 * HOUR)
    assert state(town) == MeetingState.CONFIRMED
    end_forgotten_meetings(town, moved.end + 2 * HOUR)
    assert len(asked(town)) == 4


NIGHTS = {
    "summer time ends": ("2017-10-28 22:00", "2017-10-28 23:30", "2017-10-29 02:30"),
    "summer time begins": ("2018-03-24 22:00", "2018-03-24 23:30", "2018-03-25 04:30"),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_four_hours_are_four_hours_in_a_night_when_the_clock_changes(town: Storage, night: str) -> None:
    start, end, ends_on_the_clock = NIGHTS[night]
    meeting = begun(town, Wish(at(start), at(end)))
    end_forgotten_meetings(town, meeting.end + 2 * HOUR)
    end_forgotten_meetings(town, meeting.end + 4 * HOUR - MINUTE)
    assert state(town) == MeetingState.IN_PROGRESS
    end_forgotten_meetings(town, meeting.end + 4 * HOUR)
    (ended,) = all_meetings(town)
    assert ended.ended_at is not None
    wall = ended.ended_at.astimezone(ZoneInfo("Europe/Stockholm"))
    assert (ended.state, f"{wall:%Y-%m-%d %H:%M}") == (MeetingState.HELD, ends_on_the_clock)


def test_an_officer_with_mail_alone_is_asked_by_mail(town: Storage, committee: Committee) -> None:
    vice = Mailbox("Siv Åberg", "siv@ekeby.example")
    add_seat(town, committee.id, SECRETARY, vice, SeatText("kommunstyrelsen", Role.VICE_CHAIR), NOW)
    meeting = begun(town)
    end_forgotten_meetings(town, meeting.end + 2 * HOUR)
    assert asked(town) == [("still_going", "email", "Siv Åberg", 0), *ASKED]


def test_what_was_over_days_ago_ends_without_telling_anybody(town: Storage) -> None:
    meeting = confirmed(town)
    end_forgotten_meetings(town, meeting.end + timedelta(days=30))
    assert (state(town), asked(town, None)) == (MeetingState.HELD, [])


def test_two_who_keep_time_at_once_end_it_once(town: Storage) -> None:
    meeting = begun(town)
    end_forgotten_meetings(town, meeting.end + 2 * HOUR)
    moment = meeting.end + 4 * HOUR
    at_once(lambda: end_forgotten_meetings(town, moment), lambda: end_forgotten_meetings(town, moment))
    assert (state(town), asked(town)) == (
        MeetingState.HELD,
        [("ended_by_itself", "slack", "Henrik Boman", 0), *ASKED],
    )


def test_decisions_are_recorded_after_it_ended_by_itself(town: Storage) -> None:
    meeting = begun(town)
    end_asked(town, meeting.end + 4 * HOUR)
    decided = record_decision(town, HERE, POLICE, DecisionText("Förlängs"), meeting.end + 5 * HOUR)
    assert decided.meeting.id == meeting.id


def test_ending_what_ended_by_itself_changes_nothing(town: Storage) -> None:
    meeting = begun(town)
    end_asked(town, meeting.end + 4 * HOUR)
    (ended,) = all_meetings(town)
    assert end_meeting(town, HERE, CHAIR, meeting.end + 5 * HOUR).meeting == ended


def test_saying_that_it_goes_on_is_for_officers_and_for_what_has_not_ended(town: Storage) -> None:
    meeting = begun(town)
    with pytest.raises(NotAllowed):
        keep_open(town, meeting.id, POLICE, meeting.end)
    end_meeting(town, meeting.id, CHAIR, meeting.end)
    with pytest.raises(WrongState):
        keep_open(town, meeting.id, CHAIR, meeting.end)


def test_one_question_is_asked_when_nothing_is_due(town: Storage) -> None:
    meeting: Meeting = confirm_meeting(town, planned(town).id, CHAIR, NOW).meeting
    with counted(town) as statements:
        end_forgotten_meetings(town, meeting.end + HOUR)
    assert len(statements) == 1


def test_it_is_among_the_duties_of_the_clock(town: Storage) -> None:
    meeting = begun(town)
    keep_time(town, meeting.end + 2 * HOUR)
    keep_time(town, meeting.end + 4 * HOUR)
    assert state(town) == MeetingState.HELD

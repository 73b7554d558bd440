"""What moving, cancelling or other settings would do: the same that it does when it is done."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.delivery import Route
from bot.domain.ids import InvitationId, MeetingId, PersonId, new_id
from bot.domain.invitation import Invitation
from bot.domain.meeting import MeetingState, WrongState
from bot.domain.permission import NotAllowed
from bot.domain.person import Account, Person
from bot.domain.schedule import Clash, InThePast
from bot.domain.warning import Warn
from bot.storage import Storage
from bot.usecases.access import Gone, Who
from bot.usecases.changing import cancel_meeting, confirm_meeting, move_meeting
from bot.usecases.committees import BadField, SameShortName, change_committee
from bot.usecases.consequences import (
    Reach,
    consequences_of_cancelling,
    consequences_of_move,
    consequences_of_settings,
)
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from tests.town import (
    CHAIR,
    COUNCIL,
    DECEMBER,
    FEBRUARY,
    NOW,
    POLICE,
    SECRETARY,
    TEAM,
    all_meetings,
    bare_council,
    confirmed,
    ledger,
    planned,
    sent_all,
)
from tests.usecases.test_queries import questions

EVERYBODY = Reach(people=6, slack=5, email=6)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_those_who_are_counted_are_those_who_are_told(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    found = consequences_of_move(town, meeting.id, CHAIR, FEBRUARY, NOW)
    assert (found.reach, found.asks_again, found.facts.meeting) == (EVERYBODY, True, meeting)
    moved = move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW).meeting
    told = [(route, name) for kind, route, name, edition in ledger(town) if kind == "invitation" and edition]
    assert moved.slot == found.slot
    assert (
        len({name for _, name in told}),
        sum(route == Route.SLACK for route, _ in told),
        sum(route == Route.EMAIL for route, _ in told),
    ) == (6, 5, 6)


def test_looking_changes_nothing(town: Storage) -> None:
    meeting = confirmed(town)
    before = all_meetings(town), ledger(town)
    consequences_of_move(town, meeting.id, CHAIR, FEBRUARY, NOW)
    consequences_of_cancelling(town, meeting.id, CHAIR, NOW)
    assert (all_meetings(town), ledger(town)) == before


def test_what_nobody_has_been_told_of_reaches_nobody(town: Storage) -> None:
    meeting = planned(town)
    assert consequences_of_move(town, meeting.id, CHAIR, FEBRUARY, NOW).reach == Reach(0, 0, 0)
    assert consequences_of_cancelling(town, meeting.id, CHAIR, NOW).reach == Reach(0, 0, 0)


def test_another_place_asks_nobody_again_and_another_end_does(town: Storage) -> None:
    meeting = confirmed(town)
    place = consequences_of_move(town, meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW)
    longer = consequences_of_move(town, meeting.id, CHAIR, replace(DECEMBER, end=at("2017-12-15 13:00")), NOW)
    nothing = consequences_of_move(town, meeting.id, CHAIR, DECEMBER, NOW)
    assert [(one.asks_again, one.changes_nothing) for one in (place, longer, nothing)] == [
        (False, False),
        (True, False),
        (False, True),
    ]


def test_what_speaks_against_the_new_time_is_what_is_said_of_a_date_that_is_planned(town: Storage) -> None:
    meeting = confirmed(town)
    other = bare_council(town, replace(COUNCIL, name="Trygg i Ekeby", short_name="Trygg"))
    there = plan_meeting(town, other.id, SECRETARY, Wish(at("2018-04-02 11:30")), NOW).meeting
    confirm_meeting(town, there.id, SECRETARY, NOW)

    def warned(who: Who, wish: Wish) -> list[tuple[Warn, tuple[str, ...], str]]:
        found = consequences_of_move(town, meeting.id, who, wish, NOW).warnings
        return [(one.kind, one.people, one.committee.name if one.committee else "") for one in found]

    easter_monday = Wish(at("2018-04-02 10:00"))
    assert warned(SECRETARY, easter_monday) == [
        (Warn.HOLIDAY, (), ""),
        (Warn.ELSEWHERE, ("Henrik Boman",), "Trygg i Ekeby"),
    ]
    assert warned(CHAIR, easter_monday) == [
        (Warn.HOLIDAY, (), ""),
        (Warn.ELSEWHERE, ("Henrik Boman",), ""),  # the chair has no part in that committee
    ]
    assert warned(CHAIR, Wish(at("2018-04-05 10:00"))) == []
    assert warned(CHAIR, replace(DECEMBER, place="Alsalen")) == []


def test_topics_would_go_to_the_meeting_after_the_one_that_is_called_off(town: Storage) -> None:
    first, second = planned(town), planned(town, FEBRUARY)
    found = [consequences_of_cancelling(town, one.id, CHAIR, NOW).following for one in (first, second)]
    assert found == [second, first]


def test_what_the_act_would_refuse_is_refused_before(town: Storage) -> None:
    meeting, other = confirmed(town), planned(town, FEBRUARY)
    refused = {
        NotAllowed: lambda: consequences_of_move(town, meeting.id, POLICE, FEBRUARY, NOW),
        InThePast: lambda: consequences_of_move(town, meeting.id, CHAIR, Wish(at("2017-10-01 10:00")), NOW),
        Clash: lambda: consequences_of_move(town, meeting.id, CHAIR, FEBRUARY, NOW),
        Gone: lambda: consequences_of_cancelling(town, MeetingId("gone"), CHAIR, NOW),
    }
    for error, look in refused.items():
        with pytest.raises(error):
            look()
    with pytest.raises(NotAllowed):
        consequences_of_cancelling(town, other.id, POLICE, NOW)
    cancelled = cancel_meeting(town, other.id, CHAIR, "", NOW).meeting
    assert cancelled.state == MeetingState.CANCELLED
    with pytest.raises(WrongState):
        consequences_of_cancelling(town, other.id, CHAIR, NOW)


def test_questions_do_not_grow_with_the_people_invited(town: Storage) -> None:
    meeting = confirmed(town)

    def look() -> object:
        return consequences_of_move(town, meeting.id, CHAIR, FEBRUARY, NOW)

    before = questions(town, look)
    with town.transaction() as transaction:
        for number in range(150):
            person = Person(PersonId(new_id()), f"Person {number}").with_account(
                Account("slack", TEAM, f"U0{number:04}")
            )
            transaction.people.add(person)
            transaction.invitations.add(Invitation(InvitationId(new_id()), meeting.id, person.id))
    assert questions(town, look) == before
    assert consequences_of_move(town, meeting.id, CHAIR, FEBRUARY, NOW).reach.people == 156


RENAMED = replace(COUNCIL, name="Trygghetsrådet")


def test_settings_count_those_who_are_mailed(town: Storage, committee: Committee) -> None:
    """Two meetings that people know of and one that they do not; one of the seven has no address."""
    nobody_writes_to = Who(Account("slack", TEAM, "U0NILS"), "Nils Dahl")
    add_seat(town, committee.id, CHAIR, nobody_writes_to, SeatText("Ekeby gille", Role.MEMBER), NOW)
    confirmed(town)
    confirmed(town, FEBRUARY)
    planned(town, Wish(at("2018-03-16 10:00")))
    sent_all(town)
    found = consequences_of_settings(town, committee.id, CHAIR, RENAMED, NOW)
    assert (found.before, found.after.name, found.people, found.meetings) == (
        committee,
        "Trygghetsrådet",
        6,
        2,
    )
    done = change_committee(town, committee.id, CHAIR, RENAMED, NOW)
    mailed = [name for kind, route, name, edition in ledger(town) if (kind, route, edition) == MAIL]
    assert (done, len(mailed), len(set(mailed))) == (found, 12, 6)


MAIL = ("invitation", "email", 1)


@pytest.mark.parametrize(
    "setting", [{"silence_days": 14}, {"place": "Alsalen"}, {"short_name": "RÅD"}, {}], ids=str
)
def test_setting_that_no_calendar_shows_reaches_nobody(
    town: Storage, committee: Committee, setting: dict[str, object]
) -> None:
    confirmed(town)
    text = replace(COUNCIL, **setting)  # type: ignore[arg-type]  # by name
    found = consequences_of_settings(town, committee.id, CHAIR, text, NOW)
    assert (found.people, found.meetings) == (0, 0)


def test_settings_that_would_be_refused_are_refused_before(town: Storage, committee: Committee) -> None:
    bare_council(town, replace(COUNCIL, short_name="Trygg"))
    refused = {
        NotAllowed: (POLICE, RENAMED),
        BadField: (CHAIR, replace(COUNCIL, name=" ")),
        SameShortName: (CHAIR, replace(COUNCIL, short_name="TRYGG")),
    }
    for error, (who, text) in refused.items():
        with pytest.raises(error):
            consequences_of_settings(town, committee.id, who, text, NOW)


def test_questions_about_settings_do_not_grow_with_the_meetings(town: Storage, committee: Committee) -> None:
    def look() -> object:
        return consequences_of_settings(town, committee.id, CHAIR, RENAMED, NOW)

    confirmed(town)
    before = questions(town, look)
    for month in range(2, 6):
        confirmed(town, Wish(at(f"2018-{month:02}-16 10:00")))
    assert questions(town, look) == before

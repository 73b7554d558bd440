"""Seats are added, changed and ended by officers, and coming meetings follow."""

from datetime import timedelta

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.permission import NotAllowed
from bot.domain.person import Account
from bot.domain.roster import AlreadySeated, LastOfficer
from bot.storage import Storage
from bot.usecases.access import Gone, Who
from bot.usecases.invitations import invite_guest
from bot.usecases.people import AddressTaken, BadAddress, Mailbox
from bot.usecases.roster import add_seat, change_seat, end_seat, roster
from bot.usecases.seating import Roster, RosterLine, SeatText
from tests.town import (
    CHAIR,
    DECEMBER,
    FEBRUARY,
    HERE,
    HOUSING,
    NOW,
    POLICE,
    RESCUE,
    SECRETARY,
    STRANGER,
    TEAM,
    confirmed,
    ledger,
    names,
    planned,
)

TODAY = NOW.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
COUNTY = SeatText("länsstyrelsen", Role.ADJUNCT)
EVERYBODY = ["Henrik Boman", "Greta Nyqvist", "Karin Ahlgren", "Lena Ström", "Ali Rahimi", "Ulf Östberg"]


def line_of(storage: Storage, name: str) -> RosterLine:
    return next(line for line in seen(storage).lines if line.person.name == name)


def seen(storage: Storage) -> Roster:
    return roster(storage, HERE, STRANGER, NOW)


def test_roster_is_shown_by_organisation_to_anybody(town: Storage) -> None:
    assert [(line.seat.organisation, line.person.name) for line in seen(town).lines] == [
        ("", "Henrik Boman"),
        ("Ekebybostäder", "Greta Nyqvist"),
        ("kommunstyrelsen", "Karin Ahlgren"),
        ("Polismyndigheten", "Lena Ström"),
        ("räddningstjänsten", "Ali Rahimi"),
        ("utbildningsförvaltningen", "Ulf Östberg"),
    ]
    assert seen(town).asker.role is None


def test_somebody_in_the_workspace_is_added(town: Storage) -> None:
    after = add_seat(town, HERE, CHAIR, STRANGER, COUNTY, NOW)
    (line,) = [line for line in after.lines if line.person.name == "Tove Lind"]
    assert (line.person.account, line.seat.organisation, line.seat.role) == (
        STRANGER.account,
        "länsstyrelsen",
        Role.ADJUNCT,
    )


def test_somebody_outside_is_added_by_address(town: Storage) -> None:
    after = add_seat(town, HERE, CHAIR, Mailbox("Tove Lind", " mailto:tove@example.org "), COUNTY, NOW)
    (line,) = [line for line in after.lines if line.person.name == "Tove Lind"]
    assert (line.person.email, line.person.account) == ("tove@example.org", None)


@pytest.mark.parametrize(
    "address", ["", "tove", "tove@", "@example.org", "a b@example.org", "tove@example", "a@b@c.se"]
)
def test_address_that_is_none_is_refused(town: Storage, address: str) -> None:
    with pytest.raises(BadAddress):
        add_seat(town, HERE, CHAIR, Mailbox("Tove", address), COUNTY, NOW)
    assert names(seen(town)) == EVERYBODY


def test_the_same_person_is_not_seated_twice_in_a_role(town: Storage) -> None:
    with pytest.raises(AlreadySeated) as refused:
        add_seat(town, HERE, CHAIR, POLICE, SeatText("annan", Role.MEMBER), NOW)
    assert refused.value.name == "Lena Ström"
    with pytest.raises(AlreadySeated):
        add_seat(town, HERE, CHAIR, HOUSING, SeatText("annan", Role.MEMBER), NOW)


def test_the_same_person_may_have_another_role_too(town: Storage) -> None:
    after = add_seat(town, HERE, CHAIR, POLICE, SeatText("Polismyndigheten", Role.VICE_CHAIR), NOW)
    roles = [line.seat.role for line in after.lines if line.person.name == "Lena Ström"]
    assert roles == [Role.VICE_CHAIR, Role.MEMBER]


def test_somebody_who_left_can_come_back(town: Storage) -> None:
    end_seat(town, line_of(town, "Lena Ström").seat.id, CHAIR, NOW)
    after = add_seat(town, HERE, CHAIR, POLICE, SeatText("Polismyndigheten", Role.MEMBER), NOW)
    assert names(after) == EVERYBODY


def test_the_same_request_adds_once(town: Storage) -> None:
    for _ in range(2):
        after = add_seat(town, HERE, CHAIR, STRANGER, COUNTY, NOW, request="view 1")
    assert names(after).count("Tove Lind") == 1


def test_newcomer_is_invited_to_every_confirmed_meeting(town: Storage) -> None:
    confirmed(town, DECEMBER)
    planned(town, FEBRUARY)
    before = ledger(town)
    add_seat(town, HERE, CHAIR, STRANGER, COUNTY, NOW)
    assert ledger(town) == sorted(
        [
            *before,
            ("invitation", "email", "Tove Lind", 0),
            ("invitation", "slack", "Tove Lind", 0),
            ("reminder", "slack", "Tove Lind", 0),
        ]
    )


def test_newcomer_of_tomorrow_is_invited_by_the_day_of_the_meeting(town: Storage) -> None:
    confirmed(town, DECEMBER)
    before = ledger(town)
    late = SeatText("länsstyrelsen", Role.ADJUNCT, starts=DECEMBER.start.date() + timedelta(days=1))
    add_seat(town, HERE, CHAIR, STRANGER, late, NOW)
    assert ledger(town) == before


def test_seat_is_changed(town: Storage) -> None:
    seat = line_of(town, "Lena Ström").seat
    text = SeatText(" Polisen  Ekeby ", Role.VICE_CHAIR, YESTERDAY, TOMORROW)
    after = change_seat(town, seat.id, SECRETARY, text, NOW)
    (line,) = [line for line in after.lines if line.seat.id == seat.id]
    found = (line.seat.organisation, line.seat.role, line.seat.starts, line.seat.ends)
    assert found == ("Polisen Ekeby", Role.VICE_CHAIR, YESTERDAY, TOMORROW)


def test_corrected_address_gets_what_the_wrong_one_got(town: Storage) -> None:
    """Nobody else hears of it."""
    confirmed(town)
    with town.transaction() as transaction:
        for delivery in transaction.deliveries._where():
            transaction.deliveries.put(delivery.voided(NOW))
    line = line_of(town, "Greta Nyqvist")
    text = SeatText(line.seat.organisation, line.seat.role)
    change_seat(town, line.seat.id, CHAIR, text, NOW, mailbox=Mailbox("Greta Nyqvist", "gn@ekeby.example"))
    assert ledger(town) == [("invitation", "email", "Greta Nyqvist", 1)]
    assert line_of(town, "Greta Nyqvist").person.email == "gn@ekeby.example"


def test_address_of_somebody_else_is_not_taken(town: Storage) -> None:
    line = line_of(town, "Greta Nyqvist")
    text = SeatText(line.seat.organisation, line.seat.role)
    with pytest.raises(AddressTaken) as refused:
        change_seat(town, line.seat.id, CHAIR, text, NOW, mailbox=Mailbox("Greta", str(CHAIR.email)))
    assert refused.value.person.name == "Karin Ahlgren"


def test_seat_is_over_as_of_today(town: Storage) -> None:
    after = end_seat(town, line_of(town, "Lena Ström").seat.id, CHAIR, NOW)
    assert names(after) == [name for name in EVERYBODY if name != "Lena Ström"]
    with town.reading() as transaction:
        ends = {one.ends for one in transaction.seats.of_committee(after.asker.committee.id)}
    assert ends == {None, YESTERDAY}


def test_who_leaves_gets_a_cancellation_and_the_others_an_update(town: Storage) -> None:
    confirmed(town)
    before = ledger(town)
    end_seat(town, line_of(town, "Lena Ström").seat.id, CHAIR, NOW)
    others = [one for one in before if one[:2] != ("invitation", "email")]
    mails = [("invitation", "email", name, 1) for name in EVERYBODY]
    told = ("invitation", "slack", "Lena Ström", 0)
    assert ledger(town) == sorted([*others, *mails, told])
    with town.reading() as transaction:
        (meeting,) = transaction.meetings._where()
        withdrawn = [one for one in transaction.invitations.of_meeting(meeting.id) if not one.stands]
        people = transaction.people.named(one.person_id for one in withdrawn)
    assert (meeting.sequence, meeting.edition) == (1, 0)
    assert [one.name for one in people.values()] == ["Lena Ström"]


def test_ending_a_seat_twice_has_one_effect(town: Storage) -> None:
    confirmed(town)
    seat = line_of(town, "Lena Ström").seat
    end_seat(town, seat.id, CHAIR, NOW)
    before = ledger(town)
    end_seat(town, seat.id, CHAIR, NOW)
    assert ledger(town) == before


def test_seat_that_ends_after_the_meeting_changes_no_invitation(town: Storage) -> None:
    confirmed(town)
    before = ledger(town)
    end_seat(town, line_of(town, "Lena Ström").seat.id, CHAIR, NOW, last_day=DECEMBER.start.date())
    assert ledger(town) == before
    assert "Lena Ström" in names(seen(town))


def test_last_officer_stays(town: Storage) -> None:
    end_seat(town, line_of(town, "Karin Ahlgren").seat.id, SECRETARY, NOW)
    last = line_of(town, "Henrik Boman").seat
    with pytest.raises(LastOfficer) as refused:
        end_seat(town, last.id, SECRETARY, NOW)
    assert (refused.value.committee, refused.value.day) == ("BRÅ", TODAY)
    with pytest.raises(LastOfficer):
        change_seat(town, last.id, SECRETARY, SeatText("", Role.MEMBER), NOW)
    with pytest.raises(LastOfficer) as later:
        end_seat(town, last.id, SECRETARY, NOW, last_day=TODAY)
    assert later.value.day == TOMORROW


def test_members_do_not_change_the_roster(town: Storage) -> None:
    seat = line_of(town, "Ali Rahimi").seat
    with pytest.raises(NotAllowed):
        add_seat(town, HERE, POLICE, STRANGER, COUNTY, NOW)
    with pytest.raises(NotAllowed):
        change_seat(town, seat.id, RESCUE, COUNTY, NOW)
    with pytest.raises(NotAllowed):
        end_seat(town, seat.id, RESCUE, NOW)
    assert names(seen(town)) == EVERYBODY


def test_seat_that_is_gone(town: Storage, committee: Committee) -> None:
    with pytest.raises(Gone):
        end_seat(town, committee.id, CHAIR, NOW)  # type: ignore[arg-type]  an id that is no seat's


def test_guest_who_gets_a_seat_is_not_invited_again(town: Storage) -> None:
    meeting = confirmed(town)
    invite_guest(town, meeting.id, CHAIR, "tove@example.org", "Tove Lind", "länsstyrelsen", NOW)
    before = ledger(town)
    add_seat(town, HERE, CHAIR, Mailbox("Tove", "TOVE@example.org"), COUNTY, NOW)
    assert ledger(town) == before


def test_account_of_a_seat_by_address_is_recognised(town: Storage) -> None:
    greta = Who(Account("slack", TEAM, "U0GRETA"), "Greta Nyqvist", HOUSING.email)
    assert roster(town, HERE, greta, NOW).asker.role == Role.MEMBER

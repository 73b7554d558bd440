"""Edits close together become one mail, which says what has changed since the reader's last one; nothing is said twice."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.delivery import DeliveryKind, DeliveryState, Route
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.storage import Storage
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.committees import change_committee
from bot.usecases.deliveries import claim_batch
from bot.usecases.due import Due
from bot.usecases.facts import Change, InvitationFacts
from bot.usecases.invitations import invite_guest
from bot.usecases.owing_invitations import EDITING
from bot.usecases.people import Mailbox
from bot.usecases.roster import change_seat, end_seat, roster
from bot.usecases.seating import SeatText
from bot.usecases.told import read_told
from tests.settling import settle_failed, settle_sent
from tests.town import CHAIR, COUNCIL, DECEMBER, FEBRUARY, HERE, NOW, POLICE, confirmed

SECOND = timedelta(seconds=1)
GRETA = "Greta Nyqvist"


def mails(storage: Storage, now: datetime) -> dict[str, InvitationFacts]:
    """What each is told by mail by then; every one arrives."""
    found: dict[str, InvitationFacts] = {}
    for due in due_mails(storage, now):
        if isinstance(due.facts, InvitationFacts) and due.person:
            name = f"{due.person.name} at {due.delivery.address}" if due.delivery.address else due.person.name
            assert name not in found, f"{name} is told twice"
            found[name] = due.facts
        settle_sent(storage, due, "receipt", now)
    return found


def due_mails(storage: Storage, now: datetime) -> Iterator[Due]:
    while batch := claim_batch(storage, Route.EMAIL, "worker", now, most=100):
        yield from batch


def changes(told: dict[str, InvitationFacts]) -> set[Change]:
    return {one.change for one in told.values()}


@pytest.fixture
def meeting(town: Storage) -> Meeting:
    """Confirmed, and everybody has been told an hour ago."""
    meeting = confirmed(town, now=NOW - timedelta(hours=1))
    assert len(mails(town, NOW - timedelta(hours=1))) == 6
    return meeting


def test_first_invitations_go_at_once(town: Storage) -> None:
    confirmed(town)
    assert changes(mails(town, NOW)) == {Change.INVITED}


def test_edits_within_a_minute_are_one_mail_with_what_stands_in_the_end(
    town: Storage, meeting: Meeting
) -> None:
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)
    move_meeting(town, meeting.id, CHAIR, replace(FEBRUARY, place="Alsalen"), NOW + 30 * SECOND)
    last = move_meeting(
        town, meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW + 59 * SECOND
    ).meeting
    assert mails(town, NOW + EDITING - SECOND) == {}
    told = mails(town, NOW + EDITING)
    assert {(one.sequence, one.change, one.facts.meeting) for one in told.values()} == {
        (3, Change.CHANGED, last)
    }
    assert len(told) == 6
    assert mails(town, NOW + 10 * EDITING) == {}


def test_mail_knows_what_its_reader_was_told_before(town: Storage, meeting: Meeting) -> None:
    move_meeting(town, meeting.id, CHAIR, replace(FEBRUARY, place="Alsalen"), NOW)
    earlier = mails(town, NOW + EDITING)[GRETA].changes
    assert earlier is not None
    assert (earlier.before.start, earlier.before.place) == (meeting.start, meeting.place)
    move_meeting(town, meeting.id, CHAIR, replace(FEBRUARY, place=meeting.place), NOW + 2 * EDITING)
    earlier = mails(town, NOW + 3 * EDITING)[GRETA].changes
    assert earlier is not None
    assert (earlier.before.start, earlier.before.place) == (
        meeting.start.replace(year=2018, month=2, day=16),
        "Alsalen",
    )


def chats(storage: Storage, now: datetime) -> dict[str, InvitationFacts]:
    """What each is told or shown anew in Slack by then, the last of it."""
    found: dict[str, InvitationFacts] = {}
    while due := next(iter(claim_batch(storage, Route.SLACK, "worker", now, most=1)), None):
        if isinstance(due.facts, InvitationFacts) and due.person and due.facts.change != Change.SUPERSEDED:
            found[due.person.name] = due.facts
        settle_sent(storage, due, due.delivery.receipt or due.delivery.id, now)
    return found


def test_chat_knows_what_its_reader_was_told_before(town: Storage) -> None:
    """Also when it is drawn again, after the message before it has become a line that points to it."""
    meeting = confirmed(town)
    chats(town, NOW)
    move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW + SECOND)
    for drawn in (NOW + 2 * SECOND, NOW + 10 * SECOND):
        told = chats(town, drawn)["Lena Ström"]
        assert told.changes is not None
        assert (told.change, told.changes.before.place, told.changes.now.place) == (
            Change.CHANGED,
            meeting.place,
            "Alsalen",
        )
        answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, drawn + SECOND)


def test_chat_that_was_late_tells_the_time_its_reader_knew_as_the_earlier_one(town: Storage) -> None:
    meeting = confirmed(town)
    chats(town, NOW)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW + SECOND)
    later = replace(FEBRUARY, start=FEBRUARY.start + timedelta(days=1), end=None)
    move_meeting(town, meeting.id, CHAIR, later, NOW + 2 * SECOND)
    told = chats(town, NOW + 3 * SECOND)["Lena Ström"]
    assert told.changes is not None
    assert (told.change, told.changes.before.start) == (Change.MOVED, meeting.start)


def test_place_that_was_changed_and_changed_back_is_no_news(town: Storage, meeting: Meeting) -> None:
    move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW)
    move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, place=meeting.place), NOW + SECOND)
    assert mails(town, NOW + EDITING) == {}


def test_time_that_was_changed_and_changed_back_asks_again(town: Storage, meeting: Meeting) -> None:
    """The answers that were given do not count any more, so people must hear of it."""
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)
    move_meeting(town, meeting.id, CHAIR, DECEMBER, NOW + SECOND)
    told = mails(town, NOW + EDITING)
    again = {one.changes.nothing and one.changes.asked_again for one in told.values() if one.changes}
    assert (changes(told), again) == ({Change.CHANGED}, {True})


def test_earlier_answer_is_known_not_to_count_until_there_is_another(town: Storage, meeting: Meeting) -> None:
    chats(town, NOW)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW + SECOND)
    mails(town, NOW + 2 * EDITING)
    move_meeting(town, meeting.id, CHAIR, replace(FEBRUARY, place="Alsalen"), NOW + 2 * EDITING)
    for told in (mails(town, NOW + 4 * EDITING), chats(town, NOW + 4 * EDITING)):
        assert {name for name, one in told.items() if one.asked_anew} == {"Lena Ström"}
        assert changes(told) <= {Change.CHANGED, Change.MOVED}
    answer_invitation(town, meeting.id, POLICE, Answer.DECLINED, NOW + 5 * EDITING)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW + 6 * EDITING)
    assert not any(one.asked_anew for one in mails(town, NOW + 8 * EDITING).values())


def test_only_another_end_is_a_new_time(town: Storage, meeting: Meeting) -> None:
    move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, end=datetime(2017, 12, 15, 11)), NOW)  # noqa: DTZ001
    assert changes(mails(town, NOW + EDITING)) == {Change.MOVED}


def test_cancelling_goes_at_once_in_place_of_what_waits(town: Storage, meeting: Meeting) -> None:
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW + SECOND)
    assert changes(mails(town, NOW + SECOND)) == {Change.CANCELLED}
    assert mails(town, NOW + 10 * EDITING) == {}


def test_what_is_taken_away_is_remembered_as_it_was_told(town: Storage) -> None:
    """In chat and by mail: an answer to it is about that time."""
    meeting = confirmed(town)
    mails(town, NOW)
    chats(town, NOW)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW + SECOND)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW + 2 * SECOND)
    told = [*mails(town, NOW + 2 * SECOND).values(), *chats(town, NOW + 2 * SECOND).values()]
    assert {(one.change, one.meeting.start) for one in told} == {(Change.CANCELLED, meeting.start)}
    with town.reading() as transaction:
        rows = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION])
    last = [read_told(one.told) for one in rows if one.was_tried]
    assert {one.start for one in last if one and not one.stands} == {meeting.start}


def test_who_has_been_told_nothing_yet_does_not_wait_for_edits(town: Storage) -> None:
    meeting = confirmed(town)
    first = next(iter(claim_batch(town, Route.EMAIL, "worker", NOW, most=1)))
    settle_sent(town, first, "receipt", NOW)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)
    told = mails(town, NOW)
    assert (len(told), changes(told)) == (5, {Change.INVITED})
    assert [one.change for one in mails(town, NOW + EDITING).values()] == [Change.MOVED]


def test_removal_is_told_to_the_others_by_name_and_to_the_removed_at_once(
    town: Storage, meeting: Meeting
) -> None:
    del meeting
    leave(town, "Lena Ström")
    assert {name: one.change for name, one in mails(town, NOW).items()} == {"Lena Ström": Change.WITHDRAWN}
    told = mails(town, NOW + EDITING)
    assert ({one.changes.gone for one in told.values() if one.changes}, changes(told), len(told)) == (
        {("Lena Ström",)},
        {Change.CHANGED},
        5,
    )


def leave(storage: Storage, name: str, now: datetime = NOW) -> None:
    seats = {line.person.name: line.seat.id for line in roster(storage, HERE, CHAIR, now).lines}
    end_seat(storage, seats[name], CHAIR, now)


def test_removal_is_nobodys_business_where_attendees_are_hidden(town: Storage) -> None:
    change_committee(town, HERE, CHAIR, replace(COUNCIL, hides_attendees=True), NOW - timedelta(hours=2))
    confirmed(town, now=NOW - timedelta(hours=1))
    mails(town, NOW - timedelta(hours=1))
    leave(town, "Lena Ström")
    assert {name: one.change for name, one in mails(town, NOW + EDITING).items()} == {
        "Lena Ström": Change.WITHDRAWN
    }


@pytest.mark.parametrize(
    "setting", [{"hides_attendees": True}, {"alarm_minutes": 60}, {"name": "Trygghetsrådet"}], ids=str
)
def test_setting_that_calendars_show_is_an_update(
    town: Storage, meeting: Meeting, setting: dict[str, object]
) -> None:
    del meeting
    change_committee(town, HERE, CHAIR, replace(COUNCIL, **setting), NOW)  # type: ignore[arg-type]  # by name
    told = mails(town, NOW + EDITING)
    assert ({one.sequence for one in told.values()}, changes(told), len(told)) == ({1}, {Change.CHANGED}, 6)


@pytest.mark.parametrize(
    "setting", [{"silence_days": 14}, {"days_off": "v. 8"}, {"place": "Alsalen"}], ids=str
)
def test_setting_that_no_calendar_shows_sends_nothing(
    town: Storage, meeting: Meeting, setting: dict[str, object]
) -> None:
    del meeting
    change_committee(town, HERE, CHAIR, replace(COUNCIL, **setting), NOW)  # type: ignore[arg-type]  # by name
    assert mails(town, NOW + EDITING) == {}


def test_corrected_address_moves_the_entry_from_mailbox_to_mailbox(town: Storage, meeting: Meeting) -> None:
    readdress(town, "greta@ekebybostader.example")
    told = mails(town, NOW)
    assert {name: (one.change, one.sequence) for name, one in told.items()} == {
        "Greta Nyqvist at greta.nyqvist@ekebybostader.example": (Change.READDRESSED, 1),
        "Greta Nyqvist": (Change.INVITED, 2),
    }
    assert mails(town, NOW + EDITING) == {}
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW + EDITING)
    told = mails(town, NOW + 2 * EDITING)
    assert ({one.sequence for one in told.values()}, len(told)) == ({3}, 6)


def readdress(storage: Storage, address: str) -> None:
    seat = next(line.seat for line in roster(storage, HERE, CHAIR, NOW).lines if line.person.name == GRETA)
    text = SeatText("Ekebybostäder", Role.MEMBER)
    change_seat(storage, seat.id, CHAIR, text, NOW, mailbox=Mailbox(GRETA, address))


def test_address_corrected_twice_before_a_mail_went_there_takes_nothing_from_it(
    town: Storage, meeting: Meeting
) -> None:
    del meeting
    readdress(town, "greta@ekebybostader.exampel")
    readdress(town, "greta@ekebybostader.example")
    told = mails(town, NOW)
    assert {(name, one.change) for name, one in told.items()} == {
        ("Greta Nyqvist at greta.nyqvist@ekebybostader.example", Change.READDRESSED),
        ("Greta Nyqvist", Change.INVITED),
    }


def test_address_corrected_before_anything_was_sent_gets_the_first_invitation(town: Storage) -> None:
    confirmed(town)
    readdress(town, "greta@ekebybostader.example")
    told = mails(town, NOW)
    assert (len(told), changes(told), told[GRETA].person.email) == (
        6,
        {Change.INVITED},
        "greta@ekebybostader.example",
    )


def test_update_in_doubt_is_no_reason_to_keep_quiet(town: Storage, meeting: Meeting) -> None:
    """Nobody knows whether the mail with the other place arrived: so people hear that it is the old one."""
    move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW)
    for due in due_mails(town, NOW + EDITING):
        settle_failed(town, due, "content lost", NOW + EDITING, permanent=False, in_doubt=True)
        break
    move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, place=meeting.place), NOW + EDITING)
    told = mails(town, NOW + 10 * EDITING)
    assert (set(told) >= {due.person.name if due.person else ""}, changes(told)) == (True, {Change.CHANGED})


def test_answer_given_meanwhile_changes_nothing_that_waits(town: Storage, meeting: Meeting) -> None:
    move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW + SECOND)
    assert len(mails(town, NOW + EDITING)) == 6


def test_guest_who_comes_is_invited_and_the_others_hear_nothing(town: Storage, meeting: Meeting) -> None:
    invite_guest(town, meeting.id, CHAIR, "maj.berg@lst.example", "Maj Berg", "", NOW)
    assert {name: one.change for name, one in mails(town, NOW + EDITING).items()} == {
        "Maj Berg": Change.INVITED
    }


def test_superseded_mails_are_void(town: Storage, meeting: Meeting, committee: Committee) -> None:
    del committee
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)
    move_meeting(town, meeting.id, CHAIR, DECEMBER, NOW)
    with town.reading() as transaction:
        rows = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION])
    states = {(one.sequence, one.state) for one in rows if one.route == Route.EMAIL}
    assert states == {(0, DeliveryState.SENT), (1, DeliveryState.VOID), (2, DeliveryState.OWED)}

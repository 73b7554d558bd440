"""Answers, guests, and who got what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.committee import Role
from bot.domain.delivery import DeliveryState, Route
from bot.domain.ids import MeetingId, PersonId
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import WrongState
from bot.domain.permission import NotAllowed
from bot.storage import Storage
from bot.usecases.access import Gone, NoMeetingComing
from bot.usecases.answers import NotInvited, answer_invitation
from bot.usecases.changing import cancel_meeting, confirm_meeting
from bot.usecases.invitations import AlreadyInvited, distribution, invite_guest, send_again, uninvite_guest
from bot.usecases.people import BadAddress, Mailbox
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from tests.town import (
    CHAIR,
    HERE,
    HOUSING,
    NOW,
    POLICE,
    SECRETARY,
    STRANGER,
    confirmed,
    held,
    ledger,
    planned,
    sent_all,
)

EVERYBODY = ["Ali Rahimi", "Greta Nyqvist", "Henrik Boman", "Karin Ahlgren", "Lena Ström", "Ulf Östberg"]
CARD = ("card", "slack", "", 0)


def invite_maj(storage: Storage, meeting_id: MeetingId) -> PersonId:
    facts = invite_guest(storage, meeting_id, CHAIR, "maj.berg@lst.example", "Maj Berg", "länsstyrelsen", NOW)
    return next(guest.person_id for guest in facts.guests)


@pytest.mark.parametrize("answer", [Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED])
def test_answer_is_kept_and_shown_where_it_was_asked(town: Storage, answer: Answer) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    facts = answer_invitation(town, meeting.id, POLICE, answer, NOW)
    assert facts.own is not None
    assert (facts.own.answer, facts.own.source, facts.own.answered_at) == (answer, Source.SLACK, NOW)
    assert ledger(town) == [CARD, ("invitation", "slack", "Lena Ström", 0)]


def test_the_newest_answer_counts(town: Storage) -> None:
    meeting = confirmed(town)
    answer_invitation(town, HERE, POLICE, Answer.ACCEPTED, NOW)
    later = NOW + timedelta(minutes=1)
    facts = answer_invitation(town, HERE, POLICE, Answer.DECLINED, later, source=Source.EMAIL)
    assert facts.own is not None
    assert (facts.meeting.id, facts.own.answer, facts.own.source) == (
        meeting.id,
        Answer.DECLINED,
        Source.EMAIL,
    )


def test_the_same_answer_twice_owes_nothing(town: Storage) -> None:
    meeting = confirmed(town)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    sent_all(town, meeting.start)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    assert ledger(town) == []


def test_only_those_invited_answer(town: Storage) -> None:
    meeting = confirmed(town)
    with pytest.raises(NotInvited) as refused:
        answer_invitation(town, meeting.id, STRANGER, Answer.ACCEPTED, NOW)
    assert refused.value.meeting == meeting


def test_meeting_that_is_not_announced_or_is_over_is_not_answered(town: Storage) -> None:
    over = held(town)
    waiting = planned(town)
    for meeting in (over, waiting):
        with pytest.raises(WrongState):
            answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)


def test_cancelled_meeting_is_not_answered(town: Storage) -> None:
    meeting = confirmed(town)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    with pytest.raises(WrongState):
        answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)


def test_guest_of_a_confirmed_meeting_is_invited_at_once_by_mail(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    facts = invite_guest(town, HERE, CHAIR, " Maj.Berg@lst.example ", "Maj Berg", " länsstyrelsen ", NOW)
    (guest,) = facts.guests
    assert (facts.people[guest.person_id].email, guest.organisation) == (
        "Maj.Berg@lst.example",
        "länsstyrelsen",
    )
    assert facts.people[guest.host_id].name == "Karin Ahlgren"
    assert ledger(town) == [
        CARD,
        ("invitation", "email", "Maj Berg", 0),
        ("reminder", "email", "Maj Berg", 0),
    ]


def test_guest_of_a_planned_meeting_is_invited_when_it_is_confirmed(town: Storage) -> None:
    meeting = planned(town)
    invite_maj(town, meeting.id)
    assert ledger(town) == []
    confirm_meeting(town, meeting.id, CHAIR, NOW)
    assert ("invitation", "email", "Maj Berg", 0) in ledger(town)


def test_guest_without_a_name_goes_by_the_address(town: Storage) -> None:
    meeting = planned(town)
    facts = invite_guest(town, meeting.id, CHAIR, "maj.berg@lst.example", " ", "", NOW)
    assert [facts.people[guest.person_id].name for guest in facts.guests] == ["maj.berg@lst.example"]


@pytest.mark.parametrize("address", ["maj.berg@lst.example", str(POLICE.email), HOUSING.email.upper()])
def test_somebody_invited_is_not_invited_again(town: Storage, address: str) -> None:
    meeting = confirmed(town)
    invite_maj(town, meeting.id)
    before = ledger(town)
    with pytest.raises(AlreadyInvited):
        invite_guest(town, meeting.id, CHAIR, address, "", "", NOW)
    assert ledger(town) == before


def test_address_that_is_none_invites_nobody(town: Storage) -> None:
    meeting = confirmed(town)
    with pytest.raises(BadAddress) as refused:
        invite_guest(town, meeting.id, CHAIR, "maj.berg", "Maj", "", NOW)
    assert refused.value.given == "maj.berg"


def test_no_guests_for_a_meeting_that_is_over(town: Storage) -> None:
    with pytest.raises(WrongState):
        invite_maj(town, held(town).id)


def test_members_invite_no_guests(town: Storage) -> None:
    meeting = confirmed(town)
    with pytest.raises(NotAllowed):
        invite_guest(town, meeting.id, POLICE, "maj.berg@lst.example", "Maj", "", NOW)


def test_guest_who_is_taken_back_gets_a_cancellation(town: Storage) -> None:
    meeting = confirmed(town)
    maj = invite_maj(town, meeting.id)
    sent_all(town, meeting.start)
    facts = uninvite_guest(town, meeting.id, CHAIR, maj, NOW)
    assert (facts.guests, facts.meeting.sequence) == ((), 1)
    mails = [("invitation", "email", name, 1) for name in sorted([*EVERYBODY, "Maj Berg"])]
    assert ledger(town) == [CARD, *mails]


def test_guest_who_comes_back_is_invited_with_a_newer_sequence(town: Storage) -> None:
    meeting = confirmed(town)
    maj = invite_maj(town, meeting.id)
    uninvite_guest(town, meeting.id, CHAIR, maj, NOW)
    sent_all(town, meeting.start)
    assert invite_maj(town, meeting.id) == maj
    with town.reading() as transaction:
        invitation = transaction.invitations.of(meeting.id, maj)
        assert transaction.meetings.get(meeting.id).sequence == 2
    assert invitation is not None
    assert (invitation.stands, invitation.answer) == (True, Answer.NONE)
    assert ("invitation", "email", "Maj Berg", 2) in ledger(town)


def test_member_taken_off_as_guest_keeps_the_invitation_of_the_seat(town: Storage) -> None:
    meeting = confirmed(town)
    maj = invite_maj(town, meeting.id)
    seat = SeatText("länsstyrelsen", Role.ADJUNCT)
    add_seat(town, HERE, CHAIR, Mailbox("Maj Berg", "maj.berg@lst.example"), seat, NOW)
    before = ledger(town)
    uninvite_guest(town, meeting.id, CHAIR, maj, NOW)
    assert ledger(town) == before


def test_distribution_shows_who_got_what(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    fail(town, "Greta Nyqvist")
    found = distribution(town, HERE, SECRETARY, NOW)
    assert found.meeting == meeting
    shown = {
        one.person.name: sorted((sent.route.value, sent.state.value) for sent in one.deliveries)
        for one in found.recipients
    }
    both = [("email", "sent"), ("slack", "sent")]
    assert shown == dict.fromkeys(EVERYBODY, both) | {"Greta Nyqvist": [("email", "failed")]}
    assert [one.person.name for one in found.recipients] == EVERYBODY


def test_sending_again_owes_what_failed_and_nothing_else(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    fail(town, "Greta Nyqvist")
    fail(town, "Ali Rahimi", Route.EMAIL)
    send_again(town, meeting.id, SECRETARY, NOW)
    assert ledger(town) == [
        ("invitation", "email", "Ali Rahimi", 0),
        ("invitation", "email", "Greta Nyqvist", 0),
    ]


def test_sending_again_to_one_person(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    fail(town, "Ali Rahimi")
    greta = fail(town, "Greta Nyqvist")
    send_again(town, meeting.id, SECRETARY, NOW, only=greta)
    assert ledger(town) == [("invitation", "email", "Greta Nyqvist", 0)]


def test_distribution_is_for_officers(town: Storage) -> None:
    meeting = confirmed(town)
    with pytest.raises(NotAllowed):
        distribution(town, HERE, POLICE, NOW)
    with pytest.raises(NotAllowed):
        send_again(town, meeting.id, POLICE, NOW)


def test_nothing_to_answer_or_distribute(town: Storage) -> None:
    with pytest.raises(NoMeetingComing):
        answer_invitation(town, HERE, POLICE, Answer.ACCEPTED, NOW)
    with pytest.raises(Gone):
        distribution(town, MeetingId("gone"), CHAIR, NOW)


def fail(storage: Storage, name: str, route: Route | None = None) -> PersonId:
    """This person's invitations have failed for good."""
    with storage.transaction() as transaction:
        person = next(one for one in transaction.people._where() if one.name == name)
        for row in transaction.deliveries._where():
            if row.kind == "invitation" and row.person_id == person.id and route in {None, row.route}:
                failed = replace(row, state=DeliveryState.FAILED, error="bounced", settled_at=NOW)
                transaction.deliveries.put(failed)
    return person.id

"""Mail in chat: shown to those who decide, decided once, and everybody sees by whom."""

from datetime import timedelta

import pytest

from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.received import Asked, Participant, Received, Scheduling
from bot.usecases.changing import confirm_meeting
from bot.usecases.incoming import take_mail
from bot.usecases.roster import end_seat, roster
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.meetings import CHAIR, SECRETARY, december
from tests.usecases.mails import (
    BY_HAND,
    GRETA,
    SIV,
    bounce,
    counter,
    counting,
    delegation,
    mail,
    person_with,
    reply,
    response,
)

HERE = f"#{CHANNEL}"
LENA = "lena.strom@ekeby.example"


@pytest.fixture
def meeting(town: Town) -> Meeting:
    confirmed = confirm_meeting(town.storage, december(town).id, CHAIR, town.now).meeting
    town.settle()
    return confirmed


def comes(town: Town, one: Received) -> None:
    take_mail(town.storage, one, town.now)
    town.settle()


def answer(town: Town, meeting: Meeting, address: str) -> Answer:
    return counting(town.storage, meeting, person_with(town.storage, address))[0]


def test_answer_that_is_not_believed_is_counted_by_the_secretary(town: Town, meeting: Meeting) -> None:
    comes(town, mail(reply(meeting, attendee=GRETA), by=GRETA, vouched=False))
    town.henrik.sees("Ett mejl säger att Greta Nyqvist kommer till mötet")
    town.lena.does_not_see("Ett mejl säger")
    assert answer(town, meeting, GRETA) == Answer.NONE
    town.henrik.clicks("Räkna det", within="Ett mejl säger")
    town.henrik.sees("Räknat av Henrik Boman.")
    assert answer(town, meeting, GRETA) == Answer.ACCEPTED


def test_secretary_reads_whose_answer_cannot_be_counted(town: Town, meeting: Meeting) -> None:
    comes(town, mail(reply(meeting, attendee=GRETA), by=GRETA, vouched=False))
    lines = roster(town.storage, town.here, SECRETARY, town.now).lines
    greta = next(line.seat.id for line in lines if line.person.email == GRETA)
    end_seat(town.storage, greta, CHAIR, town.now)
    town.henrik.clicks("Räkna det", within="Ett mejl säger")
    town.henrik.sees(
        "Det här kan inte räknas som svar från Greta Nyqvist, som inte är inbjuden till mötet den tiden."
    )


def test_address_is_remembered_at_a_press(town: Town, meeting: Meeting) -> None:
    other = "greta@hemma.example"
    comes(town, mail(reply(meeting, attendee=GRETA), by=other))
    town.henrik.clicks(f"Räkna det och kom ihåg {other}", within="Ett mejl säger")
    town.henrik.sees("Räknat av Henrik Boman.")
    comes(town, mail(reply(meeting, Answer.DECLINED, attendee=GRETA, stamp=town.now), by=other))
    assert answer(town, meeting, GRETA) == Answer.DECLINED


def test_answer_from_an_unknown_address_is_given_to_its_owner(town: Town, meeting: Meeting) -> None:
    comes(town, mail(reply(meeting, attendee=SIV), by=SIV, name="Greta N"))
    town.henrik.clicks("Det är någon som är inbjuden …", within="Ett mejl säger")
    town.henrik.fills({"Vems svar är det?": "Greta Nyqvist"})
    town.henrik.submits()
    town.henrik.sees("Räknat av Henrik Boman.")
    assert answer(town, meeting, GRETA) == Answer.ACCEPTED


def test_mail_is_decided_once_and_the_other_is_told_by_whom(town: Town, meeting: Meeting) -> None:
    comes(town, mail(counter(meeting, meeting.start + timedelta(hours=1))))
    town.karin.sees("Lena Ström föreslår en annan tid")
    town.karin.clicks("Behåll tiden", within="föreslår en annan tid")
    town.karin.sees("Tiden står fast, sa Karin Ahlgren.")
    town.settle()
    town.henrik.sees("Tiden står fast, sa Karin Ahlgren.")
    assert ("Lena Ström", "counter_declined") in town.postbox.told()


def test_form_to_move_closes_when_somebody_else_has_kept_the_time(town: Town, meeting: Meeting) -> None:
    comes(town, mail(counter(meeting, meeting.start + timedelta(hours=1))))
    town.karin.clicks("Flytta till den tiden …", within="föreslår en annan tid")
    town.karin.sees("Alla tillfrågas på nytt.")
    town.henrik.clicks("Behåll tiden", within="föreslår en annan tid")
    town.karin.submits()
    town.karin.sees("Henrik Boman har redan tagit hand om det: ingenting gjordes två gånger.")
    town.karin.sees("Tiden står fast, sa Henrik Boman.")
    town.karin.does_not_see("Flytta det")
    town.karin.does_not_see("Alla tillfrågas på nytt.")


def test_proposed_time_is_moved_to_after_its_consequences_were_shown(town: Town, meeting: Meeting) -> None:
    comes(town, mail(counter(meeting, meeting.start + timedelta(hours=1))))
    town.karin.clicks("Flytta till den tiden …", within="föreslår en annan tid")
    town.karin.sees("Alla tillfrågas på nytt.")
    town.karin.submits()
    town.karin.sees("Mötet flyttades till den tiden av Karin Ahlgren.")
    with town.storage.reading() as transaction:
        assert transaction.meetings.get(meeting.id).start == meeting.start + timedelta(hours=1)


def test_whoever_is_sent_instead_is_invited_at_a_press(town: Town, meeting: Meeting) -> None:
    comes(town, mail(delegation(meeting)))
    assert answer(town, meeting, LENA) == Answer.DECLINED
    town.karin.clicks("Bjud in Siv Dahl som gäst", within="skickar Siv Dahl")
    town.karin.sees("Inbjuden som gäst av Karin Ahlgren.")
    town.settle()
    assert ("Siv Dahl", "invitation") in town.postbox.told()


@pytest.mark.usefixtures("meeting")
def test_mail_by_hand_is_read_by_the_secretary(town: Town) -> None:
    comes(town, mail(BY_HAND, by=GRETA, name="Greta"))
    town.henrik.sees("Greta Nyqvist har skrivit ett mejl.")
    town.henrik.clicks("Lägg åt sidan", within="har skrivit ett mejl")
    town.henrik.sees("Lagt åt sidan av Henrik Boman.")


@pytest.mark.usefixtures("meeting")
def test_mail_that_came_back_is_sent_again(town: Town) -> None:
    (letter,) = [one for one in town.postbox.letters if one.person and one.person.email == GRETA]
    report = bounce(f"<{letter.delivery.id}@ekeby.example>", address=GRETA)
    comes(town, mail(report, by="mailer-daemon@bostader.example", vouched=False))
    town.karin.sees("Ett mejl till Greta Nyqvist kom tillbaka")
    before = town.postbox.told().count(("Greta Nyqvist", "invitation"))
    town.henrik.clicks("Skicka igen", within="kom tillbaka")
    town.settle()
    town.karin.sees("Skickat igen av Henrik Boman.")
    assert town.postbox.told().count(("Greta Nyqvist", "invitation")) == before + 1


@pytest.mark.usefixtures("meeting")
def test_bounce_of_a_guest_leads_to_the_guests_and_their_addresses(town: Town) -> None:
    town.karin.command("/meeting invite maria.ek@lansstyrelsen.example Maria Ek", HERE)
    town.settle()
    letter = town.postbox.letters[-1]
    report = bounce(f"<{letter.delivery.id}@ekeby.example>", address="maria.ek@lansstyrelsen.example")
    comes(town, mail(report, by="mailer-daemon@lansstyrelsen.example", vouched=False))
    town.karin.sees("Ett mejl till Maria Ek kom tillbaka")
    town.karin.clicks("Gäster", within="kom tillbaka")
    town.karin.sees("Maria Ek, maria.ek@lansstyrelsen.example")


def test_refused_move_is_explained_where_it_was_asked_for(town: Town, meeting: Meeting) -> None:
    long_ago = Scheduling(
        Asked.COUNTER,
        (response(meeting, Participant(LENA, "", Answer.TENTATIVE), start=town.now - timedelta(days=1)),),
    )
    comes(town, mail(long_ago))
    town.karin.sees("Den tiden har redan passerat.")
    town.karin.does_not_see("Flytta till den tiden …")

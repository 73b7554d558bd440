"""Answers by e-mail and link in chat: seen by chair and secretary, taken back, restored, commented on."""

from datetime import timedelta

import pytest

from bot.domain.ids import PersonId
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import Meeting
from bot.domain.topic import TopicText
from bot.usecases.answer_history import answers_of
from bot.usecases.answers import Spoken, answer_as
from bot.usecases.changing import confirm_meeting
from bot.usecases.topics import accept_topic, propose_topic
from tests.at_work import CHANNEL, Town, who
from tests.handlers.slack.meetings import CHAIR, december
from tests.town import HOUSING, POLICE, RESCUE

HERE = f"#{CHANNEL}"
INVITATION = "Inbjudan: Brottsförebyggande rådet"
LIVE = "Svar via e-post och länk: Brottsförebyggande rådet"


@pytest.fixture
def meeting(town: Town) -> Meeting:
    """Friday 15 December 2017, 10-12, everybody invited and the invitations delivered."""
    confirmed = confirm_meeting(town.storage, december(town).id, CHAIR, town.now).meeting
    town.settle()
    return confirmed


def person(town: Town, address: str | None) -> PersonId:
    with town.storage.reading() as transaction:
        found = transaction.people.with_email(address or "")
    assert found is not None
    return found.id


def from_outside(town: Town, meeting: Meeting, address: str | None, spoken: Spoken) -> None:
    answer_as(town.storage, meeting.id, person(town, address), spoken, town.now)
    town.settle()


def counting(town: Town, meeting: Meeting, address: str | None) -> tuple[Answer, str]:
    with town.storage.reading() as transaction:
        invitation = transaction.invitations.of(meeting.id, person(town, address))
    assert invitation is not None
    return invitation.answer, invitation.comment


def test_answer_by_link_is_seen_taken_back_and_restored(town: Town, meeting: Meeting) -> None:
    from_outside(town, meeting, HOUSING.email, Spoken(Answer.DECLINED, Source.LINK, "På kurs"))
    town.henrik.sees("På kurs")
    town.karin.clicks("Ångra", within=LIVE)
    town.karin.sees("struket av Karin Ahlgren; nu: Har inte svarat")
    assert counting(town, meeting, HOUSING.email) == (Answer.NONE, "")
    town.settle()
    town.henrik.clicks("Återställ", within=LIVE)
    town.henrik.sees("Ångra")
    town.settle()
    town.karin.sees("På kurs")
    assert counting(town, meeting, HOUSING.email) == (Answer.DECLINED, "På kurs")
    town.lena.does_not_see("På kurs")


def test_officers_have_one_message_for_all_answers(town: Town, meeting: Meeting) -> None:
    from_outside(town, meeting, HOUSING.email, Spoken(Answer.DECLINED, Source.LINK))
    from_outside(town, meeting, RESCUE.email, Spoken(Answer.ACCEPTED, Source.EMAIL))
    messages = [one for one in town.henrik.messages() if LIVE in one.text]
    assert len(messages) == 1
    assert "Ali Rahimi" in str(messages[0].blocks)
    assert "Greta Nyqvist" in str(messages[0].blocks)


def test_all_answers_and_those_of_one_are_a_press_away(town: Town, meeting: Meeting) -> None:
    from_outside(town, meeting, HOUSING.email, Spoken(Answer.DECLINED, Source.LINK))
    town.sandbox.clock.advance(60)
    from_outside(town, meeting, HOUSING.email, Spoken(Answer.ACCEPTED, Source.LINK, "Ändå"))
    town.ali.clicks("Kanske", within="Bekräftat")
    town.ali.sees("Du har svarat kanske.")
    town.karin.clicks("Alla svar", within=LIVE)
    town.karin.sees("1–2 av 2")
    town.karin.chooses("Alla svar från …", "Greta Nyqvist", within="1–2 av 2")
    town.karin.sees("har svarat på nytt; nu: Kommer")
    assert len(answers_of(town.storage, meeting.id, person(town, HOUSING.email), CHAIR, town.now).lines) == 2


def test_who_got_what_says_what_was_answered_and_how(town: Town, meeting: Meeting) -> None:
    from_outside(town, meeting, HOUSING.email, Spoken(Answer.ACCEPTED, Source.EMAIL))
    town.henrik.command("/meeting invite", HERE)
    town.henrik.sees("✓ Greta Nyqvist – e-post · Kommer, via e-post, ons 11 okt. 2017")
    town.henrik.clicks("Alla svar", within="✓ Greta Nyqvist")
    town.henrik.sees("1–1 av 1")


def test_who_lost_an_answer_reads_so_in_their_invitation(town: Town, meeting: Meeting) -> None:
    from_outside(town, meeting, POLICE.email, Spoken(Answer.DECLINED, Source.EMAIL))
    town.lena.sees("Via e-post, ons 11 okt. 2017")
    town.karin.clicks("Ångra", within=LIVE)
    town.settle()
    town.lena.sees("Karin Ahlgren har strukit ditt svar")
    town.lena.clicks("Tacka ja", within=INVITATION)
    town.lena.sees("Du har tackat ja.")


def test_comment_is_added_where_the_answer_stands(town: Town, meeting: Meeting) -> None:
    town.lena.clicks("Tacka ja", within=INVITATION)
    town.lena.clicks("Lägg till en kommentar …", within=INVITATION)
    town.lena.submits({"Kommentar": "Kommer\n10 minuter *sent*"})
    town.lena.sees("Din kommentar: Kommer 10 minuter")
    assert counting(town, meeting, POLICE.email) == (Answer.ACCEPTED, "Kommer 10 minuter *sent*")
    town.karin.command("/nextmeeting", HERE)
    town.karin.sees("Lena Ström: Kommer 10 minuter")
    town.ali.command("/nextmeeting", HERE)
    town.ali.sees("om 65 dagar")
    town.ali.does_not_see("10 minuter")


def test_comment_after_answering_on_the_card_is_said_back(town: Town, meeting: Meeting) -> None:
    town.ali.clicks("Kanske", within="Bekräftat")
    town.ali.clicks("Lägg till en kommentar …", within="Du har svarat kanske.")
    town.ali.submits({"Kommentar": "Om tåget går"})
    town.ali.sees("Din kommentar: Om tåget går")
    assert counting(town, meeting, RESCUE.email) == (Answer.TENTATIVE, "Om tåget går")


def test_invitation_follows_the_agenda(town: Town, meeting: Meeting) -> None:
    topic = propose_topic(town.storage, town.here, who(RESCUE), TopicText("Brandskydd"), town.now).topic
    accept_topic(town.storage, topic.id, CHAIR, town.now)
    town.settle()
    within_a_minute = town.lena.sees(INVITATION)
    assert "Brandskydd" not in str(within_a_minute.blocks)
    town.settle(timedelta(minutes=1))
    assert "1. Brandskydd" in str(town.lena.sees(INVITATION).blocks)
    assert meeting.edition == 0

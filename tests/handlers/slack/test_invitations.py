"""Answers from wherever they are given, guests, and who got what."""

import pytest

from bot.domain.errors import KallelseError
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.handlers.slack.acts.invitations import read_guest
from bot.usecases.changing import cancel_meeting, confirm_meeting
from bot.usecases.invitations import distribution
from bot.usecases.people import BadAddress
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.meetings import CHAIR, SECRETARY, december

HERE = f"#{CHANNEL}"
INVITATION = "Inbjudan: Brottsförebyggande rådet"
GRETA = "greta.nyqvist@ekebybostader.example"


@pytest.fixture
def meeting(town: Town) -> Meeting:
    """Friday 15 December 2017, 10-12, everybody invited and the invitations delivered."""
    confirmed = confirm_meeting(town.storage, december(town).id, CHAIR, town.now).meeting
    town.settle()
    return confirmed


def answers(town: Town, meeting: Meeting) -> dict[str, Answer]:
    """Who has answered what; those who have not are left out."""
    found = distribution(town.storage, meeting.id, SECRETARY, town.now).recipients
    return {
        one.person.name.split()[0]: one.invitation.answer
        for one in found
        if one.invitation.answer != Answer.NONE
    }


# Answers


def test_answer_in_the_invitation_shows_there_at_once(town: Town, meeting: Meeting) -> None:
    town.lena.clicks("Tacka ja", within=INVITATION)
    town.lena.sees("Du har tackat ja.")
    assert answers(town, meeting) == {"Lena": Answer.ACCEPTED}
    assert [one.text for one in town.lena.messages() if one.ephemeral_to] == []


def test_answer_on_the_card_is_said_to_the_person_alone(town: Town, meeting: Meeting) -> None:
    town.ali.clicks("Kanske", within="Bekräftat")
    town.ali.sees("Du har svarat kanske. Fredag 15 december 2017 kl. 10.00–12.00 Brottsförebyggande rådet")
    town.lena.does_not_see("Du har svarat kanske.")
    assert answers(town, meeting) == {"Ali": Answer.TENTATIVE}


def test_answer_below_next_meeting_redraws_it(town: Town, meeting: Meeting) -> None:
    town.ulf.command("/nextmeeting", HERE)
    town.ulf.clicks("Decline", within="in 65 days")
    drawn = town.ulf.sees("1 declined · 5 have not answered")
    assert "in 65 days" in str(drawn.blocks)
    assert answers(town, meeting) == {"Ulf": Answer.DECLINED}


def test_the_newest_answer_counts_and_the_invitation_follows(town: Town, meeting: Meeting) -> None:
    town.lena.clicks("Tacka ja", within=INVITATION)
    town.lena.sees("Du har tackat ja.")
    town.lena.clicks("Tacka nej", within="Bekräftat")
    town.lena.sees("Du har tackat nej. Fredag")
    town.settle()
    town.lena.sees("Du har tackat nej.")
    assert answers(town, meeting) == {"Lena": Answer.DECLINED}


def test_two_clicks_are_one_answer(town: Town, meeting: Meeting) -> None:
    for _ in range(2):
        town.lena.clicks("Tacka ja", within=INVITATION)
        town.lena.sees("Du har tackat ja.")
    town.settle()
    town.karin.sees("1 kommer · 5 har inte svarat")
    assert answers(town, meeting) == {"Lena": Answer.ACCEPTED}


def test_somebody_who_is_not_invited_cannot_answer(town: Town, meeting: Meeting) -> None:
    town.tove.clicks("Tacka ja", within="Bekräftat")
    town.tove.sees("Du är inte inbjuden till mötet fredag 15 december 2017 kl. 10.00–12.00.")
    assert answers(town, meeting) == {}


def test_answer_to_a_cancelled_meeting_is_refused(town: Town, meeting: Meeting) -> None:
    before = town.lena.sees(INVITATION)
    cancel_meeting(town.storage, meeting.id, CHAIR, "", town.now)
    town.settle()
    town.sandbox.workspace.messages.keep(before)  # type: ignore[arg-type]  # still on the screen of a slow phone
    town.lena.clicks("Tacka ja", within=INVITATION)
    town.lena.sees("är inställt.")
    assert answers(town, meeting) == {}


def test_reminder_goes_to_those_who_have_not_answered_and_takes_their_answer(
    town: Town, meeting: Meeting
) -> None:
    town.lena.clicks("Tacka ja", within=INVITATION)
    town.lena.sees("Du har tackat ja.")
    town.move_clock_to(meeting.start.replace(day=12, minute=1))
    town.settle()
    town.lena.does_not_see("Kommer du?")
    town.ali.clicks("Kanske", within="Kommer du?")
    town.ali.sees("Du har svarat kanske.")
    assert answers(town, meeting) == {"Lena": Answer.ACCEPTED, "Ali": Answer.TENTATIVE}


# Guests


@pytest.mark.usefixtures("meeting")
def test_guest_is_invited_by_mail(town: Town) -> None:
    town.karin.command('/meeting invite maria.ek@lansstyrelsen.example "Maria Ek, Länsstyrelsen"', HERE)
    town.karin.sees("Maria Ek är gäst vid mötet fredag 15 december 2017 kl. 10.00–12.00.")
    town.karin.sees("Maria Ek, Länsstyrelsen")
    town.settle()
    assert town.postbox.told()[6:] == [("Maria Ek", "invitation")]


def test_guest_of_a_planned_meeting_is_invited_when_it_is_confirmed(town: Town) -> None:
    december(town)
    town.karin.command("/meeting invite maria.ek@lansstyrelsen.example Maria Ek", HERE)
    town.karin.sees("Inbjudan skickas med e-post när mötet bekräftas.")
    town.settle()
    assert town.postbox.told() == []
    town.karin.command("/meeting confirm", HERE)
    town.karin.sees("Inbjudningar är på väg till 7 personer")


@pytest.mark.usefixtures("meeting")
def test_guest_is_invited_by_form_and_taken_back(town: Town) -> None:
    town.karin.clicks("Gäster och vem som har fått vad", within="Bekräftat")
    town.karin.clicks("Bjud in en gäst")
    town.karin.submits({"E-postadress": "maria.ek@lansstyrelsen.example", "Namn": "Maria Ek"})
    town.karin.sees("Maria Ek är gäst vid mötet")
    town.settle()
    town.karin.clicks("Ta tillbaka")
    town.karin.sees("Maria Ek är inte längre inbjuden till mötet fredag 15 december 2017")
    town.settle()
    assert [told for told in town.postbox.told() if told[0] == "Maria Ek"] == [("Maria Ek", "invitation")] * 2


@pytest.mark.usefixtures("meeting")
def test_guest_who_is_invited_already_is_not_invited_twice(town: Town) -> None:
    for _ in range(2):
        town.karin.command("/meeting invite maria.ek@lansstyrelsen.example Maria Ek", HERE)
        town.karin.sees("Maria Ek är gäst vid mötet")
    town.karin.sees("Maria Ek är redan inbjuden till det här mötet.")


@pytest.mark.usefixtures("meeting")
def test_guest_without_an_address_is_refused_with_an_example(town: Town) -> None:
    town.karin.command("/meeting invite Maria Ek", HERE)
    town.karin.sees("”Maria” är ingen e-postadress. Skriv den så här: namn@example.org")


@pytest.mark.usefixtures("meeting")
def test_member_may_not_invite(town: Town) -> None:
    town.lena.command("/meeting invite maria.ek@lansstyrelsen.example Maria Ek", HERE)
    town.lena.sees("Det här är för ordförande och sekreterare i BRÅ")


TYPED = {
    'anna@example.org "Anna Berg, County board"': ("anna@example.org", "Anna Berg", "County board"),
    "anna@example.org “Anna Berg, County board”": ("anna@example.org", "Anna Berg", "County board"),
    "anna@example.org ”Anna Berg”": ("anna@example.org", "Anna Berg", ""),
    "<mailto:anna@example.org|anna@example.org> Anna Berg": ("anna@example.org", "Anna Berg", ""),
    "<mailto:anna@example.org> Anna Berg, Länsstyrelsen i Kronoberg, enhet 2": (
        "anna@example.org",
        "Anna Berg",
        "Länsstyrelsen i Kronoberg, enhet 2",
    ),
    "Anna Berg <anna@example.org>": ("anna@example.org", "Anna Berg", ""),
    "anna@example.org": ("anna@example.org", "", ""),
    "anna@example.org, Anna": ("anna@example.org", "Anna", ""),
}


@pytest.mark.parametrize(("typed", "guest"), TYPED.items(), ids=TYPED)
def test_guest_is_read_however_slack_brings_the_address(typed: str, guest: tuple[str, str, str]) -> None:
    assert read_guest(typed) == guest


def test_guest_without_an_address_is_an_error_that_names_what_was_typed() -> None:
    with pytest.raises(KallelseError) as refused:
        read_guest("Anna Berg")
    assert isinstance(refused.value, BadAddress)
    assert refused.value.given == "Anna"


# Who got what


def test_distribution_says_what_failed_and_sends_it_again(town: Town) -> None:
    town.postbox.refuses.add(GRETA)
    confirm_meeting(town.storage, december(town).id, CHAIR, town.now)
    town.settle()
    town.henrik.command("/meeting invite", HERE)
    town.henrik.sees("5 av 6 levererade · 1 misslyckades")
    town.henrik.sees("✗ Greta Nyqvist – e-post: e-postservern känner inte till adressen")
    town.postbox.refuses.clear()
    town.henrik.clicks("Skicka igen")
    town.henrik.sees("5 av 6 levererade · 1 på väg")
    town.settle()
    town.henrik.clicks("Titta igen")
    town.henrik.sees("6 av 6 levererade")
    assert [told for told in town.postbox.told() if told[0] == "Greta Nyqvist"] == [
        ("Greta Nyqvist", "invitation")
    ]


def test_distribution_of_a_planned_meeting_says_that_nothing_was_sent(town: Town) -> None:
    december(town)
    town.henrik.command("/meeting invite", HERE)
    town.henrik.sees("Inget har skickats ännu")


@pytest.mark.usefixtures("meeting")
def test_distribution_is_for_officers(town: Town) -> None:
    town.lena.command("/meeting invite", HERE)
    town.lena.sees("Det här är för ordförande och sekreterare i BRÅ")

"""A poll by mail: the question with its link, one reminder, and that it was withdrawn."""

from datetime import datetime

import pytest

from bot.domain.committee import Role
from bot.domain.poll import Needs
from bot.storage import Storage
from bot.usecases.polls import keep_open, pick_time, vote, withdraw_poll
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from tests.mail.test_proposal_mail import mails
from tests.town import CHAIR, HOUSING, NOW, SECRETARY, council
from tests.usecases.silences import DEADLINE, REMINDER
from tests.usecases.voting import LATER, asked, everybody_votes, votes


def test_question_has_every_time_the_deadline_and_a_link(storage: Storage) -> None:
    council(storage)
    asked(storage)
    ((subject, text),) = mails(storage, NOW)
    assert subject == "Vilka av de här tiderna passar dig: Brottsförebyggande rådet"
    for told in (
        "Tid 1: tisdag 14 november 2017 kl. 10.00–12.00",
        "Tid 3: torsdag 16 november 2017 kl. 10.00–12.00",
        "Svara senast: onsdag 18 oktober 2017 kl. 18.00",
        "Svara på en egen sida; du kan ändra dig fram till dess.",
        "https://kallelse.ekeby.example/answer/",
    ):
        assert told in " ".join(text.split())


def test_without_a_public_address_the_mail_says_whom_to_write_to(storage: Storage) -> None:
    council(storage)
    asked(storage)
    ((_, text),) = mails(storage, NOW, None)
    assert "Skriv till Henrik Boman för att svara." in " ".join(text.split())
    assert "http" not in text


def test_silent_member_is_reminded_once(storage: Storage) -> None:
    council(storage)
    asked(storage)
    mails(storage, NOW)
    ((subject, text),) = mails(storage, REMINDER)
    assert subject == "Du har inte hört av dig ännu: Brottsförebyggande rådet"
    assert "/answer/" in text
    assert mails(storage, DEADLINE) == []


@pytest.mark.parametrize("day", [16, 20], ids=["sooner", "later"])
def test_another_deadline_is_told_to_the_silent_with_a_subject_that_says_so(
    storage: Storage, day: int
) -> None:
    council(storage)
    facts = asked(storage)
    mails(storage, NOW)
    for _ in range(2):  # saved twice, it is the same deadline
        keep_open(storage, facts.poll.id, CHAIR, datetime(2017, 10, day, 12, 0), LATER)  # noqa: DTZ001
    ((subject, text),) = mails(storage, LATER)
    assert subject == "Ny sista svarstid – vilka av de här tiderna passar dig: Brottsförebyggande rådet"
    assert f"{day} oktober 2017 kl. 12.00" in text


def test_who_has_answered_is_not_asked_anew_when_the_deadline_changes(storage: Storage) -> None:
    council(storage)
    facts = asked(storage)
    mails(storage, NOW)
    everybody_votes(storage, facts)
    keep_open(storage, facts.poll.id, CHAIR, datetime(2017, 10, 20, 12, 0), LATER)  # noqa: DTZ001
    assert mails(storage, LATER) == []


def test_who_has_answered_is_not_reminded(storage: Storage) -> None:
    council(storage)
    facts = asked(storage)
    mails(storage, NOW)
    everybody_votes(storage, facts)
    assert mails(storage, REMINDER) == []


def test_officer_without_an_account_hears_how_it_stands_and_who_can_pick(storage: Storage) -> None:
    committee = council(storage)
    add_seat(storage, committee.id, SECRETARY, HOUSING, SeatText("Ekebybostäder", Role.SECRETARY), NOW)
    facts = asked(storage, needs=Needs(quorum=4))
    vote(storage, facts.poll.id, CHAIR, votes(facts, "ny?"), LATER)
    mails(storage, REMINDER)
    ((subject, text),) = mails(storage, DEADLINE)
    assert subject == "Välj en tid: Brottsförebyggande rådet"
    told = " ".join(text.split())
    assert "Svarstiden är ute. Den tid som passar bäst står först." in told
    assert "Plats 1: onsdag 15 november 2017 kl. 10.00–12.00" in told
    assert "1 ja, 0 om det behövs, 0 nej och 5 har inte svarat. Någon som måste kunna komma kan inte" in told
    assert (
        "Tiden väljs i Slack: /meeting poll. De här kan göra det där: Henrik Boman och Karin Ahlgren." in told
    )
    assert mails(storage, DEADLINE) == []


def test_withdrawal_is_told_and_a_pick_comes_as_an_invitation(storage: Storage) -> None:
    council(storage)
    withdrawn, picked = asked(storage), asked(storage)
    mails(storage, NOW)
    withdraw_poll(storage, withdrawn.poll.id, SECRETARY, LATER)
    pick_time(storage, picked.poll.id, picked.alternatives[0].id, CHAIR, LATER)
    ((subject, text),) = mails(storage, LATER)
    assert subject == "Omröstningen återkallad: Brottsförebyggande rådet"
    assert "Du behöver inte svara längre: tiderna det gällde är fria igen." in " ".join(text.split())

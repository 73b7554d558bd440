"""A council answers by mail: the bot runs as a process and reads its mailbox, people sit at their mail programs."""

from datetime import datetime
from typing import Any

import pytest

from bot.sandbox.correspondent import Correspondent, Honesty
from bot.sandbox.onlooker import NotSeenError
from tests.at_work import faults_of_ours
from tests.scenarios.bot_process import BotProcess
from tests.scenarios.council import CHAIR, LANDLORD, POLICE, RESCUE, SCHOOLS, SECRETARY, WELFARE, Member
from tests.scenarios.story import STOCKHOLM, Town

ATTEMPTS = 10
WHEN = "fredag 15 december 2017 kl. 10.00–12.00"


def at_mail(town: Town, member: Member) -> tuple[Correspondent, dict[str, Any]]:
    """Somebody at their mail program, with the invitation before them."""
    person = town.sandbox.correspondent(member.email)
    (invitation,) = person.mails("Inbjudan")
    return person, invitation


@pytest.mark.parametrize("transport", ["socket"])
def test_answers_by_mail_from_every_kind_of_writer(town: Town, bot: BotProcess) -> None:
    town.says(SECRETARY, "/meeting new 2017-12-15 10:00-12:00")
    town.person(SECRETARY).sees("Planerat för Brottsförebyggande rådet")
    town.says(SECRETARY, "/meeting confirm")
    for member in (POLICE, RESCUE, WELFARE, LANDLORD, SCHOOLS):
        at_mail(town, member)

    # One that our server vouches for counts, and nobody is bothered.
    person, invitation = at_mail(town, POLICE)
    person.answers(invitation, "accepted", "Jag tar med bullar")
    town.says(SECRETARY, "/nextmeeting")
    wait_for(town, "1 kommer")

    # A forger changes nothing, and the secretary sees what is missing.
    person, invitation = at_mail(town, RESCUE)
    person.answers(invitation, "declined", honesty=Honesty.FORGED)
    town.person(SECRETARY).sees(f"Ett mejl säger att {RESCUE.name} inte kommer till mötet {WHEN}.")
    town.person(SECRETARY).sees("Vår e-postserver går inte i god för avsändaren.")
    town.person(SECRETARY).clicks("Lägg åt sidan", within=RESCUE.name)
    town.person(SECRETARY).sees("Lagt åt sidan av Sven Bergkvist.")

    # Another time is a question to the chair, who keeps the time; the proposer's calendar hears of it.
    person, invitation = at_mail(town, WELFARE)
    person.proposes(invitation, datetime(2017, 12, 15, 13, 0, tzinfo=STOCKHOLM), "Går det efter lunch?")
    town.person(CHAIR).sees(f"{WELFARE.name} föreslår en annan tid för mötet {WHEN}.")
    town.person(CHAIR).sees("Fredag 15 december 2017 kl. 13.00–15.00")
    town.person(CHAIR).clicks("Behåll tiden", within="föreslår en annan tid")
    person.mails("Tiden står fast")

    # Somebody who writes in words is read by the secretary.
    person, invitation = at_mail(town, LANDLORD)
    person.replies(invitation, "Jag kan tyvärr inte komma.")
    town.person(SECRETARY).sees(f"{LANDLORD.name} har skrivit ett mejl om mötet {WHEN}.")
    town.person(SECRETARY).clicks("Personen kommer inte", within="har skrivit ett mejl om mötet")
    town.person(SECRETARY).sees("Räknat av Sven Bergkvist.")

    # Whoever is away is left in peace; an address that is gone is told of.
    town.sandbox.correspondent(LANDLORD.email).is_away()
    town.sandbox.correspondent(SCHOOLS.email).bounces()
    town.says(SECRETARY, "/meeting move 2017-12-15 12:00-14:00")
    town.person(SECRETARY).clicks("Flytta det")
    town.person(CHAIR).sees("Fredag 15 december 2017 kl. 12.00–14.00")
    town.sandbox.clock.advance(120)  # mails about a change wait a minute for the next one
    town.person(CHAIR).sees(f"Ett mejl till {SCHOOLS.name} kom tillbaka")
    town.person(SECRETARY).does_not_see("Jag är inte på plats")

    assert faults_of_ours(town.sandbox) == []
    assert bot.stop() == 0


def wait_for(town: Town, words: str) -> None:
    """The answer below a command stands as it was: it is asked for again until it says so."""
    for _ in range(ATTEMPTS - 1):
        try:
            town.person(SECRETARY).sees(words, timeout=1.0)
        except NotSeenError:
            town.says(SECRETARY, "/nextmeeting")
        else:
            return
    town.person(SECRETARY).sees(words)

"""The whole story over both transports and on both databases."""

from collections import Counter

import pytest

from tests.at_work import faults_of_ours
from tests.scenarios.bot_process import BotProcess
from tests.scenarios.council import GUEST, MEMBERS, OFFICER, PLACE, POLICE, TECHNICAL
from tests.scenarios.mails import invitations
from tests.scenarios.story import ACTION, EXTENSION, STANDING, STORY, TOPICS, Town

FIRST, SECOND = "20171011T140000", "20171215T100000"


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_a_meeting_from_its_date_to_the_next_agenda(town: Town, bot: BotProcess) -> None:
    for step in STORY:
        step.do(town)
        step.seen(town)
    check_next_meeting_in_swedish(town)
    check_next_meeting_in_english(town)
    check_summary(town)
    check_mails(town)
    assert faults_of_ours(town.sandbox) == []
    assert bot.stop() == 0


def check_next_meeting_in_swedish(town: Town) -> None:
    town.says(TECHNICAL, "/nextmeeting")
    answer = town.person(TECHNICAL).sees("Fredag 15 december 2017 kl. 10.00–12.00 · om 65 dagar")
    words = town.words_of(answer)
    assert PLACE in words
    assert f"1. {STANDING}" in words
    for number, title in enumerate(TOPICS, start=2):
        assert title in words, number
    assert f"Ev. {TOPICS[4]}" in words
    assert POLICE.name not in words  # names of those who have answered are for chair and secretary


def check_next_meeting_in_english(town: Town) -> None:
    town.says(OFFICER, "/nextmeeting")
    words = town.words_of(town.person(OFFICER).sees("Friday 15 December 2017, 10:00–12:00 · in 65 days"))
    assert f"Tentative: {TOPICS[4]}" in words


def check_summary(town: Town) -> None:
    summary = town.words_of(
        town.person(TECHNICAL).sees("Beslut i Brottsförebyggande rådet, onsdag 11 oktober 2017")
    )
    assert "2017:1" in summary
    assert EXTENSION in summary
    assert f"{STANDING} (på förslag av {POLICE.name})" in summary
    assert f"{ACTION} – {POLICE.name}, senast fre 15 dec. 2017" in summary


def check_mails(town: Town) -> None:
    """Each of the members has both meetings in their mailbox, once; the guest has the one they were invited to."""
    town.settle()
    wanted = [(member.email, start) for member in MEMBERS for start in (FIRST, SECOND)] + [
        (GUEST.email, FIRST)
    ]
    assert Counter((one.to, one.start) for one in invitations(town)) == Counter(wanted)
    assert {(one.method, one.sequence) for one in invitations(town)} == {("REQUEST", "0")}

"""A channel that two committees share: commands take a short name, and what cannot take one asks."""

from dataclasses import replace

import pytest

from bot.domain.committee import Committee
from bot.usecases.changing import confirm_meeting
from bot.usecases.committees import set_up_committee
from bot.usecases.under_way import start_meeting
from tests import town as names
from tests.at_work import CHANNEL, TEAM_ID, Town
from tests.handlers.slack.meetings import SECRETARY, begun, planned_today


@pytest.fixture
def safety(town: Town) -> Committee:
    """A second committee in the channel, which only Henrik sits in, with a meeting under way beside the council's."""
    text = replace(names.COUNCIL, name="Skyddskommittén", short_name="SKYDD")
    roster = set_up_committee(town.storage, TEAM_ID, names.CHANNEL, SECRETARY, text, town.now)
    meeting = planned_today(town, "BRÅ")
    second = planned_today(town, "SKYDD")
    confirm_meeting(town.storage, second.id, SECRETARY, town.now)
    begun(town, meeting)
    start_meeting(town.storage, second.id, SECRETARY, town.now)
    return roster.asker.committee


def test_propose_form_asks_which(town: Town, safety: Committee) -> None:
    town.henrik.command("/propose", CHANNEL)
    town.henrik.submits({"Råd": safety.name, "Rubrik": "Skyddsronden"})
    town.henrik.sees("Föreslaget till nästa möte")
    town.henrik.command("/agenda SKYDD", CHANNEL)
    town.henrik.sees("Skyddsronden")


def test_propose_form_of_somebody_with_one_seat_does_not_ask(town: Town, safety: Committee) -> None:
    town.lena.command("/propose", CHANNEL)
    town.lena.submits({"Rubrik": "Belysningen"})
    town.lena.sees("Föreslaget till nästa möte")
    town.lena.command(f"/agenda {safety.short_name}", CHANNEL)
    town.lena.sees("Dagordningen är tom än så länge.")


def test_agenda_shows_both_and_opens_each(town: Town, safety: Committee) -> None:
    town.henrik.command("/agenda", CHANNEL)
    town.henrik.sees("Brottsförebyggande rådet")
    town.henrik.clicks("Visa dagordningen", within=safety.name)
    town.henrik.sees("Dagordning:")


def test_decision_shortcut_asks_which_and_keeps_the_text(town: Town, safety: Committee) -> None:
    said = town.lena.types("Ronden går i november.", CHANNEL)
    town.henrik.shortcut("Record as decision", said)
    town.henrik.submits({"Råd": safety.short_name})
    town.henrik.submits({"På förslag av": "Lena Ström"})
    town.henrik.sees("Beslut 2017:1")
    town.henrik.sees("meddelandet det kommer från")
    town.henrik.command(f"/decisions {safety.short_name}", CHANNEL)
    town.henrik.sees("2017:1 Ronden går i november.")


def test_action_shortcut_asks_which_and_keeps_the_text(town: Town, safety: Committee) -> None:
    said = town.lena.types("Boka ronden", CHANNEL)
    town.henrik.shortcut("Record as action", said)
    town.henrik.submits({"Råd": safety.short_name})
    town.henrik.submits({"Vem gör det?": "Henrik Boman"})
    town.henrik.sees("Åtgärd, antecknad")
    town.henrik.command(f"/actions {safety.short_name}", CHANNEL)
    town.henrik.sees("Boka ronden")


def test_words_without_a_short_name_are_asked_for_one(town: Town, safety: Committee) -> None:
    town.henrik.command("/decide Ronden går i november.", CHANNEL)
    town.henrik.sees(safety.short_name)
    town.henrik.command(f"/decide {safety.short_name} Ronden går i november.", CHANNEL)
    town.henrik.sees("Beslut 2017:1, antecknat för mötet onsdag 11 oktober 2017.")

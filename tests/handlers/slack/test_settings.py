"""A committee's settings: what saving them sends is said first, and what was done afterwards."""

from dataclasses import replace

import pytest

from bot.domain.committee import Committee
from bot.handlers.slack.render.committee import agreed_value, saved_message, settings_sure_form
from bot.storage import Storage
from bot.usecases.changing import confirm_meeting
from bot.usecases.committees import change_committee, text_of
from bot.usecases.owing_invitations import EDITING
from bot.usecases.sharing import share_calendar
from bot.usecases.told_anew import SettingsChange
from tests.at_work import CHANNEL, SITE, Town, at_work
from tests.handlers.slack.drawn import COUNCIL, SWEDISH, read
from tests.handlers.slack.meetings import CHAIR, december

HERE = f"#{CHANNEL}"


def confirmed(town: Town) -> None:
    confirm_meeting(town.storage, december(town).id, CHAIR, town.now)
    town.settle()


def opens_settings(town: Town) -> None:
    town.karin.command("/meeting members", HERE)
    town.karin.clicks("Inställningar")


def name_of(town: Town) -> str:
    return now_of(town).name


def now_of(town: Town) -> Committee:
    with town.storage.reading() as transaction:
        return transaction.committees.get(town.committee.id)


def test_what_invitations_show_is_asked_about_first(town: Town) -> None:
    confirmed(town)
    opens_settings(town)
    town.karin.submits({"Namn": "Trygghetsrådet", "Inbjudningar": True, "alarm": "60"})
    town.karin.sees("*6 personer får en uppdaterad inbjudan till 1 möte med e-post.*")
    town.karin.sees("Namn: Brottsförebyggande rådet → Trygghetsrådet")
    town.karin.sees("Påminnelse i kalendrar: Ingen påminnelse → 1 timme före")
    town.karin.sees("Ingen ser längre vilka fler som är inbjudna.")
    town.karin.sees("Inget är sparat ännu.")
    town.settle(EDITING)
    assert (name_of(town), len(town.postbox.letters)) == (town.committee.name, 6)


@pytest.mark.parametrize("typed", ["/meeting settings", "/meeting inställningar"])
def test_settings_are_opened_by_their_name(town: Town, typed: str) -> None:
    town.karin.command(typed, HERE)
    town.karin.submits({"Namn": "Trygghetsrådet"})
    town.karin.sees("Inställningarna för Trygghetsrådet är sparade.")
    assert name_of(town) == "Trygghetsrådet"


def test_settings_are_for_chair_and_secretary_and_a_member_is_told_who_they_are(town: Town) -> None:
    town.lena.command("/meeting settings", HERE)
    town.lena.sees("Karin Ahlgren")
    town.lena.does_not_see("Vanlig plats")


def test_setup_where_a_committee_meets_says_so_first(town: Town) -> None:
    town.karin.command("/meeting setup", HERE)
    town.karin.sees("*Brottsförebyggande rådet* håller redan till i den här kanalen")
    town.karin.submits({"Namn": "Skyddskommittén", "Kortnamn": "SKYDD"})
    town.karin.sees("Skyddskommittén är på plats.")


def test_what_is_sent_in_once_more_is_saved_and_says_what_it_did(town: Town) -> None:
    confirmed(town)
    opens_settings(town)
    town.karin.submits({"Namn": "Trygghetsrådet"})
    town.karin.submits({})
    town.karin.sees("Inställningarna för Trygghetsrådet är sparade.")
    town.karin.sees("6 personer får en uppdaterad inbjudan till 1 möte med e-post.")
    town.karin.sees("Mejlen går i väg om en minut.")
    town.settle(EDITING)
    assert (name_of(town), len(town.postbox.letters)) == ("Trygghetsrådet", 12)


def test_what_was_not_agreed_to_is_asked_about_again(town: Town) -> None:
    confirmed(town)
    opens_settings(town)
    town.karin.submits({"Namn": "Trygghetsrådet"})
    town.karin.submits({"Namn": "Trygg i Ekeby"})
    town.karin.sees("Namn: Brottsförebyggande rådet → Trygg i Ekeby")
    assert name_of(town) == town.committee.name
    town.karin.submits({})
    town.karin.sees("Inställningarna för Trygg i Ekeby är sparade.")


def test_setting_that_sends_nothing_is_saved_at_once(town: Town) -> None:
    confirmed(town)
    opens_settings(town)
    town.karin.submits({"Vanlig plats": "Alsalen"})
    town.karin.sees("Inställningarna för Brottsförebyggande rådet är sparade.")
    town.karin.does_not_see("uppdaterad inbjudan")


@pytest.mark.parametrize("name", ["&" * 150, "<!channel> *_~`" * 10], ids=["escapes", "marks"])
def test_slack_takes_the_question_whatever_the_committee_is_called(name: str) -> None:
    before = replace(COUNCIL, name=name, alarm_minutes=17)
    change = SettingsChange(before, replace(before, name=name[::-1], alarm_minutes=None), 300, 12)
    read(settings_sure_form(change, SWEDISH, host="moln.ekeby.example"))
    assert "<!channel>" not in str(saved_message(change, SWEDISH).blocks)
    assert len(agreed_value(change)) <= 2000


def test_attendees_that_are_shown_again_are_told_of_as_such(town: Town) -> None:
    hidden = replace(text_of(town.committee), hides_attendees=True)
    change_committee(town.storage, town.committee.id, CHAIR, hidden, town.now)
    confirmed(town)
    opens_settings(town)
    town.karin.submits({"Inbjudningar": False})
    town.karin.sees("Alla ser vilka fler som är inbjudna, med namn och adress.")


def test_form_decides_about_the_shared_calendar_of_the_house(sqlite_storage: Storage) -> None:
    with at_work(sqlite_storage, site=replace(SITE, shared_calendar="moln.ekeby.example")) as town:
        for wanted in (True, False):
            opens_settings(town)
            town.karin.sees("Kalendern på moln.ekeby.example.")
            town.karin.submits({"Gemensam kalender": wanted})
            town.karin.sees("Inställningarna för Brottsförebyggande rådet är sparade.")
            assert now_of(town).shares_calendar is wanted


def test_form_without_a_shared_calendar_leaves_it_as_it_is(town: Town) -> None:
    share_calendar(town.storage, town.committee.id, CHAIR, town.now, shares=True)
    opens_settings(town)
    town.karin.does_not_see("Gemensam kalender")
    town.karin.submits({"Vanlig plats": "Alsalen"})
    town.karin.sees("Inställningarna för Brottsförebyggande rådet är sparade.")
    assert (now_of(town).place, now_of(town).shares_calendar) == ("Alsalen", True)

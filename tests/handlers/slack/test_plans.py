"""A plan for the year, as chair and secretary make it: in words, by form, looked through on its page."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.committee import Role
from bot.domain.meeting import Meeting, MeetingState
from bot.sandbox.model import View
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.plans import add_to_plan, plans_of
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from tests import town as names
from tests.at_work import CHANNEL, Town, who
from tests.handlers.slack.meetings import CHAIR, SECRETARY, december, time_is_kept

HERE = f"#{CHANNEL}"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def draft(town: Town) -> list[str]:
    """The dates of the committee's draft that are not struck."""
    found = plans_of(town.storage, town.committee.id, CHAIR, town.now).draft
    wanted = found.wanted if found else ()
    return [f"{date.start.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}" for date in wanted]


def meetings(town: Town) -> list[Meeting]:
    with town.storage.reading() as transaction:
        return transaction.meetings.coming_of(town.committee.id, town.now)


def written(town: Town, text: str) -> None:
    add_to_plan(town.storage, town.here, SECRETARY, text, town.now)


def test_words_make_a_plan_and_say_all_of_it_back(town: Town) -> None:
    town.henrik.command("/meeting plan första onsdagen varje månad utom juli, kl 13-15, 2018", HERE)
    town.henrik.sees("11 tider · 1 att se över")
    town.henrik.sees("• Onsdag 3 januari 2018 kl. 13.00–15.00")
    town.henrik.sees("• Onsdag 6 juni 2018 kl. 13.00–15.00 ⚠️ ledig dag: Nationaldagen")
    town.henrik.sees("Ingen har fått veta något ännu. Planen är sparad")
    assert meetings(town) == []


def test_words_work_in_a_direct_message_over_many_lines(town: Town) -> None:
    town.henrik.types("planera\n1 mars kl 10-12\n5 april kl 10-12\nnån gång i maj")
    town.henrik.sees("2 tider · 1 rad att reda ut")
    town.henrik.sees("? ”nån gång i maj” Jag hittade inget datum där.")


def test_plan_is_spoken_of_in_the_readers_language(town: Town) -> None:
    add_seat(town.storage, town.here, CHAIR, who(names.SCHOOLS), SeatText("", Role.VICE_CHAIR), town.now)
    town.ulf.command("/meeting plan first Wednesday of every month, 13-15, 2018", HERE)
    town.ulf.sees("12 dates · 1 to look at again")
    town.ulf.sees("National Day")


def test_form_takes_a_list_and_the_time_of_lines_that_say_none(town: Town) -> None:
    town.henrik.command("/meeting plan", HERE)
    town.henrik.submits({"dates": "1 mars\n5 april kl 9\ntorsdag 16 februari", "usual": "kl 13-15"})
    town.henrik.sees("2 tider · 1 rad att reda ut")
    assert draft(town) == ["2018-03-01 13:00", "2018-04-05 09:00"]
    town.henrik.clicks("Fredag 16 februari 2018 kl. 13.00–15.00")
    town.henrik.sees("3 tider")
    assert draft(town)[0] == "2018-02-16 13:00"


def test_line_is_quoted_as_it_was_written_and_keeps_the_usual_time(town: Town) -> None:
    town.henrik.command("/meeting plan", HERE)
    town.henrik.submits({"dates": "30/2", "usual": "kl 13-15"})
    town.henrik.sees("? ”30/2” Den dagen finns inte.")
    town.henrik.clicks("Skriv om …")
    town.henrik.sees("{30/2}")
    town.henrik.submits({"dates": "28/2"})
    town.henrik.sees("Onsdag 28 februari 2018 kl. 13.00–15.00")
    assert draft(town) == ["2018-02-28 13:00"]


def test_doubtful_day_is_asked_about_before_its_doubtful_time(town: Town) -> None:
    town.henrik.command("/meeting plan", HERE)
    town.henrik.submits({"dates": "torsdag 16 februari", "usual": "lunch"})
    town.henrik.clicks("Fredag 16 februari 2018")
    town.henrik.sees("? ”2018-02-16” Vilken tid?")
    town.henrik.clicks("Fredag 16 februari 2018 kl. 12.00")
    town.henrik.sees("1 tid")
    assert draft(town) == ["2018-02-16 12:00"]


def test_what_was_taken_for_granted_stands_above_the_plans_dates(town: Town) -> None:
    town.henrik.command("/meeting plan 12/13 kl 9.30; 5 april kl 3; 6 april kl 13", HERE)
    town.henrik.sees(
        "”12/13 kl 9.30”: Antaget: månaden står först, eftersom det bara finns tolv: onsdag 13 december"
    )
    town.henrik.sees("”5 april kl 3”: Antaget: på eftermiddagen • Onsdag 13 december 2017")


def test_draft_is_there_when_its_page_has_been_closed(town: Town) -> None:
    written(town, "1 mars kl 10-12\nnån gång i maj")
    town.karin.command("/meeting plan", HERE)
    town.karin.sees("1 tid · 1 rad att reda ut")
    town.karin.closes()
    town.karin.command("/meeting plan", HERE)
    town.karin.sees("Torsdag 1 mars 2018 kl. 10.00–12.00")


def test_dates_are_struck_restored_and_moved_in_words(town: Town) -> None:
    written(town, "5 april kl 10-12")
    town.henrik.command("/meeting plan", HERE)
    town.henrik.clicks("Stryk")
    town.henrik.sees("0 tider · 1 struken")
    assert draft(town) == []
    town.henrik.clicks("Återställ")
    town.henrik.sees("• Torsdag 5 april 2018 kl. 10.00–12.00")
    town.henrik.clicks("Annan tid eller plats …")
    town.henrik.submits({"when": "fredag 6 april i Rådhuset"})
    town.henrik.sees("Fredag 6 april 2018 kl. 10.00–12.00 · Rådhuset")
    assert draft(town) == ["2018-04-06 10:00"]


def test_what_cannot_be_read_when_moving_is_asked_with_what_was_typed_kept(town: Town) -> None:
    written(town, "1 mars kl 10-12")
    town.henrik.command("/meeting plan", HERE)
    town.henrik.clicks("Annan tid eller plats …")
    town.henrik.submits({"when": "torsdag 2 mars 2018"})
    town.henrik.sees("Datumet infaller inte på den veckodagen. Vilket är rätt?")
    town.henrik.submits({"when": "2 mars 2018"})
    town.henrik.sees("Fredag 2 mars 2018 kl. 10.00–12.00")


def test_lines_that_cannot_be_read_are_written_otherwise_or_left_out(town: Town) -> None:
    written(town, "nån gång i maj\nvem vet")
    town.henrik.command("/meeting plan", HERE)
    town.henrik.clicks("Skriv om …", within="nån gång i maj")
    town.henrik.submits({"dates": "3 maj kl 10\n4 maj kl 10"})
    town.henrik.sees("2 tider · 1 rad att reda ut")
    town.henrik.closes()
    town.henrik.clicks("Utelämna")
    town.henrik.sees("2 tider")
    assert draft(town) == ["2018-05-03 10:00", "2018-05-04 10:00"]


def test_plan_below_the_plan_shows_what_was_done_above_it(town: Town) -> None:
    written(town, "1 mars kl 10-12")
    town.henrik.command("/meeting plan", HERE)
    town.henrik.clicks("Lägg till tider …")
    town.henrik.submits({"dates": "5 april kl 10-12\nvem vet"})
    town.henrik.clicks("Utelämna")
    town.henrik.sees("[Lägg fram för ledamöterna …]")
    town.henrik.closes()
    town.henrik.sees("• Torsdag 5 april 2018")
    town.henrik.sees("[Lägg fram för ledamöterna …]")
    town.henrik.does_not_see("vem vet")


def test_plan_in_a_forms_place_has_the_apps_name_and_not_the_forms(town: Town) -> None:
    written(town, "vem vet")
    town.henrik.command("/meeting plan", HERE)
    town.henrik.clicks("Skriv om …")
    town.henrik.submits({"dates": "3 maj kl 10"})
    shown = town.henrik.sees("1 tid")
    assert isinstance(shown, View)
    assert shown.content["title"]["text"] == "Kallelse"


def test_rule_that_goes_to_a_month_is_asked_whether_with_all_of_it(town: Town) -> None:
    written(town, "första onsdagen varje månad kl 13 från maj till september 2018")
    town.henrik.command("/meeting plan", HERE)
    town.henrik.sees("[Till och med fre 31 aug. 2018]")
    town.henrik.clicks("Till och med sön 30 sep. 2018")
    town.henrik.sees("5 tider")
    assert draft(town)[-1] == "2018-09-05 13:00"


def test_rule_whose_end_is_asked_without_a_choice_is_shown_a_rule(town: Town) -> None:
    written(town, "varje tisdag kl 9 i tio veckor")
    town.henrik.command("/meeting plan", HERE)
    town.henrik.sees("När är det sista? Till exempel: varannan")


def test_confirming_at_once_invites_everybody(town: Town) -> None:
    written(town, "1 mars kl 10-12\n5 april kl 10-12")
    town.karin.command("/meeting plan", HERE)
    town.karin.clicks("Bekräfta genast")
    town.karin.sees("2 möten i Brottsförebyggande rådet är bekräftade.")
    town.karin.sees("Inbjudningarna till vart och ett går av sig själva till 6 personer inom en minut.")
    time_is_kept(town)
    town.lena.sees("Inbjudan: Brottsförebyggande rådet")
    assert [one.state for one in meetings(town)] == [MeetingState.CONFIRMED] * 2
    assert [kind for _, kind in town.postbox.told()].count("invitation") == 12


def test_clash_is_warned_of_and_refused(town: Town) -> None:
    december(town)
    written(town, "15 december kl 11-13")
    town.karin.command("/meeting plan", HERE)
    town.karin.sees("⚠️ rådet har redan ett möte då: flytta eller stryk tiden")
    town.karin.clicks("Bekräfta genast")
    town.karin.sees("Då finns redan ett möte")


def test_advice_stands_beside_what_forbids_the_date_alone(town: Town) -> None:
    wish = Wish(datetime.fromisoformat("2018-05-11 10:00"))
    plan_meeting(town.storage, town.here, SECRETARY, wish, town.now)
    written(town, "11 maj kl 11-13")
    town.karin.command("/meeting plan", HERE)
    town.karin.sees("⚠️ rådet har redan ett möte då: flytta eller stryk tiden ⚠️ klämdag")


def test_thrown_away_plan_is_gone(town: Town) -> None:
    written(town, "1 mars kl 10-12")
    town.karin.command("/meeting plan", HERE)
    town.karin.clicks("Kasta")
    town.karin.sees("Planen för Brottsförebyggande rådet är kastad.")
    assert draft(town) == []


def test_members_see_what_stands_and_are_told_who_makes_plans(town: Town) -> None:
    town.lena.command("/meeting plan 1 mars kl 10", HERE)
    town.lena.sees("Karin Ahlgren")
    town.lena.command("/meeting plan", HERE)
    town.lena.sees("Inga tider är framlagda för ledamöterna")
    town.lena.does_not_see("[Gör en plan …]")


def test_sixty_dates_and_lines_fit_on_the_page(town: Town) -> None:
    written(town, "varje vardag kl 9 från 1 mars 2018 till 23 maj 2018")
    written(town, "\n".join(f"nån gång {number}" for number in range(20)))
    assert len(draft(town)) == 60
    town.karin.command("/meeting plan", HERE)
    town.karin.sees("60 tider")
    town.karin.sees("… och 8 rader till, när de här är utredda")
    town.karin.command("/meeting plan nästa tisdag kl 9", HERE)
    town.karin.sees("En plan rymmer högst 60 tider.")


def test_third_modal_gives_its_place_to_the_next(town: Town) -> None:
    town.henrik.command("/meeting plan 1 mars kl 10-12", HERE)
    town.henrik.clicks("Se igenom och ändra")
    for day in ("5 april kl 10-12", "3 maj kl 10-12", "7 juni kl 10-12"):
        town.henrik.clicks("Lägg till tider …")
        town.henrik.submits({"Datum eller regler, en per rad": day})
        town.henrik.sees(day.split()[0] + " ")
    town.henrik.sees("Torsdag 7 juni 2018 kl. 10.00–12.00")

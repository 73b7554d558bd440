"""Planning a meeting and moving one, in words and by form."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.domain.meeting import Meeting, MeetingState
from bot.handlers.slack.ids import Press, parts_of, room_for
from bot.handlers.slack.render.time_questions import ROOM_FOR_PLACE, About, unclear_message
from bot.handlers.times import Unclear, written
from bot.usecases.committees import set_up_committee
from bot.usecases.meetings import Wish, plan_meeting
from tests import town as names
from tests.at_work import CHANNEL, CHANNEL_ID, TEAM_ID, Town
from tests.handlers.slack.drawn import COUNCIL, NOW, SWEDISH, read
from tests.handlers.slack.meetings import SECRETARY, december

HERE = f"#{CHANNEL}"
FRIDAY = "Fredag 15 december 2017 kl. 10.00–12.00"


def meetings(town: Town) -> list[Meeting]:
    with town.storage.reading() as transaction:
        return transaction.meetings.coming_of(town.committee.id, town.now)


def slots(town: Town) -> list[tuple[str, str, str, str]]:
    """Coming meetings: start and end in UTC, place and link."""
    form = "%Y-%m-%d %H:%M"
    return [(f"{one.start:{form}}", f"{one.end:{form}}", one.place, one.link) for one in meetings(town)]


IN_EKSALEN = ("2017-12-15 09:00", "2017-12-15 11:00", "Eksalen, kommunhuset", "")


# In words


def test_words_plan_a_meeting_and_say_the_whole_date_back(town: Town) -> None:
    town.henrik.command("/meeting new 2017-12-15 10:00-12:00 in Kronobergsrummet, kommunhuset", HERE)
    town.henrik.sees(f"Planerat för Brottsförebyggande rådet: {FRIDAY} Kronobergsrummet, kommunhuset")
    town.henrik.sees("Ingen har fått veta något ännu.")
    town.henrik.sees("[Bekräfta och skicka inbjudningar]")
    assert slots(town) == [("2017-12-15 09:00", "2017-12-15 11:00", "Kronobergsrummet, kommunhuset", "")]


def test_words_leave_out_what_is_as_usual(town: Town) -> None:
    town.henrik.types("nytt möte fredag 15 december kl 10")
    town.henrik.sees(FRIDAY)
    assert slots(town) == [IN_EKSALEN]


def test_what_was_taken_for_granted_stands_beside_the_planned_meeting(town: Town) -> None:
    town.henrik.command("/meeting new imorgon kl 3", HERE)
    town.henrik.sees("Torsdag 12 oktober 2017 kl. 15.00–17.00 Eksalen, kommunhuset Antaget: på eftermiddagen")
    town.henrik.command("/meeting new 12/13 kl 9.30", HERE)
    town.henrik.sees("Onsdag 13 december 2017 kl. 09.30–11.30")
    town.henrik.sees("Antaget: månaden står först, eftersom det bara finns tolv: onsdag 13 december 2017")


def test_what_was_taken_for_granted_in_the_forms_words_stands_beside_the_planned_meeting(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"when": "15/12 kl 3"})
    town.henrik.sees("Fredag 15 december 2017 kl. 15.00–17.00 Eksalen, kommunhuset Antaget: på eftermiddagen")


def test_what_speaks_against_the_time_stands_beside_the_planned_meeting(town: Town) -> None:
    other = replace(names.COUNCIL, name="Trygg i Ekeby", short_name="Trygg")
    there = set_up_committee(town.storage, TEAM_ID, "C0FIKA", SECRETARY, other, town.now).asker.committee
    plan_meeting(
        town.storage, there.id, SECRETARY, Wish(datetime.fromisoformat("2017-12-26 11:00")), town.now
    )
    town.henrik.command("/meeting new 26/12 kl 10", HERE)
    town.henrik.sees(
        "Planerat för Brottsförebyggande rådet: Tisdag 26 december 2017 kl. 10.00–12.00 Eksalen, kommunhuset "
        "⚠️ Ledig dag: Annandag jul ⚠️ Krockar med Trygg för Henrik Boman Ingen har fått veta något ännu."
    )
    town.henrik.sees("[Ändra]")
    assert len(meetings(town)) == 1


def test_form_warns_beside_the_planned_meeting_and_moving_it_warns_anew(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"När": "30/4 2018 kl 10-12"})
    town.henrik.sees("⚠️ Klämdag")
    town.henrik.closes()
    town.henrik.command("/meeting move 29 mars 2018 kl 13", HERE)
    town.henrik.sees("Planerat för Brottsförebyggande rådet: Torsdag 29 mars 2018 kl. 13.00–15.00")
    town.henrik.sees("⚠️ Halvdag: Skärtorsdagen (från kl. 14.00)")


def test_planned_meeting_is_confirmed_from_where_it_was_said_back(town: Town) -> None:
    town.henrik.command("/meeting new 2017-12-15 10:00", HERE)
    town.henrik.clicks("Bekräfta och skicka inbjudningar")
    town.henrik.sees("Bekräftat för Brottsförebyggande rådet:")
    town.henrik.does_not_see("[Bekräfta och skicka inbjudningar]")
    assert [one.state for one in meetings(town)] == [MeetingState.CONFIRMED]


def test_planned_meeting_is_cancelled_from_where_it_was_said_back(town: Town) -> None:
    town.henrik.command("/meeting new 2017-12-15 10:00", HERE)
    town.henrik.clicks("Ställ in mötet")
    town.henrik.submits({})
    town.henrik.sees("Inställt för Brottsförebyggande rådet:")
    town.henrik.closes()
    town.henrik.does_not_see("Planerat för Brottsförebyggande rådet:")
    assert slots(town) == []


def test_a_day_without_a_time_asks_for_it_with_the_form_filled_so_far(town: Town) -> None:
    town.henrik.command("/meeting new fredag 15 december", HERE)
    town.henrik.sees("Fredag 15 december 2017: vilken tid?")
    town.henrik.clicks("Välj tid")
    town.henrik.submits({"Från": "10:00"})
    town.henrik.sees(f"Planerat för Brottsförebyggande rådet: {FRIDAY}")
    assert slots(town) == [IN_EKSALEN]


def test_a_day_and_a_place_are_kept_while_the_time_is_asked_for(town: Town) -> None:
    town.henrik.command("/meeting new 15/12 i Stora salen https://video.example/bra", HERE)
    town.henrik.sees("Fredag 15 december 2017: vilken tid?")
    town.henrik.clicks("Välj tid")
    town.henrik.sees("{Stora salen}")
    town.henrik.submits({"Från": "10:00"})
    town.henrik.sees(FRIDAY)
    assert slots(town) == [(*IN_EKSALEN[:2], "Stora salen", "https://video.example/bra")]


def test_a_doubt_is_asked_with_a_button_for_each_meaning(town: Town) -> None:
    town.henrik.command("/meeting new torsdag 15 december 2017 kl 10", HERE)
    town.henrik.sees("Datumet infaller inte på den veckodagen. Vilket är rätt?")
    assert slots(town) == []
    town.henrik.clicks("Fredag 15 december 2017 kl. 10.00")
    town.henrik.sees(f"Planerat för Brottsförebyggande rådet: {FRIDAY}")
    assert slots(town) == [IN_EKSALEN]


PLACES = {
    "long": "å" * 300,
    "marks": "Blå & vita salen | <här>, 100%41 " + "&" * 260,
    "none": None,
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("link", ["https://video.example/bra?a=1&b=%7C", None], ids=["link", "no link"])
def test_a_button_carries_the_place_and_link_of_what_it_means(place: str | None, link: str | None) -> None:
    start = datetime(2017, 12, 15, 10, 0)  # noqa: DTZ001  on the committee's wall clock
    meant = Unclear(choices=(Wish(start, None, place, link),))
    about = About(Press.PLAN_AT, Press.NEW_MEETING, "c" * 36, "/meeting new", COUNCIL)
    drawn = unclear_message(meant, about, SWEDISH, NOW)
    read(drawn)
    [button] = [one for one in drawn.blocks[1]["elements"] if one["action_id"].startswith(Press.PLAN_AT)]
    carried = parts_of(button["value"])
    kept = room_for(place or "", ROOM_FOR_PLACE)
    assert carried == ["c" * 36, written(start), "", kept, link or ""]
    assert kept == (place or "") or set((place or "").removeprefix(kept)) == {"&"}


def test_a_link_too_long_for_a_button_is_left_out_whole() -> None:
    long = "https://video.example/" + "å%20" * 400
    start = datetime(2017, 12, 15, 10, 0)  # noqa: DTZ001  on the committee's wall clock
    about = About(Press.PLAN_AT, Press.NEW_MEETING, "c" * 36, "/meeting new", COUNCIL)
    drawn = unclear_message(Unclear(choices=(Wish(start, None, "å" * 900, long),)), about, SWEDISH, NOW)
    read(drawn)
    assert parts_of(drawn.blocks[1]["elements"][0]["value"])[-2:] == ["å" * 800, ""]


def test_a_meaning_pressed_twice_plans_one_meeting(town: Town) -> None:
    town.henrik.command("/meeting new torsdag 15 december 2017 kl 10", HERE)
    asked = town.henrik.sees("Vilket är rätt?")
    town.henrik.clicks("Fredag 15 december 2017 kl. 10.00")
    town.henrik.sees("Planerat för")
    town.sandbox.workspace.messages.keep(asked)  # type: ignore[arg-type]  # still on the screen of somebody quick
    town.henrik.clicks("Fredag 15 december 2017 kl. 10.00")
    town.henrik.sees("Då finns redan ett möte")
    assert slots(town) == [IN_EKSALEN]


def test_either_of_two_equal_hours_in_an_autumn_night_can_be_chosen(town: Town) -> None:
    town.henrik.command("/meeting new 2017-10-29 02:30", HERE)
    town.henrik.clicks("Söndag 29 oktober 2017 kl. 02.30, andra gången den natten")
    town.henrik.sees("Planerat för Brottsförebyggande rådet:")
    assert slots(town)[0][0] == "2017-10-29 01:30"


REFUSED = {
    "blaha <b>": "Jag hittade inget datum och ingen tid i ”blaha <b>”. Till exempel: /meeting new",
    "2018-03-25 02:30": "Klockan ställs fram den natten, så den tiden finns inte. När i stället?",
    "2017-12-15 14:00-13:00": "Det skulle sluta innan det börjar. Hur menar du?",
    "2017-10-10 10:00": "Den tiden har passerat. Vilken menar du?",
    "varje tisdag kl 10": "Det är flera tider. Vilken av dem?",
}


@pytest.mark.parametrize(("typed", "said"), REFUSED.items(), ids=REFUSED)
def test_what_cannot_be_planned_is_said_with_one_right_example(town: Town, typed: str, said: str) -> None:
    town.henrik.command(f"/meeting new {typed}", HERE)
    found = town.henrik.sees(said)
    assert "/meeting new" in str(found.blocks)
    assert slots(town) == []


@pytest.mark.parametrize("typed", ["varje tisdag kl 10", "3, 10 och 17 februari kl 13"])
def test_several_meetings_in_one_go_are_shown_the_way_to_a_plan(town: Town, typed: str) -> None:
    town.henrik.command(f"/meeting new {typed}", HERE)
    town.henrik.sees(f"För flera möten: `/meeting plan {typed}`")
    assert meetings(town) == []


def test_a_clash_names_the_meeting_that_stands_in_the_way(town: Town) -> None:
    december(town)
    town.henrik.command("/meeting new 2017-12-15 11:00-13:00", HERE)
    town.henrik.sees("Då finns redan ett möte: fredag 15 december 2017 kl. 10.00–12.00.")
    assert slots(town) == [IN_EKSALEN]


# By form


def test_form_plans_with_the_usual_place_and_length(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.sees("Lämnas fältet tomt: 120 minuter, som vanligt.")
    town.henrik.submits({"Datum": "2017-12-15", "Från": "10:00", "Videolänk": "https://video.example/bra"})
    town.henrik.sees(f"Planerat för Brottsförebyggande rådet: {FRIDAY}")
    assert slots(town) == [(*IN_EKSALEN[:3], "https://video.example/bra")]
    town.henrik.clicks("Bekräfta och skicka inbjudningar")
    town.henrik.sees("Bekräftat för Brottsförebyggande rådet:")


def test_form_asks_for_which_of_several_committees_and_takes_its_usual_place(town: Town) -> None:
    other = replace(names.COUNCIL, name="Trygg i Ekeby", short_name="Trygg", place="Biblioteket")
    set_up_committee(town.storage, TEAM_ID, CHANNEL_ID, SECRETARY, other, town.now)
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"Råd": "Trygg i Ekeby", "Datum": "2017-12-15", "Från": "10:00"})
    town.henrik.sees(f"Planerat för Trygg i Ekeby: {FRIDAY} Biblioteket")
    town.henrik.command("/meeting new 2018-01-12 10:00", HERE)
    town.henrik.sees("Här kan flera råd vara menade: BRÅ och Trygg.")
    town.henrik.command("/meeting new BRÅ 2018-01-12 10:00", HERE)
    town.henrik.sees("Fredag 12 januari 2018 kl. 10.00–12.00 Eksalen, kommunhuset")


def test_words_with_a_bar_reach_the_form_that_a_mention_offers(town: Town) -> None:
    december(town)
    town.karin.types("@kallelse ställ in sjukdom | förhinder", HERE)
    town.karin.clicks("Öppna formuläret")
    town.karin.submits({})
    town.karin.sees("Skäl: sjukdom | förhinder")


def test_form_takes_the_time_in_words(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"När": "fredag 15 december kl 10-12"})
    town.henrik.sees(f"Planerat för Brottsförebyggande rådet: {FRIDAY}")
    assert slots(town) == [IN_EKSALEN]


def test_form_takes_place_and_link_in_the_words_too(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"När": "15/12 kl 10 i Lilla salen https://video.example/bra"})
    town.henrik.sees(FRIDAY)
    assert slots(town) == [(*IN_EKSALEN[:2], "Lilla salen", "https://video.example/bra")]


def test_form_takes_the_day_in_words_and_the_time_chosen(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    assert town.henrik.submits({"När": "fredag 15 december"}) == {
        "start": "Fredag 15 december 2017: vilken tid?"
    }
    town.henrik.submits({"När": "fredag 15 december", "Från": "10:00"})
    town.henrik.sees(FRIDAY)
    assert slots(town) == [IN_EKSALEN]


def test_form_keeps_the_place_in_words_beside_the_time_chosen(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"När": "15/12 i Stora salen", "Från": "10:00"})
    town.henrik.sees(FRIDAY)
    assert slots(town) == [(*IN_EKSALEN[:2], "Stora salen", "")]


def test_form_tells_meanings_apart_that_differ_in_the_place_alone(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"När": "15/12 kl 10, Biblioteket"})
    town.henrik.sees("Är det där det ska hållas?")
    town.henrik.submits({"which": "Fredag 15 december 2017 kl. 10.00"})
    town.henrik.sees(FRIDAY)
    assert slots(town) == [IN_EKSALEN]


def test_form_asks_in_a_field_of_its_own_what_may_mean_two_things(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"När": "torsdag 15 december 2017 kl 10", "Plats": "Lilla salen"})
    town.henrik.sees("Datumet infaller inte på den veckodagen. Vilket är rätt?")
    assert slots(town) == []
    town.henrik.submits({"which": "Fredag 15 december 2017 kl. 10.00"})
    town.henrik.sees(FRIDAY)
    assert slots(town) == [(*IN_EKSALEN[:2], "Lilla salen", "")]


def test_form_reads_words_that_were_changed_after_the_question(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"När": "torsdag 15 december 2017 kl 10"})
    town.henrik.sees("Vilket är rätt?")
    town.henrik.submits({"När": "fredag 12 januari kl 10", "which": "Fredag 15 december 2017 kl. 10.00"})
    town.henrik.sees("Fredag 12 januari 2018 kl. 10.00–12.00")
    assert [start for start, *_ in slots(town)] == ["2018-01-12 09:00"]


AT_FIELD = {
    "nothing": ({}, {"when": "Skriv när, eller välj datum och tid nedanför."}),
    "a day alone": ({"day": "2017-12-15"}, {"start": "Vilken tid?"}),
    "a time alone": ({"start": "10:00"}, {"day": "Vilken dag?"}),
    "not understood": (
        {"when": "blaha"},
        {
            "when": "Jag hittade inget datum och ingen tid i ”blaha”. Rätt är till exempel: "
            "torsdag 9 november kl. 10-12"
        },
    ),
    "said otherwise": (
        {"when": "fredag 15 december kl 10", "day": "2017-12-18"},
        {"when": "Datum och tider som är valda nedanför säger något annat. Töm det här fältet eller dem."},
    ),
    "in the past": (
        {"day": "2017-10-10", "start": "10:00"},
        {
            "day": "tis 10 okt. 2017 10.00 har redan varit; nu är det ons 11 okt. 2017 09.00. "
            "Rätt är till exempel: 2017-11-09 10:00-12:00"
        },
    ),
    "end before start": (
        {"day": "2017-12-15", "start": "10:00", "end": "09:00"},
        {
            "end": "Mötet skulle sluta (09.00) innan det börjar (10.00). "
            "Rätt är till exempel: 2017-12-15 10:00-12:00"
        },
    ),
    "skipped hour": (
        {"day": "2018-03-25", "start": "02:30", "end": "04:00"},
        {
            "start": "Söndag 25 mars 2018 finns inte klockslaget 02.30: då ställs klockan fram. "
            "Första tiden efter omställningen är 03.30."
        },
    ),
    "no link": (
        {"day": "2017-12-15", "start": "10:00", "link": "Teams"},
        {"link": "En länk börjar med https://"},
    ),
}


@pytest.mark.parametrize("wrong", AT_FIELD)
def test_form_says_at_the_field_what_is_wrong(town: Town, wrong: str) -> None:
    filled, said = AT_FIELD[wrong]
    town.henrik.command("/meeting new", HERE)
    assert town.henrik.submits(filled) == said
    assert slots(town) == []


def test_form_says_at_its_top_what_only_the_calendar_knows_and_keeps_what_was_filled_in(town: Town) -> None:
    december(town)
    said = "Då finns redan ett möte: fredag 15 december 2017 kl. 10.00–12.00."
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"day": "2017-12-15", "start": "09:30", "end": "10:30", "place": "Lilla salen"})
    form = town.henrik.sees(said)
    assert form.blocks[0]["text"]["text"].startswith(said)
    town.henrik.submits({"day": "2018-01-12", "start": "10:00", "end": "11:00"})
    town.henrik.sees("Fredag 12 januari 2018 kl. 10.00–11.00 Lilla salen")
    assert slots(town) == [IN_EKSALEN, ("2018-01-12 09:00", "2018-01-12 10:00", "Lilla salen", "")]


def test_form_shows_the_newest_of_what_was_wrong_alone(town: Town) -> None:
    december(town)
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"when": "15/12 2017 kl 11"})
    town.henrik.sees("Då finns redan ett möte")
    town.henrik.submits({"when": "vem vet"})
    town.henrik.sees("Jag hittade inget datum och ingen tid i ”vem vet”.")
    town.henrik.does_not_see("Då finns redan ett möte")
    town.henrik.submits({"when": "15/12 2017 kl 11"})
    town.henrik.sees("Då finns redan ett möte")
    town.henrik.submits({"when": "torsdag 20 december 2017 kl 10"})
    town.henrik.sees("Datumet infaller inte på den veckodagen.")
    town.henrik.does_not_see("Då finns redan ett möte")


def test_form_refuses_a_member_before_they_fill_it_in(town: Town) -> None:
    town.lena.command("/meeting new", HERE)
    view = town.lena.sees("Det här är för ordförande och sekreterare i BRÅ")
    assert [block["type"] for block in view.blocks] == ["section"]


def test_autumn_night_has_an_hour_more(town: Town) -> None:
    town.henrik.command("/meeting new", HERE)
    town.henrik.submits({"day": "2017-10-29", "start": "01:00", "end": "04:00"})
    town.henrik.sees("Söndag 29 oktober 2017 kl. 01.00–04.00")
    assert slots(town)[0][:2] == ("2017-10-28 23:00", "2017-10-29 03:00")

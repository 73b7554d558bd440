"""The silence procedure as its people see it: asked, fine by most, objected to by one, adopted when the clock is moved."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.meeting import Meeting, MeetingState
from bot.domain.proposal import ProposedDate
from bot.usecases.plans import add_to_plan
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.putting import put_to_members
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.meetings import SECRETARY, time_is_kept
from tests.handlers.slack.pressing import clicks_twice

HERE = f"#{CHANNEL}"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
DEADLINE = datetime(2017, 10, 18, 18, 0, tzinfo=STOCKHOLM)
DATES = "1 mars kl 10-12\n5 april kl 10-12\n3 maj kl 10-12"
APRIL = "Torsdag 5 april 2018 kl. 10.00–12.00"


def put(town: Town, text: str = DATES) -> ProposalFacts:
    plan = add_to_plan(town.storage, town.here, SECRETARY, text, town.now)
    facts = put_to_members(town.storage, plan.proposal.id, SECRETARY, town.now)
    town.settle()
    return facts


def dates(town: Town, facts: ProposalFacts) -> list[ProposedDate]:
    with town.storage.reading() as transaction:
        return transaction.proposed_dates.of([facts.proposal.id])


def states(town: Town, facts: ProposalFacts) -> list[str]:
    return [date.state.value for date in dates(town, facts)]


def meetings(town: Town) -> list[Meeting]:
    with town.storage.reading() as transaction:
        return transaction.meetings.coming_of(town.committee.id, town.now)


def deadline_passes(town: Town) -> None:
    town.move_clock_to(DEADLINE + timedelta(minutes=1))
    time_is_kept(town)


def test_plan_is_put_from_its_page_with_the_deadline_shown(town: Town) -> None:
    add_to_plan(town.storage, town.here, SECRETARY, DATES, town.now)
    town.henrik.command("/meeting plan", HERE)
    town.henrik.clicks("Lägg fram för ledamöterna …")
    town.henrik.sees("Den som inte säger något senast onsdag 18 oktober 2017 kl. 18.00,")
    town.henrik.submits({})
    town.henrik.sees("6 ledamöter tillfrågas")
    town.henrik.sees("kan invända till och med onsdag 18 oktober 2017 kl. 18.00")
    assert [one.state for one in meetings(town)] == [MeetingState.PLANNED] * 3


def test_members_are_asked_in_their_own_language_and_on_their_own_clock(town: Town) -> None:
    put(town)
    town.lena.sees("Passar tiderna? Brottsförebyggande rådet")
    town.lena.sees("Antas om ingen invänder senast onsdag 18 oktober 2017 kl. 18.00.")
    town.ulf.sees("Do these dates suit you? Brottsförebyggande rådet")
    town.ulf.sees(
        "Thursday 1 March 2018, 10:00–12:00 Central European Standard Time (09:00–11:00 where you are)"
    )
    town.ulf.sees("by Wednesday 18 October 2017, 18:00 Central European Summer Time (17:00 where you are)")
    assert ("Greta Nyqvist", "proposal") in town.postbox.told()


def test_channel_has_one_card_that_counts_without_names(town: Town) -> None:
    put(town)
    town.lena.clicks("Passar mig", within="Passar tiderna?")
    town.ali.clicks("Jag invänder …", within="Passar tiderna?")
    town.ali.submits({"objected": [APRIL], "reason": "Övning hela veckan"})
    town.settle()
    card = town.tove.sees("1 samtycker · 1 invänder · 4 har inte svarat")
    assert "Ali" not in str(card.blocks)
    assert [text for text in town.channel_messages() if "Förslag på tider" in text] == [
        "Förslag på tider Brottsförebyggande rådet: torsdag 1 mars 2018 kl. 10.00–12.00 och 2 till"
    ]


def test_silence_adopts_and_the_channel_hears_who_was_asked_and_how(town: Town) -> None:
    facts = put(town)
    deadline_passes(town)
    assert states(town, facts) == ["adopted"] * 3
    town.lena.sees("Antaget, ingen har invänt senast onsdag 18 oktober 2017 kl. 18.00.")
    town.lena.sees(
        "Tillfrågade ons 11 okt. 2017. Via Slack: Ali Rahimi, Henrik Boman, Karin Ahlgren, Lena Ström, Ulf Östberg. "
        "Via e-post: Greta Nyqvist."
    )
    assert [one.state for one in meetings(town)] == [MeetingState.CONFIRMED] * 3
    town.lena.sees("Inbjudan: Brottsförebyggande rådet")
    assert ("Greta Nyqvist", "proposal_outcome") in town.postbox.told()


def test_objection_is_heard_by_chair_at_once_and_stops_that_date_alone(town: Town) -> None:
    facts = put(town)
    town.ali.clicks("Jag invänder …", within="Passar tiderna?")
    town.ali.submits({"objected": [APRIL], "reason": "Övning hela veckan", "suggestion": "12 april kl 13"})
    town.ali.sees(f"Du invänder mot {APRIL.lower()}. Skäl: Övning hela veckan Du föreslår: 12 april kl 13")
    town.settle()
    town.karin.sees("Ali Rahimi: Övning hela veckan (föreslår: 12 april kl 13)")
    town.lena.does_not_see("Övning hela veckan")
    deadline_passes(town)
    assert states(town, facts) == ["adopted", "objected", "adopted"]
    town.lena.sees("Antaget, utom det som någon invände mot")
    town.lena.sees("Ali Rahimi: Övning hela veckan")
    town.karin.sees("[Föreslå annan tid …]")


def test_mind_is_changed_where_the_answer_stands(town: Town) -> None:
    facts = put(town, "1 mars kl 10-12")
    town.ali.clicks("Jag invänder …", within="Passar tiden?")
    town.ali.submits({"reason": "Övning"})
    town.ali.sees("Du invänder mot torsdag 1 mars 2018 kl. 10.00–12.00. Skäl: Övning")
    town.ali.closes()
    town.ali.clicks("Passar mig", within="Passar tiden?")
    town.ali.sees("Du har svarat: passar mig.")
    deadline_passes(town)
    assert states(town, facts) == ["adopted"]


def test_two_clicks_are_one_answer(town: Town) -> None:
    put(town)
    clicks_twice(town.lena, "Passar mig", within="Passar tiderna?")
    town.lena.sees("Du har svarat: passar mig.")
    town.settle()
    town.tove.sees("1 samtycker · 5 har inte svarat")


def test_only_who_has_neither_seen_nor_answered_is_reminded(town: Town) -> None:
    put(town)
    town.lena.clicks("Passar mig", within="Passar tiderna?")
    town.ali.clicks("Jag invänder …", within="Passar tiderna?")  # looks, and says nothing
    town.ali.sees("Vilka tider passar inte?")
    town.ali.closes()
    town.move_clock_to(DEADLINE - timedelta(days=2) + timedelta(minutes=1))
    town.settle()
    town.karin.sees("Du har inte hört av dig ännu: Brottsförebyggande rådet")
    town.ulf.sees("Nothing heard from you yet: Brottsförebyggande rådet")
    town.lena.does_not_see("Du har inte hört av dig ännu:")
    town.ali.does_not_see("Du har inte hört av dig ännu:")
    assert ("Greta Nyqvist", "proposal_reminder") in town.postbox.told()


def test_objected_date_is_proposed_anew_with_what_was_suggested(town: Town) -> None:
    facts = put(town)
    town.ali.clicks("Jag invänder …", within="Passar tiderna?")
    town.ali.submits({"objected": [APRIL], "reason": "Övning", "suggestion": "12 april kl 13"})
    town.ali.sees("Du föreslår: 12 april kl 13")
    deadline_passes(town)
    town.karin.clicks("Föreslå annan tid …")
    town.karin.sees("Ali Rahimi: Övning (föreslår: 12 april kl 13)")
    town.karin.submits({})
    town.karin.sees("6 ledamöter tillfrågas")
    assert states(town, facts) == ["adopted", "withdrawn", "adopted"]
    town.karin.closes()
    town.karin.sees("Inget väntar på dig här längre.")
    town.settle()
    town.lena.sees("Passar tiden? Brottsförebyggande rådet • Torsdag 12 april 2018 kl. 13.00–15.00")
    town.tove.sees("en annan tid är föreslagen: torsdag 12 april 2018 kl. 13.00–15.00")


def test_what_was_taken_for_granted_in_another_date_is_said_when_it_is_put(town: Town) -> None:
    put(town)
    town.ali.clicks("Jag invänder …", within="Passar tiderna?")
    town.ali.submits({"objected": [APRIL], "reason": "Övning"})
    deadline_passes(town)
    town.karin.clicks("Föreslå annan tid …")
    town.karin.submits({"when": "12/4 2018 kl 3"})
    town.karin.sees("Torsdag 12 april 2018 kl. 15.00–17.00. Antaget: på eftermiddagen")


def test_suggestion_that_cannot_be_read_is_shown_and_not_filled_in(town: Town) -> None:
    put(town, "5 april kl 10-12")
    for person, suggestion in ((town.ali, "veckan efter eller så"), (town.lena, "12 april")):
        person.clicks("Jag invänder …", within="Passar tiden?")
        person.submits({"reason": "Övning", "suggestion": suggestion})
        person.sees("Du invänder mot")
    deadline_passes(town)
    town.karin.clicks("Föreslå annan tid …")
    form = town.karin.sees("Ny tid, i ord")
    assert "*Ali Rahimi*: Övning (föreslår: veckan efter eller så)" in str(form.blocks)
    (field,) = [one["element"] for one in form.blocks if one.get("block_id") == "when"]
    assert field["initial_value"] == "12 april"
    town.karin.submits({})
    town.karin.sees("6 ledamöter tillfrågas")


def test_keeping_a_date_asks_first_and_says_who_gets_the_invitation(town: Town) -> None:
    put(town, "5 april kl 10-12")
    town.ali.clicks("Jag invänder …", within="Passar tiden?")
    town.ali.submits({"reason": "Övning"})
    town.ali.sees("Du invänder mot")
    deadline_passes(town)
    message = town.karin.sees("[Behåll tiden]")
    (asked,) = [
        element["confirm"]
        for block in message.blocks
        for element in block.get("elements", [])
        if element.get("action_id") == "date_keep"
    ]
    assert asked["title"]["text"] == "Behålla tiden ändå?"
    assert asked["text"]["text"] == (
        f"{APRIL}: mötet bekräftas fast någon har invänt, och 6 personer får inbjudan inom en minut."
    )


def test_confirming_a_date_that_was_objected_to_shows_the_choice_and_invites_nobody(town: Town) -> None:
    facts = put(town, "5 april kl 10-12")
    town.ali.clicks("Jag invänder …", within="Passar tiden?")
    town.ali.submits({"reason": "Övning"})
    town.ali.sees("Du invänder mot")
    deadline_passes(town)
    town.karin.command("/meeting confirm", HERE)
    town.karin.sees("Någon har invänt mot den tiden: ordförande och sekreterare avgör.")
    assert [one.state for one in meetings(town)] == [MeetingState.PLANNED]
    town.karin.clicks("date_keep", within="Någon har invänt mot den tiden")
    town.lena.sees("Karin Ahlgren behöll den ändå")
    time_is_kept(town)
    assert (states(town, facts), [one.state for one in meetings(town)]) == (
        ["adopted"],
        [MeetingState.CONFIRMED],
    )


def test_home_confirms_no_date_past_an_objection(town: Town) -> None:
    put(town, "5 april kl 10-12")
    town.ali.clicks("Jag invänder …", within="Passar tiden?")
    town.ali.submits({"reason": "Övning"})
    town.ali.sees("Du invänder mot")
    deadline_passes(town)
    town.karin.opens_home()
    town.karin.clicks("Bekräfta mötet")
    town.karin.sees("Någon har invänt mot den tiden: ordförande och sekreterare avgör.")
    assert [one.state for one in meetings(town)] == [MeetingState.PLANNED]


def test_objected_date_is_kept_or_dropped(town: Town) -> None:
    facts = put(town, "1 mars kl 10-12\n5 april kl 10-12")
    town.ali.clicks("Jag invänder …", within="Passar tiderna?")
    town.ali.submits({"objected": ["Torsdag 1 mars 2018 kl. 10.00–12.00", APRIL], "reason": "Övning"})
    town.ali.sees("Du invänder mot")
    deadline_passes(town)
    town.karin.clicks("date_keep")
    town.lena.sees("Karin Ahlgren behöll den ändå")
    town.settle()
    town.henrik.clicks("date_drop")
    town.henrik.sees("Förslag på tider: Brottsförebyggande rådet Inget väntar på dig här längre.")
    time_is_kept(town)
    assert sorted(states(town, facts)) == ["adopted", "withdrawn"]


def test_who_could_not_be_reached_holds_it_up_until_chair_goes_ahead(town: Town) -> None:
    town.postbox.refuses.add("greta.nyqvist@ekebybostader.example")
    facts = put(town)
    town.move_clock_to(DEADLINE - timedelta(days=2) + timedelta(minutes=1))
    town.settle()
    town.karin.sees("Har inte nåtts: Greta Nyqvist")
    deadline_passes(town)
    town.karin.sees("Svarstiden gick ut onsdag 18 oktober 2017 kl. 18.00, men tiderna är inte antagna:")
    assert states(town, facts) == ["open"] * 3
    town.karin.clicks("Anta ändå")
    town.karin.sees("Inget väntar på dig här längre.")
    time_is_kept(town)
    assert states(town, facts) == ["adopted"] * 3
    town.lena.sees("Har inte nåtts: Greta Nyqvist.")
    town.lena.sees(
        "Antaget av Karin Ahlgren fast alla inte hade nåtts senast onsdag 18 oktober 2017 kl. 18.00."
    )


def test_deadline_is_moved_and_the_silent_are_told(town: Town) -> None:
    put(town)
    town.lena.clicks("Passar mig", within="Passar tiderna?")
    town.karin.command("/meeting plan", HERE)
    town.karin.clicks("Ändra sista svarstid …")
    town.karin.submits({"day": "2017-10-25", "clock": "12:00"})
    town.karin.sees("kan invända till och med onsdag 25 oktober 2017 kl. 12.00")
    town.settle()
    town.ali.sees("Antas om ingen invänder senast onsdag 25 oktober 2017 kl. 12.00.")
    town.ali.sees("Ny sista svarstid – passar tiderna? Brottsförebyggande rådet")
    town.lena.does_not_see("Ny sista svarstid")
    assert [kind for name, kind in town.postbox.told() if name == "Greta Nyqvist"] == ["proposal", "proposal"]


def test_deadline_that_has_passed_or_comes_too_late_is_refused_in_words(town: Town) -> None:
    add_to_plan(town.storage, town.here, SECRETARY, DATES, town.now)
    town.henrik.command("/meeting plan", HERE)
    town.henrik.clicks("Lägg fram för ledamöterna …")
    town.henrik.submits({"day": "2017-10-10"})
    town.henrik.sees("är passerad: ledamöterna behöver tid att svara.")
    town.henrik.submits({"day": "2018-03-02"})
    town.henrik.sees("är efter den första tiden")
    town.henrik.submits({"day": "2017-10-20"})
    town.henrik.sees("6 ledamöter tillfrågas")


def test_withdrawn_dates_say_so_everywhere(town: Town) -> None:
    put(town)
    town.karin.command("/meeting plan", HERE)
    town.karin.clicks("Dra tillbaka tiderna")
    town.karin.sees("Tillbakadraget av Karin Ahlgren.")
    town.settle()
    town.lena.sees("Tillbakadraget av Karin Ahlgren. Du behöver inte göra något.")
    town.lena.does_not_see("[Passar mig]")
    assert ("Greta Nyqvist", "proposal_outcome") in town.postbox.told()


def test_a_planned_meeting_is_put_from_where_it_was_said_back(town: Town) -> None:
    town.henrik.command("/meeting new 2017-12-15 10:00-12:00", HERE)
    town.henrik.clicks("Lägg fram för ledamöterna …")
    town.henrik.submits({})
    town.henrik.sees("6 ledamöter tillfrågas")
    town.settle()
    town.lena.sees("Passar tiden? Brottsförebyggande rådet • Fredag 15 december 2017 kl. 10.00–12.00")
    deadline_passes(town)
    assert [one.state for one in meetings(town)] == [MeetingState.CONFIRMED]


def test_moving_a_date_that_stands_before_the_members_is_asked_about_first(town: Town) -> None:
    facts = put(town, "1 mars kl 10-12")
    town.karin.command("/meeting move 2 mars 2018", HERE)
    town.karin.sees("Ledamöterna är tillfrågade om den tid som gäller nu. Den frågan faller bort.")
    assert [one.slot for one in meetings(town)] == [one.slot for one in facts.dates]
    town.karin.clicks("Flytta det")
    town.karin.sees("Planerat för Brottsförebyggande rådet: Fredag 2 mars 2018")
    time_is_kept(town)
    assert states(town, facts) == ["withdrawn"]


def test_members_see_what_stands_and_the_history_in_the_plan(town: Town) -> None:
    put(town)
    town.lena.command("/meeting plan", HERE)
    town.lena.sees("Tider för Brottsförebyggande rådet • Torsdag 1 mars")
    town.lena.sees("Du har inte svarat, och behöver inte om det passar dig.")
    town.lena.does_not_see("[Dra tillbaka tiderna]")
    town.lena.closes()
    deadline_passes(town)
    town.lena.command("/meeting plan", HERE)
    town.lena.sees("Antaget hittills")
    town.lena.sees("Ons 18 okt. 2017 ✓ Torsdag 1 mars 2018 kl. 10.00–12.00")


def test_whoever_has_no_seat_is_told_so(town: Town) -> None:
    put(town)
    town.tove.clicks("Passar mig")
    town.tove.sees("Karin Ahlgren")


def test_cancelling_a_date_that_members_are_asked_about_tells_them_why_where_they_were_asked(
    town: Town,
) -> None:
    put(town, "5 april kl 10-12")
    town.henrik.command("/meeting cancel 5 april", HERE)
    town.henrik.sees(
        "6 ledamöter är tillfrågade om tiden. I frågan står sedan att mötet är inställt, och skälet."
    )
    town.henrik.sees("Står i frågan som ledamöterna har fått.")
    town.henrik.submits({"reason": "Lokalen är stängd"})
    town.henrik.sees("6 ledamöter var tillfrågade om tiden: i frågan står nu att mötet är inställt.")
    time_is_kept(town)
    town.lena.sees(f"{APRIL} – inställd under tiden: Lokalen är stängd")

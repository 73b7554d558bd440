"""A poll as its people see it: made from dates in words, answered time by time, and the time that is picked."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.delivery import DeliveryKind
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.poll import Needs, Vote
from bot.sandbox.driver import Person
from bot.usecases.committees import set_up_committee
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.plans import add_to_plan
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import PollText, pick_time, poll_plan, vote, withdraw_poll
from tests import town as names
from tests.at_work import CHANNEL, TEAM_ID, Town, who
from tests.handlers.slack.meetings import SECRETARY, time_is_kept
from tests.handlers.slack.pressing import clicks_twice
from tests.handlers.slack.test_proposals import deadline_passes, put

HERE = f"#{CHANNEL}"
TIMES = "14/11 kl 10-12; 15/11 kl 13-15; 16/11 kl 9-11"
TUESDAY = "Tisdag 14 november 2017 kl. 10.00–12.00"
WEDNESDAY = "Onsdag 15 november 2017 kl. 13.00–15.00"
THURSDAY = "Torsdag 16 november 2017 kl. 09.00–11.00"
SIGNS = {"y": Vote.YES, "?": Vote.IF_NEED_BE, "n": Vote.NO}
NEEDS = Needs(chair=True, each_organisation=True)


def ask(town: Town, text: PollText) -> PollFacts:
    plan = add_to_plan(town.storage, town.here, SECRETARY, TIMES, town.now)
    facts = poll_plan(town.storage, plan.proposal.id, SECRETARY, text, town.now)
    town.settle()
    return facts


def votes(town: Town, facts: PollFacts, person: names.Who, signs: str) -> None:
    given = {one.id: SIGNS[sign] for one, sign in zip(facts.alternatives, signs, strict=True)}
    vote(town.storage, facts.poll.id, who(person), given, town.now)


def says(person: Person, number: int, given: Vote) -> None:
    """Of the times in the order of their dates, from 0."""
    person.clicks(f"poll_vote.{number}_{given}")


def meetings(town: Town) -> list[Meeting]:
    with town.storage.reading() as transaction:
        return transaction.meetings.coming_of(town.committee.id, town.now)


def test_times_in_words_become_a_poll(town: Town) -> None:
    town.henrik.command(f"/meeting poll {TIMES}", HERE)
    town.henrik.sees(TUESDAY)
    town.henrik.clicks("Fråga vilken som passar …")
    needs = ["Ordföranden eller vice ordföranden", "Någon från varje organisation"]
    town.henrik.submits({"Vem måste kunna komma?": needs, "Minst så många personer": "3"})
    town.henrik.sees("6 ledamöter tillfrågas")
    town.henrik.sees("kan svara till onsdag 18 oktober 2017 kl. 18.00")
    town.settle()
    town.lena.sees("Vilka av de här tiderna passar dig? Brottsförebyggande rådet")
    town.lena.sees(
        "Måste kunna komma: ordföranden eller vice ordföranden, någon från varje organisation och minst 3 personer."
    )
    assert meetings(town) == []


def test_more_people_than_are_asked_are_refused_at_the_field(town: Town) -> None:
    town.henrik.command(f"/meeting poll {TIMES}", HERE)
    town.henrik.clicks("Fråga vilken som passar …")
    form = town.henrik.sees("6 personer tillfrågas.")
    (field,) = [one["element"] for one in form.blocks if one.get("block_id") == "quorum"]
    assert (field["min_value"], field["max_value"]) == ("1", "6")


def test_line_that_could_not_be_read_is_settled_before_the_members_are_asked(town: Town) -> None:
    town.henrik.command("/meeting poll 14/11 kl 10-12; 15/11 kl 13-15; nån gång sen", HERE)
    town.henrik.sees("? ”nån gång sen” Jag hittade inget datum där.")
    town.henrik.sees("När varje sådan rad är omskriven eller utelämnad kan ledamöterna tillfrågas.")
    town.henrik.does_not_see("[Fråga vilken som passar …]")
    town.henrik.clicks("Se igenom och ändra")
    town.henrik.does_not_see("[Bekräfta direkt]")
    town.henrik.clicks("Utelämna")
    town.henrik.clicks("Fråga vilken som passar …")
    town.henrik.submits({})
    town.henrik.sees("6 ledamöter tillfrågas")


def test_what_speaks_against_a_time_stands_where_chair_and_secretary_pick(town: Town) -> None:
    plan = add_to_plan(town.storage, town.here, SECRETARY, "29/3 2018 kl 13; 3/4 2018 kl 10", town.now)
    poll_plan(town.storage, plan.proposal.id, SECRETARY, PollText(), town.now)
    other = replace(names.COUNCIL, name="Trygg i Ekeby", short_name="Trygg")
    there = set_up_committee(town.storage, TEAM_ID, "C0FIKA", SECRETARY, other, town.now).asker.committee
    wish = Wish(datetime.fromisoformat("2018-04-03 11:00"))
    plan_meeting(town.storage, there.id, SECRETARY, wish, town.now)
    town.settle()
    town.tove.sees("⚠️ halvdag: Skärtorsdagen (från kl. 14.00)")
    town.tove.does_not_see("krockar med")
    town.karin.command("/meeting poll", HERE)
    town.karin.sees("⚠️ halvdag: Skärtorsdagen (från kl. 14.00)")
    town.karin.sees("⚠️ krockar med ett annat möte för Henrik Boman")
    town.henrik.command("/meeting poll", HERE)
    town.henrik.sees("⚠️ krockar med Trygg för Henrik Boman")


def test_member_answers_time_by_time_and_can_change_it(town: Town) -> None:
    ask(town, PollText())
    says(town.lena, 0, Vote.YES)
    says(town.lena, 1, Vote.IF_NEED_BE)
    says(town.lena, 2, Vote.NO)
    town.lena.sees("Du har svarat. Du kan ändra dig till onsdag 18 oktober 2017 kl. 18.00.")
    town.lena.sees(f"{WEDNESDAY}* [Ja] [✓ Om det behövs] [Nej] *{THURSDAY}* [Ja] [Om det behövs] [✓ Nej]")
    says(town.lena, 0, Vote.NO)
    town.lena.sees(f"{TUESDAY}* [Ja] [Om det behövs] [✓ Nej]")
    town.settle()
    town.lena.sees("1 av 6 har svarat.")


def test_rest_is_answered_in_one_press(town: Town) -> None:
    ask(town, PollText())
    says(town.lena, 0, Vote.YES)
    town.lena.sees("[✓ Ja]")
    town.lena.clicks("Nej till resten")
    town.lena.sees("Du har svarat.")
    town.lena.sees(f"{TUESDAY}* [✓ Ja] [Om det behövs] [Nej] *{WEDNESDAY}* [Ja] [Om det behövs] [✓ Nej]")


def test_everybody_is_asked_in_their_own_language_and_on_their_own_clock(town: Town) -> None:
    ask(town, PollText())
    town.ulf.sees("Which of these times suit you? Brottsförebyggande rådet")
    town.ulf.sees(
        "Tuesday 14 November 2017, 10:00–12:00 Central European Standard Time (09:00–11:00 where you are)"
    )
    says(town.ulf, 0, Vote.IF_NEED_BE)
    town.ulf.sees("[✓ If need be]")


def test_channel_card_ranks_the_times_and_says_why(town: Town) -> None:
    facts = ask(town, PollText(NEEDS))
    for person in (names.CHAIR, names.SECRETARY, names.POLICE, names.RESCUE, names.SCHOOLS):
        votes(town, facts, person, "n?y")
    town.settle()
    card = next(text for text in town.channel_messages() if "Vilken tid passar?" in text)
    assert card == "Vilken tid passar? Brottsförebyggande rådet: 3 tider att välja mellan"
    town.tove.sees(
        "4 av 5 organisationer kan, har inte svarat: Ekebybostäder; ordföranden kan. 5 ja · 1 har inte svarat"
    )
    town.tove.sees("5 av 6 har svarat.")


def test_hidden_answers_are_for_chair_and_secretary(town: Town) -> None:
    facts = ask(town, PollText(hides_votes=True))
    votes(town, facts, names.POLICE, "yyn")
    town.settle()
    town.tove.sees("Bara ordförande, vice ordförande och sekreterare ser vem som svarar vad.")
    town.tove.does_not_see("1 ja")
    town.henrik.command("/meeting poll", HERE)
    town.henrik.sees("Ja: Lena Ström")


def test_chair_picks_when_everybody_has_answered(town: Town) -> None:
    facts = ask(town, PollText(NEEDS))
    for person in (names.CHAIR, names.SECRETARY, names.POLICE, names.RESCUE, names.SCHOOLS):
        votes(town, facts, person, "?yn")
    town.move_clock_to(facts.poll.deadline)
    town.settle()
    town.karin.sees("Svarstiden är ute.")
    town.karin.sees("Har inte svarat: Greta Nyqvist.")
    town.karin.clicks("Välj den här tiden", within=WEDNESDAY)
    town.karin.sees(f"{WEDNESDAY}* blir det, valt av Karin Ahlgren. De andra tiderna är fria igen.")
    (meeting,) = meetings(town)
    assert (meeting.state, meeting.slot) == (MeetingState.CONFIRMED, facts.alternatives[1].slot)
    town.settle()
    town.lena.sees(f"{WEDNESDAY}* blir det, valt av Karin Ahlgren.")
    assert ("Greta Nyqvist", "invitation") in town.postbox.told()


def test_buttons_to_answer_go_when_the_deadline_passes(town: Town) -> None:
    facts = ask(town, PollText())
    says(town.lena, 0, Vote.YES)
    town.lena.sees("[✓ Ja]")
    town.settle()
    town.tove.sees("[Svara]")
    town.move_clock_to(facts.poll.deadline)
    town.settle()
    town.lena.sees("Svarstiden är ute; ordföranden eller sekreteraren väljer.")
    town.lena.does_not_see("[✓ Ja]")
    town.tove.does_not_see("[Svara]")


def test_time_that_was_picked_stands_among_the_dates_so_far(town: Town) -> None:
    facts = ask(town, PollText())
    pick_time(town.storage, facts.poll.id, facts.alternatives[0].id, who(names.CHAIR), town.now)
    town.lena.command("/meeting plan", HERE)
    town.lena.sees(f"✓ {TUESDAY} Vald i en omröstning av Karin Ahlgren.")


def test_two_quick_picks_make_one_meeting(town: Town) -> None:
    facts = ask(town, PollText())
    town.move_clock_to(facts.poll.deadline)
    town.settle()
    clicks_twice(town.karin, "Välj den här tiden")
    town.karin.sees("valt av Karin Ahlgren.")
    assert town.sandbox.wait_until_quiet()
    assert len(meetings(town)) == 1


def test_poll_is_kept_open_and_withdrawn(town: Town) -> None:
    facts = ask(town, PollText())
    town.move_clock_to(facts.poll.deadline)
    town.settle()
    town.karin.clicks("Håll öppen till …")
    town.karin.submits({"Ledamöterna kan svara till": "2017-10-25"})
    town.karin.sees("kan svara till onsdag 25 oktober 2017 kl. 18.00")
    town.karin.closes()
    town.karin.clicks("Återkalla omröstningen")
    town.karin.sees("Karin Ahlgren har återkallat omröstningen. Tiderna är fria igen.")
    town.settle()
    town.lena.sees("Karin Ahlgren har återkallat omröstningen.")
    assert ("Greta Nyqvist", "poll_over") in town.postbox.told()
    assert meetings(town) == []


def test_only_those_who_are_asked_can_answer(town: Town) -> None:
    ask(town, PollText())
    town.tove.clicks("Svara", within="Svara senast")
    town.tove.sees("Bara de som har en plats i Brottsförebyggande rådet tillfrågas")


def test_silent_member_is_reminded_once(town: Town) -> None:
    facts = ask(town, PollText())
    votes(town, facts, names.POLICE, "yyy")
    says(town.ali, 0, Vote.YES)
    town.ali.sees("[✓ Ja]")
    town.move_clock_to(facts.poll.deadline - timedelta(days=2))
    town.settle()
    town.karin.sees("Du har inte hört av dig ännu: Brottsförebyggande rådet")
    town.move_clock_to(facts.poll.deadline)
    town.settle()
    assert reminded(town, facts) == ["Greta Nyqvist", "Henrik Boman", "Karin Ahlgren", "Ulf Östberg"]
    assert [kind for name, kind in town.postbox.told() if name == "Greta Nyqvist"] == [
        "poll",
        "poll_reminder",
    ]


def reminded(town: Town, facts: PollFacts) -> list[str]:
    with town.storage.reading() as transaction:
        sent = transaction.deliveries.about(facts.poll.id, DeliveryKind.POLL_REMINDER)
        people = transaction.people.named(one.person_id for one in sent)
    return sorted(people[one.person_id].name for one in sent if one.person_id and one.shown)


def test_date_that_was_objected_to_becomes_a_poll(town: Town) -> None:
    put(town, "14/11 kl 10-12; 21/11 kl 10-12")
    town.ali.clicks("Jag invänder …", within="Passar tiderna?")
    town.ali.submits({"objected": [TUESDAY], "reason": "Övning", "suggestion": "15/11"})
    town.ali.sees("Du invänder mot")
    deadline_passes(town)
    town.karin.clicks("Gör en omröstning")
    town.karin.sees("Inget väntar på dig här längre.")
    town.karin.sees(
        "2 tider • Tisdag 14 november 2017 kl. 10.00–12.00 • Onsdag 15 november 2017 kl. 10.00–12.00"
    )
    time_is_kept(town)
    town.tove.sees(f"{TUESDAY} ~ – struken")
    town.karin.clicks("Fråga vilken som passar …")
    town.karin.submits({})
    town.karin.sees("6 ledamöter tillfrågas")
    town.settle()
    town.lena.sees("Vilka av de här tiderna passar dig?")


def test_time_held_by_a_poll_is_warned_of(town: Town) -> None:
    facts = ask(town, PollText())
    town.henrik.command("/meeting plan 14/11 kl 11; 17/11 kl 11", HERE)
    town.henrik.sees("Tisdag 14 november 2017 kl. 11.00–13.00 ⚠️ upptagen av en omröstning som pågår")
    town.henrik.command("/meeting new 2017-12-15 10:00-12:00", HERE)
    town.henrik.clicks("Bekräfta och skicka inbjudningar", within="Fredag 15 december 2017")
    town.henrik.sees("Bekräftat")
    town.henrik.command("/meeting move 15/11 kl 13-15", HERE)
    town.henrik.sees("⚠️ Upptagen av en omröstning som pågår")
    withdraw_poll(town.storage, facts.poll.id, SECRETARY, town.now)
    town.henrik.command("/meeting move 16/11 kl 9-11", HERE)
    town.henrik.sees("Till: torsdag 16 november 2017 kl. 09.00–11.00")


def test_named_answers_stand_on_the_card_and_say_why_the_time_was_picked(town: Town) -> None:
    facts = ask(town, PollText(NEEDS))
    votes(town, facts, names.CHAIR, "?yn")
    votes(town, facts, names.POLICE, "?nn")
    town.settle()
    town.tove.sees("Om det behövs: Karin Ahlgren, Lena Ström")
    pick_time(town.storage, facts.poll.id, facts.alternatives[0].id, SECRETARY, town.now)
    town.settle()
    town.tove.sees("ordföranden om det behövs. 0 ja · 2 om det behövs · 4 har inte svarat")


@pytest.mark.parametrize("words", ["/meeting poll", "/meeting omröstning"])
def test_without_a_poll_it_says_how_to_make_one(town: Town, words: str) -> None:
    town.henrik.command(words, HERE)
    town.henrik.sees("Ingen omröstning pågår.")
    town.henrik.sees("[Skriv tiderna …]")
    town.lena.command(words, HERE)
    town.lena.sees("Ingen omröstning pågår.")
    town.lena.does_not_see("[Skriv tiderna …]")

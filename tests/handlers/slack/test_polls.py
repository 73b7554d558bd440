"""A poll as its people see it: made from dates in words, answered time by time, and the time that is picked."""

import pytest

from bot.domain.meeting import Meeting, MeetingState
from bot.domain.poll import Needs, Vote
from bot.usecases.plans import add_to_plan
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import PollText, poll_plan, vote
from tests import town as names
from tests.at_work import CHANNEL, Town, who
from tests.handlers.slack.meetings import SECRETARY
from tests.handlers.slack.pressing import clicks_twice

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


def meetings(town: Town) -> list[Meeting]:
    with town.storage.reading() as transaction:
        return transaction.meetings.coming_of(town.committee.id, town.now)


def test_times_in_words_become_a_poll(town: Town) -> None:
    town.henrik.command(f"/meeting poll {TIMES}", HERE)
    town.henrik.sees(TUESDAY)
    town.henrik.clicks("Fråga vilken som passar …")
    town.henrik.submits({"Vem måste kunna komma?": ["Ordföranden eller vice ordföranden"]})
    town.henrik.sees("6 ledamöter tillfrågas")
    town.henrik.sees("kan svara till onsdag 18 oktober 2017 kl. 18.00")
    town.settle()
    town.lena.sees("Vilka av de här tiderna passar dig? Brottsförebyggande rådet")
    town.lena.sees("Måste kunna komma: ordföranden.")
    assert meetings(town) == []


def test_member_answers_time_by_time_and_can_change_it(town: Town) -> None:
    ask(town, PollText())
    town.lena.clicks("Ja", within=TUESDAY)
    town.lena.clicks("Om det behövs", within=WEDNESDAY)
    town.lena.sees("[✓ Om det behövs]")
    town.lena.clicks("Nej", within=THURSDAY)
    town.lena.sees("Du har svarat. Du kan ändra dig till onsdag 18 oktober 2017 kl. 18.00.")
    town.lena.clicks("Nej", within=TUESDAY)
    town.lena.sees("[✓ Nej]")
    town.settle()
    town.lena.sees("1 av 6 har svarat.")


def test_rest_is_answered_in_one_press(town: Town) -> None:
    ask(town, PollText())
    town.lena.clicks("Ja", within=TUESDAY)
    town.lena.clicks("Nej till resten")
    town.lena.sees("Du har svarat.")


def test_everybody_is_asked_in_their_own_language_and_on_their_own_clock(town: Town) -> None:
    ask(town, PollText())
    town.ulf.sees("Which of these times suit you? Brottsförebyggande rådet")
    town.ulf.sees(
        "Tuesday 14 November 2017, 10:00–12:00 Central European Standard Time (09:00–11:00 where you are)"
    )
    town.ulf.clicks("If need be", within="Tuesday 14 November")
    town.ulf.sees("[✓ If need be]")


def test_channel_card_ranks_the_times_and_says_why(town: Town) -> None:
    facts = ask(town, PollText(NEEDS))
    for person in (names.CHAIR, names.SECRETARY, names.POLICE, names.RESCUE, names.SCHOOLS):
        votes(town, facts, person, "n?y")
    town.settle()
    card = next(text for text in town.channel_messages() if "Vilken tid passar?" in text)
    assert card == "Vilken tid passar? Brottsförebyggande rådet: 3 tider att välja mellan"
    town.tove.sees(
        "4 av 5 organisationer kan, saknas: Ekebybostäder; ordföranden kan. 5 ja · 1 har inte svarat"
    )
    town.tove.sees("5 av 6 har svarat.")


def test_hidden_answers_are_for_chair_and_secretary(town: Town) -> None:
    facts = ask(town, PollText(hides_votes=True))
    votes(town, facts, names.POLICE, "yyn")
    town.settle()
    town.tove.sees("Bara ordföranden och sekreteraren ser vem som svarar vad.")
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
    town.karin.sees(f"Det blir {WEDNESDAY}, valt av Karin Ahlgren. De andra tiderna är fria igen.")
    (meeting,) = meetings(town)
    assert (meeting.state, meeting.slot) == (MeetingState.CONFIRMED, facts.alternatives[1].slot)
    town.settle()
    town.lena.sees(f"Det blir {WEDNESDAY}, valt av Karin Ahlgren.")
    assert ("Greta Nyqvist", "invitation") in town.postbox.told()


def test_two_quick_picks_make_one_meeting(town: Town) -> None:
    facts = ask(town, PollText())
    town.move_clock_to(facts.poll.deadline)
    town.settle()
    clicks_twice(town.karin, "Välj den här tiden")
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
    town.move_clock_to(facts.poll.deadline)
    with town.storage.reading() as transaction:
        reminders = transaction.deliveries.about(facts.poll.id, "poll_reminder")  # type: ignore[arg-type]
    assert len(reminders) == 6


@pytest.mark.parametrize("words", ["/meeting poll", "/meeting omröstning"])
def test_without_a_poll_it_says_how_to_make_one(town: Town, words: str) -> None:
    town.henrik.command(words, HERE)
    town.henrik.sees("Ingen omröstning pågår.")
    town.henrik.sees("[Skriv tiderna …]")
    town.lena.command(words, HERE)
    town.lena.sees("Ingen omröstning pågår.")
    town.lena.does_not_see("[Skriv tiderna …]")

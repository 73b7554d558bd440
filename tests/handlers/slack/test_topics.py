"""Topics, as people propose, settle, change and withdraw them."""

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ids import TopicId, new_id
from bot.domain.meeting import Meeting
from bot.domain.topic import Topic, TopicKind, TopicState
from bot.sandbox.driver import Person
from bot.sandbox.faults import Fault
from bot.sandbox.model import Message
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.drawn import topic as drawn_topic
from tests.handlers.slack.meetings import december, under_way
from tests.handlers.slack.pressing import clicks_twice

HOSTILE = "<!channel> *gäng* & `kod` 🙂 \u202eעברית"
WAITS = "Föreslaget till fredag 15 december 2017: väntar på ordförande eller sekreterare."


def topics(town: Town) -> list[Topic]:
    """All there are, in any state, oldest first."""
    with town.storage.reading() as transaction:
        return sorted(transaction.topics._where(), key=lambda one: one.position)


def titles(town: Town) -> list[str]:
    return [topic.title for topic in topics(town)]


def only(town: Town) -> Topic:
    (topic,) = topics(town)
    return topic


def propose(town: Town, person: Person, title: str) -> Topic:
    person.command(f"/propose {title}", CHANNEL)
    person.sees(title)
    return topics(town)[-1]


def texts(message: Message, kind: str) -> list[str]:
    """All texts of a kind in a message's blocks."""
    return [found for block in message.blocks or [] for found in _texts(block, kind)]


def _texts(part: Any, kind: str) -> list[str]:
    if isinstance(part, list):
        return [found for one in part for found in _texts(one, kind)]
    if not isinstance(part, dict):
        return []
    own = [part["text"]] if part.get("type") == kind and isinstance(part.get("text"), str) else []
    return own + [found for one in part.values() for found in _texts(one, kind)]


# Five ways


def test_command_proposes_and_says_where_it_went(town: Town) -> None:
    december(town)
    town.lena.command("/propose Trygghetsmätningen", CHANNEL)
    answer = town.lena.sees(WAITS)
    assert isinstance(answer, Message)
    assert answer.ephemeral_to == town.lena.id
    town.lena.sees("[Ändra …]")
    town.lena.sees("[Dra tillbaka]")
    assert only(town).state == TopicState.PROPOSED


def test_command_is_answered_in_the_readers_own_language(town: Town) -> None:
    december(town)
    town.ulf.command("/propose The survey", CHANNEL)
    town.ulf.sees("Proposed for Friday 15 December 2017: waits for chair or secretary.")


def test_command_without_a_meeting_planned_says_that_it_waits_for_one(town: Town) -> None:
    town.lena.command("/propose Trygghetsmätningen", CHANNEL)
    town.lena.sees("Föreslaget till nästa möte, när det är planerat")


def test_command_of_several_lines_has_the_first_as_title(town: Town) -> None:
    town.lena.command("/propose Trygghetsmätningen\nVad den visar\noch vad vi gör", CHANNEL)
    town.lena.sees("och vad vi gör")
    assert (only(town).title, only(town).details) == ("Trygghetsmätningen", "Vad den visar\noch vad vi gör")


def test_command_of_one_very_long_line_loses_nothing(town: Town) -> None:
    text = "Vi behöver tala om belysningen vid stationen. " * 20
    town.lena.command(f"/propose {text}", CHANNEL)
    town.lena.sees("Vi behöver tala om")
    assert only(town).title.endswith("…")
    assert only(town).details == text.strip()


def test_command_alone_opens_a_form_with_everything(town: Town) -> None:
    december(town)
    town.lena.command("/propose", CHANNEL)
    town.lena.submits(
        {
            "Rubrik": "Trygghetsmätningen",
            "Beskrivning": "Vad den visar",
            "Vad ska det leda till?": "Beslut",
            "Föredragande": "Ulf",
            "Önskad tid i minuter": "20",
            "Inte säkert än": "Ev. – det är inte säkert att ärendet tas upp",
        }
    )
    town.lena.sees(WAITS)
    town.lena.sees("Beslut · 20 min · föredras av Ulf")
    topic = only(town)
    assert (topic.title, topic.details, topic.kind, topic.presenter, topic.minutes, topic.tentative) == (
        "Trygghetsmätningen",
        "Vad den visar",
        TopicKind.DECISION,
        "Ulf",
        20,
        True,
    )


def test_form_without_a_title_is_told_so_at_the_field(town: Town) -> None:
    town.lena.command("/propose", CHANNEL)
    assert town.lena.submits({"Rubrik": "   "}) == {"title": "Ärendet behöver en rubrik."}
    assert topics(town) == []


def test_shortcut_takes_title_and_details_from_the_message_and_marks_it(town: Town) -> None:
    december(town)
    said = town.ali.types("Gatubelysningen\nDen är <trasig> & mörk vid skolan.", CHANNEL)
    town.lena.shortcut("Add to agenda", said)
    town.lena.submits({"Vad ska det leda till?": "Diskussion"})
    town.lena.sees(WAITS)
    town.settle()
    topic = only(town)
    assert (topic.title, topic.details) == ("Gatubelysningen", "Den är <trasig> & mörk vid skolan.")
    assert topic.message == f"{said.channel}:{said.ts}"
    assert said.ts.replace(".", "") in topic.permalink
    marked = town.sandbox.workspace.messages.get(said.channel, said.ts)
    assert [reaction.name for reaction in marked.reactions] == ["memo"]
    town.karin.sees("meddelandet det kommer från")


def test_shortcut_in_a_channel_without_committee_means_ones_own(town: Town) -> None:
    said = town.lena.types("Skolvägarna", "fika")
    town.lena.shortcut("Add to agenda", said)
    town.lena.submits()
    town.lena.sees("väntar på ordförande eller sekreterare")
    assert titles(town) == ["Skolvägarna"]


def test_mention_proposes_in_either_language(town: Town) -> None:
    town.lena.types("@kallelse föreslå Trygghetsmätningen", CHANNEL)
    town.lena.sees("väntar på ordförande")
    town.ulf.types("@kallelse propose The survey", CHANNEL)
    town.ulf.sees("waits for chair or secretary")
    assert titles(town) == ["Trygghetsmätningen", "The survey"]


def test_people_in_a_message_are_named_and_may_be_greeted_first(town: Town) -> None:
    town.lena.types("föreslå Be @ali berätta om rapporten")
    town.lena.sees("Föreslaget till nästa möte")
    town.lena.types("@ali: @kallelse föreslå Gatubelysningen", CHANNEL)
    assert town.sandbox.wait_until_still()
    town.lena.types("dagordning @kallelse!", CHANNEL)
    town.lena.sees("Dagordning: Brottsförebyggande rådet")
    assert titles(town) == ["Be @Ali Rahimi berätta om rapporten", "Gatubelysningen"]


def test_mention_in_a_thread_is_answered_in_the_thread(town: Town) -> None:
    parent = town.ali.types("Det är mörkt vid skolan", CHANNEL)
    town.lena.types("@kallelse föreslå Gatubelysningen", CHANNEL, thread=parent)
    answer = town.lena.sees("väntar på ordförande")
    assert isinstance(answer, Message)
    assert answer.thread_ts == parent.ts
    assert titles(town) == ["Gatubelysningen"]


def test_press_in_a_thread_is_answered_in_the_thread(town: Town) -> None:
    parent = town.ali.types("Det är mörkt vid skolan", CHANNEL)
    town.lena.types("@kallelse föreslå Gatubelysningen", CHANNEL, thread=parent)
    town.lena.clicks("Dra tillbaka")
    answer = town.lena.sees("Tillbakadraget.")
    assert isinstance(answer, Message)
    assert answer.thread_ts == parent.ts


def test_direct_message_proposes(town: Town) -> None:
    town.lena.types("föreslå: Trygghetsmätningen")
    town.lena.sees("väntar på ordförande")
    assert titles(town) == ["Trygghetsmätningen"]


def test_words_missing_where_no_form_can_open_get_a_button_to_it(town: Town) -> None:
    town.lena.types("@kallelse föreslå", CHANNEL)
    town.lena.clicks("Öppna formuläret")
    town.lena.submits({"Rubrik": "Trygghetsmätningen"})
    town.lena.sees("väntar på ordförande")
    assert titles(town) == ["Trygghetsmätningen"]


def test_somebody_without_a_seat_is_told_who_can_give_one(town: Town) -> None:
    town.tove.command("/propose Trygghetsmätningen", CHANNEL)
    town.tove.sees("Karin Ahlgren")
    town.tove.command("/propose", CHANNEL)
    town.tove.sees("Kallelse")
    assert topics(town) == []


def test_hostile_text_is_shown_as_typed_and_pings_nobody(town: Town) -> None:
    december(town)
    propose(town, town.lena, HOSTILE)
    town.settle()
    town.karin.sees("<!channel>")
    town.karin.command("/agenda", CHANNEL)
    town.karin.sees("Dagordning: Brottsförebyggande rådet")
    marked_up = [text for message in town.karin.messages() for text in texts(message, "mrkdwn")]
    assert not any("<!channel>" in text for text in marked_up)
    assert any("&lt;!channel&gt;" in text for text in marked_up)
    assert only(town).title == " ".join(HOSTILE.split())


# The same topic twice


def test_same_topic_is_asked_about_not_doubled(town: Town) -> None:
    propose(town, town.lena, "Trygghetsmätningen")
    town.ali.command("/propose trygghetsmätningen.", CHANNEL)
    town.ali.sees("Ett sådant ärende finns redan: ”Trygghetsmätningen”.")
    assert titles(town) == ["Trygghetsmätningen"]
    town.ali.clicks("Låt det vara")
    town.ali.sees("Inget föreslogs två gånger.")
    assert titles(town) == ["Trygghetsmätningen"]


def test_same_topic_proposed_anyway_with_two_clicks_is_there_once_more(town: Town) -> None:
    propose(town, town.lena, "Gäng | 50 % & <fler>")
    town.ali.command("/propose Gäng | 50 % & <fler>\nMer att säga", CHANNEL)
    clicks_twice(town.ali, "Föreslå ändå")
    town.ali.sees("Mer att säga")
    assert town.sandbox.wait_until_still()
    assert [(one.title, one.details) for one in topics(town)] == [
        ("Gäng | 50 % & <fler>", ""),
        ("Gäng | 50 % & <fler>", "Mer att säga"),
    ]


def test_same_topic_in_a_form_keeps_all_that_was_filled_in(town: Town) -> None:
    propose(town, town.lena, "Trygghetsmätningen")
    town.ali.command("/propose", CHANNEL)
    town.ali.submits(
        {"Rubrik": "Trygghetsmätningen", "Beskrivning": "Mer att säga", "Önskad tid i minuter": "15"}
    )
    town.ali.sees("Ändra rubriken, eller föreslå det ändå.")
    assert len(topics(town)) == 1
    town.ali.submits()
    town.ali.sees("väntar på ordförande")
    assert [(one.title, one.details, one.minutes) for one in topics(town)] == [
        ("Trygghetsmätningen", "", None),
        ("Trygghetsmätningen", "Mer att säga", 15),
    ]


def test_repeated_event_proposes_once(town: Town) -> None:
    town.sandbox.app.faults.plan(Fault("repeat_event", times=2))
    town.lena.types("föreslå Trygghetsmätningen")
    town.lena.sees("väntar på ordförande")
    assert town.sandbox.wait_until_still()
    assert titles(town) == ["Trygghetsmätningen"]


# Settling


def test_officers_are_told_and_the_proposer_hears_what_became_of_it(town: Town) -> None:
    december(town)
    propose(town, town.lena, "Trygghetsmätningen")
    town.settle()
    for officer in (town.karin, town.henrik):
        officer.sees(
            "Lena Ström föreslår ett ärende till Brottsförebyggande rådet för fredag 15 december 2017."
        )
    town.karin.clicks("Ta upp på dagordningen", within="Lena Ström föreslår")
    town.karin.sees("På dagordningen för fredag 15 december 2017, som punkt 1.")
    town.settle()
    town.henrik.sees("På dagordningen för fredag 15 december 2017, som punkt 1.")
    town.henrik.does_not_see("[Avslå …]")
    town.lena.sees(
        "Ditt ärende till Brottsförebyggande rådet: På dagordningen för fredag 15 december 2017, som punkt 1."
    )


def test_decline_asks_for_a_reason_and_the_proposer_reads_it(town: Town) -> None:
    december(town)
    propose(town, town.lena, "Trygghetsmätningen")
    town.settle()
    town.henrik.clicks("Avslå …", within="Lena Ström föreslår")
    assert town.henrik.submits({"Skäl": "  "}) == {"reason": "Skriv varför, med några ord."}
    town.henrik.submits({"Skäl": "Vi väntar på rapporten."})
    town.henrik.sees("Avslaget: Vi väntar på rapporten.")
    town.settle()
    town.lena.sees("Ditt ärende till Brottsförebyggande rådet: Avslaget: Vi väntar på rapporten.")
    assert only(town).state == TopicState.DECLINED


def test_two_officers_accepting_the_same_topic_have_one_effect(town: Town) -> None:
    december(town)
    propose(town, town.lena, "Trygghetsmätningen")
    for officer in (town.karin, town.henrik):
        officer.command("/agenda", CHANNEL)
        officer.sees("Väntar på ordförande eller sekreterare")
    town.karin.clicks("Ta upp på dagordningen", within="Dagordning:")
    town.karin.sees("1 ärende på dagordningen")
    town.henrik.clicks("Ta upp på dagordningen", within="Dagordning:")
    town.henrik.sees("”Trygghetsmätningen” står redan på dagordningen.")
    town.henrik.sees("1 ärende på dagordningen")
    town.settle()
    told = [message for message in town.lena.messages() if "Ditt ärende" in message.text]
    assert len([one for one in topics(town) if one.on_agenda]) == 1
    assert len(told) <= 1


def test_member_cannot_settle(town: Town) -> None:
    december(town)
    propose(town, town.lena, "Trygghetsmätningen")
    town.ali.command("/agenda", CHANNEL)
    town.ali.sees("Trygghetsmätningen")
    town.ali.does_not_see("[Ta upp på dagordningen]")


def test_proposer_changes_and_withdraws_their_own(town: Town) -> None:
    december(town)
    propose(town, town.lena, "Trygghetsmätningen")
    town.settle()
    town.lena.clicks("Ändra …")
    town.lena.submits({"Rubrik": "Trygghetsmätningen 2017", "Önskad tid i minuter": "30"})
    town.lena.sees("Föreslaget till fredag")
    town.lena.closes()
    town.lena.sees("Trygghetsmätningen 2017")
    town.settle()
    town.karin.sees("Trygghetsmätningen 2017")
    town.lena.clicks("Dra tillbaka")
    town.lena.sees("Tillbakadraget.")
    town.settle()
    town.karin.sees("Tillbakadraget.")
    town.karin.does_not_see("[Ta upp på dagordningen]")
    assert only(town).state == TopicState.WITHDRAWN


def test_accepted_at_once_where_the_committee_says_so(town: Town) -> None:
    december(town)
    with town.storage.transaction() as transaction:
        transaction.committees.put(replace(town.committee, accepts_topics_at_once=True))
    town.lena.command("/propose Trygghetsmätningen", CHANNEL)
    town.lena.sees("På dagordningen för fredag 15 december 2017, som punkt 1.")


# The agenda


def agenda_of(person: Person, count: str) -> Message:
    person.command("/agenda", CHANNEL)
    shown = person.sees(count)
    assert isinstance(shown, Message)
    return shown


@pytest.fixture
def three(town: Town) -> Town:
    """Three topics on December's agenda, the second Lena's."""
    december(town)
    for number, title in enumerate(("Lägesbild", "Trygghetsmätningen", "Belysningen"), start=1):
        propose(town, town.lena if number == 2 else town.ali, title)
        town.henrik.command("/agenda", CHANNEL)
        town.henrik.clicks("Ta upp på dagordningen", within="Dagordning:")
        town.henrik.sees(f"{number} ärende")
    return town


def test_agenda_redraws_itself_after_each_press(three: Town) -> None:
    shown = agenda_of(three.karin, "3 ärenden på dagordningen")
    three.karin.clicks("Flytta ner", within="3 ärenden på dagordningen")
    three.karin.sees("1. Trygghetsmätningen")
    three.karin.clicks("Markera som ev.", within="1. Trygghetsmätningen")
    three.karin.sees("1. Ev. Trygghetsmätningen")
    three.karin.clicks("Markera som säkert", within="1. Ev. Trygghetsmätningen")
    three.karin.sees("1. Trygghetsmätningen")
    three.karin.clicks("Ta bort från dagordningen …", within="1. Trygghetsmätningen")
    three.karin.submits({"Skäl": "Hör hemma i nämnden."})
    three.karin.sees("Avslaget: Hör hemma i nämnden.")
    three.karin.closes()
    three.karin.sees("2 ärenden på dagordningen")
    mine = [one for one in three.karin.messages() if one.ephemeral_to == three.karin.id]
    assert [one.ts for one in mine] == [shown.ts]
    three.settle()
    three.lena.sees("Avslaget: Hör hemma i nämnden.")


def test_agenda_shows_members_what_they_may_do_with_their_own(three: Town) -> None:
    agenda_of(three.lena, "3 ärenden på dagordningen")
    three.lena.sees("2. Trygghetsmätningen")
    three.lena.sees("[… Ändra … / Dra tillbaka]")
    three.lena.does_not_see("Flytta upp")
    three.lena.clicks("Dra tillbaka", within="3 ärenden på dagordningen")
    three.lena.sees("2 ärenden på dagordningen")


def test_agenda_in_a_direct_message_redraws_itself_there(three: Town) -> None:
    three.karin.command("/agenda")
    three.karin.clicks("Flytta ner", within="1. Lägesbild")
    three.karin.sees("2. Lägesbild")
    three.karin.types("dagordning")
    three.karin.clicks("Flytta upp", within="2. Lägesbild")
    three.karin.sees("1. Lägesbild")


def test_agenda_takes_a_proposal_and_shows_it(three: Town) -> None:
    agenda_of(three.ali, "3 ärenden på dagordningen")
    three.ali.clicks("Föreslå ett ärende")
    three.ali.submits({"Rubrik": "Skolvägarna"})
    three.ali.sees("Skolvägarna")
    three.ali.closes()
    three.ali.sees("1 väntar")


def test_agenda_of_the_meeting_under_way(town: Town) -> None:
    under_way(town)
    town.lena.command("/agenda", CHANNEL)
    town.lena.sees("Onsdag 11 oktober 2017")


def sixty_topics(town: Town, meeting: Meeting) -> None:
    """Fifty on the agenda and ten that wait, with long titles; nobody is told."""
    with town.storage.transaction() as transaction:
        for number in range(1, 61):
            topic = replace(
                drawn_topic(f"Ärende nummer {number} {'x' * 200}", waits=number > 50),
                id=TopicId(new_id()),
                committee_id=meeting.committee_id,
                meeting_id=meeting.id,
                position=number,
                proposed_by=meeting.planned_by,
            )
            transaction.topics.add(topic)


def ephemeral(person: Person) -> Message:
    """What only this person sees, the newest."""
    return next(one for one in reversed(person.messages()) if one.ephemeral_to)


def test_agenda_of_sixty_topics_is_turned_page_by_page(town: Town) -> None:
    sixty_topics(town, december(town))
    town.karin.command("/agenda", CHANNEL)
    town.karin.sees("1. Ärende nummer 1 ")
    seen: list[int] = []
    while len(seen) < 60:
        page = str(ephemeral(town.karin).blocks)
        seen += dict.fromkeys(int(number) for number in re.findall(r"Ärende nummer (\d+) x", page))
        left = 60 - len(seen)
        if left:
            town.karin.clicks(f"… och {left} ärende{'n' if left > 1 else ''} till")
            town.karin.sees(f"Ärende nummer {len(seen) + 1} ")
    assert seen == list(range(1, 61))
    town.karin.clicks("Tidigare ärenden")
    town.karin.sees("Flytta upp")

"""Topics and the agenda, as each reader sees them."""

from dataclasses import replace

from bot.domain.committee import Role
from bot.domain.topic import TopicState
from bot.handlers.slack.render.agenda import agenda_message
from bot.handlers.slack.render.blocks import Message, fitted, weight
from bot.handlers.slack.render.topics import (
    own_topic_message,
    topic_settled_message,
    topic_waiting_message,
)
from tests.handlers.slack.drawn import DECEMBER, ENGLISH, SWEDISH, read
from tests.handlers.slack.recorded import SURVEY, about, agenda

ON = replace(SURVEY, state=TopicState.ACCEPTED)


def test_waiting_topic_tells_officers_who_proposes_what_for_when() -> None:
    assert read(topic_waiting_message(about(), SWEDISH)) == [
        "Lena Ström föreslår ett ärende till Brottsförebyggande rådet för fredag 15 december 2017.",
        "*Trygghetsmätningen*",
        "Vad den visar",
        "Beslut · 20 min · föredras av Ulf Östberg",
        "[Ta upp på dagordningen]",
        "[Avslå …]",
        "[Ändra …]",
    ]


def test_waiting_topic_that_was_settled_shows_the_outcome_without_buttons() -> None:
    settled = about(state=TopicState.DECLINED, reason="Next spring.")
    assert read(topic_waiting_message(settled, ENGLISH)) == [
        "Lena Ström proposes a topic to Brottsförebyggande rådet for Friday 15 December 2017.",
        "*Trygghetsmätningen*",
        "Vad den visar",
        "Decision · 20 min · presented by Ulf Östberg",
        "Declined: Next spring.",
    ]


def test_waiting_topic_without_a_meeting_names_none() -> None:
    (first, *_) = read(topic_waiting_message(about(meeting=None), ENGLISH))
    assert first == "Lena Ström proposes a topic to Brottsförebyggande rådet."


def test_settled_topic_tells_the_proposer_its_number() -> None:
    lines = read(topic_settled_message(about(state=TopicState.ACCEPTED, number=3), ENGLISH))
    assert lines[0] == (
        "Your topic for Brottsförebyggande rådet: On the agenda for Friday 15 December 2017, as number 3."
    )
    assert lines[-2:] == ["[Change …]", "[Withdraw]"]


def test_settled_topic_that_was_declined_gives_the_reason_and_no_buttons() -> None:
    lines = read(topic_settled_message(about(state=TopicState.DECLINED, reason="Inte nu."), SWEDISH))
    assert lines[0] == "Ditt ärende till Brottsförebyggande rådet: Avslaget: Inte nu."
    assert not any(line.startswith("[") for line in lines)


def test_own_topic_of_an_officer_can_be_settled_at_once() -> None:
    assert read(own_topic_message(about(role=Role.SECRETARY), ENGLISH))[-3:] == [
        "[Put on the agenda]",
        "[Change …]",
        "[Withdraw]",
    ]
    assert read(own_topic_message(about(role=Role.MEMBER), ENGLISH))[-2:] == ["[Change …]", "[Withdraw]"]


def test_topic_made_from_a_message_links_to_it() -> None:
    linked = replace(SURVEY, permalink="https://ekeby.example/archives/C1/p15?a=1&b=2")
    shown = own_topic_message(about(linked), ENGLISH)
    assert "<https://ekeby.example/archives/C1/p15?a=1&amp;b=2|the message it comes from>" in str(
        shown.blocks
    )


def test_agenda_of_an_officer() -> None:
    first, tentative = replace(ON, title="Lägesbild", minutes=None), replace(ON, tentative=True)
    drawn = agenda_message(agenda([first, tentative, SURVEY], Role.SECRETARY), SWEDISH)
    assert read(drawn) == [
        "Dagordning: Brottsförebyggande rådet",
        "Fredag 15 december 2017 kl. 10.00–12.00 · Eksalen, kommunhuset",
        "*1. Lägesbild*",
        "Beslut · föredras av Ulf Östberg · på förslag av Lena Ström",
        "[… Ändra … / Flytta ner / Markera som ev. / Ta bort från dagordningen …]",
        "*2. Ev. Trygghetsmätningen*",
        "Beslut · 20 min · föredras av Ulf Östberg · på förslag av Lena Ström",
        "[… Ändra … / Flytta upp / Markera som säkert / Ta bort från dagordningen …]",
        "*Väntar på ordförande eller sekreterare*",
        "*Trygghetsmätningen*",
        "Beslut · 20 min · föredras av Ulf Östberg · på förslag av Lena Ström",
        "Vad den visar",
        "[Ta upp på dagordningen]",
        "[Avslå …]",
        "[Ändra …]",
        "2 ärenden på dagordningen · 1 väntar · 20 av 120 minuter önskade",
        "[Föreslå ett ärende]",
    ]


def test_agenda_of_a_member_has_no_officers_buttons() -> None:
    lines = read(agenda_message(agenda([ON, SURVEY]), ENGLISH))
    assert [line for line in lines if line.startswith("[")] == ["[More]", "[Propose a topic]"]


def test_agenda_of_somebody_without_a_seat_has_none() -> None:
    lines = read(agenda_message(agenda([replace(ON, details="")], role=None), ENGLISH))
    assert not any(line.startswith("[") for line in lines)


def test_agenda_without_a_meeting_and_without_topics() -> None:
    assert read(agenda_message(agenda([], meeting=None), ENGLISH)) == [
        "Agenda: Brottsförebyggande rådet",
        "No meeting is planned; topics wait for the next one.",
        "The agenda is empty so far.",
        "0 topics on the agenda",
        "[Propose a topic]",
    ]


def test_agenda_that_takes_longer_than_the_meeting_is_marked() -> None:
    assert ":warning: 180 of 120 minutes asked for" in str(
        agenda_message(agenda([replace(ON, minutes=90)] * 2), ENGLISH).blocks
    )


def page(start: int) -> Message:
    crowded = [replace(ON, title=f"Topic {number} {'y' * 280}") for number in range(1, 61)]
    return agenda_message(agenda(crowded, Role.CHAIR), ENGLISH, start)


def test_agenda_of_sixty_long_topics_has_pages_that_follow_each_other() -> None:
    shown: list[str] = []
    while len(shown) < 60:
        lines = read(page(len(shown)))
        shown += [line for line in lines if "Topic" in line]
        left = 60 - len(shown)
        assert (f"[… and {left} more topics]" in lines) == (left > 1)
    assert [line.split()[0] for line in shown] == [f"*{number}." for number in range(1, 61)]


def test_agenda_asked_for_a_place_in_the_middle_shows_its_page() -> None:
    first = len([line for line in read(page(0)) if "Topic" in line])
    assert read(page(first + 1)) == read(page(first))
    assert read(page(999))[-1] == "[Propose a topic]"


def test_fitted_cuts_no_escaped_mark_in_two() -> None:
    for most in range(3, 30):
        text = fitted("a & b < c > d *e* " * 5, most)
        assert len(text) <= most
        assert text.removesuffix("…").count("&") == sum(
            text.count(mark) for mark in ("&amp;", "&lt;", "&gt;")
        )


def test_weight_counts_every_string() -> None:
    assert weight([{"type": "section", "text": {"text": "abc"}, "expand": True}]) == len("section") + 3


def test_meeting_is_named_on_the_committees_own_calendar() -> None:
    late = replace(DECEMBER, start=DECEMBER.start.replace(hour=23, minute=30))
    assert "16 December" in str(topic_waiting_message(about(meeting=late), ENGLISH).blocks)

"""A meeting as it is asked for, and as its channel sees it."""

from dataclasses import replace

import pytest

from bot.domain.committee import Role
from bot.domain.meeting import MeetingState
from bot.handlers.slack.render.meeting import card, meeting_answer, next_meetings_answer
from bot.language.words import Words
from bot.usecases.facts import NextMeeting
from tests.handlers.slack.drawn import (
    AGENDA,
    ALI,
    COUNCIL,
    DECEMBER,
    ENGLISH,
    GRETA,
    KARIN,
    LONDON,
    NOW,
    SWEDISH,
    facts,
    in_state,
    moved,
    read,
    topic,
)


def test_answer_tells_a_member_all_in_swedish() -> None:
    assert read(meeting_answer(facts(asker=ALI), SWEDISH, NOW)) == [
        "Brottsförebyggande rådet",
        "*Fredag 15 december 2017 kl. 10.00–12.00* · om 65 dagar",
        "Eksalen, kommunhuset · Videolänk",
        "Bekräftat · 1 förslag väntar på ordföranden",
        "*Dagordning*",
        "1. Lägesbild (Lena Ström)",
        "2. Ev. Trygghetsmätningen",
        "*Svar*",
        "1 kommer · 1 kommer inte · 2 har inte svarat",
        "Du har *tackat nej*.",
        "[Lägg till en kommentar …]",
        "[Tacka ja]",
        "[Kanske]",
        "[Tacka nej]",
        "[Föreslå ett ärende]",
        "[Kalenderfil]",
    ]


def test_answer_tells_the_chair_in_english_who_has_answered_what() -> None:
    assert read(meeting_answer(facts(asker=KARIN), ENGLISH, NOW)) == [
        "Brottsförebyggande rådet",
        "*Friday 15 December 2017, 10:00–12:00* · in 65 days",
        "Eksalen, kommunhuset · Video link",
        "Confirmed · 1 proposal waits for the chair",
        "*Agenda*",
        "1. Lägesbild (Lena Ström)",
        "2. Tentative: Trygghetsmätningen",
        "*Accepted (1):* Karin Ahlgren",
        "*Declined (1):* Ali Rahimi",
        "*Not answered (2):* Greta Nyqvist, Lena Ström",
        "You have *accepted*.",
        "[Add a comment …]",
        "[Accept]",
        "[Tentative]",
        "[Decline]",
        "[Propose a topic]",
        "[Calendar file]",
        "[Papers]",
        "[… Start the meeting / Change time or place / Cancel the meeting / Papers / Guests, and who got what]",
    ]


def test_answer_gives_the_readers_own_clock_when_it_differs() -> None:
    lines = read(meeting_answer(facts(asker=ALI), Words("en", LONDON), NOW))
    assert lines[1] == (
        "*Friday 15 December 2017, 10:00–12:00 Central European Standard Time (09:00–11:00 where you are)*"
        " · in 65 days"
    )


def test_answer_about_a_planned_meeting_lets_nobody_answer_and_an_officer_confirm() -> None:
    planned = in_state(MeetingState.PLANNED)
    member = read(meeting_answer(facts(planned, answers=(), asker=ALI), ENGLISH, NOW))
    officer = read(meeting_answer(facts(planned, answers=(), asker=KARIN), ENGLISH, NOW))
    assert member[-1:] == ["[Propose a topic]"]
    assert officer[-4:] == [
        "[Confirm and send invitations]",
        "[Propose a topic]",
        "[Papers]",
        "[… Change time or place / Cancel the meeting / Invite a guest / Papers]",
    ]


def test_answer_to_somebody_from_outside_has_no_buttons() -> None:
    outside = replace(ALI, id="nobody")
    blocks = meeting_answer(facts(asker=outside), ENGLISH, NOW).blocks
    assert [block["type"] for block in blocks] == ["header", "section", "context", "section", "section"]


def test_answer_fills_in_the_own_answer_and_carries_only_ids() -> None:
    (row,) = [b for b in meeting_answer(facts(asker=ALI), ENGLISH, NOW).blocks if b["type"] == "actions"]
    assert [(one["action_id"], one["value"], one.get("style")) for one in row["elements"]] == [
        ("answer_accepted", "1|december|answer", None),
        ("answer_tentative", "1|december|answer", None),
        ("answer_declined", "1|december|answer", "primary"),
        ("topic_propose", "1|council", None),
        ("meeting_file", "1|december", None),
    ]


def test_card_is_in_the_committees_words_and_names_nobody() -> None:
    assert read(card(facts(), SWEDISH)) == [
        "Brottsförebyggande rådet",
        "*Fredag 15 december 2017 kl. 10.00–12.00*",
        "Eksalen, kommunhuset · Videolänk",
        "Bekräftat · 1 förslag väntar på ordföranden",
        "*Dagordning*",
        "1. Lägesbild (Lena Ström)",
        "2. Ev. Trygghetsmätningen",
        "1 kommer · 1 kommer inte · 2 har inte svarat",
        "[Tacka ja]",
        "[Kanske]",
        "[Tacka nej]",
        "[Föreslå ett ärende]",
        "[Kalenderfil]",
        "[… Starta mötet / Ändra tid eller plats / Ställ in mötet / Handlingar / Gäster och vem som har fått vad]",
    ]


def test_card_blocks_are_exactly_these() -> None:
    assert card(facts(topics=AGENDA[:1], answers=()), ENGLISH).blocks[:4] == (
        {
            "type": "header",
            "text": {"type": "plain_text", "text": "Brottsförebyggande rådet", "emoji": True},
        },
        {
            "type": "section",
            "text": {
                "type": "mrkdwn",
                "text": "*Friday 15 December 2017, 10:00–12:00*\nEksalen, kommunhuset · "
                "<https://video.example/bra?room=1&amp;lang=sv|Video link>",
                "verbatim": True,
            },
        },
        {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": "Confirmed", "verbatim": True}],
        },
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": "*Agenda*\n1. Lägesbild (Lena Ström)", "verbatim": True},
        },
    )


STATES = {
    MeetingState.IN_PROGRESS: (
        "Under way since 10:00",
        ["[Accept]", "[Tentative]", "[Decline]", "[Propose a topic]", "[Calendar file]"],
        "[… End the meeting / Papers / Record a decision / Record an action / Who got what]",
    ),
    MeetingState.HELD: (
        "Held",
        [],
        "[… Summary of decisions / Record a decision / Record an action / Who got what]",
    ),
    MeetingState.CLOSED: ("Closed", [], "[… Summary of decisions / Who got what]"),
    MeetingState.CANCELLED: ("*Cancelled.*", [], "[… Who got what]"),
}


@pytest.mark.parametrize("state", STATES)
def test_card_follows_the_meeting_through_its_life(state: MeetingState) -> None:
    standing, answering, menu = STATES[state]
    lines = read(card(facts(in_state(state), topics=()), ENGLISH))
    assert standing in lines
    assert lines[-1 - len(answering) :] == [*answering, menu]


def test_card_of_a_cancelled_meeting_strikes_the_time_and_gives_the_reason() -> None:
    off = replace(in_state(MeetingState.CANCELLED), cancel_reason="Strömavbrott")
    drawn = card(facts(off), SWEDISH)
    assert drawn.text == (
        "Inställt: Brottsförebyggande rådet, fredag 15 december 2017 kl. 10.00–12.00, Eksalen, kommunhuset"
    )
    assert read(drawn)[1:4] == [
        "~Fredag 15 december 2017 kl. 10.00–12.00~",
        "Eksalen, kommunhuset · Videolänk",
        "*Inställt.* Skäl: Strömavbrott",
    ]
    assert "svarat" not in " ".join(read(drawn))


def test_card_of_a_moved_meeting_says_from_when() -> None:
    assert read(card(facts(moved(), topics=()), SWEDISH))[3] == (
        "Bekräftat. Flyttat från fredag 8 december 2017 kl. 10.00"
    )


def test_several_committees_stand_below_each_other_and_one_without_a_meeting_says_so() -> None:
    found = [
        NextMeeting(COUNCIL, facts(asker=ALI), Role.MEMBER),
        NextMeeting(replace(COUNCIL, id="other", name="Trygg & säker"), None, Role.SECRETARY),
        NextMeeting(replace(COUNCIL, id="third", name="Nämnden"), None, None),
    ]
    drawn = next_meetings_answer(found, ENGLISH, NOW)
    assert read(drawn)[-6:] == [
        "[Propose a topic]",
        "[Calendar file]",
        "*Trygg & säker* has no meeting planned. Topics can be proposed already; they join the next meeting.",
        "[Plan a meeting]",
        "[Propose a topic]",
        "*Nämnden* has no meeting planned.",
    ]
    assert drawn.text.split("\n")[1:] == [
        "*Trygg &amp; säker* has no meeting planned. Topics can be proposed already; they join the next meeting.",
        "*Nämnden* has no meeting planned.",
    ]


def test_many_committees_fit_in_one_message() -> None:
    long_agenda = [topic(f"Ärende {number} " + "x" * 140) for number in range(50)]
    found = [
        NextMeeting(replace(COUNCIL, id=f"c{number}"), facts(asker=GRETA, topics=long_agenda), Role.MEMBER)
        for number in range(30)
    ]
    lines = read(next_meetings_answer(found, ENGLISH, NOW))
    assert lines.count("[Show]") > 10


def test_a_long_agenda_ends_with_how_many_more_there_are() -> None:
    drawn = meeting_answer(facts(DECEMBER, topics=[topic("Ä" * 400)] * 50, asker=ALI), SWEDISH, NOW)
    numbered = [line for line in read(drawn) if line[:1].isdigit() and "Ä" in line]
    left = 50 - len(numbered)
    assert f"… och {left} ärenden till" in read(drawn)

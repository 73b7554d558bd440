"""Whatever people type, however many they are: what is drawn is what they typed, pings nobody, and Slack takes it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.domain.person import Person
from bot.handlers.slack.render.blocks import Block, Message
from bot.handlers.slack.render.distribution import distribution_message
from bot.handlers.slack.render.guests import invited_message, uninvited_message
from bot.handlers.slack.render.invitation import invitation_message, reminder_message
from bot.handlers.slack.render.meeting import card, meeting_answer
from bot.handlers.slack.render.meeting_forms import (
    cancel_meeting_form,
    guest_form,
    move_meeting_form,
    new_meeting_form,
)
from bot.handlers.slack.render.said_back import (
    answered_message,
    cancelled_message,
    confirmed_message,
    moved_message,
    planned_message,
    started_message,
)
from bot.language.words import Words
from bot.usecases.facts import Change, MeetingFacts
from tests.handlers.slack.drawn import (
    ALI,
    COUNCIL,
    DECEMBER,
    ENGLISH,
    KARIN,
    NOW,
    SWEDISH,
    delivery,
    distribution,
    facts,
    in_state,
    invitation,
    moved,
    read,
    sent_to,
    topic,
)

Draw = Callable[[MeetingFacts, Words], Message | Block]

DRAWN: dict[str, Draw] = {
    "answer": lambda about, words: meeting_answer(about, words, NOW),
    "card": card,
    "invitation": lambda about, words: invitation_message(invitation(about=about), words),
    "moved": lambda about, words: invitation_message(invitation(change=Change.MOVED, about=about), words),
    "cancelled": lambda about, words: invitation_message(
        invitation(change=Change.CANCELLED, about=about), words
    ),
    "withdrawn": lambda about, words: invitation_message(
        invitation(change=Change.WITHDRAWN, about=about), words
    ),
    "superseded": lambda about, words: invitation_message(
        invitation(change=Change.SUPERSEDED, about=about), words
    ),
    "reminder": lambda about, words: reminder_message(invitation(about=about), words),
    "said planned": planned_message,
    "said confirmed": confirmed_message,
    "said moved": moved_message,
    "said cancelled": cancelled_message,
    "said started": started_message,
    "said answered": answered_message,
    "guest invited": lambda about, words: invited_message(about, "a@example.org", words),
    "guest uninvited": lambda about, words: uninvited_message(about, ALI.id, words),
    "form new": lambda about, words: new_meeting_form([about.committee] * 3, words),
    "form move": move_meeting_form,
    "form cancel": lambda about, words: cancel_meeting_form(about, words, about.meeting.cancel_reason),
    "form guest": guest_form,
    "distribution": lambda about, words: distribution_message(
        distribution(
            *(sent_to(person, delivery()) for person in about.people.values()), meeting=about.meeting
        ),
        words,
    ),
}

NASTY = "<!channel> *fet* _lut_ ~struken~ `kod` & <https://evil.example|klick>\r\n:tada: \u202eשלום {when} 🎉"


def nasty() -> MeetingFacts:
    villain = Person(ALI.id, NASTY, "a@example.org")
    return facts(
        replace(moved(), place=NASTY, link=NASTY, cancel_reason=NASTY),
        committee=replace(COUNCIL, name=NASTY[:150], place=NASTY),
        topics=[topic(NASTY, tentative=True, presenter=NASTY), topic(NASTY, waits=True)],
        answers=[(villain, Answer.ACCEPTED)],
        guests=[(villain, NASTY)],
        asker=KARIN,
    )


def crowded() -> MeetingFacts:
    crowd = [Person(f"p{number}", f"{'Åsa-Märta ' * 12}{number}") for number in range(100)]
    return facts(
        replace(
            DECEMBER, place="Ö" * 3000, link="https://video.example/" + "x" * 2000, cancel_reason="Å" * 3000
        ),
        committee=replace(COUNCIL, name="Ä" * 150),
        topics=[topic("Ö" * 3000, presenter="Å" * 3000) for _ in range(100)],
        answers=[(one, Answer.NONE) for one in crowd] + [(ALI, Answer.ACCEPTED)],
        guests=[(one, "&" * 300) for one in crowd],
        asker=KARIN,
    )


def empty() -> MeetingFacts:
    return facts(
        replace(DECEMBER, place="", link=""), topics=(), answers=(), committee=replace(COUNCIL, place="")
    )


CASES = {"nasty": nasty, "crowded": crowded, "empty": empty}


@pytest.mark.parametrize("words", [ENGLISH, SWEDISH], ids=["english", "swedish"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("draw", DRAWN)
def test_slack_takes_it_in_every_state(draw: str, case: str, words: Words) -> None:
    about = CASES[case]()
    for state in MeetingState:
        read(DRAWN[draw](replace(about, meeting=in_state(state, about.meeting)), words))


def strings(drawn: object) -> list[str]:
    """Every mrkdwn text in what is drawn, and the fallback."""
    if isinstance(drawn, Message):
        return [drawn.text, *strings(list(drawn.blocks))]
    if isinstance(drawn, dict):
        own = [drawn["text"]] if drawn.get("type") == "mrkdwn" else []
        return own + [text for value in drawn.values() for text in strings(value)]
    if isinstance(drawn, list):
        return [text for value in drawn for text in strings(value)]
    return []


@pytest.mark.parametrize("draw", DRAWN)
def test_nobody_is_pinged_and_nothing_links_by_what_people_type(draw: str) -> None:
    for text in strings(DRAWN[draw](nasty(), ENGLISH)):
        assert "<!" not in text
        assert "<http" not in text
        assert "\r" not in text


def test_what_people_type_is_shown_as_typed() -> None:
    lines = read(card(nasty(), SWEDISH))
    shown = "<!channel> \u2060*\u2060fet\u2060*\u2060"
    assert any(line.startswith(f"1. Ev. {shown}") for line in lines)

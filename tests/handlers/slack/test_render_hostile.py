"""Whatever people type, however much of it there is: Slack takes the drawing, and nobody is pinged."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.committee import Role
from bot.domain.held_mail import HeldKind
from bot.domain.record import ActionState, Summary
from bot.domain.topic import TopicState, TopicText
from bot.handlers.slack.ids import Form, Place, parts_of, room_for, value
from bot.handlers.slack.render.agenda import agenda_message, agendas_message
from bot.handlers.slack.render.blocks import Block, Message, section
from bot.handlers.slack.render.bounce import bounce_message
from bot.handlers.slack.render.held_mail import held_mail_message, whose_mail_form
from bot.handlers.slack.render.home import home_view
from bot.handlers.slack.render.record_forms import action_form, decision_form
from bot.handlers.slack.render.records import action_given_message, action_message, decision_message
from bot.handlers.slack.render.registers import actions_message, decisions_message
from bot.handlers.slack.render.summary import summary_change_message, summary_message
from bot.handlers.slack.render.summary_preview import preview_message, summary_form
from bot.handlers.slack.render.topic_forms import decline_form, topic_form
from bot.handlers.slack.render.topics import (
    own_topic_message,
    same_topic_message,
    topic_settled_message,
    topic_waiting_message,
)
from bot.language.words import Words
from bot.usecases.actions import ActionText
from bot.usecases.decisions import DecisionText
from bot.usecases.summary_facts import SummaryChange
from tests.handlers.slack import letters, recorded
from tests.handlers.slack.drawn import COUNCIL, DECEMBER, ENGLISH, LENA, NOW, SWEDISH, read

TEXTS = {
    "pings": "<!channel> <!here|x> <@U0LENA> <#C0BRA> <https://evil.example|click> @channel",
    "marks": "*bold* _it_ ~gone~ `code` ```block``` > quote :smile: *",
    "escapes": "&<>" * 1000,
    "long": "ord " * 750,
    "one word": "x" * 3000,
    "lines": "a\r\nb\rc\n\n" * 400,
    "right to left": "\u202eשלום \u200f(עברית)\u2066" * 20,
    "emoji": "👩‍👩‍👧🙂" * 300,
    "separators": "1|2%7C|3&amp;|" * 200,
    "blank": " \n ",
}
MANY = 40


def topics(text: str) -> Any:
    waiting = replace(recorded.SURVEY, title=text, details=text, presenter=text)
    return waiting, replace(
        waiting, state=TopicState.ACCEPTED, tentative=True, permalink="https://a.example/p?a=1&b=2"
    )


def long_summary(text: str) -> Any:
    survey = topics(text)[1]
    decided = [
        replace(recorded.decision(text, number, survey), proposed_by=text) for number in range(1, MANY + 1)
    ]
    given = [recorded.action(text, number) for number in range(1, MANY + 1)]
    known = Summary(recorded.OCTOBER.id, note=text, posted_at=NOW, changed_at=NOW)
    return recorded.summary(decided, given, [survey], known=known)


Draw = Callable[[str, Words], Message | Block]

DRAWINGS: dict[str, Draw] = {
    "own topic": lambda text, words: own_topic_message(
        recorded.about(topics(text)[0], role=Role.CHAIR), words
    ),
    "topic waits": lambda text, words: topic_waiting_message(recorded.about(topics(text)[0]), words),
    "topic settled": lambda text, words: topic_settled_message(
        recorded.about(topics(text)[1], state=TopicState.DECLINED, reason=text), words
    ),
    "same topic": lambda text, words: same_topic_message(
        recorded.about(topics(text)[0]), value("request", "committee", room_for(text, 1800)), words
    ),
    "topic form": lambda text, words: topic_form(
        Form.TOPIC,
        words,
        value("council", "C1:1", "https://a.example", ""),
        TopicText(text[:300], text, presenter=text[:200]),
        committees=[replace(COUNCIL, name=text), COUNCIL],
        lead="lead",
    ),
    "decline form": lambda text, words: decline_form(
        replace(recorded.about(topics(text)[0]), proposer=replace(LENA, name=text)), words, value("topic")
    ),
    "agenda of an officer": lambda text, words: agenda_message(
        recorded.agenda([*[topics(text)[1]] * MANY, *[topics(text)[0]] * MANY], Role.CHAIR), words, 0, "note"
    ),
    "agenda of a member": lambda text, words: agenda_message(
        recorded.agenda([*[topics(text)[1]] * MANY, *[topics(text)[0]] * MANY]), words
    ),
    "agendas": lambda text, words: agendas_message([recorded.agenda([topics(text)[1]])] * MANY, words),
    "decision": lambda text, words: decision_message(
        recorded.about_decision(replace(recorded.decision(text), proposed_by=text)), words
    ),
    "action": lambda text, words: action_message(recorded.about_action(recorded.action(text)), words),
    "action given": lambda text, words: action_given_message(
        recorded.about_action(recorded.action(text)), words
    ),
    "decisions": lambda text, words: decisions_message(
        recorded.found(
            [replace(recorded.decision(text, number), proposed_by=text) for number in range(10)],
            text[:200],
            start=10,
            total=30,
        ),
        words,
    ),
    "actions": lambda text, words: actions_message(
        recorded.found(
            [recorded.action(text, number) for number in range(10)], text[:200], start=10, total=30
        ),
        words,
        NOW.date(),
        finished=True,
        note=[section("note")],
    ),
    "decision form": lambda text, words: decision_form(
        Form.DECISION,
        recorded.recording([topics(text or "x")[1]] * MANY * 3),
        words,
        value("meeting"),
        DecisionText(text, proposed_by=text[:200]),
    ),
    "action form": lambda text, words: action_form(
        Form.ACTION, recorded.recording([topics(text)[1]] * 3), words, value("meeting"), ActionText(text)
    ),
    "summary": lambda text, words: summary_message(long_summary(text), words),
    "preview": lambda text, words: preview_message(long_summary(text), words),
    "summary form": lambda text, words: summary_form(long_summary(text), words, value("meeting")),
    "decision changed": lambda text, words: summary_change_message(
        SummaryChange(recorded.summary(), replace(recorded.decision(text), proposed_by=text), None), words
    ),
    "action changed": lambda text, words: summary_change_message(
        SummaryChange(recorded.summary(), None, recorded.action(text)), words
    ),
    "mail": lambda text, words: held_mail_message(letters.hostile(text, HeldKind.ANSWER), words),
    "counter-proposal": lambda text, words: held_mail_message(letters.hostile(text, HeldKind.COUNTER), words),
    "delegation": lambda text, words: held_mail_message(letters.hostile(text, HeldKind.DELEGATION), words),
    "mail by hand": lambda text, words: held_mail_message(letters.hostile(text, HeldKind.WORDS), words),
    "whose mail": lambda text, words: whose_mail_form(
        letters.hostile(text, HeldKind.ANSWER), [replace(LENA, name=text or "x")] * 200, words
    ),
    "mail that came back": lambda text, words: bounce_message(letters.came_back(address=text), words),
    "home": lambda text, words: home_view(
        recorded.home(
            meetings=[replace(DECEMBER, place=text)] * 10,
            actions=[recorded.action(text)] * 10,
            proposals=[topics(text)[0]] * 10,
            waiting=[topics(text)[0]] * 10,
            unconfirmed=10,
            committees=20,
            role=Role.SECRETARY,
        ),
        words,
        Message("notice", (section("notice"),) * 50),
    ),
}


@pytest.mark.parametrize("words", [ENGLISH, SWEDISH], ids=["english", "swedish"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_drawing_is_taken_and_pings_nobody(draw: Draw, text: str, words: Words) -> None:
    drawn = draw(text, words)
    read(drawn)
    for marked_up in texts(drawn.blocks if isinstance(drawn, Message) else drawn["blocks"]):
        assert not any(token in marked_up for token in ("<!", "<@", "<https://evil"))
    if isinstance(drawn, Message):
        assert "<!" not in drawn.text
        assert len(drawn.text) <= 4000


def texts(part: Any) -> list[str]:
    """Everything that Slack reads as markup."""
    if isinstance(part, list | tuple):
        return [found for one in part for found in texts(one)]
    if not isinstance(part, dict):
        return []
    own = [part["text"]] if part.get("type") == "mrkdwn" else []
    return own + [found for one in part.values() for found in texts(one)]


@pytest.mark.parametrize("state", ActionState)
@pytest.mark.parametrize("words", [ENGLISH, SWEDISH], ids=["english", "swedish"])
def test_action_is_drawn_in_every_state(state: ActionState, words: Words) -> None:
    assert read(action_message(recorded.about_action(replace(recorded.action(), state=state)), words))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_value_carries_what_was_typed(text: str) -> None:
    carried = room_for(text, 1800)
    assert parts_of(value("a", carried, Place.LIST)) == ["a", carried, "list"]
    assert text.startswith(carried)
    assert len(value("", carried)) <= 1810

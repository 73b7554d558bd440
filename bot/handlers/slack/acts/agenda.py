"""The agenda, and what is done with a topic on it or waiting for it."""

from collections.abc import Callable, Sequence

from bot.domain.ids import CommitteeId, TopicId
from bot.domain.permission import Act
from bot.domain.topic import TopicSettled
from bot.handlers.slack.acts.topics import check_topic, seen, text_of
from bot.handlers.slack.ids import Form, Place, Press, parts_of, value
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.refusals import explain
from bot.handlers.slack.render.agenda import agenda_message, agendas_message
from bot.handlers.slack.render.blocks import Message, modal, section
from bot.handlers.slack.render.topic_forms import decline_form, topic_form
from bot.handlers.slack.render.topics import (
    note_of,
    own_topic_message,
    topic_message,
    topic_waiting_message,
)
from bot.handlers.slack.request import Answer, FieldErrors, Filled, Redraw, Request, View
from bot.handlers.slack.surfaces import APP_NAME
from bot.handlers.text import Command, Verb
from bot.language.words import Words
from bot.usecases.facts import TopicFacts
from bot.usecases.topics import (
    accept_topic,
    agenda,
    change_topic,
    decline_topic,
    mark_tentative,
    move_topic,
    topic_seen_by,
    withdraw_topic,
)


def show_agenda(request: Request, command: Command) -> Answer:
    at = request.where._replace(called=command.called)
    agendas = agenda(request.storage, at, request.who, request.now)
    if len(agendas) > 1:
        return agendas_message(agendas, request.words)
    return agenda_message(agendas[0], request.words)


def press_show_agenda(request: Request, parts: list[str]) -> Answer:
    committee, *page = parts
    shown = agenda_page(request, committee, int(page[0]) if page else 0)
    return Redraw(shown) if page else shown


def open_agenda(request: Request, parts: list[str]) -> View:
    """On a page of its own, where presses draw it again too."""
    words = request.words
    shown = agenda_page(request, parts[0], 0)
    return modal(Form.DONE, APP_NAME, shown.blocks, close=words.t("Close"))


def show_topic(request: Request, parts: list[str]) -> Answer:
    return topic_message(seen(request, parts[0]), request.words)


def accept(request: Request, parts: list[str]) -> Answer:
    return _done(request, parts, lambda topic: accept_topic(request.storage, topic, request.who, request.now))


def withdraw(request: Request, parts: list[str]) -> Answer:
    return _done(
        request, parts, lambda topic: withdraw_topic(request.storage, topic, request.who, request.now)
    )


def tentative(request: Request, parts: list[str]) -> Answer:
    return _mark(request, parts, tentative=True)


def certain(request: Request, parts: list[str]) -> Answer:
    return _mark(request, parts, tentative=False)


def up(request: Request, parts: list[str]) -> Answer:
    return _move(request, parts, -1)


def down(request: Request, parts: list[str]) -> Answer:
    return _move(request, parts, +1)


def open_decline(request: Request, parts: list[str]) -> View:
    facts, asker = topic_seen_by(request.storage, TopicId(parts[0]), request.who, request.now)
    asker.must(Act.SETTLE_TOPIC)
    _must_be_open(facts)
    return decline_form(facts, request.words, value(*parts))


def decline(request: Request, filled: Filled) -> Answer:
    topic, *place = parts_of(filled.about)
    facts = decline_topic(request.storage, TopicId(topic), request.who, filled.text("reason"), request.now)
    return _drawn(request, facts, place, note_of(facts, request.words))


def open_edit(request: Request, parts: list[str]) -> View:
    facts, asker = topic_seen_by(request.storage, TopicId(parts[0]), request.who, request.now)
    if facts.topic.proposed_by != asker.person.id:
        asker.must(Act.SETTLE_TOPIC)
    _must_be_open(facts)
    return topic_form(Form.EDIT_TOPIC, request.words, value(*parts), facts.topic.text)


def edit(request: Request, filled: Filled) -> Answer:
    topic, *place = parts_of(filled.about)
    facts = change_topic(request.storage, TopicId(topic), request.who, text_of(filled), request.now)
    return _drawn(request, facts, place, note_of(facts, request.words))


def check_reason(words: Words, filled: Filled) -> FieldErrors | None:
    if not filled.text("reason"):
        return FieldErrors({"reason": words.t("Say why, in a few words.")})
    return None


def _done(request: Request, parts: list[str], act: Callable[[TopicId], TopicFacts]) -> Answer:
    """Act on a topic, and draw again what was pressed; somebody else's having been quicker is shown in the same way."""
    topic, *place = parts
    try:
        facts = act(TopicId(topic))
    except TopicSettled as settled:
        note = explain(settled, request.words).text
        return _drawn(request, seen(request, topic), place, note)
    return _drawn(request, facts, place, note_of(facts, request.words))


def _drawn(request: Request, facts: TopicFacts, place: Sequence[str], note: str) -> Answer:
    """What was pressed, as it stands now: the topic's own message, or the list it stood in with `note` above."""
    said = Message(note, (section(note),))
    if place:
        return _beside(request, facts, place, said)
    if facts.proposer.user == request.who.account.user:
        return Redraw(own_topic_message(facts, request.words), said)
    return Redraw(topic_waiting_message(facts, request.words), said)


def _beside(request: Request, facts: TopicFacts, place: Sequence[str], said: Message) -> Answer:
    """In a list, the list is drawn again; what was pressed on the home page is answered at its top."""
    if place[0] == Place.LIST:
        return Redraw(agenda_page(request, facts.committee.id, int(place[1]), said.text), said)
    return said


def _mark(request: Request, parts: list[str], *, tentative: bool) -> Answer:
    return _done(
        request,
        parts,
        lambda topic: mark_tentative(request.storage, topic, request.who, request.now, tentative=tentative),
    )


def _move(request: Request, parts: list[str], step: int) -> Answer:
    topic, *place = parts
    moved = move_topic(request.storage, TopicId(topic), request.who, step, request.now)
    return Redraw(agenda_message(moved, request.words, int(place[1]) if place else 0))


def agenda_page(request: Request, committee: str, start: int, note: str = "") -> Message:
    (found,) = agenda(request.storage, CommitteeId(committee), request.who, request.now)
    return agenda_message(found, request.words, start, note)


def _must_be_open(facts: TopicFacts) -> None:
    if not facts.topic.is_open:
        raise TopicSettled(facts.topic)


ACTS = Acts(
    commands={Verb.AGENDA: show_agenda},
    presses={
        Press.SHOW_AGENDA: press_show_agenda,
        Press.SHOW_TOPIC: show_topic,
        Press.ACCEPT_TOPIC: accept,
        Press.WITHDRAW_TOPIC: withdraw,
        Press.TOPIC_TENTATIVE: tentative,
        Press.TOPIC_CERTAIN: certain,
        Press.TOPIC_UP: up,
        Press.TOPIC_DOWN: down,
    },
    press_forms={
        Press.OPEN_AGENDA: open_agenda,
        Press.DECLINE_TOPIC: open_decline,
        Press.EDIT_TOPIC: open_edit,
    },
    submissions={
        Form.EDIT_TOPIC: Submission(edit, check_topic),
        Form.DECLINE_TOPIC: Submission(decline, check_reason),
    },
)

"""Topics, proposed in five ways: typed after a command or a mention or in a direct message, by form, from a message."""

from collections.abc import Sequence

from bot.domain.ids import CommitteeId, TopicId
from bot.domain.permission import Act
from bot.domain.topic import SameTopic, TopicKind, TopicText
from bot.handlers.slack.acts.quoting import permalink, quoted_message, quoted_text
from bot.handlers.slack.ids import Form, Place, Press, Shortcut, parts_of, room_for, value
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.agenda import agenda_message
from bot.handlers.slack.render.topic_forms import DETAILS_MOST, topic_form
from bot.handlers.slack.render.topics import (
    TITLE_MOST,
    VALUE_MOST,
    left_message,
    note_of,
    own_topic_message,
    same_topic_message,
    same_topic_note,
)
from bot.handlers.slack.request import Answer, AskOn, FieldErrors, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb, title_and_details
from bot.language.words import Words
from bot.usecases.access import NoCommitteeHere, Where
from bot.usecases.facts import TopicFacts
from bot.usecases.topics import Origin, agenda, propose_topic, topic_seen_by

AGAIN = "again"
NOTHING = TopicText("")
NO_ORIGIN = Origin()


def propose(request: Request, command: Command) -> Answer:
    text = _typed(command.rest)
    at = request.where._replace(called=command.called)
    try:
        facts = propose_topic(request.storage, at, request.who, text, request.now, request=request.id)
    except SameTopic as same:
        existing = seen(request, same.existing.id)
        typed = room_for(f"{text.title}\n{text.details}", VALUE_MOST)
        again = value(request.id, existing.committee.id, typed)
        return same_topic_message(existing, again, request.words)
    return own_topic_message(facts, request.words)


def propose_again(request: Request, parts: list[str]) -> Answer:
    """However often it is pressed, it is proposed once: the question names the request it came from."""
    asked, committee, typed = parts
    facts = propose_topic(
        request.storage,
        CommitteeId(committee),
        request.who,
        _typed(typed),
        request.now,
        again=True,
        request=f"again:{asked}",
    )
    return Redraw(own_topic_message(facts, request.words))


def leave(request: Request, parts: list[str]) -> Answer:
    return Redraw(left_message(seen(request, parts[0]), request.words))


def propose_form(request: Request, command: Command) -> View:
    return _form(request, request.where._replace(called=command.called), _typed(command.rest))


def press_propose_form(request: Request, parts: list[str]) -> View:
    return _form(request, CommitteeId(parts[0]), NOTHING, place=parts[1:])


def add_to_agenda(request: Request) -> View:
    """The message's first line as the title, the rest as details. In a channel without a committee, one's own is meant."""
    origin = Origin(permalink(request), quoted_message(request))
    text = _typed(quoted_text(request))
    try:
        return _form(request, request.where, text, origin)
    except NoCommitteeHere:
        return _form(request, Where(request.where.workspace, None), text, origin)


def propose_filled(request: Request, filled: Filled) -> Answer:
    committee, message, address, again, *place = parts_of(filled.about)
    committee = committee or filled.chosen("committee")
    text = text_of(filled)
    try:
        facts = propose_topic(
            request.storage,
            CommitteeId(committee),
            request.who,
            text,
            request.now,
            origin=Origin(address, message),
            again=again == AGAIN,
            request=request.id,
        )
    except SameTopic as same:
        about = value(committee, message, address, AGAIN, *place)
        return AskOn(_ask_whether_meant(request, same, text, about))
    said = own_topic_message(facts, request.words)
    if place[:1] != [Place.LIST]:
        return said
    (listed,) = agenda(request.storage, facts.committee.id, request.who, request.now)
    note = note_of(facts, request.words)
    return Redraw(agenda_message(listed, request.words, int(place[1]), note), said)


def _ask_whether_meant(request: Request, same: SameTopic, text: TopicText, about: str) -> View:
    words = request.words
    note = same_topic_note(seen(request, same.existing.id), words)
    lead = f"{note} {words.t('Change the title, or propose it all the same.')}"
    return topic_form(Form.TOPIC, words, about, text, lead=lead, submit=words.t("Propose anyway"))


def _form(
    request: Request,
    at: Where | CommitteeId,
    text: TopicText,
    origin: Origin = NO_ORIGIN,
    place: Sequence[str] = (),
) -> View:
    """The empty or half-filled form; who may not propose is told so here already."""
    askers = [one.asker for one in agenda(request.storage, at, request.who, request.now)]
    seated = [asker for asker in askers if asker.role is not None]
    if not seated:
        askers[0].must(Act.PROPOSE_TOPIC)
    committees = [asker.committee for asker in seated]
    known = committees[0].id if len(committees) == 1 else ""
    about = value(known, origin.message, origin.permalink, "", *place)
    return topic_form(Form.TOPIC, request.words, about, text, committees=committees)


def check_topic(words: Words, filled: Filled) -> FieldErrors | None:
    if not filled.text("title"):
        return FieldErrors({"title": words.t("A topic needs a title.")})
    return None


def text_of(filled: Filled) -> TopicText:
    """What a topic's form says."""
    minutes = filled.text("minutes")
    return TopicText(
        title=filled.text("title"),
        details=filled.text("details"),
        kind=TopicKind(filled.chosen("kind") or TopicKind.INFORMATION),
        presenter=filled.text("presenter"),
        minutes=int(minutes) if minutes else None,
        tentative=filled.checked("tentative"),
    )


def seen(request: Request, topic: str) -> TopicFacts:
    facts, _ = topic_seen_by(request.storage, TopicId(topic), request.who, request.now)
    return facts


def _typed(text: str) -> TopicText:
    title, details = title_and_details(text, TITLE_MOST)
    return TopicText(title, details[:DETAILS_MOST])


ACTS = Acts(
    commands={Verb.PROPOSE: propose},
    forms={Verb.PROPOSE: propose_form},
    opens=lambda command: not command.rest,
    presses={Press.PROPOSE_AGAIN: propose_again, Press.LEAVE_TOPIC: leave},
    press_forms={Press.PROPOSE: press_propose_form},
    submissions={Form.TOPIC: Submission(propose_filled, check_topic)},
    shortcuts={Shortcut.ADD_TO_AGENDA: add_to_agenda},
)

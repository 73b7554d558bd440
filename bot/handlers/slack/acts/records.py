"""Decisions and actions: recorded in words, by form or from a message, and changed."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.domain.ids import ActionId, DecisionId, MeetingId, PersonId, TopicId
from bot.handlers.slack.acts.quoting import permalink, quoted_text
from bot.handlers.slack.acts.registers import actions_page, decisions_page
from bot.handlers.slack.acts.summary import preview
from bot.handlers.slack.ids import Form, Place, Press, Shortcut, parts_of, value
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.render.record_forms import NONE, action_form, decision_form
from bot.handlers.slack.render.records import TEXT_MOST, action_message, decision_message
from bot.handlers.slack.request import Answer, FieldErrors, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.usecases.access import NoCommitteeHere, Where
from bot.usecases.facts import ActionFacts, DecisionFacts
from bot.usecases.records import (
    ActionText,
    DecisionText,
    RecordingFacts,
    SameAction,
    SameDecision,
    action_seen_by,
    change_action,
    change_decision,
    decision_seen_by,
    record_action,
    record_decision,
    recording,
    restore_decision,
    withdraw_decision,
)


def decide(request: Request, command: Command) -> Answer:
    if len(command.rest) > TEXT_MOST:
        return _too_long(request, command.rest)
    at = request.where._replace(called=command.called)
    return _recorded(request, lambda: _record(request, at, DecisionText(command.rest)))


def decide_form(request: Request, command: Command) -> View:
    return _decision_form(request, request.where._replace(called=command.called), "")


def decision_from_message(request: Request) -> View:
    return _from_message(request, lambda at: _decision_form(request, at, quoted_text(request)))


def press_decision_form(request: Request, parts: list[str]) -> View:
    at, place = _meeting_at(request, parts)
    return _decision_form(request, at, "", place)


def submit_decision(request: Request, filled: Filled) -> Answer:
    meeting, address, *place = parts_of(filled.about)
    text = _decision_text(filled)
    return _recorded(request, lambda: _record(request, MeetingId(meeting), text, address), place)


def open_edit_decision(request: Request, parts: list[str]) -> View:
    facts = _decision(request, parts[0])
    around = recording(request.storage, facts.meeting.id, request.who, request.now)
    about = value(*parts)
    return decision_form(Form.EDIT_DECISION, around, request.words, about, _text_of(facts), facts.topic)


def edit_decision(request: Request, filled: Filled) -> Answer:
    decision, *place = parts_of(filled.about)
    text = _decision_text(filled)
    facts = change_decision(request.storage, DecisionId(decision), request.who, text, request.now)
    return _decision_drawn(request, facts, place)


def show_decision(request: Request, parts: list[str]) -> Answer:
    return decision_message(_decision(request, parts[0]), request.words)


def withdraw(request: Request, parts: list[str]) -> Answer:
    facts = withdraw_decision(request.storage, DecisionId(parts[0]), request.who, request.now)
    return _decision_drawn(request, facts, parts[1:])


def restore(request: Request, parts: list[str]) -> Answer:
    facts = restore_decision(request.storage, DecisionId(parts[0]), request.who, request.now)
    return _decision_drawn(request, facts, parts[1:])


def make_standing(request: Request, parts: list[str]) -> Answer:
    text = _text_of(_decision(request, parts[0]), standing=True)
    facts = change_decision(request.storage, DecisionId(parts[0]), request.who, text, request.now)
    return _decision_drawn(request, facts, parts[1:])


def action_from_message(request: Request) -> View:
    return _from_message(request, lambda at: _action_form(request, at, quoted_text(request)))


def press_action_form(request: Request, parts: list[str]) -> View:
    at, place = _meeting_at(request, parts)
    return _action_form(request, at, "", place)


def submit_action(request: Request, filled: Filled) -> Answer:
    meeting, address, *place = parts_of(filled.about)
    try:
        facts = record_action(
            request.storage,
            MeetingId(meeting),
            request.who,
            _action_text(filled),
            request.now,
            permalink=address,
            request=request.id,
        )
    except SameAction as same:
        lead = request.words.t("That action is recorded already; nothing was recorded twice.")
        existing = action_seen_by(request.storage, same.action.id, request.who, request.now)
        return action_message(existing, request.words, lead=lead)
    return _action_drawn(request, facts, place)


def open_edit_action(request: Request, parts: list[str]) -> View:
    facts = action_seen_by(request.storage, ActionId(parts[0]), request.who, request.now)
    around = recording(request.storage, facts.meeting.id, request.who, request.now)
    action = facts.action
    text = ActionText(action.text, action.owner_id, action.due, action.topic_id)
    return action_form(Form.EDIT_ACTION, around, request.words, value(*parts), text, facts)


def edit_action(request: Request, filled: Filled) -> Answer:
    action, *place = parts_of(filled.about)
    text = _action_text(filled)
    facts = change_action(request.storage, ActionId(action), request.who, text, request.now)
    return _action_drawn(request, facts, place)


def check_text(request: Request, filled: Filled) -> FieldErrors | None:
    if not filled.text("text"):
        return FieldErrors({"text": request.words.t("Write it in a few words.")})
    return None


def _record(request: Request, at: Where | MeetingId, text: DecisionText, address: str = "") -> DecisionFacts:
    return record_decision(
        request.storage, at, request.who, text, request.now, permalink=address, request=request.id
    )


def _recorded(request: Request, act: Callable[[], DecisionFacts], place: Sequence[str] = ()) -> Answer:
    """The decision that was recorded; or the one that says the same already."""
    try:
        return _decision_drawn(request, act(), place)
    except SameDecision as same:
        label = same.decision.label
        lead = request.words.t("That is decision {label} already; nothing was recorded twice.", label=label)
        return decision_message(_decision(request, same.decision.id), request.words, lead=lead)


def _too_long(request: Request, text: str) -> Message:
    said = request.words.t(
        "A decision has at most {most} characters; this has {count}, and nothing was recorded.",
        most=TEXT_MOST,
        count=len(text),
    )
    return Message(said, (section(said),))


def _from_message(request: Request, form: Callable[[Where], View]) -> View:
    """In a channel without a committee, one's own is meant."""
    try:
        return form(request.where)
    except NoCommitteeHere:
        return form(Where(request.where.workspace, None))


def _meeting_at(request: Request, parts: list[str]) -> tuple[Where | MeetingId, list[str]]:
    """Which meeting a button means, by its id or as the latest of a committee; and where the button stood."""
    if parts[0]:
        return MeetingId(parts[0]), parts[1:]
    _, channel, short_name, *place = parts
    return Where(request.where.workspace, channel, short_name), place


def _decision_form(request: Request, at: Where | MeetingId, text: str, place: Sequence[str] = ()) -> View:
    around = recording(request.storage, at, request.who, request.now)
    about = _about_new(request, around, place)
    return decision_form(Form.DECISION, around, request.words, about, DecisionText(text))


def _action_form(request: Request, at: Where | MeetingId, text: str, place: Sequence[str] = ()) -> View:
    around = recording(request.storage, at, request.who, request.now)
    about = _about_new(request, around, place)
    return action_form(Form.ACTION, around, request.words, about, ActionText(text))


def _about_new(request: Request, around: RecordingFacts, place: Sequence[str]) -> str:
    return value(around.summary.meeting.id, permalink(request), *place)


def _decision_drawn(request: Request, facts: DecisionFacts, place: Sequence[str]) -> Answer:
    """The decision itself, and around it what it was pressed in."""
    said = decision_message(facts, request.words)
    if place[:1] == [Place.LIST]:
        return Redraw(decisions_page(request, facts.committee.id, place[1:]), said)
    if place[:1] == [Place.PREVIEW]:
        return Redraw(preview(request, facts.meeting.id), said)
    return Redraw(said, said)


def _action_drawn(request: Request, facts: ActionFacts, place: Sequence[str]) -> Answer:
    said = action_message(facts, request.words)
    if place[:1] == [Place.LIST]:
        return Redraw(actions_page(request, facts.committee.id, place[1:]), said)
    if place[:1] == [Place.PREVIEW]:
        return Redraw(preview(request, facts.meeting.id), said)
    return Redraw(said, said)


def _decision(request: Request, decision: str) -> DecisionFacts:
    return decision_seen_by(request.storage, DecisionId(decision), request.who, request.now)


def _text_of(facts: DecisionFacts, *, standing: bool | None = None) -> DecisionText:
    decision = facts.decision
    return DecisionText(
        decision.text,
        decision.topic_id,
        decision.proposed_by,
        decision.valid_to,
        standing=facts.standing_item is not None if standing is None else standing,
    )


def _decision_text(filled: Filled) -> DecisionText:
    return DecisionText(
        filled.text("text"),
        _topic(filled),
        filled.text("proposed_by"),
        _date(filled.date("valid_to")),
        standing=filled.checked("standing"),
    )


def _action_text(filled: Filled) -> ActionText:
    owner = filled.chosen("owner")
    return ActionText(
        filled.text("text"),
        PersonId(owner) if owner not in {"", NONE} else None,
        _date(filled.date("due")),
        _topic(filled),
    )


def _topic(filled: Filled) -> TopicId | None:
    chosen = filled.chosen("topic")
    return TopicId(chosen) if chosen not in {"", NONE} else None


def _date(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


ACTS = Acts(
    commands={Verb.DECIDE: decide},
    forms={Verb.DECIDE: decide_form},
    opens=lambda command: not command.rest,
    presses={
        Press.SHOW_DECISION: show_decision,
        Press.WITHDRAW_DECISION: withdraw,
        Press.RESTORE_DECISION: restore,
        Press.STAND_DECISION: make_standing,
    },
    press_forms={
        Press.RECORD_DECISION: press_decision_form,
        Press.EDIT_DECISION: open_edit_decision,
        Press.RECORD_ACTION: press_action_form,
        Press.EDIT_ACTION: open_edit_action,
    },
    submissions={
        Form.DECISION: Submission(submit_decision, check_text),
        Form.EDIT_DECISION: Submission(edit_decision, check_text),
        Form.ACTION: Submission(submit_action, check_text),
        Form.EDIT_ACTION: Submission(edit_action, check_text),
    },
    shortcuts={
        Shortcut.RECORD_DECISION: decision_from_message,
        Shortcut.RECORD_ACTION: action_from_message,
    },
)

"""Decisions: recorded in words, by form or from a message, changed, withdrawn and put back."""

from collections.abc import Callable, Sequence
from datetime import date

from bot.domain.ids import DecisionId, MeetingId
from bot.handlers.slack.acts.filled_times import filled_day
from bot.handlers.slack.acts.quoting import mark_done, permalink, quoted_message, quoted_text
from bot.handlers.slack.acts.recording import (
    about_new,
    check_record,
    chosen_committee,
    chosen_topic,
    form_or_question,
    from_message,
    meeting_at,
)
from bot.handlers.slack.acts.registers import decisions_page
from bot.handlers.slack.acts.summary import preview
from bot.handlers.slack.ids import Form, Place, Press, Shortcut, parts_of, value
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.render.record_forms import decision_form
from bot.handlers.slack.render.records import TEXT_MOST, decision_message
from bot.handlers.slack.request import Answer, AskOn, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.usecases.access import Where
from bot.usecases.decisions import (
    DecisionText,
    SameDecision,
    change_decision,
    decision_seen_by,
    record_decision,
    restore_decision,
    withdraw_decision,
)
from bot.usecases.facts import DecisionFacts
from bot.usecases.records import recording


def decide(request: Request, command: Command) -> Answer:
    """What was written in a channel gets a mark, for all to see; its number and what can be done with it are the writer's."""
    if len(command.rest) > TEXT_MOST:
        return _too_long(request, command.rest)
    at = request.where._replace(called=command.called)
    said = _recorded(request, lambda: _record(request, at, DecisionText(command.rest)))
    mark_done(request, quoted_message(request))
    return said


def decide_form(request: Request, command: Command) -> View:
    return _form(request, request.where._replace(called=command.called), "")


def decision_from_message(request: Request) -> View:
    text = quoted_text(request)
    return from_message(request, lambda at: _form(request, at, text))


def press_form(request: Request, parts: list[str]) -> View:
    at, place = meeting_at(request, parts)
    return _form(request, at, "", place)


def go_on(request: Request, filled: Filled) -> Answer:
    at, address = chosen_committee(request, filled)
    return AskOn(_form_at(request, at, filled.text("text"), address))


def submit(request: Request, filled: Filled) -> Answer:
    """A message from which something is recorded stays, with its buttons: there may be more to record."""
    meeting, address, *place = parts_of(filled.about)
    text = _text(request, filled)
    return _recorded(request, lambda: _record(request, MeetingId(meeting), text, address), place)


def open_edit(request: Request, parts: list[str]) -> View:
    facts = _seen(request, parts[0])
    around = recording(request.storage, facts.meeting.id, request.who, request.now)
    about = value(*parts)
    return decision_form(Form.EDIT_DECISION, around, request.words, about, _text_of(facts), facts.topic)


def edit(request: Request, filled: Filled) -> Answer:
    decision, *place = parts_of(filled.about)
    before = _seen(request, decision).decision.valid_to
    text = _text(request, filled, before)
    facts = change_decision(request.storage, DecisionId(decision), request.who, text, request.now)
    return _drawn(request, facts, place)


def show(request: Request, parts: list[str]) -> Answer:
    return decision_message(_seen(request, parts[0]), request.words)


def withdraw(request: Request, parts: list[str]) -> Answer:
    facts = withdraw_decision(request.storage, DecisionId(parts[0]), request.who, request.now)
    return _drawn(request, facts, parts[1:])


def restore(request: Request, parts: list[str]) -> Answer:
    facts = restore_decision(request.storage, DecisionId(parts[0]), request.who, request.now)
    return _drawn(request, facts, parts[1:])


def make_standing(request: Request, parts: list[str]) -> Answer:
    text = _text_of(_seen(request, parts[0]), standing=True)
    facts = change_decision(request.storage, DecisionId(parts[0]), request.who, text, request.now)
    return _drawn(request, facts, parts[1:])


def _record(request: Request, at: Where | MeetingId, text: DecisionText, address: str = "") -> DecisionFacts:
    return record_decision(
        request.storage, at, request.who, text, request.now, permalink=address, request=request.id
    )


def _recorded(request: Request, act: Callable[[], DecisionFacts], place: Sequence[str] = ()) -> Answer:
    """The decision that was recorded; or the one that says the same already."""
    try:
        facts = act()
    except SameDecision as same:
        label = same.decision.label
        lead = request.words.t("That is decision {label} already; nothing was recorded twice.", label=label)
        return decision_message(_seen(request, same.decision.id), request.words, lead=lead)
    return _drawn(request, facts, place) if place else decision_message(facts, request.words)


def _too_long(request: Request, text: str) -> Message:
    said = request.words.t(
        "A decision has at most {most} characters; this has {count}, and nothing was recorded.",
        most=TEXT_MOST,
        count=len(text),
    )
    return Message(said, (section(said),))


def _form(request: Request, at: Where | MeetingId, text: str, place: Sequence[str] = ()) -> View:
    def form(where: Where | MeetingId) -> View:
        return _form_at(request, where, text, permalink(request), place)

    return form_or_question(request, at, text, Form.DECISION_WHERE, form)


def _form_at(
    request: Request, at: Where | MeetingId, text: str, address: str, place: Sequence[str] = ()
) -> View:
    around = recording(request.storage, at, request.who, request.now)
    about = about_new(around.summary.meeting.id, address, place)
    return decision_form(Form.DECISION, around, request.words, about, DecisionText(text))


def _drawn(request: Request, facts: DecisionFacts, place: Sequence[str]) -> Answer:
    """The decision itself, and around it what it was pressed in."""
    said = decision_message(facts, request.words)
    if place[:1] == [Place.LIST]:
        return Redraw(decisions_page(request, facts.committee.id, place[1:]), said)
    if place[:1] == [Place.PREVIEW]:
        return Redraw(preview(request, facts.meeting.id), said)
    return Redraw(said, said)


def _seen(request: Request, decision: str) -> DecisionFacts:
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


def _text(request: Request, filled: Filled, valid_to: date | None = None) -> DecisionText:
    """`valid_to` is the day that the form opened with."""
    return DecisionText(
        filled.text("text"),
        chosen_topic(filled),
        filled.text("proposed_by"),
        filled_day(request.words, filled, "valid_to", valid_to),
        standing=filled.checked("standing"),
    )


ACTS = Acts(
    commands={Verb.DECIDE: decide},
    forms={Verb.DECIDE: decide_form},
    opens=lambda command: not command.rest,
    presses={
        Press.SHOW_DECISION: show,
        Press.WITHDRAW_DECISION: withdraw,
        Press.RESTORE_DECISION: restore,
        Press.STAND_DECISION: make_standing,
    },
    press_forms={Press.RECORD_DECISION: press_form, Press.EDIT_DECISION: open_edit},
    submissions={
        Form.DECISION: Submission(submit, check_record("valid_to")),
        Form.DECISION_WHERE: Submission(go_on),
        Form.EDIT_DECISION: Submission(edit, check_record("valid_to")),
    },
    shortcuts={Shortcut.RECORD_DECISION: decision_from_message},
)

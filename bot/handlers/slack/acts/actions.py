"""Actions: recorded by form or from a message, given to somebody, changed, done, dropped and opened again."""

from collections.abc import Sequence
from datetime import date

from bot.domain.ids import ActionId, MeetingId, PersonId
from bot.domain.record import ActionState
from bot.handlers.slack.acts.filled_times import filled_day
from bot.handlers.slack.acts.quoting import permalink, quoted_text
from bot.handlers.slack.acts.recording import (
    about_new,
    check_record,
    chosen_committee,
    chosen_topic,
    form_or_question,
    from_message,
    meeting_at,
)
from bot.handlers.slack.acts.registers import actions_page
from bot.handlers.slack.acts.summary import preview
from bot.handlers.slack.ids import Form, Place, Press, Shortcut, parts_of, value
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.render.record_forms import NONE, action_form
from bot.handlers.slack.render.records import action_message, action_note
from bot.handlers.slack.request import Answer, AskOn, Filled, Redraw, Request, View
from bot.usecases.access import Where
from bot.usecases.actions import (
    ActionText,
    SameAction,
    action_seen_by,
    change_action,
    put_action,
    record_action,
)
from bot.usecases.facts import ActionFacts
from bot.usecases.records import recording


def action_from_message(request: Request) -> View:
    text = quoted_text(request)
    return from_message(request, lambda at: _form(request, at, text))


def press_form(request: Request, parts: list[str]) -> View:
    at, place = meeting_at(request, parts)
    return _form(request, at, "", place)


def form_with_text(request: Request, at: MeetingId, text: str) -> View:
    """From a question about what was written: the action takes the question's place."""
    return _form(request, at, text, (Place.QUESTION,))


def go_on(request: Request, filled: Filled) -> Answer:
    at, address = chosen_committee(request, filled)
    return AskOn(_form_at(request, at, filled.text("text"), address))


def submit(request: Request, filled: Filled) -> Answer:
    """A message from which something is recorded stays, with its buttons: there may be more to record."""
    meeting, address, *place = parts_of(filled.about)
    try:
        facts = record_action(
            request.storage,
            MeetingId(meeting),
            request.who,
            _text(request, filled),
            request.now,
            permalink=address,
            request=request.id,
        )
    except SameAction as same:
        lead = request.words.t("That action is recorded already; nothing was recorded twice.")
        return action_message(_seen(request, same.action.id), request.words, lead=lead)
    return _drawn(request, facts, place) if place else action_message(facts, request.words)


def open_edit(request: Request, parts: list[str]) -> View:
    facts = _seen(request, parts[0])
    around = recording(request.storage, facts.meeting.id, request.who, request.now)
    action = facts.action
    text = ActionText(action.text, action.owner_id, action.due, action.topic_id)
    return action_form(Form.EDIT_ACTION, around, request.words, value(*parts), text, facts)


def edit(request: Request, filled: Filled) -> Answer:
    action, *place = parts_of(filled.about)
    before = _seen(request, action).action.due
    text = _text(request, filled, before)
    facts = change_action(request.storage, ActionId(action), request.who, text, request.now)
    return _drawn(request, facts, place)


def done(request: Request, parts: list[str]) -> Answer:
    return _put(request, parts, ActionState.DONE)


def dropped(request: Request, parts: list[str]) -> Answer:
    return _put(request, parts, ActionState.DROPPED)


def open_again(request: Request, parts: list[str]) -> Answer:
    return _put(request, parts, ActionState.OPEN)


def _put(request: Request, parts: list[str], state: ActionState) -> Answer:
    action, *place = parts
    facts = put_action(request.storage, ActionId(action), request.who, state, request.now)
    if place[:1] == [Place.LIST]:
        return Redraw(actions_page(request, facts.committee.id, place[1:], facts))
    if place[:1] == [Place.HOME]:
        note = action_note(facts.action, request.words)
        return Message(note, (section(note),))
    return Redraw(action_message(facts, request.words))


def _form(request: Request, at: Where | MeetingId, text: str, place: Sequence[str] = ()) -> View:
    def form(where: Where | MeetingId) -> View:
        return _form_at(request, where, text, permalink(request), place)

    return form_or_question(request, at, text, Form.ACTION_WHERE, form)


def _form_at(
    request: Request, at: Where | MeetingId, text: str, address: str, place: Sequence[str] = ()
) -> View:
    around = recording(request.storage, at, request.who, request.now)
    about = about_new(around.summary.meeting.id, address, place)
    return action_form(Form.ACTION, around, request.words, about, ActionText(text))


def _drawn(request: Request, facts: ActionFacts, place: Sequence[str]) -> Answer:
    """The action itself, and around it what it was pressed in."""
    said = action_message(facts, request.words)
    if place[:1] == [Place.LIST]:
        return Redraw(actions_page(request, facts.committee.id, place[1:]), said)
    if place[:1] == [Place.PREVIEW]:
        return Redraw(preview(request, facts.meeting.id), said)
    return Redraw(said, said)


def _seen(request: Request, action: str) -> ActionFacts:
    return action_seen_by(request.storage, ActionId(action), request.who, request.now)


def _text(request: Request, filled: Filled, due: date | None = None) -> ActionText:
    """`due` is the day that the form opened with."""
    owner = filled.chosen("owner")
    return ActionText(
        filled.text("text"),
        PersonId(owner) if owner not in {"", NONE} else None,
        filled_day(request.words, filled, "due", due),
        chosen_topic(filled),
    )


ACTS = Acts(
    presses={
        Press.ACTION_DONE: done,
        Press.ACTION_DROPPED: dropped,
        Press.ACTION_OPEN: open_again,
    },
    press_forms={Press.RECORD_ACTION: press_form, Press.EDIT_ACTION: open_edit},
    submissions={
        Form.ACTION: Submission(submit, check_record("due")),
        Form.ACTION_WHERE: Submission(go_on),
        Form.EDIT_ACTION: Submission(edit, check_record("due")),
    },
    shortcuts={Shortcut.RECORD_ACTION: action_from_message},
)

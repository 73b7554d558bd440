"""Actions noted in words: typed to the bot, or in passing while a meeting is under way. The answer in a channel is a mark
on what was written, not talk; what is not plain is asked of the writer alone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.ids import MeetingId, PersonId
from bot.domain.person import Account
from bot.handlers.notes import AFTER_TEXT, Due, NextMeeting, Owner, Unread, read_due, read_owners
from bot.handlers.slack.acts.actions import form_with_text
from bot.handlers.slack.acts.quoting import mark_done, permalink, quoted_message
from bot.handlers.slack.directory import PLATFORM
from bot.handlers.slack.ids import Press
from bot.handlers.slack.listening import Acts
from bot.handlers.slack.render.action_notes import (
    Noted,
    how_to_note_message,
    no_next_meeting_message,
    one_of_owners_message,
    unclear_due_message,
    unknown_owner_message,
    unread_due_lead,
    which_owner_message,
)
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.render.records import TEXT_MOST, action_message
from bot.handlers.slack.request import Answer, Quoted, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.handlers.times import Unclear
from bot.language.words import Words
from bot.usecases.actions import ActionText, SameAction, action_seen_by, record_action
from bot.usecases.facts import ActionFacts
from bot.usecases.records import RecordingFacts, note_taking

MYSELF = {"sv": ("jag", "Jag"), "en": ("I",)}
"""How those who write in a language call themselves; “I” is a preposition in Swedish."""


def note(request: Request, command: Command) -> Answer:
    if not command.rest:
        return how_to_note_message(request.words)
    at = request.where._replace(called=command.called)
    around = note_taking(request.storage, at, request.who, request.now)
    owners, rest = _owners(request, around, command.rest)
    text, due = read_due(rest, now=request.now, zone=around.asker.committee.zone)
    if not text:
        return how_to_note_message(request.words)
    if len(text) > TEXT_MOST:
        return _too_long(request, text)
    due = _next_day(around, due)
    noted = Noted(around.summary.meeting.id, text, message=quoted_message(request))
    if len(owners) <= 1 and all(len(owner.people) == 1 for owner in owners):
        taken = replace(noted, owner=next((one for owner in owners for one in owner.people), None))
        return _with_due(request, taken, due)
    plain = (
        replace(noted, due=due)
        if isinstance(due, date)
        else replace(noted, text=text if due is None else rest)
    )
    return _whose(around, owners, plain, request.words)


def press_note(request: Request, parts: list[str]) -> Answer:
    """What was asked is answered, and the rest was plain."""
    meeting, owner, due, message, text = parts
    noted = Noted(
        MeetingId(meeting),
        text,
        PersonId(owner) if owner else None,
        date.fromisoformat(due) if due else None,
        message,
    )
    channel, _, ts = message.partition(":")
    written = Quoted(channel, ts, text, request.who.account.user) if ts else None
    said = _record(replace(request, message=written), noted)
    mark_done(request, message)
    return Redraw(said)


def press_note_in_form(request: Request, parts: list[str]) -> View:
    meeting, text = parts
    return form_with_text(request, MeetingId(meeting), text)


def _owners(request: Request, around: RecordingFacts, text: str) -> tuple[tuple[Owner, ...], str]:
    workspace = request.where.workspace
    mentioned = {
        called: around.accounts.get(Account(PLATFORM, workspace, user))
        for called, user in request.mentioned.items()
    }
    writer = dict.fromkeys(MYSELF[request.words.language], around.asker.person.id)
    return read_owners(text, around.people, {**mentioned, **writer})


def _next_day(around: RecordingFacts, due: Due) -> Due:
    """The day of the next meeting, where that is meant and there is one."""
    if due is NextMeeting and around.following is not None:
        return around.following.start.astimezone(around.asker.committee.zone).date()
    return due


def _whose(around: RecordingFacts, owners: Sequence[Owner], noted: Noted, words: Words) -> Answer:
    """Each action has one person who sees to it."""
    called = {one for owner in owners for one in owner.people}
    people = [one for one in around.people if one[0] in called]
    if not people:
        return unknown_owner_message(owners[0].named, around.asker.committee, noted, words)
    if len(owners) > 1:
        return one_of_owners_message(
            people, [owner.named for owner in owners if not owner.people], noted, words
        )
    return which_owner_message(people, owners[0].named, noted, words)


def _with_due(request: Request, noted: Noted, due: Due) -> Answer:
    if due is NextMeeting:
        return no_next_meeting_message(noted, request.words)
    if isinstance(due, Unclear):
        return unclear_due_message(due, noted, request.words)
    taken = replace(noted, due=due) if isinstance(due, date) else noted
    said = _record(request, taken)
    is_marked = mark_done(request, noted.message)
    return None if is_marked and not isinstance(due, Unread) else said


def _record(request: Request, noted: Noted) -> Message:
    try:
        facts = record_action(
            request.storage,
            noted.meeting,
            request.who,
            ActionText(noted.text, noted.owner, noted.due),
            request.now,
            permalink=permalink(request),
            request=request.id,
        )
    except SameAction as same:
        lead = request.words.t("That action is recorded already; nothing was recorded twice.")
        facts = action_seen_by(request.storage, same.action.id, request.who, request.now)
        return action_message(facts, request.words, lead=lead)
    return action_message(facts, request.words, lead=_lead(request, facts))


def _lead(request: Request, facts: ActionFacts) -> str:
    """A last day that was written and could not be read stands in the text, and nowhere else."""
    text = facts.action.text
    kept, due = read_due(text, now=request.now, zone=facts.committee.zone)
    if facts.action.due is not None or not isinstance(due, Unread | Unclear):
        return ""
    words = due.words if isinstance(due, Unread) else text[len(kept) :].strip(AFTER_TEXT)
    return unread_due_lead(words, request.words)


def _too_long(request: Request, text: str) -> Message:
    said = request.words.t(
        "An action has at most {most} characters; this has {count}, and nothing was recorded.",
        most=TEXT_MOST,
        count=len(text),
    )
    return Message(said, (section(said),))


ACTS = Acts(
    commands={Verb.ACTION: note},
    presses={Press.NOTE_ACTION: press_note},
    press_forms={Press.NOTE_IN_FORM: press_note_in_form},
)

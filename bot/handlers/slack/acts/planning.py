"""A new meeting, and another time for one: in words at once, or by a form."""

from dataclasses import replace
from datetime import date

from bot.domain.ids import CommitteeId, MeetingId
from bot.domain.permission import Act
from bot.handlers.slack.acts.meetings import asked_at
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.meeting_forms import move_meeting_form, new_meeting_form
from bot.handlers.slack.render.said_back import moved_message, planned_message
from bot.handlers.slack.render.time_questions import About, unclear_message, which_time_message
from bot.handlers.slack.request import Answer, FieldErrors, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.handlers.times import Unclear, WhichTime, at_clock, read_wish, read_written
from bot.language.words import Words
from bot.usecases.access import WhichCommittee
from bot.usecases.facts import MeetingFacts
from bot.usecases.meetings import (
    Wish,
    committees_to_plan_for,
    meeting_to_change,
    move_meeting,
    plan_meeting,
)


def new(request: Request, command: Command) -> Answer:
    """With the time in words."""
    found = committees_to_plan_for(request.storage, asked_at(request, command), request.who, request.now)
    if len(found) > 1:
        raise WhichCommittee(tuple(one.short_name for one in found))
    (committee,) = found
    about = About(Press.PLAN_AT, Press.NEW_MEETING, committee.id, "/meeting new", committee)
    wish = read_wish(command.rest, now=request.now, zone=committee.zone)
    if not isinstance(wish, Wish):
        return _asked(request, wish, about)
    return planned_message(_plan(request, committee.id, wish), request.words)


def new_form(request: Request, command: Command) -> View:
    found = committees_to_plan_for(request.storage, asked_at(request, command), request.who, request.now)
    return new_meeting_form(found, request.words)


def press_new_form(request: Request, parts: list[str]) -> View:
    committee_id, day = parts[0], date.fromisoformat(parts[1]) if len(parts) > 1 else None
    found = committees_to_plan_for(request.storage, CommitteeId(committee_id), request.who, request.now)
    return new_meeting_form(found, request.words, day)


def submit_new(request: Request, filled: Filled) -> Answer:
    """Where a committee was chosen in the form, an empty place means its usual one."""
    (only,) = parts_of(filled.about)
    chosen, wish = filled.chosen("committee"), _wish(filled)
    if chosen:
        wish = replace(wish, place=wish.place or None)
    said = planned_message(_plan(request, CommitteeId(chosen or only), wish), request.words)
    return Redraw(said, said)


def press_plan_at(request: Request, parts: list[str]) -> Answer:
    """One of the possible meanings that were asked about."""
    facts = _plan(request, CommitteeId(parts[0]), _chosen(parts))
    return Redraw(planned_message(facts, request.words))


def move(request: Request, command: Command) -> Answer:
    """With the new time in words."""
    facts = meeting_to_change(
        request.storage, asked_at(request, command), request.who, Act.MOVE_MEETING, request.now
    )
    committee, meeting = facts.committee, facts.meeting
    about = About(Press.MOVE_TO, Press.MOVE_MEETING, meeting.id, "/meeting move", committee)
    usual = meeting.start.astimezone(committee.zone).replace(tzinfo=None)
    wish = read_wish(command.rest, now=request.now, zone=committee.zone, usual=usual)
    if not isinstance(wish, Wish):
        return _asked(request, wish, about)
    return moved_message(_move(request, meeting.id, wish), request.words)


def move_form(request: Request, command: Command) -> View:
    facts = meeting_to_change(
        request.storage, asked_at(request, command), request.who, Act.MOVE_MEETING, request.now
    )
    return move_meeting_form(facts, request.words)


def press_move_form(request: Request, parts: list[str]) -> View:
    facts = meeting_to_change(
        request.storage, MeetingId(parts[0]), request.who, Act.MOVE_MEETING, request.now
    )
    return move_meeting_form(facts, request.words)


def submit_move(request: Request, filled: Filled) -> Answer:
    (meeting_id,) = parts_of(filled.about)
    said = moved_message(_move(request, MeetingId(meeting_id), _wish(filled)), request.words)
    return Redraw(said, said)


def press_move_to(request: Request, parts: list[str]) -> Answer:
    facts = _move(request, MeetingId(parts[0]), _chosen(parts))
    return Redraw(moved_message(facts, request.words))


def check_time(words: Words, filled: Filled) -> FieldErrors | None:
    link = filled.text("link")
    if link and not link.lower().startswith(("https://", "http://")):
        return FieldErrors({"link": words.t("A link begins with https://")})
    return None


def _asked(request: Request, unread: WhichTime | Unclear, about: About) -> Message:
    if isinstance(unread, WhichTime):
        return which_time_message(unread, about, request.words)
    return unclear_message(unread, about, request.words, request.now)


def _plan(request: Request, committee_id: CommitteeId, wish: Wish) -> MeetingFacts:
    return plan_meeting(request.storage, committee_id, request.who, wish, request.now, request=request.id)


def _move(request: Request, meeting_id: MeetingId, wish: Wish) -> MeetingFacts:
    return move_meeting(request.storage, meeting_id, request.who, wish, request.now)


def _wish(filled: Filled) -> Wish:
    """A form's fields as they stand: an emptied place is no place."""
    day = filled.date("day")
    end = filled.time("end")
    return Wish(
        at_clock(day, filled.time("start")),
        at_clock(day, end) if end else None,
        " ".join(filled.text("place").split()),
        filled.text("link"),
    )


def _chosen(parts: list[str]) -> Wish:
    _, start, end, place, link = parts
    chosen = read_written(start)
    assert chosen is not None  # noqa: S101  a choice always has a start
    return Wish(chosen, read_written(end), place or None, link or None)


ACTS = Acts(
    commands={Verb.NEW: new, Verb.MOVE: move},
    forms={Verb.NEW: new_form, Verb.MOVE: move_form},
    opens=lambda command: not command.rest,
    presses={Press.PLAN_AT: press_plan_at, Press.MOVE_TO: press_move_to},
    press_forms={Press.NEW_MEETING: press_new_form, Press.MOVE_MEETING: press_move_form},
    submissions={
        Form.NEW_MEETING: Submission(submit_new, check_time),
        Form.MOVE_MEETING: Submission(submit_move, check_time),
    },
)

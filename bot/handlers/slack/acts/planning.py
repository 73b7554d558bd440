"""A new meeting: in words at once, or by a form."""

from dataclasses import replace
from datetime import date

from bot.domain.ids import CommitteeId
from bot.handlers.slack.acts.filled_times import check_time, filled_wish
from bot.handlers.slack.acts.meetings import asked_at
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.meeting_forms import new_meeting_form
from bot.handlers.slack.render.said_back import planned_message
from bot.handlers.slack.render.time_questions import About, unclear_message, which_time_message
from bot.handlers.slack.request import Answer, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.handlers.times import Unclear, WhichTime, read_wish, read_written
from bot.usecases.access import WhichCommittee
from bot.usecases.facts import MeetingFacts
from bot.usecases.meetings import (
    Wish,
    committees_to_plan_for,
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
        return asked_about_time(request, wish, about)
    return planned_message(_plan(request, committee.id, wish), request.words, wish.assumed)


def new_form(request: Request, command: Command) -> View:
    found = committees_to_plan_for(request.storage, asked_at(request, command), request.who, request.now)
    return new_meeting_form(found, request.words, request.now)


def press_new_form(request: Request, parts: list[str]) -> View:
    committee_id, day, place, link = [*parts, "", "", ""][:4]
    found = committees_to_plan_for(request.storage, CommitteeId(committee_id), request.who, request.now)
    known = WhichTime(date.fromisoformat(day), place or None, link or None) if day else None
    return new_meeting_form(found, request.words, request.now, known)


def submit_new(request: Request, filled: Filled) -> Answer:
    """Where a committee was chosen in the form, an empty place means its usual one."""
    only = parts_of(filled.about)[0]
    chosen, wish = parts_of(filled.chosen("committee")), filled_wish(request.words, filled)
    if chosen:
        wish = replace(wish, place=wish.place or None)
    facts = _plan(request, CommitteeId([*chosen, only][0]), wish)
    said = planned_message(facts, request.words, wish.assumed)
    return Redraw(said, said)


def press_plan_at(request: Request, parts: list[str]) -> Answer:
    """One of the possible meanings that were asked about."""
    facts = _plan(request, CommitteeId(parts[0]), chosen_wish(parts))
    return Redraw(planned_message(facts, request.words))


def asked_about_time(request: Request, unread: WhichTime | Unclear, about: About) -> Message:
    if isinstance(unread, WhichTime):
        return which_time_message(unread, about, request.words)
    return unclear_message(unread, about, request.words, request.now)


def _plan(request: Request, committee_id: CommitteeId, wish: Wish) -> MeetingFacts:
    return plan_meeting(request.storage, committee_id, request.who, wish, request.now, request=request.id)


def chosen_wish(parts: list[str]) -> Wish:
    """What a button carries that stands for one possible meaning."""
    _, start, end, place, link = parts
    chosen = read_written(start)
    assert chosen is not None  # noqa: S101  a choice always has a start
    return Wish(chosen, read_written(end), place or None, link or None)


ACTS = Acts(
    commands={Verb.NEW: new},
    forms={Verb.NEW: new_form},
    opens=lambda command: not command.rest,
    presses={Press.PLAN_AT: press_plan_at},
    press_forms={Press.NEW_MEETING: press_new_form},
    submissions={Form.NEW_MEETING: Submission(submit_new, check_time)},
)

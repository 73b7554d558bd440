"""The next meeting, and a meeting's way from confirmed to ended. Planning stands in planning.py, moving and cancelling in
changing.py.
"""

from collections.abc import Callable

from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting
from bot.domain.permission import Act
from bot.domain.proposal import DateSettled
from bot.handlers.naming import Named, meeting_named_first
from bot.handlers.slack.acts import summary
from bot.handlers.slack.acts.late import what_became, what_stands
from bot.handlers.slack.ids import Press
from bot.handlers.slack.listening import Acts
from bot.handlers.slack.render.forgotten import NUDGE, still_going_message
from bot.handlers.slack.render.meeting import meeting_answer, next_meetings_answer
from bot.handlers.slack.render.said_back import (
    confirmed_message,
    started_message,
)
from bot.handlers.slack.request import Answer, Redraw, Request
from bot.handlers.text import Command, Verb
from bot.usecases.access import Where, WhichMeeting
from bot.usecases.changing import confirm_meeting, meetings_to_change
from bot.usecases.forgotten import keep_open
from bot.usecases.meetings import meeting_seen_by, next_meetings
from bot.usecases.under_way import end_meeting, start_meeting

ReadName = Callable[..., Named]


def asked_at(request: Request, command: Command) -> Where:
    return request.where._replace(called=command.called)


def next_meeting(request: Request, command: Command) -> Answer:
    found = next_meetings(request.storage, asked_at(request, command), request.who, request.now)
    return next_meetings_answer(found, request.words, request.now)


def press_show(request: Request, parts: list[str]) -> Answer:
    facts = meeting_seen_by(request.storage, MeetingId(parts[0]), request.who, request.now)
    return meeting_answer(facts, request.words, request.now)


def the_one(request: Request, command: Command, act: Act, read: ReadName) -> tuple[Meeting, str]:
    """The meeting that is meant and the rest of what was typed. Raises WhichMeeting when that is not plain."""
    committee, coming = meetings_to_change(
        request.storage, asked_at(request, command), request.who, act, request.now
    )
    named = read(command.rest, coming, now=request.now, zone=committee.zone)
    if len(named.meetings) != 1 or named.day is not None:
        raise WhichMeeting(act, named.meetings, named.day, named.rest)
    return named.meetings[0], named.rest


def confirm(request: Request, command: Command) -> Answer:
    """A day after it names the meeting."""
    meeting, _ = the_one(request, command, Act.CONFIRM_MEETING, meeting_named_first)
    return _confirm(request, meeting.id)


def press_confirm(request: Request, parts: list[str]) -> Answer:
    return _confirm(request, MeetingId(parts[0]))


def start(request: Request, command: Command) -> Answer:
    return _start(request, asked_at(request, command))


def press_start(request: Request, parts: list[str]) -> Answer:
    return _start(request, MeetingId(parts[0]))


def end(request: Request, command: Command) -> Answer:
    return _end(request, asked_at(request, command))


def press_end(request: Request, parts: list[str]) -> Answer:
    """Where it was asked whether the meeting goes on, the question itself shows what became of it; the rest stands below."""
    ended = _end(request, MeetingId(parts[0]))
    return ended.message if parts[1:] == [NUDGE] else ended


def press_keep_open(request: Request, parts: list[str]) -> Answer:
    found = keep_open(request.storage, MeetingId(parts[0]), request.who, request.now)
    return Redraw(still_going_message(found, request.words))


def _confirm(request: Request, at: MeetingId) -> Answer:
    """A date that somebody objected to is kept all the same from what is shown of it, or dropped, or changed."""
    try:
        facts = confirm_meeting(request.storage, at, request.who, request.now)
    except DateSettled as objected:
        return what_stands(request, objected, what_became)
    return Redraw(confirmed_message(facts, request.words))


def _start(request: Request, at: Where | MeetingId) -> Answer:
    facts = start_meeting(request.storage, at, request.who, request.now)
    return Redraw(started_message(facts, request.words))


def _end(request: Request, at: Where | MeetingId) -> Redraw:
    """What comes next is the summary, looked through before it is posted."""
    facts = end_meeting(request.storage, at, request.who, request.now)
    return Redraw(summary.preview(request, facts.meeting.id))


ACTS = Acts(
    commands={
        Verb.NEXT_MEETING: next_meeting,
        Verb.CONFIRM: confirm,
        Verb.START: start,
        Verb.END: end,
    },
    presses={
        Press.SHOW_MEETING: press_show,
        Press.CONFIRM_MEETING: press_confirm,
        Press.START_MEETING: press_start,
        Press.END_MEETING: press_end,
        Press.KEEP_OPEN: press_keep_open,
    },
)

"""Another time for a meeting, and calling one off: what it would do is shown first, and nothing changes before that."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.ids import MeetingId
from bot.domain.meeting import ChangedMeanwhile
from bot.domain.permission import Act
from bot.handlers.naming import meeting_named_first, meeting_to_move
from bot.handlers.slack.acts.filled_times import check_time, filled_wish
from bot.handlers.slack.acts.meetings import asked_at, the_one
from bot.handlers.slack.acts.planning import asked_about_time, chosen_wish
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.refusals import explain
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.consequences import (
    DROP,
    PASS_ON,
    cancel_form,
    move_question,
    move_sure_form,
    unchanged_message,
)
from bot.handlers.slack.render.meeting_forms import move_meeting_form
from bot.handlers.slack.render.said_back import cancelled_message, moved_message
from bot.handlers.slack.render.time_questions import About, whole
from bot.handlers.slack.request import Answer, AskOn, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.handlers.times import read_wish, read_written
from bot.language.catalogues import spoken
from bot.language.words import Words
from bot.usecases.changing import cancel_meeting, meeting_to_change, move_meeting
from bot.usecases.consequences import (
    MoveConsequences,
    consequences_of_cancelling,
    consequences_of_move,
)
from bot.usecases.facts import MeetingFacts
from bot.usecases.meetings import Wish, meeting_seen_by


def move(request: Request, command: Command) -> Answer:
    """With the new time in words; a day before it names the meeting."""
    meeting, rest = the_one(request, command, Act.MOVE_MEETING, meeting_to_move)
    return _move_in_words(request, meeting.id, rest)


def press_move_words(request: Request, parts: list[str]) -> Answer:
    """Which meeting was asked, and this one is meant."""
    return _move_in_words(request, MeetingId(parts[0]), parts[1])


def press_move_to(request: Request, parts: list[str]) -> Answer:
    """Which time was asked, and this one is meant."""
    return _to_move(request, MeetingId(parts[0]), chosen_wish(parts))


def press_move_sure(request: Request, parts: list[str]) -> Answer:
    try:
        return Redraw(moved_message(_moved(request, parts), request.words))
    except ChangedMeanwhile as changed:
        found = _consequences(request, parts)
        return Redraw(move_question(found, request.words, explain(changed, request.words).text))


def press_leave(request: Request, parts: list[str]) -> Answer:
    return Redraw(_unchanged(request, MeetingId(parts[0])))


def move_form(request: Request, command: Command) -> View:
    facts = meeting_to_change(
        request.storage, asked_at(request, command), request.who, Act.MOVE_MEETING, request.now
    )
    return move_meeting_form(facts, request.words, request.now)


def press_move_form(request: Request, parts: list[str]) -> View:
    facts = meeting_to_change(
        request.storage, MeetingId(parts[0]), request.who, Act.MOVE_MEETING, request.now
    )
    return move_meeting_form(facts, request.words, request.now)


def submit_move(request: Request, filled: Filled) -> Answer:
    """The first step: what was filled in is shown with what comes of it."""
    meeting_id = MeetingId(parts_of(filled.about)[0])
    wish = filled_wish(request.words, filled)
    found = consequences_of_move(request.storage, meeting_id, request.who, wish, request.now)
    if found.matters_to_people and not found.changes_nothing:
        return AskOn(move_sure_form(found, request.words))
    said = _to_move(request, meeting_id, wish).message
    return Redraw(said, said)


def submit_move_sure(request: Request, filled: Filled) -> Answer:
    parts = parts_of(filled.about)
    try:
        said = moved_message(_moved(request, parts), request.words)
    except ChangedMeanwhile as changed:
        lead = explain(changed, request.words).text
        return AskOn(move_sure_form(_consequences(request, parts), request.words, lead))
    return Redraw(said, said)


def cancel_in_words(request: Request, command: Command) -> View:
    """With the reason in words; a day before it names the meeting. Nothing brings a cancelled meeting back, so the form
    opens whatever was typed.
    """
    meeting, reason = the_one(request, command, Act.CANCEL_MEETING, meeting_named_first)
    return _cancel_form(request, meeting.id, reason)


def press_cancel_form(request: Request, parts: list[str]) -> View:
    return _cancel_form(request, MeetingId(parts[0]), "".join(parts[1:2]))


def submit_cancel(request: Request, filled: Filled) -> Answer:
    meeting_id, *seen = parts_of(filled.about)
    reason = " ".join(filled.text("reason").split())
    topics = filled.chosen("topics") or PASS_ON
    try:
        facts, asked = _cancelled(request, MeetingId(meeting_id), reason, topics, "".join(seen[:1]) or None)
    except ChangedMeanwhile as changed:
        found = consequences_of_cancelling(request.storage, MeetingId(meeting_id), request.who, request.now)
        lead = explain(changed, request.words).text
        return AskOn(cancel_form(found, request.words, reason=reason, topics=topics, lead=lead))
    said = cancelled_message(facts, request.words, dropped=topics == DROP, asked=asked)
    return Redraw(said, said)


def _move_in_words(request: Request, meeting_id: MeetingId, typed: str) -> Answer:
    facts = meeting_to_change(request.storage, meeting_id, request.who, Act.MOVE_MEETING, request.now)
    committee, meeting = facts.committee, facts.meeting
    about = About(Press.MOVE_TO, Press.MOVE_MEETING, meeting.id, "/meeting move", committee)
    usual = _wall(meeting.start, committee.zone)
    wish = read_wish(typed, now=request.now, zone=committee.zone, usual=usual)
    if not isinstance(wish, Wish):
        return asked_about_time(request, wish, about)
    return _to_move(request, meeting.id, wish)


def _to_move(request: Request, meeting_id: MeetingId, wish: Wish) -> Redraw:
    """What nobody has been told of moves at once: there is nobody to disturb, it is said back whole, and moving it back is
    as easy. What people have been told of, or are asked about, is shown with what comes of moving it.
    """
    wish = replace(wish, link=whole(wish.link) if wish.link else wish.link)
    found = consequences_of_move(request.storage, meeting_id, request.who, wish, request.now)
    meeting = found.facts.meeting
    if found.changes_nothing:
        return Redraw(unchanged_message(found.facts, request.words))
    if found.matters_to_people:
        return Redraw(move_question(found, request.words))
    facts = move_meeting(request.storage, meeting.id, request.who, wish, request.now, seen=meeting.version)
    return Redraw(moved_message(facts, request.words, wish.assumed))


def _moved(request: Request, parts: list[str]) -> MeetingFacts:
    meeting_id, seen, *_ = parts
    return move_meeting(
        request.storage, MeetingId(meeting_id), request.who, _agreed(parts), request.now, seen=seen
    )


def _consequences(request: Request, parts: list[str]) -> MoveConsequences:
    return consequences_of_move(
        request.storage, MeetingId(parts[0]), request.who, _agreed(parts), request.now
    )


def _agreed(parts: list[str]) -> Wish:
    """What `moved_value` carries: an empty place is no place."""
    _, _, start, end, place, link = parts
    chosen = read_written(start)
    assert chosen is not None  # noqa: S101  it always has one
    return Wish(chosen, read_written(end), place, link)


def _cancel_form(request: Request, meeting_id: MeetingId, reason: str) -> View:
    found = consequences_of_cancelling(request.storage, meeting_id, request.who, request.now)
    return cancel_form(found, request.words, reason=reason[:500])


def _cancelled(
    request: Request, meeting_id: MeetingId, reason: str, topics: str, seen: str | None
) -> tuple[MeetingFacts, int]:
    """The meeting that is off, and how many people were asked about its date."""
    before = consequences_of_cancelling(request.storage, meeting_id, request.who, request.now)
    committee = before.facts.committee
    records = Words(spoken(committee.language), committee.zone)
    facts = cancel_meeting(
        request.storage,
        meeting_id,
        request.who,
        reason,
        request.now,
        seen=seen,
        drop_topics=records.t("the meeting was cancelled") if topics == DROP else None,
    )
    return facts, before.asked


def _unchanged(request: Request, meeting_id: MeetingId) -> Message:
    return unchanged_message(
        meeting_seen_by(request.storage, meeting_id, request.who, request.now), request.words
    )


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


ACTS = Acts(
    commands={Verb.MOVE: move},
    forms={Verb.MOVE: move_form, Verb.CANCEL: cancel_in_words},
    opens=lambda command: command.verb == Verb.CANCEL or not command.rest,
    presses={
        Press.MOVE_WORDS: press_move_words,
        Press.MOVE_TO: press_move_to,
        Press.MOVE_SURE: press_move_sure,
        Press.LEAVE_MEETING: press_leave,
    },
    press_forms={Press.MOVE_MEETING: press_move_form, Press.CANCEL_MEETING: press_cancel_form},
    submissions={
        Form.MOVE_MEETING: Submission(submit_move, check_time),
        Form.MOVE_SURE: Submission(submit_move_sure),
        Form.CANCEL_MEETING: Submission(submit_cancel),
    },
)

"""Answers to invitations: given, commented on, looked through, taken back and restored."""

from collections.abc import Callable, Sequence

from bot.domain.ids import AnswerId, MeetingId, PersonId
from bot.domain.invitation import Answer as Reply
from bot.handlers.slack.ids import Form, Place, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.answer_history import TURNED, answers_message, answers_page, history_message
from bot.handlers.slack.render.answers import comment_form
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.invitation import (
    REMINDER,
    invitation_message,
    reminder_message,
    seen_by_asker,
)
from bot.handlers.slack.render.meeting import IN_ANSWER, meeting_answer
from bot.handlers.slack.render.said_back import answered_message, commented_message
from bot.handlers.slack.request import Answer, Filled, Redraw, Request, View
from bot.usecases.answer_history import answers_from_outside, answers_of, everybodys_answers
from bot.usecases.answers import answer_invitation, comment_answer, restore_answer, undo_answer
from bot.usecases.facts import Change, InvitationFacts, MeetingFacts
from bot.usecases.meetings import meeting_seen_by
from bot.usecases.own_invitation import own_invitation
from bot.usecases.telling import UPDATES


def press_answer(reply: Reply) -> Callable[[Request, list[str]], Answer]:
    """Answered where it was pressed: what stands there for the person alone is drawn again with their answer."""

    def answer(request: Request, parts: list[str]) -> Answer:
        facts = answer_invitation(request.storage, MeetingId(parts[0]), request.who, reply, request.now)
        again = _drawn_again(request, facts, parts[1] if len(parts) > 1 else "")
        return Redraw(again) if again else answered_message(facts, request.words)

    return answer


def press_comment(request: Request, parts: list[str]) -> View:
    facts = meeting_seen_by(request.storage, MeetingId(parts[0]), request.who, request.now)
    return comment_form(facts, facts.own.comment if facts.own else "", parts[1], request.words)


def submit_comment(request: Request, filled: Filled) -> Answer:
    meeting_id, stands_in = parts_of(filled.about)
    comment = " ".join(filled.text("comment").split())
    facts = comment_answer(request.storage, MeetingId(meeting_id), request.who, comment, request.now)
    said = answered_message(facts, request.words)
    return Redraw(_drawn_again(request, facts, stands_in) or said, commented_message(facts, request.words))


def press_all(request: Request, parts: list[str]) -> Answer:
    message = _everybodys(request, MeetingId(parts[0]), int(parts[1]))
    return Redraw(message) if TURNED in parts[2:] else message


def press_history(request: Request, parts: list[str]) -> Answer:
    return _history(request, MeetingId(parts[0]), PersonId(parts[1]))


def press_undo(request: Request, parts: list[str]) -> Answer:
    facts = undo_answer(request.storage, AnswerId(parts[0]), request.who, request.now)
    return Redraw(_listed_again(request, facts.meeting.id, parts[1:]))


def press_restore(request: Request, parts: list[str]) -> Answer:
    facts = restore_answer(request.storage, AnswerId(parts[0]), request.who, request.now)
    return Redraw(_listed_again(request, facts.meeting.id, parts[1:]))


def _listed_again(request: Request, meeting_id: MeetingId, place: Sequence[str]) -> Message:
    """The list that a button stood in."""
    if not place:
        found = answers_from_outside(request.storage, meeting_id, request.who, request.now)
        return answers_message(found, request.words)
    where, which = place
    if where == Place.PERSON:
        return _history(request, meeting_id, PersonId(which))
    return _everybodys(request, meeting_id, int(which))


def _everybodys(request: Request, meeting_id: MeetingId, start: int) -> Message:
    found = everybodys_answers(request.storage, meeting_id, request.who, request.now)
    return answers_page(found, start, request.words)


def _history(request: Request, meeting_id: MeetingId, person_id: PersonId) -> Message:
    found = answers_of(request.storage, meeting_id, person_id, request.who, request.now)
    return history_message(found, request.words)


def _drawn_again(request: Request, facts: MeetingFacts, stands_in: str) -> Message | None:
    if stands_in == IN_ANSWER:
        return meeting_answer(facts, request.words, request.now)
    draws = {REMINDER: reminder_message} | dict.fromkeys(Change, invitation_message)
    if stands_in not in draws:
        return None
    seen = _seen(request, facts, Change(stands_in) if stands_in in set(Change) else Change.INVITED)
    return draws[stands_in](seen, request.words) if seen else None


def _seen(request: Request, facts: MeetingFacts, change: Change) -> InvitationFacts | None:
    """An update goes on saying what has changed."""
    known = own_invitation(request.storage, facts, request.now) if change in UPDATES else None
    return known if known and known.change == change else seen_by_asker(facts, change)


ACTS = Acts(
    presses={
        Press.ACCEPT: press_answer(Reply.ACCEPTED),
        Press.TENTATIVE: press_answer(Reply.TENTATIVE),
        Press.DECLINE: press_answer(Reply.DECLINED),
        Press.ALL_ANSWERS: press_all,
        Press.ANSWERS_OF: press_history,
        Press.UNDO_ANSWER: press_undo,
        Press.RESTORE_ANSWER: press_restore,
    },
    press_forms={Press.COMMENT_ANSWER: press_comment},
    submissions={Form.COMMENT: Submission(submit_comment)},
)

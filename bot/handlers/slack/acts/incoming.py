"""What chair and secretary do about mail: count it or not, move or keep the time, invite whoever was sent, send again."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.domain.held_mail import AlreadySettled
from bot.domain.ids import BounceId, HeldMailId, MeetingId, PersonId
from bot.domain.invitation import Answer as Reply
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.refusals import explain
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.render.bounce import bounce_message
from bot.handlers.slack.render.held_mail import held_mail_message, move_as_proposed_form, whose_mail_form
from bot.handlers.slack.request import Answer, Filled, Redraw, Request, View
from bot.usecases.bounces import send_bounced_again
from bot.usecases.consequences import consequences_of_move
from bot.usecases.held_mails import (
    count_mail,
    held_mail,
    invite_newcomer,
    invited_to,
    keep_time,
    move_to_proposed,
    set_aside,
    wish_of,
)
from bot.usecases.incoming_facts import HeldMailFacts


def press_count(request: Request, parts: list[str]) -> Answer:
    answer = Reply(parts[1]) if len(parts) > 1 else None
    return _settled(request, parts[0], partial(count_mail, answer=answer))


def press_remember(request: Request, parts: list[str]) -> Answer:
    return _settled(request, parts[0], partial(count_mail, remembers=True))


def press_set_aside(request: Request, parts: list[str]) -> Answer:
    return _settled(request, parts[0], set_aside)


def press_keep(request: Request, parts: list[str]) -> Answer:
    return _settled(request, parts[0], keep_time)


def press_invite(request: Request, parts: list[str]) -> Answer:
    return _settled(request, parts[0], invite_newcomer)


def move_form(request: Request, parts: list[str]) -> View | Redraw:
    """What it would do is shown first: everybody is asked again."""
    facts = held_mail(request.storage, HeldMailId(parts[0]), request.who, request.now)
    if not facts.mail.waits:
        return _drawn(facts, request)
    wish = wish_of(facts.proposed, facts.committee)
    meeting_id = facts.mail.meeting_id or MeetingId("")
    found = consequences_of_move(request.storage, meeting_id, request.who, wish, request.now)
    return move_as_proposed_form(facts, found, request.words)


def submit_move(request: Request, filled: Filled) -> Answer:
    mail_id, seen = parts_of(filled.about)
    return _settled(request, mail_id, partial(move_to_proposed, seen=seen))


def press_bounce_again(request: Request, parts: list[str]) -> Answer:
    facts = send_bounced_again(request.storage, BounceId(parts[0]), request.who, request.now)
    return Redraw(bounce_message(facts, request.words))


def whose_form(request: Request, parts: list[str]) -> View | Redraw:
    mail_id = HeldMailId(parts[0])
    facts = held_mail(request.storage, mail_id, request.who, request.now)
    if not facts.mail.waits:
        return _drawn(facts, request)
    people = invited_to(request.storage, mail_id, request.who, request.now)
    return whose_mail_form(facts, people, request.words)


def submit_whose(request: Request, filled: Filled) -> Answer:
    (mail_id,) = parts_of(filled.about)
    person_id, remembers = PersonId(filled.chosen("person")), filled.checked("remember")
    return _settled(request, mail_id, partial(count_mail, person_id=person_id, remembers=remembers))


def _settled(request: Request, mail_id: str, settle: Callable[..., HeldMailFacts]) -> Redraw:
    """What has become of the mail. Whoever comes second sees that in the place of what they pressed, and is told who was
    first.
    """
    which = (request.storage, HeldMailId(mail_id), request.who, request.now)
    try:
        return _drawn(settle(*which), request)
    except AlreadySettled as late:
        told = explain(late, request.words)
        drawn = _drawn(held_mail(*which), request)
        said = Message(told.text, (section(told.text), *drawn.message.blocks))
        return replace(drawn, said=said, beside=told)


def _drawn(facts: HeldMailFacts, request: Request) -> Redraw:
    said = held_mail_message(facts, request.words)
    return Redraw(said, said)


ACTS = Acts(
    presses={
        Press.COUNT_MAIL: press_count,
        Press.REMEMBER_SENDER: press_remember,
        Press.SET_MAIL_ASIDE: press_set_aside,
        Press.KEEP_TIME: press_keep,
        Press.INVITE_FROM_MAIL: press_invite,
        Press.BOUNCE_AGAIN: press_bounce_again,
    },
    press_forms={Press.WHOSE_MAIL: whose_form, Press.MOVE_AS_PROPOSED: move_form},
    submissions={
        Form.WHOSE_MAIL: Submission(submit_whose),
        Form.MOVE_AS_PROPOSED: Submission(submit_move),
    },
)

"""What chair and secretary do about mail: count it or not, move or keep the time, invite whoever was sent, send again."""

from bot.domain.ids import BounceId, HeldMailId, MeetingId, PersonId
from bot.domain.invitation import Answer as Reply
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
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
    return _drawn(
        count_mail(request.storage, HeldMailId(parts[0]), request.who, request.now, answer=answer), request
    )


def press_remember(request: Request, parts: list[str]) -> Answer:
    return _drawn(
        count_mail(request.storage, HeldMailId(parts[0]), request.who, request.now, remembers=True), request
    )


def press_set_aside(request: Request, parts: list[str]) -> Answer:
    return _drawn(set_aside(request.storage, HeldMailId(parts[0]), request.who, request.now), request)


def move_form(request: Request, parts: list[str]) -> View:
    """What it would do is shown first: everybody is asked again."""
    facts = held_mail(request.storage, HeldMailId(parts[0]), request.who, request.now)
    wish = wish_of(facts.proposed, facts.committee)
    meeting_id = facts.mail.meeting_id or MeetingId("")
    found = consequences_of_move(request.storage, meeting_id, request.who, wish, request.now)
    return move_as_proposed_form(facts, found, request.words)


def submit_move(request: Request, filled: Filled) -> Answer:
    mail_id, seen = parts_of(filled.about)
    facts = move_to_proposed(request.storage, HeldMailId(mail_id), request.who, request.now, seen=seen)
    said = held_mail_message(facts, request.words)
    return Redraw(said, said)


def press_keep(request: Request, parts: list[str]) -> Answer:
    return _drawn(keep_time(request.storage, HeldMailId(parts[0]), request.who, request.now), request)


def press_invite(request: Request, parts: list[str]) -> Answer:
    return _drawn(invite_newcomer(request.storage, HeldMailId(parts[0]), request.who, request.now), request)


def press_bounce_again(request: Request, parts: list[str]) -> Answer:
    facts = send_bounced_again(request.storage, BounceId(parts[0]), request.who, request.now)
    return Redraw(bounce_message(facts, request.words))


def whose_form(request: Request, parts: list[str]) -> View:
    mail_id = HeldMailId(parts[0])
    facts = held_mail(request.storage, mail_id, request.who, request.now)
    people = invited_to(request.storage, mail_id, request.who, request.now)
    return whose_mail_form(facts, people, request.words)


def submit_whose(request: Request, filled: Filled) -> Answer:
    (mail_id,) = parts_of(filled.about)
    facts = count_mail(
        request.storage,
        HeldMailId(mail_id),
        request.who,
        request.now,
        person_id=PersonId(filled.chosen("person")),
        remembers=filled.checked("remember"),
    )
    said = held_mail_message(facts, request.words)
    return Redraw(said, said)


def _drawn(facts: HeldMailFacts, request: Request) -> Answer:
    return Redraw(held_mail_message(facts, request.words))


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

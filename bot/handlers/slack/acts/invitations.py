"""Guests, and who got what."""

import re

from bot.domain.ids import MeetingId, PersonId
from bot.domain.permission import Act
from bot.handlers.slack.acts.meetings import asked_at
from bot.handlers.slack.ids import Form, Press, parts_of
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render import distribution as drawn
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.guests import invited_message, uninvited_message
from bot.handlers.slack.render.meeting_forms import guest_form
from bot.handlers.slack.request import Answer, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.usecases.access import Where
from bot.usecases.changing import meeting_to_change
from bot.usecases.invitations import distribution, invite_guest, send_again, uninvite_guest
from bot.usecases.people import BadAddress

ADDRESS = re.compile(r"<mailto:(?P<linked>[^|>\s]+)(\|[^>]*)?>|(?P<plain>[^\s<>\"“”„,;]+@[^\s<>\"“”„,;]+)")
AROUND = " \t\n\"'“”„”‘’<>,;"


def invite(request: Request, command: Command) -> Answer:
    """With an address: a guest. Without: who got what."""
    at = asked_at(request, command)
    if not command.rest:
        found = distribution(request.storage, at, request.who, request.now)
        return drawn.distribution_message(found, request.words)
    address, name, organisation = read_guest(command.rest)
    return _invite(request, at, address, name, organisation)


def guest_press_form(request: Request, parts: list[str]) -> View:
    facts = meeting_to_change(
        request.storage, MeetingId(parts[0]), request.who, Act.INVITE_GUEST, request.now
    )
    return guest_form(facts, request.words)


def submit_guest(request: Request, filled: Filled) -> Answer:
    (meeting_id,) = parts_of(filled.about)
    return _invite(
        request,
        MeetingId(meeting_id),
        filled.text("email"),
        filled.text("guest"),
        filled.text("organisation"),
    )


def press_uninvite(request: Request, parts: list[str]) -> Answer:
    meeting_id, person_id = MeetingId(parts[0]), PersonId(parts[1])
    before = meeting_to_change(request.storage, meeting_id, request.who, Act.INVITE_GUEST, request.now)
    uninvite_guest(request.storage, meeting_id, request.who, person_id, request.now)
    return uninvited_message(before, person_id, request.words)


def press_distribution(request: Request, parts: list[str]) -> Answer:
    found = distribution(request.storage, MeetingId(parts[0]), request.who, request.now)
    message = drawn.distribution_message(found, request.words)
    return Redraw(message) if drawn.AGAIN in parts[1:] else message


def press_send_again(request: Request, parts: list[str]) -> Answer:
    only = PersonId(parts[1]) if len(parts) > 1 else None
    found = send_again(request.storage, MeetingId(parts[0]), request.who, request.now, only=only)
    return Redraw(drawn.distribution_message(found, request.words))


def read_guest(typed: str) -> tuple[str, str, str]:
    """Typed 'anna@example.org "Anna Berg, County board"', wanted address, name and organisation, the last two perhaps
    empty. Slack may send the address as <mailto:anna@example.org|anna@example.org>, and a phone types “curly” quotes.
    Raises BadAddress.
    """
    found = ADDRESS.search(typed)
    if found is None:
        raise BadAddress(typed.split(maxsplit=1)[0])
    rest = f"{typed[: found.start()]} {typed[found.end() :]}"
    name, _, organisation = rest.strip(AROUND).partition(",")
    return found["linked"] or found["plain"], name.strip(AROUND), organisation.strip(AROUND)


def _invite(request: Request, at: Where | MeetingId, address: str, name: str, organisation: str) -> Message:
    facts = invite_guest(request.storage, at, request.who, address, name, organisation, request.now)
    return invited_message(facts, address, request.words)


ACTS = Acts(
    commands={Verb.INVITE: invite},
    presses={
        Press.UNINVITE_GUEST: press_uninvite,
        Press.DISTRIBUTION: press_distribution,
        Press.SEND_AGAIN: press_send_again,
    },
    press_forms={Press.INVITE_GUEST: guest_press_form},
    submissions={Form.INVITE_GUEST: Submission(submit_guest)},
)

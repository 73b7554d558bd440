"""What a message about a meeting tells its reader now, and what has changed since the one before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.committee import Committee, Role, role_of
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import DeliveryId, InvitationId, PersonId
from bot.domain.invitation import GivenAnswer, Invitation, Standing
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.person import Person
from bot.domain.told import Changes, Told
from bot.storage import Transaction
from bot.usecases.facts import Change, InvitationFacts, MeetingFacts
from bot.usecases.gathering import meeting_facts
from bot.usecases.told import read_told, what_is_told

TAKES_AWAY = frozenset({Change.CANCELLED, Change.WITHDRAWN, Change.READDRESSED})
UPDATES = frozenset({Change.MOVED, Change.CHANGED})
CALENDAR_MAILS = (DeliveryKind.INVITATION, DeliveryKind.MAILBOX_LEFT)
SHOWN = ("start", "end", "place", "link", "title", "alarm", "hidden", "papers")
"""What a calendar shows of a meeting. A longer agenda alone is no reason for a mail: it grows until the meeting."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting and all that messages about it are made from, gathered once for many readers. `history` is what each of
    them was owed the same way, the oldest first.
    """

    facts: MeetingFacts
    invitations: dict[PersonId, Invitation]
    withdrawn: tuple[Invitation, ...]
    history: dict[PersonId, list[Delivery]]
    secretary: Person | None
    now: Told
    taken_back: Mapping[InvitationId, GivenAnswer]
    officers: Mapping[PersonId, Person]
    asked_anew: Collection[InvitationId]


def invitations_told(
    transaction: Transaction, committee: Committee, deliveries: Sequence[Delivery], now: datetime
) -> dict[DeliveryId, InvitationFacts]:
    """What each delivery of one meeting and one route should say; one that has nothing (more) to say is left out. The
    number of questions does not depend on how many there are.
    """
    meeting = transaction.meetings.get(deliveries[0].meeting_id or "")
    about = occasion(transaction, committee, meeting, deliveries, now)
    found = {one.id: _told(about, one) for one in deliveries}
    return {delivery_id: told for delivery_id, told in found.items() if told is not None}


def occasion(
    transaction: Transaction,
    committee: Committee,
    meeting: Meeting,
    deliveries: Sequence[Delivery],
    now: datetime,
) -> Occasion:
    facts = meeting_facts(transaction, committee, meeting, now)
    readers = {one.person_id for one in deliveries if one.person_id}
    history: dict[PersonId, list[Delivery]] = {person_id: [] for person_id in readers}
    route = deliveries[0].route
    for one in transaction.deliveries.sent_to(meeting.id, readers, CALENDAR_MAILS, route):
        history[one.person_id or PersonId("")].append(one)
    for owed in history.values():
        owed.sort(key=_order)
    invitations = transaction.invitations.to(meeting.id, readers)
    return Occasion(
        facts,
        invitations,
        tuple(transaction.invitations.withdrawn(meeting.id)),
        history,
        _secretary(facts, now),
        what_is_told(facts, now),
        *_taken_back(transaction, invitations.values()),
    )


def mailbox_left(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> InvitationFacts | None:
    """A mailbox that is no longer this person's own gets the entry taken away."""
    meeting = transaction.meetings.get(delivery.meeting_id or "")
    about = occasion(transaction, committee, meeting, [delivery], now)
    return _facts(about, delivery, Change.READDRESSED)


def invitation_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, change: Change, now: datetime
) -> InvitationFacts | None:
    """For a message that is about an invitation without being one."""
    meeting = transaction.meetings.get(delivery.meeting_id or "")
    about = occasion(transaction, committee, meeting, [delivery], now)
    return _facts(about, delivery, change)


def _told(about: Occasion, delivery: Delivery) -> InvitationFacts | None:
    change = _change(about, delivery)
    return None if change is None else _facts(about, delivery, change)


def _change(about: Occasion, delivery: Delivery) -> Change | None:
    """What the message should tell, or None when there is nothing (more) to tell. Sent again, it tells the same."""
    meeting, invitation = about.facts.meeting, about.invitations.get(delivery.person_id or PersonId(""))
    if invitation is None:
        return None
    if _is_superseded(about, delivery):
        return Change.SUPERSEDED if delivery.route == Route.SLACK and delivery.was_tried else None
    if meeting.state == MeetingState.CANCELLED or not invitation.stands:
        gone = Change.CANCELLED if meeting.state == MeetingState.CANCELLED else Change.WITHDRAWN
        return gone if _before(about, delivery) or delivery.was_tried else None
    if not meeting.is_announced and not delivery.was_tried:
        return None
    return _comes(about, delivery, invitation)


def _comes(about: Occasion, delivery: Delivery, invitation: Invitation) -> Change | None:
    """The meeting stands and this person is invited: for the first time, or what they were told before has changed."""
    earlier, before = _earlier(about, delivery), _before(about, delivery)
    comes_back = any(one.sequence == delivery.sequence for one in before)  # in chat: out, and in again
    if not before or comes_back or (earlier is not None and not earlier.stands):
        return Change.INVITED
    return _difference(about, delivery, invitation, earlier)


def _is_superseded(about: Occasion, delivery: Delivery) -> bool:
    """Chat counts what people are told anew, mail what their calendars are: some get a sequence that others do not."""
    history = about.history[delivery.person_id or PersonId("")]
    if delivery.route == Route.EMAIL:
        return any(one.sequence > delivery.sequence for one in history)
    newer = (one for one in history if _order(one) > _order(delivery))
    is_old = delivery.sequence < about.facts.meeting.edition
    return is_old or any(one.state != DeliveryState.VOID for one in newer)


def _before(about: Occasion, delivery: Delivery) -> list[Delivery]:
    """What this person has been sent before, or may have been, in the mailbox they have."""
    before: list[Delivery] = []
    for one in about.history[delivery.person_id or PersonId("")]:
        if _order(one) >= _order(delivery):
            break
        if one.kind == DeliveryKind.MAILBOX_LEFT:
            before = []
        elif one.was_tried:
            before.append(one)
    return before


def _order(delivery: Delivery) -> tuple[int, datetime, str]:
    return delivery.sequence, delivery.created_at, delivery.key


def _earlier(about: Occasion, delivery: Delivery) -> Told | None:
    """What this person was told last, None when nobody can be sure."""
    before = _before(about, delivery)
    return read_told(before[-1].told) if before and before[-1].attempted_at is None else None


def _difference(
    about: Occasion, delivery: Delivery, invitation: Invitation, earlier: Told | None
) -> Change | None:
    meeting = about.facts.meeting
    if earlier is None:
        return Change.MOVED if meeting.previous_start else Change.CHANGED
    if (earlier.start, earlier.end) != (meeting.start, meeting.end):
        return Change.MOVED
    asked_again = _asked_again(invitation, earlier)
    differs = any(getattr(earlier, name) != getattr(about.now, name) for name in SHOWN)
    asked_for = delivery.shown > 0 or (delivery.route == Route.SLACK and delivery.was_tried)
    return Change.CHANGED if differs or asked_again or asked_for or _gone(about, earlier) else None


def _changes(about: Occasion, invitation: Invitation, earlier: Told) -> Changes:
    again = _asked_again(invitation, earlier)
    return Changes(earlier, about.now, _gone(about, earlier), asked_again=again)


def _asked_again(invitation: Invitation, earlier: Told) -> bool:
    return invitation.asked_at is not None and invitation.asked_at >= earlier.as_of


def _gone(about: Occasion, earlier: Told | None) -> tuple[str, ...]:
    """Who has left since; nobody hears of it where nobody sees the others."""
    if earlier is None or about.now.hidden:
        return ()
    left = (one for one in about.withdrawn if one.withdrawn_at and one.withdrawn_at >= earlier.as_of)
    return tuple(sorted(about.facts.people[one.person_id].name for one in left))


def _facts(about: Occasion, delivery: Delivery, change: Change) -> InvitationFacts | None:
    invitation = about.invitations.get(delivery.person_id or PersonId(""))
    if invitation is None:
        return None
    facts = about.facts
    person = facts.people[invitation.person_id]
    hosts = (facts.people[guest.host_id] for guest in facts.guests if guest.person_id == person.id)
    earlier = _earlier(about, delivery)
    taken_back = about.taken_back.get(invitation.id)
    return InvitationFacts(
        facts if delivery.route == Route.EMAIL else _seen_by(person, facts, about.now.as_of),
        person,
        invitation,
        change,
        about.secretary,
        next(hosts, None),
        taken_back,
        about.officers.get(taken_back.undone_by) if taken_back and taken_back.undone_by else None,
        sequence=delivery.sequence,
        stamp=delivery.created_at,
        changes=_changes(about, invitation, earlier) if earlier and change in UPDATES else None,
        taken=earlier if change in TAKES_AWAY else None,
        asked_anew=invitation.id in about.asked_anew,
    )


def _taken_back(
    transaction: Transaction, invitations: Collection[Invitation]
) -> tuple[dict[InvitationId, GivenAnswer], dict[PersonId, Person], set[InvitationId]]:
    """The newest answers to what is asked now that somebody else than their giver has undone, and who that was; and to
    which invitations the newest answer no longer counts.
    """
    history: dict[InvitationId, list[GivenAnswer]] = {}
    for one in transaction.answers.to([invitation.id for invitation in invitations]):
        history.setdefault(one.invitation_id, []).append(one)
    undone = {}
    for invitation in invitations:
        standings = invitation.standings(history.get(invitation.id, []))
        answers = [one for one in history.get(invitation.id, []) if standings[one.id] != Standing.OUTDATED]
        if answers and answers[-1].undone_by not in {None, invitation.person_id}:
            undone[invitation.id] = answers[-1]
    officers = transaction.people.named(one.undone_by for one in undone.values() if one.undone_by)
    return undone, officers, {one.id for one in invitations if one.is_asked_anew(history.get(one.id, []))}


def _seen_by(person: Person, facts: MeetingFacts, now: datetime) -> MeetingFacts:
    role = role_of(person.id, facts.seats, facts.committee.today(now))
    return replace(facts, asker=person, role=role)


def _secretary(facts: MeetingFacts, now: datetime) -> Person | None:
    today = facts.committee.today(now)
    held = (seat for seat in facts.seats if seat.role == Role.SECRETARY and seat.held_on(today))
    return next((facts.people[seat.person_id] for seat in held), None)

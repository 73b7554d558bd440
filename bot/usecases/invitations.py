"""Guests, and who got what."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.bounce import Bounce
from bot.domain.committee import Committee
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState
from bot.domain.errors import KallelseError
from bot.domain.ids import GuestId, MeetingId, PersonId, new_id
from bot.domain.invitation import Guest, Invitation
from bot.domain.meeting import Meeting, WrongState
from bot.domain.permission import Act
from bot.domain.person import Person
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Where, Who, enter_at_meeting
from bot.usecases.facts import MeetingFacts
from bot.usecases.gathering import meeting_facts
from bot.usecases.inviting import announce_to_changed
from bot.usecases.owing_meetings import shared_entry_of
from bot.usecases.people import person_with_address


@dataclass(eq=False)
class AlreadyInvited(KallelseError):
    """The guest is invited to this meeting already."""

    person: Person


@dataclass(frozen=True, slots=True)
class Recipient:
    """What one person was sent for a meeting, newest attempt for each way. `bounce` is set while mail to them comes back,
    `automatic_reply_at` when a machine has answered an invitation for them.
    """

    person: Person
    invitation: Invitation
    deliveries: tuple[Delivery, ...]
    bounce: Bounce | None = None
    automatic_reply_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """Who got what; `shared` is what became of the entry in the shared calendar, None where none is owed."""

    committee: Committee
    meeting: Meeting
    recipients: tuple[Recipient, ...]
    shared: Delivery | None = None


def invite_guest(
    storage: Storage,
    at: Where | MeetingId,
    who: Who,
    address: str,
    name: str,
    organisation: str,
    now: datetime,
) -> MeetingFacts:
    """Invite somebody to this meeting alone, by mail; at once when it is confirmed, else when it will be."""
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, at, who, now)
        asker.must(Act.INVITE_GUEST)
        if not meeting.is_coming:
            raise WrongState(meeting, "invite")
        person = person_with_address(transaction, address, name)
        meeting = add_guest(transaction, asker, meeting, person, organisation, now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def uninvite_guest(
    storage: Storage, meeting_id: MeetingId, who: Who, person_id: PersonId, now: datetime
) -> MeetingFacts:
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.INVITE_GUEST)
        for guest in transaction.guests.of_meeting(meeting.id):
            if guest.person_id == person_id:
                transaction.guests.remove(guest)
        meeting = announce_to_changed(transaction, asker.committee, meeting, now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def distribution(storage: Storage, at: Where | MeetingId, who: Who, now: datetime) -> Distribution:
    """Who got what, for chair and secretary."""
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, at, who, now)
        asker.must(Act.SEE_DISTRIBUTION)
        return _distribution(transaction, asker, meeting)


def send_again(
    storage: Storage,
    meeting_id: MeetingId,
    who: Who,
    now: datetime,
    *,
    only: PersonId | None = None,
) -> Distribution:
    """What failed is owed again: the same message, so a calendar that has it already takes no notice."""
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.SEE_DISTRIBUTION)
        sent = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION], for_change=True)
        for delivery in sent:
            if delivery.state == DeliveryState.FAILED and only in {None, delivery.person_id}:
                transaction.deliveries.put(delivery.tried_again(now))
        return _distribution(transaction, asker, meeting)


def add_guest(
    transaction: Transaction,
    asker: Asker,
    meeting: Meeting,
    person: Person,
    organisation: str,
    now: datetime,
) -> Meeting:
    """They are told if the meeting stands already. Raises AlreadyInvited."""
    invited = transaction.invitations.of(meeting.id, person.id)
    guests = {guest.person_id for guest in transaction.guests.of_meeting(meeting.id)}
    if person.id in guests or (invited is not None and invited.stands):
        raise AlreadyInvited(person)
    transaction.guests.add(
        Guest(GuestId(new_id()), meeting.id, person.id, organisation.strip(), asker.person.id)
    )
    return announce_to_changed(transaction, asker.committee, meeting, now)


def _distribution(transaction: Transaction, asker: Asker, meeting: Meeting) -> Distribution:
    invitations = transaction.invitations.of_meeting(meeting.id)
    people = transaction.people.named([one.person_id for one in invitations])
    deliveries = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION])
    newest = {(one.person_id, one.route): one for one in deliveries if one.state != DeliveryState.VOID}
    bounces = transaction.bounces.standing(people)
    replies = [(one.automatic_reply_at, one.person_id) for one in deliveries if one.automatic_reply_at]
    replied = {person_id: at for at, person_id in sorted(replies, key=lambda one: one[0])}
    recipients = [
        Recipient(
            people[one.person_id],
            one,
            tuple(sent for (person_id, _), sent in newest.items() if person_id == one.person_id),
            bounces.get(one.person_id),
            replied.get(one.person_id),
        )
        for one in invitations
    ]
    return Distribution(
        asker.committee,
        meeting,
        tuple(sorted(recipients, key=lambda one: one.person.name.casefold())),
        shared_entry_of(transaction, meeting),
    )

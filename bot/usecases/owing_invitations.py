"""Invitations, their updates and reminders as rows in the ledger: one for each person, each way they can be reached."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256

from bot.domain.committee import OFFICERS, Committee, Seat
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import PersonId
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.storage import Transaction
from bot.usecases.asking import route_to
from bot.usecases.owing import debt, owe
from bot.usecases.owing_meetings import redraw_invitations

REMIND_BEFORE = timedelta(days=3)
MORNING = time(8)
EDITING = timedelta(minutes=1)
"""Edits of a meeting so close together become one mail."""


def owe_invitations(
    transaction: Transaction, meeting: Meeting, to: Iterable[Person], now: datetime, *, at_once: bool = False
) -> int:
    """Everybody gets the meeting as it stands, each way they can be reached; chat only when they are told anew. Returns
    how many mails that makes. `at_once` is as in `owe_mails`.
    """
    people = list(to)
    in_chat = (one for one in people if one.account)
    transaction.deliveries.owe_all(
        [_invitation(Route.SLACK, meeting, one, meeting.edition, now, now) for one in in_chat]
    )
    return owe_mails(transaction, meeting, people, now, at_once=at_once)


def owe_chat_anew(transaction: Transaction, meeting: Meeting, to: Iterable[Person], now: datetime) -> None:
    """Whoever is no longer invited, or is again, hears so in a message of its own: nobody notices an edited one. The
    messages before it show that it has taken their place.
    """
    owed = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION])
    told = Counter(
        one.person_id for one in owed if (one.route, one.sequence) == (Route.SLACK, meeting.edition)
    )
    for person in to:
        if person.account:
            anew = _invitation(Route.SLACK, meeting, person, meeting.edition, now, now, again=told[person.id])
            transaction.deliveries.owe(anew)
            redraw_invitations(transaction, meeting, now, of=person.id)


def owe_mails(
    transaction: Transaction, meeting: Meeting, to: Iterable[Person], now: datetime, *, at_once: bool = False
) -> int:
    """The calendar object as it stands, by mail; how many mails that makes. Whoever has been told nothing yet is told at
    once. Others hear a minute after the first edit, so that a correction of the correction is the same mail; `at_once`
    is for what nobody should wait for: it is off, or they are out.
    """
    readers = {one.id: one for one in to if one.email}
    history = _mails_to(transaction, meeting, readers)
    owed, superseded = [], []
    for person in readers.values():
        earlier = history[person.id]
        if any(one.sequence >= meeting.sequence for one in earlier):
            continue  # this person has been owed this very sequence already
        waits = [one for one in earlier if one.state == DeliveryState.OWED and not one.was_tried]
        superseded += [one.voided(now) for one in waits]
        due_at = _due_at(earlier, waits, now, at_once=at_once)
        owed.append(_invitation(Route.EMAIL, meeting, person, meeting.sequence, now, due_at))
    transaction.deliveries.put_all(superseded)
    transaction.deliveries.add_all(owed)
    return len(owed)


def owe_mail_anew(transaction: Transaction, meeting: Meeting, to: Person, now: datetime) -> None:
    """What this person was owed last once more, because they ask for it: they have lost it, or never got it."""
    mails = _mails_to(transaction, meeting, {to.id: to})[to.id]
    if mails:
        transaction.deliveries.put_all([replace(mails[-1].owed_again(now), due_at=now)])
    else:
        owe_mails(transaction, meeting, [to], now)


def has_been_sent(transaction: Transaction, meeting: Meeting, to: Person) -> bool:
    """This person's mail about the meeting as it stands has gone, or was given up: it does not wait any more."""
    mails = _mails_to(transaction, meeting, {to.id: to})[to.id]
    current = [one for one in mails if one.sequence >= meeting.sequence]
    return any(one.state != DeliveryState.OWED or one.was_tried for one in current)


def was_told_by_mail(transaction: Transaction, meeting: Meeting, person: Person) -> bool:
    """The mailbox that this person has holds the meeting, or may."""
    mails = _mails_to(transaction, meeting, {person.id: person})[person.id]
    return any(one.was_tried and one.sent_to in {"", person.email} for one in mails if person.email)


def owe_to_old_mailbox(transaction: Transaction, meeting: Meeting, before: Person, now: datetime) -> None:
    """A mailbox that is no longer somebody's own gets the meeting taken away, by the sequence that the meeting has."""
    address = before.email or ""
    left = debt(
        DeliveryKind.MAILBOX_LEFT,
        Route.EMAIL,
        now,
        key=f"{meeting.id}:{before.id}:{sha256(address.encode()).hexdigest()[:16]}:{meeting.sequence}",
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        person_id=before.id,
        sequence=meeting.sequence,
        address=address,
    )
    transaction.deliveries.owe_all([left])


def owe_reminders(transaction: Transaction, meeting: Meeting, to: Iterable[Person], now: datetime) -> None:
    """To be sent only to those who have not answered by then: in chat, or by mail to those who have no account there."""
    due_at = meeting.start - REMIND_BEFORE
    if due_at <= now:
        return
    ways = [(one, route_to(one)) for one in to]
    transaction.deliveries.owe_all(
        [_reminder(meeting, one, route, now, due_at) for one, route in ways if route]
    )


def officers_by_mail(transaction: Transaction, committee: Committee) -> list[Seat]:
    """The seats, whenever they begin and end, of chair and secretary who see no answers in chat as they come."""
    seats = [seat for seat in transaction.seats.of_committee(committee.id) if seat.role in OFFICERS]
    people = transaction.people.named(seat.person_id for seat in seats)
    return [seat for seat in seats if people[seat.person_id].email and not people[seat.person_id].account]


def owe_who_comes(
    transaction: Transaction, committee: Committee, meeting: Meeting, officers: Iterable[Seat], now: datetime
) -> None:
    """To `officers_by_mail` who hold office the day before: once for each edition of the meeting, that morning on the
    committee's clock; not for a meeting that soon.
    """
    day_before = meeting.start.astimezone(committee.zone).date() - timedelta(days=1)
    due_at = datetime.combine(day_before, MORNING, committee.zone).astimezone(UTC)
    if due_at <= now:
        return
    for person_id in {seat.person_id for seat in officers if seat.held_on(day_before)}:
        owe(
            transaction,
            DeliveryKind.WHO_COMES,
            Route.EMAIL,
            now,
            key=f"{meeting.id}:{person_id}:{meeting.edition}",
            committee_id=committee.id,
            meeting_id=meeting.id,
            person_id=person_id,
            sequence=meeting.edition,
            due_at=due_at,
        )


def _mails_to(
    transaction: Transaction, meeting: Meeting, readers: Mapping[PersonId, Person]
) -> dict[PersonId, list[Delivery]]:
    """What each was owed by mail about the meeting, the oldest first; locked, since the worker may be at it."""
    history: dict[PersonId, list[Delivery]] = {person_id: [] for person_id in readers}
    for one in transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION], for_change=True):
        if one.route == Route.EMAIL and one.person_id in history:
            history[one.person_id].append(one)
    return history


def _due_at(
    earlier: Sequence[Delivery], waits: Sequence[Delivery], now: datetime, *, at_once: bool
) -> datetime:
    if at_once or not any(one.was_tried for one in earlier):
        return now
    return min((one.due_at for one in waits), default=now + EDITING)


def _invitation(
    route: Route,
    meeting: Meeting,
    person: Person,
    sequence: int,
    now: datetime,
    due_at: datetime,
    *,
    again: int = 0,
) -> Delivery:
    """`again` tells messages about the same edition apart."""
    return debt(
        DeliveryKind.INVITATION,
        route,
        now,
        key=f"{meeting.id}:{person.id}:{sequence}" + (f":{again}" if again else ""),
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        person_id=person.id,
        sequence=sequence,
        due_at=due_at,
    )


def _reminder(meeting: Meeting, person: Person, route: Route, now: datetime, due_at: datetime) -> Delivery:
    return debt(
        DeliveryKind.REMINDER,
        route,
        now,
        key=f"{meeting.id}:{person.id}:{meeting.edition}",
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        person_id=person.id,
        sequence=meeting.edition,
        due_at=due_at,
    )

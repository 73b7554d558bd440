"""Who sits in a committee: seats added, changed and ended by chair and secretary."""

from dataclasses import replace
from datetime import date, datetime

from bot.domain.committee import Seat
from bot.domain.ids import CommitteeId, SeatId, new_id
from bot.domain.permission import Act
from bot.domain.person import Person
from bot.domain.roster import ONE_DAY
from bot.storage import Storage, Transaction
from bot.usecases.access import (
    Asker,
    Where,
    Who,
    ask,
    enter,
    existing,
    known_person,
    one_committee,
    remembered_person,
)
from bot.usecases.inviting import announce_person, announce_roster
from bot.usecases.people import AddressTaken, KnownElsewhere, Mailbox, checked_address, person_with_address
from bot.usecases.seating import Roster, RosterLine, SeatText, check_free, check_officers, roster_of


def roster(storage: Storage, at: Where | CommitteeId, who: Who, now: datetime) -> Roster:
    """Who sits in the committee now or later, by organisation; for anybody."""
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        committee = one_committee(transaction, at, person, now)
        return roster_of(transaction, ask(transaction, committee, person, now), now)


def seat_seen_by(storage: Storage, seat_id: SeatId, who: Who, now: datetime) -> RosterLine:
    """For whoever is about to change it. Raises Gone, NotAllowed."""
    with storage.transaction() as transaction:
        _, seat = _enter_at_seat(transaction, seat_id, who, now)
        return RosterLine(seat, transaction.people.get(seat.person_id))


def add_seat(
    storage: Storage,
    at: Where | CommitteeId,
    who: Who,
    newcomer: Who | Mailbox,
    text: SeatText,
    now: datetime,
    *,
    request: str | None = None,
) -> Roster:
    """For somebody in the workspace, or by name and address; they get the coming meetings. Raises AlreadySeated,
    BadAddress.
    """
    with storage.transaction() as transaction:
        asker = enter(transaction, at, who, now)
        asker.must(Act.CHANGE_ROSTER)
        if transaction.requests.outcome_of(request) is None:
            person = _person(transaction, newcomer)
            seat = _worded(
                Seat(SeatId(new_id()), asker.committee.id, person.id, "", text.role),
                text,
            )
            check_free(seat, person, asker.seats, asker.committee.today(now))
            transaction.seats.add(seat)
            transaction.requests.remember(request, seat.id, now)
        return _announced(transaction, asker, now)


def change_seat(
    storage: Storage,
    seat_id: SeatId,
    who: Who,
    text: SeatText,
    now: datetime,
    *,
    mailbox: Mailbox | None = None,
) -> Roster:
    """The seat, and with `mailbox` the name and address of whoever holds it. Raises AlreadySeated, LastOfficer,
    BadAddress, AddressTaken.
    """
    with storage.transaction() as transaction:
        asker, seat = _enter_at_seat(transaction, seat_id, who, now)
        person = transaction.people.get(seat.person_id)
        changed = _worded(seat, text)
        check_free(changed, person, asker.seats, asker.committee.today(now))
        _put(transaction, asker, changed, now)
        if mailbox is not None:
            _rename(transaction, asker, person, mailbox, now)
        return _announced(transaction, asker, now)


def end_seat(
    storage: Storage, seat_id: SeatId, who: Who, now: datetime, *, last_day: date | None = None
) -> Roster:
    """The person leaves after `last_day`, or has left as of today. Raises LastOfficer."""
    with storage.transaction() as transaction:
        asker, seat = _enter_at_seat(transaction, seat_id, who, now)
        today = asker.committee.today(now)
        if not seat.is_over(today):
            _put(transaction, asker, seat.ending(last_day or today - ONE_DAY), now)
        return _announced(transaction, asker, now)


def _enter_at_seat(transaction: Transaction, seat_id: SeatId, who: Who, now: datetime) -> tuple[Asker, Seat]:
    seat = existing(transaction.seats.find(seat_id))
    asker = enter(transaction, seat.committee_id, who, now)
    asker.must(Act.CHANGE_ROSTER)
    return asker, transaction.seats.get(seat_id)  # again, now that nobody else can change it


def _person(transaction: Transaction, newcomer: Who | Mailbox) -> Person:
    if isinstance(newcomer, Mailbox):
        return person_with_address(transaction, newcomer.email, newcomer.name)
    return remembered_person(transaction, newcomer)


def _worded(seat: Seat, text: SeatText) -> Seat:
    return replace(
        seat,
        organisation=" ".join(text.organisation.split()),
        role=text.role,
        starts=text.starts,
        ends=text.ends,
    )


def _put(transaction: Transaction, asker: Asker, changed: Seat, now: datetime) -> None:
    after = [changed if seat.id == changed.id else seat for seat in asker.seats]
    check_officers(asker.committee, list(asker.seats), after, now)
    transaction.seats.put(changed)


def _rename(transaction: Transaction, asker: Asker, person: Person, mailbox: Mailbox, now: datetime) -> None:
    email = checked_address(mailbox.email) if mailbox.email.strip() else None
    owner = transaction.people.with_email(email) if email else None
    if owner is not None and owner.id != person.id:
        raise AddressTaken(owner)
    renamed = replace(person, name=" ".join(mailbox.name.split()) or person.name, email=email or person.email)
    if renamed != person:
        _check_is_ours(transaction, asker, person, now)
        transaction.people.put(renamed)
        announce_person(transaction, person, renamed, now)


def _check_is_ours(transaction: Transaction, asker: Asker, person: Person, now: datetime) -> None:
    seats = {seat.committee_id for seat in transaction.seats.of_person(person.id)}
    invited = {meeting.committee_id for meeting in transaction.meetings.coming_for(person.id, now, most=100)}
    if person.account is not None or (seats | invited) - {asker.committee.id}:
        raise KnownElsewhere(person)


def _announced(transaction: Transaction, asker: Asker, now: datetime) -> Roster:
    announce_roster(transaction, asker.committee, now)
    return roster_of(transaction, ask(transaction, asker.committee, asker.person, now), now)

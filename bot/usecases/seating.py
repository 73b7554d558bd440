"""Seats inside a transaction: shared by the roster's use cases and the import of a committee file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.committee import Committee, Role, Seat
from bot.domain.person import Person
from bot.domain.roster import AlreadySeated, LastOfficer, first_day_without_officer, seats_at_once
from bot.storage import Transaction
from bot.usecases.access import Asker


@dataclass(frozen=True, slots=True)
class SeatText:
    """For whom somebody sits and as what; `ends` is the last day."""

    organisation: str
    role: Role
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class RosterLine:
    seat: Seat
    person: Person


@dataclass(frozen=True, slots=True)
class Roster:
    """Seats held today or later, by organisation; `asker` says who is looking."""

    asker: Asker
    lines: tuple[RosterLine, ...]


def roster_of(transaction: Transaction, asker: Asker, now: datetime) -> Roster:
    """Who sits there today or later, as the asker sees it."""
    today = asker.committee.today(now)
    return Roster(asker, tuple(roster_lines(transaction, asker.seats, today)))


def roster_lines(transaction: Transaction, seats: Iterable[Seat], today: date) -> list[RosterLine]:
    """Those that are not over, by organisation, the weightiest role first."""
    left = [seat for seat in seats if not seat.is_over(today)]
    people = transaction.people.named(seat.person_id for seat in left)
    return sorted((RosterLine(seat, people[seat.person_id]) for seat in left), key=_place_in_roster)


def check_free(seat: Seat, person: Person, seats: Iterable[Seat], today: date) -> None:
    """Somebody who has left can come back: seats that are over do not count. Raises AlreadySeated."""
    for other in seats:
        if not other.is_over(today) and seats_at_once(seat, other):
            raise AlreadySeated(person.name, other)


def check_officers(committee: Committee, before: list[Seat], after: list[Seat], now: datetime) -> None:
    day = first_day_without_officer(before, after, committee.today(now))
    if day is not None:
        raise LastOfficer(committee.short_name, day)


def _place_in_roster(line: RosterLine) -> tuple[str, int, str, str]:
    roles = list(Role)
    return (
        line.seat.organisation.casefold(),
        roles.index(line.seat.role),
        line.person.name.casefold(),
        line.seat.id,
    )

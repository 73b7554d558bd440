"""Seats inside a transaction: shared by the roster's use cases and the import of a committee file."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.committee import Committee, Role, Seat
from bot.domain.person import Person
from bot.domain.roster import AlreadySeated, LastOfficer, first_day_without_officer, seats_at_once
from bot.storage import Transaction
from bot.usecases.access import Asker
from bot.usecases.facts import Roster, RosterLine


@dataclass(frozen=True, slots=True)
class SeatText:
    """For whom somebody sits and as what; `ends` is the last day."""

    organisation: str
    role: Role
    starts: date | None = None
    ends: date | None = None


def roster_of(transaction: Transaction, asker: Asker, now: datetime) -> Roster:
    """Seats held today or later, by organisation, the weightiest role first."""
    today = asker.committee.today(now)
    seats = [seat for seat in asker.seats if seat.ends is None or seat.ends >= today]
    people = transaction.people.named(seat.person_id for seat in seats)
    lines = [RosterLine(seat, people[seat.person_id]) for seat in seats]
    return Roster(asker, tuple(sorted(lines, key=_place_in_roster)))


def check_free(seat: Seat, person: Person, seats: list[Seat]) -> None:
    for other in seats:
        if seats_at_once(seat, other):
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

"""Whose e-mail address a committee file corrects: who sits there by the same name, for the same organisation, in the same
role, and whose address so far is gone from the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.committee import Committee, Seat
from bot.domain.errors import KallelseError
from bot.domain.ids import PersonId
from bot.domain.person import Account, Person
from bot.storage import Transaction
from bot.usecases.committee_file import Member
from bot.usecases.importing import meant_by


@dataclass(eq=False)
class WhichPerson(KallelseError):
    """Several people of one name may have got a new address, or one of them any of several: nobody guesses."""

    name: str
    earlier: tuple[str, ...]
    given: tuple[str, ...]


def readdressed(
    transaction: Transaction,
    committee: Committee,
    members: Sequence[tuple[Member, Account | None]],
    now: datetime,
) -> Mapping[str, Person]:
    """By their new address in lower case. `members` are the file's rows, each with the account that goes with it. Raises
    WhichPerson.
    """
    today = committee.today(now)
    seats = [seat for seat in transaction.seats.of_committee(committee.id) if not seat.is_over(today)]
    people = transaction.people.named(seat.person_id for seat in seats)
    named = {member.email.lower() for member, _ in members if member.email}
    accounts = {account for _, account in members if account}
    gone = {
        one.id: one
        for one in people.values()
        if one.email and one.email.lower() not in named and one.account not in accounts
    }
    pairs = {
        (member.email.lower(), seat.person_id)
        for member, account in members
        for seat in seats
        if member.email and seat.person_id in gone and _is_plain(member, account, seat, gone[seat.person_id])
        if meant_by(transaction, member, account) is None
    }
    _refuse_to_guess(pairs, gone)
    return {address: gone[person_id] for address, person_id in pairs}


def other_committees_of(
    transaction: Transaction, committee: Committee, person: Person, now: datetime
) -> tuple[str, ...]:
    """The short names of those where they sit or are invited, too: these write to the new address from now on."""
    seats = transaction.seats.of_person(person.id)
    seated = {seat.committee_id for seat in seats if not seat.is_over(committee.today(now))}
    expecting = transaction.meetings.committees_expecting([person.id], now)
    others = transaction.committees.these((seated | expecting) - {committee.id})
    return tuple(sorted(one.short_name for one in others.values()))


def _is_plain(member: Member, account: Account | None, seat: Seat, person: Person) -> bool:
    return (
        _words(member.name) == _words(person.name)
        and _words(member.organisation) == _words(seat.organisation)
        and member.role == seat.role
        and (account is None or person.account is None)
    )


def _words(text: str) -> str:
    return " ".join(text.split()).casefold()


def _refuse_to_guess(pairs: set[tuple[str, PersonId]], gone: Mapping[PersonId, Person]) -> None:
    for address, person_id in sorted(pairs):
        alike = {pair for pair in pairs if pair[0] == address or pair[1] == person_id}
        if len(alike) > 1:
            earlier = {gone[one].email or "" for _, one in alike}
            given = {one for one, _ in alike}
            raise WhichPerson(gone[person_id].name, tuple(sorted(earlier)), tuple(sorted(given)))

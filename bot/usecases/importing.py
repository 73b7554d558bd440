"""Whom and which seats the rows of a committee file mean."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.committee import Seat
from bot.domain.ids import PersonId, new_id
from bot.domain.person import Account, Person
from bot.storage import Storage, Transaction
from bot.usecases.access import Who
from bot.usecases.committee_file import Member
from bot.usecases.people import AddressTaken

PLATFORM = "slack"

FindAccount = Callable[[str], Account | None]
"""Who has that e-mail address in the workspace."""

LookUp = Callable[[Account], Who | None]
"""What the workspace says of an account; None when it says nothing."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The person a row means, as stored now; `before` is how they were, None for somebody new."""

    person: Person
    before: Person | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The file's keys that changed."""
        if self.before is None:
            return ()
        values = {
            "name": (self.before.name, self.person.name),
            "email": (self.before.email, self.person.email),
            "slack": (self.before.user, self.person.user),
        }
        return tuple(key for key, (old, new) in values.items() if old != new)

    @property
    def earlier_address(self) -> str:
        """The one that the file has corrected, else ""."""
        return (self.before.email or "") if self.before and "email" in self.fields else ""


def accounts_of(
    storage: Storage, members: Sequence[Member], find_account: FindAccount | None
) -> Mapping[str, Account]:
    """By address, for those whose account the file does not give and we do not know yet."""
    if find_account is None:
        return {}
    with storage.reading() as transaction:
        known = {
            member.email
            for member in members
            if member.email and (person := transaction.people.with_email(member.email)) and person.account
        }
    wanted = {member.email for member in members if member.email and not member.slack} - known
    found = {address: find_account(address) for address in sorted(wanted)}
    given = {member.slack for member in members}  # the file knows better whose these are
    return {address: account for address, account in found.items() if account and account.user not in given}


def newcomers_of(
    storage: Storage,
    members: Sequence[Member],
    accounts: Mapping[str, Account],
    workspace: str,
    look_up: LookUp | None,
) -> Mapping[Account, Who]:
    """What the workspace says of those whose language we do not know: their first message is in their own already."""
    if look_up is None:
        return {}
    meant = {account for member in members if (account := account_of(member, accounts, workspace))}
    with storage.reading() as transaction:
        unknown = [
            account
            for account in sorted(meant)
            if not ((person := transaction.people.with_account(account)) and person.language)
        ]
    return {account: who for account in unknown if (who := look_up(account)) is not None}


def account_of(member: Member, accounts: Mapping[str, Account], workspace: str) -> Account | None:
    """The one the file gives, else the one that goes with the address."""
    if member.slack:
        return Account(PLATFORM, workspace, member.slack)
    return accounts.get(member.email or "")


def take_person(
    transaction: Transaction,
    member: Member,
    account: Account | None,
    newcomers: Mapping[Account, Who],
    readdressed: Mapping[str, Person],
) -> Taken:
    """By Slack id, then by address, then by the address they had before, else somebody new; name and address become the
    file's. Raises AddressTaken.
    """
    before = meant_by(transaction, member, account) or readdressed.get((member.email or "").lower())
    person = before or Person(PersonId(new_id()), member.name)
    person = replace(person, name=member.name, email=member.email or person.email)
    if account is not None and not person.workspace and _is_free(transaction, account, before):
        person = person.with_account(account)
    if told := newcomers.get(account) if account else None:
        person = person.known_as(name=person.name, email=person.email, language=told.language, zone=told.zone)
    if before is None:
        transaction.people.add(person)
    elif person != before:
        transaction.people.put(person)
    return Taken(person, before)


def pair_seats(members: Sequence[Member], seats: Iterable[Seat], today: date) -> list[Seat | None]:
    """For each of one person's rows the seat it means: the very same, else one in that role, else any that is not over."""
    left = list(seats)
    pairs: list[Seat | None] = [None] * len(members)
    for fits in (_is_the_same, _same_role, _any):
        for index, member in enumerate(members):
            if pairs[index] is None:
                pairs[index] = next((seat for seat in left if fits(member, seat, today)), None)
                left = [seat for seat in left if seat is not pairs[index]]
    return pairs


def seat_fields(member: Member) -> Mapping[str, object]:
    """What a row says of the seat, by its key."""
    return {
        "organisation": member.organisation,
        "role": member.role,
        "starts": member.starts,
        "ends": member.ends,
    }


def meant_by(transaction: Transaction, member: Member, account: Account | None) -> Person | None:
    """By Slack id, then by address. Raises AddressTaken."""
    by_account = transaction.people.with_account(account) if account else None
    by_email = transaction.people.with_email(member.email) if member.email else None
    if not member.slack:
        return by_email or by_account
    if by_email is not None and by_email != by_account and (by_account or by_email.account):
        raise AddressTaken(by_email)
    return by_account or by_email


def _is_free(transaction: Transaction, account: Account, person: Person | None) -> bool:
    return transaction.people.with_account(account) in {None, person}


def _is_the_same(member: Member, seat: Seat, _today: date) -> bool:
    return all(getattr(seat, key) == value for key, value in seat_fields(member).items())


def _same_role(member: Member, seat: Seat, today: date) -> bool:
    return seat.role == member.role and not seat.is_over(today)


def _any(_member: Member, seat: Seat, today: date) -> bool:
    return not seat.is_over(today)

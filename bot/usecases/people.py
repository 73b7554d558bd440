"""People by their e-mail address: those outside the workspace are known by nothing else."""

from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.errors import KallelseError
from bot.domain.ids import PersonId, new_id
from bot.domain.person import Person
from bot.storage import Transaction


class Mailbox(NamedTuple):
    """Somebody who is reached by e-mail, as others name them."""

    name: str
    email: str


@dataclass(eq=False)
class BadAddress(KallelseError):
    """What was given for an e-mail address is none."""

    given: str


@dataclass(eq=False)
class AddressTaken(KallelseError):
    """The address belongs to somebody else already."""

    person: Person


@dataclass(eq=False)
class KnownElsewhere(KallelseError):
    """The person's name and address are not this committee's to change: they have an account in the workspace, or
    something to do with another committee.
    """

    person: Person


def person_with_address(transaction: Transaction, address: str, name: str) -> Person:
    """Whoever has the address, or somebody new. Raises BadAddress."""
    checked = checked_address(address)
    known = transaction.people.with_email(checked)
    if known is not None:
        return known
    return transaction.people.add(Person(PersonId(new_id()), name.strip() or checked, checked))


def checked_address(address: str) -> str:
    """A plain `local@domain`; what a mail server would make of the rest is its business. Raises BadAddress."""
    address = address.strip().removeprefix("mailto:")
    local, at, domain = address.rpartition("@")
    plain = address.isprintable() and not set(address) & set(' ,;:<>()[]"\\')
    if not (at and local and "." in domain.strip(".") and plain and address.count("@") == 1):
        raise BadAddress(address)
    return address

"""A committee file taken into the database, whole or not at all; and written out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.committee import Committee, Role, Seat
from bot.domain.errors import KallelseError
from bot.domain.ids import SeatId, new_id
from bot.domain.person import Account
from bot.domain.roster import ONE_DAY, LastOfficer, has_officer
from bot.storage import Storage, Transaction
from bot.usecases.committee_file import CommitteeFile, Member, written
from bot.usecases.committees import CommitteeText, new_committee, put_committee, text_of, worded
from bot.usecases.importing import (
    PLATFORM,
    FindAccount,
    LookUp,
    Taken,
    account_of,
    accounts_of,
    meant_by,
    newcomers_of,
    pair_seats,
    seat_fields,
    take_person,
)
from bot.usecases.inviting import announce_person, announce_roster
from bot.usecases.mails_owed import NO_MAILS, MailsOwed, ledger_of
from bot.usecases.readdressed import other_committees_of, readdressed
from bot.usecases.seating import RosterLine, roster_lines


@dataclass(eq=False)
class NoSuchCommittee(KallelseError):
    """No committee has that name, or several have; `names` are those to choose from, each as it can be asked for."""

    called: str
    names: tuple[str, ...]


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What became of one row of the file, or of a seat that is no longer in it; `role` is None for the committee itself.
    `fields` are the file's keys that changed, `earlier_address` the one that was corrected; `also_in` are the short names
    of other committees that write to the new one from now on.
    """

    outcome: Outcome
    name: str
    organisation: str = ""
    role: Role | None = None
    fields: tuple[str, ...] = ()
    earlier_address: str = ""
    also_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The committee first, then the seats in the order of the file, then those that have ended; `mails` is who hears of
    it.
    """

    committee: Committee
    rows: tuple[ImportRow, ...]
    mails: MailsOwed = NO_MAILS

    def count(self, outcome: Outcome) -> int:
        return sum(row.outcome == outcome for row in self.rows)


def import_committee(
    storage: Storage,
    file: CommitteeFile,
    now: datetime,
    *,
    find_account: FindAccount | None = None,
    look_up: LookUp | None = None,
    workspace: str = "",
    rehearsed: bool = False,
) -> ImportReport:
    """Makes committee and roster what the file says; the same file again changes nothing. Coming meetings follow.
    `rehearsed`: only reports what it would do. `workspace` is "" while it is not known. Raises LastOfficer when nobody
    would hold office today, AddressTaken, WhichPerson.
    """
    accounts = accounts_of(storage, file.members, find_account)
    newcomers = newcomers_of(storage, file.members, accounts, workspace, look_up)
    with storage.rehearsal() if rehearsed else storage.transaction() as transaction:
        _lock(transaction, file, accounts, workspace, now)
        before = ledger_of(transaction, _known_committee(transaction, file, workspace), now)
        committee, first = _take_committee(transaction, file, workspace, now)
        rows_of_file = [
            (member, account_of(member, accounts, committee.workspace)) for member in file.members
        ]
        corrected = readdressed(transaction, committee, rows_of_file, now)
        people = [
            take_person(transaction, member, account, newcomers, corrected)
            for member, account in rows_of_file
        ]
        rows = _take_seats(transaction, committee, file.members, people, now)
        announce_roster(transaction, committee, now)
        for taken in people:
            if taken.before is not None:
                announce_person(transaction, taken.before, taken.person, now)
        mails = ledger_of(transaction, committee, now).owes_since(before)
        return ImportReport(committee, (first, *rows), mails)


def export_committee(storage: Storage, called: str, now: datetime) -> str:
    """The committee's file, with the seats that are not over. Raises NoSuchCommittee."""
    with storage.reading() as transaction:
        committee = _called(transaction, called)
        seats = transaction.seats.of_committee(committee.id)
        lines = roster_lines(transaction, seats, committee.today(now))
        members = tuple(_member(line) for line in lines)
        return written(CommitteeFile(text_of(committee), committee.channel, members))


def _lock(
    transaction: Transaction,
    file: CommitteeFile,
    accounts: Mapping[str, Account],
    workspace: str,
    now: datetime,
) -> None:
    """The committee, and with it in one order all that expect somebody who sits in it or will: a new address is told there,
    too.
    """
    known = _known_committee(transaction, file, workspace)
    seats = transaction.seats.of_committee(known.id) if known else []
    home = known.workspace if known else workspace
    meant = (meant_by(transaction, member, account_of(member, accounts, home)) for member in file.members)
    people = {seat.person_id for seat in seats} | {person.id for person in meant if person}
    expecting = transaction.meetings.committees_expecting(people, now)
    transaction.committees.these_for_change(expecting | ({known.id} if known else set()))


def _take_committee(
    transaction: Transaction, file: CommitteeFile, workspace: str, now: datetime
) -> tuple[Committee, ImportRow]:
    """The committee as the file has it, locked, and what became of it."""
    known = _known_committee(transaction, file, workspace)
    if known is None:
        transaction.committees.lock_channel(file.channel)
        known = _known_committee(transaction, file, workspace)
    if known is None:
        committee = transaction.committees.add(new_committee(file.text, workspace, file.channel))
        return committee, ImportRow(Outcome.ADDED, committee.name)
    known = transaction.committees.for_change(known.id)
    changed = replace(worded(known, file.text), workspace=known.workspace or workspace)
    committee = put_committee(transaction, known, changed, now).after
    keys = (field.name for field in fields(CommitteeText))
    other = tuple(key for key in keys if getattr(known, key) != getattr(committee, key))
    return committee, ImportRow(_outcome(other), committee.name, fields=other)


def _known_committee(transaction: Transaction, file: CommitteeFile, workspace: str) -> Committee | None:
    wanted = file.text.short_name.casefold()
    there = transaction.committees.in_channel(workspace, file.channel)
    return next((one for one in there if one.short_name.casefold() == wanted), None)


def _take_seats(
    transaction: Transaction,
    committee: Committee,
    members: Sequence[Member],
    people: Sequence[Taken],
    now: datetime,
) -> list[ImportRow]:
    today = committee.today(now)
    seats = transaction.seats.of_committee(committee.id)
    meant = _seats_meant(members, people, seats, today)
    rows = [
        _take_seat(transaction, committee, member, taken, seat, now)
        for member, taken, seat in zip(members, people, meant, strict=True)
    ]
    kept = {seat.id for seat in meant if seat is not None}
    for line in roster_lines(transaction, (seat for seat in seats if seat.id not in kept), today):
        transaction.seats.put(line.seat.ending(today - ONE_DAY))
        rows.append(ImportRow(Outcome.ENDED, line.person.name, line.seat.organisation, line.seat.role))
    if not has_officer(transaction.seats.of_committee(committee.id), today):
        raise LastOfficer(committee.short_name, today)
    return rows


def _seats_meant(
    members: Sequence[Member], people: Sequence[Taken], seats: Sequence[Seat], today: date
) -> list[Seat | None]:
    """For each row the seat it means, None for a new one."""
    meant: list[Seat | None] = [None] * len(members)
    for person_id in {taken.person.id for taken in people}:
        rows = [index for index, taken in enumerate(people) if taken.person.id == person_id]
        own = [seat for seat in seats if seat.person_id == person_id]
        for index, seat in zip(rows, pair_seats([members[row] for row in rows], own, today), strict=True):
            meant[index] = seat
    return meant


def _take_seat(
    transaction: Transaction,
    committee: Committee,
    member: Member,
    taken: Taken,
    seat: Seat | None,
    now: datetime,
) -> ImportRow:
    person = taken.person
    also_in = other_committees_of(transaction, committee, person, now) if taken.earlier_address else ()
    if seat is None:
        transaction.seats.add(
            Seat(
                SeatId(new_id()),
                committee.id,
                person.id,
                member.organisation,
                member.role,
                member.starts,
                member.ends,
            ),
        )
        return ImportRow(Outcome.ADDED, person.name, member.organisation, member.role)
    changed = tuple(key for key, value in seat_fields(member).items() if getattr(seat, key) != value)
    if changed:
        transaction.seats.put(
            replace(
                seat,
                organisation=member.organisation,
                role=member.role,
                starts=member.starts,
                ends=member.ends,
            ),
        )
    changed = (*taken.fields, *changed)
    return ImportRow(
        _outcome(changed),
        person.name,
        member.organisation,
        member.role,
        changed,
        taken.earlier_address,
        also_in,
    )


def _outcome(changed: Sequence[str]) -> Outcome:
    return Outcome.CHANGED if changed else Outcome.UNCHANGED


def _called(transaction: Transaction, called: str) -> Committee:
    """By name, short name, or channel and short name ("C0BRA/BRÅ") when several share one."""
    found = transaction.committees.called(called)
    if len(found) == 1:
        return found[0]
    among = found or transaction.committees.every()
    named = [one for one in among if _full_name(one).casefold() == called.casefold()]
    if len(named) == 1:
        return named[0]
    raise NoSuchCommittee(called, tuple(_full_name(one) for one in among))


def _full_name(committee: Committee) -> str:
    return f"{committee.channel}/{committee.short_name}"


def _member(line: RosterLine) -> Member:
    seat, person = line.seat, line.person
    slack = person.user if person.platform == PLATFORM else None
    return Member(person.name, person.email, seat.organisation, seat.role, slack, seat.starts, seat.ends)

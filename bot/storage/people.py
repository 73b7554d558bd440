"""People, committees and who sits where."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, func, or_, select, true
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.committee import Committee, Seat
from bot.domain.ids import CommitteeId, PersonId
from bot.domain.person import Account, Person
from bot.storage import tables
from bot.storage.rows import Rows


class People(Rows[Person]):
    table = tables.people
    kind = Person

    def add_once(self, person: Person) -> Person:
        """Somebody new with an account; whoever another transaction has just stored with it, if one was quicker."""
        values = self.values_of(person)
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(postgresql.insert(self.table).values(values).on_conflict_do_nothing())
        else:
            self.connection.execute(sqlite.insert(self.table).values(values).on_conflict_do_nothing())
        stored = self.with_account(person.account) if person.account else self.find(person.id)
        return stored or person

    def with_account(self, account: Account) -> Person | None:
        """Whoever has that account; one imported before we heard from their workspace has it with workspace ""."""
        columns = self.table.c
        return self._first(
            self._select()
            .where(
                columns.platform == account.platform,
                columns.user == account.user,
                same_workspace(self.table, account.workspace),
            )
            .order_by(columns.workspace.desc()),
        )

    def with_email(self, email: str) -> Person | None:
        return self._first(self._select().where(func.lower(self.table.c.email) == email.lower()))

    def with_addresses(
        self, addresses: Iterable[str], committee_id: CommitteeId | None = None
    ) -> dict[str, Person]:
        """Whose addresses these (in lower case) are: their own one, or one that somebody in that committee has vouched for."""
        wanted = {address for address in addresses if address}
        if not wanted:
            return {}
        aliases = tables.aliases
        vouched = self.connection.execute(
            select(aliases.c.address, aliases.c.person_id).where(
                aliases.c.committee_id == committee_id, aliases.c.address.in_(wanted)
            )
        ).all()
        people = self._where(
            func.lower(self.table.c.email).in_(wanted)
            | self.table.c.id.in_({row.person_id for row in vouched}),
            order=[self.table.c.id],
        )
        by_id = {person.id: person for person in people}
        known = {row.address: by_id[row.person_id] for row in vouched}
        return known | {
            person.email.lower(): person
            for person in people
            if person.email and person.email.lower() in wanted
        }

    def named(self, ids: Iterable[PersonId | None]) -> dict[PersonId, Person]:
        wanted = {person_id for person_id in ids if person_id}
        if not wanted:
            return {}
        return {person.id: person for person in self._where(self.table.c.id.in_(wanted))}


class Committees(Rows[Committee]):
    table = tables.committees
    kind = Committee

    def for_change(self, committee_id: CommitteeId) -> Committee:
        """The committee, locked until the transaction ends: acts on one committee happen one after another."""
        row = self.connection.execute(
            self._select().where(self.table.c.id == committee_id).with_for_update(),
        ).one()
        return Committee(*row)

    def these_for_change(self, ids: Iterable[CommitteeId]) -> dict[CommitteeId, Committee]:
        """As `for_change`, for several: always in one order, so that no two transactions wait for each other."""
        return {committee_id: self.for_change(committee_id) for committee_id in sorted(set(ids))}

    def lock_channel(self, channel: str) -> None:
        """Until the transaction ends nobody else sets up or renames a committee there."""
        if self.connection.dialect.name == "postgresql":
            key = func.hashtextextended(channel, 0)
            self.connection.execute(select(func.pg_advisory_xact_lock(key)))

    def in_channel(self, workspace: str, channel: str) -> list[Committee]:
        columns = self.table.c
        return self._where(
            columns.channel == channel,
            same_workspace(self.table, workspace),
            order=[columns.short_name],
        )

    def of_person(self, person_id: PersonId, first: date, last: date) -> list[Committee]:
        """Those a person holds a seat in on any of these days."""
        seats = tables.seats.c
        held = select(seats.committee_id).where(
            seats.person_id == person_id,
            or_(seats.starts.is_(None), seats.starts <= last),
            or_(seats.ends.is_(None), seats.ends >= first),
        )
        return self._where(self.table.c.id.in_(held), order=[self.table.c.short_name])

    def these(self, ids: Iterable[CommitteeId]) -> dict[CommitteeId, Committee]:
        return {committee.id: committee for committee in self._where(self.table.c.id.in_(set(ids)))}

    def every(self) -> list[Committee]:
        return self._where(order=[self.table.c.short_name])

    def called(self, name: str) -> list[Committee]:
        """By name or short name, any case."""
        wanted = name.casefold()
        return [
            committee
            for committee in self.every()
            if wanted in {committee.name.casefold(), committee.short_name.casefold()}
        ]


class Seats(Rows[Seat]):
    table = tables.seats
    kind = Seat

    def of_committee(self, committee_id: CommitteeId) -> list[Seat]:
        """All there ever were, by organisation."""
        columns = self.table.c
        return self._where(
            columns.committee_id == committee_id,
            order=[columns.organisation, columns.role, columns.id],
        )

    def of_committees(self, committee_ids: Iterable[CommitteeId]) -> list[Seat]:
        return self._where(self.table.c.committee_id.in_(set(committee_ids)), order=[self.table.c.id])

    def of_person(self, person_id: PersonId) -> list[Seat]:
        return self._where(self.table.c.person_id == person_id, order=[self.table.c.id])


def same_workspace(table: Table, workspace: str) -> ColumnElement[bool]:
    """It is "" while it is not known, and can then be any."""
    return table.c.workspace.in_([workspace, ""]) if workspace else true()


def adopt_workspace(connection: Connection, workspace: str) -> None:
    """What was imported before we had heard from the workspace belongs to it from now on."""
    for table in (tables.people, tables.committees):
        connection.execute(table.update().where(table.c.workspace == "").values(workspace=workspace))

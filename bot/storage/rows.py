"""Frozen dataclasses in and out of a table: the one way every noun is read and written."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, bindparam, func, insert, select, update

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Rows(Generic[Item]):
    """The rows of one table as `kind`s. Subclasses add the questions that are asked about their noun."""

    connection: Connection

    table: ClassVar[Table]
    kind: ClassVar[type[Any]]
    key: ClassVar[str] = "id"

    def add(self, item: Item) -> Item:
        self.connection.execute(insert(self.table).values(self.values_of(item)))
        return item

    def put(self, item: Item) -> Item:
        """Write what has become of an item that is stored already."""
        key = self.table.c[self.key]
        self.connection.execute(
            update(self.table).where(key == getattr(item, self.key)).values(self.values_of(item)),
        )
        return item

    def add_all(self, items: Sequence[Item]) -> None:
        if items:
            self.connection.execute(insert(self.table), [self.values_of(item) for item in items])

    def put_all(self, items: Sequence[Item]) -> None:
        """As `put`, in one go."""
        if not items:
            return
        names = [field.name for field in fields(self.kind) if field.name != self.key]
        statement = (
            update(self.table)
            .where(self.table.c[self.key] == bindparam("of_this"))
            .values({name: bindparam(f"new_{name}") for name in names})
        )
        rows = [
            {"of_this": getattr(item, self.key), **{f"new_{name}": getattr(item, name) for name in names}}
            for item in items
        ]
        self.connection.execute(statement, rows)

    def find(self, item_id: str) -> Item | None:
        return self._first(self._select().where(self.table.c[self.key] == item_id))

    def get(self, item_id: str) -> Item:
        """The item with an id that we made ourselves; KeyError when it is not there."""
        item = self.find(item_id)
        if item is None:
            raise KeyError(item_id)
        return item

    def values_of(self, item: Item) -> dict[str, Any]:
        return {field.name: getattr(item, field.name) for field in fields(self.kind)}

    def _select(self) -> Select[Any]:
        return select(*(self.table.c[field.name] for field in fields(self.kind)))

    def _where(
        self, *conditions: ColumnElement[bool], order: Sequence[ColumnElement[Any]] = ()
    ) -> list[Item]:
        return self._all(self._select().where(*conditions).order_by(*order))

    def _all(self, query: Select[Any]) -> list[Item]:
        return [self.kind(*row) for row in self.connection.execute(query)]

    def _first(self, query: Select[Any]) -> Item | None:
        row = self.connection.execute(query.limit(1)).first()
        return None if row is None else self.kind(*row)

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        return self.connection.execute(
            select(func.count()).select_from(self.table).where(*conditions)
        ).scalar_one()

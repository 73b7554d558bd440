"""Decisions and actions, and the search through them."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, func, select

from bot.domain.ids import CommitteeId, MeetingId, PersonId
from bot.domain.record import UNFINISHED, Action, Decision
from bot.storage import tables
from bot.storage.rows import Item, Rows

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Page(Generic[Found]):
    """Some of what was found: `items` from `start` (0-based) out of `total`."""

    items: tuple[Found, ...]
    start: int
    total: int


class Recorded(Rows[Item]):
    """What is recorded at meetings and searched for by its words."""

    def of_meeting(self, meeting_id: MeetingId) -> list[Item]:
        columns = self.table.c
        return self._where(columns.meeting_id == meeting_id, order=[columns.recorded_at, columns.id])

    def values_of(self, item: Item) -> dict[str, Any]:
        # Databases disagree about the case of å, ä and ö, so we fold it ourselves.
        return {**super().values_of(item), "search": item.text.casefold()}  # type: ignore[attr-defined]

    def _page(self, *conditions: ColumnElement[bool], start: int, size: int) -> Page[Item]:
        columns = self.table.c
        query = self._select().where(*conditions).order_by(columns.recorded_at.desc(), columns.id)
        found = self._all(query.offset(start).limit(size))
        return Page(tuple(found), start, self._count(*conditions))

    def _has(self, words: str) -> ColumnElement[bool]:
        search = self.table.c.search
        return and_(True, *(search.contains(word, autoescape=True) for word in words.casefold().split()))


class Decisions(Recorded[Decision]):
    table = tables.decisions
    kind = Decision

    def search(self, committee_id: CommitteeId, words: str, *, start: int, size: int) -> Page[Decision]:
        """Those with every word in them, newest first, withdrawn ones left out."""
        columns = self.table.c
        conditions = (columns.committee_id == committee_id, columns.withdrawn_at.is_(None), self._has(words))
        return self._page(*conditions, start=start, size=size)

    def next_number(self, committee_id: CommitteeId, year: int) -> int:
        columns = self.table.c
        highest = select(func.max(columns.number)).where(
            columns.committee_id == committee_id, columns.year == year
        )
        return (self.connection.execute(highest).scalar_one() or 0) + 1


class Actions(Recorded[Action]):
    table = tables.actions
    kind = Action

    def search(
        self,
        committee_id: CommitteeId,
        words: str,
        *,
        start: int,
        size: int,
        finished: bool = False,
    ) -> Page[Action]:
        """Those with every word in them, newest first; finished ones only when asked for."""
        columns = self.table.c
        conditions = [columns.committee_id == committee_id, self._has(words)]
        if not finished:
            conditions.append(columns.state.in_(UNFINISHED))
        return self._page(*conditions, start=start, size=size)

    def open_of(self, person_id: PersonId, *, most: int) -> list[Action]:
        """A person's unfinished actions, the earliest due first."""
        columns = self.table.c
        return self._all(
            self._select()
            .where(columns.owner_id == person_id, columns.state.in_(UNFINISHED))
            .order_by(columns.due.is_(None), columns.due, columns.recorded_at)
            .limit(most),
        )

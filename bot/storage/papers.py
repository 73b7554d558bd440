"""Papers of meetings. What is in them is asked for by itself: nobody carries megabytes along to show a name."""

from collections.abc import Collection

from sqlalchemy import insert, select

from bot.domain.ids import MeetingId, PaperId
from bot.domain.paper import Paper
from bot.storage import tables
from bot.storage.rows import Rows


class Papers(Rows[Paper]):
    table = tables.papers
    kind = Paper

    def keep(self, paper: Paper, content: bytes) -> Paper:
        self.connection.execute(insert(self.table).values(**self.values_of(paper), content=content))
        return paper

    def of_meeting(self, meeting_id: MeetingId) -> list[Paper]:
        """As they were added."""
        columns = self.table.c
        return self._where(columns.meeting_id == meeting_id, order=[columns.added_at, columns.name])

    def contents(self, paper_ids: Collection[PaperId]) -> dict[PaperId, bytes]:
        """Of those that are still there."""
        columns = self.table.c
        query = select(columns.id, columns.content).where(columns.id.in_(paper_ids))
        return {PaperId(row.id): bytes(row.content) for row in self.connection.execute(query)}

    def remove(self, paper: Paper) -> None:
        """With what is in it."""
        self.connection.execute(self.table.delete().where(self.table.c.id == paper.id))

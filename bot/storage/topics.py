"""Topics and standing items."""

from sqlalchemy import func, select

from bot.domain.ids import CommitteeId, MeetingId, PersonId
from bot.domain.topic import ON_AGENDA, StandingItem, Topic, TopicState
from bot.storage import tables
from bot.storage.rows import Rows

OPEN = ON_AGENDA | {TopicState.PROPOSED}


class Topics(Rows[Topic]):
    table = tables.topics
    kind = Topic

    def of_meeting(self, meeting_id: MeetingId) -> list[Topic]:
        """Those on the agenda and those waiting, in the agenda's order."""
        columns = self.table.c
        return self._where(
            columns.meeting_id == meeting_id,
            columns.state.in_(OPEN),
            order=[columns.position, columns.proposed_at],
        )

    def without_meeting(self, committee_id: CommitteeId) -> list[Topic]:
        """Proposed while no meeting was planned; they join the next one."""
        columns = self.table.c
        return self._where(
            columns.committee_id == committee_id,
            columns.meeting_id.is_(None),
            columns.state.in_(OPEN),
            order=[columns.position, columns.proposed_at],
        )

    def waiting(self, committee_ids: list[CommitteeId], *, most: int) -> list[Topic]:
        columns = self.table.c
        return self._all(
            self._select()
            .where(columns.committee_id.in_(committee_ids), columns.state == TopicState.PROPOSED)
            .order_by(columns.proposed_at)
            .limit(most),
        )

    def proposed_by(self, person_id: PersonId, *, most: int) -> list[Topic]:
        """A person's own proposals, newest first, those they withdrew left out."""
        columns = self.table.c
        return self._all(
            self._select()
            .where(columns.proposed_by == person_id, columns.state != TopicState.WITHDRAWN)
            .order_by(columns.proposed_at.desc())
            .limit(most),
        )

    def last_position(self, committee_id: CommitteeId) -> int:
        columns = self.table.c
        highest = select(func.max(columns.position)).where(columns.committee_id == committee_id)
        return self.connection.execute(highest).scalar_one() or 0


class StandingItems(Rows[StandingItem]):
    table = tables.standing_items
    kind = StandingItem

    def of_committee(self, committee_id: CommitteeId) -> list[StandingItem]:
        """Those that hold: one whose decision has been withdrawn waits for it to be restored."""
        columns = self.table.c
        withdrawn = select(tables.decisions.c.id).where(tables.decisions.c.withdrawn_at.is_not(None))
        made_by_nobody = columns.decision_id.is_(None)
        return self._where(
            columns.committee_id == committee_id,
            made_by_nobody | columns.decision_id.not_in(withdrawn),
            order=[columns.title],
        )

    def made_by(self, decision_id: str) -> StandingItem | None:
        return self._first(self._select().where(self.table.c.decision_id == decision_id))

    def remove(self, item: StandingItem) -> None:
        """It comes on no further agenda; topics it has made stay."""
        self.connection.execute(
            tables.topics.update()
            .where(tables.topics.c.standing_item_id == item.id)
            .values(standing_item_id=None),
        )
        self.connection.execute(self.table.delete().where(self.table.c.id == item.id))

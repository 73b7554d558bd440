"""Polls, their times, and what people say of each."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from bot.domain.ids import AlternativeId, CommitteeId, PersonId, PollId
from bot.domain.poll import Alternative, Ballot, Poll, PollState
from bot.storage import tables
from bot.storage.rows import Rows


class Polls(Rows[Poll]):
    table = tables.polls
    kind = Poll

    def open_of(self, committee_id: CommitteeId) -> list[Poll]:
        """The one that closes first first."""
        columns = self.table.c
        return self._where(
            columns.committee_id == committee_id,
            columns.state == PollState.OPEN,
            order=[columns.deadline, columns.id],
        )

    def decided(
        self,
        committee_id: CommitteeId,
        *,
        most: int,
        after: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Poll]:
        """A time was picked after `after` and not after `until`, the one picked last first."""
        columns = self.table.c
        query = self._select().where(columns.committee_id == committee_id, columns.state == PollState.DECIDED)
        if after is not None:
            query = query.where(columns.decided_at > after)
        if until is not None:
            query = query.where(columns.decided_at <= until)
        return self._all(query.order_by(columns.decided_at.desc(), columns.id).limit(most))

    def these(self, ids: Iterable[PollId]) -> dict[PollId, Poll]:
        return {one.id: one for one in self._where(self.table.c.id.in_(set(ids)))}


class Alternatives(Rows[Alternative]):
    table = tables.alternatives
    kind = Alternative

    def of(self, poll_id: PollId) -> list[Alternative]:
        """In the order of their dates."""
        return self.of_any([poll_id])

    def of_any(self, poll_ids: Iterable[PollId]) -> list[Alternative]:
        columns = self.table.c
        return self._where(columns.poll_id.in_(set(poll_ids)), order=[columns.start, columns.position])

    def held_by(self, committee_id: CommitteeId) -> list[Alternative]:
        """The times of its open polls: they are held until one of them is picked, or the poll is withdrawn."""
        polls = tables.polls.c
        open_polls = select(polls.id).where(polls.committee_id == committee_id, polls.state == PollState.OPEN)
        return self._where(self.table.c.poll_id.in_(open_polls), order=[self.table.c.start])


class Ballots(Rows[Ballot]):
    table = tables.ballots
    kind = Ballot

    def of_polls(self, poll_ids: Iterable[PollId]) -> list[Ballot]:
        inside = select(tables.alternatives.c.id).where(tables.alternatives.c.poll_id.in_(set(poll_ids)))
        return self._where(self.table.c.alternative_id.in_(inside), order=[self.table.c.id])

    def of_person(
        self, person_id: PersonId, alternative_ids: Iterable[AlternativeId]
    ) -> dict[AlternativeId, Ballot]:
        columns = self.table.c
        cast = self._where(columns.person_id == person_id, columns.alternative_id.in_(set(alternative_ids)))
        return {ballot.alternative_id: ballot for ballot in cast}

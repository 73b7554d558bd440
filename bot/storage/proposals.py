"""Proposed dates, what members object to, and who is asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select

from bot.domain.asking import Asked
from bot.domain.ids import CommitteeId, DateProposalId, MeetingId, PersonId, ProposedDateId
from bot.domain.meeting import MeetingState
from bot.domain.poll import PollState
from bot.domain.proposal import (
    ASKING,
    DateProposal,
    DateState,
    Objection,
    ProposalState,
    ProposedDate,
)
from bot.storage import tables
from bot.storage.rows import Rows


class DateProposals(Rows[DateProposal]):
    table = tables.date_proposals
    kind = DateProposal

    def draft_of(self, committee_id: CommitteeId) -> DateProposal | None:
        columns = self.table.c
        return self._first(
            self._select()
            .where(columns.committee_id == committee_id, columns.state == ProposalState.DRAFT)
            .order_by(columns.made_at)
        )

    def asking(self, committee_id: CommitteeId) -> list[DateProposal]:
        """Those that stand before the members, the one that closes first first."""
        columns = self.table.c
        return self._where(
            columns.committee_id == committee_id,
            columns.state.in_(ASKING),
            order=[columns.deadline, columns.id],
        )

    def closed(self, committee_id: CommitteeId, *, most: int) -> list[DateProposal]:
        """The newest first."""
        return self._all(self._closed(committee_id).limit(most))

    def adopted_from(
        self, committee_id: CommitteeId, *, after: datetime | None, until: datetime, most: int
    ) -> list[DateProposal]:
        """Those of which a date was adopted in that time whose meeting has not been cancelled since, the newest first. A date
        may be adopted long after its proposal has closed: one that somebody objected to, and that is kept all the same.
        """
        dates, meetings = tables.proposed_dates.c, tables.meetings.c
        adopted = (
            select(dates.proposal_id)
            .join(tables.meetings, meetings.id == dates.meeting_id)
            .where(
                dates.state == DateState.ADOPTED,
                dates.settled_at <= until,
                meetings.state != MeetingState.CANCELLED,
            )
        )
        if after is not None:
            adopted = adopted.where(dates.settled_at > after)
        return self._all(self._closed(committee_id).where(self.table.c.id.in_(adopted)).limit(most))

    def _closed(self, committee_id: CommitteeId) -> Select[Any]:
        columns = self.table.c
        return (
            self._select()
            .where(columns.committee_id == committee_id, columns.state == ProposalState.CLOSED)
            .order_by(columns.settled_at.desc(), columns.id)
        )

    def due(self, now: datetime) -> list[DateProposal]:
        """Those whose deadline has passed since anybody looked."""
        columns = self.table.c
        return self._where(columns.state == ProposalState.OPEN, columns.deadline <= now)

    def these(self, ids: Iterable[DateProposalId]) -> dict[DateProposalId, DateProposal]:
        return {one.id: one for one in self._where(self.table.c.id.in_(set(ids)))}


class ProposedDates(Rows[ProposedDate]):
    table = tables.proposed_dates
    kind = ProposedDate

    def of(self, proposal_ids: Iterable[DateProposalId]) -> list[ProposedDate]:
        columns = self.table.c
        return self._where(
            columns.proposal_id.in_(set(proposal_ids)), order=[columns.start, columns.end, columns.id]
        )

    def asked_about(self, meeting_id: MeetingId) -> ProposedDate | None:
        """The date by which the meeting stands before the members."""
        columns, proposals = self.table.c, tables.date_proposals.c
        return self._first(
            self._select()
            .join(tables.date_proposals, proposals.id == columns.proposal_id)
            .where(
                columns.meeting_id == meeting_id,
                columns.state == DateState.OPEN,
                proposals.state.in_(ASKING),
            )
        )

    def objected_about(self, meeting_id: MeetingId) -> ProposedDate | None:
        """The date that would be the meeting, somebody objected to, and chair or secretary has not settled yet."""
        columns, meetings = self.table.c, tables.meetings.c
        return self._first(
            self._select()
            .join(tables.meetings, meetings.id == columns.meeting_id)
            .where(columns.meeting_id == meeting_id, columns.state == DateState.OBJECTED, _still_planned())
        )

    def overtaken(self) -> list[ProposedDate]:
        """Dates that members are asked about, or that wait for chair and secretary, whose meeting is no longer what it was:
        moved, confirmed, cancelled.
        """
        columns, proposals, meetings = self.table.c, tables.date_proposals.c, tables.meetings.c
        return self._all(
            self._select()
            .join(tables.date_proposals, proposals.id == columns.proposal_id)
            .join(tables.meetings, meetings.id == columns.meeting_id)
            .where(
                or_(
                    columns.state == DateState.OBJECTED,
                    and_(columns.state == DateState.OPEN, proposals.state.in_(ASKING)),
                ),
                not_(_still_planned()),
            )
            .order_by(columns.start, columns.id)
        )

    def to_confirm(self, now: datetime) -> list[ProposedDate]:
        """Adopted dates whose meeting still waits to be confirmed."""
        columns, meetings = self.table.c, tables.meetings.c
        return self._all(
            self._select()
            .join(tables.meetings, meetings.id == columns.meeting_id)
            .where(columns.state == DateState.ADOPTED, _still_planned(), meetings.start > now)
            .order_by(columns.start, columns.id)
        )


class Objections(Rows[Objection]):
    table = tables.objections
    kind = Objection

    def to(self, date_ids: Iterable[ProposedDateId]) -> list[Objection]:
        """Those that stand, in the order they were made."""
        columns = self.table.c
        return self._where(
            columns.date_id.in_(set(date_ids)),
            columns.taken_back_at.is_(None),
            order=[columns.made_at, columns.id],
        )


class AskedPeople(Rows[Asked]):
    table = tables.asked
    kind = Asked

    def about(self, subject_ids: Iterable[str]) -> list[Asked]:
        columns = self.table.c
        return self._where(columns.subject_id.in_(set(subject_ids)), order=[columns.asked_at, columns.id])

    def of(self, subject_id: str, person_id: PersonId) -> Asked | None:
        columns = self.table.c
        return self._first(
            self._select().where(columns.subject_id == subject_id, columns.person_id == person_id)
        )

    def unanswered_by(self, person_id: PersonId, now: datetime, *, most: int) -> list[Asked]:
        """What they can still answer, the oldest first."""
        columns, proposals, polls = self.table.c, tables.date_proposals.c, tables.polls.c
        asking = select(proposals.id).where(proposals.state.in_(ASKING))
        open_polls = select(polls.id).where(polls.state == PollState.OPEN, polls.deadline > now)
        query = self._select().where(
            columns.person_id == person_id,
            columns.answered_at.is_(None),
            columns.left_at.is_(None),
            or_(columns.subject_id.in_(asking), columns.subject_id.in_(open_polls)),
        )
        return self._all(query.order_by(columns.asked_at, columns.id).limit(most))


def _still_planned() -> ColumnElement[bool]:
    columns, meetings = tables.proposed_dates.c, tables.meetings.c
    return and_(
        meetings.state == MeetingState.PLANNED,
        meetings.start == columns.start,
        meetings.end == columns.end,
    )

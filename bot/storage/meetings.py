"""Meetings, who is invited, and what they answered."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from bot.domain.ids import CommitteeId, InvitationId, MeetingId, PersonId
from bot.domain.invitation import GivenAnswer, Guest, Invitation
from bot.domain.meeting import COMING, ENDS_BY_ITSELF_AFTER, NUDGED_BEFORE, OVER, Meeting, MeetingState
from bot.domain.record import Summary
from bot.storage import tables
from bot.storage.rows import Rows

BEGUN = (MeetingState.IN_PROGRESS, MeetingState.CONFIRMED)
"""What a meeting is that has begun and not ended, once its hour has come."""


class Meetings(Rows[Meeting]):
    table = tables.meetings
    kind = Meeting

    def next_of(
        self,
        committee_ids: Collection[CommitteeId],
        now: datetime,
        states: Collection[MeetingState] = COMING,
    ) -> Meeting | None:
        """The nearest meeting that is not over: one under way counts, one whose end has passed unheld does not, nor does
        one that somebody forgot to end.
        """
        columns = self.table.c
        return self._first(
            self._select()
            .where(
                columns.committee_id.in_(committee_ids),
                columns.state.in_(states),
                (columns.end > now) | _is_under_way(now),
            )
            .order_by(columns.start),
        )

    def next_of_each(
        self, committee_ids: Collection[CommitteeId], now: datetime
    ) -> dict[CommitteeId, Meeting]:
        """Each committee's nearest meeting; one that has none is left out."""
        columns = self.table.c
        place = func.row_number().over(partition_by=columns.committee_id, order_by=columns.start)
        ranked = (
            select(columns.id, place.label("place"))
            .where(
                columns.committee_id.in_(committee_ids),
                columns.state.in_(COMING),
                (columns.end > now) | _is_under_way(now),
            )
            .subquery()
        )
        nearest = select(ranked.c.id).where(ranked.c.place == 1)
        return {meeting.committee_id: meeting for meeting in self._where(columns.id.in_(nearest))}

    def coming_of(self, committee_id: CommitteeId, now: datetime, *, most: int = 100) -> list[Meeting]:
        columns = self.table.c
        return self._all(
            self._select()
            .where(columns.committee_id == committee_id, columns.state.in_(COMING), columns.end > now)
            .order_by(columns.start)
            .limit(most),
        )

    def coming_for(self, person_id: PersonId, now: datetime, *, most: int) -> list[Meeting]:
        """Those a person is invited to, the nearest first."""
        columns, invited = self.table.c, tables.invitations.c
        return self._all(
            self._select()
            .join(tables.invitations, invited.meeting_id == columns.id)
            .where(_is_coming_for([person_id], now))
            .order_by(columns.start)
            .limit(most),
        )

    def committees_expecting(self, people: Iterable[PersonId], now: datetime) -> set[CommitteeId]:
        """Those with a coming meeting that any of these people is invited to."""
        columns, invited = self.table.c, tables.invitations.c
        coming = (
            select(columns.committee_id)
            .join(tables.invitations, invited.meeting_id == columns.id)
            .where(_is_coming_for(people, now))
        )
        return set(self.connection.execute(coming.distinct()).scalars())

    def told_of(
        self,
        committee_ids: Collection[CommitteeId],
        since: datetime,
        *,
        most: int,
        person_id: PersonId | None = None,
    ) -> list[Meeting]:
        """Those that end after `since` and that people have been invited to, cancelled ones among them, in the order of
        their dates; with a person, those that this person is invited to.
        """
        columns, invited = self.table.c, tables.invitations.c
        asked = select(invited.id).where(invited.meeting_id == columns.id)
        if person_id is not None:
            asked = asked.where(invited.person_id == person_id, invited.withdrawn_at.is_(None))
        return self._all(
            self._select()
            .where(
                columns.committee_id.in_(committee_ids),
                columns.state != MeetingState.PLANNED,
                columns.end > since,
                asked.exists(),
            )
            .order_by(columns.start, columns.id)
            .limit(most),
        )

    def to_start(self, committee_id: CommitteeId, now: datetime) -> Meeting | None:
        """The confirmed meeting whose time it is, or will be next; until it ends by itself it can be started late."""
        columns = self.table.c
        return self._first(
            self._select()
            .where(
                columns.committee_id == committee_id,
                columns.state == MeetingState.CONFIRMED,
                ~_is_forgotten(now),
            )
            .order_by(columns.start),
        )

    def latest_begun(self, committee_id: CommitteeId, now: datetime) -> Meeting | None:
        """The meeting under way, else the one that began last: where decisions are recorded."""
        columns = self.table.c
        return self._first(
            self._select()
            .where(
                columns.committee_id == committee_id,
                columns.state.in_([MeetingState.IN_PROGRESS, MeetingState.HELD])
                | ((columns.state == MeetingState.CONFIRMED) & (columns.start <= now)),
            )
            .order_by(_is_under_way(now).desc(), columns.start.desc()),
        )

    def held_before(self, meeting: Meeting) -> Meeting | None:
        """The committee's last one before it that has been held."""
        columns = self.table.c
        return self._first(
            self._select()
            .where(
                columns.committee_id == meeting.committee_id,
                columns.state.in_(OVER),
                columns.start < meeting.start,
            )
            .order_by(columns.start.desc())
        )

    def under_way(self, committee_ids: Collection[CommitteeId], now: datetime) -> list[Meeting]:
        """Those that have begun, marked or not, and have not ended."""
        columns = self.table.c
        return self._where(
            columns.committee_id.in_(committee_ids),
            columns.state.in_(BEGUN),
            (columns.state == MeetingState.IN_PROGRESS) | (columns.start <= now),
            ~_is_forgotten(now),
            order=[columns.start],
        )

    def of_others_between(
        self, committee_id: CommitteeId, people: Iterable[PersonId], first: datetime, last: datetime
    ) -> list[Meeting]:
        """Meetings of other committees in that time that any of these people sits in or is invited to."""
        columns, seats, invited = self.table.c, tables.seats.c, tables.invitations.c
        wanted = set(people)
        theirs = select(seats.committee_id).where(seats.person_id.in_(wanted))
        invitations = select(invited.meeting_id).where(invited.person_id.in_(wanted))
        return self._where(
            columns.committee_id != committee_id,
            columns.state.in_(COMING),
            columns.start < last,
            columns.end > first,
            columns.committee_id.in_(theirs) | columns.id.in_(invitations),
            order=[columns.start, columns.id],
        )

    def ending_by_themselves(self, now: datetime, *, most: int) -> list[Meeting]:
        """Those that have ended by themselves by now, and those that will before long and nobody has been asked about yet;
        the oldest first.
        """
        columns = self.table.c
        return self._all(
            self._select()
            .where(
                columns.state.in_(BEGUN),
                _is_forgotten(now + NUDGED_BEFORE),
                columns.nudged_at.is_(None) | _is_forgotten(now),
            )
            .order_by(columns.end)
            .limit(most),
        )

    def with_uids(self, uids: Iterable[str]) -> dict[str, Meeting]:
        """By the UID that calendars know them by."""
        return {meeting.uid: meeting for meeting in self._where(self.table.c.uid.in_(set(uids)))}

    def these(self, ids: Iterable[MeetingId]) -> dict[MeetingId, Meeting]:
        return {meeting.id: meeting for meeting in self._where(self.table.c.id.in_(set(ids)))}


class Guests(Rows[Guest]):
    table = tables.guests
    kind = Guest

    def of_meeting(self, meeting_id: MeetingId) -> list[Guest]:
        return self._where(self.table.c.meeting_id == meeting_id, order=[self.table.c.id])

    def remove(self, guest: Guest) -> None:
        self.connection.execute(self.table.delete().where(self.table.c.id == guest.id))


class Invitations(Rows[Invitation]):
    table = tables.invitations
    kind = Invitation

    def of_meeting(self, meeting_id: MeetingId) -> list[Invitation]:
        """Withdrawn ones too: those people may still hold the meeting in their calendar."""
        return self._where(self.table.c.meeting_id == meeting_id, order=[self.table.c.id])

    def of_meetings(self, meeting_ids: Iterable[MeetingId]) -> list[Invitation]:
        """Of several meetings at once, withdrawn ones too."""
        return self._where(self.table.c.meeting_id.in_(set(meeting_ids)), order=[self.table.c.id])

    def of(self, meeting_id: MeetingId, person_id: PersonId) -> Invitation | None:
        columns = self.table.c
        return self._first(
            self._select().where(columns.meeting_id == meeting_id, columns.person_id == person_id)
        )

    def to(self, meeting_id: MeetingId, people: Collection[PersonId]) -> dict[PersonId, Invitation]:
        columns = self.table.c
        found = self._where(columns.meeting_id == meeting_id, columns.person_id.in_(people))
        return {invitation.person_id: invitation for invitation in found}

    def withdrawn(self, meeting_id: MeetingId) -> list[Invitation]:
        columns = self.table.c
        return self._where(
            columns.meeting_id == meeting_id, columns.withdrawn_at.is_not(None), order=[columns.id]
        )

    def held_by(self, person_id: PersonId, meeting_ids: Iterable[MeetingId]) -> dict[MeetingId, Invitation]:
        columns = self.table.c
        held = self._where(columns.person_id == person_id, columns.meeting_id.in_(set(meeting_ids)))
        return {invitation.meeting_id: invitation for invitation in held}


class Answers(Rows[GivenAnswer]):
    """The history: rows are added, and marked as undone, never changed otherwise."""

    table = tables.answers
    kind = GivenAnswer

    def to(self, invitation_ids: Iterable[InvitationId]) -> list[GivenAnswer]:
        """All that were ever given to these invitations, the newest last."""
        columns = self.table.c
        return self._where(
            columns.invitation_id.in_(set(invitation_ids)),
            order=[columns.given_at, columns.heard_at, columns.id],
        )


class Summaries(Rows[Summary]):
    table = tables.summaries
    kind = Summary
    key = "meeting_id"


def _is_coming_for(people: Iterable[PersonId], now: datetime) -> ColumnElement[bool]:
    """A coming meeting, and the invitation to it of one of these people."""
    columns, invited = tables.meetings.c, tables.invitations.c
    stands = invited.person_id.in_(set(people)) & invited.withdrawn_at.is_(None)
    return stands & columns.state.in_(COMING) & (columns.end > now)


def _is_forgotten(now: datetime) -> ColumnElement[bool]:
    """`Meeting.ends_by_itself_at` has come."""
    columns = tables.meetings.c
    put_off = columns.open_until.is_not(None) & (columns.open_until > now)
    return (columns.end <= now - ENDS_BY_ITSELF_AFTER) & ~put_off


def _is_under_way(now: datetime) -> ColumnElement[bool]:
    """Marked as begun, and its end not forgotten."""
    return (tables.meetings.c.state == MeetingState.IN_PROGRESS) & ~_is_forgotten(now)

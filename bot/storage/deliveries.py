"""The ledger: what is owed, claimed, paid."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, literal, or_, select, update

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import CommitteeId, DeliveryId, MeetingId, PersonId
from bot.storage import tables
from bot.storage.rows import Rows
from bot.storage.types import Instant

PORTION = 500
"""How many values one question names at most: databases have limits."""


class Deliveries(Rows[Delivery]):
    table = tables.deliveries
    kind = Delivery

    def owe(self, delivery: Delivery) -> None:
        """A new debt; one with that key already there should show something newer."""
        self.owe_all([delivery])

    def owe_all(self, deliveries: Sequence[Delivery]) -> None:
        known = self.these_keys([one.key for one in deliveries])
        self.add_all([one for one in deliveries if one.key not in known])
        self.put_all([known[one.key].owed_again(one.due_at) for one in deliveries if one.key in known])

    def these_keys(self, keys: Sequence[str]) -> dict[str, Delivery]:
        """Those of these keys that are there, locked until the transaction ends."""
        columns = self.table.c
        found = [
            self._all(self._select().where(columns.key.in_(some)).order_by(columns.id).with_for_update())
            for some in _portions(keys)
        ]
        return {one.key: one for portion in found for one in portion}

    def for_change(self, delivery_id: DeliveryId) -> Delivery:
        """As it is now, locked until the transaction ends: a use case and a worker may be at it at the same time."""
        row = self.connection.execute(
            self._select().where(self.table.c.id == delivery_id).with_for_update(),
        ).one()
        return Delivery(*row)

    def keyed(self, key: str, *, for_change: bool = False) -> Delivery | None:
        query = self._select().where(self.table.c.key == key)
        return self._first(query.with_for_update() if for_change else query)

    def these_for_change(self, ids: Collection[DeliveryId]) -> dict[DeliveryId, Delivery]:
        """As `for_change`, for several."""
        columns = self.table.c
        found = self._select().where(columns.id.in_(ids)).order_by(columns.id).with_for_update()
        return {one.id: one for one in self._all(found)}

    def owed_by_mail(self, committee_id: CommitteeId) -> list[Delivery]:
        columns = self.table.c
        return self._where(
            columns.state == DeliveryState.OWED,
            columns.route == Route.EMAIL,
            columns.committee_id == committee_id,
        )

    def claim(
        self, route: Route, now: datetime, worker: str, lease: timedelta, *, most: int
    ) -> list[Delivery]:
        """The deliveries on that route that have been due longest, leased to this worker. Each comes back as it was
        found: with `attempted_at` set if an earlier attempt's outcome is unknown. From here on this attempt's is.
        """
        columns = self.table.c
        due = (
            self._select()
            .where(
                columns.state == DeliveryState.OWED,
                columns.route == route,
                columns.due_at <= now,
                or_(columns.leased_until.is_(None), columns.leased_until <= now),
            )
            .order_by(columns.due_at, columns.created_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        found = self._all(due)
        if found:
            self.connection.execute(
                update(self.table)
                .where(columns.id.in_([one.id for one in found]))
                .values(
                    attempts=columns.attempts + 1,
                    leased_to=worker,
                    leased_until=now + lease,
                    attempted_at=func.coalesce(columns.attempted_at, literal(now, Instant())),
                )
            )
        return [
            replace(one, attempts=one.attempts + 1, leased_to=worker, leased_until=now + lease)
            for one in found
        ]

    def next_due(self, route: Route) -> datetime | None:
        """When a worker is needed again."""
        columns = self.table.c
        query = select(func.min(columns.due_at)).where(
            columns.state == DeliveryState.OWED, columns.route == route
        )
        moment: datetime | None = self.connection.execute(query).scalar_one()
        return moment

    def of_meeting(
        self, meeting_id: MeetingId, kinds: Iterable[DeliveryKind], *, for_change: bool = False
    ) -> list[Delivery]:
        columns = self.table.c
        query = self._select().where(columns.meeting_id == meeting_id, columns.kind.in_(list(kinds)))
        query = query.order_by(columns.created_at, columns.sequence, columns.id)
        return self._all(query.with_for_update() if for_change else query)

    def sent_to(
        self, meeting_id: MeetingId, people: Collection[PersonId], kinds: Iterable[DeliveryKind], route: Route
    ) -> list[Delivery]:
        """All that these people were owed of a meeting that way, whatever became of it; the oldest first."""
        columns = self.table.c
        return self._where(
            columns.meeting_id == meeting_id,
            columns.person_id.in_(people),
            columns.kind.in_(list(kinds)),
            columns.route == route,
            order=[columns.sequence, columns.created_at],
        )

    def of_kinds(
        self, kinds: Iterable[DeliveryKind], meeting_ids: Collection[MeetingId], *, for_change: bool = False
    ) -> list[Delivery]:
        columns = self.table.c
        query = self._select().where(columns.meeting_id.in_(meeting_ids), columns.kind.in_(list(kinds)))
        query = query.order_by(columns.id)
        return self._all(query.with_for_update() if for_change else query)

    def due(self, route: Route, now: datetime) -> int:
        """How many wait to be sent."""
        columns = self.table.c
        return self._count(columns.state == DeliveryState.OWED, columns.route == route, columns.due_at <= now)

    def tally(
        self, meeting_id: MeetingId, kind: DeliveryKind, route: Route, sequence: int
    ) -> dict[DeliveryState, int]:
        """How many of a meeting's messages are in which state."""
        columns = self.table.c
        counted = (
            select(columns.state, func.count())
            .where(
                columns.meeting_id == meeting_id,
                columns.kind == kind,
                columns.route == route,
                columns.sequence == sequence,
            )
            .group_by(columns.state)
        )
        return {row[0]: row[1] for row in self.connection.execute(counted)}

    def about(self, subject_id: str, kind: DeliveryKind, *, for_change: bool = False) -> list[Delivery]:
        columns = self.table.c
        query = self._select().where(columns.subject_id == subject_id, columns.kind == kind)
        query = query.order_by(columns.created_at, columns.id)
        return self._all(query.with_for_update() if for_change else query)

    def about_any(self, subject_ids: Iterable[str], kind: DeliveryKind) -> list[Delivery]:
        """About several things at once, the latest edition of each last."""
        columns = self.table.c
        return self._where(
            columns.subject_id.in_(set(subject_ids)),
            columns.kind == kind,
            order=[columns.sequence, columns.created_at, columns.id],
        )

    def with_receipts(self, receipts: Iterable[str]) -> dict[str, Delivery]:
        """Those that were sent by mail, by the Message-ID that they went out with."""
        columns = self.table.c
        sent = self._where(columns.route == Route.EMAIL, columns.receipt.in_(set(receipts) - {""}))
        return {delivery.receipt: delivery for delivery in sent}

    def being_sent(self, route: Route, now: datetime) -> list[Delivery]:
        """Those that a worker is at: nobody knows yet whether they arrived, and soon somebody will."""
        columns = self.table.c
        return self._where(
            columns.state == DeliveryState.OWED, columns.route == route, columns.leased_until > now
        )

    def overdue(self, before: datetime) -> int:
        """How many should have gone out by then and have not."""
        columns = self.table.c
        return self._count(columns.state == DeliveryState.OWED, columns.due_at < before)

    def failed(self, route: Route) -> int:
        columns = self.table.c
        return self._count(columns.state == DeliveryState.FAILED, columns.route == route)


def _portions(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + PORTION] for start in range(0, len(keys), PORTION))

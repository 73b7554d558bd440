"""The ledger: what is owed, claimed, paid."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.ids import DeliveryId, MeetingId, PersonId
from bot.storage import tables
from bot.storage.rows import Rows


class Deliveries(Rows[Delivery]):
    table = tables.deliveries
    kind = Delivery

    def owe(self, delivery: Delivery) -> None:
        """A new debt; one with that key already there should show something newer."""
        known = self.keyed(delivery.key, for_change=True)
        if known is None:
            self.add(delivery)
        else:
            self.put(known.owed_again(delivery.due_at))

    def for_change(self, delivery_id: DeliveryId) -> Delivery:
        """As it is now, locked until the transaction ends: a use case and a worker may be at it at the same time."""
        row = self.connection.execute(
            self._select().where(self.table.c.id == delivery_id).with_for_update(),
        ).one()
        return Delivery(*row)

    def keyed(self, key: str, *, for_change: bool = False) -> Delivery | None:
        query = self._select().where(self.table.c.key == key)
        return self._first(query.with_for_update() if for_change else query)

    def claim_next(self, route: Route, now: datetime, worker: str, lease: timedelta) -> Delivery | None:
        """The delivery on that route that has been due longest, leased to this worker, or None. It comes back as it was
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
            .with_for_update(skip_locked=True)
        )
        found = self._first(due)
        if found is None:
            return None
        claimed = replace(found, attempts=found.attempts + 1, leased_to=worker, leased_until=now + lease)
        self.put(replace(claimed, attempted_at=found.attempted_at or now))
        return claimed

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
        query = query.order_by(columns.created_at, columns.id)
        return self._all(query.with_for_update() if for_change else query)

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
        sent = self._where(columns.route == Route.EMAIL, columns.receipt.in_(set(receipts)))
        return {delivery.receipt: delivery for delivery in sent}

    def last_mail_to(self, person_id: PersonId) -> Delivery | None:
        """The mail to that person that was sent last."""
        columns = self.table.c
        return self._first(
            self._select()
            .where(
                columns.person_id == person_id,
                columns.route == Route.EMAIL,
                columns.state == DeliveryState.SENT,
            )
            .order_by(columns.settled_at.desc()),
        )

    def overdue(self, before: datetime) -> int:
        """How many should have gone out by then and have not."""
        columns = self.table.c
        return self._count(columns.state == DeliveryState.OWED, columns.due_at < before)

    def failed(self, route: Route) -> int:
        columns = self.table.c
        return self._count(columns.state == DeliveryState.FAILED, columns.route == route)

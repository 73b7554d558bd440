"""Mail that came in and waits, mail that came back, and the addresses that people answer from."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, func

from bot.domain.alias import Alias
from bot.domain.bounce import Bounce
from bot.domain.held_mail import HeldMail, Outcome
from bot.domain.ids import CommitteeId, DeliveryId, MeetingId, PersonId
from bot.domain.invitation import Source
from bot.storage import tables
from bot.storage.rows import Rows


class HeldMails(Rows[HeldMail]):
    table = tables.held_mails
    kind = HeldMail

    def waiting_about(self, meeting_id: MeetingId) -> list[HeldMail]:
        columns = self.table.c
        return self._where(columns.meeting_id == meeting_id, columns.outcome == Outcome.WAITING)

    def count_since(self, committee_id: CommitteeId, since: datetime) -> int:
        columns = self.table.c
        return self._count(columns.committee_id == committee_id, columns.heard_at >= since)


class Bounces(Rows[Bounce]):
    table = tables.bounces
    kind = Bounce

    def of_delivery(self, delivery_id: DeliveryId) -> Bounce | None:
        """The one nobody has acted on yet."""
        columns = self.table.c
        return self._first(
            self._select().where(columns.delivery_id == delivery_id, columns.again_at.is_(None))
        )

    def standing(self, person_ids: Iterable[PersonId]) -> dict[PersonId, Bounce]:
        """Whose address mail comes back from, and the newest bounce: not any more once they have another address, or have
        answered by mail or by a link in one.
        """
        columns, people = self.table.c, tables.people.c
        answered = exists().where(
            tables.answers.c.invitation_id == tables.invitations.c.id,
            tables.invitations.c.person_id == columns.person_id,
            tables.answers.c.source.in_([Source.EMAIL, Source.LINK]),
            tables.answers.c.heard_at > columns.heard_at,
        )
        query = (
            self._select()
            .join(tables.people, people.id == columns.person_id)
            .where(
                columns.person_id.in_(set(person_ids)),
                func.lower(people.email) == columns.address,
                ~answered,
            )
            .order_by(columns.heard_at)
        )
        return {bounce.person_id: bounce for bounce in self._all(query)}


class Aliases(Rows[Alias]):
    table = tables.aliases
    kind = Alias

    def of_address(self, address: str) -> list[Alias]:
        """In every committee that knows it."""
        return self._where(self.table.c.address == address)

"""Calendars to subscribe to."""

from collections.abc import Collection

from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.feed import Feed
from bot.domain.ids import CommitteeId, FeedId, PersonId
from bot.storage import tables
from bot.storage.rows import Rows


class Feeds(Rows[Feed]):
    table = tables.feeds
    kind = Feed

    def add_once(self, feed: Feed) -> None:
        """Nothing when its committee or person has got one meanwhile."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        self.connection.execute(
            dialect.insert(self.table).values(self.values_of(feed)).on_conflict_do_nothing()
        )

    def of_person(self, person_id: PersonId) -> Feed | None:
        return self._first(self._select().where(self.table.c.person_id == person_id))

    def of_committees(self, committee_ids: Collection[CommitteeId]) -> dict[CommitteeId, Feed]:
        found = self._where(self.table.c.committee_id.in_(committee_ids))
        return {feed.committee_id: feed for feed in found if feed.committee_id}

    def with_fingerprint(self, fingerprint: str) -> Feed | None:
        return self._first(self._select().where(self.table.c.fingerprint == fingerprint))

    def for_change(self, feed_id: FeedId) -> Feed | None:
        """As it is now, locked until the transaction ends; None when it has been turned off."""
        return self._first(self._select().where(self.table.c.id == feed_id).with_for_update())

    def remove(self, feed: Feed) -> None:
        self.connection.execute(self.table.delete().where(self.table.c.id == feed.id))

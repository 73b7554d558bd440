"""A calendar to subscribe to: whoever has its secret address sees the meetings of one committee or of one person."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.ids import CommitteeId, FeedId, PersonId

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Feed:
    """Of a committee or of a person, never both. `fingerprint` is a hash of the secret in its address, which is not kept.
    `version` names what was fetched last, `changed_at` (whole seconds) when that was first seen to differ from what was
    fetched before; None until somebody has fetched it.
    """

    id: FeedId
    fingerprint: str
    committee_id: CommitteeId | None
    person_id: PersonId | None
    made_at: datetime
    version: str = ""
    changed_at: datetime | None = None

    def showing(self, version: str, now: datetime) -> "Feed":
        """HTTP tells changes apart by the second, so no two have the same one."""
        at = now.replace(microsecond=0)
        if self.changed_at is not None:
            at = max(at, self.changed_at + SECOND)
        return replace(self, version=version, changed_at=at)

"""A mail of ours that came back: its recipient cannot be reached at that address, as far as we know."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.ids import BounceId, CommitteeId, DeliveryId, MeetingId, PersonId


@dataclass(frozen=True, slots=True)
class Bounce:
    """`status` as in "5.1.1" (RFC 3463), "" when the report did not say. It stands until the person has another address,
    or has answered by mail or link since. `again_by` is who had the mail sent once more.
    """

    id: BounceId
    committee_id: CommitteeId
    meeting_id: MeetingId | None
    person_id: PersonId
    delivery_id: DeliveryId
    address: str
    status: str
    heard_at: datetime
    again_by: PersonId | None = None
    again_at: datetime | None = None

    @property
    def reason(self) -> str:
        """As a delivery keeps it."""
        return f"bounced {self.status}".strip()

    def sent_again(self, by: PersonId, now: datetime) -> "Bounce":
        return replace(self, again_by=by, again_at=now)

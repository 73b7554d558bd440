"""Somebody who is asked something with a deadline: whether it reached them, whether they have seen it, whether they answered.

The same for proposed dates and for whatever else is put to the members: `subject_id` is what is asked about.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.delivery import Route
from bot.domain.ids import AskedId, PersonId
from bot.domain.invitation import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """`seen_at` is set when they press something that only a person presses: a mail that was opened, or a link that was
    followed, may have been followed by a scanner. `left_at` is set when they have no seat any more. How the question
    reached them is written down when it closes: `reached_by` is None for somebody it did not reach.
    """

    id: AskedId
    subject_id: str
    person_id: PersonId
    asked_at: datetime
    seen_at: datetime | None = None
    answered_at: datetime | None = None
    source: Source | None = None
    left_at: datetime | None = None
    reached_by: Route | None = None
    reached_at: datetime | None = None

    @property
    def counts(self) -> bool:
        return self.left_at is None

    @property
    def has_seen(self) -> bool:
        return self.seen_at is not None or self.answered_at is not None

    def saw(self, now: datetime) -> "Asked":
        return self if self.seen_at else replace(self, seen_at=now)

    def answered(self, source: Source, now: datetime) -> "Asked":
        return replace(self.saw(now), answered_at=now, source=source)

    def left(self, now: datetime) -> "Asked":
        return replace(self, left_at=now)

    def returned(self) -> "Asked":
        return replace(self, left_at=None)

    def reached(self, by: Route, at: datetime) -> "Asked":
        return replace(self, reached_by=by, reached_at=at)

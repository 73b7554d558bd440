"""When and where somebody writes."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Here:
    """`now` is aware; `zone` is whose clock they live by; a time alone is a time of `day`, or else of today."""

    now: datetime
    zone: ZoneInfo
    day: date | None = None

    @property
    def wall(self) -> datetime:
        """The clock on the wall."""
        return self.now.astimezone(self.zone).replace(tzinfo=None)

    @property
    def today(self) -> date:
        return self.wall.date()

"""What cannot be written as a calendar entry. Each means a mistake of ours: people's input is checked long before."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.errors import KallelseError


@dataclass(eq=False)
class NotAWallClockTime(KallelseError):
    """A start or end that calendars would read differently: its zone is not one of the time-zone database, or the clocks
    there skip it. Or a stamp without a zone.
    """

    field: str
    value: datetime


@dataclass(eq=False)
class NotAnAddress(KallelseError):
    """An organizer or attendee whose e-mail address cannot be one."""

    address: str

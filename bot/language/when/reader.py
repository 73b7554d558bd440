"""From words to a date."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.language.when.result import Example, Status, When


def read_when(text: str, *, now: datetime, zone: ZoneInfo) -> When:
    """What `text` means to somebody who writes it at `now` (aware) and lives by `zone`'s clock."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return When(Status.NOT_UNDERSTOOD, examples=(Example.DATE_AND_TIME, Example.ISO))
    if day < now.astimezone(zone).date():
        return When(Status.NOT_UNDERSTOOD, examples=(Example.ISO,))
    return When(Status.UNDERSTOOD, start=day)

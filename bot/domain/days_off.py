"""Days on which a committee would rather not meet, written one a line: "2027-02-15–2027-02-19 Sportlov"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

DAY = r"\d{4}-\d{2}-\d{2}"
LINE = re.compile(rf"\s*(?P<first>{DAY})(?:\s*[–-]\s*(?P<last>{DAY}))?(?:\s+(?P<name>\S.*?))?\s*")


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day, or several in a row: `last` is off too. `name` may be empty."""

    first: date
    last: date
    name: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def days_off(text: str, years: Iterable[int] = ()) -> tuple[DayOff, ...]:  # noqa: ARG001  as its owner's
    """What the lines name, in their order."""
    found = (LINE.fullmatch(line) for line in text.splitlines())
    return tuple(
        DayOff(
            date.fromisoformat(one["first"]),
            date.fromisoformat(one["last"] or one["first"]),
            one["name"] or "",
        )
        for one in found
        if one
    )

"""One VTIMEZONE, as the file describes it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache
from io import StringIO
from zoneinfo import ZoneInfo

from dateutil.tz import tzical

from bot.calendar.content import Block
from bot.calendar.rules.rule import Breach

NEEDED = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")
ODD = ("RDATE", "COMMENT")
YEARLY = re.compile(r"FREQ=YEARLY(;[A-Z]+=[-A-Z0-9,]+)*", re.IGNORECASE)
ONSET = re.compile(r"\d{8}T\d{6}")
OFFSET = re.compile(r"[+-]\d{4}(\d{2})?")


@dataclass(frozen=True, slots=True)
class Zone:
    block: Block

    @property
    def tzid(self) -> str:
        line = self.block.first("TZID")
        return line.value if line else ""

    @property
    def observances(self) -> list[Block]:
        return list(self.block.within("STANDARD", "DAYLIGHT"))

    def gaps(self) -> Iterator[Breach]:
        """What a reader would miss in it."""
        if not self.tzid:
            yield self.block.number, "TZID × 0"
        if not self.observances:
            yield self.block.number, "STANDARD, DAYLIGHT × 0"
        for observance in self.observances:
            for name in NEEDED:
                if len(observance.all(name)) != 1:
                    yield observance.number, f"{name} × {len(observance.all(name))}"

    def oddities(self) -> Iterator[Breach]:
        """What some calendars read wrong: Outlook RDATE and COMMENT (iCalcreator#86, nextcloud/calendar#4429)."""
        for observance in self.observances:
            for line in observance.all(*ODD):
                yield line.number, line.name
            for line in observance.all("RRULE"):
                if not YEARLY.fullmatch(line.value):
                    yield line.number, line.value

    def disagrees_at(self, wall: datetime) -> bool:
        """Whether it gives another offset than the time-zone data does; no when one of them cannot be asked."""
        known, described = _known(self.tzid), self.described
        if known is None or described is None:
            return False
        return wall.replace(tzinfo=known).utcoffset() != wall.replace(tzinfo=described).utcoffset()

    @property
    def described(self) -> tzinfo | None:
        """The zone as it is written here; None when that makes no sense."""
        if any(self.gaps()) or any(self.oddities()) or not self._can_be_asked():
            return None
        return _read(self.tzid, self._text())

    def _can_be_asked(self) -> bool:
        """Only what is well formed; that the rules are yearly keeps us from counting seconds for hours."""
        return all(
            all(ONSET.fullmatch(line.value) for line in observance.all("DTSTART"))
            and all(OFFSET.fullmatch(line.value) for line in observance.all("TZOFFSETFROM", "TZOFFSETTO"))
            for observance in self.observances
        )

    def _text(self) -> str:
        lines = ["BEGIN:VTIMEZONE", f"TZID:{self.tzid}"]
        for observance in self.observances:
            own = observance.all(*NEEDED, "RRULE")
            lines += [f"BEGIN:{observance.name}", *(f"{line.name}:{line.value}" for line in own)]
            lines += [f"END:{observance.name}"]
        return "\n".join([*lines, "END:VTIMEZONE", ""])


def zones_of(calendar: Block) -> list[Zone]:
    return [Zone(block) for block in calendar.within("VTIMEZONE")]


@lru_cache(maxsize=50)
def _read(tzid: str, text: str) -> tzinfo | None:
    """By a library that has no zones of its own. All invitations to a meeting hold the same text."""
    try:
        return tzical(StringIO(text)).get(tzid)
    except ValueError:
        return None


def _known(tzid: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(tzid)
    except (KeyError, ValueError, OSError):  # unknown; not a plain name; the name of a folder, or too long
        return None

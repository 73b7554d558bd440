"""One VTIMEZONE, as the file describes it."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.calendar.content import Block
from bot.calendar.rules.rule import Breach

NEEDED = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")
ODD = ("RDATE", "COMMENT")
MOST_OBSERVANCES, MOST_RULES = 300, 20  # a zone's whole history
YEARLY = re.compile(
    r"FREQ=YEARLY(;(INTERVAL=1|BYMONTH=(0?[1-9]|1[0-2])|BYDAY=([-+]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)"
    r"|BYMONTHDAY=-?\d{1,2}(,-?\d{1,2}){0,9}|UNTIL=\d{8}(T\d{6}Z?)?))*",
    re.IGNORECASE,
)
OFFSET = re.compile(r"([+-])(\d\d)([0-5]\d)([0-5]\d)?")
DAY = re.compile(r"([-+]?\d)?(\w\w)")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class Observance:
    """From wall-clock time `onset` on, and again each year by `rule`, the clocks go from one offset to the other.

    Counted here and not by a library, which would start at the onset: Outlook's is in the year 1601.
    """

    onset: datetime
    before: timedelta
    after: timedelta
    rule: dict[str, str]

    def last_until(self, wall: datetime) -> datetime | None:
        """The last time that it came into force, up to that time on the wall."""
        if not self.rule:
            return self.onset if self.onset <= wall else None
        latest = min(wall, self._until or wall)
        years = range(latest.year, max(latest.year - 2, self.onset.year - 1), -1)
        found = (onset for year in years for onset in self._in_year(year) if self.onset <= onset <= latest)
        return max(found, default=None)

    @property
    def _until(self) -> datetime | None:
        written = self.rule.get("UNTIL", "").rstrip("Zz")
        if not written:
            return None
        until = datetime.strptime(written, "%Y%m%dT%H%M%S" if "T" in written else "%Y%m%d")  # noqa: DTZ007  made local here
        return until + self.before if self.rule["UNTIL"].endswith("Z") else until

    def _in_year(self, year: int) -> Iterator[datetime]:
        month = int(self.rule.get("BYMONTH", self.onset.month))
        last = monthrange(year, month)[1]
        for day in range(1, last + 1):
            at = self.onset.replace(year=year, month=month, day=day)
            if self._falls_on(at, last):
                yield at

    def _falls_on(self, at: datetime, last: int) -> bool:
        if not self.rule.keys() & {"BYDAY", "BYMONTHDAY"}:
            return at.day == self.onset.day
        days = [int(day) for day in self.rule.get("BYMONTHDAY", "").split(",") if day]
        right_day = not days or at.day in days or at.day - last - 1 in days
        return right_day and self._is_its_weekday(at, last)

    def _is_its_weekday(self, at: datetime, last: int) -> bool:
        wanted = DAY.fullmatch(self.rule.get("BYDAY", ""))
        if not wanted:
            return True
        from_first, from_last = (at.day - 1) // DAYS_IN_WEEK + 1, -((last - at.day) // DAYS_IN_WEEK + 1)
        which = wanted[1] is None or int(wanted[1]) in {from_first, from_last}
        return which and WEEKDAYS[at.weekday()] == wanted[2]


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
        rules = sum(len(observance.all("RRULE")) for observance in self.observances)
        if len(self.observances) > MOST_OBSERVANCES or rules > MOST_RULES:
            yield self.block.number, f"STANDARD, DAYLIGHT × {len(self.observances)}, RRULE × {rules}"
        for observance in self.observances:
            for line in observance.all(*ODD):
                yield line.number, line.name
            for line in observance.all("RRULE"):
                if not YEARLY.fullmatch(line.value):
                    yield line.number, line.value

    def described(self) -> tuple[Observance, ...]:
        """The zone as it is written here; nothing when that makes no sense."""
        if any(self.gaps()) or any(self.oddities()):
            return ()
        try:
            return tuple(_observance(block) for block in self.observances)
        except ValueError:  # a date or an offset that is none
            return ()


def zones_of(calendar: Block) -> list[Zone]:
    return [Zone(block) for block in calendar.within("VTIMEZONE")]


def offset_at(wall: datetime, described: tuple[Observance, ...]) -> timedelta:
    """What the clocks then are ahead of UTC: since the last change or, before the first, as that found them."""
    changes = [(onset, one) for one in described if (onset := one.last_until(wall))]
    if changes:
        return max(changes, key=lambda change: change[0])[1].after
    return min(described, key=lambda one: one.onset).before


def known(tzid: str) -> ZoneInfo | None:
    """The zone of that name in the time-zone data, if there is one."""
    return ZoneInfo(tzid) if tzid in _names() else None


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


def _observance(block: Block) -> Observance:
    start, before, after = (block.all(name)[0].value for name in NEEDED)
    rule = block.first("RRULE")
    parts = rule.value.upper().split(";") if rule else []
    onset = datetime.strptime(start, "%Y%m%dT%H%M%S")  # noqa: DTZ007  wall-clock time, RFC 5545 section 3.6.5
    return Observance(onset, _offset(before), _offset(after), dict(_named(part) for part in parts))


def _named(part: str) -> tuple[str, str]:
    name, _, value = part.partition("=")
    return name, value


def _offset(written: str) -> timedelta:
    read = OFFSET.fullmatch(written)
    if read is None:
        raise ValueError(written)
    size = timedelta(hours=int(read[2]), minutes=int(read[3]), seconds=int(read[4] or 0))
    return -size if read[1] == "-" else size

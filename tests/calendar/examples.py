"""An invented council and its meeting, for the tests of calendar and mail."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.calendar.entry import Attendee, CalendarEntry, Mailbox, Method, Role, frame, people

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ORGANIZER = Mailbox("Trygghetsrådet i Älvnäs", "kallelse@alvnas.example")
ANNA = Attendee("Anna Ekdahl", "anna.ekdahl@alvnas.example", role=Role.CHAIR)
BO = Attendee("Bo Öst, Bostads AB", "bo@bostad.example")
MEETING = CalendarEntry(
    uid="meeting-7@alvnas.example",
    sequence=0,
    stamp=datetime(2017, 10, 11, 13, 5, tzinfo=UTC),
    start=datetime(2017, 12, 15, 10, tzinfo=STOCKHOLM),
    end=datetime(2017, 12, 15, 12, tzinfo=STOCKHOLM),
    title="Möte med Trygghetsrådet",
    place="Ekrummet, kommunhuset",
    link="https://video.example/rum/42?a=1,2",
    description="Dagordning\n1. Mötet öppnas\n2. Lägesbild; trygghet, närvaro",
    organizer=ORGANIZER,
    attendees=(ANNA, BO),
    language="sv",
)
ZONES = ("Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
HOSTILE = (
    'Å, ä; ö: "x" \\ \\n \\, ^n ^\' %0A',
    "<!channel> *fet* `kod` <b>&amp;</b>",
    "جلسة المجلس יום שישי",
    "👩‍👩‍👧‍👦🏳️‍🌈 e\u0301 ﬁ 会議",
    "x" * 5000,
    "rad 1\r\nrad 2\n\n\trad 3\u2028rad 4",
    "BEGIN:VCALENDAR\r\nEND:VCALENDAR",
    "Rummet\r\nATTENDEE:mailto:x@y.example\r\n X\rBcc: x@y.example\n\n.",
    "\u202eomvänt\u202c \x00\x07\x1b[31m \ud83d",
    "=?utf-8?q?x?=",
    "{committee} %s {{ x }}",
)


@cache
def every_week() -> tuple[CalendarEntry, ...]:
    """Ten o'clock on the wall, each week of 2026-2030 in each of the zones."""
    return tuple(entry for key in ZONES for entry in _weekly(ZoneInfo(key)))


@cache
def described_by_us_alone() -> tuple[bytes, ...]:
    """The requests of every week, with zones of names that nobody knows: a reader must use the VTIMEZONE we send."""
    return tuple(_renamed(entry) for entry in every_week())


def request(entry: CalendarEntry) -> bytes:
    """What puts the entry into all its attendees' calendars."""
    return frame(entry, Method.REQUEST).around(people(entry.attendees, Method.REQUEST))


def cancellation(entry: CalendarEntry) -> bytes:
    """What takes it away again."""
    return frame(entry, Method.CANCEL).around(people(entry.attendees, Method.CANCEL))


def instants(entry: CalendarEntry) -> tuple[datetime, datetime]:
    """Its start and end in UTC, as the time-zone data has them."""
    return entry.start.astimezone(UTC), entry.end.astimezone(UTC)


def _weekly(zone: ZoneInfo) -> Iterator[CalendarEntry]:
    day = datetime(2026, 1, 2, 10, tzinfo=zone)
    while day.year < 2031:
        yield replace(MEETING, start=day, end=day + timedelta(hours=2))
        day += timedelta(weeks=1)


def _renamed(entry: CalendarEntry) -> bytes:
    """A name for each year: icalendar keeps the first zone that it reads under a name."""
    own = f"Own/{entry.start.tzinfo}/{entry.start.year}"
    return re.sub(rb"(TZID[:=])[^:\r]+", rb"\g<1>" + own.encode(), request(entry))

"""Times that every calendar reads as the same instant."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from icalendar import vDDDTypes, vDuration

from bot.calendar.content import Block, Line
from bot.calendar.rules.rule import Breach, Document, Rule, each_event
from bot.calendar.rules.zones import Observance, Zone, known, offset_at, zones_of

MOMENTS = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE", "DUE")
IN_UTC = ("DTSTAMP", "CREATED", "LAST-MODIFIED")
MOMENT = re.compile(r"\d{8}T\d{6}Z?")
WHOLE_DAY = re.compile(r"\d{8}")
MOST_TO_COMPARE = 100  # times with their zone; a message has two
FIXED_OFFSET = re.compile(r"(UTC|GMT)?[+-]\d{1,2}:?(\d{2})?", re.IGNORECASE)


def unreadable(event: Block) -> Iterator[Breach]:
    for line in event.all(*MOMENTS, *IN_UTC):
        if not _has_its_form(line) or (line.name in {"DTSTART", "DTEND"} and _moment(line) is None):
            yield line.number, line.value


def floating(event: Block) -> Iterator[Breach]:
    for line in event.all(*MOMENTS):
        if MOMENT.match(line.value) and not line.value.endswith("Z") and not line.param("TZID"):
            yield line.number, line.value


def not_in_utc(event: Block) -> Iterator[Breach]:
    for line in event.all(*IN_UTC):
        if not line.value.endswith("Z"):
            yield line.number, line.value


def utc_with_zone(event: Block) -> Iterator[Breach]:
    for line in event.all(*MOMENTS):
        if line.value.endswith("Z") and line.param("TZID"):
            yield line.number, f"{line.param('TZID')} {line.value}"


def zone_missing(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars:
        described = {zone.tzid for zone in zones_of(calendar)}
        for line in _zoned(calendar):
            if line.param("TZID") not in described:
                yield line.number, line.param("TZID")


def fixed_offset(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars:
        for line in _zoned(calendar):
            if FIXED_OFFSET.fullmatch(line.param("TZID")):
                yield line.number, line.param("TZID")


def zone_incomplete(document: Document) -> Iterator[Breach]:
    for zone in _zones(document):
        yield from zone.gaps()


def zone_twice(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars:
        zones = zones_of(calendar)
        first = {zone.tzid: zone for zone in reversed(zones)}
        for zone in zones:
            if zone is not first[zone.tzid]:
                yield zone.block.number, zone.tzid


def zone_form(document: Document) -> Iterator[Breach]:
    for zone in _zones(document):
        yield from zone.oddities()


def zone_disagrees(document: Document) -> Iterator[Breach]:
    """The hour-wrong bug, caught before it leaves: our VTIMEZONE against the time-zone data."""
    for calendar in document.calendars:
        zones = {zone.tzid: zone.described() for zone in zones_of(calendar)}
        for line in islice(_zoned(calendar), MOST_TO_COMPARE):
            described = zones.get(line.param("TZID"))
            if described and _disagrees(line, described):
                yield line.number, f"{line.param('TZID')} {line.value}"


def ends_before_start(event: Block) -> Iterator[Breach]:
    start, end = event.first("DTSTART"), event.first("DTEND")
    if start and end and not _is_after(_moment(end), _moment(start)):
        yield end.number, f"{start.value} – {end.value}"


def duration_not_positive(event: Block) -> Iterator[Breach]:
    for line in event.all("DURATION"):
        try:
            length = vDuration.from_ical(line.value)  # type: ignore[no-untyped-call]  # icalendar leaves it untyped
        except ValueError:
            length = timedelta(0)
        if length <= timedelta(0):
            yield line.number, line.value


def no_end(document: Document) -> Iterator[Breach]:
    for event in document.events:
        if event.first("DTSTART") and len(event.all("DTEND", "DURATION")) != 1:
            yield event.number, f"DTEND, DURATION × {len(event.all('DTEND', 'DURATION'))}"


def skipped(event: Block) -> Iterator[Breach]:
    for line in event.all(*MOMENTS):
        moment = _moment(line)
        if isinstance(moment, datetime) and moment.tzinfo and _is_skipped(moment):
            yield line.number, f"{line.param('TZID')} {line.value}"


def _has_its_form(line: Line) -> bool:
    kind = line.param("VALUE").upper()
    pattern = WHOLE_DAY if kind == "DATE" else MOMENT
    return kind == "PERIOD" or all(pattern.fullmatch(value) for value in line.value.split(","))


def _zoned(calendar: Block) -> Iterator[Line]:
    for event in calendar.within("VEVENT"):
        yield from (line for line in event.lines if line.param("TZID"))


def _zones(document: Document) -> Iterator[Zone]:
    for calendar in document.calendars:
        yield from zones_of(calendar)


def _moment(line: Line) -> datetime | date | None:
    """What the value says; in its zone when the time-zone data knows that."""
    try:
        read = vDDDTypes.from_ical(line.value)  # type: ignore[no-untyped-call]  # likewise
    except ValueError:
        return None
    if isinstance(read, datetime) and read.tzinfo is None:
        return read.replace(tzinfo=known(line.param("TZID")))
    return read if isinstance(read, date) else None


def _disagrees(line: Line, described: tuple[Observance, ...]) -> bool:
    """Nothing can be said of a zone that the time-zone data does not know, or of a time that the clocks skip."""
    moment = _moment(line)
    if (
        not isinstance(moment, datetime)
        or not moment.tzinfo
        or line.value.endswith("Z")
        or _is_skipped(moment)
    ):
        return False
    return moment.utcoffset() != offset_at(moment.replace(tzinfo=None), described)


def _is_skipped(moment: datetime) -> bool:
    """Whether the clocks never show it: readers then differ by an hour."""
    there_and_back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there_and_back.replace(tzinfo=None) != moment.replace(tzinfo=None)


def _is_after(end: datetime | date | None, start: datetime | date | None) -> bool:
    """Unreadable and floating ones are another rule's; a day and a time cannot be compared, so they are wrong."""
    if end is None or start is None:
        return True
    if isinstance(end, datetime) and isinstance(start, datetime):
        return (end.tzinfo is None) != (start.tzinfo is None) or end > start
    return type(end) is type(start) and end > start


RULES = (
    Rule(
        "time-unreadable",
        "Every time should be a date, or a date and a time, that exists.",
        each_event(unreadable),
    ),
    Rule("time-floating", "Every time should have a zone, or be in UTC.", each_event(floating)),
    Rule("time-skipped", "Every time should be one that the clocks show.", each_event(skipped)),
    Rule("stamp-utc", "DTSTAMP, CREATED and LAST-MODIFIED should be in UTC.", each_event(not_in_utc)),
    Rule("utc-with-zone", "A time in UTC should have no TZID.", each_event(utc_with_zone)),
    Rule("zone-missing", "Every TZID should have its VTIMEZONE in the file.", zone_missing),
    Rule("zone-fixed-offset", "A zone should be a place and its rules, not a fixed offset.", fixed_offset),
    Rule(
        "zone-incomplete",
        "Every VTIMEZONE should say when its offsets begin, and which they are.",
        zone_incomplete,
    ),
    Rule("zone-twice", "No zone should be described twice.", zone_twice),
    Rule("zone-form", "VTIMEZONEs should use yearly rules, without RDATE and COMMENT.", zone_form),
    Rule(
        "zone-disagrees", "The VTIMEZONE should give the hour that the time-zone data gives.", zone_disagrees
    ),
    Rule("end-before-start", "An event should end after it starts.", each_event(ends_before_start)),
    Rule("duration", "A DURATION should be longer than nothing.", each_event(duration_not_positive)),
    Rule("end-missing", "An event should have one end: DTEND or DURATION.", no_end),
)

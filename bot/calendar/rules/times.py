"""Times that every calendar reads as the same instant."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from icalendar import vDDDTypes, vDuration

from bot.calendar.content import Block, Line
from bot.calendar.rules.rule import Breach, Document, Rule, each_event
from bot.calendar.rules.zones import Zone, zones_of

MOMENTS = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE", "DUE")
IN_UTC = ("DTSTAMP", "CREATED", "LAST-MODIFIED")
MOMENT = re.compile(r"\d{8}T\d{6}Z?")
WHOLE_DAY = re.compile(r"\d{8}")
UNTIL = re.compile(r"UNTIL=([^;]*)", re.IGNORECASE)
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


def zone_form(document: Document) -> Iterator[Breach]:
    for zone in _zones(document):
        yield from zone.oddities()


def zone_disagrees(document: Document) -> Iterator[Breach]:
    """The hour-wrong bug, caught before it leaves: our VTIMEZONE against the time-zone data."""
    for calendar in document.calendars:
        zones = {zone.tzid: zone for zone in zones_of(calendar)}
        for line in _zoned(calendar):
            zone, moment = zones.get(line.param("TZID")), _moment(line)
            if zone and isinstance(moment, datetime) and zone.disagrees_at(moment):
                yield line.number, f"{zone.tzid} {line.value}"


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


def until_is_a_date(event: Block) -> Iterator[Breach]:
    start = event.first("DTSTART")
    for line, until in _untils(event):
        if start and MOMENT.fullmatch(start.value) and WHOLE_DAY.fullmatch(until):
            yield line.number, until


def until_not_in_utc(event: Block) -> Iterator[Breach]:
    for line, until in _untils(event):
        if MOMENT.fullmatch(until) and not until.endswith("Z"):
            yield line.number, until


def _has_its_form(line: Line) -> bool:
    kind = line.param("VALUE").upper()
    pattern = WHOLE_DAY if kind == "DATE" else MOMENT
    return kind == "PERIOD" or all(pattern.fullmatch(value) for value in line.value.split(","))


def _untils(event: Block) -> Iterator[tuple[Line, str]]:
    for line in event.all("RRULE"):
        for until in UNTIL.findall(line.value):
            yield line, until


def _zoned(calendar: Block) -> Iterator[Line]:
    for event in calendar.within("VEVENT"):
        yield from (line for line in event.lines if line.param("TZID"))


def _zones(document: Document) -> Iterator[Zone]:
    for calendar in document.calendars:
        yield from zones_of(calendar)


def _moment(line: Line) -> datetime | date | None:
    """What the value says; the zone only when the time-zone data knows it."""
    try:
        read = vDDDTypes.from_ical(line.value, line.param("TZID") or None)  # type: ignore[no-untyped-call]  # likewise
    except (ValueError, OSError):
        return None
    return read if isinstance(read, date) else None


def _is_after(end: datetime | date | None, start: datetime | date | None) -> bool:
    """Unreadable and floating ones are another rule's; a day and a time cannot be compared, so they are wrong."""
    if end is None or start is None:
        return True
    if isinstance(end, datetime) and isinstance(start, datetime):
        return (end.tzinfo is None) != (start.tzinfo is None) or end > start
    return type(end) is type(start) and end > start


RULES = (
    Rule(
        "time-unreadable", "Every time is a date, or a date and a time, that exists.", each_event(unreadable)
    ),
    Rule("time-floating", "Every time has a zone, or is in UTC.", each_event(floating)),
    Rule("stamp-utc", "DTSTAMP, CREATED and LAST-MODIFIED are in UTC.", each_event(not_in_utc)),
    Rule("utc-with-zone", "A time in UTC has no TZID.", each_event(utc_with_zone)),
    Rule("zone-missing", "Every TZID has its VTIMEZONE in the file.", zone_missing),
    Rule("zone-fixed-offset", "A zone is a place and its rules, not a fixed offset.", fixed_offset),
    Rule(
        "zone-incomplete", "Every VTIMEZONE says when its offsets begin, and which they are.", zone_incomplete
    ),
    Rule("zone-form", "VTIMEZONEs use yearly rules, without RDATE and COMMENT.", zone_form),
    Rule("zone-disagrees", "The VTIMEZONE gives the hour that the time-zone data gives.", zone_disagrees),
    Rule("end-before-start", "An event ends after it starts.", each_event(ends_before_start)),
    Rule("duration", "A DURATION is longer than nothing.", each_event(duration_not_positive)),
    Rule("end-missing", "An event has one end: DTEND or DURATION.", no_end),
    Rule("until-date", "UNTIL has a time when DTSTART has.", each_event(until_is_a_date)),
    Rule("until-utc", "UNTIL is in UTC.", each_event(until_not_in_utc)),
)

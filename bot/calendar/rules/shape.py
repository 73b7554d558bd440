"""Blocks and the properties they must have: RFC 5545 sections 3.4 and 3.6, RFC 5546 section 3.2."""

from collections.abc import Iterator

from bot.calendar.content import Block
from bot.calendar.kinds import Kind
from bot.calendar.rules.rule import Breach, Document, Rule, each_event

METHODS = frozenset({"PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER"})
MESSAGES = frozenset({Kind.MESSAGE})
WITHOUT_A_START = frozenset({"REPLY", "CANCEL", "REFRESH", "DECLINECOUNTER"})
ONCE_IN_AN_EVENT = ("UID", "DTSTAMP", "SEQUENCE")
ABOUT_ONE_EVENT = frozenset({"REQUEST", "CANCEL"})
STATUSES = {"CANCEL": ("CANCELLED",), "REQUEST": ("", "CONFIRMED", "TENTATIVE")}


def not_content(document: Document) -> Iterator[Breach]:
    for misfit in document.content.misfits:
        yield misfit.number, misfit.text


def not_one_calendar(document: Document) -> Iterator[Breach]:
    calendars = document.calendars
    if len(calendars) != 1:
        yield (calendars[1].number if calendars else 1), f"VCALENDAR × {len(calendars)}"


def calendar_header(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars:
        yield from _not_once(calendar, "PRODID", "VERSION")
        for line in calendar.all("VERSION", "CALSCALE"):
            if line.value.upper() not in {"2.0", "GREGORIAN"}:
                yield line.number, line.value


def calendar_uid(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars:
        for line in calendar.all("UID"):
            yield line.number, line.value


def method_missing(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars:
        yield from _not_once(calendar, "METHOD")


def method_unknown(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars:
        for line in calendar.all("METHOD"):
            if line.value.upper() not in METHODS:
                yield line.number, line.value


def no_event(document: Document) -> Iterator[Breach]:
    if document.calendars and not document.events:
        yield document.calendars[0].number, "VEVENT × 0"


def several_events(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars if document.method in ABOUT_ONE_EVENT else []:
        meetings = [event for event in calendar.within("VEVENT") if not event.first("RECURRENCE-ID")]
        for event in meetings[1:]:
            yield event.number, f"VEVENT × {len(meetings)}"


def event_header(document: Document) -> Iterator[Breach]:
    names = ONCE_IN_AN_EVENT if document.method in WITHOUT_A_START else (*ONCE_IN_AN_EVENT, "DTSTART")
    for event in document.events:
        yield from _not_once(event, *names)


def sequence(event: Block) -> Iterator[Breach]:
    for line in event.all("SEQUENCE"):
        if not (line.value.isascii() and line.value.isdigit()):
            yield line.number, line.value


def status(document: Document) -> Iterator[Breach]:
    allowed = STATUSES.get(document.method)
    for event in document.events if allowed else []:
        found = event.first("STATUS")
        if allowed and (found.value.upper() if found else "") not in allowed:
            yield (found.number if found else event.number), found.value if found else "STATUS × 0"


def _not_once(block: Block, *names: str) -> Iterator[Breach]:
    for name in names:
        found = block.all(name)
        if len(found) != 1:
            yield (found[1].number if found else block.number), f"{name} × {len(found)}"


RULES = (
    Rule("content", "Every line should be a property, and every BEGIN have its END.", not_content),
    Rule("one-calendar", "The file should be one VCALENDAR.", not_one_calendar),
    Rule(
        "calendar-header",
        "PRODID and VERSION:2.0 should stand once; CALSCALE should be GREGORIAN.",
        calendar_header,
    ),
    Rule("calendar-uid", "The calendar itself should have no UID: only events have one.", calendar_uid),
    Rule("method-missing", "METHOD should stand once.", method_missing, MESSAGES),
    Rule("method-unknown", "METHOD should be one of iTIP's.", method_unknown),
    Rule("no-event", "There should be an event.", no_event, frozenset({Kind.MESSAGE, Kind.STORED})),
    Rule("one-event", "A message to people should be about one event.", several_events, MESSAGES),
    Rule("event-header", "UID, DTSTAMP, SEQUENCE and DTSTART should stand once in each event.", event_header),
    Rule("sequence", "SEQUENCE should be a whole number.", each_event(sequence)),
    Rule("status", "A CANCEL should have STATUS:CANCELLED, and a REQUEST should not.", status),
)

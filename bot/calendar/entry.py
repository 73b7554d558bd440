"""One meeting in one person's calendar, and the iTIP messages that put it there, change it and take it away.

RFC 5545 is the format, RFC 5546 the two methods we send. The same entry always gives the same bytes, so that a message
sent again after a crash is the same message.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from icalendar import Alarm, Calendar, Event, vCalAddress

from bot.calendar.errors import NotAnAddress, NotAWallClockTime
from bot.calendar.moments import check_wall_clock, is_written_in_utc, written, zone_of
from bot.calendar.text import ADDRESS, display_name, one_line, paragraphs
from bot.calendar.timezone import vtimezone
from bot.domain.invitation import Answer
from bot.domain.schedule import EndBeforeStart

PRODUCT = "-//Kallelse//Kallelse//EN"
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\"<>]+")


class Method(StrEnum):
    """What a calendar is asked to do with an entry, RFC 5546: REQUEST puts it there or changes the one of the same uid,
    CANCEL takes it away from the attendees named in it (section 3.2.5).
    """

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    DECLINECOUNTER = "DECLINECOUNTER"


class Role(StrEnum):
    """How an attendee takes part; the value is the ROLE."""

    CHAIR = "CHAIR"
    REQUIRED = "REQ-PARTICIPANT"
    OPTIONAL = "OPT-PARTICIPANT"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and the address that mail for it goes to."""

    name: str
    address: str

    def __post_init__(self) -> None:
        _check_address(self.address)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is asked to come, and what they have said so far."""

    name: str
    address: str
    answer: Answer = Answer.NONE
    role: Role = Role.REQUIRED

    def __post_init__(self) -> None:
        _check_address(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A meeting as a calendar holds it. `uid` never changes; `sequence` grows with each change that people are told of.

    `start` and `end` carry a ZoneInfo, `stamp` is the moment of this revision in UTC. `language` is that of the texts.
    `alarm` is how long before the start the calendar reminds its owner, None when it should not.
    """

    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    title: str
    place: str | None = None
    link: str | None = None
    description: str = ""
    organizer: Mailbox
    attendees: tuple[Attendee, ...] = ()
    language: str = "en"
    alarm: timedelta | None = None

    def __post_init__(self) -> None:
        check_wall_clock("start", self.start)
        check_wall_clock("end", self.end)
        if self.stamp.utcoffset() is None:
            raise NotAWallClockTime("stamp", self.stamp)
        if self.end.astimezone(UTC) <= self.start.astimezone(UTC):
            raise EndBeforeStart(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Frame:
    """A calendar message without its ATTENDEE lines, which stand between `head` and `tail`."""

    head: bytes
    tail: bytes

    def around(self, people: bytes) -> bytes:
        return self.head + people + self.tail


def declined_counter(entry: CalendarEntry) -> bytes:
    """A METHOD:DECLINECOUNTER: the entry stands as it is, to the one attendee who proposed another time, RFC 5546 section
    3.2.8.
    """
    return frame(entry, Method.DECLINECOUNTER).around(people(entry.attendees, Method.DECLINECOUNTER))


def frame(entry: CalendarEntry, method: Method) -> Frame:
    """What is the same in every reader's message. It pays to make it once: it takes most of the time."""
    event = _event(entry, method)
    event.add("attendee", _attendee(SOMEBODY, method))
    if method is Method.REQUEST and entry.alarm is not None:
        event.add_component(_alarm(entry.alarm, entry.title))
    head, _, tail = _message(entry, method, event).partition(people((SOMEBODY,), method))
    return Frame(head, tail)


def people(attendees: Iterable[Attendee], method: Method) -> bytes:
    """The ATTENDEE lines."""
    event = Event()
    for attendee in attendees:
        event.add("attendee", _attendee(attendee, method))
    lines: bytes = event.to_ical()
    return lines.removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")


def _message(entry: CalendarEntry, method: Method, event: Event) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    zones = {moment.tzinfo: moment for moment in (entry.end, entry.start) if not is_written_in_utc(moment)}
    for zone, moment in zones.items():
        calendar.add_component(vtimezone(zone_of(zone), moment))
    calendar.add_component(event)
    octets: bytes = calendar.to_ical()
    return octets


def _event(entry: CalendarEntry, method: Method) -> Event:
    event = Event()
    event.add("uid", one_line(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC))
    event.add("dtstart", written(entry.start))
    event.add("dtend", written(entry.end))
    event.add("class", "PUBLIC")
    _add_texts(event, entry)
    event.add("organizer", calendar_address(entry.organizer))
    for name, value in STANDING[method].items():
        event.add(name, value)
    return event


def _alarm(before: timedelta, title: str) -> Alarm:
    """RFC 5545 section 3.6.6. It is written after all properties: some readers lose those that follow (ics-py#416)."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -before)
    alarm.add("description", one_line(title))
    return alarm


def _add_texts(event: Event, entry: CalendarEntry) -> None:
    """Title, place and description; the link as CONFERENCE (RFC 7986), and as the place of a meeting without a room."""
    link = one_line(entry.link or "")
    place = one_line(entry.place or "") or link
    texts = {
        "summary": one_line(entry.title),
        "location": place,
        "description": paragraphs(entry.description),
    }
    for name, text in texts.items():
        if text:
            event.add(name, text, parameters={"LANGUAGE": entry.language})
    if URI.fullmatch(link):
        event.add("conference", link, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})


def _attendee(attendee: Attendee, method: Method) -> vCalAddress:
    address = calendar_address(attendee)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = attendee.role.value
    address.params["PARTSTAT"] = attendee.answer.value.upper()
    if method is Method.REQUEST:
        address.params["RSVP"] = "TRUE"
    return address


def calendar_address(of: Mailbox | Attendee) -> vCalAddress:
    known = vCalAddress(f"mailto:{of.address}")
    known.params["CN"] = display_name(of.name) or of.address
    return known


def _check_address(address: str) -> None:
    if not ADDRESS.fullmatch(address):
        raise NotAnAddress(address)


SOMEBODY = Attendee("Somebody", "somebody@example.org")
STANDING = {
    Method.REQUEST: {"status": "CONFIRMED", "transp": "OPAQUE", "x-microsoft-cdo-busystatus": "BUSY"},
    Method.CANCEL: {"status": "CANCELLED", "transp": "TRANSPARENT", "x-microsoft-cdo-busystatus": "FREE"},
    Method.DECLINECOUNTER: {},
}

"""Meetings as calendars that ask nobody anything: a feed to subscribe to, and one object in a file or on a server.

They have no METHOD (RFC 5545 section 3.7.2, RFC 4791 section 4.1) and no attendees; the UID is the one of the invitation,
so that a calendar which has that too holds the meeting once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vDuration

from bot.calendar.check import Finding, check
from bot.calendar.entry import PRODUCT, URI, Mailbox, calendar_address
from bot.calendar.kinds import Kind
from bot.calendar.moments import check_wall_clock, is_written_in_utc, written
from bot.calendar.text import one_line
from bot.calendar.timezone import vtimezone
from bot.domain.committee import Committee
from bot.domain.errors import KallelseError
from bot.domain.meeting import Meeting, MeetingState

LOOK_AGAIN_AFTER = timedelta(hours=1)


@dataclass(eq=False)
class BrokenCalendar(KallelseError):
    """Our linter found something in what we wrote: it must not leave."""

    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEntry:
    """`start` and `end` carry a ZoneInfo; `revised_at` is when it last changed, in UTC; `language` is that of the texts.
    `organizer` is whom a calendar shows as the one who convenes, where several people look at the entry.
    """

    uid: str
    sequence: int
    revised_at: datetime
    start: datetime
    end: datetime
    title: str
    place: str = ""
    link: str = ""
    cancelled: bool = False
    language: str = "en"
    organizer: Mailbox | None = None

    def __post_init__(self) -> None:
        check_wall_clock("start", self.start)
        check_wall_clock("end", self.end)


def entry_of(
    meeting: Meeting, committee: Committee, *, title: str, language: str, link: str = ""
) -> PublishedEntry:
    """The meeting on the committee's own clock. Its video link stands in it only when given: not everybody who sees a
    calendar may come in.
    """
    return PublishedEntry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        revised_at=meeting.revised_at,
        start=meeting.start.astimezone(committee.zone),
        end=meeting.end.astimezone(committee.zone),
        title=title,
        place=meeting.place,
        link=link,
        cancelled=meeting.state == MeetingState.CANCELLED,
        language=language,
    )


def stored(entry: PublishedEntry) -> bytes:
    """One meeting as one object. Raises BrokenCalendar."""
    calendar = _calendar()
    _add(calendar, [entry], [])
    return _fit(calendar.to_ical(), Kind.STORED)


def feed(name: str, zone: ZoneInfo, entries: Sequence[PublishedEntry], now: datetime) -> bytes:
    """`zone` is the one the calendar itself is said to be in; it is described even where there are no entries, because a
    calendar needs something in it (RFC 5545 section 3.6).
    """
    calendar = _calendar()
    for key in ("name", "x-wr-calname"):  # RFC 7986 section 5.1, and what was in use before it
        calendar.add(key, one_line(name))
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", LOOK_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN_AFTER))
    _add(calendar, entries, [] if entries else [now.astimezone(zone)])
    octets: bytes = calendar.to_ical()
    return octets


def essence(octets: bytes) -> str:
    """What people see of one stored meeting, the same however a server has laid it out; "" for what is no calendar."""
    try:
        (event,) = Calendar.from_ical(octets).events
    except (ValueError, KeyError, IndexError):
        return ""
    seen = [str(event.get(name, "")) for name in ("UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS")]
    times = [event.decoded(name, None) for name in ("DTSTART", "DTEND")]
    return repr([*seen, *(one.astimezone(UTC) if isinstance(one, datetime) else one for one in times)])


def check_feed(octets: bytes) -> None:
    """Raises BrokenCalendar."""
    _fit(octets, Kind.FEED)


def _fit(octets: bytes, kind: Kind) -> bytes:
    findings = check(octets, kind)
    if findings:
        raise BrokenCalendar(tuple(findings))
    return octets


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _add(calendar: Calendar, entries: Sequence[PublishedEntry], others: Iterable[datetime]) -> None:
    moments = [moment for entry in entries for moment in (entry.start, entry.end)]
    by_zone: dict[ZoneInfo, list[datetime]] = {}
    for moment in (*(one for one in moments if not is_written_in_utc(one)), *others):
        assert isinstance(moment.tzinfo, ZoneInfo)  # noqa: S101  check_wall_clock has seen them
        by_zone.setdefault(moment.tzinfo, []).append(moment)
    for zone, found in by_zone.items():
        calendar.add_component(vtimezone(zone, min(found), max(found)))
    for entry in entries:
        calendar.add_component(_event(entry))


def _event(entry: PublishedEntry) -> Event:
    event = Event()
    event.add("uid", one_line(entry.uid))
    event.add("sequence", entry.sequence)
    # Without a METHOD the two mean the same, RFC 5545 section 3.8.7.2.
    for key in ("dtstamp", "last-modified"):
        event.add(key, entry.revised_at.astimezone(UTC))
    event.add("dtstart", written(entry.start))
    event.add("dtend", written(entry.end))
    link = one_line(entry.link)
    texts = {"summary": one_line(entry.title), "location": one_line(entry.place) or link}
    for key, text in texts.items():
        if text:
            event.add(key, text, parameters={"LANGUAGE": entry.language})
    if URI.fullmatch(link):
        event.add("conference", link, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
    if entry.organizer:
        organizer = calendar_address(entry.organizer)
        # We do the inviting, whatever the server would: RFC 6638 section 7.1.
        organizer.params["SCHEDULE-AGENT"] = "CLIENT"
        event.add("organizer", organizer)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", "FREE" if entry.cancelled else "BUSY")
    return event

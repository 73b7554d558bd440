"""Other people's readers of calendar files, asked all alike: files in, what each finds in the event out."""

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import recurring_ical_events
from icalendar import Calendar, Event, vCalAddress

from bot.calendar.entry import URI, Attendee, CalendarEntry, Mailbox
from bot.calendar.text import display_name, one_line, paragraphs
from tests import needs

HERE = Path(__file__).parent
PROPERTIES = [
    "attendee",
    "class",
    "conference",
    "description",
    "dtend",
    "dtstamp",
    "dtstart",
    "location",
    "organizer",
    "sequence",
    "status",
    "summary",
    "transp",
    "uid",
    "x-microsoft-cdo-busystatus",
]


@dataclass(frozen=True, slots=True)
class Party:
    address: str
    name: str


@dataclass(frozen=True, slots=True)
class Read:
    """An event as a reader understands it, times in UTC, and the names of all its properties."""

    uid: str
    sequence: int
    title: str
    place: str
    description: str
    link: str
    start: datetime
    end: datetime
    organizer: Party
    attendees: tuple[Party, ...]
    properties: tuple[str, ...]


Reader = Callable[[list[bytes]], list[Read]]


def written(entry: CalendarEntry) -> Read:
    """What every reader should find in it: the text that went in, cleaned as bot/calendar/text.py promises."""
    link = one_line(entry.link or "")
    texts = {
        "summary": one_line(entry.title),
        "location": one_line(entry.place or "") or link,
        "description": paragraphs(entry.description),
        "conference": link if URI.fullmatch(link) else "",
    }
    names = [name for name in PROPERTIES if texts.get(name, "needed")]
    start, end = entry.start.astimezone(UTC), entry.end.astimezone(UTC)
    return Read(
        uid=one_line(entry.uid),
        sequence=entry.sequence,
        title=texts["summary"],
        place=texts["location"],
        description=texts["description"],
        link=texts["conference"],
        start=start,
        end=end,
        organizer=_party(entry.organizer),
        attendees=tuple(_party(one) for one in entry.attendees),
        properties=tuple(sorted([*names, *["attendee"] * (len(entry.attendees) - 1)])),
    )


def icalendar(files: list[bytes]) -> list[Read]:
    """With recurring-ical-events, which says when an event takes place."""
    return [_event_of_icalendar(Calendar.from_ical(file)) for file in files]


@contextmanager
def libical() -> Iterator[Callable[[list[bytes]], list[dict[str, Any]]]]:
    """libical's judgement of each file: `broken`, the restrictions it breaks, and `event`, what is read."""
    with _program(needs.libical(), str(HERE / "libical_judge.py")) as ask:
        yield ask


@contextmanager
def reader(name: str) -> Iterator[Reader]:
    if name == "recurring-ical-events":
        yield icalendar
    elif name == "libical":
        with libical() as ask:
            yield lambda files: [_read(judged["event"]) for judged in ask(files)]
    else:
        node, library = needs.ical_js()
        with _program(node, str(HERE / "ical_js.mjs"), library) as ask:
            yield lambda files: [_read(event) for event in ask(files)]


@contextmanager
def _program(*command: str) -> Iterator[Callable[[list[bytes]], list[dict[str, Any]]]]:
    """A program that answers a line of files with a line of what it finds; it runs as long as it is asked."""
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdin
        assert process.stdout
        questions, answers = process.stdin, process.stdout

        def ask(files: list[bytes]) -> list[dict[str, Any]]:
            print(json.dumps([file.decode() for file in files]), file=questions, flush=True)
            found: list[dict[str, Any]] = json.loads(answers.readline())
            return found

        try:
            yield ask
        finally:
            process.kill()


def _read(event: dict[str, Any]) -> Read:
    times = {name: datetime.fromtimestamp(event[name], UTC) for name in ("start", "end")}
    attendees = tuple(_named(*party) for party in event["attendees"])
    organizer, properties = _named(*event["organizer"]), tuple(event["properties"])
    return Read(
        **{**event, **times, "organizer": organizer, "attendees": attendees, "properties": properties}
    )


def _event_of_icalendar(calendar: Calendar) -> Read:
    [event] = calendar.walk("VEVENT")
    [occurrence] = recurring_ical_events.of(calendar).all()
    found = event.get("ATTENDEE", [])
    attendees = found if isinstance(found, list) else [found]
    return Read(
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        title=str(event.get("SUMMARY", "")),
        place=str(event.get("LOCATION", "")),
        description=str(event.get("DESCRIPTION", "")),
        link=str(event.get("CONFERENCE", "")),
        start=occurrence.start.astimezone(UTC),
        end=occurrence.end.astimezone(UTC),
        organizer=_party_of_icalendar(event["ORGANIZER"]),
        attendees=tuple(_party_of_icalendar(one) for one in attendees),
        properties=tuple(sorted(name.lower() for name, _ in _properties(event))),
    )


def _properties(event: Event) -> list[tuple[str, object]]:
    """Each with its value, without BEGIN and END."""
    return [
        (name, value) for name, value in event.property_items(recursive=False) if name not in {"BEGIN", "END"}
    ]


def _party_of_icalendar(address: vCalAddress) -> Party:
    return _named(str(address), address.params["CN"])


def _party(one: Attendee | Mailbox) -> Party:
    return Party(one.address, display_name(one.name) or one.address)


def _named(address: str, name: str) -> Party:
    return Party(address.removeprefix("mailto:"), name)

"""Reads feeds and stored calendars with libical. Run by Debian's Python, which has libical.

Standard input: a JSON list of files as text. Standard output: a JSON list with, for each, the restrictions it breaks and
what libical reads in each of its events.
"""

import json
import sys
from collections.abc import Iterator

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402  the version must be chosen first

EVENT, ANY = ICalGLib.ComponentKind.VEVENT_COMPONENT, ICalGLib.ComponentKind.ANY_COMPONENT
ERROR = ICalGLib.PropertyKind.XLICERROR_PROPERTY


def judged(text: str) -> dict[str, object]:
    calendar = ICalGLib.Component.new_from_string(text)
    if calendar is None:
        return {"broken": ["not a calendar"], "events": []}
    events = [fields_of(event) for event in components(calendar, EVENT)]
    calendar.check_restrictions()  # writes what it finds into the calendar
    return {"broken": list(errors_of(calendar)), "events": events}


def components(calendar: ICalGLib.Component, kind: ICalGLib.ComponentKind) -> Iterator[ICalGLib.Component]:
    inner = calendar.get_first_component(kind)
    while inner is not None:
        yield inner
        inner = calendar.get_next_component(kind)


def errors_of(component: ICalGLib.Component) -> Iterator[str]:
    error = component.get_first_property(ERROR)
    while error is not None:
        yield error.as_ical_string().strip()
        error = component.get_next_property(ERROR)
    for inner in components(component, ANY):
        yield from errors_of(inner)


def fields_of(event: ICalGLib.Component) -> dict[str, object]:
    start, end = event.get_dtstart(), event.get_dtend()
    return {
        "uid": event.get_uid(),
        "title": event.get_summary(),
        "place": event.get_location(),
        "start": start.as_timet_with_zone(start.get_timezone()),
        "end": end.as_timet_with_zone(end.get_timezone()),
        "cancelled": event.get_status() == ICalGLib.PropertyStatus.CANCELLED,
    }


json.dump([judged(text) for text in json.load(sys.stdin)], sys.stdout)

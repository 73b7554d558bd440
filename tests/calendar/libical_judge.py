"""Reads calendar files with libical and says what it makes of them. Run by Debian's Python, which has libical.

Each line of standard input is a JSON list of calendar files as text; each line of standard output is a JSON list with, for
each, the restrictions of iTIP that it breaks and the first event as libical reads it.
"""

import json
import sys
from collections.abc import Iterator

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402  the version must be chosen first

Kind = ICalGLib.PropertyKind


def judged(text: str) -> dict[str, object]:
    calendar = ICalGLib.Component.new_from_string(text)
    if calendar is None:
        return {"broken": ["not a calendar"], "event": {}}
    event = fields_of(calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT))
    calendar.check_restrictions()  # writes what it finds into the calendar
    return {"broken": list(errors_of(calendar)), "event": event}


def errors_of(component: ICalGLib.Component) -> Iterator[str]:
    yield from (error.as_ical_string().strip() for error in properties(component, Kind.XLICERROR_PROPERTY))
    kind = ICalGLib.ComponentKind.ANY_COMPONENT
    inner = component.get_first_component(kind)
    while inner is not None:
        yield from errors_of(inner)
        inner = component.get_next_component(kind)


def properties(component: ICalGLib.Component, kind: ICalGLib.PropertyKind) -> Iterator[ICalGLib.Property]:
    found = component.get_first_property(kind)
    while found is not None:
        yield found
        found = component.get_next_property(kind)


def fields_of(event: ICalGLib.Component) -> dict[str, object]:
    start, end = event.get_dtstart(), event.get_dtend()
    return {
        "uid": event.get_uid(),
        "sequence": event.get_sequence(),
        "title": event.get_summary() or "",
        "place": event.get_location() or "",
        "description": event.get_description() or "",
        "link": link_of(event),
        "start": start.as_timet_with_zone(start.get_timezone()),
        "end": end.as_timet_with_zone(end.get_timezone()),
        "organizer": named(next(properties(event, Kind.ORGANIZER_PROPERTY))),
        "attendees": [named(attendee) for attendee in properties(event, Kind.ATTENDEE_PROPERTY)],
        "properties": sorted(one.get_property_name().lower() for one in properties(event, Kind.ANY_PROPERTY)),
    }


def link_of(event: ICalGLib.Component) -> str:
    """Debian 12's libical reads CONFERENCE without having a name for it."""
    found = (one for one in properties(event, Kind.ANY_PROPERTY) if one.get_property_name() == "CONFERENCE")
    return next((one.get_value_as_string() for one in found), "")


def named(party: ICalGLib.Property) -> list[str]:
    return [party.get_value_as_string(), party.get_parameter_as_string("CN") or ""]


for line in sys.stdin:
    json.dump([judged(text) for text in json.loads(line)], sys.stdout)
    sys.stdout.write("\n")
    sys.stdout.flush()

"""Reads calendar files with libical and says what it makes of them. Run by Debian's Python, which has libical.

Standard input: a JSON list of files as text. Standard output: a JSON list with, for each, the restrictions it breaks and
the first event's fields.
"""

import json
import sys
from collections.abc import Iterator

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402  the version must be chosen first


def judged(text: str) -> dict[str, object]:
    calendar = ICalGLib.Component.new_from_string(text)
    if calendar is None:
        return {"broken": ["not a calendar"], "event": {}}
    calendar.check_restrictions()
    event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
    return {"broken": list(errors_of(calendar)), "event": fields_of(event)}


def errors_of(component: ICalGLib.Component) -> Iterator[str]:
    yield from (
        error.as_ical_string().strip()
        for error in properties(component, ICalGLib.PropertyKind.XLICERROR_PROPERTY)
    )
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
    attendees = properties(event, ICalGLib.PropertyKind.ATTENDEE_PROPERTY)
    return {
        "uid": event.get_uid(),
        "summary": event.get_summary(),
        "location": event.get_location(),
        "description": event.get_description(),
        "start": event.get_dtstart().as_timet_with_zone(event.get_dtstart().get_timezone()),
        "end": event.get_dtend().as_timet_with_zone(event.get_dtend().get_timezone()),
        "sequence": event.get_sequence(),
        "attendees": [attendee.get_attendee() for attendee in attendees],
    }


json.dump([judged(text) for text in json.load(sys.stdin)], sys.stdout)

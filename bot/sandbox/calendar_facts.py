"""A calendar entry as a calendar program reads it, told by the icalendar library and nothing of ours."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from icalendar.cal import Component

Facts = dict[str, Any]


def calendar_facts(content: object) -> Facts | None:
    """None when it is no calendar with an event in it."""
    if not isinstance(content, bytes):
        return None
    from icalendar import Calendar  # slow to import, and the workspace must be up at once

    try:
        calendar = Calendar.from_ical(content)
        event = next(iter(calendar.walk("VEVENT")), None)
        return _facts(calendar, event) if event else None
    except ValueError:
        return None


def _facts(calendar: "Component", event: "Component") -> Facts:
    start = event.get("DTSTART")
    return {
        "method": _text(calendar, "METHOD"),
        "uid": _text(event, "UID"),
        "sequence": int(event.get("SEQUENCE", 0)),
        "status": _text(event, "STATUS"),
        "summary": _text(event, "SUMMARY"),
        "description": _text(event, "DESCRIPTION"),
        "location": _text(event, "LOCATION"),
        "start": _moment(start),
        "end": _moment(event.get("DTEND")),
        "timezone": start.params.get("TZID") if start is not None else None,
        "organizer": _person(event.get("ORGANIZER")),
        "attendees": [_attendee(one) for one in _several(event.get("ATTENDEE"))],
        "url": _text(event, "URL"),
        "alarms": [_written(alarm["TRIGGER"]) for alarm in event.walk("VALARM") if "TRIGGER" in alarm],
    }


def _text(component: "Component", name: str) -> str | None:
    value = component.get(name)
    return None if value is None else str(value)


def _moment(prop: Any) -> str | None:
    """ISO, with the offset that the calendar's own time zone gives."""
    value = getattr(prop, "dt", None)
    return value.isoformat() if isinstance(value, (date, datetime)) else None


def _written(prop: Any) -> str:
    return str(prop.to_ical().decode())


def _several(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _person(address: Any) -> Facts | None:
    if address is None:
        return None
    email = str(address)
    email = email[7:] if email.lower().startswith("mailto:") else email
    return {"name": str(address.params.get("CN", "")), "email": email}


def _attendee(address: Any) -> Facts:
    params = address.params
    return {
        **(_person(address) or {}),
        "partstat": str(params.get("PARTSTAT", "NEEDS-ACTION")),
        "rsvp": str(params.get("RSVP", "FALSE")).upper() == "TRUE",
        "role": str(params.get("ROLE", "REQ-PARTICIPANT")),
    }

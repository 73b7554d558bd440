"""What a mail program sends when its reader answers an invitation (iTIP, RFC 5546; by mail, RFC 6047)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.sandbox.mail_facts import calendar_part
from bot.sandbox.mail_writing import Writer, begin
from bot.sandbox.refusal import SlackRefusal

if TYPE_CHECKING:
    from icalendar import Calendar, Event


class Answer(StrEnum):
    """The value is the attendee's PARTSTAT."""

    ACCEPTED = "ACCEPTED"
    MAYBE = "TENTATIVE"
    DECLINED = "DECLINED"


SUBJECTS = {
    "sv": {
        "ACCEPTED": "Accepterat",
        "TENTATIVE": "Preliminärt",
        "DECLINED": "Avböjt",
        "COUNTER": "Ny tid föreslagen",
        "REFRESH": "Aktuell kallelse önskas",
    },
    "en": {
        "ACCEPTED": "Accepted",
        "TENTATIVE": "Tentative",
        "DECLINED": "Declined",
        "COUNTER": "New time proposed",
        "REFRESH": "Current invitation wanted",
    },
}
WHICH = ("UID", "RECURRENCE-ID", "ORGANIZER")
WHAT = ("SEQUENCE", "SUMMARY", "LOCATION", "DTSTART", "DTEND", "DURATION")
"""What an answer repeats of the invitation."""


@dataclass(frozen=True, slots=True)
class Answering:
    """An invitation, and who answers it."""

    invitation: EmailMessage
    writer: Writer

    def reply(self, answer: Answer, comment: str) -> EmailMessage:
        return self._mail("REPLY", answer.value, self._event(WHICH + WHAT, answer.value, comment), comment)

    def counter(self, start: datetime, comment: str) -> EmailMessage:
        """Proposes that the meeting begins at `start` instead, and lasts as long."""
        event = self._event(WHICH + WHAT, Answer.MAYBE.value, comment)
        move(event, start)
        return self._mail("COUNTER", "COUNTER", event, comment)

    def refresh(self) -> EmailMessage:
        """Asks the organizer to send the invitation as it is now."""
        return self._mail("REFRESH", "REFRESH", self._event(WHICH), "")

    def _event(self, kept: tuple[str, ...], partstat: str = "", comment: str = "") -> "Event":
        from icalendar import Event, vCalAddress, vDatetime

        event, asked = Event(), _event_of(_calendar_of(self.invitation))
        event.add("DTSTAMP", vDatetime(self.writer.now.astimezone(UTC)))
        for name in kept:
            if name in asked:
                event[name] = asked[name]
        me = vCalAddress(f"mailto:{self.writer.address}")
        me.params["CN"] = self.writer.name
        if partstat:
            me.params["PARTSTAT"] = partstat
        event.add("ATTENDEE", me)
        if comment:
            event.add("COMMENT", comment)
        return event

    def _mail(self, method: str, title: str, event: "Event", comment: str) -> EmailMessage:
        organizer = str(event.get("ORGANIZER", ""))
        summary = _event_of(_calendar_of(self.invitation)).get("SUMMARY", "")
        subject = f"{SUBJECTS[self.writer.language][title]}: {summary}"
        message = begin(self.writer, without_mailto(organizer), subject, self.invitation)
        message.set_content(f"{comment or subject}\n")
        calendar = _answer_calendar(_calendar_of(self.invitation), method, event)
        message.add_alternative(
            calendar, maintype="text", subtype="calendar", params={"method": method, "charset": "utf-8"}
        )
        return message


def without_mailto(address: str) -> str:
    return address[7:] if address.lower().startswith("mailto:") else address


def _calendar_of(message: EmailMessage) -> "Calendar":
    from icalendar import Calendar  # slow to import, and the workspace must be up at once

    part = calendar_part(message)
    content = part.get_payload(decode=True) if part else None
    try:
        calendar = Calendar.from_ical(content) if isinstance(content, bytes) else None
    except ValueError:
        calendar = None
    if not isinstance(calendar, Calendar) or not calendar.events:
        raise SlackRefusal("no_invitation")
    return calendar


def _event_of(calendar: "Calendar") -> "Event":
    return calendar.events[0]


def _answer_calendar(invitation: "Calendar", method: str, event: "Event") -> bytes:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("PRODID", "-//Ekeby//Sandbox mail program//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    for zone in invitation.walk("VTIMEZONE"):
        calendar.add_component(zone)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def move(event: "Event", start: datetime) -> None:
    """To the same length from `start`, told in the zone that the event is told in."""
    zone, length = getattr(event.start, "tzinfo", None) or UTC, event.duration
    for name in ("DTSTART", "DTEND", "DURATION"):
        event.pop(name, None)
    event.add("DTSTART", start.astimezone(zone))
    event.add("DTEND", (start + length).astimezone(zone))

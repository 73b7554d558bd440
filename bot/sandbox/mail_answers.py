"""What a mail program sends when its reader answers an invitation (iTIP, RFC 5546; by mail, RFC 6047)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formataddr
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from bot.sandbox.mail_facts import calendar_part
from bot.sandbox.mail_writing import Writer, begin
from bot.sandbox.refusal import SlackRefusal

if TYPE_CHECKING:
    from icalendar import Calendar, Event, vCalAddress


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
        "DELEGATED": "Delegerat",
        "COUNTER": "Ny tid föreslagen",
        "REFRESH": "Aktuell kallelse önskas",
    },
    "en": {
        "ACCEPTED": "Accepted",
        "TENTATIVE": "Tentative",
        "DECLINED": "Declined",
        "DELEGATED": "Delegated",
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
    calendar: "Calendar"
    writer: Writer

    @classmethod
    def to(cls, invitation: EmailMessage, writer: Writer) -> Self:
        """Raises SlackRefusal when there is nothing to answer, or nobody who asked."""
        calendar = _calendar_of(invitation)
        if calendar is None or not calendar.events or calendar.events[0].organizer is None:
            raise SlackRefusal("no_invitation")
        return cls(invitation, calendar, writer)

    def reply(self, answer: Answer, comment: str) -> EmailMessage:
        return self._mail("REPLY", answer.value, self._event(WHICH + WHAT, answer.value, comment), comment)

    def counter(self, start: datetime, comment: str) -> EmailMessage:
        """Proposes that the meeting begins at `start` instead, and lasts as long."""
        event = self._event(WHICH + WHAT, Answer.MAYBE.value, comment)
        move(event, start)
        return self._mail("COUNTER", "COUNTER", event, comment)

    def delegation(self, to: str, comment: str) -> EmailMessage:
        """Says that somebody with this address comes instead."""
        from icalendar import vText

        event = self._event(WHICH + WHAT, "DELEGATED", comment)
        event["ATTENDEE"].params["DELEGATED-TO"] = vText(f"mailto:{to}")
        return self._mail("REPLY", "DELEGATED", event, comment)

    def refresh(self) -> EmailMessage:
        """Asks the organizer to send the invitation as it is now."""
        return self._mail("REFRESH", "REFRESH", self._event(WHICH), "")

    @property
    def _asked(self) -> "Event":
        return self.calendar.events[0]

    @property
    def _name(self) -> str:
        """The writer's own, else the one that the invitation calls them by."""
        invited = {without_mailto(one).lower(): one.params.get("CN", "") for one in self._asked.attendees}
        return self.writer.name or str(invited.get(self.writer.address.lower(), ""))

    def _event(self, kept: tuple[str, ...], partstat: str = "", comment: str = "") -> "Event":
        from icalendar import Event

        event = Event()
        event.add("DTSTAMP", self.writer.now.astimezone(UTC).replace(microsecond=0))
        for name in kept:
            if name in self._asked:
                event[name] = self._asked[name]
        event.add("ATTENDEE", self._me(partstat))
        if comment:
            event.add("COMMENT", comment)
        return event

    def _me(self, partstat: str) -> "vCalAddress":
        from icalendar import vCalAddress

        me = vCalAddress(f"mailto:{self.writer.address}")
        me.params.update(
            {name: value for name, value in (("CN", self._name), ("PARTSTAT", partstat)) if value}
        )
        return me

    def _mail(self, method: str, title: str, event: "Event", comment: str) -> EmailMessage:
        subject = f"{SUBJECTS[self.writer.language][title]}: {self._asked.get('SUMMARY', '')}"
        message = begin(replace(self.writer, name=self._name), self._organizer(), subject, self.invitation)
        message.set_content(f"{comment or subject}\n")
        parameters = {"method": method, "charset": "utf-8"}
        content = self._calendar_with(method, event)
        message.add_alternative(content, maintype="text", subtype="calendar", params=parameters)
        return message

    def _organizer(self) -> str:
        organizer = self._asked.organizer
        assert organizer is not None  # noqa: S101  - to() has looked
        return formataddr((str(organizer.params.get("CN", "")), without_mailto(organizer)))

    def _calendar_with(self, method: str, event: "Event") -> bytes:
        from icalendar import Calendar

        calendar = Calendar()
        calendar.add("PRODID", "-//Ekeby//Sandbox mail program//EN")
        calendar.add("VERSION", "2.0")
        calendar.add("METHOD", method)
        for component in (*self.calendar.walk("VTIMEZONE"), event):
            calendar.add_component(component)
        return bytes(calendar.to_ical())


def without_mailto(address: str) -> str:
    return address[7:] if address.lower().startswith("mailto:") else address


def _calendar_of(message: EmailMessage) -> "Calendar | None":
    from icalendar import Calendar  # slow to import, and the workspace must be up at once

    part = calendar_part(message)
    content = part.get_payload(decode=True) if part else None
    try:
        calendar = Calendar.from_ical(content) if isinstance(content, bytes) else None
    except ValueError:
        return None
    return calendar if isinstance(calendar, Calendar) else None


def move(event: "Event", start: datetime) -> None:
    """To the same length from `start`, told in the zone that the event is told in."""
    zone, length = getattr(event.start, "tzinfo", None) or UTC, event.duration
    for name in ("DTSTART", "DTEND", "DURATION"):
        event.pop(name, None)
    event.add("DTSTART", start.astimezone(zone))
    event.add("DTEND", (start + length).astimezone(zone))

"""What lies in the mailboxes: every invitation as its calendar part says it."""

from dataclasses import dataclass
from email import message_from_bytes

from icalendar import Calendar

from tests.scenarios.story import Town


@dataclass(frozen=True, slots=True)
class Invited:
    """`start` is the wall-clock time as it is written."""

    to: str
    method: str
    uid: str
    sequence: str
    start: str
    message_id: str


def invitations(town: Town) -> list[Invited]:
    found = []
    for mail in town.sandbox.mailbox.mails():
        parsed = message_from_bytes(mail.raw)
        for part in parsed.walk():
            payload = part.get_payload(decode=True)
            if part.get_content_type() == "text/calendar" and isinstance(payload, bytes):
                found.append(_read(mail.to, payload, str(parsed["Message-ID"])))
    return found


def _read(to: str, data: bytes, message_id: str) -> Invited:
    calendar = Calendar.from_ical(data)
    (event,) = calendar.events
    return Invited(
        to=to,
        method=str(calendar["METHOD"]),
        uid=str(event["UID"]),
        sequence=str(event["SEQUENCE"]),
        start=event["DTSTART"].to_ical().decode(),
        message_id=message_id,
    )

"""A mail as its reader sees it."""

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any

from bot.sandbox.calendar_facts import calendar_facts
from bot.sandbox.mailbox import Mail

Facts = dict[str, Any]


def parsed(mail: Mail) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(mail.raw)


def summary(mail: Mail, *, is_read: bool) -> Facts:
    """One line of a mailbox's list."""
    message = parsed(mail)
    part = calendar_part(message)
    return {
        "id": mail.id,
        "from": str(message["From"] or mail.sender),
        "to": mail.to,
        "subject": str(message["Subject"] or ""),
        "date": mail.received,
        "has_calendar": part is not None,
        "method": part.get_param("method") if part else None,
        "read": is_read,
    }


def whole(mail: Mail) -> Facts:
    """Everything the reader and the reader's calendar get to know."""
    message = parsed(mail)
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    calendar = _calendar(message)
    return {
        "id": mail.id,
        "headers": [[name, str(value)] for name, value in message.items()],
        "from": str(message["From"] or mail.sender),
        "to": mail.to,
        "subject": str(message["Subject"] or ""),
        "date": mail.received,
        "text": _lines(text),
        "html": _lines(html),
        "calendar": calendar,
        "attachments": [_attachment(mail, number, part) for number, part in enumerate(attachments(message))],
        "problems": list(_problems(mail, message, calendar)),
    }


def _lines(part: MIMEPart | None) -> str | None:
    return str(part.get_content()).replace("\r\n", "\n") if part else None


def calendar_part(message: EmailMessage) -> EmailMessage | None:
    parts = (part for part in message.walk() if part.get_content_type() == "text/calendar")
    return next((part for part in parts if isinstance(part, EmailMessage)), None)


def _calendar(message: EmailMessage) -> Facts | None:
    part = calendar_part(message)
    return calendar_facts(part.get_payload(decode=True)) if part else None


def attachments(message: EmailMessage) -> list[EmailMessage]:
    """What can be downloaded: named parts, and the calendar part even when it has no name."""
    found = [part for part in message.iter_attachments() if isinstance(part, EmailMessage)]
    part = calendar_part(message)
    return found if part is None or part in found else [*found, part]


def content_of(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _attachment(mail: Mail, number: int, part: EmailMessage) -> Facts:
    return {
        "name": part.get_filename() or "invitation.ics",
        "type": part.get_content_type(),
        "size": len(content_of(part)),
        "url": f"/sandbox/mails/{mail.id}/attachments/{number}",
    }


def _problems(mail: Mail, message: EmailMessage, calendar: Facts | None) -> Iterator[str]:
    """What would keep a mail program from showing the answer buttons (RFC 6047 section 2)."""
    part = calendar_part(message)
    if part is None:
        return
    if calendar is None:
        yield "the calendar part cannot be read"
        return
    if part.get_param("method") != calendar["method"]:
        yield f"method {part.get_param('method')} in the header, {calendar['method']} in the calendar"
    if calendar["method"] not in ("REQUEST", "CANCEL"):
        return
    organizer = (calendar["organizer"] or {}).get("email")
    sender = getaddresses([str(message["From"])])[0][1]
    if organizer and organizer.lower() != sender.lower():
        yield f"the organizer {organizer} is not the sender {sender}"
    invited = [attendee["email"].lower() for attendee in calendar["attendees"]]
    if mail.to.lower() not in invited:
        yield f"{mail.to} is not among the attendees"

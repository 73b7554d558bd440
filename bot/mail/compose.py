"""One person's mail about one meeting: facts in, a whole message out. Pure: the same facts give the same bytes.

The MIME layout is the one that Outlook, Gmail, Apple and Thunderbird all read, RFC 6047 section 4:
mixed( alternative( text/plain, text/html, text/calendar; method=… ), invite.ics ). The calendar comes last among the
alternatives, and once more as a file because some clients look at attachments only.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage

from bot.calendar.check import Finding, check
from bot.calendar.entry import Mailbox, Method, cancellation, request
from bot.delivery import DeliveryError
from bot.mail.invitation import InvitationMail
from bot.mail.letter import calendar_text, letter
from bot.mail.message import Envelope, sealed, written


@dataclass(eq=False, kw_only=True)
class BrokenInvitation(DeliveryError):
    """Our own linter found something in the mail; it stays here, and the findings say why."""

    findings: tuple[Finding, ...]


def compose(
    mail: InvitationMail, *, message_id: str, sent_at: datetime, first_message_id: str | None = None
) -> EmailMessage:
    """The message, ready to be sent. `first_message_id` is that of the invitation which an update belongs under.

    From is the ORGANIZER: answers go to the mailbox we read (nextcloud/server#17496). Raises BrokenInvitation, so that
    nothing leaves that a calendar would read wrong.
    """
    envelope = Envelope(
        sender=Mailbox(mail.committee_name, mail.entry.organizer.address),
        recipient=Mailbox(mail.recipient_name, mail.recipient_address),
        message_id=message_id,
        sent_at=sent_at,
        first_message_id=first_message_id,
    )
    message = written(letter(mail), envelope)
    method = mail.kind.method
    entry = replace(mail.entry, description=calendar_text(mail))
    add_calendar(message, cancellation(entry) if method is Method.CANCEL else request(entry), method)
    return checked(sealed(message))


def add_calendar(message: EmailMessage, calendar: bytes, method: str) -> None:
    parameters = {"charset": "utf-8", "method": str(method)}
    message.add_alternative(calendar, maintype="text", subtype="calendar", cte="base64", params=parameters)
    name = "invite.ics"
    message.add_attachment(
        calendar, maintype="application", subtype="ics", filename=name, params={"name": name}
    )


def checked(message: EmailMessage) -> EmailMessage:
    findings = check(message.as_bytes())
    if findings:
        rules = ", ".join(sorted({finding.rule for finding in findings}))
        raise BrokenInvitation(permanent=True, reason=f"calendar check: {rules}", findings=tuple(findings))
    return message

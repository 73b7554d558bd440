"""One person's mail about one meeting: facts in, a whole message out. Pure: the same facts give the same bytes.

The MIME layout is the one that Outlook, Gmail, Apple and Thunderbird all read, RFC 6047 section 4:
mixed( alternative( text/plain, text/html, text/calendar; method=… ), invite.ics ). The calendar comes last among the
alternatives, and once more as a file because some clients look at attachments only.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from re import compile as pattern

from bot.calendar.check import Finding, check
from bot.calendar.entry import CalendarEntry, Method, cancellation, request
from bot.delivery import DeliveryError
from bot.mail.headers import mailbox, policy_for
from bot.mail.invitation import InvitationMail
from bot.mail.letter import Letter, calendar_text, letter
from bot.mail.render import html, plain

MESSAGE_ID = pattern(r"<[!-;=?A-~]+@[!-;=?A-~]+>")


@dataclass(eq=False, kw_only=True)
class BrokenInvitation(DeliveryError):
    """Our own linter found something in the mail; it stays here, and the findings say why."""

    findings: tuple[Finding, ...]


def message_id(key: str, address: str) -> str:
    """A Message-ID that is the same whenever `key` (a delivery's own) is; `address` is the mailbox we send from."""
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{address.rpartition('@')[2]}>"


def compose(
    mail: InvitationMail, *, message_id: str, sent_at: datetime, first_message_id: str | None = None
) -> EmailMessage:
    """The message, ready to be sent. `first_message_id` is that of the invitation which an update belongs under.

    Raises BrokenInvitation, so that nothing leaves that a calendar would read wrong.
    """
    words = letter(mail)
    message = EmailMessage(policy=policy_for(mail.entry.organizer.address, mail.recipient_address))
    _add_headers(message, mail, words)
    _add_ids(message, message_id, first_message_id)
    message["Date"] = format_datetime(sent_at)
    _add_parts(message, words, mail.kind.method, _calendar(mail))
    _name_boundaries(message, message_id)
    findings = check(message.as_bytes())
    if findings:
        rules = ", ".join(sorted({finding.rule for finding in findings}))
        raise BrokenInvitation(permanent=True, reason=rules, findings=tuple(findings))
    return message


def _calendar(mail: InvitationMail) -> bytes:
    entry: CalendarEntry = replace(mail.entry, description=calendar_text(mail))
    return cancellation(entry) if mail.kind.method is Method.CANCEL else request(entry)


def _add_headers(message: EmailMessage, mail: InvitationMail, words: Letter) -> None:
    """From is the ORGANIZER: answers go to the mailbox we read (nextcloud/server#17496)."""
    message["From"] = mailbox(mail.committee_name, mail.entry.organizer.address)
    message["To"] = mailbox(mail.recipient_name, mail.recipient_address)
    message["Subject"] = words.subject
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation message answers this
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # the same for Exchange


def _add_ids(message: EmailMessage, own: str, first: str | None) -> None:
    for identity in filter(None, (own, first)):
        if not MESSAGE_ID.fullmatch(identity):
            raise ValueError(identity)
    message["Message-ID"] = own
    if first and first != own:
        message["In-Reply-To"] = first
        message["References"] = first


def _add_parts(message: EmailMessage, words: Letter, method: Method, calendar: bytes) -> None:
    message.set_content(plain(words), cte="quoted-printable")
    message.add_alternative(html(words), subtype="html", cte="quoted-printable")
    parameters = {"charset": "utf-8", "method": method.value}
    message.add_alternative(calendar, maintype="text", subtype="calendar", cte="base64", params=parameters)
    message.add_attachment(
        calendar, maintype="application", subtype="ics", filename="invite.ics", params={"name": "invite.ics"}
    )
    message["Content-Language"] = words.language


def _name_boundaries(message: EmailMessage, message_id: str) -> None:
    """Fixed boundaries; "=_" cannot stand in quoted-printable or base64, so none of them can occur in a part."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{sha256(message_id.encode()).hexdigest()[:24]}")

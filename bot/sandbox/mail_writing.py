"""Mail that people and mail servers write in answer to a mail: plain replies, automatic ones, delivery reports."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser
from email.utils import format_datetime, formataddr, getaddresses, make_msgid

from bot.sandbox.authentication import domain_of

NOBODY_HERE = "550 5.1.1 No such person here"
AUTOMATIC = {"sv": "Automatiskt svar", "en": "Automatic reply"}


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, in which language ("sv" or "en"), and when. The name may be empty."""

    address: str
    name: str
    language: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Sending:
    """A mail on its way. `sender` is the envelope's, empty for what machines send back. `is_signed` says that the domain
    in From has signed it; `is_checked` is False for a receiver that never looks who a mail is from.
    """

    sender: str
    raw: bytes
    is_signed: bool = False
    is_checked: bool = True


def read(raw: bytes) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(raw)


def begin(writer: Writer, to: str, subject: str, answered: EmailMessage | None = None) -> EmailMessage:
    """A message without a body; `answered` is the one that it belongs under."""
    message = EmailMessage(policy.SMTP)
    message["From"] = formataddr((writer.name, writer.address))
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(writer.now)
    message["Message-ID"] = make_msgid(domain=domain_of(writer.address))
    if answered is not None and (id_ := answered["Message-ID"]):
        message["In-Reply-To"] = id_
        message["References"] = f"{answered['References'] or ''} {id_}".strip()
    return message


def reply(writer: Writer, original: EmailMessage, text: str) -> EmailMessage:
    """To whoever the original wants answers from, with what they wrote quoted below."""
    subject = str(original["Subject"] or "")
    subject = subject if subject.lower().startswith(("re:", "sv:")) else f"Re: {subject}"
    message = begin(writer, str(original["Reply-To"] or original["From"]), subject, original)
    body = original.get_body(("plain",))
    quoted = "".join(f"> {line}\n" for line in str(body.get_content()).splitlines()) if body else ""
    message.set_content(f"{text}\n\n{quoted}")
    return message


def is_answered_by_machines(original: EmailMessage, sender: str) -> bool:
    """No machine answers another's answer (RFC 3834 section 2). Mail that asks for no automatic replies does get them
    here, because some servers out there send them all the same.
    """
    return bool(sender) and str(original["Auto-Submitted"] or "no").lower() != "auto-replied"


def automatic_reply(writer: Writer, original: EmailMessage, sender: str, text: str) -> EmailMessage:
    subject = f"{AUTOMATIC[writer.language]}: {original['Subject'] or ''}"
    message = begin(writer, sender, subject, original)
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(f"{text}\n")
    return message


def delivery_report(raw: bytes, recipient: str, sender: str, now: datetime) -> bytes:
    """What a mail server sends back when it cannot deliver (RFC 3464), with the headers of what was sent."""
    server = f"mx.{domain_of(recipient)}"
    report = MIMEMultipart("report", report_type="delivery-status", policy=policy.SMTP)
    report["From"] = f"Mail Delivery System <MAILER-DAEMON@{server}>"
    report["To"] = sender
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Date"] = format_datetime(now)
    report["Message-ID"] = make_msgid(domain=server)
    report["Auto-Submitted"] = "auto-replied"
    report.attach(
        MIMEText(
            f"Your message could not be delivered.\n\n<{recipient}>: {NOBODY_HERE}\n", policy=policy.SMTP
        )
    )
    report.attach(_status(server, recipient, now))
    report.attach(_returned(raw))
    return report.as_bytes()


def _status(server: str, recipient: str, now: datetime) -> Message:
    status = Message(policy=policy.SMTP)
    status["Content-Type"] = "message/delivery-status"
    of_mail, of_recipient = Message(policy=policy.SMTP), Message(policy=policy.SMTP)
    of_mail["Reporting-MTA"] = f"dns; {server}"
    of_mail["Arrival-Date"] = format_datetime(now)
    of_recipient["Original-Recipient"] = f"rfc822;{recipient}"
    of_recipient["Final-Recipient"] = f"rfc822;{recipient}"
    of_recipient["Action"] = "failed"
    of_recipient["Status"] = "5.1.1"
    of_recipient["Diagnostic-Code"] = f"smtp; {NOBODY_HERE}"
    status.set_payload([of_mail, of_recipient])
    return status


def _returned(raw: bytes) -> Message:
    """The original's headers; its body has been seen by its sender already."""
    head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    headers = Message(policy=policy.SMTP)
    headers["Content-Type"] = "text/rfc822-headers"
    headers.set_payload(head.decode("ascii", "backslashreplace") + "\n")
    return headers


def addresses_in(field: str) -> list[str]:
    return [email for _, email in getaddresses([field]) if email]

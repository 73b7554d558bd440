"""The outside of every mail: who it is from and to, what it is, and that a machine wrote it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256

from bot.calendar.entry import Mailbox
from bot.mail.headers import mailbox, policy_for
from bot.mail.letter import Letter
from bot.mail.render import html, plain

MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """`message_id` is the same when the message is sent again; `first_message_id` is that of the one it belongs under."""

    sender: Mailbox
    recipient: Mailbox
    message_id: str
    sent_at: datetime
    first_message_id: str | None = None

    def __post_init__(self) -> None:
        for identity in filter(None, (self.message_id, self.first_message_id)):
            if not MESSAGE_ID.fullmatch(identity):
                raise ValueError(identity)


def message_id(key: str, address: str) -> str:
    """A Message-ID that is the same whenever `key` (a delivery's own) is; `address` is the mailbox we send from."""
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{address.rpartition('@')[2]}>"


def written(letter: Letter, envelope: Envelope) -> EmailMessage:
    """The letter as text and as HTML, in its envelope; to be sealed once all parts are in."""
    message = EmailMessage(policy=policy_for(envelope.sender.address, envelope.recipient.address))
    _add_headers(message, letter, envelope)
    language = [f"Content-Language: {letter.language}"]
    message.set_content(plain(letter), cte="quoted-printable", headers=language)
    message.add_alternative(html(letter), subtype="html", cte="quoted-printable", headers=language)
    return message


def sealed(message: EmailMessage) -> EmailMessage:
    """With fixed boundaries, so that the same mail is the same bytes. "=_" cannot stand in quoted-printable or base64:
    none of them can occur in a part.
    """
    seed = sha256(str(message["Message-ID"]).encode()).hexdigest()[:24]
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{seed}")
    return message


def _add_headers(message: EmailMessage, letter: Letter, envelope: Envelope) -> None:
    message["From"] = mailbox(envelope.sender.name, envelope.sender.address)
    message["To"] = mailbox(envelope.recipient.name, envelope.recipient.address)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(envelope.sent_at)
    message["Message-ID"] = envelope.message_id
    if envelope.first_message_id not in {None, envelope.message_id}:
        message["In-Reply-To"] = envelope.first_message_id
        message["References"] = envelope.first_message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation message answers this
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"  # the same for Exchange

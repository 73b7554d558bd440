"""A mail as the bytes that are handed in: who it is from and to, what it is, and that a machine wrote it.

Written by hand, not with the standard library's EmailMessage: a thousand invitations differ in a few lines each, and
making each of them from the beginning took twenty times as long as sending it.
"""

import re
from binascii import b2a_qp
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from bot.calendar.entry import Mailbox
from bot.mail.headers import mailbox_header, text_header
from bot.mail.letter import Letter
from bot.mail.render import html, plain

MESSAGE_ID = re.compile(r"<[!-;=?A-~]+@[!-;=?A-~]+>")
CRLF = b"\r\n"


@dataclass(frozen=True, slots=True)
class Mail:
    """A whole message, ready to be handed in for its one recipient."""

    sender: str
    recipient: str
    message_id: str
    content: bytes

    @property
    def is_international(self) -> bool:
        """Its addresses need a server that knows RFC 6531."""
        return not (self.sender.isascii() and self.recipient.isascii())


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


@dataclass(frozen=True, slots=True)
class Written:
    """A letter in its reader's words, as text and as HTML."""

    language: str
    subject: str
    plain: str
    html: str


def message_id(name: str, address: str) -> str:
    """`name` is a delivery's own (`mail_name`); `address` is the mailbox we send from."""
    return f"<{name}@{address.rpartition('@')[2]}>"


def written(letter: Letter) -> Written:
    return Written(letter.language, letter.subject, plain(letter), html(letter))


def text_part(kind: str, text: str, language: str) -> bytes:
    """text/plain or text/html, quoted-printable (RFC 2045 section 6.7)."""
    header = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Language: {language}\r\n\r\n"
    )
    encoded = b2a_qp(text.encode(), istext=True).replace(b"\r\n", b"\n").replace(b"\n", CRLF)
    return header.encode() + encoded


def base64_part(header: str, encoded: bytes) -> bytes:
    """`header` are its own lines, each ended by a newline; `encoded` is base64 in lines, so that it can be used twice."""
    head = f"{header}Content-Transfer-Encoding: base64\n\n"
    return head.encode().replace(b"\n", CRLF) + encoded.replace(b"\n", CRLF)


def mail(envelope: Envelope, letter: Written, *, calendar: bytes = b"", files: Iterable[bytes] = ()) -> Mail:
    """A letter in its envelope; `calendar` is a part that comes last among the alternatives, `files` are parts beside
    them. The same always gives the same bytes.
    """
    seed = sha256(envelope.message_id.encode()).hexdigest()[:24]
    texts = [
        text_part("plain", letter.plain, letter.language),
        text_part("html", letter.html, letter.language),
    ]
    body = _multipart("alternative", 1 if files else 0, seed, [*texts, *([calendar] if calendar else [])])
    if files:
        body = _multipart("mixed", 0, seed, [body, *files])
    head = _headers(envelope, letter.subject).replace("\n", "\r\n").encode()
    sender, recipient = envelope.sender.address, envelope.recipient.address
    return Mail(sender, recipient, envelope.message_id, head + body)


def _multipart(kind: str, number: int, seed: str, parts: Iterable[bytes]) -> bytes:
    """Its boundary can occur in no part: "=_" cannot stand in quoted-printable or base64."""
    boundary = f"=_{number}_{seed}"
    divider = f"\r\n--{boundary}\r\n".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n'.encode()
    return b"".join([head, *(divider + part for part in parts), f"\r\n--{boundary}--\r\n".encode()])


def _headers(envelope: Envelope, subject: str) -> str:
    first = envelope.first_message_id
    follows = first is not None and first != envelope.message_id
    return "".join(
        [
            mailbox_header("From", envelope.sender.name, envelope.sender.address),
            mailbox_header("To", envelope.recipient.name, envelope.recipient.address),
            text_header("Subject", subject),
            f"Date: {format_datetime(envelope.sent_at)}\n",
            f"Message-ID: {envelope.message_id}\n",
            *([f"In-Reply-To: {first}\n", f"References: {first}\n"] if follows else []),
            "Auto-Submitted: auto-generated\n",  # RFC 3834: no vacation message answers this
            "X-Auto-Response-Suppress: OOF, AutoReply\n",  # the same for Exchange
            "MIME-Version: 1.0\n",
        ]
    )

"""One raw mail → what it is. The order of the questions matters: a room's automatic acceptance is still an answer, and a
mail server's report is automatic, too.
"""

import re
from dataclasses import replace
from hashlib import sha256

from bot.calendar.reply import NotReadable, read_reply
from bot.calendar.text import one_line
from bot.domain.received import (
    Automatic,
    Fault,
    NotForUs,
    Received,
    Says,
    Scheduling,
    Unreadable,
    Writer,
    WrittenByHand,
)
from bot.mail.receiving.automatic import automatic_by
from bot.mail.receiving.beginning import beginning_of
from bot.mail.receiving.bounce import bounced
from bot.mail.receiving.opening import Opened, Part, decoded, in_charset, opened
from bot.mail.receiving.sender import writer_of

MESSAGE_ID = re.compile(r"<[^<>\s\x00-\x1f\x7f]{1,250}>")
MOST_REFERENCES = 20
MOST_CALENDARS = 2  # most programs write the same one twice: in the text and as a file
LONGEST_SUBJECT = 200
CALENDARS = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
FILES = frozenset({"application/octet-stream", "text/plain", "application/calendar"})
MICROSOFT = re.compile(rb"(?im)^PRODID[^:\r\n]*:.*Microsoft (Exchange|Corporation)")
# What Exchange writes below: when and where, and the original appointment.
APPOINTMENT = re.compile(r"(?im)^\s*(?:(?:when|where|när|var):|\*~\*~)")
TNEF = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def read_mail(raw: bytes, *, our_address: str, our_server: str | None) -> Received:
    """`our_address` is the mailbox that invitations come from; `our_server` the authserv-id of our own mail server. Takes
    any bytes, and raises nothing that they could cause.
    """
    mail = opened(raw)
    digest = sha256(raw).hexdigest()
    try:
        return _read(mail, digest, our_address, our_server)
    except (ValueError, LookupError, RecursionError, AssertionError, TypeError, AttributeError):
        # What the standard library's parser stumbles over is not ours to repair.
        return _read(Opened(mail.message, Fault.BROKEN), digest, our_address, our_server)


def closed_mail(raw: bytes) -> Received:
    """A mail that nothing is known of but that it came."""
    return Received(
        digest=sha256(raw).hexdigest(), writer=Writer("", ""), subject="", says=Unreadable(Fault.BROKEN)
    )


def _read(mail: Opened, digest: str, our_address: str, our_server: str | None) -> Received:
    writer = writer_of(mail, our_server)
    return Received(
        digest=digest,
        writer=writer,
        subject=one_line(decoded(mail.header("Subject")))[:LONGEST_SUBJECT],
        says=_says(mail, writer.address, our_address),
        message_id=next(iter(MESSAGE_ID.findall(mail.header("Message-ID"))), ""),
        about=_about(mail),
        beginning=beginning_of(mail),
    )


def _says(mail: Opened, sender: str, our_address: str) -> Says:
    if sender == our_address.lower():
        return NotForUs("our own mail", is_ours=True)
    by = automatic_by(mail)
    if mail.fault is not None:
        return Automatic(by) if by else Unreadable(mail.fault)
    found = bounced(mail, sender) or _calendar(mail)
    return found or (Automatic(by) if by else _closed(mail) or WrittenByHand())


def _closed(mail: Opened) -> Unreadable | None:
    """Formats that hold who knows what."""
    if mail.message.get_content_type() in ENCRYPTED:
        return Unreadable(Fault.ENCRYPTED)
    in_tnef = any(part.kind in TNEF or part.file_name.lower() == "winmail.dat" for part in mail.parts())
    return Unreadable(Fault.TNEF) if in_tnef else None


def _calendar(mail: Opened) -> Scheduling | NotForUs | Unreadable | None:
    """The first calendar that asks something of us; None when the mail holds none at all."""
    found: NotForUs | Unreadable | None = None
    calendars = {_in_utf8(part): part.parameter("method") for part in _calendars(mail)}
    for octets, method in list(calendars.items())[:MOST_CALENDARS]:
        try:
            calendar = read_reply(octets, method)
        except NotReadable:
            found = found or Unreadable(Fault.BROKEN)
            continue
        if isinstance(calendar, Scheduling) and calendar.responses:
            return _with_words(calendar, octets, mail)
        if isinstance(calendar, str):
            found = NotForUs(f"METHOD:{one_line(calendar)}")
    return found


def _calendars(mail: Opened) -> list[Part]:
    """Parts that say they are calendars come first, files that are named like one after them."""
    parts = list(mail.parts())
    named = [
        part for part in parts if part.kind in FILES and part.file_name.lower().endswith((".ics", ".vcs"))
    ]
    return [part for part in parts if part.kind in CALENDARS] + named


def _in_utf8(part: Part) -> bytes:
    """A calendar is UTF-8 (RFC 5545 section 3.1.4); some write what the header says instead."""
    octets = part.octets()
    try:
        octets.decode()
    except UnicodeDecodeError:
        return in_charset(octets, part.parameter("charset")).encode()
    return in_charset(octets, part.parameter("charset")).encode() if b"\0" in octets else octets


def _with_words(calendar: Scheduling, octets: bytes, mail: Opened) -> Scheduling:
    """Outlook and Exchange may leave the comment out of the calendar: what stands in the text of such a mail is what the
    person typed. Other programs write a text of their own there.
    """
    said = any(response.comment for response in calendar.responses)
    if said or len(calendar.responses) > 1 or not MICROSOFT.search(octets):
        return calendar
    words = APPOINTMENT.split(beginning_of(mail), maxsplit=1)[0].strip()
    return replace(calendar, responses=(replace(calendar.responses[0], comment=words),))


def _about(mail: Opened) -> tuple[str, ...]:
    answered = MESSAGE_ID.findall(mail.header("In-Reply-To"))
    earlier = MESSAGE_ID.findall(mail.header("References"))[::-1]
    return tuple(dict.fromkeys([*answered, *earlier]))[:MOST_REFERENCES]

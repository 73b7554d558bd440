"""Our linter: what no calendar program refuses and some of them read wrong. Run on every invitation before it leaves."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import getaddresses
from itertools import islice

from bot.calendar.content import read
from bot.calendar.rules import envelope as mail_rules
from bot.calendar.rules import octets, people, shape, times
from bot.calendar.rules.rule import Document, Envelope, Rule
from bot.calendar.text import one_line

RULES: tuple[Rule, ...] = octets.RULES + shape.RULES + times.RULES + people.RULES + mail_rules.RULES
SIZE = Rule("size", "A calendar is no larger than 250 kB, its mail than 10 MB.", lambda _: ())
NO_CALENDAR = Rule("no-calendar", "The mail has a calendar part.", lambda _: ())
SAME_CALENDARS = Rule("attachment", "The attached calendar is that of the mail's text.", lambda _: ())
LARGEST = 250_000  # bytes: a meeting with a hundred attendees takes a tenth
LARGEST_MAIL = 10_000_000  # it may carry other files
MOST_LINES, MOST_PARTS = 200_000, 1_000
MOST_OF_A_KIND = 10
MOST_TO_SHOW = 200  # characters
HEAD_END = re.compile(rb"\r?\n\r?\n")
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks `rule`, whose `promise` says what should be true; `line` counts from 1 in the calendar part.

    `found` is what stands there, for the person who wrote the file: it can hold names and addresses.
    """

    rule: str
    promise: str
    line: int
    found: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.rule}: {self.promise} Found: {self.found}"


def check(data: bytes) -> list[Finding]:
    """What is wrong with a calendar file, or with a whole mail that carries one; nothing when it may leave."""
    if len(data) > LARGEST_MAIL or data.count(b"\n") > MOST_LINES or data.count(b"\n--") > MOST_PARTS:
        return [_finding(SIZE, 1, str(len(data)))]
    if data[:100].lstrip(b"\xef\xbb\xbf\r\n\t ")[:6].upper() == b"BEGIN:":
        return list(_findings(data, None))
    return list(_findings_in_mail(data))


def check_people(lines: bytes, method: str, around: Envelope) -> list[Finding]:
    """What is wrong with ATTENDEE lines alone, and with whom the mail around them is for: for a mail whose calendar has
    been checked with other people in it.
    """
    frame = "BEGIN:VCALENDAR\r\nMETHOD:{}\r\nBEGIN:VEVENT\r\nORGANIZER:mailto:{}\r\n"
    head = frame.format(method, around.sender).encode()
    document = Document(read(head + lines + b"END:VEVENT\r\nEND:VCALENDAR\r\n"), around)
    return [
        _finding(rule, line, found)
        for rule in octets.RULES + people.RULES + mail_rules.RULES
        for line, found in islice(rule.breaches(document), MOST_OF_A_KIND)
    ]


def _findings(data: bytes, around: Envelope | None) -> Iterator[Finding]:
    if len(data) > LARGEST:
        yield _finding(SIZE, 1, str(len(data)))
        return
    document = Document(read(data), around)
    for rule in RULES:
        for line, found in islice(rule.breaches(document), MOST_OF_A_KIND):
            yield _finding(rule, line, found)


def _findings_in_mail(data: bytes) -> Iterator[Finding]:
    mail = message_from_bytes(data)
    parts = [part for part in mail.walk() if part.get_content_type() in CALENDAR_TYPES]
    if not parts:
        yield _finding(NO_CALENDAR, 1, mail.get_content_type())
    last, sender, recipients = _last_alternatives(mail), _addresses(data, "From")[0], _addresses(data, "To")
    around: dict[bytes, list[Envelope]] = {}
    for part in parts:
        envelope = Envelope(_method(part), id(part) in last, sender, recipients)
        around.setdefault(_octets(part), []).append(envelope)
    if len(around) > 1:
        yield _finding(SAME_CALENDARS, 1, f"× {len(around)}")
    for body, envelopes in around.items():
        yield from _findings_in_parts(body, envelopes)


def _findings_in_parts(body: bytes, envelopes: list[Envelope]) -> Iterator[Finding]:
    """The same calendar as text and as a file breaks the same rules: they are said once."""
    drawn = [envelope for envelope in envelopes if envelope.method is not None]
    for envelope in dict.fromkeys(drawn or envelopes[:1]):
        yield from _findings(body, envelope)


def _method(part: Message) -> str | None:
    """The method its header names: "" when it should and does not, None for an attachment, which need not."""
    is_attachment = (
        part.get_content_disposition() == "attachment" or part.get_content_type() != "text/calendar"
    )
    return None if is_attachment else str(part.get_param("method", ""))


def _last_alternatives(mail: Message) -> set[int]:
    """The parts that a mail program prefers: the last of each multipart/alternative, and a mail that is one part."""
    last = {id(mail)}
    for part in mail.walk():
        inner = part.get_payload()
        if part.get_content_type() == "multipart/alternative" and isinstance(inner, list):
            last |= {id(alternative) for alternative in inner[-1:]}
    return last


def _addresses(data: bytes, header: str) -> tuple[str, ...]:
    """Read from text, not from bytes: an international address stands there as UTF-8 (RFC 6532)."""
    head = HEAD_END.split(data, maxsplit=1)[0].decode("utf-8", "replace")
    values = message_from_string(head).get_all(header, [])
    return tuple(address.lower() for _, address in getaddresses([str(value) for value in values])) or ("",)


def _octets(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _finding(rule: Rule, line: int, found: str) -> Finding:
    return Finding(rule.name, rule.promise, line, one_line(found)[:MOST_TO_SHOW])

"""The mail around a calendar, read within bounds: whatever somebody sends, reading it takes little time and memory.

The standard library's reader promises neither: mails within mails exhaust its stack, and a Content-Type of megabytes keeps
it busy for minutes. So what nobody would write is refused before it reads.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from email.utils import getaddresses

from bot.calendar.rules.rule import Envelope, Mail

LARGEST = 25_000_000  # bytes, which is what mail servers take
LARGEST_READ = 3_000_000  # of that, when files in it are cut short
LARGEST_FILE = 400_000  # a calendar of the largest size is smaller
MOST_LINES, LONGEST_LINE = 100_000, 10_000  # RFC 5322 section 2.1.1 allows 998 octets
MOST_PARTS = 1_000
MOST_FIELDS, LONGEST_FIELD = 5_000, 20_000
LONGEST_CONTENT_FIELD = 2_000
MOST_CONTAINERS = 50  # multiparts, and mails within the mail: they can be nested as deep as there are of them
FILE = re.compile(rb"\n(?:[A-Za-z0-9+/]{60,}+=*\r?\n)+")
FIELD = re.compile(rb"\n([!-9;-~]*):([^\n]*(?:\n[ \t][^\n]*)*)")
CONTAINER = re.compile(rb"\s*(?:multipart|message)/", re.IGNORECASE)
HEAD_END = re.compile(rb"\r?\n\r?\n")
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})


@dataclass(frozen=True, slots=True)
class CalendarParts:
    """The same calendar, as often as a mail holds it."""

    body: bytes
    envelopes: tuple[Envelope, ...]


def readable(data: bytes) -> bytes:
    """The mail without what makes it large: base64 that is longer than any calendar is cut short."""
    return FILE.sub(lambda found: data[found.start() : min(found.end(), found.start() + LARGEST_FILE)], data)


def excess(data: bytes) -> str:
    """What there is too much of in a `readable` mail, "" when it is of a size that people send."""
    return next(_excesses(data), "")


def calendars_in(data: bytes) -> list[CalendarParts]:
    """The calendars that differ, in the order of the mail. Only for a `readable` mail without `excess`."""
    message = message_from_bytes(data)
    parts = [part for part in message.walk() if part.get_content_type() in CALENDAR_TYPES]
    mail, last = _mail(data, message, parts), _last_alternatives(message)
    standing: dict[bytes, list[Envelope]] = {}
    for part in parts:
        standing.setdefault(_octets(part), []).append(_envelope(part, mail, stands=id(part) in last))
    return [CalendarParts(body, tuple(envelopes)) for body, envelopes in standing.items()]


def content_type(data: bytes) -> str:
    """What the mail as a whole is."""
    return message_from_string(_head(data)).get_content_type()


def _excesses(data: bytes) -> Iterator[str]:
    if len(data) > LARGEST_READ:
        yield f"{len(data)} B"
    lines = b"\n" + data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if (count := lines.count(b"\n")) > MOST_LINES:
        yield f"CR LF × {count}"
    if (count := lines.count(b"\n--")) > MOST_PARTS:
        yield f"boundary × {count}"
    if (longest := max(map(len, lines.split(b"\n")))) > LONGEST_LINE:
        yield f"CR LF: {longest} B"
    yield from _excesses_of_fields(lines)


def _excesses_of_fields(lines: bytes) -> Iterator[str]:
    """In the headers of the mail and of all its parts; a line of text that looks like a field counts as one."""
    containers = 0
    for count, field in enumerate(FIELD.finditer(lines), start=1):
        name, length = field[1].decode(), field.end(2) - field.start(2)
        containers += name.lower() == "content-type" and CONTAINER.match(field[2]) is not None
        if count > MOST_FIELDS or containers > MOST_CONTAINERS:
            yield f"*: × {count}, multipart/* × {containers}"
        if length > (LONGEST_CONTENT_FIELD if name.lower().startswith("content-") else LONGEST_FIELD):
            yield f"{name}: {length} B"


def _mail(data: bytes, message: Message, parts: list[Message]) -> Mail:
    head = message_from_string(_head(data))
    return Mail(
        sender=(_addresses(head, "From") or ("",))[0],
        recipients=_addresses(head, "To"),
        answers_to=_addresses(head, "Reply-To"),
        texts=frozenset(part.get_content_type() for part in message.walk() if not _is_attached(part)),
        files=sum(1 for part in parts if _is_attached(part)),
    )


def _envelope(part: Message, mail: Mail, *, stands: bool) -> Envelope:
    return Envelope(
        method=None if _is_attached(part) else str(part.get_param("method", "")),
        stands=stands,
        charset=str(part.get_content_charset("")),
        encoding=str(part.get("Content-Transfer-Encoding", "")).strip().lower(),
        mail=mail,
    )


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_type() == "application/ics"


def _last_alternatives(message: Message) -> set[int]:
    """The parts that a mail program prefers: the last of each multipart/alternative, and a mail that is one part."""
    last = {id(message)}
    for part in message.walk():
        inner = part.get_payload()
        if part.get_content_type() == "multipart/alternative" and isinstance(inner, list):
            last |= {id(alternative) for alternative in inner[-1:]}
    return last


def _addresses(head: Message, name: str) -> tuple[str, ...]:
    try:
        found = getaddresses([str(value) for value in head.get_all(name, [])])
    except RecursionError:  # comments within comments without end, RFC 5322 section 3.2.2
        return ()
    return tuple(address.lower() for _, address in found)


def _head(data: bytes) -> str:
    """As text, not as bytes: an international address stands there as UTF-8 (RFC 6532)."""
    return HEAD_END.split(data, maxsplit=1)[0].decode("utf-8", "replace")


def _octets(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""

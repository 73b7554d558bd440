"""A raw mail taken apart, whatever is in it: the size, depth and number of its parts are looked at before it is parsed."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser

from bot.domain.received import Fault

LARGEST = 1_000_000  # bytes: an answer with a logo in its signature takes a tenth
LARGEST_HEAD = 200_000
MOST_OF_HEAD = 40_000  # of a mail that stays closed: who wrote it stands there
LONGEST_HEADER = 4_000  # characters that are looked at
MOST_HEAD_LINES = 2_000
MOST_LINES = 40_000
MOST_LINES_OF_REPORT = 4_000
MOST_PARTS = 200
MOST_NESTED = 30
HEAD_END = re.compile(rb"\r?\n\r?\n")
BOUNDARY = re.compile(rb"(?m)^--")
# What the standard library reads in time that grows with the square of its length.
LONG_STRUCTURE = re.compile(rb"(?im)^content-(?:type|disposition):(?:[^\n]|\n[ \t]){2000}")
REPORT = re.compile(rb"delivery-status", re.IGNORECASE)
NESTS = re.compile(rb"multipart/|message/(?:rfc822|global)", re.IGNORECASE)
# Codecs that are charsets. Python knows others by name that are slow (punycode) or turn text into something else (rot13).
CHARSETS = re.compile(
    r"utf-(8|16|16-le|16-be|7)|ascii|iso8859-\d+|cp(125\d|437|850|852|865|866|932|936|949|950)|koi8-[ru]|mac-roman"
    r"|gb2312|gbk|gb18030|big5(hkscs)?|shift_jis|euc_(jp|kr)|iso2022_(jp|kr)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a mail; `kind` as in "text/calendar"."""

    message: Message

    @property
    def kind(self) -> str:
        return self.message.get_content_type()

    @property
    def file_name(self) -> str:
        return decoded(str(self.message.get_filename() or ""))

    @property
    def is_attachment(self) -> bool:
        return self.message.get_content_disposition() == "attachment"

    def parameter(self, name: str) -> str:
        found = self.message.get_param(name, "")
        return str(found if isinstance(found, str) else found[-1])

    def octets(self) -> bytes:
        content = self.message.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""

    def text(self) -> str:
        return in_charset(self.octets(), self.parameter("charset"))


@dataclass(frozen=True, slots=True)
class Opened:
    """`fault` says why the inside stays closed; its headers can be read all the same. `raw` is the whole, "" then."""

    message: Message
    fault: Fault | None = None
    raw: bytes = b""

    def headers(self, name: str) -> list[str]:
        """As they stand, the topmost first: unfolded, not decoded, cut where nobody writes on."""
        wanted = name.lower()
        found = (_as_text(value) for key, value in self.message.raw_items() if key.lower() == wanted)
        return [" ".join(value[: 2 * LONGEST_HEADER].split())[:LONGEST_HEADER] for value in found]

    def header(self, name: str) -> str:
        """The topmost; "" when there is none."""
        return next(iter(self.headers(name)), "")

    def parts(self) -> Iterator[Part]:
        """Its leaves in order; a mail within a mail is one leaf, and stays closed."""
        yield from _leaves(self.message) if self.fault is None else ()


def opened(raw: bytes) -> Opened:
    """Takes bytes of any kind and never raises."""
    found = HEAD_END.search(raw, 0, LARGEST_HEAD)
    head = raw[: found.end() if found else LARGEST_HEAD]
    if len(raw) > LARGEST or (found is None and len(raw) > LARGEST_HEAD):
        return Opened(_head(head[:MOST_OF_HEAD]), Fault.TOO_LARGE)
    if _is_overgrown(raw, head):
        return Opened(_head(head[:MOST_OF_HEAD]), Fault.TOO_DEEP)
    return Opened(message_from_bytes(raw), raw=raw)


def _is_overgrown(raw: bytes, head: bytes) -> bool:
    """More lines, parts or nesting than any mail program writes. Counted, not parsed: it costs the same for any bytes."""
    lines = raw.count(b"\n") + raw.count(b"\r")
    return (
        head.count(b"\n") > MOST_HEAD_LINES
        or lines > 2 * (MOST_LINES_OF_REPORT if REPORT.search(raw) else MOST_LINES)
        or LONG_STRUCTURE.search(raw) is not None
        or sum(1 for _ in BOUNDARY.finditer(raw)) > MOST_PARTS * 2
        or sum(1 for _ in NESTS.finditer(raw)) > MOST_NESTED
    )


def _head(octets: bytes) -> Message:
    """The headers alone, without those that speak of an inside nobody will look at."""
    message = BytesHeaderParser().parsebytes(octets)
    for name in ("Content-Type", "Content-Disposition"):
        del message[name]
    return message


def _leaves(message: Message) -> Iterator[Part]:
    if message.get_content_maintype() == "multipart" and message.is_multipart():
        for part in inner_messages(message):
            yield from _leaves(part)
    else:
        yield Part(message)


def inner_messages(message: Message) -> list[Message]:
    """The parts of a multipart, the mail in a message/rfc822, the blocks of a delivery-status."""
    inner = message.get_payload()
    return [part for part in inner if isinstance(part, Message)] if isinstance(inner, list) else []


def in_charset(octets: bytes, charset: str) -> str:
    """The octets as text: in the charset that is named, else in UTF-8, else as Windows writes Western languages."""
    for name in (_known(charset), "utf-8"):
        try:
            if name:
                return octets.decode(name).removeprefix("\ufeff")
        except (UnicodeError, ValueError):
            continue
    return octets.decode("cp1252", "replace")


def decoded(header: str) -> str:
    """A header's text with its encoded words (RFC 2047) read."""
    try:
        pieces = decode_header(header[:LONGEST_HEADER])
    except (HeaderParseError, ValueError):
        return header[:LONGEST_HEADER]
    return "".join(
        in_charset(piece, charset or "") if isinstance(piece, bytes) else piece for piece, charset in pieces
    )


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset.strip()[:40]).name if charset.strip() else ""
    except (LookupError, ValueError):
        return ""
    return name if CHARSETS.fullmatch(name) else ""


def _as_text(value: object) -> str:
    """A header with raw octets in it (RFC 6532, or against all rules) as text."""
    return in_charset(str(value).encode("utf-8", "surrogateescape"), "")

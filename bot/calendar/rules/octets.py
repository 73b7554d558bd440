"""The file as bytes: RFC 5545 section 3.1."""

from collections.abc import Iterator

from bot.calendar.content import PhysicalLine
from bot.calendar.rules.rule import Breach, Document, Rule

LONGEST_LINE = 75
FIRST_VISIBLE = 0x20
DELETE = 0x7F
MARK, CONTINUATION = 0b1100_0000, 0b1000_0000  # how UTF-8 marks the later octets of a character
NAMES = {b"\n": "LF", b"\r": "CR", b"": "EOF"}


def not_utf8(document: Document) -> Iterator[Breach]:
    for line in document.content.physical:
        try:
            (line.octets[1:] if line.continues else line.octets).decode()
        except UnicodeDecodeError as err:
            if not _is_fold_inside_character(err, line):
                yield line.number, f"0x{err.object[err.start]:02x}"


def byte_order_mark(document: Document) -> Iterator[Breach]:
    """Some programs then find no BEGIN, and no calendar."""
    if document.content.marked:
        yield 1, "BOM (0xef 0xbb 0xbf)"


def other_ending(document: Document) -> Iterator[Breach]:
    wrong = [line for line in document.content.physical if line.ending != b"\r\n"]
    if wrong:
        yield wrong[0].number, f"{NAMES.get(wrong[0].ending, 'CR CR LF')} × {len(wrong)}"


def too_long(document: Document) -> Iterator[Breach]:
    for line in document.content.physical:
        if len(line.octets) > LONGEST_LINE:
            yield line.number, f"{len(line.octets)}"


def empty(document: Document) -> Iterator[Breach]:
    for line in document.content.physical:
        if not line.octets.strip():
            yield line.number, "CR LF"


def split_character(document: Document) -> Iterator[Breach]:
    for line in document.content.physical:
        if line.continues and len(line.octets) > 1 and _is_continuation(line.octets[1]):
            yield line.number, line.octets[1:2].hex()


def control_character(document: Document) -> Iterator[Breach]:
    for line in document.content.physical:
        found = [
            octet
            for octet in line.octets
            if (octet < FIRST_VISIBLE and octet != ord("\t")) or octet == DELETE
        ]
        if found:
            yield line.number, f"0x{found[0]:02x}"


def _is_fold_inside_character(error: UnicodeDecodeError, line: PhysicalLine) -> bool:
    """A character cut in two by folding is split_character's to report."""
    return error.reason == "unexpected end of data" or (line.continues and error.start == 0)


def _is_continuation(octet: int) -> bool:
    return octet & MARK == CONTINUATION


RULES = (
    Rule("encoding", "The text should be UTF-8.", not_utf8),
    Rule(
        "byte-order-mark",
        "Nothing should stand before BEGIN:VCALENDAR, no byte order mark (BOM) either.",
        byte_order_mark,
    ),
    Rule("line-ending", "Every line should end with CR LF, and only with that.", other_ending),
    Rule("line-length", "No line should be longer than 75 octets.", too_long),
    Rule("line-empty", "No line should be empty.", empty),
    Rule("split-character", "Folding should never cut a character in two.", split_character),
    Rule("control-character", "No control characters should stand in the text.", control_character),
)

"""The calendar and the mail it comes in say the same: RFC 6047."""

from collections.abc import Iterator

from bot.calendar.content import Block
from bot.calendar.rules.rule import Breach, Document, Rule

FROM_ORGANIZER = frozenset({"REQUEST", "CANCEL", "ADD", "DECLINECOUNTER", "PUBLISH"})
TO_ATTENDEES = FROM_ORGANIZER - {"PUBLISH"}


def other_method(document: Document) -> Iterator[Breach]:
    envelope = document.envelope
    if envelope and envelope.method is not None and envelope.method.upper() != document.method:
        yield 1, f"{envelope.method or 'method × 0'} – {document.method or 'METHOD × 0'}"


def not_last(document: Document) -> Iterator[Breach]:
    envelope = document.envelope
    if envelope and envelope.method is not None and not envelope.stands:
        yield 1, "text/calendar"


def other_sender(document: Document) -> Iterator[Breach]:
    for line in _lines(document, "ORGANIZER", FROM_ORGANIZER):
        for number, address in line:
            if document.envelope and address != document.envelope.sender:
                yield number, f"{address} – {document.envelope.sender}"


def recipient_not_asked(document: Document) -> Iterator[Breach]:
    for line in _lines(document, "ATTENDEE", TO_ATTENDEES):
        asked = {address for _, address in line}
        for recipient in document.envelope.recipients if document.envelope else ():
            if recipient not in asked:
                yield 1, recipient


def _lines(document: Document, name: str, methods: frozenset[str]) -> Iterator[list[Breach]]:
    for event in document.events if document.envelope and document.method in methods else []:
        yield _addresses(event, name)


def _addresses(event: Block, name: str) -> list[Breach]:
    return [(line.number, line.address) for line in event.all(name)]


RULES = (
    Rule("header-method", "The method of the Content-Type is that of the calendar.", other_method),
    Rule("alternative-order", "The calendar is the last of the mail's alternatives.", not_last),
    Rule("sender", "The ORGANIZER is the address the mail is from.", other_sender),
    Rule("recipient", "The mail goes to people who are ATTENDEEs.", recipient_not_asked),
)

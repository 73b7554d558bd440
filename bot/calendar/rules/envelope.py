"""The calendar and the mail it comes in say the same: RFC 6047."""

from collections.abc import Iterator

from bot.calendar.rules.rule import Breach, Document, Envelope, Mail, Rule

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


def not_base64(document: Document) -> Iterator[Breach]:
    envelope = _drawn_from(document)
    if envelope and envelope.encoding != "base64":
        yield 1, envelope.encoding or "Content-Transfer-Encoding × 0"


def other_charset(document: Document) -> Iterator[Breach]:
    envelope = _drawn_from(document)
    if envelope and envelope.charset != "utf-8":
        yield 1, envelope.charset or "charset × 0"


def text_missing(document: Document) -> Iterator[Breach]:
    envelope = _drawn_from(document)
    for kind in ("text/plain", "text/html"):
        if envelope and kind not in envelope.mail.texts:
            yield 1, f"{kind} × 0"


def file_missing(document: Document) -> Iterator[Breach]:
    envelope = _drawn_from(document)
    if envelope and not envelope.mail.files:
        yield 1, "application/ics × 0"


def no_buttons(document: Document) -> Iterator[Breach]:
    if document.envelope and document.method == "PUBLISH":
        yield 1, document.method


def other_sender(document: Document) -> Iterator[Breach]:
    for number, address, mail in _named(document, "ORGANIZER", FROM_ORGANIZER):
        if address != mail.sender:
            yield number, f"{address} – {mail.sender}"


def answers_elsewhere(document: Document) -> Iterator[Breach]:
    for _, address, mail in _named(document, "ORGANIZER", FROM_ORGANIZER):
        for other in mail.answers_to:
            if other != address:
                yield 1, f"{address} – {other}"


def recipient_not_asked(document: Document) -> Iterator[Breach]:
    for event in document.events if document.method in TO_ATTENDEES else []:
        asked = {line.address for line in event.all("ATTENDEE")}
        for recipient in document.envelope.mail.recipients if document.envelope else ():
            if recipient not in asked:
                yield 1, recipient


def _drawn_from(document: Document) -> Envelope | None:
    """What surrounds a calendar that we send to people, as the part that mail programs draw buttons from."""
    envelope = document.envelope
    return (
        envelope if envelope and envelope.method is not None and document.method in FROM_ORGANIZER else None
    )


def _named(document: Document, name: str, methods: frozenset[str]) -> Iterator[tuple[int, str, Mail]]:
    """Line and address of everybody whom the events of a mail name so."""
    if document.envelope and document.method in methods:
        for event in document.events:
            yield from ((line.number, line.address, document.envelope.mail) for line in event.all(name))


RULES = (
    Rule("header-method", "The method of the Content-Type should be that of the calendar.", other_method),
    Rule("alternative-order", "The calendar should be the last of the mail's alternatives.", not_last),
    Rule(
        "transfer-encoding",
        "The calendar part should be base64, which mail servers leave as it is.",
        not_base64,
    ),
    Rule("charset", "The calendar part should say that it is UTF-8.", other_charset),
    Rule("text-missing", "The mail should say it in text and in HTML too.", text_missing),
    Rule(
        "file-missing",
        "The calendar should be attached as a file too: some look at nothing else.",
        file_missing,
    ),
    Rule("no-buttons", "The mail should ask its reader: a PUBLISH has no buttons.", no_buttons),
    Rule("sender", "The ORGANIZER should be the address the mail is from.", other_sender),
    Rule("reply-to", "Answers should go to the ORGANIZER, not elsewhere by Reply-To.", answers_elsewhere),
    Rule("recipient", "The mail should go to people who are ATTENDEEs.", recipient_not_asked),
)

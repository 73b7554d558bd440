"""What an event says of itself: RFC 5545 sections 3.3.11 and 3.8, RFC 5546 section 3.2.2, RFC 7986."""

import re
from collections.abc import Iterator

from bot.calendar.content import Block
from bot.calendar.rules.rule import Breach, Document, Rule, each_event

AT_MOST_ONCE = (
    *("CLASS", "CREATED", "DESCRIPTION", "GEO", "LAST-MODIFIED", "LOCATION", "PRIORITY", "RECURRENCE-ID"),
    *("STATUS", "SUMMARY", "TRANSP", "URL", "X-ALT-DESC"),
)
TEXTS = ("SUMMARY", "LOCATION", "DESCRIPTION", "COMMENT", "CONTACT")
ESCAPED = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\"<>]+")
LARGEST_INLINE = 20_000  # characters of a file inside the calendar; Outlook and Gmail drop it anyway
LONGEST_UID = 255  # octets: RFC 5545 section 3.8.4.7 lets a reader keep no more


def untitled(document: Document) -> Iterator[Breach]:
    for event in document.events if document.method == "REQUEST" else []:
        if not any(line.value.strip() for line in event.all("SUMMARY")):
            yield event.number, "SUMMARY × 0"


def said_twice(event: Block) -> Iterator[Breach]:
    for name in AT_MOST_ONCE:
        found = event.all(name)
        if len(found) > 1:
            yield found[1].number, f"{name} × {len(found)}"


def not_escaped(event: Block) -> Iterator[Breach]:
    for line in event.all(*TEXTS):
        well = ESCAPED.match(line.written)
        if well and well.end() < len(line.written):
            yield line.number, line.written[well.end() :]


def html_alone(event: Block) -> Iterator[Breach]:
    for line in event.all("X-ALT-DESC"):
        if line.param("FMTTYPE").lower() != "text/html" or not event.first("DESCRIPTION"):
            yield (
                line.number,
                f"FMTTYPE={line.param('FMTTYPE')}, DESCRIPTION × {len(event.all('DESCRIPTION'))}",
            )


def no_link(event: Block) -> Iterator[Breach]:
    for line in event.all("CONFERENCE", "URL"):
        says_so = line.name == "URL" or line.param("VALUE").upper() == "URI"
        if not says_so or not ADDRESS.fullmatch(line.value):
            yield line.number, line.value


def large_inside(event: Block) -> Iterator[Breach]:
    for line in event.all("ATTACH"):
        if line.param("VALUE").upper() == "BINARY" and len(line.value) > LARGEST_INLINE:
            yield line.number, str(len(line.value))


def long_uid(event: Block) -> Iterator[Breach]:
    for line in event.all("UID"):
        if len(line.value.encode()) > LONGEST_UID:
            yield line.number, str(len(line.value.encode()))


RULES = (
    Rule("title", "A REQUEST should say what it is about: SUMMARY.", untitled),
    Rule("once", "What an event says of itself, it should say once.", each_event(said_twice)),
    Rule(
        "text-escaped",
        "Commas, semicolons and backslashes in text should be escaped.",
        each_event(not_escaped),
    ),
    Rule(
        "html-description",
        "X-ALT-DESC should be HTML, with the same as DESCRIPTION beside it.",
        each_event(html_alone),
    ),
    Rule("link", "CONFERENCE and URL should be addresses, CONFERENCE with VALUE=URI.", each_event(no_link)),
    Rule(
        "attach", "Large files should come with the mail, not inside the calendar.", each_event(large_inside)
    ),
    Rule("uid", "A UID should have at most 255 octets.", each_event(long_uid)),
)

"""Calendars that nobody is asked by: objects on a server or in a file, and feeds."""

from collections.abc import Iterator

from bot.calendar.content import Block
from bot.calendar.kinds import Kind
from bot.calendar.rules.rule import Breach, Document, Rule, each_event

STORED, FEED = frozenset({Kind.STORED}), frozenset({Kind.FEED})
NOT_THE_SERVERS = frozenset({"CLIENT", "NONE"})


def method_stands(document: Document) -> Iterator[Breach]:
    for calendar in document.calendars:
        for line in calendar.all("METHOD"):
            yield line.number, line.value


def several_objects(document: Document) -> Iterator[Breach]:
    uids = [line for event in document.events for line in event.all("UID")]
    for line in uids[1:]:
        if line.value != uids[0].value:
            yield line.number, line.value


def entry_twice(document: Document) -> Iterator[Breach]:
    seen = set()
    for event in document.events:
        uid, which = event.first("UID"), event.first("RECURRENCE-ID")
        named = (uid.value if uid else "", which.value if which else "")
        if uid and named in seen:
            yield uid.number, uid.value
        seen.add(named)


def sent_by_the_server(event: Block) -> Iterator[Breach]:
    for line in event.all("ORGANIZER", "ATTENDEE"):
        if line.param("SCHEDULE-AGENT").upper() not in NOT_THE_SERVERS:
            yield line.number, line.param("SCHEDULE-AGENT") or "SCHEDULE-AGENT × 0"


def somebody_named(event: Block) -> Iterator[Breach]:
    for line in event.all("ORGANIZER", "ATTENDEE", "CONTACT"):
        yield line.number, line.name


RULES = (
    Rule("method-stands", "What is stored or published should have no METHOD.", method_stands, STORED | FEED),
    Rule("one-object", "What is stored together should have one UID.", several_objects, STORED),
    Rule("entry-twice", "No entry of a feed should stand there twice.", entry_twice, FEED),
    Rule(
        "schedule-agent",
        "A server should be told not to send invitations of its own: SCHEDULE-AGENT=CLIENT.",
        each_event(sent_by_the_server),
        STORED,
    ),
    Rule("names-people", "A feed should name nobody.", each_event(somebody_named), FEED),
)

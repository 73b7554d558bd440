"""Who calls, and who is asked: RFC 5545 section 3.8.4, RFC 5546 section 3.2."""

from collections import Counter
from collections.abc import Iterator

from bot.calendar.content import Block
from bot.calendar.kinds import Kind
from bot.calendar.rules.rule import Breach, Document, Rule, each_event

ANSWERS = frozenset({"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED"})
ASKS_PEOPLE = frozenset({"REQUEST", "CANCEL", "REPLY", "COUNTER", "REFRESH", "ADD", "DECLINECOUNTER"})


def organizer_not_once(event: Block) -> Iterator[Breach]:
    found = event.all("ORGANIZER")
    if len(found) != 1:
        yield (found[1].number if found else event.number), f"ORGANIZER × {len(found)}"


def nobody_asked(document: Document) -> Iterator[Breach]:
    for event in document.events if document.method in ASKS_PEOPLE else []:
        if not event.first("ATTENDEE"):
            yield event.number, "ATTENDEE × 0"


def no_address(event: Block) -> Iterator[Breach]:
    for line in event.all("ORGANIZER", "ATTENDEE"):
        if "@" not in line.address:
            yield line.number, line.value


def asked_twice(event: Block) -> Iterator[Breach]:
    counted = Counter(line.address for line in event.all("ATTENDEE"))
    for line in reversed(event.all("ATTENDEE")):
        if counted[line.address] > 1:
            counted[line.address] -= 1
            yield line.number, line.address


def no_answer_asked(document: Document) -> Iterator[Breach]:
    for event in document.events if document.method == "REQUEST" else []:
        for line in event.all("ATTENDEE"):
            if line.param("RSVP").upper() != "TRUE":
                yield line.number, line.address


def unknown_answer(event: Block) -> Iterator[Breach]:
    for line in event.all("ATTENDEE"):
        if line.param("PARTSTAT").upper() not in ANSWERS | {""}:
            yield line.number, line.param("PARTSTAT")


def name_with_quotes(event: Block) -> Iterator[Breach]:
    for line in event.all("ORGANIZER", "ATTENDEE"):
        if '"' in line.param("CN"):
            yield line.number, line.param("CN")


RULES = (
    Rule(
        "organizer",
        "Each event should have one ORGANIZER.",
        each_event(organizer_not_once),
        frozenset({Kind.MESSAGE}),
    ),
    Rule("attendee-missing", "A message to people should name them as ATTENDEE.", nobody_asked),
    Rule("address", "ORGANIZER and ATTENDEE should be mailto addresses.", each_event(no_address)),
    Rule("attendee-twice", "Nobody should be asked twice.", each_event(asked_twice)),
    Rule("rsvp", "A REQUEST should ask every attendee for an answer: RSVP=TRUE.", no_answer_asked),
    Rule("answer", "PARTSTAT should be an answer that events can have.", each_event(unknown_answer)),
    Rule(
        "name-quotes",
        "No name should hold quotation marks, which some readers keep as ^'.",
        each_event(name_with_quotes),
    ),
)

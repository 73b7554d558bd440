"""Alarms: RFC 5545 section 3.6.6. Only those that a reader's own program shows; an EMAIL alarm would write to people."""

import re
from collections.abc import Callable, Iterable, Iterator

from bot.calendar.content import Block, Line
from bot.calendar.rules.rule import Breach, Document, Rule, each_event

ACTIONS = frozenset({"DISPLAY", "AUDIO"})
LENGTH = re.compile(r"([+-]?)P(?=\d|T\d)(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?)", re.IGNORECASE)
IN_UTC = re.compile(r"\d{8}T\d{6}Z")


def in_the_middle(event: Block) -> Iterator[Breach]:
    for alarm in event.blocks:
        after = [line for line in event.lines if line.number > alarm.number]
        if after:
            yield after[0].number, after[0].name


def incomplete(alarm: Block) -> Iterator[Breach]:
    needed = ["ACTION", "TRIGGER"]
    for line in alarm.all("ACTION"):
        if line.value.upper() not in ACTIONS:
            yield line.number, line.value
        if line.value.upper() == "DISPLAY":
            needed.append("DESCRIPTION")
    for name in needed:
        if len(alarm.all(name)) != 1:
            yield alarm.number, f"{name} × {len(alarm.all(name))}"
    if len(alarm.all("REPEAT")) != len(alarm.all("DURATION")):
        yield alarm.number, f"REPEAT × {len(alarm.all('REPEAT'))}, DURATION × {len(alarm.all('DURATION'))}"


def late_or_unreadable(alarm: Block) -> Iterator[Breach]:
    for line in alarm.all("TRIGGER"):
        if not (IN_UTC.fullmatch(line.value) if _is_moment(line) else _is_before(line.value)):
            yield line.number, line.value
    for line in alarm.all("DURATION"):
        if _is_before(line.value) or not LENGTH.fullmatch(line.value):
            yield line.number, line.value


def _is_moment(trigger: Line) -> bool:
    return trigger.param("VALUE").upper() == "DATE-TIME"


def _is_before(length: str) -> bool:
    """Whether it is a span that leads back in time, or none at all."""
    read = LENGTH.fullmatch(length)
    return read is not None and (read[1] == "-" or not re.search("[1-9]", length))


def _each_alarm(look: Callable[[Block], Iterable[Breach]]) -> Callable[[Document], Iterator[Breach]]:
    def breaches(event: Block) -> Iterator[Breach]:
        for alarm in event.within("VALARM"):
            yield from look(alarm)

    return each_event(breaches)


RULES = (
    Rule(
        "alarm-order", "Alarms should stand after all properties of their event.", each_event(in_the_middle)
    ),
    Rule(
        "alarm",
        "An alarm should be shown or heard, and say when and what it is about.",
        _each_alarm(incomplete),
    ),
    Rule(
        "alarm-time",
        "An alarm should ring before the event, or as it starts.",
        _each_alarm(late_or_unreadable),
    ),
)

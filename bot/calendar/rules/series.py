"""Series, as far as Outlook stores them: it keeps one plain pattern, and mishandles updates of anything else.

ical.net#745 (changed occurrences), KB2643084 (several nth days in one rule).
"""

import re
from collections.abc import Iterator

from bot.calendar.content import Block, Line
from bot.calendar.rules.rule import Breach, Document, Rule, each_event

MOMENT = re.compile(r"\d{8}T\d{6}Z?")
WHOLE_DAY = re.compile(r"\d{8}")
UNTIL = re.compile(r"UNTIL=([^;]*)", re.IGNORECASE)
STORED = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "COUNT": re.compile(r"[1-9]\d{0,2}"),
    "UNTIL": re.compile(r"\d{8}(T\d{6}Z?)?"),
    "WKST": re.compile("MO|TU|WE|TH|FR|SA|SU"),
    "BYDAY": re.compile(
        r"[+-]?\d(MO|TU|WE|TH|FR|SA|SU)|(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU)){0,6}"
    ),
    "BYMONTHDAY": re.compile(r"-?\d{1,2}"),
    "BYMONTH": re.compile(r"\d{1,2}"),
    "BYSETPOS": re.compile(r"-?\d"),
}


def not_stored(event: Block) -> Iterator[Breach]:
    rules = event.all("RRULE")
    for rule in rules[1:]:
        yield rule.number, f"RRULE × {len(rules)}"
    for rule in rules:
        if not _is_stored(rule.value.upper()):
            yield rule.number, rule.value


def single_dates(event: Block) -> Iterator[Breach]:
    for line in event.all("RDATE"):
        yield line.number, line.value


def changed_occurrence(document: Document) -> Iterator[Breach]:
    series = {_uid(event) for event in document.events if event.first("RRULE")}
    for event in document.events:
        changed = event.first("RECURRENCE-ID")
        if changed and _uid(event) in series:
            yield changed.number, changed.value


def until_is_a_date(event: Block) -> Iterator[Breach]:
    start = event.first("DTSTART")
    for line, until in _untils(event):
        if start and MOMENT.fullmatch(start.value) and WHOLE_DAY.fullmatch(until):
            yield line.number, until


def until_not_in_utc(event: Block) -> Iterator[Breach]:
    for line, until in _untils(event):
        if MOMENT.fullmatch(until) and not until.endswith("Z"):
            yield line.number, until


def _is_stored(rule: str) -> bool:
    parts = [part.partition("=")[::2] for part in rule.split(";")]
    names = [name for name, _ in parts]
    well_formed = len(names) == len(set(names)) and "FREQ" in names and not {"COUNT", "UNTIL"} <= set(names)
    return well_formed and all(name in STORED and STORED[name].fullmatch(value) for name, value in parts)


def _untils(event: Block) -> Iterator[tuple[Line, str]]:
    for line in event.all("RRULE"):
        for until in UNTIL.findall(line.value):
            yield line, until


def _uid(event: Block) -> str:
    line = event.first("UID")
    return line.value if line else ""


RULES = (
    Rule(
        "series-form",
        "A series should have one plain rule: once a day, week, month or year.",
        each_event(not_stored),
    ),
    Rule("series-dates", "A series should have a rule, no list of dates (RDATE).", each_event(single_dates)),
    Rule("series-override", "No occurrence of a series should differ from the others.", changed_occurrence),
    Rule("until-date", "UNTIL should have a time when DTSTART has.", each_event(until_is_a_date)),
    Rule("until-utc", "UNTIL should be in UTC.", each_event(until_not_in_utc)),
)

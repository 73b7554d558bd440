"""Which of the coming meetings people mean when they name it by its day. Shared by every chat platform."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.meeting import Meeting
from bot.language.when import Assumption, When, read_when

FROM = re.compile(r"(?:från|from)\s+", re.IGNORECASE)
TO = re.compile(r"\s+(?:till|to)\s+|\s*(?:->|→)\s*", re.IGNORECASE)
TO_FIRST = re.compile(r"(?:till|to)\s+", re.IGNORECASE)
CALLED_MEETING = re.compile(r"(?:mötet|möte|the\s+meeting|meeting)\s+", re.IGNORECASE)
MOST_WORDS = 10
"""No day takes more words to write."""
AFTER_DAY = " \t\n:,;.–-"


@dataclass(frozen=True, slots=True)
class Named:
    """The meetings that can be meant by what was typed, and the rest of it. `day` was named, and none of them is on it."""

    meetings: tuple[Meeting, ...]
    rest: str
    day: date | None = None


def meeting_to_move(text: str, meetings: Sequence[Meeting], *, now: datetime, zone: ZoneInfo) -> Named:
    """Typed "15/12 till 18/12 kl 10", wanted the meeting on the fifteenth and "18/12 kl 10". Without "from" both sides must
    be days: "Friday 10 to 12" is two hours. "15/12 in the small hall" is the meeting of that day, too, where there is one; so
    is "15/12 an hour later", though the rest of that is no time.
    """
    text = text.strip()
    said_from = FROM.match(text)
    begin = said_from.end() if said_from else 0
    missing: Named | None = None
    for cut in TO.finditer(text, begin):
        here, there = text[begin : cut.start()], text[cut.end() :].strip()
        named = _named(read_when(here, now=now, zone=zone))
        if not (named and there) or not (said_from or _named(read_when(there, now=now, zone=zone))):
            continue
        found = _on(named, meetings, zone)
        if found:
            return Named(found, there)
        missing = missing or Named(tuple(meetings), there, _day(named[0]))
    whole = read_when(text, now=now, zone=zone)
    if missing is not None and (said_from or not _is_time(whole)):
        return missing
    if whole.place and whole.start is not None and not _is_time(whole):
        return Named(_on(_named(whole), meetings, zone) or tuple(meetings), text)
    if not _can_be_read(whole):
        first = meeting_named_first(text[begin:], meetings, now=now, zone=zone)
        if first.rest != text[begin:] and first.day is None:
            return first
    return Named(tuple(meetings), TO_FIRST.sub("", text) if TO_FIRST.match(text) else text)


def _is_time(when: When) -> bool:
    """As in "10 till 12 den 15/12", which is one meeting's time."""
    return isinstance(when.start, datetime)


def _can_be_read(when: When) -> bool:
    """As a new time, or as a question with what it may be."""
    return bool(when.start or when.rrule or (when.question and when.question.alternatives))


def meeting_named_first(text: str, meetings: Sequence[Meeting], *, now: datetime, zone: ZoneInfo) -> Named:
    """Typed "15/12 too few can come", wanted the meeting on the fifteenth and what follows its day."""
    text = text.strip()
    begin = found.end() if (found := CALLED_MEETING.match(text)) else 0
    ends = [word.end() for word in re.finditer(r"\S+", text[begin:])][:MOST_WORDS]
    for end in reversed(ends):
        when = read_when(text[begin : begin + end], now=now, zone=zone)
        named = () if _has_place(when) else _named(when)
        if named:
            on_it = _on(named, meetings, zone)
            if not on_it:
                return Named(tuple(meetings), text, _day(named[0]))
            return Named(on_it, text[begin + end :].strip(AFTER_DAY))
    return Named(tuple(meetings), text)


def _named(when: When) -> tuple[date | datetime, ...]:
    """The days that were written down, not those that were taken for granted: one, or each that is possible."""
    if {fact.code for fact in when.assumed} & {Assumption.TODAY, Assumption.MONTH}:
        return ()
    if when.question:
        return tuple(one.start for one in when.question.alternatives if one.start)
    return (when.start,) if when.start else ()


def _has_place(when: When) -> bool:
    """Then the words after the day are a place, and not a reason."""
    alternatives = when.question.alternatives if when.question else ()
    return when.place is not None or any(one.place for one in alternatives)


def _on(
    named: tuple[date | datetime, ...], meetings: Sequence[Meeting], zone: ZoneInfo
) -> tuple[Meeting, ...]:
    """Those on one of the days; where several are on the same day, an hour that was written tells them apart."""
    begins = {meeting.id: meeting.start.astimezone(zone).replace(tzinfo=None) for meeting in meetings}
    days = {_day(one) for one in named}
    found = tuple(one for one in meetings if begins[one.id].date() in days)
    on_the_hour = tuple(one for one in found if begins[one.id] in named)
    return on_the_hour or found


def _day(one: date | datetime) -> date:
    return one.date() if isinstance(one, datetime) else one

"""What people note in passing while they meet: "@Lena invites the group by Friday". Shared by every chat platform."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.ids import PersonId
from bot.handlers.times import Unclear, read_day

BEFORE_LAST_DAY = re.compile(
    r"(?<!\w)(?:senast|till|före|innan|inom|by|before|until|within)(?!\w)", re.IGNORECASE
)
NEXT_MEETING = re.compile(
    r"(?:senast|till|före|innan|by|before|until)\s+(?:(?:på|vid|the)\s+)?"
    r"(?:nästa\s+(?:möte|sammanträde)|next\s+meeting)",
    re.IGNORECASE,
)
STANDS_IN_TEXT = re.compile(r"till(?!\w)", re.IGNORECASE)
"""“Bjuder in gruppen till nästa möte” says what is to be done as much as when."""
AFTER_NAME = " \t\n:,;–-"
AFTER_TEXT = " \t\n.!,;"


class NextMeeting:
    """The last day is that of the next meeting."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do it: `people` are those whose name it can be; `named` is how they were called, "" where nobody was."""

    people: tuple[PersonId, ...] = ()
    named: str = ""


Due = date | Unclear | type[NextMeeting] | None


def read_owner(
    text: str, people: Sequence[tuple[PersonId, str]], mentioned: Mapping[str, PersonId | None]
) -> tuple[Owner, str]:
    """Whom the text begins with, and the rest of it. `mentioned` says for "@Lena Ström" whose account that is, None where
    they have nothing to do with the committee; a name may be written without a mention, whole or the first of them.
    """
    text = text.strip()
    for called in sorted(mentioned, key=len, reverse=True):
        if re.match(rf"{re.escape(called)}(?!\w)", text):
            person = mentioned[called]
            return Owner((person,) if person else (), called.removeprefix("@")), _after(text, called)
    name = text.removeprefix("@")
    for called in sorted(_names(people), key=len, reverse=True):
        if re.match(rf"{re.escape(called)}(?!\w)", name, re.IGNORECASE):
            return Owner(_called(called, people), called), _after(name, called)
    if text.startswith("@"):
        called = name.split()[0] if name.split() else ""
        return Owner((), called), _after(name, called)
    return Owner(), text


def read_due(text: str, *, now: datetime, zone: ZoneInfo) -> tuple[str, Due]:
    """What is to be done, and by when where the text ends with that: "by Friday", "senast den 3/11", "till nästa möte".
    Words that are no day stay in the text: "by the station" is a place.
    """
    text = text.strip()
    for found in BEFORE_LAST_DAY.finditer(text):
        ending = text[found.start() :].rstrip(AFTER_TEXT)
        if NEXT_MEETING.fullmatch(ending):
            kept = text if STANDS_IN_TEXT.match(ending) else text[: found.start()]
            return kept.strip(), NextMeeting
        due = read_day(ending, now=now, zone=zone)
        if isinstance(due, date) or due.question is not None:
            return text[: found.start()].rstrip(AFTER_TEXT), due
    return text, None


def _names(people: Sequence[tuple[PersonId, str]]) -> set[str]:
    whole = {" ".join(name.split()) for _, name in people}
    return {name for name in whole | {name.split(" ")[0] for name in whole} if name}


def _called(called: str, people: Sequence[tuple[PersonId, str]]) -> tuple[PersonId, ...]:
    wanted = called.casefold()
    return tuple(
        person
        for person, name in people
        if wanted in {" ".join(name.split()).casefold(), name.split(" ")[0].casefold()}
    )


def _after(text: str, called: str) -> str:
    return text[len(called) :].lstrip(AFTER_NAME)

"""What people note in passing while they meet: "@Lena invites the group by Friday". Shared by every chat platform."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from bot.domain.ids import PersonId
from bot.handlers.times import Unclear, read_day
from bot.language.when.calendar_words import MONTHS, WEEKDAYS
from bot.language.when.everyday_words import UNITS

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
ONLY_OF_TIME = "senast"
LEAST_LETTERS = 5
"""Shorter names are too much like other words."""
MOST_WORDS_OF_DAY = 4
LIKE_A_DATE = re.compile(r"\d[/:-]\d")
CAPITALISED = frozenset(name for name in WEEKDAYS if name.endswith("day")) | frozenset(
    ("january", "february", "september", "october", "november", "december", "tomorrow")
)
"""What English writes with a capital, and is like no person's name."""
NAMES_OF_DAYS = sorted(
    {name for name in (*WEEKDAYS, *MONTHS, *UNITS) if len(name) >= LEAST_LETTERS} | {"tomorrow", "imorgon"}
)
NEXT_OWNER = re.compile(r"(?:(?:och|and|samt)(?!\w)|[&+/])\s*|(?=@)", re.IGNORECASE)
AFTER_NAME = " \t\n:,;–-"
AFTER_TEXT = " \t\n.!,;"


class NextMeeting:
    """The last day is that of the next meeting."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is to do it: `people` are those whose name it can be; `named` is how they were called, "" where nobody was."""

    people: tuple[PersonId, ...] = ()
    named: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that were meant as a last day and cannot be read as one: "by fridayy"."""

    words: str


Due = date | Unclear | Unread | type[NextMeeting] | None


def read_owners(
    text: str, people: Sequence[tuple[PersonId, str]], mentioned: Mapping[str, PersonId | None]
) -> tuple[tuple[Owner, ...], str]:
    """Everybody whom the text begins with ("@Karin and @Olof", "Karin, Olof and Eva"), and the rest of it."""
    owner, rest = read_owner(text, people, mentioned)
    owners = [owner] if owner.named else []
    while owners and (joint := NEXT_OWNER.match(rest)):
        owner, after = read_owner(rest[joint.end() :], people, mentioned)
        if not owner.named:
            break
        owners.append(owner)
        rest = after
    return tuple(owners), rest


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
        called = name.split()[0].rstrip(AFTER_NAME) if name.split() else ""
        return Owner((), called), _after(name, called)
    return Owner(), text


def read_due(text: str, *, now: datetime, zone: ZoneInfo) -> tuple[str, Due]:
    """What is to be done, and by when where the text ends with that: "by Friday", "senast den 3/11", "till nästa möte".
    Words that are no day stay in the text: "by the station" is a place. So do those that were meant as one all the same.
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
    return text, _meant_as_day(text)


def _meant_as_day(text: str) -> Unread | None:
    """The words at the end that were meant as a last day, though they are none: one of them is written like a date, or nearly
    the name of a day, a month or a length of time; after "senast" anything is.
    """
    for found in BEFORE_LAST_DAY.finditer(text):
        ending = text[found.start() :].rstrip(AFTER_TEXT)
        preposition, *said = ending.split()
        if not 1 <= len(said) <= MOST_WORDS_OF_DAY:
            continue
        if preposition.casefold() == ONLY_OF_TIME or any(_is_nearly_a_day(word) for word in said):
            return Unread(ending)
    return None


def _is_nearly_a_day(word: str) -> bool:
    """A misspelt "fredag" or "Friday"; Swedish names ("till Augusta") have a capital, which Swedish days have not."""
    bare = word.strip(AFTER_TEXT)
    if LIKE_A_DATE.search(bare):
        return True
    close = get_close_matches(bare.casefold(), NAMES_OF_DAYS, n=1, cutoff=0.8)
    return bool(close) and (bare.islower() or close[0] in CAPITALISED)


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

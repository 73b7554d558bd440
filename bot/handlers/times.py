"""What people type about a meeting's time and place → a wish, or what to ask them. Shared by every chat platform."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.language.when import Assumption, Doubt, Status, When, read_when
from bot.usecases.meetings import Wish

WEB_ADDRESS = re.compile(r"<?(https?://[^\s<>|]+)(\|[^>\s]*)?>?", re.IGNORECASE)
EDGES = " \t\n,;"


@dataclass(frozen=True, slots=True)
class WhichTime:
    """The day is clear and the time of day is missing."""

    day: date
    place: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not to be guessed at: `doubt` says why (None: nothing was understood), each wish is one possible meaning."""

    doubt: Doubt | None = None
    wishes: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Usual:
    """What words about another time leave out: the meeting's own day and time of day."""

    start: datetime


def read_wish(
    text: str, *, now: datetime, zone: ZoneInfo, usual: Usual | None = None
) -> Wish | WhichTime | Unclear:
    """Typed "2017-12-15 10:00-12:00 in Kronobergsrummet", wanted Wish(15 December at ten, …). `usual` is given when a
    meeting is moved: a day alone keeps its time of day, a time alone its day.
    """
    rest, link = _without_link(text)
    when = read_when(rest, now=now, zone=zone)
    if when.status is Status.ASK and when.question is not None:
        wishes = tuple(
            Wish(one.start, _moment(one.end), one.place or when.place, link)
            for one in when.question.alternatives
            if isinstance(one.start, datetime) and one.rrule is None
        )
        return Unclear(when.question.code, wishes)
    if not when.understood or when.start is None or when.is_deadline:
        return Unclear()
    if when.rrule is not None:
        return Unclear(Doubt.ONE_AT_A_TIME)
    return _wish(when, link, usual)


def _wish(when: When, link: str | None, usual: Usual | None) -> Wish | WhichTime:
    if not isinstance(when.start, datetime):
        day = when.start
        if usual is None or day is None:
            return WhichTime(day or date.min, when.place, link)
        return Wish(datetime.combine(day, usual.start.time()), None, when.place, link)
    wish = Wish(when.start, _moment(when.end), when.place, link)
    no_day = any(fact.code is Assumption.TODAY for fact in when.assumed)
    return _on(wish, usual.start.date()) if usual is not None and no_day else wish


def _on(wish: Wish, day: date) -> Wish:
    """The same times of day on another day."""
    start = datetime.combine(day, wish.start.time())
    return replace(wish, start=start, end=wish.end and start + (wish.end - wish.start))


def _moment(end: date | datetime | None) -> datetime | None:
    return end if isinstance(end, datetime) else None


def _without_link(text: str) -> tuple[str, str | None]:
    """The words without the first web address in them, and that address. Slack may have put it in brackets."""
    found = WEB_ADDRESS.search(text)
    if found is None:
        return text, None
    before, after = text[: found.start()].rstrip(EDGES), text[found.end() :].lstrip(EDGES)
    return f"{before} {after}".strip(), found[1].rstrip(".,;")


def written(moment: datetime | None) -> str:
    """A wall-clock time for `read_written`; the second of two equal ones in an autumn night is marked."""
    if moment is None:
        return ""
    return f"{moment:%Y-%m-%dT%H:%M}{'+' if moment.fold else ''}"


def read_written(text: str) -> datetime | None:
    if not text:
        return None
    return datetime.fromisoformat(text.removesuffix("+")).replace(fold=int(text.endswith("+")))


def at_clock(day: str, clock: str) -> datetime:
    """An ISO date and HH:MM, as forms have them."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock))

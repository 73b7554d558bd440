"""What people type about a meeting's time and place → a wish, or what to ask them. Shared by every chat platform."""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.errors import KallelseError
from bot.language.when import Alternative, Doubt, Example, Fact, Question, Status, When, read_when
from bot.usecases.meetings import Wish

UP_TO = re.compile(r"(?:t\.?\s?o\.?\s?m\.?|till\s+och\s+med|through)\s+", re.IGNORECASE)
"""What people write before a last day, and the grammar of dates has no need for."""
WEB_ADDRESS = re.compile(r"<?(https?://[^\s<>|]+)(\|[^>\s]*)?>?", re.IGNORECASE)
EDGES = " \t\n,;"


@dataclass(frozen=True, slots=True)
class WhichTime:
    """The day is clear and the time of day is missing; place, link and `assumed` as in a Wish."""

    day: date
    place: str | None = None
    link: str | None = None
    assumed: tuple[Fact, ...] = field(default=(), compare=False)

    def at(self, start: datetime, end: datetime | None) -> Wish:
        return Wish(start, end, self.place, self.link, self.assumed)


@dataclass(frozen=True, slots=True)
class Unclear:
    """Not to be guessed at: `question` says why (None: nothing was understood), each choice is one possible meaning,
    `examples` are right ways to write it. `typed` is what was written.
    """

    question: Question | None = None
    choices: tuple[Wish | WhichTime, ...] = ()
    examples: tuple[Example, ...] = ()
    typed: str = ""


def read_wish(
    text: str, *, now: datetime, zone: ZoneInfo, usual: datetime | None = None
) -> Wish | WhichTime | Unclear:
    """Typed "2017-12-15 10:00-12:00 in Kronobergsrummet", wanted Wish(15 December at ten, …). `usual` is the wall-clock
    start of a meeting that is moved: a day alone keeps its time, a time alone its day, a place alone both.
    """
    rest, link = _without_link(text)
    when = read_when(rest, now=now, zone=zone, day=usual and usual.date())
    if when.status is Status.NOT_UNDERSTOOD and usual is not None:
        placed = read_when(f"{usual:%Y-%m-%d %H:%M} {rest}", now=now, zone=zone)
        when = replace(placed, end=None) if placed.understood and (placed.place or link) else when
    if when.question is not None:
        found = (_wish(one, link, usual) for one in when.question.alternatives if one.rrule is None)
        return Unclear(when.question, tuple(choice for choice in found if choice), when.examples, text)
    if when.understood and when.rrule is not None:
        return Unclear(Question(Doubt.ONE_AT_A_TIME), typed=text)
    meant = None if when.is_deadline else _wish(_as_alternative(when), link, usual)
    return replace(meant, assumed=when.assumed) if meant else Unclear(examples=when.examples, typed=text)


@dataclass(eq=False)
class UnclearDay(KallelseError):
    """A form holds a day or time that was clear when it was sent in and is not any more: midnight came between."""


def read_day(text: str, *, now: datetime, zone: ZoneInfo) -> date | Unclear:
    """A day alone, or the last day of a span or a deadline: "by Friday", "om två veckor", "t.o.m. 30 juni 2018"."""
    typed = text.strip()
    when = read_when(UP_TO.sub("", typed) if UP_TO.match(typed) else typed, now=now, zone=zone)
    if when.question is not None and not any(one.place for one in when.question.alternatives):
        days = dict.fromkeys(_last_day(one.end or one.start) for one in when.question.alternatives)
        return Unclear(when.question, tuple(WhichTime(day) for day in days if day), when.examples, typed)
    if when.understood and when.rrule is not None:
        return Unclear(Question(Doubt.ONE_AT_A_TIME), typed=typed)
    day = None if when.place else _last_day(when.end or when.start)
    return day or Unclear(examples=when.examples, typed=typed)


def _last_day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _as_alternative(when: When) -> Alternative:
    return Alternative(when.start, when.end, None, when.place)


def _wish(meant: Alternative, link: str | None, usual: datetime | None) -> Wish | WhichTime | None:
    if isinstance(meant.start, datetime):
        end = meant.end if isinstance(meant.end, datetime) else None
        return Wish(meant.start, end, meant.place, link)
    if meant.start is None:
        return None
    if usual is None:
        return WhichTime(meant.start, meant.place, link)
    return Wish(datetime.combine(meant.start, usual.time()), None, meant.place, link)


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

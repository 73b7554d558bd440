"""Days and times as they are filled into a form: read the same way when the form is checked and when it is acted on."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.errors import KallelseError
from bot.domain.schedule import (
    EndBeforeStart,
    InThePast,
    NoSuchTime,
    TooLong,
    check_is_coming,
    slot_between,
)
from bot.handlers.slack.forms import with_question
from bot.handlers.slack.ids import parts_of
from bot.handlers.slack.refusals import explain
from bot.handlers.slack.render.time_fields import (
    DAY,
    END,
    START,
    WHEN,
    WHICH,
    meaning_value,
    question_field,
    unread_day,
    unread_time,
)
from bot.handlers.slack.request import FieldErrors, Filled, View
from bot.handlers.times import Unclear, UnclearDay, WhichTime, at_clock, read_day, read_wish, read_written
from bot.language.words import Words, zone_named
from bot.usecases.meetings import Wish


@dataclass(frozen=True, slots=True)
class FormClock:
    """What a form knows of the committee's clock; `usual` is the start of a meeting that is moved."""

    zone: ZoneInfo
    length: timedelta
    usual: datetime | None


def check_time(words: Words, filled: Filled) -> FieldErrors | View | None:
    """All that can be seen without asking anybody: what could not be read, what cannot be, and what may mean two things."""
    link = filled.text("link")
    if link and not link.lower().startswith(("https://", "http://")):
        return FieldErrors({"link": words.t("A link begins with https://")})
    clock = _clock(words, filled)
    found = _read(words, filled, clock)
    if isinstance(found, Unclear):
        if found.choices:
            return with_question(filled.view, question_field(found, words), below=WHEN)
        return FieldErrors({WHEN: unread_time(found, words, filled.sent_at)})
    if isinstance(found, FieldErrors):
        return found
    return _impossible(words, filled, found, clock)


def filled_wish(words: Words, filled: Filled) -> Wish:
    """What `check_time` has found nothing wrong with. An emptied place is no place. Raises UnclearDay."""
    found = _read(words, filled, _clock(words, filled))
    if not isinstance(found, Wish):
        raise UnclearDay
    return found


def check_day(words: Words, filled: Filled, name: str) -> FieldErrors | View | None:
    """A field that takes a day alone, on the reader's own calendar; one left as it was is not looked at."""
    if not filled.text(name) or _as_it_was(filled, name):
        return None
    found = _day(words, filled, name)
    if isinstance(found, Unclear):
        if found.choices:
            return with_question(filled.view, question_field(found, words, _which(name)), below=name)
        return FieldErrors({name: unread_day(found, words, filled.sent_at)})
    if found < filled.sent_at.astimezone(words.zone).date():
        return FieldErrors({name: words.t("{day} has passed.", day=words.date(found).capitalize())})
    return None


def filled_day(words: Words, filled: Filled, name: str, before: date | None = None) -> date | None:
    """The day in the field, None when it is empty; `before` is the one it opened with. Raises UnclearDay."""
    if not filled.text(name):
        return None
    if before is not None and _as_it_was(filled, name):
        return before
    found = _day(words, filled, name)
    if isinstance(found, Unclear):
        raise UnclearDay
    return found


def _as_it_was(filled: Filled, name: str) -> bool:
    """A form that asks what was meant opens with what was typed before."""
    return not filled.changed(name) and not filled.has(_which(name))


def _which(name: str) -> str:
    return f"{WHICH}.{name}"


def _day(words: Words, filled: Filled, name: str) -> date | Unclear:
    found = read_day(filled.text(name), now=filled.sent_at, zone=words.zone)
    if isinstance(found, date):
        return found
    chosen = _chosen(found, filled.chosen(_which(name)))
    return chosen.day if isinstance(chosen, WhichTime) else found


def _clock(words: Words, filled: Filled) -> FormClock:
    """From the form itself, or from the committee that was chosen in it."""
    _, zone, minutes, usual, *_ = [*parts_of(filled.about), "", "", "", ""][:4]
    chosen = parts_of(filled.chosen("committee"))
    if len(chosen) == 3:  # noqa: PLR2004  committee, zone, minutes
        _, zone, minutes = chosen
    length = timedelta(minutes=int(minutes or 0)) or timedelta(hours=1)
    return FormClock(zone_named(zone) or words.zone, length, read_written(usual))


def _read(words: Words, filled: Filled, clock: FormClock) -> Wish | Unclear | FieldErrors:
    found = _in_words(words, filled, clock) if filled.text(WHEN) else _picked(words, filled)
    if not isinstance(found, Wish):
        return found
    place = " ".join(filled.text("place").split())
    return replace(found, place=found.place or place, link=found.link or filled.text("link"))


def _in_words(words: Words, filled: Filled, clock: FormClock) -> Wish | Unclear | FieldErrors:
    typed = filled.text(WHEN)
    meant = read_wish(typed, now=filled.sent_at, zone=clock.zone, usual=clock.usual)
    if isinstance(meant, Unclear):
        meant = _chosen(meant, filled.chosen(WHICH)) or meant
    found = _at_picked_time(words, filled, meant) if isinstance(meant, WhichTime) else meant
    if isinstance(found, Wish) and _says_otherwise(filled, found):
        return FieldErrors(
            {WHEN: words.t("The date and times chosen below say otherwise. Empty this field or those.")}
        )
    return found


def _chosen(asked: Unclear, value: str) -> Wish | WhichTime | None:
    """The meaning that was chosen, if it is still one of those that what was typed can have."""
    return next((one for one in asked.choices if meaning_value(one) == value), None)


def _at_picked_time(words: Words, filled: Filled, meant: WhichTime) -> Wish | FieldErrors:
    start, end = filled.time(START), filled.time(END)
    day = meant.day.isoformat()
    if not start:
        said = words.t("{day}: at what time?", day=words.date(meant.day).capitalize())
        return FieldErrors({START: said})
    return meant.at(at_clock(day, start), at_clock(day, end) if end else None)


def _says_otherwise(filled: Filled, wish: Wish) -> bool:
    """Something was picked besides, and it is not what the words say."""
    day = filled.picked_anew(DAY) and filled.date(DAY) != wish.start.date().isoformat()
    start = filled.picked_anew(START) and filled.time(START) != f"{wish.start:%H:%M}"
    end = filled.picked_anew(END) and wish.end is not None and filled.time(END) != f"{wish.end:%H:%M}"
    return day or start or end


def _picked(words: Words, filled: Filled) -> Wish | FieldErrors:
    day, start, end = filled.date(DAY), filled.time(START), filled.time(END)
    if not day and not start:
        return FieldErrors({WHEN: words.t("Write when, or choose a date and a time below.")})
    if not day:
        return FieldErrors({DAY: words.t("On which day?")})
    if not start:
        return FieldErrors({START: words.t("At what time?")})
    return Wish(at_clock(day, start), at_clock(day, end) if end else None)


def _impossible(words: Words, filled: Filled, wish: Wish, clock: FormClock) -> FieldErrors | None:
    """What no committee can do, at the field that says it."""
    end = wish.end or wish.start + clock.length
    try:
        check_is_coming(slot_between(wish.start, end, clock.zone), filled.sent_at)
    except (NoSuchTime, EndBeforeStart, TooLong, InThePast) as error:
        return FieldErrors({_field_of(error, filled, wish): explain(error, words).text})
    return None


def _field_of(error: KallelseError, filled: Filled, wish: Wish) -> str:
    if filled.text(WHEN):
        return WHEN
    if isinstance(error, InThePast):
        return DAY
    at_end = isinstance(error, EndBeforeStart | TooLong) or (
        isinstance(error, NoSuchTime) and error.wall == wish.end
    )
    return END if at_end and wish.end is not None else START

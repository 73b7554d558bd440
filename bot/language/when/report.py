"""An answer for a terminal: as JSON for programs, as text for people. What `kallelse when` prints."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from bot.language.when.result import Alternative, Fact, Moment, Question, Status, When
from bot.language.when.words import (
    alternative_text,
    assumption_text,
    example_text,
    following_days,
    question_text,
    said_back,
)
from bot.language.words import Words


def as_json(when: When) -> dict[str, Any]:
    """`start` and `end` are "2017-12-15T10:00" on the wall, or "2017-12-15" when no time was said. `assumed` and
    `question` are codes (result.Assumption, result.Doubt); each alternative of a question is what it would mean.
    """
    return {
        "status": str(when.status),
        "start": _moment(when.start),
        "end": _moment(when.end),
        "rrule": when.rrule,
        "place": when.place,
        "assumed": [_fact(fact) for fact in when.assumed],
        "question": None if when.question is None else _question(when.question),
    }


def _moment(moment: Moment | None) -> str | None:
    if not isinstance(moment, datetime):
        return None if moment is None else moment.isoformat()
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _fact(fact: Fact) -> dict[str, Any]:
    value = _moment(fact.value) if isinstance(fact.value, date) else fact.value
    return {"code": str(fact.code), "value": value}


def _question(question: Question) -> dict[str, Any]:
    return {
        "code": str(question.code),
        "alternatives": [_alternative(one) for one in question.alternatives],
    }


def _alternative(one: Alternative) -> dict[str, Any]:
    """`fold` 1 is the second of two hours with the same name, on the night the clocks go back (PEP 495)."""
    meaning = {"start": _moment(one.start), "end": _moment(one.end), "rrule": one.rrule, "place": one.place}
    return meaning | ({"fold": 1} if isinstance(one.start, datetime) and one.start.fold else {})


def as_text(when: When, words: Words) -> str:
    """What was understood and assumed; or the question and its alternatives; or right examples. Lines."""
    return "\n".join(_lines(when, words))


def _lines(when: When, words: Words) -> Iterable[str]:
    if when.question is not None:
        yield question_text(when.question, words)
        yield from (f"  {alternative_text(one, words)}" for one in when.question.alternatives)
    elif when.status is Status.UNDERSTOOD:
        yield said_back(when, words)
        yield from _repeated(when, words)
        yield from (f"  {words.t('Assumed')}: {assumption_text(fact, words)}" for fact in when.assumed)
    else:
        yield words.t("That could not be read as a date or time. Right would be, for example:")
        yield from (f"  {example_text(example, words)}" for example in when.examples)


def _repeated(when: When, words: Words) -> Iterable[str]:
    if when.rrule is None:
        return
    following = following_days(when)
    if not following:
        yield f"  {when.rrule}"
        return
    days = ", ".join(words.day(day) for day in following)
    yield "  " + words.t("And again: {days} … ({rule})", days=days, rule=when.rrule)

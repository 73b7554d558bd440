"""From words to a date: every reading of the line, what each means now, and whether they come to the same."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.language.when.examples import nearest_examples
from bot.language.when.grammar.reading import readings_of
from bot.language.when.grammar.rules import Line, line_of, little
from bot.language.when.meaning.here import Here
from bot.language.when.meaning.options import Options, distinct
from bot.language.when.meaning.outcome import MOST_ALTERNATIVES, outcome_of
from bot.language.when.result import Alternative, Doubt, Question, Status, When

LONGEST = 240
MOST_TOKENS = 50
"""A longer text is no date, whatever it contains."""

MOST_REPLACED = 3

_OR = little("or")

Outcome = Options[Alternative]


def read_when(text: str, *, now: datetime, zone: ZoneInfo, day: date | None = None) -> When:
    """What `text` means to somebody who writes it at `now` (aware) and lives by `zone`'s clock. A time alone ("kl 14")
    is a time of `day`: the day of the meeting that is being moved; without it, of today.
    """
    here = Here(now, zone, day)
    line = line_of(text[: LONGEST + 1])
    if len(line.text) > LONGEST or len(line.tokens) > MOST_TOKENS:
        return _not_understood(line, here)
    return _answer(_outcomes(line, here)) or _either_of(line, here) or _not_understood(line, here)


def _not_understood(line: Line, here: Here) -> When:
    return When(Status.NOT_UNDERSTOOD, examples=nearest_examples(line, here.today, here.zone))


def _outcomes(line: Line, here: Here) -> list[Outcome]:
    found = (outcome_of(reading, here) for reading in readings_of(line))
    return [outcome for outcome in found if outcome is not None]


def _answer(outcomes: list[Outcome]) -> When | None:
    """A reading without doubts, of one day or of a row of them, wins over those that make no sense of the whole; two of them
    are a question.
    """
    certain = [outcome for outcome in outcomes if outcome.doubt is None]
    meanings = list(dict.fromkeys(outcome.choices[0] for outcome in certain))
    rows = {outcome.choices for outcome in outcomes if outcome.doubt is Doubt.SEVERAL_DAYS}
    if len(meanings) == 1 and not rows and not _may_be_a_date(meanings[0], outcomes):
        return _understood(min(certain, key=lambda outcome: len(outcome.facts)))
    if meanings or rows:
        is_row = not meanings and len(rows) == 1
        choices = (*meanings, *(choice for row in rows for choice in row))
        return _asked(Doubt.SEVERAL_DAYS if is_row else Doubt.SEVERAL_READINGS, choices)
    doubts = [outcome.doubt for outcome in outcomes if outcome.doubt]
    if not doubts:
        return None
    return _asked(doubts[0], (choice for outcome in outcomes for choice in outcome.choices))


def _may_be_a_date(meaning: Alternative, outcomes: list[Outcome]) -> bool:
    """An odd minute that would also be a date with another weekday: "torsdag 15.12" on a year when that is a Tuesday."""
    odd = isinstance(meaning.start, datetime) and meaning.start.minute % 5 != 0
    return odd and any(outcome.doubt is Doubt.WEEKDAY_DISAGREES for outcome in outcomes)


def _understood(outcome: Outcome) -> When:
    one = outcome.choices[0]
    return When(
        Status.UNDERSTOOD, one.start, one.end, one.rrule, one.place, tuple(dict.fromkeys(outcome.facts))
    )


def _asked(doubt: Doubt, choices: Iterable[Alternative]) -> When:
    alternatives = distinct(choices)[:MOST_ALTERNATIVES]
    places = {alternative.place for alternative in alternatives}
    place = places.pop() if len(places) == 1 else None
    return When(Status.ASK, place=place, question=Question(doubt, alternatives))


def _either_of(line: Line, here: Here) -> When | None:
    """As in "Tuesday or Wednesday at 10", "Tuesday at 10 or 11": each of them, when both can be read."""
    for at in range(1, len(line.tokens) - 1):
        for _, after in _OR(line, at):
            one = _answer(_outcomes(line_of(line.text[: line.tokens[at].start]), here))
            other = one and _first_answer(_second_halves(line, at, after), here)
            if one and other:
                return _asked(
                    Doubt.ONE_AT_A_TIME, (*_with_time_of(_choices(one), _choices(other)), *_choices(other))
                )
    return None


def _second_halves(line: Line, at: int, after: int) -> Iterable[str]:
    """What follows "or", by itself or in the place of the last words before it."""
    second = line.text[line.tokens[after].start :] if after < len(line.tokens) else ""
    yield second
    for shared in range(at - 1, max(0, at - 1 - MOST_REPLACED), -1):
        yield f"{line.text[: line.tokens[shared].start]} {second}"


def _first_answer(texts: Iterable[str], here: Here) -> When | None:
    answers = (_answer(_outcomes(line_of(text), here)) for text in texts if text)
    return next((answer for answer in answers if answer), None)


def _choices(answer: When) -> tuple[Alternative, ...]:
    if answer.question:
        return answer.question.alternatives
    return (Alternative(answer.start, answer.end, answer.rrule, answer.place),)


def _with_time_of(days: tuple[Alternative, ...], timed: tuple[Alternative, ...]) -> Iterable[Alternative]:
    """A time that only the second one has is the first one's as well."""
    model = timed[0] if timed else Alternative(None)
    for one in days:
        yield _at_time_of(one, model)


def _at_time_of(one: Alternative, model: Alternative) -> Alternative:
    if one.start is None or isinstance(one.start, datetime) or not isinstance(model.start, datetime):
        return one
    start = datetime.combine(one.start, model.start.time())
    end = start + (model.end - model.start) if isinstance(model.end, datetime) else None
    return Alternative(start, end, one.rrule, one.place or model.place)

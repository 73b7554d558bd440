"""From words to a date: every reading of the line, what each means now, and whether they come to the same."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.language.when.examples import nearest_examples
from bot.language.when.grammar.reading import readings_of
from bot.language.when.grammar.rules import Line, line_of, little
from bot.language.when.meaning.options import Options
from bot.language.when.meaning.outcome import MOST_ALTERNATIVES, outcome_of
from bot.language.when.result import Alternative, Doubt, Question, Status, When

LONGEST = 300
"""Characters. A longer text is no date, whatever it contains."""

_OR = little("or")

Outcome = Options[Alternative]


def read_when(text: str, *, now: datetime, zone: ZoneInfo) -> When:
    """What `text` means to somebody who writes it at `now` (aware) and lives by `zone`'s clock."""
    line = line_of(text[: LONGEST + 1])
    if len(line.text) > LONGEST or not line.tokens:
        return When(Status.NOT_UNDERSTOOD, examples=nearest_examples(line))
    outcomes = _outcomes(line, now, zone)
    return _answer(outcomes) or _either_of(line, now, zone) or _not_understood(line)


def _not_understood(line: Line) -> When:
    return When(Status.NOT_UNDERSTOOD, examples=nearest_examples(line))


def _outcomes(line: Line, now: datetime, zone: ZoneInfo) -> list[Outcome]:
    found = (outcome_of(reading, now, zone) for reading in readings_of(line))
    return [outcome for outcome in found if outcome is not None]


def _answer(outcomes: list[Outcome]) -> When | None:
    """A reading without doubts wins over those that make no sense of the whole; two of them are a question."""
    certain = [outcome for outcome in outcomes if outcome.doubt is None]
    meanings = list(dict.fromkeys(outcome.choices[0] for outcome in certain))
    if len(meanings) == 1:
        return _understood(min(certain, key=lambda outcome: len(outcome.facts)))
    if meanings:
        return _asked(Doubt.SEVERAL_READINGS, meanings)
    doubts = [outcome.doubt for outcome in outcomes if outcome.doubt]
    if not doubts:
        return None
    return _asked(doubts[0], (choice for outcome in outcomes for choice in outcome.choices))


def _understood(outcome: Outcome) -> When:
    one = outcome.choices[0]
    return When(Status.UNDERSTOOD, one.start, one.end, one.rrule, one.place, outcome.facts)


def _asked(doubt: Doubt, choices: Iterable[Alternative]) -> When:
    alternatives = tuple(dict.fromkeys(choices))[:MOST_ALTERNATIVES]
    places = {alternative.place for alternative in alternatives}
    place = places.pop() if len(places) == 1 else None
    return When(Status.ASK, place=place, question=Question(doubt, alternatives))


def _either_of(line: Line, now: datetime, zone: ZoneInfo) -> When | None:
    """As in "Tuesday or Wednesday": each of them, when both can be read."""
    for at in range(1, len(line.tokens) - 1):
        for _, after in _OR(line, at):
            halves = (line.text[: line.tokens[at].start], line.text[line.tokens[after].start :])
            answers = [_answer(_outcomes(line_of(half), now, zone)) for half in halves]
            if all(answers):
                return _asked(
                    Doubt.ONE_AT_A_TIME, (one for answer in answers if answer for one in _choices(answer))
                )
    return None


def _choices(answer: When) -> Iterable[Alternative]:
    if answer.question:
        return answer.question.alternatives
    return [Alternative(answer.start, answer.end, answer.rrule, answer.place)]

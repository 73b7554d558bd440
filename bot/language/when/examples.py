"""Which right examples are nearest to something that could not be read."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.language.example_days import example_day
from bot.language.when.grammar.rules import Line
from bot.language.when.result import Example, Form
from bot.language.when.vocabulary import Kind

_ENOUGH = 3
_LOOKED_AT = 30
_USUAL = (Form.DATE_AND_TIME, Form.NEXT_WEEK, Form.ISO)
_SHOWN_FOR: tuple[tuple[Form, frozenset[str]], ...] = (
    (Form.RULE, frozenset({"every", "every_other", "biweekly", "times", Kind.WEEKDAYS, Kind.ADVERB})),
    (Form.NTH_WEEKDAY, frozenset({Kind.ORDINAL})),
    (Form.WEEK, frozenset({"week"})),
    (Form.AHEAD, frozenset({Kind.AHEAD, Kind.UNIT})),
    (Form.NEXT_WEEK, frozenset({Kind.WEEKDAY, Kind.PART})),
    (Form.NUMBERS, frozenset({"/"})),
    (Form.DATE_AND_TIME, frozenset({Kind.MONTH, "kl", "oclock", "am", "pm"})),
    (Form.PLACE, frozenset({"@"})),
)


def nearest_examples(line: Line, today: date, zone: ZoneInfo) -> tuple[Example, ...]:
    """Those that use the kinds of words that were used, and the usual ones."""
    words = _kinds_of_words(line)
    near = [form for form, kinds in _SHOWN_FOR if kinds & words]
    forms = tuple(dict.fromkeys((*near, *_USUAL)))[:_ENOUGH]
    day = example_day(today, zone)
    return tuple(Example(form, day) for form in forms)


def _kinds_of_words(line: Line) -> frozenset[str]:
    found: set[str] = set()
    for at, token in enumerate(line.tokens[:_LOOKED_AT]):
        found.add(token.word)
        for kind, terms in line.meanings(at).items():
            found.update(term.value for term in terms) if kind is Kind.LITTLE else found.add(kind)
    return frozenset(found)

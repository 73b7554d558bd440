"""Which right examples are nearest to something that could not be read."""

from bot.language.when.grammar.rules import Line
from bot.language.when.result import Example
from bot.language.when.vocabulary import Kind

_ENOUGH = 3
_USUAL = (Example.DATE_AND_TIME, Example.WEEKDAY, Example.ISO)
_SHOWN_FOR: tuple[tuple[Example, frozenset[str]], ...] = (
    (Example.RULE, frozenset({"every", "every_other", "biweekly", "times", Kind.WEEKDAYS, Kind.ADVERB})),
    (Example.NTH_WEEKDAY, frozenset({Kind.ORDINAL})),
    (Example.WEEK, frozenset({"week"})),
    (Example.RELATIVE, frozenset({Kind.AHEAD, Kind.UNIT})),
    (Example.WEEKDAY, frozenset({Kind.WEEKDAY, Kind.PART})),
    (Example.DATE_AND_TIME, frozenset({Kind.MONTH, "kl", "oclock", "am", "pm"})),
    (Example.PLACE, frozenset({"@"})),
)


def nearest_examples(line: Line) -> tuple[Example, ...]:
    """Those that use the kinds of words that were used, and the usual ones."""
    words = _kinds_of_words(line)
    near = [example for example, kinds in _SHOWN_FOR if kinds & words]
    return tuple(dict.fromkeys((*near, *_USUAL)))[:_ENOUGH]


def _kinds_of_words(line: Line) -> frozenset[str]:
    found: set[str] = set()
    for at, token in enumerate(line.tokens):
        found.add(token.word)
        for kind, terms in line.meanings(at).items():
            found.update(term.value for term in terms) if kind is Kind.LITTLE else found.add(kind)
    return frozenset(found)

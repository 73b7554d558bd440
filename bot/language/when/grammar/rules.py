"""A small kit for writing grammars: a rule looks at a line from one token on and yields every way it can be read.

Nothing is cut short: a text that can be read in two ways gives two readings, and the reader asks which is meant.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.language.when.tokens import Token, tidy, tokens_of
from bot.language.when.vocabulary import Kind, Term, Terms, terms_at


@dataclass(frozen=True, slots=True)
class Line:
    """A text to read: its tokens, and what is known about the words at each of them, found out once."""

    text: str
    tokens: tuple[Token, ...]
    known: dict[int, Terms] = field(default_factory=dict)
    keys: dict[int, frozenset[str]] = field(default_factory=dict)
    read: dict[tuple[int, int], list["Match"]] = field(default_factory=dict)

    def terms(self, kind: Kind, at: int) -> list[Term]:
        return self.meanings(at).get(kind, [])

    def meanings(self, at: int) -> Terms:
        if at >= len(self.tokens):
            return {}
        if at not in self.known:
            self.known[at] = terms_at(self.tokens, at)
        return self.known[at]

    def keys_at(self, at: int) -> frozenset[str]:
        """By what a rule can tell at a glance that it has nothing to look for here."""
        known = self.keys.get(at)
        if known is None:
            known = self.keys[at] = frozenset(self._keys_of(at))
        return known

    def _keys_of(self, at: int) -> Iterator[str]:
        if at >= len(self.tokens):
            return
        token = self.tokens[at]
        if token.is_number:
            yield NUMBER_KEY
        elif len(token.word) == 1 and token.word.isascii():
            yield token.word
        for kind, terms in self.meanings(at).items():
            yield kind
            if kind is Kind.LITTLE:
                yield from (_little_key(term.value) for term in terms)


NUMBER_KEY = "0-9"


def _little_key(name: str) -> str:
    return f"little {name}"


def line_of(text: str) -> Line:
    tidied = tidy(text)
    return Line(tidied, tokens_of(tidied))


Match = tuple[Any, int]
Reader = Callable[[Line, int], Iterator[Match]]


NO_MATCH: Iterator[Match] = iter(())


@dataclass(frozen=True, slots=True)
class Rule:
    """`keys`: what it can begin with; `optional`: it can also be no words at all."""

    read: Reader
    keys: frozenset[str]
    optional: bool = False

    def __call__(self, line: Line, at: int) -> Iterator[Match]:
        if not self.optional and self.keys.isdisjoint(line.keys_at(at)):
            return NO_MATCH
        return self.read(line, at)


NOTHING = object()
"""What a rule yields whose words only hold others together."""


def term(kind: Kind) -> Rule:
    """A word that has a value of this kind."""

    def read(line: Line, at: int) -> Iterator[Match]:
        for found in line.terms(kind, at):
            yield found.value, found.end

    return Rule(read, frozenset({kind}))


def little(*names: str) -> Rule:
    """One of these little words (see everyday_words.LITTLE_WORDS); says nothing by itself."""

    def read(line: Line, at: int) -> Iterator[Match]:
        for found in line.terms(Kind.LITTLE, at):
            if found.value in names:
                yield NOTHING, found.end

    return Rule(read, frozenset(_little_key(name) for name in names))


def sign(*signs: str) -> Rule:
    """One of these characters."""

    def read(line: Line, at: int) -> Iterator[Match]:
        if at < len(line.tokens) and line.tokens[at].word in signs:
            yield NOTHING, at + 1

    return Rule(read, frozenset(signs))


def number(low: int, high: int, *, digits: tuple[int, ...] = (1, 2)) -> Rule:
    """A number in digits, so long and between these limits (both included)."""

    def read(line: Line, at: int) -> Iterator[Match]:
        token = line.tokens[at]
        if token.is_number and len(token.word) in digits and low <= int(token.word) <= high:
            yield int(token.word), at + 1

    return Rule(read, frozenset({NUMBER_KEY}))


def first(one: Rule) -> Rule:
    """The rule at the beginning of the line."""

    def read(line: Line, at: int) -> Iterator[Match]:
        return one(line, at) if at == 0 else NO_MATCH

    return Rule(read, one.keys)


def last(one: Rule) -> Rule:
    """The rule at the end of the line."""

    def read(line: Line, at: int) -> Iterator[Match]:
        return (found for found in one(line, at) if found[1] == len(line.tokens))

    return Rule(read, one.keys)


def glued(one: Rule) -> Rule:
    """The rule, with nothing between it and the token before."""

    def read(line: Line, at: int) -> Iterator[Match]:
        if at < len(line.tokens) and line.tokens[at].glued:
            yield from one(line, at)

    return Rule(read, one.keys)


def seq(*rules: Rule, make: Callable[..., Any]) -> Rule:
    """All rules in a row; what they yield goes to `make`, whose None means that it is no such thing after all."""

    def read(line: Line, at: int) -> Iterator[Match]:
        for values, end in _in_a_row(rules, 0, line, at):
            made = make(*values)
            if made is not None:
                yield made, end

    return Rule(read, _first_keys(rules), optional=all(rule.optional for rule in rules))


def _first_keys(rules: tuple[Rule, ...]) -> frozenset[str]:
    keys: frozenset[str] = frozenset()
    for rule in rules:
        keys |= rule.keys
        if not rule.optional:
            break
    return keys


def _in_a_row(
    rules: tuple[Rule, ...], nth: int, line: Line, at: int
) -> Iterator[tuple[tuple[Any, ...], int]]:
    """The values of all rules from the nth on."""
    is_last = nth == len(rules) - 1
    for value, after in rules[nth](line, at):
        own = () if value is NOTHING else (value,)
        if is_last:
            yield own, after
        else:
            for values, end in _in_a_row(rules, nth + 1, line, after):
                yield own + values, end


def either(*rules: Rule) -> Rule:
    """Each rule that fits."""
    fitting: dict[frozenset[str], list[Reader]] = {}

    def read(line: Line, at: int) -> Iterator[Match]:
        here = line.keys_at(at)
        if here not in fitting:
            fitting[here] = [one.read for one in rules if one.optional or not one.keys.isdisjoint(here)]
        for one in fitting[here]:
            yield from one(line, at)

    keys = frozenset().union(*(rule.keys for rule in rules))
    return Rule(read, keys, optional=any(rule.optional for rule in rules))


def once(one: Rule) -> Rule:
    """The rule, read at each place of a line no more than once; for those that many others begin with."""

    def read(line: Line, at: int) -> Iterator[Match]:
        key = (id(one), at)
        if key not in line.read:
            line.read[key] = list(one.read(line, at))
        return iter(line.read[key])

    return Rule(read, one.keys, one.optional)


def maybe(one: Rule, default: Any = NOTHING) -> Rule:
    """With the rule and without it."""

    def read(line: Line, at: int) -> Iterator[Match]:
        yield from one(line, at)
        yield default, at

    return Rule(read, one.keys, optional=True)


def said(words: Rule, value: Any) -> Rule:
    """These words, saying `value`."""

    def read(line: Line, at: int) -> Iterator[Match]:
        for _, end in words(line, at):
            yield value, end

    return Rule(read, words.keys)


def several(one: Rule, joint: Rule, *, least: int = 1) -> Rule:
    """One or more of a rule with a joint between, as a tuple, the longest row only."""

    def read(line: Line, at: int) -> Iterator[Match]:
        values: list[Any] = []
        end = at
        found = next(one(line, at), None)
        while found is not None:
            values.append(found[0])
            end = found[1]
            found = next((m for _, after in joint(line, end) for m in one(line, after)), None)
        if len(values) >= least:
            yield tuple(values), end

    return Rule(read, one.keys)

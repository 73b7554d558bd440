"""The words we know, by what they do in a phrase. One word can do several things: "last" is an ordinal and the past."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.language.when.calendar_words import (
    ALMANAC_WEEKDAYS,
    MONTHS,
    MONTHS_AFTER_A_DAY,
    NUMBERS,
    ORDINALS,
    WEEKDAYS,
    WEEKDAYS_REPEATED,
)
from bot.language.when.everyday_words import (
    ADVERBS,
    AHEAD_DAYS,
    DAY_PARTS,
    LITTLE_WORDS,
    MINUTE_WORDS,
    SEASONS,
    TODAYS_PARTS,
    UNITS,
    WEEKDAY_CHOICES,
    YEAR_WORDS,
)
from bot.language.when.feasts import FEAST_WORDS
from bot.language.when.tokens import Token, tokens_of


class Kind(StrEnum):
    MONTH = "month"
    MONTH_AFTER_DAY = "month_after_day"
    WEEKDAY = "weekday"
    ALMANAC_WEEKDAY = "almanac_weekday"
    WEEKDAYS = "weekdays"
    NUMBER = "number"
    ORDINAL = "ordinal"
    FEAST = "feast"
    AHEAD = "ahead"
    PART = "part"
    TODAYS_PART = "todays_part"
    UNIT = "unit"
    WHICH = "which"
    YEAR = "year"
    SEASON = "season"
    ADVERB = "adverb"
    MINUTES = "minutes"
    LITTLE = "little"


@dataclass(frozen=True, slots=True)
class Term:
    """What the words from a place up to `end` (a token's index) say."""

    value: Any
    end: int


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    kind: Kind
    value: Any


def _entries(kind: Kind, words: Mapping[str, Any]) -> list[_Entry]:
    return [_Entry(tuple(t.word for t in tokens_of(name)), kind, value) for name, value in words.items()]


def _index() -> dict[str, list[_Entry]]:
    index: dict[str, list[_Entry]] = {}
    tables: dict[Kind, Mapping[str, Any]] = {
        Kind.MONTH: MONTHS,
        Kind.MONTH_AFTER_DAY: MONTHS_AFTER_A_DAY,
        Kind.WEEKDAY: WEEKDAYS,
        Kind.ALMANAC_WEEKDAY: ALMANAC_WEEKDAYS,
        Kind.WEEKDAYS: WEEKDAYS_REPEATED,
        Kind.NUMBER: NUMBERS,
        Kind.ORDINAL: ORDINALS,
        Kind.FEAST: FEAST_WORDS,
        Kind.AHEAD: AHEAD_DAYS,
        Kind.PART: DAY_PARTS,
        Kind.TODAYS_PART: TODAYS_PARTS,
        Kind.UNIT: UNITS,
        Kind.WHICH: WEEKDAY_CHOICES,
        Kind.YEAR: YEAR_WORDS,
        Kind.SEASON: SEASONS,
        Kind.ADVERB: ADVERBS,
        Kind.MINUTES: MINUTE_WORDS,
    }
    for kind, table in tables.items():
        for entry in _entries(kind, table):
            index.setdefault(entry.words[0], []).append(entry)
    for name, words in LITTLE_WORDS.items():
        for entry in _entries(Kind.LITTLE, dict.fromkeys(words.split(" | "), name)):
            index.setdefault(entry.words[0], []).append(entry)
    return index


_INDEX = _index()

Terms = dict[Kind, list[Term]]


def terms_at(tokens: tuple[Token, ...], at: int) -> Terms:
    """Everything the words that begin at `at` can say, longest first; a glued full stop belongs to its word."""
    found: Terms = {}
    for entry in _INDEX.get(tokens[at].word, ()):
        end = at + len(entry.words)
        if tuple(token.word for token in tokens[at:end]) == entry.words:
            found.setdefault(entry.kind, []).append(Term(entry.value, _after_stop(tokens, end)))
    for terms in found.values():
        terms.sort(key=lambda term: -term.end)
    return found


def _after_stop(tokens: tuple[Token, ...], end: int) -> int:
    stops = end < len(tokens) and tokens[end].word == "." and tokens[end].glued
    return end + 1 if stops else end

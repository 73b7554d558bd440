"""Where: what follows "i", "in", "på", "at" or "@" and is no time; or a name by itself, and then we ask."""

from collections.abc import Iterator

from bot.language.when.grammar.pieces import Place
from bot.language.when.grammar.rules import Line, little
from bot.language.when.vocabulary import Kind

_MARK = little("place")
_ARTICLE = little("the")
ROOM_WORDS = frozenset({"rum", "sal", "lokal", "plan", "våning", "room", "hall", "floor", "suite"})
_BY_ITSELF = frozenset({"online", "digitalt"})
"""Where a meeting is held, with no word before it."""
_QUOTES = frozenset("*_~'\"“”«»(")
"""What people put around a name to make it stand out."""
_NO_PLACE = frozenset(
    [
        "all",
        "alla",
        "allt",
        "least",
        "case",
        "order",
        "total",
        "person",
        "general",
        "short",
        "time",
        "tid",
        "stället",
        "samband",
        "mån",
        "form",
        "fall",
        "hand",
        "grund",
        "god",
        "bästa",
        "distans",
        "varje",
        "same",
        "samma",
        "mitt",
        "mina",
        "några",
        "en",
        "ett",
        "vår",
        "våra",
        "our",
        "my",
        "not",
        "inte",
        "stort",
        "håll",
        "väg",
        "gång",
        "fred",
        "början",
        "slutet",
        "mitten",
        "turn",
        "advance",
        "future",
        "framtiden",
        "kind",
        "behalf",
    ]
)
_HARMLESS = frozenset({Kind.ALMANAC_WEEKDAY, Kind.NUMBER, Kind.ORDINAL, Kind.MINUTES, Kind.MONTH_AFTER_DAY})
_HARMLESS_LITTLE = frozenset(
    [
        "in",
        "on",
        "at",
        "the",
        "place",
        "filler",
        "and",
        "one",
        "ordinal_end",
        "for",
        "per",
        "to",
        "zone_begins",
        "ahead",
    ]
)
_DANGLING = ("in", "on", "at", "place", "and", "the")
_SENTENCE_WORDS = frozenset(
    [
        "är",
        "blir",
        "is",
        "are",
        "was",
        "will",
        "would",
        "should",
        "can",
        "cannot",
        "can't",
        "ska",
        "skall",
        "vill",
        "kan",
        "inte",
        "ej",
        "not",
        "no",
        "inställt",
        "inställd",
        "inställda",
        "cancelled",
        "canceled",
        "flyttas",
        "flyttat",
        "flyttad",
        "moved",
        "eller",
        "or",
        "kanske",
        "maybe",
        "perhaps",
        "om",
        "if",
        "unless",
        "men",
        "but",
        "jag",
        "vi",
        "i'm",
        "we",
        "ev",
        "eventuellt",
        "istället",
        "instead",
    ]
)
"""Words that say something about a meeting and stand in the name of no place."""


def beginnings(line: Line, at: int) -> Iterator[tuple[int, bool]]:
    """Where a place may begin, past its preposition, and whether one stood there."""
    for _, after in _MARK(line, at):
        if not _is_part_of_more(line, at, after):
            yield _past_colon(line, after), True
    if line.tokens[at].word in _BY_ITSELF:
        yield at, True
    elif line.tokens[at].word == ",":
        yield at + 1, False
    elif at and not line.tokens[at].glued and line.text[line.tokens[at].start].isupper():
        yield at, False


def _is_part_of_more(line: Line, at: int, after: int) -> bool:
    """As "i" in "i går", where no place begins."""
    return any(
        term.end > after and not (kind is Kind.LITTLE and term.value in _HARMLESS_LITTLE)
        for kind, terms in line.meanings(at).items()
        for term in terms
    )


def _past_colon(line: Line, at: int) -> int:
    return at + 1 if at < len(line.tokens) and line.tokens[at].word == ":" else at


def can_begin_at(line: Line, at: int) -> bool:
    """A place starts with a word that we know no other use for, an article before it or not."""
    if at >= len(line.tokens):
        return False
    for _, after in _ARTICLE(line, at):
        if can_begin_at(line, after):
            return True
    token = line.tokens[at]
    if token.word in _QUOTES:
        return can_begin_at(line, at + 1)
    if not token.is_word or token.word in _NO_PLACE:
        return False
    return not line.meanings(at) or (_only_fills(line, at) and can_begin_at(line, at + 1))


def _only_fills(line: Line, at: int) -> bool:
    """As "meeting" in "meeting room"."""
    return all(
        kind is Kind.LITTLE and all(term.value == "filler" for term in terms)
        for kind, terms in line.meanings(at).items()
    )


def place_of(line: Line, start: int, end: int, *, marked: bool) -> Place | None:
    """The tokens as they were typed, without the punctuation around them."""
    if any(token.word in _SENTENCE_WORDS for token in line.tokens[start:end]):
        return None
    if _dangles(line, end):
        return None
    plain = all(_is_harmless(line, at) for at in range(start, end))
    words = line.text[line.tokens[start].start : line.tokens[end - 1].end].strip(" ,;.–-")
    last = next((t.word for t in reversed(line.tokens[start:end]) if t.is_word), "")
    takes_number = last in ROOM_WORDS and next(_ARTICLE(line, start), None) is None
    return Place(words, marked=marked and plain, room=takes_number) if words else None


def _dangles(line: Line, end: int) -> bool:
    """Whether the last word is one that should have something after it: "the town hall at"."""
    return any(after == end for _, after in little(*_DANGLING)(line, end - 1))


def _is_harmless(line: Line, at: int) -> bool:
    """Whether the word says nothing about a time, which in the name of a place would be odd enough to ask."""
    return all(
        kind in _HARMLESS or (kind is Kind.LITTLE and all(term.value in _HARMLESS_LITTLE for term in terms))
        for kind, terms in line.meanings(at).items()
    )

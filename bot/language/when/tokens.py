"""A line of text as words, numbers and signs, each remembering where it stood."""

import re
import unicodedata
from dataclasses import dataclass

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+(?:'[^\W\d_]+)?|\S")
_SAME_SIGN = str.maketrans(dict.fromkeys("–—‒―−‐‑", "-") | dict.fromkeys("’‘`´", "'"))


@dataclass(frozen=True, slots=True)
class Token:
    """`word` is in lower case with one kind of dash and apostrophe; `glued` when no space stood before it."""

    word: str
    start: int
    end: int
    glued: bool

    @property
    def is_number(self) -> bool:
        return self.word.isascii() and self.word.isdigit()

    @property
    def is_word(self) -> bool:
        return self.word[0].isalpha()


def tidy(text: str) -> str:
    """`text` with letters in one code point each, so that "å" typed as two is still å."""
    return unicodedata.normalize("NFC", text)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a tidy text."""
    plain = text.translate(_SAME_SIGN)
    found: list[Token] = []
    for match in _TOKEN.finditer(plain):
        glued = bool(found) and found[-1].end == match.start()
        found.append(Token(match.group().lower(), match.start(), match.end(), glued))
    return tuple(found)

"""What people typed, made safe to stand in a calendar entry or a mail: nothing hidden, nothing that breaks a line.

Letters of every script, emoji and punctuation stay as typed. What goes are characters that nobody can see and that
could end a line early, start a header or turn the rest of a line around.
"""

import re
import unicodedata

LINE_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
# Embeddings, overrides and isolates turn the text after them around (https://trojansource.codes); the marks U+200E,
# U+200F and U+061C that right-to-left text may need stay.
TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
INVISIBLE_CATEGORIES = frozenset({"Cc", "Cs"})  # control characters and lone surrogates
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]+")
"""An e-mail address that needs no quotes, which is every one that people have."""
BREAKS_A_NAME = str.maketrans("", "", '"\\')


def paragraphs(text: str) -> str:
    """Text of several lines: line breaks become newlines, tabs stay, nothing invisible stays."""
    lines = (_visible(line) for line in LINE_BREAKS.split(text))
    return "\n".join(line.rstrip() for line in lines).strip()


def one_line(text: str) -> str:
    """Text on one line: every run of blanks and line breaks becomes one space."""
    return " ".join(paragraphs(text).split())


def display_name(text: str) -> str:
    """A name as it may stand in CN or From: on one line, without quotes and backslashes, which readers disagree about."""
    return one_line(one_line(text).translate(BREAKS_A_NAME))


def _visible(line: str) -> str:
    return "".join(character for character in line if _stays(character))


def _stays(character: str) -> bool:
    if character == "\t":
        return True
    return unicodedata.category(character) not in INVISIBLE_CATEGORIES and character not in TURNS_TEXT_AROUND

"""Dates in words, Swedish and English in one grammar: text, a clock and a zone in, a fact or a question out."""

from bot.language.when.reader import read_when
from bot.language.when.result import (
    Alternative,
    Assumption,
    Doubt,
    Example,
    Fact,
    Form,
    Question,
    Status,
    When,
)

__all__ = [
    "Alternative",
    "Assumption",
    "Doubt",
    "Example",
    "Fact",
    "Form",
    "Question",
    "Status",
    "When",
    "read_when",
]

"""One fact in a letter."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with its label, and a `note` beside it; `link` is where the text leads. `main` is what the reader looks
    for first; `gone` no longer holds.
    """

    label: str
    text: str
    note: str = ""
    link: str | None = None
    main: bool = False
    gone: bool = False

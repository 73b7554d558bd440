"""A letter as plain text and as HTML, from the templates beside this file."""

import re
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from bot.mail.letter import Letter

BETWEEN_FIGURES = re.compile(r"(?<=\d)–(?=\d)")


def plain(letter: Letter) -> str:
    return _template("letter.txt").render(letter=letter)


def html(letter: Letter) -> str:
    """HTML with everything people typed escaped."""
    return _template("letter.html").render(letter=letter)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader("bot.mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["unbroken"] = _unbroken
    return environment.get_template(name)


def _unbroken(text: str) -> str:
    """A line never breaks between the two ends of a span of time: "10.00–12.00"."""
    return BETWEEN_FIGURES.sub("\u2060–\u2060", text)

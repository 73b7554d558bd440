"""A page as facts in one reader's words, and as HTML. Pure: everything people typed is escaped here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from bot.usecases.links import Link


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with its label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things to choose; `value` is what the form sends."""

    value: str
    label: str
    chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A question with one answer: drawn as large buttons to tick, named `name` in the form."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class TextField:
    """Words to write; `lines` is 1 for a single line, `most` the characters it takes."""

    name: str
    label: str
    text: str = ""
    hint: str = ""
    lines: int = 1
    most: int = 500


@dataclass(frozen=True, slots=True)
class Page:
    """From top to bottom. `said` tells what was just done, `wrong` what is to be mended; without `submit` there is
    nothing to send in.
    """

    language: str
    label: str
    title: str
    lead: str = ""
    said: str = ""
    wrong: str = ""
    rows: tuple[Row, ...] = ()
    fields: tuple[Choice | TextField, ...] = ()
    submit: str = ""
    footer: str = ""


Filled = Mapping[str, str]
"""What was sent in, by name of the field; a name that was not sent reads as "" with `.get(name, "")`."""


class LinkAct(Protocol):
    """What a link of one purpose shows and does. Both answer in the language of the link's person."""

    def show(self, link: Link) -> Page:
        """Changes nothing: mail scanners follow links."""

    def act(self, link: Link, filled: Filled) -> Page:
        """What was sent in is done; the page says what was done, or what is wrong with it."""


def html(page: Page) -> str:
    return _template().render(page=page)


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.handlers.web"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["choice"] = lambda field: isinstance(field, Choice)
    return environment.get_template("page.html")

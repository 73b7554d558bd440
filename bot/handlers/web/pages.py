"""A page as facts in one reader's words, and as HTML. Pure: everything people typed is escaped here."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup, escape

from bot.language.catalogues import languages
from bot.usecases.links import Link

LANGUAGE = "language"
"""What the address of a page says when its reader wants another language."""
OWN_NAMES = {"en": "English", "sv": "Svenska"}
CLOCK = re.compile(r"\d{1,2}[.:]\d{2}–\d{1,2}[.:]\d{2}")


@dataclass(frozen=True, slots=True)
class Row:
    """A fact with its label, and a `note` beside it. `main` is what the reader looks for first; `gone` no longer holds."""

    label: str
    text: str
    note: str = ""
    main: bool = False
    gone: bool = False


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

    def chosen(self, value: str) -> "Choice":
        """With that option ticked; as it was when there is none such."""
        return self.sent(value) if value in {option.value for option in self.options} else self

    def sent(self, value: str) -> "Choice":
        """With that option ticked, and nothing when there is none such."""
        return replace(
            self, options=tuple(replace(option, chosen=option.value == value) for option in self.options)
        )


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
    nothing to send in. `settled`: what is asked has been answered already, and the form is there to change that. `over`:
    the link has had its day. `shown` comes back in the form as "shown": what the page showed, should that matter.
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
    settled: bool = False
    over: bool = False
    shown: str = ""

    def chosen(self, wanted: Mapping[str, str]) -> "Page":
        """With the options ticked that `wanted` names by field."""
        ticked = (
            field.chosen(wanted.get(field.name, "")) if isinstance(field, Choice) else field
            for field in self.fields
        )
        return replace(self, fields=tuple(ticked))

    def filled_in(self, filled: "Filled") -> "Page":
        """With everything as it was sent in: nobody types twice because something was wrong, and what was not ticked is
        not: sending the form once more would say that.
        """
        sent = (
            replace(field, text=filled.get(field.name, "")[: field.most])
            if isinstance(field, TextField)
            else field.sent(filled.get(field.name, ""))
            for field in self.fields
        )
        return replace(self, fields=tuple(sent))


Filled = Mapping[str, str]
"""What was sent in, by name of the field; a name that was not sent reads as "" with `.get(name, "")`."""


class LinkAct(Protocol):
    """What a link of one purpose shows and does. Both answer in the language of the link's person, or in the one that
    the link's `language` asks for.
    """

    def show(self, link: Link) -> Page:
        """Changes nothing: mail scanners follow links. Raises Gone when there is nothing to show any more."""

    def act(self, link: Link, filled: Filled) -> Page:
        """What was sent in is done. The page's `said` tells what was done, or its `wrong` what was wrong with it, the form
        still holding what was filled in; after anything else the link's page is shown as it then is.
        """


def html(page: Page) -> str:
    others = {language: OWN_NAMES[language] for language in languages() if language != page.language}
    return _template().render(page=page, style=Markup(style()), languages=others)  # noqa: S704  our own file


@cache
def style() -> str:
    return files("bot.handlers.web").joinpath("templates", "page.css").read_text(encoding="utf-8")


@cache
def policy() -> str:
    """The Content-Security-Policy of every page: our style, our form, and nothing else from anywhere."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'"
    )


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
    environment.filters["unbroken"] = _unbroken
    return environment.get_template("page.html")


def _unbroken(text: str) -> Markup:
    """Times stay on one line: "10.00–12.00" broken at the dash is hard to read."""
    return Markup(CLOCK.sub(r'<span class="clock">\g<0></span>', str(escape(text))))  # noqa: S704  escaped just before

"""A letter as plain text and as HTML, from the templates beside this file."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from bot.mail.letter import Letter


def plain(letter: Letter) -> str:
    return _template("invitation.txt").render(letter=letter)


def html(letter: Letter) -> str:
    """HTML with everything people typed escaped."""
    return _template("invitation.html").render(letter=letter)


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
    return environment.get_template(name)

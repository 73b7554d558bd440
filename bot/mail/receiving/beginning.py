"""How a mail's text begins: what the person wrote, without what they quote and without their signature."""

import re
from html.parser import HTMLParser

from bot.calendar.text import paragraphs
from bot.mail.receiving.opening import Opened

LONGEST = 600
LONGEST_LOOKED_AT = 50_000
# From here on it is somebody else's text: "On Friday Karin wrote:", "Den 3 maj skrev …:", Outlook's lines.
QUOTE = re.compile(
    r"^\s*(>|-----|_{10,}|-- ?$|(on|den|am|le)\b.{0,200}\b(wrote|skrev|schrieb|a écrit)\b.*:\s*$"
    r"|(from|från|sent|skickat):\s)",
    re.IGNORECASE,
)
BLANKS = re.compile(r"\s+")
SILENT = frozenset({"style", "script", "head", "title"})
BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote"})


def beginning_of(mail: Opened) -> str:
    """The first lines of the first text part; of the HTML when there is no other."""
    parts = [part for part in mail.parts() if not part.is_attachment]
    for kind, read in (("text/plain", str), ("text/html", _text_of_html)):
        for part in parts:
            if part.kind == kind and (text := own_words(read(part.text()[:LONGEST_LOOKED_AT]))):
                return text
    return ""


def own_words(text: str) -> str:
    """Up to the first line that is quoted, at most so long."""
    kept: list[str] = []
    for line in paragraphs(text).split("\n"):
        if QUOTE.match(line[:300]):
            break
        kept.append(line)
    said = "\n".join(kept).strip()
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  its signature
        self._silent += tag in SILENT
        if tag in BREAKS:
            self.said.append("\n> " if tag == "blockquote" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in SILENT))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(BLANKS.sub(" ", data))


def _text_of_html(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    return "".join(reader.said)

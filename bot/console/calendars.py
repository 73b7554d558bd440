"""`kallelse calendar check`: what calendar programs read wrong, told to a person at the terminal."""

import re
from pathlib import Path

from bot.calendar.check import Finding, begins_as_calendar, check
from bot.calendar.kinds import Kind
from bot.calendar.mail import LARGEST
from bot.console.errors import EmptyFile, NotACalendar
from bot.console.files import content_of
from bot.language.words import Words

MAIL = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:From |[A-Za-z][A-Za-z0-9_-]*:)")
LOOKS_LIKE = {
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP",
    b"\x7fELF": "ELF",
    b"\x78\x9f\x3e\x22": "winmail.dat",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
    b"<": "HTML, XML",
}
"""By how they begin; the names are the same in every language."""


def check_file(path: Path, kind: Kind, words: Words) -> list[str]:
    """A line for each finding. Raises NoSuchFile, EmptyFile, NotACalendar."""
    data = content_of(path, at_most=LARGEST + 1)
    if not data.strip():
        raise EmptyFile(str(path))
    if len(data) <= LARGEST and not begins_as_calendar(data) and not MAIL.match(data):
        known = (name for beginning, name in LOOKS_LIKE.items() if data.startswith(beginning))
        raise NotACalendar(str(path), next(known, ""))
    return [finding_line(finding, words) for finding in check(data, kind)]


def finding_line(finding: Finding, words: Words) -> str:
    """The promises of rules are messages like any other."""
    return words.t(
        "line {line}: {rule}: {promise} Found: {found}",
        line=finding.line,
        rule=finding.rule,
        promise=words.t(finding.promise),
        found=finding.found,
    )

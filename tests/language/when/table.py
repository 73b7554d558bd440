"""The table of phrases, and how an answer counts against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.language.when import Status, When, read_when
from bot.language.when.result import Moment

TABLE = Path(__file__).parent / "phrases.txt"
ZONE = ZoneInfo("Europe/Stockholm")
LATER = "Later: "
"""Begins the names of sections that were written with the grammar, so that they measure nothing."""


class Half(StrEnum):
    """`TUNED` may be looked at while the grammar is being written; `MEASURED` only says how well it went."""

    TUNED = "tuned"
    MEASURED = "measured"


class Score(StrEnum):
    RIGHT = "right"
    ASKED = "asked"
    NOT_UNDERSTOOD = "not understood"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Phrase:
    language: str
    words: str
    now: datetime
    expected: str
    section: str

    @property
    def is_later(self) -> bool:
        return self.section.startswith(LATER)

    @property
    def half(self) -> Half:
        if self.is_later:
            return Half.TUNED
        odd = sha256(self.words.encode()).digest()[-1] % 2
        return Half.MEASURED if odd else Half.TUNED

    def read(self) -> When:
        return read_when(self.words, now=self.now, zone=ZONE)

    def score(self) -> Score:
        """Asking or giving up is never wrong; a date, time, rule or place other than the expected always is."""
        found = self.read()
        if written(found) == self.expected:
            return Score.RIGHT
        if found.understood:
            return Score.WRONG
        return Score.ASKED if found.status is Status.ASK else Score.NOT_UNDERSTOOD


def phrases() -> Iterator[Phrase]:
    now, section = datetime.min.replace(tzinfo=ZONE), ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("now "):
            now = datetime.fromisoformat(line.removeprefix("now ")).replace(tzinfo=ZONE)
        elif line.startswith("## "):
            section = line.removeprefix("## ")
        elif line and not line.startswith("#"):
            language, words, expected = (part.strip() for part in line.split(" | "))
            yield Phrase(language, words, now, expected, section)


def written(found: When) -> str:
    """An answer as the table writes it."""
    if not found.understood:
        return str(found.status)
    end = f"/{_moment(found.end)}" if found.end else ""
    rule = f" {found.rrule}" if found.rrule else ""
    place = f" @ {found.place}" if found.place else ""
    return f"{_moment(found.start)}{end}{rule}{place}"


def _moment(moment: Moment | None) -> str:
    match moment:
        case None:
            return "-"
        case datetime():
            return moment.isoformat(timespec="minutes")
        case date():
            return moment.isoformat()

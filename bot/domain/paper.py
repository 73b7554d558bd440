"""Papers of a meeting: files that go with its invitation."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from bot.domain.errors import KallelseError
from bot.domain.ids import MeetingId, PaperId, PersonId

MOST_PAPERS = 10
MOST_BYTES = 5_000_000
MOST_BYTES_TOGETHER = 15_000_000
"""Base64 makes a third more of it, and few mail servers take a mail of more than 25 MB."""
LONGEST_NAME = 80
PATH_PARTS = re.compile(r".*[/\\]", re.DOTALL)
NOT_IN_NAMES = re.compile(r'[<>:"|?*;%]')
"""What file systems refuse, and what the header of a mail would need an escape for."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that may be attached; its content begins with `begins`, a text with anything."""

    media_type: str
    begins: bytes = b""


OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
ZIP = b"PK\x03\x04"
JPEG = Kind("image/jpeg", b"\xff\xd8\xff")
KINDS = {
    "pdf": Kind("application/pdf", b"%PDF"),
    "docx": Kind(f"{OFFICE}.wordprocessingml.document", ZIP),
    "xlsx": Kind(f"{OFFICE}.spreadsheetml.sheet", ZIP),
    "pptx": Kind(f"{OFFICE}.presentationml.presentation", ZIP),
    "odt": Kind(f"{OPEN}.text", ZIP),
    "ods": Kind(f"{OPEN}.spreadsheet", ZIP),
    "odp": Kind(f"{OPEN}.presentation", ZIP),
    "png": Kind("image/png", b"\x89PNG\r\n\x1a\n"),
    "jpg": JPEG,
    "jpeg": JPEG,
    "txt": Kind("text/plain"),
    "md": Kind("text/markdown"),
    "csv": Kind("text/csv"),
}
"""By the ending of the name. Nothing that runs when it is opened, and no .ics: a mail has one calendar."""


class Flaw(StrEnum):
    KIND = "kind"
    CONTENT = "content"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"


@dataclass(eq=False)
class BadPaper(KallelseError):
    """A file cannot be one of the meeting's papers; TOO_MUCH is all of them together."""

    name: str
    flaw: Flaw


@dataclass(frozen=True, slots=True)
class Paper:
    """One file, without what is in it; `size` in bytes."""

    id: PaperId
    meeting_id: MeetingId
    name: str
    media_type: str
    size: int
    added_by: PersonId
    added_at: datetime

    def called(self, name: str) -> "Paper":
        return replace(self, name=name)


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that somebody wants to attach, by the name it came with."""

    name: str
    content: bytes


def safe_name(given: str) -> str:
    """The last part of a path as it can stand on any disk and in a header, still readable; "" when nothing is left."""
    name = unicodedata.normalize("NFC", PATH_PARTS.sub("", given))
    seen = "".join(" " if letter.isspace() else letter for letter in name)
    shown = "".join(letter for letter in seen if unicodedata.category(letter)[0] != "C")
    name = " ".join(NOT_IN_NAMES.sub("", shown).split()).strip(". ")
    ending = PurePosixPath(name).suffix
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(ending)].rstrip() + ending


def kind_of(name: str) -> Kind:
    """Raises BadPaper for a kind of file that is not attached."""
    kind = KINDS.get(PurePosixPath(name).suffix.removeprefix(".").lower())
    if kind is None:
        raise BadPaper(name, Flaw.KIND)
    return kind


def check_size(name: str, size: int) -> None:
    if size == 0:
        raise BadPaper(name, Flaw.EMPTY)
    if size > MOST_BYTES:
        raise BadPaper(name, Flaw.TOO_LARGE)


def check_content(name: str, content: bytes) -> None:
    """It is what its name says: a program that is called a PDF is none, nor is a page to sign in on."""
    kind = kind_of(name)
    check_size(name, len(content))
    is_text = not kind.begins
    if not content.startswith(kind.begins) or (is_text and b"\0" in content):
        raise BadPaper(name, Flaw.CONTENT)


def check_together(sizes: Iterable[int], new: Iterable[tuple[str, int]]) -> None:
    """Whether there is room beside the papers of these sizes; the first for which there is none is told of."""
    known = list(sizes)
    count, together = len(known), sum(known)
    for name, size in new:
        count, together = count + 1, together + size
        if count > MOST_PAPERS:
            raise BadPaper(name, Flaw.TOO_MANY)
        if together > MOST_BYTES_TOGETHER:
            raise BadPaper(name, Flaw.TOO_MUCH)


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, or with a number where there is such a paper already: "avtal (2).pdf"."""
    known = {one.casefold() for one in taken}
    path, number, found = PurePosixPath(name), 1, name
    while found.casefold() in known:
        number += 1
        mark = f" ({number}){path.suffix}"
        found = path.stem[: LONGEST_NAME - len(mark)].rstrip() + mark
    return found

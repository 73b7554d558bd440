"""A calendar file as its writer laid it out: lines with their numbers, blocks within blocks, nothing repaired.

A calendar library reads what was meant; a linter must see what stands there.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from bot.calendar.text import ADDRESS

PHYSICAL_LINE = re.compile(rb"([^\r\n]*)(\r{0,3}\n|\r|\Z)")
VALUE = re.compile(r"(?:\"[^\"]*\"|[^\":])*:(.*)", re.DOTALL)  # after the first colon outside quotes
DEEPEST = 8  # VCALENDAR, VEVENT, VALARM: nobody needs more


@dataclass(frozen=True, slots=True)
class PhysicalLine:
    """A line of the file as bytes, without and with what ends it."""

    number: int
    octets: bytes
    ending: bytes

    @property
    def continues(self) -> bool:
        """Whether it is the folded rest of the line before it."""
        return self.octets[:1] in {b" ", b"\t"}


@dataclass(frozen=True, slots=True)
class Line:
    """One property, unfolded: name and parameter names in capitals, the value as it is meant and, with its escapes, as it
    is `written`; `number` is where it starts in the file.
    """

    number: int
    name: str
    params: dict[str, tuple[str, ...]]
    value: str
    written: str

    def param(self, name: str) -> str:
        """The first value of a parameter, "" when it is not there."""
        return self.params.get(name, ("",))[0]

    @property
    def address(self) -> str:
        """The mailbox of a calendar address in lower case, "" when it is not a mailto."""
        scheme, _, rest = self.value.strip().partition(":")
        mailbox = rest.strip().lower()
        return mailbox if scheme.lower() == "mailto" and ADDRESS.fullmatch(mailbox) else ""


@dataclass(slots=True)
class Block:
    """What stands between a BEGIN and its END."""

    number: int
    name: str
    lines: list[Line] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)

    def all(self, *names: str) -> list[Line]:
        """Its own properties of these names, in the order of the file."""
        return [line for line in self.lines if line.name in names]

    def first(self, name: str) -> Line | None:
        return next(iter(self.all(name)), None)

    def within(self, *names: str) -> Iterator["Block"]:
        """The blocks of these names in it, at any depth."""
        for block in self.blocks:
            if block.name in names:
                yield block
            yield from block.within(*names)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A line that is not a property, or not where it may stand."""

    number: int
    text: str


@dataclass(slots=True)
class Content:
    """A file, read: `outer` holds its top-level blocks; `marked` is one that begins with a byte order mark, which is then
    read as if it were not there.
    """

    physical: tuple[PhysicalLine, ...]
    outer: Block
    marked: bool = False
    misfits: list[Misfit] = field(default_factory=list)


def read(data: bytes) -> Content:
    """Reads any bytes; what is not iCalendar ends up among the misfits."""
    physical = tuple(_physical(data.removeprefix(BOM_UTF8)))
    outer = Block(0, "")
    content = Content(physical, outer, marked=data.startswith(BOM_UTF8))
    opened = [outer]
    for number, text in _unfolded(physical):
        _place(content, opened, number, text)
    content.misfits += [Misfit(block.number, f"BEGIN:{block.name}") for block in opened[1:]]
    return content


def _physical(data: bytes) -> Iterator[PhysicalLine]:
    for number, match in enumerate(PHYSICAL_LINE.finditer(data), start=1):
        if match.group():
            yield PhysicalLine(number, match[1], match[2])


def _unfolded(physical: tuple[PhysicalLine, ...]) -> Iterator[tuple[int, str]]:
    number = 0
    gathered: list[bytes] = []
    for line in physical:
        if line.continues and gathered:
            gathered.append(line.octets[1:])
            continue
        if any(gathered):
            yield number, b"".join(gathered).decode("utf-8", "replace")
        number, gathered = line.number, [line.octets]
    if any(gathered):
        yield number, b"".join(gathered).decode("utf-8", "replace")


def _place(content: Content, opened: list[Block], number: int, text: str) -> None:
    """Puts a line where it belongs; `opened` are the blocks begun and not yet ended."""
    line = _line(number, text)
    if line is None:
        content.misfits.append(Misfit(number, text))
    elif line.name == "BEGIN" and len(opened) <= DEEPEST:
        block = Block(number, line.value.upper())
        opened[-1].blocks.append(block)
        opened.append(block)
    elif line.name == "END" and len(opened) > 1 and opened[-1].name == line.value.upper():
        opened.pop()
    elif line.name in {"BEGIN", "END"} or len(opened) == 1:
        content.misfits.append(Misfit(number, text))
    else:
        opened[-1].lines.append(line)


def _line(number: int, text: str) -> Line | None:
    try:
        name, params, value = Contentline(text).parts()  # type: ignore[no-untyped-call]  # icalendar leaves it untyped
    except ValueError:
        return None
    written = VALUE.match(text)
    named = {key.upper(): _values(found) for key, found in params.items()}
    return Line(number, name.upper(), named, value, written[1] if written else value)


def _values(found: str | list[str]) -> tuple[str, ...]:
    return (found,) if isinstance(found, str) else tuple(found)

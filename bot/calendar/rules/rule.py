"""The shape of a rule, and of what it looks at."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from bot.calendar.content import Block, Content
from bot.calendar.kinds import Kind


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that holds a calendar: addresses in lower case, the types of the parts that its reader sees, and how many
    calendars are attached as files.
    """

    sender: str
    recipients: tuple[str, ...]
    answers_to: tuple[str, ...]
    texts: frozenset[str]
    files: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a calendar stands in its mail: `method` is that of its Content-Type, "" when it should have one, None for an
    attachment, which need not.

    `stands` says whether it is a part that mail programs draw buttons from: the last of the alternatives.
    """

    method: str | None
    stands: bool
    charset: str
    encoding: str
    mail: Mail


@dataclass(frozen=True, slots=True)
class Document:
    """One calendar object, and the mail it came in, if it did."""

    content: Content
    envelope: Envelope | None = None
    kind: Kind = Kind.MESSAGE

    @property
    def calendars(self) -> list[Block]:
        return [block for block in self.content.outer.blocks if block.name == "VCALENDAR"]

    @property
    def events(self) -> list[Block]:
        return [event for calendar in self.calendars for event in calendar.within("VEVENT")]

    @property
    def method(self) -> str:
        """The METHOD of the body in capitals, "" when it has none."""
        found = [line.value.upper() for calendar in self.calendars for line in calendar.all("METHOD")]
        return found[0] if found else ""


Breach = tuple[int, str]  # the line it starts on, and what stands there


@dataclass(frozen=True, slots=True)
class Rule:
    """`kinds` are those of calendars that it holds for."""

    name: str
    promise: str
    breaches: Callable[[Document], Iterable[Breach]]
    kinds: frozenset[Kind] = frozenset(Kind)


def each_event(look: Callable[[Block], Iterable[Breach]]) -> Callable[[Document], Iterator[Breach]]:
    """A rule about one VEVENT, asked of every one."""

    def breaches(document: Document) -> Iterator[Breach]:
        for event in document.events:
            yield from look(event)

    return breaches

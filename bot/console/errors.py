"""What a person at the terminal can get wrong."""

from dataclasses import dataclass

from bot.domain.errors import KallelseError


@dataclass(eq=False)
class NoSuchFile(KallelseError):
    """A file cannot be read; `number` is the operating system's for why (an errno), `reason` its words."""

    path: str
    reason: str
    number: int = 0


@dataclass(eq=False)
class EmptyFile(KallelseError):
    """A file that should hold a calendar holds nothing."""

    path: str


@dataclass(eq=False)
class NotACalendar(KallelseError):
    """A file is neither a calendar nor a mail; `kind` is what it seems to be, "" when that is not known."""

    path: str
    kind: str


@dataclass(eq=False)
class BadMoment(KallelseError):
    """An option that wants a time got something else."""

    option: str
    given: str
    example: str


@dataclass(eq=False)
class UnknownZone(KallelseError):
    """There is no time zone of that name."""

    given: str

"""How a mailbox behaves while its owner is not looking."""

from dataclasses import dataclass
from enum import StrEnum


class Gone(StrEnum):
    """The address does not exist any more, and how its mail server says so."""

    REFUSED = "refused"  # at once: 550 5.1.1 to RCPT TO
    BOUNCED = "bounced"  # later: it takes the mail, and sends it back with a delivery report


@dataclass(frozen=True, slots=True)
class Habits:
    """`away` is the text of the automatic reply; empty means that none is sent. `language` is "sv" or "en"."""

    gone: Gone | None = None
    away: str = ""
    language: str = "sv"

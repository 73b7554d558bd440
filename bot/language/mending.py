"""What our own check found in a mail, in words a secretary can act on: the same in chat and in a letter."""

import re
from collections.abc import Callable

from bot.language.words import Words

LONGEST_RULES = 80

# What our own check found, by the names of its rules: what a secretary can put right, and where.
MENDABLE: tuple[tuple[frozenset[str], Callable[[Words], str]], ...] = (
    (
        frozenset({"size"}),
        lambda words: words.t("The invitation is too large for a calendar: shorten the agenda's topics."),
    ),
    (
        frozenset({"address", "recipient", "attendee-twice", "NotAnAddress"}),
        lambda words: words.t(
            "An e-mail address among those invited cannot stand in a calendar, or stands there twice: correct it in the "
            "list of members."
        ),
    ),
    (
        frozenset({"control-character", "encoding", "name-quotes", "split-character", "content"}),
        lambda words: words.t(
            "The place, the video link or a name holds characters that calendars cannot store: type it anew."
        ),
    ),
    (
        frozenset({"end-before-start", "duration", "EndBeforeStart", "NotAWallClockTime", "zone-disagrees"}),
        lambda words: words.t("The time cannot stand in a calendar: move the meeting to another."),
    ),
    (
        frozenset({"sender", "organizer"}),
        lambda words: words.t(
            "The address that invitations are sent from is not right: tell whoever runs Kallelse."
        ),
    ),
)


def what_to_mend(error: str, words: Words) -> str:
    """For a mail that our own check stopped: what is wrong in it, and what to do."""
    rules = set(re.findall(r"[\w-]+", error.partition(":")[2]))
    found = (said for names, said in MENDABLE if names & rules)
    said = next(
        found, lambda words: words.t("The invitation has a fault of ours: tell whoever runs Kallelse.")
    )
    return f"{said(words)} ({', '.join(sorted(rules))[:LONGEST_RULES]})"

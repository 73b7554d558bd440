"""Writes docs/dates.md from the table of phrases: `python -m tests.language.when.dates_page`."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from tests.language.when.table import Half, Phrase, Score, phrases

PAGE = Path(__file__).parents[3] / "docs" / "dates.md"

INTRODUCTION = """\
<!-- Written by tests/language/when/dates_page.py; change it or phrases.txt, not this page. -->
# Dates in words

Wherever Kallelse takes a date, it can be written as people write it, in Swedish and in English, mixed if need be. What
a piece of text is read as, anybody can try:

    kallelse when fredagen den 15 december klockan 10.00 -12.00 i Kronobergsrummet --now 2017-10-11T13:00
    kallelse when every other Tuesday until June --json

The answer is one of three: **understood**, with everything that was taken for granted said beside it; **ask**, with
what can be meant to choose from; **not understood**, with right examples near to what was tried. There is no fourth:
the grammar finds every way to read the whole text, and when they do not come to the same, it asks.

## What is decided, and what is asked
- The day stands before the month (15/12). Only where that cannot be (12/15) is it the other way round, and that is said.
- A date without its year is the coming one. When it passed less than 60 days ago, we ask: it may be a slip. When it
  passed longer ago it is next year's, and the year is said. A date that is written with its year and has passed is
  asked about.
- A weekday or a week that does not fit the date is asked about, never mended.
- "Tisdag" is the next one; said on a Tuesday, we ask. "Nästa fredag" and "next Friday" are certain only when those who
  mean this week and those who mean next week come to the same day.
- "Friday week" is certain when a week after the coming Friday is the Friday of next week. A working day is Monday to
  Friday, and asked about where a public holiday would change which one it is.
- Several days on one line ("3, 10 och 17 februari") are asked about: which one? In a plan each of them is a date.
- A week ("v. 50"), a month or a part of the day ("lunch") alone is asked about: on which day, at what time?
- Weeks are numbered as in ISO 8601 and in Swedish almanacs.
- "Kl 3" is three in the afternoon, and that is said. Six and seven can be either, and so can eight in "at 8"; then we
  ask. "03.00" and "3 am" are what they say.
- A time without a day is today's while it is still to come. When a meeting is being moved, it is of the meeting's day.
- A time that the clock skips or shows twice, when summer time begins or ends, is asked about.
- "Half two" is half past one or half past two, depending on where one grew up: we ask.
- "Until June" ends with May, which is said; "t.o.m. juni" and "through June" end with June. "From January to May" is
  asked about: with all of May, or up to it.
- A rule begins with its first day that has not passed, and that day is said. `UNTIL` is wall-clock time, like the start.
- "By Friday", "senast fredag" and "inom två veckor" are understood as the last day; "before Friday" is asked about.
- "Senast v. 5" is the Sunday of that week; "by week 5" is asked about.
- A year may follow a clock or a rule: "2/6 kl 13-15, 2027"; a rule is then within that year.
- "Ht" is August to December, "vt" January to June; both ends are said.
- A place follows "i", "in", "på", "at", "@", "hos" or "via". A name that follows only a comma or nothing is asked about.
"""

FIGURES = """\
## How well it reads
Of the {count} phrases below, half of them Swedish, all but those under "Later" were written before the grammar. They are
cut in two by a hash of the phrase. By the one half, which takes in the later ones, the grammar may be improved; the other
half only measures it. Asking, or giving up, is never
wrong; a date, time, rule or place other than the one that was meant always is, and a test holds that at zero.
"Asked" and "not understood" count only where an answer, or a question, was expected.
"""

FORMS = """\
## What is understood
Phrases in one row are read as the same; what became of the few that are not stands after them. `ask` means that a question comes back; `-` that a rule does not say its first
day.
"""


def page() -> str:
    every = list(phrases())
    parts = [
        INTRODUCTION,
        FIGURES.format(count=len(every)),
        "\n".join(_figures(every)),
        "",
        FORMS,
        *_sections(every),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _figures(every: list[Phrase]) -> Iterable[str]:
    yield "| half | phrases | right | asked | not understood | wrong |"
    yield "|---|---|---|---|---|---|"
    for half in Half:
        scores = Counter(phrase.score() for phrase in every if phrase.half is half)
        counts = " | ".join(str(scores[score]) for score in Score)
        yield f"| {half} | {scores.total()} | {counts} |"


def _sections(every: list[Phrase]) -> Iterable[str]:
    for (section, now), group in groupby(every, key=lambda phrase: (phrase.section, phrase.now)):
        yield f"### {section}, on {now:%A} {now.day} {now:%B %Y at %H:%M}\n"
        yield "| Swedish | English | read as |\n|---|---|---|"
        yield "\n".join(_rows(list(group))) + "\n"


def _rows(group: list[Phrase]) -> Iterable[str]:
    for expected in dict.fromkeys(phrase.expected for phrase in group):
        swedish, english = (
            "<br>".join(
                _words(phrase)
                for phrase in group
                if (phrase.language, phrase.expected) == (language, expected)
            )
            for language in ("sv", "en")
        )
        yield f"| {swedish} | {english} | {_meaning(expected)} |"


def _words(phrase: Phrase) -> str:
    score = phrase.score()
    return phrase.words if score is Score.RIGHT else f"{phrase.words} ({score})"


def _meaning(expected: str) -> str:
    """Only a place is no code."""
    code, at, place = expected.partition(" @ ")
    return f"`{code}`{at}{place}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

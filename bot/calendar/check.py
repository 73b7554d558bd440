"""Our linter: what no calendar program refuses and some of them read wrong. Run on every invitation before it leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.calendar.content import read
from bot.calendar.kinds import Kind
from bot.calendar.mail import LARGEST as LARGEST_MAIL
from bot.calendar.mail import CalendarParts, calendars_in, content_type, excess, readable
from bot.calendar.rules import alarms, envelope, octets, people, published, series, shape, texts, times
from bot.calendar.rules.rule import Document, Envelope, Rule
from bot.calendar.text import one_line

RULES: tuple[Rule, ...] = (
    *octets.RULES,
    *shape.RULES,
    *texts.RULES,
    *times.RULES,
    *series.RULES,
    *alarms.RULES,
    *people.RULES,
    *published.RULES,
    *envelope.RULES,
)
SIZE = Rule(
    "size",
    "A calendar should be no larger than 250 kB, a feed than 1 MB, a mail than 25 MB, of which 3 are not files.",
    lambda _: (),
)
NO_CALENDAR = Rule("no-calendar", "The mail should have a calendar part.", lambda _: ())
SAME_CALENDARS = Rule("attachment", "The attached calendar should be that of the mail's text.", lambda _: ())
LARGEST, MOST_LINES = 250_000, 10_000  # a meeting with a hundred attendees takes a tenth
LARGEST_FEED, MOST_LINES_OF_FEED = 1_000_000, 40_000  # it holds hundreds of meetings
MOST_CALENDARS = 3  # that differ; more than one is wrong already
MOST_OF_A_KIND = 10
MOST_TO_SHOW = 200  # characters


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks `rule`, whose `promise` says what should be true; `line` counts from 1 in the calendar part.

    `found` is what stands there, for the person who wrote the file: it can hold names and addresses.
    """

    rule: str
    promise: str
    line: int
    found: str


def check(data: bytes, kind: Kind = Kind.MESSAGE) -> list[Finding]:
    """What is wrong with a calendar file, or with a whole mail that carries one; nothing when it may leave. A calendar in
    a mail is a message, whatever `kind` says.
    """
    if begins_as_calendar(data):
        return list(_findings(data, None, kind))
    mail = readable(data) if len(data) <= LARGEST_MAIL else data
    too_much = excess(mail)
    return [_finding(SIZE, 1, too_much)] if too_much else list(_findings_in_mail(mail))


def begins_as_calendar(data: bytes) -> bool:
    return data[:100].lstrip(b"\xef\xbb\xbf\r\n\t ")[:6].upper() == b"BEGIN:"


def check_people(lines: bytes, method: str, organizer: str) -> list[Finding]:
    """What is wrong with ATTENDEE lines alone: for a calendar that has been checked with other people in it."""
    frame = "BEGIN:VCALENDAR\r\nMETHOD:{}\r\nBEGIN:VEVENT\r\nORGANIZER:mailto:{}\r\n"
    head = frame.format(method, organizer).encode()
    document = Document(read(head + lines + b"END:VEVENT\r\nEND:VCALENDAR\r\n"))
    return [
        _finding(rule, line, found)
        for rule in octets.RULES + people.RULES
        for line, found in islice(rule.breaches(document), MOST_OF_A_KIND)
    ]


def _findings(data: bytes, around: Envelope | None, kind: Kind = Kind.MESSAGE) -> Iterator[Finding]:
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    largest, most = (LARGEST_FEED, MOST_LINES_OF_FEED) if kind == Kind.FEED else (LARGEST, MOST_LINES)
    if len(data) > largest or lines > most:
        yield _finding(SIZE, 1, f"{len(data)} B, CR LF × {lines}")
        return
    document = Document(read(data), around, kind)
    for rule in (rule for rule in RULES if kind in rule.kinds):
        for line, found in islice(rule.breaches(document), MOST_OF_A_KIND):
            yield _finding(rule, line, found)


def _findings_in_mail(data: bytes) -> Iterator[Finding]:
    calendars = calendars_in(data)
    if not calendars:
        yield _finding(NO_CALENDAR, 1, content_type(data))
    if len(calendars) > 1:
        yield _finding(SAME_CALENDARS, 1, f"× {len(calendars)}")
    for calendar in calendars[:MOST_CALENDARS]:
        yield from _findings_in_parts(calendar)


def _findings_in_parts(calendar: CalendarParts) -> Iterator[Finding]:
    """The same calendar as text and as a file breaks the same rules: they are said once."""
    drawn = [envelope for envelope in calendar.envelopes if envelope.method is not None]
    for around in dict.fromkeys(drawn or calendar.envelopes[:1]):
        yield from _findings(calendar.body, around)


def _finding(rule: Rule, line: int, found: str) -> Finding:
    return Finding(rule.name, rule.promise, line, one_line(found)[:MOST_TO_SHOW])

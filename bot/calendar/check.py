"""Our linter: what no calendar program refuses and some of them read wrong. Run on every invitation before it leaves."""

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from itertools import islice

from bot.calendar.content import read
from bot.calendar.rules import envelope, octets, people, shape, times
from bot.calendar.rules.rule import Document, Envelope, Rule
from bot.calendar.text import one_line

RULES: tuple[Rule, ...] = octets.RULES + shape.RULES + times.RULES + people.RULES + envelope.RULES
SIZE = Rule("size", "A calendar is no larger than 250 kB, its mail than 10 MB.", lambda _: ())
NO_CALENDAR = Rule("no-calendar", "The mail has a calendar part.", lambda _: ())
SAME_CALENDARS = Rule("attachment", "The attached calendar is that of the mail's text.", lambda _: ())
LARGEST = 250_000  # bytes: a meeting with a hundred attendees takes a tenth
LARGEST_MAIL = 10_000_000  # it may carry other files
MOST_LINES, MOST_PARTS = 200_000, 1_000
MOST_OF_A_KIND = 10
MOST_TO_SHOW = 200  # characters
CALENDAR_TYPES = frozenset({"text/calendar", "application/ics"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What breaks `rule`, whose `promise` says what should be true; `line` counts from 1 in the calendar part.

    `found` is what stands there, for the person who wrote the file: it can hold names and addresses.
    """

    rule: str
    promise: str
    line: int
    found: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.rule}: {self.promise} Found: {self.found}"


def check(data: bytes) -> list[Finding]:
    """What is wrong with a calendar file, or with a whole mail that carries one; nothing when it may leave."""
    if len(data) > LARGEST_MAIL or data.count(b"\n") > MOST_LINES or data.count(b"\n--") > MOST_PARTS:
        return [_finding(SIZE, 1, str(len(data)))]
    if data[:100].lstrip(b"\xef\xbb\xbf\r\n\t ")[:6].upper() == b"BEGIN:":
        return list(_findings(data, None))
    return list(_findings_in_mail(data))


def _findings(data: bytes, around: Envelope | None) -> Iterator[Finding]:
    if len(data) > LARGEST:
        yield _finding(SIZE, 1, str(len(data)))
        return
    document = Document(read(data), around)
    for rule in RULES:
        for line, found in islice(rule.breaches(document), MOST_OF_A_KIND):
            yield _finding(rule, line, found)


def _findings_in_mail(data: bytes) -> Iterator[Finding]:
    mail = message_from_bytes(data, policy=policy.default)
    parts = [part for part in mail.walk() if part.get_content_type() in CALENDAR_TYPES]
    if not parts:
        yield _finding(NO_CALENDAR, 1, mail.get_content_type())
    bodies = [_octets(part) for part in parts]
    if len(set(bodies)) > 1:
        yield _finding(SAME_CALENDARS, 1, f"× {len(set(bodies))}")
    last = _last_alternatives(mail)
    found: dict[Finding, None] = {}  # the attachment breaks the same rules as its twin: say it once
    for part, body in zip(parts, bodies, strict=True):
        for finding in _findings(body, _envelope(mail, part, stands=id(part) in last)):
            found[finding] = None
    yield from found


def _envelope(mail: EmailMessage, part: EmailMessage, *, stands: bool) -> Envelope:
    is_attachment = part.is_attachment() or part.get_content_type() != "text/calendar"
    method = None if is_attachment else str(part.get_param("method", ""))
    return Envelope(method, stands, _addresses(mail, "From")[0], _addresses(mail, "To"))


def _last_alternatives(mail: EmailMessage) -> set[int]:
    """The parts that a mail program prefers: the last of each multipart/alternative, and a mail that is one part."""
    last = {id(mail)}
    for part in mail.walk():
        if part.get_content_type() == "multipart/alternative":
            last |= {id(alternative) for alternative in list(part.iter_parts())[-1:]}
    return last


def _addresses(mail: EmailMessage, header: str) -> tuple[str, ...]:
    found = getaddresses([str(value) for value in mail.get_all(header, [])])
    return tuple(address.lower() for _, address in found) or ("",)


def _octets(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _finding(rule: Rule, line: int, found: str) -> Finding:
    return Finding(rule.name, rule.promise, line, one_line(found)[:MOST_TO_SHOW])

"""What attendees' calendars send back: bytes → facts. Nothing is believed here, and nothing is repaired.

A REPLY is read for who answers what, and for nothing else: its times are whatever the other calendar made of ours.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parseaddr
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.calendar.content import Block, Line, read
from bot.calendar.text import display_name, paragraphs
from bot.domain.invitation import Answer
from bot.domain.received import Asked, Participant, Response, Scheduling

LARGEST = 60_000  # bytes
MOST_LINES = 3_000
MOST_EVENTS = 20
MOST_PARTICIPANTS = 500
LONGEST_COMMENT = 2_000
LONGEST_UID = 250
LARGEST_SEQUENCE = 2**31 - 1
STAMP = re.compile(r"(\d{8}T\d{6})(Z?)")
DURATION = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?)?")
COMMENTS = ("COMMENT", "X-RESPONSE-COMMENT", "X-MICROSOFT-RESPONSE-COMMENT", "X-MS-OLK-RESPONSE-COMMENT")
ANSWERS = {answer.value.upper(): answer for answer in Answer}
DELEGATED = "DELEGATED"


class NotReadable(ValueError):
    """It is larger than any answer, or no calendar at all."""


def read_reply(data: bytes, method_outside: str = "") -> Scheduling | str:
    """What a calendar asks of us, or the name of a method that is not an attendee's to send (REQUEST, PUBLISH, …).

    `data` is UTF-8. `method_outside` is what the mail's header names: some clients write the method only there, others
    only in the calendar; where both do, the calendar is right. Raises NotReadable.
    """
    if len(data) > LARGEST or data.count(b"\n") + data.count(b"\r") > 2 * MOST_LINES:
        raise NotReadable("too large")
    calendar = next(read(data).outer.within("VCALENDAR"), None)
    if calendar is None:
        raise NotReadable("no calendar")
    inside = calendar.first("METHOD")
    method = (inside.value if inside else method_outside).strip().upper()
    if method not in {asked.value.upper() for asked in Asked}:
        return method[:20]
    asked = Asked(method.lower())
    events = [block for block in calendar.blocks if block.name == "VEVENT"][:MOST_EVENTS]
    return Scheduling(asked, tuple(_newest(_response(event, asked) for event in events)))


def _newest(responses: Iterator[Response | None]) -> list[Response]:
    """For each meeting the response written last: one mail may hold several about the same."""
    found: dict[str, Response] = {}
    for response in responses:
        if response and (response.uid not in found or _age(response) >= _age(found[response.uid])):
            found[response.uid] = response
    return list(found.values())


def _age(response: Response) -> tuple[int, datetime]:
    return response.sequence, response.stamp or datetime.min.replace(tzinfo=UTC)


def _response(event: Block, asked: Asked) -> Response | None:
    uid = _value(event, "UID")
    if not uid or len(uid) > LONGEST_UID:
        return None
    start, end = _proposed(event) if asked is Asked.COUNTER else (None, None)
    return Response(
        uid=uid,
        sequence=_sequence(event),
        stamp=_stamp(event),
        participants=tuple(_participants(event)),
        comment=_comment(event),
        start=start,
        end=end,
    )


def _value(event: Block, name: str) -> str:
    line = event.first(name)
    return line.value.strip() if line else ""


def _sequence(event: Block) -> int:
    """Left out, it is 0: RFC 5545 section 3.8.7.4."""
    written = _value(event, "SEQUENCE")
    plain = written.isascii() and written.isdigit() and len(written) <= len(str(LARGEST_SEQUENCE))
    return min(int(written), LARGEST_SEQUENCE) if plain else 0


def _stamp(event: Block) -> datetime | None:
    found = STAMP.fullmatch(_value(event, "DTSTAMP"))
    return _moment(found[1], UTC) if found else None


def _participants(event: Block) -> Iterator[Participant]:
    for line in event.all("ATTENDEE")[:MOST_PARTICIPANTS]:
        state = line.param("PARTSTAT").strip().upper()
        yield Participant(
            address=line.address or _mailbox(line.param("EMAIL")),
            name=display_name(line.param("CN")),
            answer=ANSWERS.get(state, Answer.NONE),
            delegate=_mailbox(line.param("DELEGATED-TO")) if state == DELEGATED else "",
            stands_for=_mailbox(line.param("DELEGATED-FROM")),
        )


def _mailbox(written: str) -> str:
    """The address in "mailto:anna@example.org", with or without the scheme."""
    return parseaddr(re.sub(r"^mailto:", "", written.strip(), flags=re.IGNORECASE))[1].lower()


def _comment(event: Block) -> str:
    """COMMENT as the standard has it, and what Outlook and Apple's calendars write instead."""
    lines = (line.value for name in COMMENTS for line in event.all(name))
    beside = (line.param("X-RESPONSE-COMMENT") for line in event.all("ATTENDEE"))
    said = dict.fromkeys(text for one in (*lines, *beside) if (text := paragraphs(one)))
    return "\n".join(said)[:LONGEST_COMMENT]


def _proposed(event: Block) -> tuple[datetime | None, datetime | None]:
    """The time that is proposed, in UTC; without an end it is as long as the meeting is now."""
    start, end = _time(event.first("DTSTART")), _time(event.first("DTEND"))
    if start and end is None:
        end = start + length if (length := _duration(_value(event, "DURATION"))) else None
    return start, end if start and end and end > start else None


def _time(line: Line | None) -> datetime | None:
    """An instant; None when it is a whole day, floats, or stands in a zone that nobody knows."""
    found = STAMP.fullmatch(line.value.strip()) if line else None
    if line is None or found is None:
        return None
    if found[2]:
        return _moment(found[1], UTC)
    zone = _zone(line.param("TZID"))
    return _moment(found[1], zone) if zone else None


def _zone(name: str) -> ZoneInfo | None:
    """By its IANA name, or by the one that Windows has for it."""
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(name, name))
    except (
        ZoneInfoNotFoundError,
        ValueError,
        OSError,
    ):  # OSError: the name of a folder of zones, such as "Europe"
        return None


def _moment(written: str, zone: tzinfo) -> datetime | None:
    try:
        return datetime.strptime(written, "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _duration(written: str) -> timedelta | None:
    found = DURATION.fullmatch(written)
    if found is None:
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)

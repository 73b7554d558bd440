"""Files that are out of all proportion, each in another way, as bytes that are made when they are asked for."""

from collections.abc import Callable
from zoneinfo import available_timezones

from tests.calendar.examples import MEETING, request

GOOD = request(MEETING)
YEARLY = b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"
ZONE = GOOD[GOOD.index(b"BEGIN:VTIMEZONE") : GOOD.index(b"BEGIN:VEVENT")]
EVENT = GOOD[GOOD.index(b"BEGIN:VEVENT") : GOOD.index(b"END:VCALENDAR")]
STANDARD = ZONE[ZONE.index(b"BEGIN:STANDARD") : ZONE.index(b"END:VTIMEZONE")]
MIXED = b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n'
PART = b"\r\n--b\r\nContent-Type: text/calendar; method=REQUEST\r\n"
BASE64 = PART + b"Content-Transfer-Encoding: base64\r\n\r\n"
QUOTED = PART + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
UUENCODED = PART + b"Content-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 x\r\n"


def calendar(content: bytes) -> bytes:
    return b"BEGIN:VCALENDAR\r\n" + content


def event_with(content: bytes) -> bytes:
    return GOOD.replace(b"CLASS:PUBLIC", content)


def ruled(rule: bytes) -> bytes:
    """A zone whose clocks change by this rule."""
    return GOOD.replace(YEARLY, rule)


def mail(content: bytes, head: bytes = b"") -> bytes:
    return head + MIXED + b"\r\n" + content


def of_type(value: bytes) -> bytes:
    return b"Content-Type: text/calendar" + value + b"\r\n\r\n" + GOOD


def numbered(pattern: bytes, count: int) -> bytes:
    return b"".join(pattern % number for number in range(count))


def many_hours() -> bytes:
    sixty = numbered(b"%d,", 60)[:-1]
    return ruled(b"FREQ=YEARLY;BYHOUR=1,2,3;BYMINUTE=" + sixty + b";BYSECOND=" + sixty)


def numbered_zones(count: int) -> bytes:
    """Each used once, and each by a rule for a day that never comes."""
    never = ZONE.replace(YEARLY, b"FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2").replace(b"Europe/Stockholm", b"%s")
    names = sorted(name.encode() for name in available_timezones())[:count]
    used = b"".join(b"DTSTART;TZID=%b:20171215T100000\r\n" % name for name in names)
    return event_with(used + b"CLASS:PUBLIC").replace(
        b"BEGIN:VEVENT", b"".join(never.replace(b"%s", name) for name in names) + b"BEGIN:VEVENT"
    )


def zone_of_rules(count: int) -> bytes:
    """As many as are read, and times in as many years as are compared."""
    rule = STANDARD.replace(YEARLY, b"FREQ=YEARLY;BYMONTHDAY=-1,-2,-3").replace(b"2016", b"1601")
    used = numbered(b"EXDATE;TZID=Europe/Stockholm:2%03d1215T100000\r\n", 900)
    return event_with(used + b"CLASS PUBLIC").replace(
        ZONE, ZONE[: ZONE.index(b"BEGIN:DAYLIGHT")] + rule * count + b"END:VTIMEZONE\r\n"
    )


CALENDARS: dict[str, Callable[[], bytes]] = {
    "blocks in blocks": lambda: calendar(b"BEGIN:VEVENT\r\n" * 16_000),
    "10 MB of lines": lambda: calendar(b"X:Y\r\n" * 2_000_000),
    "10 MB in one line": lambda: calendar(b"X" * 9_900_000),
    "250 kB in one line": lambda: calendar(b"X" * 230_000),
    "short lines": lambda: calendar(b"X:\n" * 80_000),
    "a line folded without end": lambda: calendar(b"SUMMARY:" + b"a\r\n " * 55_000),
    "CR without LF": lambda: calendar(b"\r" * 240_000),
    "zeros": lambda: calendar(b"\0" * 230_000),
    "parameters": lambda: calendar(b"X" + b";A=B" * 55_000 + b":x"),
    "quoted parameters": lambda: calendar(b"X" + b';A="b"' * 40_000 + b":x"),
    "zone changing every second": lambda: ruled(b"FREQ=SECONDLY"),
    "zone changing every no years": lambda: ruled(b"FREQ=YEARLY;INTERVAL=0"),
    "zone changing in hours of hours": many_hours,
    "zone changing on 31 February": lambda: ruled(b"FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2"),
    "zone changing for ever": lambda: ruled(b"FREQ=YEARLY;COUNT=99999999999999999999"),
    "zones on 31 February": lambda: numbered_zones(100),
    "one zone many times": lambda: GOOD.replace(b"BEGIN:VEVENT", ZONE * 400 + b"BEGIN:VEVENT"),
    "observances": lambda: GOOD.replace(b"END:VTIMEZONE", STANDARD * 1_200 + b"END:VTIMEZONE"),
    "rules of a zone": lambda: zone_of_rules(20),
    "event every second": lambda: event_with(b"RRULE:FREQ=SECONDLY;UNTIL=99991231T235959Z"),
    "events": lambda: GOOD.replace(b"END:VCALENDAR", EVENT * 250 + b"END:VCALENDAR"),
    "zones that nobody knows": lambda: event_with(
        numbered(b"DTSTART;TZID=Z%d:20171215T100000\r\n", 5_000) + b"CLASS:PUBLIC"
    ),
    "zones that are paths": lambda: GOOD.replace(b"Europe/Stockholm", b"../" * 40 + b"etc/passwd"),
    "dates left out": lambda: event_with(b"EXDATE:" + b"20171215T100000Z," * 13_000),
    "brackets in an address": lambda: event_with(b"ATTENDEE;RSVP=TRUE:mailto:" + b"(" * 230_000),
    "attendees": lambda: event_with(numbered(b"ATTENDEE:mailto:a%d@b.example\r\n", 6_000) + b"CLASS:PUBLIC"),
    "a long duration": lambda: event_with(b"DURATION:P" + b"9" * 200_000 + b"D"),
    "a long sequence": lambda: GOOD.replace(b"SEQUENCE:0", b"SEQUENCE:" + b"9" * 200_000),
    "alarms": lambda: GOOD.replace(b"END:VEVENT", b"BEGIN:VALARM\r\nEND:VALARM\r\n" * 4_000 + b"END:VEVENT"),
    "no such time": lambda: GOOD.replace(b"T100000", b"T999999"),
}
MAILS: dict[str, Callable[[], bytes]] = {
    "10 MB in one line": lambda: mail(b"x" * 9_900_000),
    "10 MB of lines": lambda: mail((b"x" * 76 + b"\r\n") * 120_000),
    "10 MB of base64": lambda: mail(BASE64 + (b"QUJD" * 19 + b"\r\n") * 120_000 + b"--b--\r\n"),
    "10 MB of base64 in one line": lambda: mail(BASE64 + b"QUJD" * 2_400_000),
    "10 MB of quoted-printable": lambda: mail(QUOTED + (b"=41" * 24 + b"=\r\n") * 120_000),
    "8 MB of uuencode": lambda: mail(UUENCODED + (b"M" + b"A" * 60 + b"\r\n") * 120_000),
    "26 MB": lambda: mail(BASE64 + (b"QUJD" * 19 + b"\r\n") * 333_334),
    "24 MB of lines that could be base64": lambda: mail((b"x" * 59 + b"\r\n") * 400_000),
    "3 MB that are not ASCII": lambda: mail(b"\xe5\r\n\xff".ljust(60, b"\xf6") * 49_000),
    "a million empty lines": lambda: mail(b"\r\n" * 1_000_000),
    "a million short lines": lambda: mail(b"x\r\n" * 1_000_000),
    "a million CR": lambda: mail(b"\r" * 1_000_000),
    "mails in a hundred mails": lambda: b"Content-Type: message/rfc822\r\n\r\n" * 100 + GOOD,
    "mails in ten thousand mails": lambda: b"Content-Type: message/rfc822\r\n\r\n" * 10_000 + GOOD,
    "parts in parts": lambda: b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (depth, depth)
        for depth in range(900)
    ),
    "digests in digests": lambda: b'Content-Type: multipart/digest; boundary="b"\r\n\r\n--b\r\n\r\n' * 900,
    "a thousand parts": lambda: mail((PART + b"\r\n" + GOOD) * 990),
    "a thousand calendars": lambda: mail(numbered(PART + b"\r\nBEGIN:VCALENDAR\r\nX:%d\r\n", 990)),
    "fifty thousand parts": lambda: mail((PART + b"\r\n") * 50_000),
    "a header of 5 MB": lambda: mail(GOOD, b"Subject: " + b"x" * 5_000_000 + b"\r\n"),
    "a header of 200,000 lines": lambda: mail(GOOD, b"Subject: " + b"x\r\n " * 199_000 + b"\r\n"),
    "encoded words": lambda: mail(GOOD, b"From: " + b"=?utf-8?q?x?= " * 350_000 + b"<a@b.example>\r\n"),
    "recipients": lambda: mail(GOOD, b"To: " + b"a@b.example, " * 380_000 + b"\r\n"),
    "comments in comments": lambda: mail(PART + b"\r\n" + GOOD, b"To: " + b"(" * 9_000 + b"\r\n"),
    "quotes in quotes": lambda: mail(PART + b"\r\n" + GOOD, b"To: " + b'"\\' * 4_500 + b"\r\n"),
    "brackets in brackets": lambda: mail(PART + b"\r\n" + GOOD, b"To: " + b"<" * 9_000 + b"\r\n"),
    "headers": lambda: mail(GOOD, b"X: y\r\n" * 190_000),
    "headers of a part": lambda: mail(b"\r\n--b\r\n" + b"X: y\r\n" * 190_000),
    "parameters of 4 MB": lambda: of_type(b"; a=b" * 900_000),
    "parameters folded": lambda: of_type(b";\r\n a=b" * 190_000),
    "parameters in pieces": lambda: of_type(numbered(b"; method*%d*=%%41", 90_000)),
    "parameters in a part": lambda: mail(b"\r\n--b\r\nContent-Type: text/calendar" + b";\r\n a=b" * 190_000),
    "semicolons": lambda: of_type(b";" * 4_000_000),
    "quoted parameters": lambda: of_type(b"; method=" + b'"\\' * 1_000_000),
    "a boundary of 4 MB": lambda: (
        b'Content-Type: multipart/mixed; boundary="' + b"b" * 4_000_000 + b'"\r\n\r\n' + b"x\r\n" * 100_000
    ),
    "zeros": lambda: bytes(9_000_000),
    "any octets": lambda: bytes(range(256)) * 30_000,
}

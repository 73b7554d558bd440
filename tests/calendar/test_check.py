"""Each rule of the linter has its file in tests/ics; what follows the rule's name in a file's name is the variant."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from bot.calendar.check import NO_CALENDAR, RULES, SAME_CALENDARS, Finding, check
from bot.calendar.entry import cancellation, request
from bot.calendar.kinds import Kind
from tests.calendar.examples import MEETING

FILES = Path(__file__).parent.parent / "ics"
BROKEN = {
    "address.ics": ("address", 34, "urn:uuid:1f7a"),
    "alarm-order.ics": ("alarm-order", 40, "STATUS"),
    "alternative-order.eml": ("alternative-order", 1, "text/calendar"),
    "attachment.eml": ("attachment", 1, "× 2"),
    "attendee-missing.ics": ("attendee-missing", 23, "ATTENDEE × 0"),
    "attendee-twice.ics": ("attendee-twice", 32, "anna@alvnas.example"),
    "calendar-header-missing.ics": ("calendar-header", 1, "PRODID × 0"),
    "calendar-header.ics": ("calendar-header", 2, "1.0"),
    "calendar-uid.ics": ("calendar-uid", 3, "calendar-1@alvnas.example"),
    "content.ics": ("content", 32, "CLASS PUBLIC"),
    "control-character.ics": ("control-character", 33, "0x07"),
    "duration.ics": ("duration", 26, "PT0S"),
    "encoding.ics": ("encoding", 24, "invalid start byte"),
    "end-before-start.ics": ("end-before-start", 26, "20171215T100000 – 20171215T100000"),
    "end-missing.ics": ("end-missing", 23, "DTEND, DURATION × 0"),
    "event-header-no-stamp.ics": ("event-header", 23, "DTSTAMP × 0"),
    "event-header-uid-twice.ics": ("event-header", 29, "UID × 2"),
    "event-header.ics": ("event-header", 23, "SEQUENCE × 0"),
    "header-method-missing.eml": ("header-method", 1, "method × 0 – REQUEST"),
    "header-method.eml": ("header-method", 1, "PUBLISH – REQUEST"),
    "line-ending-doubled.ics": ("line-ending", 1, "CR CR LF × 39"),
    "line-ending.ics": ("line-ending", 1, "LF × 39"),
    "line-length.ics": ("line-length", 32, "139"),
    "method-missing.ics": ("method-missing", 1, "METHOD × 0"),
    "method-unknown.ics": ("method-unknown", 5, "INVITE"),
    "name-quotes.ics": ("name-quotes", 34, 'Rådet "Trygg"'),
    "no-calendar.eml": ("no-calendar", 1, "multipart/mixed"),
    "no-event.ics": ("no-event", 1, "VEVENT × 0"),
    "one-calendar.ics": ("one-calendar", 40, "VCALENDAR × 2"),
    "organizer-twice.ics": ("organizer", 35, "ORGANIZER × 2"),
    "organizer.ics": ("organizer", 23, "ORGANIZER × 0"),
    "recipient.eml": ("recipient", 1, "cecilia@alvnas.example"),
    "rsvp.ics": ("rsvp", 30, "anna@alvnas.example"),
    "sender.eml": ("sender", 34, "kallelse@alvnas.example – noreply@alvnas.example"),
    "sequence.ics": ("sequence", 29, "-1"),
    "split-character.ics": ("split-character", 25, "b6"),
    "stamp-utc.ics": ("stamp-utc", 27, "20171011T130500"),
    "status-request.ics": ("status", 35, "CANCELLED"),
    "status.ics": ("status", 23, "STATUS × 0"),
    "time-floating.ics": ("time-floating", 25, "20171215T100000"),
    "time-unreadable.ics": ("time-unreadable", 26, "20171315T120000"),
    "until-date.ics": ("until-date", 32, "20180301"),
    "until-utc.ics": ("until-utc", 32, "20180301T100000"),
    "utc-with-zone.ics": ("utc-with-zone", 25, "Europe/Stockholm 20171215T090000Z"),
    "zone-form-daily.ics": ("zone-form", 17, "FREQ=SECONDLY"),
    "zone-form.ics": ("zone-form", 17, "RDATE"),
    "zone-incomplete-empty.ics": ("zone-incomplete", 6, "STANDARD, DAYLIGHT × 0"),
    "zone-incomplete.ics": ("zone-incomplete", 15, "TZOFFSETTO × 0"),
}
BROKEN_IN_SEVERAL_PLACES = {
    "content-unclosed.ics": [("content", 38), ("content", 1), ("content", 23)],
    "zone-disagrees.ics": [("zone-disagrees", 25), ("zone-disagrees", 26)],
    "zone-fixed-offset.ics": [("zone-fixed-offset", 16), ("zone-fixed-offset", 17)],
    "zone-missing.ics": [("zone-missing", 8), ("zone-missing", 9)],
}
GOOD = ("good-cancel.eml", "good-cancel.ics", "good-request.eml", "good-request.ics")


def mail_around(content: bytes) -> bytes:
    return b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + content


def checked(name: str) -> list[Finding]:
    return check((FILES / name).read_bytes())


@pytest.mark.parametrize("name", BROKEN)
def test_check_finds_what_is_broken_and_nothing_else(name: str) -> None:
    assert [(finding.rule, finding.line, finding.found) for finding in checked(name)] == [BROKEN[name]]


@pytest.mark.parametrize("name", BROKEN_IN_SEVERAL_PLACES)
def test_check_finds_every_place(name: str) -> None:
    assert [(finding.rule, finding.line) for finding in checked(name)] == BROKEN_IN_SEVERAL_PLACES[name]


@pytest.mark.parametrize("name", GOOD)
def test_check_says_nothing_about_good_files(name: str) -> None:
    assert checked(name) == []


def test_every_rule_has_a_file_and_every_file_is_tested() -> None:
    tested = {*BROKEN, *BROKEN_IN_SEVERAL_PLACES, *GOOD}
    assert {path.name for path in FILES.glob("*.[ie][cm][sl]")} == tested
    shown = {rule for rule, *_ in BROKEN.values()} | {
        found[0][0] for found in BROKEN_IN_SEVERAL_PLACES.values()
    }
    of_messages = [rule for rule in RULES if Kind.MESSAGE in rule.kinds]
    assert shown == {rule.name for rule in (*of_messages, NO_CALENDAR, SAME_CALENDARS)}


def test_rules_have_names_of_their_own() -> None:
    names = [rule.name for rule in RULES]
    assert sorted(names) == sorted(set(names))


def test_our_own_messages_pass() -> None:
    assert check(request(MEETING)) == []
    assert check(cancellation(replace(MEETING, sequence=1))) == []


def test_finding_reads_as_one_line() -> None:
    [finding] = checked("time-floating.ics")
    assert (
        str(finding) == "line 25: time-floating: Every time has a zone, or is in UTC. Found: 20171215T100000"
    )


def test_finding_stays_on_one_line_whatever_stands_in_the_file() -> None:
    [finding] = check(request(MEETING).replace(b"CLASS:PUBLIC", b"CLASS \x1b[31m\xe2\x80\xa8PUBLIC"))[1:]
    assert finding.rule == "content"
    assert str(finding).splitlines() == [str(finding)]
    assert "\x1b" not in str(finding)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 16_000, id="nested-deeply"),
        pytest.param(b"BEGIN:VCALENDAR\r\n" + b"X" * 230_000, id="one-endless-line"),
        pytest.param(b"BEGIN:VCALENDAR\r\nSUMMARY:" + b"a\r\n " * 55_000, id="folded-endlessly"),
        pytest.param(b"BEGIN:VCALENDAR\r\nX" + b";A=B" * 55_000 + b":x", id="parameters-without-end"),
        pytest.param(b"BEGIN:VCALENDAR\r\n" + b"\0" * 230_000, id="nothing-but-zeros"),
        pytest.param(b"BEGIN:VCALENDAR\r\n" + b"X:Y\r\n" * 2_000_000, id="ten-megabytes"),
        pytest.param(mail_around(b"x\r\n" * 3_000_000), id="ten-megabytes-of-mail"),
        pytest.param(
            mail_around(b"\r\n--b\r\nContent-Type: text/calendar\r\n\r\n" * 50_000), id="parts-without-end"
        ),
        pytest.param(
            mail_around(b"\r\n--b\r\nContent-Type: text/calendar\r\n\r\n" * 900), id="nine-hundred-parts"
        ),
        pytest.param(
            request(MEETING).replace(b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", b"FREQ=SECONDLY"),
            id="every-second",
        ),
        pytest.param(
            request(MEETING).replace(b"Europe/Stockholm", b"../" * 40 + b"etc/passwd"), id="path-as-zone"
        ),
        pytest.param(request(MEETING).replace(b"Europe/Stockholm", b"Europe"), id="folder-as-zone"),
        pytest.param(request(MEETING).replace(b"T100000", b"T999999"), id="no-such-time"),
    ],
)
def test_check_answers_hostile_input_soon(hostile: bytes) -> None:
    started = time.process_time()
    assert check(hostile) != []
    assert time.process_time() - started < 1


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"\xff\xfe\x00", b"Content-Type: text/calendar\r\n\r\n"])
def test_check_answers_what_is_neither_calendar_nor_mail(data: bytes) -> None:
    assert check(data) != []

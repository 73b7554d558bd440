"""Each rule of the linter has its file in tests/ics; what follows the rule's name in a file's name is the variant."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.calendar.check import NO_CALENDAR, RULES, SAME_CALENDARS, Finding, check
from bot.calendar.kinds import Kind
from tests.calendar.examples import MEETING, cancellation, request

FILES = Path(__file__).parent.parent / "ics"
BROKEN = {
    "address.ics": ("address", 34, "urn:uuid:1f7a"),
    "alarm-email.ics": ("alarm", 39, "EMAIL"),
    "alarm-order.ics": ("alarm-order", 40, "STATUS"),
    "alarm-repeat.ics": ("alarm", 38, "REPEAT × 1, DURATION × 0"),
    "alarm-time-repeat.ics": ("alarm-time", 43, "-PT5M"),
    "alarm-time-unreadable.ics": ("alarm-time", 40, "PT-15M"),
    "alarm-time-zone.ics": ("alarm-time", 40, "20171215T094500"),
    "alarm-time.ics": ("alarm-time", 40, "PT15M"),
    "alarm-trigger.ics": ("alarm", 38, "TRIGGER × 0"),
    "alarm.ics": ("alarm", 38, "DESCRIPTION × 0"),
    "alternative-order.eml": ("alternative-order", 1, "text/calendar"),
    "answer.ics": ("answer", 30, "UNKNOWN-YET"),
    "attach.ics": ("attach", 32, "20400"),
    "attachment.eml": ("attachment", 1, "× 2"),
    "attendee-missing.ics": ("attendee-missing", 23, "ATTENDEE × 0"),
    "attendee-twice.ics": ("attendee-twice", 32, "anna@alvnas.example"),
    "byte-order-mark.ics": ("byte-order-mark", 1, "BOM (0xef 0xbb 0xbf)"),
    "calendar-header-missing.ics": ("calendar-header", 1, "PRODID × 0"),
    "calendar-header-scale.ics": ("calendar-header", 4, "JULIAN"),
    "calendar-header.ics": ("calendar-header", 2, "1.0"),
    "calendar-uid.ics": ("calendar-uid", 3, "calendar-1@alvnas.example"),
    "charset.eml": ("charset", 1, "iso-8859-1"),
    "content.ics": ("content", 32, "CLASS PUBLIC"),
    "control-character.ics": ("control-character", 33, "0x07"),
    "duration.ics": ("duration", 26, "PT0S"),
    "encoding.ics": ("encoding", 24, "0xf6"),
    "end-before-start.ics": ("end-before-start", 26, "20171215T100000 – 20171215T100000"),
    "end-missing.ics": ("end-missing", 23, "DTEND, DURATION × 0"),
    "event-header-no-stamp.ics": ("event-header", 23, "DTSTAMP × 0"),
    "event-header-uid-twice.ics": ("event-header", 29, "UID × 2"),
    "event-header.ics": ("event-header", 23, "SEQUENCE × 0"),
    "file-missing.eml": ("file-missing", 1, "application/ics × 0"),
    "header-method-missing.eml": ("header-method", 1, "method × 0 – REQUEST"),
    "header-method.eml": ("header-method", 1, "PUBLISH – REQUEST"),
    "html-description.ics": ("html-description", 32, "FMTTYPE=text/html, DESCRIPTION × 0"),
    "line-empty.ics": ("line-empty", 33, "CR LF"),
    "line-ending-doubled.ics": ("line-ending", 1, "CR CR LF × 39"),
    "line-ending.ics": ("line-ending", 1, "LF × 39"),
    "line-length.ics": ("line-length", 32, "139"),
    "link-url.ics": ("link", 32, "video.example"),
    "link.ics": ("link", 32, "https://video.example/rum/42"),
    "method-missing.ics": ("method-missing", 1, "METHOD × 0"),
    "method-unknown.ics": ("method-unknown", 5, "INVITE"),
    "name-quotes.ics": ("name-quotes", 34, 'Rådet "Trygg"'),
    "no-buttons.eml": ("no-buttons", 1, "PUBLISH"),
    "no-calendar.eml": ("no-calendar", 1, "multipart/mixed"),
    "no-event.ics": ("no-event", 1, "VEVENT × 0"),
    "once.ics": ("once", 33, "LOCATION × 2"),
    "one-calendar.ics": ("one-calendar", 40, "VCALENDAR × 2"),
    "one-event.ics": ("one-event", 39, "VEVENT × 2"),
    "organizer-twice.ics": ("organizer", 35, "ORGANIZER × 2"),
    "organizer.ics": ("organizer", 23, "ORGANIZER × 0"),
    "recipient.eml": ("recipient", 1, "cecilia@alvnas.example"),
    "reply-to.eml": ("reply-to", 1, "kallelse@alvnas.example – noreply@alvnas.example"),
    "rsvp.ics": ("rsvp", 30, "anna@alvnas.example"),
    "sender.eml": ("sender", 34, "kallelse@alvnas.example – noreply@alvnas.example"),
    "sequence.ics": ("sequence", 29, "-1"),
    "series-dates.ics": ("series-dates", 32, "20171222T100000"),
    "series-form-days.ics": ("series-form", 32, "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    "series-form-hourly.ics": ("series-form", 32, "FREQ=HOURLY;COUNT=4"),
    "series-form-two-ends.ics": ("series-form", 32, "FREQ=WEEKLY;COUNT=4;UNTIL=20180301T100000Z"),
    "series-form-two-rules.ics": ("series-form", 33, "RRULE × 2"),
    "series-form.ics": ("series-form", 32, "FREQ=MONTHLY;BYDAY=1MO,3MO;COUNT=4"),
    "series-override.ics": ("series-override", 41, "20171222T100000"),
    "split-character.ics": ("split-character", 25, "b6"),
    "stamp-utc.ics": ("stamp-utc", 27, "20171011T130500"),
    "status-request.ics": ("status", 35, "CANCELLED"),
    "status.ics": ("status", 23, "STATUS × 0"),
    "text-escaped-backslash.ics": ("text-escaped", 33, "\\2 tr"),
    "text-escaped.ics": ("text-escaped", 33, ", 2 tr"),
    "text-missing.eml": ("text-missing", 1, "text/html × 0"),
    "time-floating.ics": ("time-floating", 25, "20171215T100000"),
    "time-skipped.ics": ("time-skipped", 25, "Europe/Stockholm 20180325T023000"),
    "time-unreadable.ics": ("time-unreadable", 26, "20171315T120000"),
    "title-empty.ics": ("title", 23, "SUMMARY × 0"),
    "title.ics": ("title", 23, "SUMMARY × 0"),
    "transfer-encoding.eml": ("transfer-encoding", 1, "quoted-printable"),
    "uid.ics": ("uid", 28, "256"),
    "until-date.ics": ("until-date", 32, "20180301"),
    "until-utc.ics": ("until-utc", 32, "20180301T100000"),
    "utc-with-zone.ics": ("utc-with-zone", 25, "Europe/Stockholm 20171215T090000Z"),
    "zone-form-daily.ics": ("zone-form", 17, "FREQ=SECONDLY"),
    "zone-form-hourly.ics": ("zone-form", 17, "FREQ=YEARLY;BYMONTH=10;BYHOUR=3"),
    "zone-form.ics": ("zone-form", 17, "RDATE"),
    "zone-incomplete-empty.ics": ("zone-incomplete", 6, "STANDARD, DAYLIGHT × 0"),
    "zone-incomplete.ics": ("zone-incomplete", 15, "TZOFFSETTO × 0"),
    "zone-twice.ics": ("zone-twice", 23, "Europe/Stockholm"),
}
BROKEN_IN_SEVERAL_PLACES = {
    "content-unclosed.ics": [("content", 38), ("content", 1), ("content", 23)],
    "zone-disagrees.ics": [("zone-disagrees", 25), ("zone-disagrees", 26)],
    "zone-fixed-offset.ics": [("zone-fixed-offset", 16), ("zone-fixed-offset", 17)],
    "zone-missing.ics": [("zone-missing", 8), ("zone-missing", 9)],
}
GOOD = (
    "good-cancel.eml",
    "good-cancel.ics",
    "good-reminder.ics",
    "good-request.eml",
    "good-request.ics",
    "good-zone-of-outlook.ics",
)


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


def test_finding_stays_on_one_line_whatever_stands_in_the_file() -> None:
    [finding] = check(request(MEETING).replace(b"CLASS:PUBLIC", b"CLASS \x1b[31m\xe2\x80\xa8PUBLIC"))[1:]
    assert finding.rule == "content"
    assert finding.found.splitlines() == [finding.found]
    assert "\x1b" not in finding.found


def test_zone_named_like_a_folder_of_the_time_zone_data_is_only_a_name() -> None:
    assert check(request(MEETING).replace(b"Europe/Stockholm", b"Europe")) == []


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", b"\xff\xfe\x00", b"Content-Type: text/calendar\r\n\r\n"])
def test_check_answers_what_is_neither_calendar_nor_mail(data: bytes) -> None:
    assert check(data) != []

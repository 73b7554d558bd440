"""Feeds and stored calendars: our own bytes, what other readers make of them, and the rules that hold for them."""

import json
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.calendar.check import RULES, check
from bot.calendar.errors import NotAWallClockTime
from bot.calendar.kinds import Kind
from bot.calendar.published import BrokenCalendar, PublishedEntry, check_feed, feed, stored
from bot.calendar.text import one_line
from tests import needs

FILES = Path(__file__).parent.parent / "ics" / "published"
JUDGE = Path(__file__).parent / "libical_published_judge.py"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2017, 10, 11, 7, 0, tzinfo=UTC)
MEETING = PublishedEntry(
    uid="meeting-7@alvnas.example",
    sequence=2,
    revised_at=datetime(2017, 10, 11, 13, 5, tzinfo=UTC),
    start=datetime(2017, 12, 15, 10, tzinfo=STOCKHOLM),
    end=datetime(2017, 12, 15, 12, tzinfo=STOCKHOLM),
    title="Trygghetsrådet",
    place="Ekrummet, kommunhuset",
    language="sv",
)
CANCELLED = replace(
    MEETING,
    uid="meeting-8@alvnas.example",
    start=datetime(2018, 3, 25, 10, tzinfo=STOCKHOLM),
    end=datetime(2018, 3, 25, 12, tzinfo=STOCKHOLM),
    cancelled=True,
)
FEED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Kallelse//Kallelse//EN
CALSCALE:GREGORIAN
NAME:Trygghetsrådet
X-WR-CALNAME:Trygghetsrådet
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:Europe/Stockholm
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:20170326T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20171029T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY;LANGUAGE=sv:Trygghetsrådet
DTSTART;TZID=Europe/Stockholm:20180325T100000
DTEND;TZID=Europe/Stockholm:20180325T120000
DTSTAMP:20171011T130500Z
UID:meeting-8@alvnas.example
SEQUENCE:2
LAST-MODIFIED:20171011T130500Z
LOCATION;LANGUAGE=sv:Ekrummet\\, kommunhuset
STATUS:CANCELLED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
END:VCALENDAR
"""
BROKEN = {
    "feed-entry-twice.ics": ("entry-twice", 45, "meeting-7@alvnas.example"),
    "feed-method.ics": ("method-stands", 5, "PUBLISH"),
    "feed-names-people.ics": ("names-people", 36, "ATTENDEE"),
    "stored-method.ics": ("method-stands", 5, "PUBLISH"),
    "stored-one-object.ics": ("one-object", 44, "meeting-8@alvnas.example"),
    "stored-schedule-agent.ics": ("schedule-agent", 32, "SCHEDULE-AGENT × 0"),
}
GOOD = ("feed-good-empty.ics", "feed-good.ics", "stored-good.ics")
CHANGING = ("Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")


def judged(*files: bytes) -> list[dict[str, object]]:
    asked = json.dumps([file.decode() for file in files])
    answer = subprocess.run(
        [needs.libical(), JUDGE], input=asked, capture_output=True, text=True, timeout=60, check=True
    )
    found: list[dict[str, object]] = json.loads(answer.stdout)
    return found


def as_libical_reads(entry: PublishedEntry) -> dict[str, object]:
    return {
        "uid": entry.uid,
        "title": one_line(entry.title),
        "place": one_line(entry.place) or one_line(entry.link),
        "start": entry.start.timestamp(),
        "end": entry.end.timestamp(),
        "cancelled": entry.cancelled,
    }


def weekly(zone: ZoneInfo) -> list[PublishedEntry]:
    """Ten o'clock on the wall, each week of 2026-2030."""
    first = datetime(2026, 1, 2, 10, tzinfo=zone)
    days = (first + timedelta(weeks=week) for week in range(260))
    return [
        replace(MEETING, uid=f"{number}@alvnas.example", start=day, end=day + timedelta(hours=2))
        for number, day in enumerate(days)
    ]


def test_feed_is_written_like_this() -> None:
    written = feed("Trygghetsrådet", STOCKHOLM, [CANCELLED], NOW)
    assert written.decode().replace("\r\n", "\n") == FEED


def test_stored_meeting_has_neither_method_nor_people() -> None:
    event = stored(MEETING).decode()
    assert [name for name in ("METHOD", "ORGANIZER", "ATTENDEE", "X-WR-CALNAME") if name in event] == []
    assert "UID:meeting-7@alvnas.example\r\nSEQUENCE:2\r\n" in event


def test_video_link_is_the_place_of_a_meeting_without_a_room() -> None:
    event = Calendar.from_ical(
        stored(replace(MEETING, place="", link="https://video.example/rum/42"))
    ).events[0]
    assert (event["LOCATION"], event["CONFERENCE"]) == ("https://video.example/rum/42",) * 2


def test_our_own_pass() -> None:
    check_feed(feed("Trygghetsrådet", STOCKHOLM, [MEETING, CANCELLED], NOW))
    assert check(stored(CANCELLED), Kind.STORED) == []


def test_feed_without_meetings_is_a_calendar_all_the_same() -> None:
    empty = feed("Trygghetsrådet", STOCKHOLM, [], NOW)
    check_feed(empty)
    assert (
        Calendar.from_ical(empty).events,
        [zone["TZID"] for zone in Calendar.from_ical(empty).walk("VTIMEZONE")],
    ) == ([], ["Europe/Stockholm"])


@pytest.mark.parametrize("zone", CHANGING)
def test_feed_of_five_years_has_every_meeting_at_its_hour(zone: str) -> None:
    entries = weekly(ZoneInfo(zone))
    written = feed("Rådet", ZoneInfo(zone), entries, NOW)
    check_feed(written)
    found = recurring_ical_events.of(Calendar.from_ical(written)).all()
    assert [(one.start.astimezone(UTC), one.end.astimezone(UTC)) for one in found] == [
        (entry.start.astimezone(UTC), entry.end.astimezone(UTC)) for entry in entries
    ]


@pytest.mark.judge
@pytest.mark.parametrize("zone", CHANGING)
def test_libical_reads_every_meeting_of_a_feed(zone: str) -> None:
    entries = weekly(ZoneInfo(zone))
    answers = judged(feed("Rådet", ZoneInfo(zone), entries, NOW), feed("Rådet", ZoneInfo(zone), [], NOW))
    wanted = [as_libical_reads(entry) for entry in entries]
    assert answers == [{"broken": [], "events": wanted}, {"broken": [], "events": []}]


@pytest.mark.judge
def test_libical_reads_what_is_stored_and_that_it_is_cancelled() -> None:
    entries = [MEETING, CANCELLED]
    assert judged(*(stored(entry) for entry in entries)) == [
        {"broken": [], "events": [as_libical_reads(entry)]} for entry in entries
    ]


@settings(deadline=None)
@given(title=st.text(max_size=200), place=st.text(max_size=200), name=st.text(max_size=100))
def test_text_comes_out_as_it_went_in(title: str, place: str, name: str) -> None:
    written = feed(name, STOCKHOLM, [replace(MEETING, title=title, place=place)], NOW)
    check_feed(written)
    calendar = Calendar.from_ical(written)
    event = calendar.events[0]
    found = (calendar["X-WR-CALNAME"], event.get("SUMMARY", ""), event.get("LOCATION", ""))
    assert found == (one_line(name), one_line(title), one_line(place))


def test_time_without_a_zone_is_refused() -> None:
    with pytest.raises(NotAWallClockTime):
        replace(MEETING, start=datetime(2017, 12, 15, 10))  # noqa: DTZ001  on purpose


def test_what_the_linter_finds_does_not_leave() -> None:
    with pytest.raises(BrokenCalendar) as broken:
        stored(replace(MEETING, end=MEETING.start))
    assert [finding.rule for finding in broken.value.findings] == ["end-before-start"]


def kind_of(name: str) -> Kind:
    return Kind(name.partition("-")[0])


@pytest.mark.parametrize("name", BROKEN)
def test_check_finds_what_is_broken_and_nothing_else(name: str) -> None:
    found = check((FILES / name).read_bytes(), kind_of(name))
    assert [(finding.rule, finding.line, finding.found) for finding in found] == [BROKEN[name]]


@pytest.mark.parametrize("name", GOOD)
def test_check_says_nothing_about_good_files(name: str) -> None:
    assert check((FILES / name).read_bytes(), kind_of(name)) == []


def test_every_rule_for_these_alone_has_a_file() -> None:
    assert {path.name for path in FILES.iterdir()} == {*BROKEN, *GOOD}
    assert {rule for rule, *_ in BROKEN.values()} == {
        rule.name for rule in RULES if Kind.MESSAGE not in rule.kinds
    }


def test_message_is_judged_as_one_unless_something_else_is_said() -> None:
    found = check((FILES / "stored-good.ics").read_bytes())
    assert [finding.rule for finding in found] == ["method-missing", "organizer"]

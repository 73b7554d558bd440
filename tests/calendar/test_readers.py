"""What goes into an entry comes out of other people's readers."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.calendar.check import check
from bot.calendar.entry import Attendee, CalendarEntry, cancellation, request
from bot.calendar.text import display_name, one_line, paragraphs
from tests import needs
from tests.calendar.examples import BO, MEETING, ORGANIZER

JUDGE = Path(__file__).parent / "libical_judge.py"
ZONES = ("Europe/Stockholm", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
HOSTILE = (
    'Å, ä; ö: "x" \\ \\n \\, ^n ^\' %0A',
    "<!channel> *fet* `kod` <b>&amp;</b>",
    "جلسة المجلس יום שישי",
    "👩‍👩‍👧‍👦🏳️‍🌈 e\u0301 ﬁ 会議",
    "x" * 5000,
    "rad 1\r\nrad 2\n\n\trad 3\u2028rad 4",
    "BEGIN:VCALENDAR\r\nEND:VCALENDAR",
    "\u202eomvänt\u202c \x00\x07\x1b[31m \ud83d",
    "=?utf-8?q?x?=",
    "{committee} %s {{ x }}",
)
ANY_TEXT = st.text(st.characters(), max_size=200) | st.sampled_from(HOSTILE)


def weekly(zone: ZoneInfo) -> Iterator[CalendarEntry]:
    """Ten o'clock on the wall, each week of 2026-2030."""
    day = datetime(2026, 1, 2, 10, tzinfo=zone)
    while day.year < 2031:
        yield replace(MEETING, start=day, end=day + timedelta(hours=2))
        day += timedelta(weeks=1)


@settings(deadline=None)
@given(title=ANY_TEXT, place=ANY_TEXT, description=ANY_TEXT, name=ANY_TEXT, office=ANY_TEXT)
def test_text_comes_out_of_icalendar_as_it_went_in(
    title: str, place: str, description: str, name: str, office: str
) -> None:
    entry = replace(
        MEETING,
        title=title,
        place=place,
        link=None,
        description=description,
        organizer=replace(ORGANIZER, name=office),
        attendees=(replace(BO, name=name),),
    )
    data = request(entry)
    assert check(data) == []
    [event] = Calendar.from_ical(data).walk("VEVENT")
    assert str(event.get("SUMMARY", "")) == one_line(title)
    assert str(event.get("LOCATION", "")) == one_line(place)
    assert str(event.get("DESCRIPTION", "")) == paragraphs(description)
    assert event["ATTENDEE"].params["CN"] == (display_name(name) or BO.address)
    assert event["ORGANIZER"].params["CN"] == (display_name(office) or ORGANIZER.address)


@settings(deadline=None)
@given(st.text(st.characters(categories=("L", "N", "P", "S", "M")), min_size=1))
def test_visible_text_stays_as_typed(text: str) -> None:
    assert one_line(text) == text
    assert paragraphs(f"{text}\n\n{text}") == f"{text}\n\n{text}"


@pytest.mark.parametrize("key", ZONES)
def test_recurring_ical_events_reads_the_same_instant_every_fourth_week(key: str) -> None:
    for entry in islice(weekly(ZoneInfo(key)), 0, None, 4):
        [found] = recurring_ical_events.of(Calendar.from_ical(request(entry))).between(entry.start, entry.end)
        assert (found.start, found.end) == (entry.start, entry.end)


def libical(messages: list[bytes]) -> list[dict[str, object]]:
    asked = json.dumps([message.decode() for message in messages])
    answer = subprocess.run([needs.libical(), JUDGE], input=asked, capture_output=True, text=True, check=True)
    judged: list[dict[str, object]] = json.loads(answer.stdout)
    return judged


@pytest.mark.judge
def test_libical_finds_nothing_wrong() -> None:
    people = (*MEETING.attendees, Attendee("Cecilia Ek", "cecilia@lst.example"))
    messages = [
        request(MEETING),
        request(replace(MEETING, attendees=people, place=None, sequence=2)),
        request(replace(MEETING, description="", link=None)),
        cancellation(replace(MEETING, sequence=3)),
    ]
    assert [judged["broken"] for judged in libical(messages)] == [[], [], [], []]


@pytest.mark.judge
def test_libical_is_a_judge() -> None:
    """It would say so, were something wrong."""
    broken = request(MEETING).replace(b"ORGANIZER", b"X-ORGANIZER").replace(b"UID:", b"X-UID:")
    [judged] = libical([broken])
    assert len(judged["broken"]) == 2


@pytest.mark.judge
def test_libical_reads_hostile_text_as_it_went_in() -> None:
    entries = [replace(MEETING, title=text, place=text, description=text) for text in HOSTILE]
    read = [judged["event"] for judged in libical([request(entry) for entry in entries])]
    assert [(event["summary"], event["location"], event["description"]) for event in read] == [
        (one_line(text), one_line(text), paragraphs(text)) for text in HOSTILE
    ]


@pytest.mark.judge
def test_libical_reads_the_same_instant_every_week() -> None:
    """From our VTIMEZONE alone: under a name that libical does not know, it cannot use its own."""
    entries = [entry for key in ZONES for entry in weekly(ZoneInfo(key))]
    messages = [request(entry) for entry in entries]
    renamed = [
        message.replace(str(entry.start.tzinfo).encode(), b"Own")
        for message, entry in zip(messages, entries, strict=True)
    ]
    read = [judged["event"] for judged in libical(renamed)]
    assert [(event["start"], event["end"]) for event in read] == [
        (entry.start.astimezone(UTC).timestamp(), entry.end.astimezone(UTC).timestamp()) for entry in entries
    ]

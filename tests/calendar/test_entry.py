from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.check import check
from bot.calendar.entry import Attendee, CalendarEntry, Mailbox, Role
from bot.calendar.errors import NotAnAddress, NotAWallClockTime
from bot.domain.invitation import Answer
from bot.domain.schedule import EndBeforeStart
from tests.calendar.examples import ANNA, BO, MEETING, ORGANIZER, STOCKHOLM, cancellation, request

EVENT = """\
BEGIN:VEVENT
SUMMARY;LANGUAGE=sv:Möte med Trygghetsrådet
DTSTART;TZID=Europe/Stockholm:20171215T100000
DTEND;TZID=Europe/Stockholm:20171215T120000
DTSTAMP:20171011T130500Z
UID:meeting-7@alvnas.example
SEQUENCE:0
ATTENDEE;CN="Anna Ekdahl";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=CHAIR;RSVP=TRUE:mailto:anna.ekdahl@alvnas.example
ATTENDEE;CN="Bo Öst, Bostads AB";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:bo@bostad.example
CLASS:PUBLIC
CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://video.example/rum/42?a=1,2
DESCRIPTION;LANGUAGE=sv:Dagordning\\n1. Mötet öppnas\\n2. Lägesbild\\; trygghet\\, närvaro
LOCATION;LANGUAGE=sv:Ekrummet\\, kommunhuset
ORGANIZER;CN="Trygghetsrådet i Älvnäs":mailto:kallelse@alvnas.example
STATUS:CONFIRMED
TRANSP:OPAQUE
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
"""
STOCKHOLM_CLOCKS = """\
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:20160327T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20161030T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def unfolded(data: bytes) -> str:
    return data.replace(b"\r\n ", b"").replace(b"\r\n", b"\n").decode()


def lines_of(data: bytes, name: str) -> list[str]:
    return [line for line in unfolded(data).splitlines() if line.split(":")[0].split(";")[0] == name]


def calendar(method: str, event: str) -> str:
    header = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Kallelse//Kallelse//EN\nCALSCALE:GREGORIAN\nMETHOD:{method}\n"
    return f"{header}{STOCKHOLM_CLOCKS}{event}END:VCALENDAR\n"


def at(text: str, zone: ZoneInfo = STOCKHOLM, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def held(start: str, end: str, zone: str = "Europe/Stockholm") -> CalendarEntry:
    return replace(MEETING, start=at(start, ZoneInfo(zone)), end=at(end, ZoneInfo(zone)))


def test_request_says_the_whole_meeting() -> None:
    assert unfolded(request(MEETING)) == calendar("REQUEST", EVENT)


def test_cancellation_takes_the_same_meeting_away() -> None:
    event = (
        EVENT.replace("SEQUENCE:0", "SEQUENCE:1")
        .replace(";RSVP=TRUE", "")
        .replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
        .replace("TRANSP:OPAQUE", "TRANSP:TRANSPARENT")
        .replace("BUSYSTATUS:BUSY", "BUSYSTATUS:FREE")
    )
    assert unfolded(cancellation(replace(MEETING, sequence=1))) == calendar("CANCEL", event)


def test_same_entry_gives_same_bytes() -> None:
    again = replace(MEETING, start=MEETING.start.replace(), attendees=(replace(ANNA), replace(BO)))
    assert request(MEETING) == request(again)
    assert cancellation(MEETING) == cancellation(again)


def test_lines_end_with_crlf_and_are_folded() -> None:
    data = request(replace(MEETING, description="å" * 500, title="🙂" * 100))
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)
    assert [line.decode() for line in lines]  # no character is cut in two


def test_update_keeps_what_people_have_answered() -> None:
    accepted, declined = replace(ANNA, answer=Answer.ACCEPTED), replace(BO, answer=Answer.DECLINED)
    data = request(replace(MEETING, sequence=3, attendees=(accepted, declined)))
    assert lines_of(data, "SEQUENCE") == ["SEQUENCE:3"]
    assert [line.split("PARTSTAT=")[1].split(";")[0] for line in lines_of(data, "ATTENDEE")] == [
        "ACCEPTED",
        "DECLINED",
    ]


@pytest.mark.parametrize("role", Role)
def test_attendee_has_a_role(role: Role) -> None:
    [line] = lines_of(request(replace(MEETING, attendees=(replace(BO, role=role),))), "ATTENDEE")
    assert f";ROLE={role.value};" in line


@pytest.mark.parametrize(
    ("place", "link", "location", "conference"),
    [
        ("Ekrummet", None, ["LOCATION;LANGUAGE=sv:Ekrummet"], []),
        (None, None, [], []),
        (
            None,
            "https://video.example/42",
            ["LOCATION;LANGUAGE=sv:https://video.example/42"],
            ["CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://video.example/42"],
        ),
        (
            "Ekrummet",
            "https://video.example/42",
            ["LOCATION;LANGUAGE=sv:Ekrummet"],
            ["CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://video.example/42"],
        ),
        ("Ekrummet", "rum 42", ["LOCATION;LANGUAGE=sv:Ekrummet"], []),
    ],
    ids=["place", "neither", "link-is-the-place", "both", "link-that-is-none"],
)
def test_link_stands_as_conference_and_as_place_when_there_is_no_room(
    place: str | None, link: str | None, location: list[str], conference: list[str]
) -> None:
    data = request(replace(MEETING, place=place, link=link))
    assert (lines_of(data, "LOCATION"), lines_of(data, "CONFERENCE")) == (location, conference)


@pytest.mark.parametrize(
    ("start", "end", "zone", "written"),
    [
        ("2026-03-29T01:30", "2026-03-29T03:30", "Europe/Stockholm", ["20260329T013000", "20260329T033000"]),
        ("2026-10-25T01:30", "2026-10-25T04:00", "Europe/Stockholm", ["20261025T013000", "20261025T040000"]),
        ("2026-03-27T10:00", "2026-03-30T10:00", "Europe/Stockholm", ["20260327T100000", "20260330T100000"]),
        (
            "2026-10-04T01:00",
            "2026-10-04T03:00",
            "Australia/Lord_Howe",
            ["20261004T010000", "20261004T030000"],
        ),
        ("2026-11-01T00:30", "2026-11-01T02:30", "America/New_York", ["20261101T003000", "20261101T023000"]),
    ],
)
def test_times_around_a_change_of_clocks_stay_on_the_wall(
    start: str, end: str, zone: str, written: list[str]
) -> None:
    data = request(held(start, end, zone))
    times = [line.removeprefix(f"DTSTART;TZID={zone}:") for line in lines_of(data, "DTSTART")[-1:]]
    times += [line.removeprefix(f"DTEND;TZID={zone}:") for line in lines_of(data, "DTEND")]
    assert times == written
    assert check(data) == []


def test_second_pass_of_a_repeated_hour_is_written_in_utc() -> None:
    start, end = at("2026-10-25T02:30", fold=1), at("2026-10-25T04:00")
    data = request(replace(MEETING, start=start, end=end))
    assert lines_of(data, "DTSTART")[-1] == "DTSTART:20261025T013000Z"
    assert lines_of(data, "DTEND") == ["DTEND;TZID=Europe/Stockholm:20261025T040000"]
    assert check(data) == []


def test_meeting_in_utc_needs_no_vtimezone() -> None:
    data = request(held("2026-10-25T02:30", "2026-10-25T04:00", "UTC"))
    assert lines_of(data, "DTSTART") == ["DTSTART:20261025T023000Z"]
    assert lines_of(data, "TZID") == []
    assert check(data) == []


def test_each_zone_is_described_once() -> None:
    there = replace(MEETING, end=at("2017-12-15T07:00", ZoneInfo("America/New_York")))
    assert lines_of(request(there), "TZID") == ["TZID:America/New_York", "TZID:Europe/Stockholm"]
    assert check(request(there)) == []


@pytest.mark.parametrize(
    "moment",
    [
        datetime.fromisoformat("2026-06-01T10:00"),
        datetime(2026, 6, 1, 10, tzinfo=UTC),
        datetime(2026, 6, 1, 10, tzinfo=timezone(timedelta(hours=2))),
        at("2026-03-29T02:30"),
    ],
    ids=["floating", "not a ZoneInfo", "fixed offset", "skipped by the clocks"],
)
def test_entry_refuses_times_that_calendars_read_differently(moment: datetime) -> None:
    with pytest.raises(NotAWallClockTime) as refused:
        replace(MEETING, start=moment)
    assert (refused.value.field, refused.value.value) == ("start", moment)


def test_entry_refuses_a_stamp_without_zone() -> None:
    with pytest.raises(NotAWallClockTime) as refused:
        replace(MEETING, stamp=datetime.fromisoformat("2017-10-11T13:05"))
    assert refused.value.field == "stamp"


@pytest.mark.parametrize("end", [at("2017-12-15T10:00"), at("2017-12-15T09:00")])
def test_entry_refuses_an_end_that_is_not_after_its_start(end: datetime) -> None:
    with pytest.raises(EndBeforeStart):
        replace(MEETING, end=end)


def test_entry_in_the_repeated_hour_may_end_earlier_on_the_wall() -> None:
    start, end = at("2026-10-25T02:45"), at("2026-10-25T02:15", fold=1)
    assert check(request(replace(MEETING, start=start, end=end))) == []


@pytest.mark.parametrize(
    "address",
    ["", "anna", "anna@", "@alvnas.example", "a b@c.example", "a@b\r\nBcc: x@y.example", "a@b>", "a;b@c"],
)
def test_people_have_addresses(address: str) -> None:
    for wrong in (Mailbox, Attendee):
        with pytest.raises(NotAnAddress) as refused:
            wrong("Anna", address)
        assert refused.value.address == address


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('Anna "Ankan" Ekdahl', 'CN="Anna Ankan Ekdahl"'),
        ("Anna\r\nATTENDEE:mailto:x@y.example", 'CN="Anna ATTENDEE:mailto:x@y.example"'),
        ("An\x00na\x7f\u202eEkdahl\ud800", "CN=AnnaEkdahl"),
        ("", "CN=bo@bostad.example"),
        ('"\\"', "CN=bo@bostad.example"),
    ],
    ids=["quotes", "line breaks", "invisible", "empty", "nothing left"],
)
def test_names_cannot_break_out(name: str, written: str) -> None:
    data = request(replace(MEETING, attendees=(replace(BO, name=name),)))
    [line] = lines_of(data, "ATTENDEE")
    assert (
        line
        == f"ATTENDEE;{written};CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:bo@bostad.example"
    )
    assert check(data) == []


@pytest.mark.parametrize("breaking", ["\r\n", "\n", "\r", "\u2028", "\x85", "\v", "\f"])
def test_titles_and_places_stay_on_one_line(breaking: str) -> None:
    text = f"Möte{breaking}END:VEVENT{breaking}BEGIN:VEVENT"
    data = request(replace(MEETING, title=text, place=text, uid=f"7{breaking}X:1"))
    assert lines_of(data, "SUMMARY") == ["SUMMARY;LANGUAGE=sv:Möte END:VEVENT BEGIN:VEVENT"]
    assert lines_of(data, "LOCATION") == ["LOCATION;LANGUAGE=sv:Möte END:VEVENT BEGIN:VEVENT"]
    assert check(data) == []


def test_organizer_is_our_mailbox() -> None:
    assert lines_of(request(MEETING), "ORGANIZER") == [
        f'ORGANIZER;CN="{ORGANIZER.name}":mailto:{ORGANIZER.address}'
    ]

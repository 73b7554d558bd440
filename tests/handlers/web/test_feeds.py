"""Feeds as a calendar program fetches them, over HTTP from a running server."""

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
import recurring_ical_events
from icalendar import Calendar

from bot.calendar.check import check
from bot.calendar.kinds import Kind
from bot.domain.committee import Committee
from bot.domain.topic import TopicText
from bot.handlers.web.feeds import VISITS, FeedDoors
from bot.handlers.web.serving import WebServer
from bot.handlers.web.site import build_site
from bot.storage import Storage
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.feeds import calendars_at, close_feed, make_feed
from bot.usecases.meetings import Wish
from bot.usecases.topics import propose_topic
from tests.calendar.test_published import judged
from tests.databases import SqliteFiles
from tests.town import CHAIR, FEBRUARY, HERE, NOW, POLICE, SCHOOLS, confirmed, council


@dataclass
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Program:
    """A calendar program; `now` is what the server's clock says."""

    port: int
    now: datetime = NOW

    def asks(self, path: str, method: str = "GET", **headers: str) -> Reply:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        line.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        reply = Reply(answer.status, answer.headers, answer.read())
        line.close()
        return reply


@pytest.fixture
def town(sqlite_files: SqliteFiles) -> Iterator[Storage]:
    """The council's database; nobody needs the bot itself here."""
    with sqlite_files.database(council) as address:
        opened = Storage(address)
        yield opened
        opened.close()


@pytest.fixture
def program(town: Storage) -> Iterator[Program]:
    asking = Program(0)
    doors = FeedDoors(town, lambda: asking.now, "https://kallelse.ekeby.example/")
    server = WebServer(build_site({}, feeds=doors), "127.0.0.1", 0, threads=2)
    server.start()
    asking.port = server.port
    yield asking
    server.stop(2)


def own_path(town: Storage) -> str:
    make_feed(town, None, SCHOOLS, NOW)
    found = calendars_at(town, HERE, SCHOOLS, NOW).own
    assert found is not None
    return f"/calendar/{found.secret}.ics"


def committee_path(town: Storage, committee: Committee) -> str:
    make_feed(town, committee.id, CHAIR, NOW)
    [found] = calendars_at(town, HERE, CHAIR, NOW).committees
    assert found.subscription is not None
    return f"/calendar/{found.subscription.secret}.ics"


def test_feed_has_the_meetings_and_nothing_that_is_for_members_alone(
    town: Storage, committee: Committee, program: Program
) -> None:
    secret_link = Wish(FEBRUARY.start, link="https://video.example/rum/42")
    stands, off = confirmed(town), confirmed(town, secret_link)
    propose_topic(town, HERE, POLICE, TopicText("Känsligt ärende"), NOW)
    cancel_meeting(town, off.id, CHAIR, "Karin är sjuk", NOW)
    for path in (own_path(town), committee_path(town, committee)):
        reply = program.asks(path)
        assert (reply.status, reply.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert check(reply.body, Kind.FEED) == []
        text = Calendar.from_ical(reply.body).to_ical().decode()
        leaked = ("Känsligt", "sjuk", "video.example", "Lena", "@ekeby", "ATTENDEE", "METHOD")
        assert [word for word in leaked if word in text] == []
        found = recurring_ical_events.of(Calendar.from_ical(reply.body)).all()
        assert [(one["UID"], one["STATUS"], one.start) for one in found] == [
            (stands.uid, "CONFIRMED", stands.start),
            (off.uid, "CANCELLED", off.start),
        ]


def test_feed_is_in_its_readers_language(town: Storage, committee: Committee, program: Program) -> None:
    cancel_meeting(town, confirmed(town).id, CHAIR, "", NOW)
    seen = [
        Calendar.from_ical(program.asks(path).body)
        for path in (own_path(town), committee_path(town, committee))
    ]
    assert [(one["X-WR-CALNAME"], one["X-WR-TIMEZONE"], one.events[0]["SUMMARY"]) for one in seen] == [
        ("My committee meetings", "Europe/London", "Cancelled: Brottsförebyggande rådet"),
        ("Brottsförebyggande rådet", "Europe/Stockholm", "Inställt: Brottsförebyggande rådet"),
    ]


@pytest.mark.judge
def test_libical_finds_nothing_wrong_with_a_feed(town: Storage, program: Program) -> None:
    meeting = confirmed(town)
    [judgement] = judged(program.asks(own_path(town)).body)
    assert judgement == {
        "broken": [],
        "events": [
            {
                "uid": meeting.uid,
                "title": "Brottsförebyggande rådet",
                "place": "Eksalen, kommunhuset",
                "start": meeting.start.timestamp(),
                "end": meeting.end.timestamp(),
                "cancelled": False,
            }
        ],
    }


def test_feed_that_has_not_changed_is_not_sent_again(town: Storage, program: Program) -> None:
    path, meeting = own_path(town), confirmed(town)
    first = program.asks(path)
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    program.now += timedelta(hours=1)
    again = program.asks(path, If_None_Match=tag)
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)
    assert program.asks(path, If_Modified_Since=changed).status == 304
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, program.now)
    moved = program.asks(path, If_None_Match=tag, If_Modified_Since=changed)
    assert (moved.status, moved.headers["Last-Modified"]) == (200, format_datetime(program.now, usegmt=True))
    assert Calendar.from_ical(moved.body).events[0]["SEQUENCE"] == 1
    assert program.asks(path, If_Modified_Since=changed).status == 200


def test_feed_that_lost_a_meeting_is_sent_again_to_who_asks_by_time(town: Storage, program: Program) -> None:
    path = own_path(town)
    confirmed(town)
    changed = program.asks(path).headers["Last-Modified"]
    program.now += timedelta(days=500)
    after = program.asks(path, If_Modified_Since=changed)
    assert (after.status, Calendar.from_ical(after.body).events) == (200, [])


def test_head_tells_the_same_without_the_calendar(town: Storage, program: Program) -> None:
    path = own_path(town)
    whole, head = program.asks(path), program.asks(path, "HEAD")
    named = ("ETag", "Last-Modified", "Content-Type", "Content-Length", "Cache-Control")
    assert [head.headers[name] for name in named] == [whole.headers[name] for name in named]
    assert (head.status, head.body) == (200, b"")


def test_address_stays_private(town: Storage, program: Program) -> None:
    path = own_path(town)
    for asked in (path, path.replace(".ics", "/subscribe"), "/calendar/nonsense.ics"):
        headers = program.asks(asked).headers
        assert {name: headers.get(name) for name in ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")} == {
            "Cache-Control": "private, no-cache",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex, nofollow",
        }


def test_wrong_and_revoked_addresses_look_the_same(town: Storage, program: Program) -> None:
    path = own_path(town)
    assert program.asks(path).status == 200
    close_feed(town, None, SCHOOLS, NOW)
    revoked, wrong = program.asks(path), program.asks("/calendar/nonsense.ics")
    assert (revoked.status, revoked.body) == (wrong.status, wrong.body) == (404, b"")
    assert set(revoked.headers) == set(wrong.headers)


def test_address_is_looked_at_only(town: Storage, program: Program) -> None:
    assert [program.asks(own_path(town), method).status for method in ("POST", "PUT", "DELETE")] == [405] * 3


def test_browser_is_led_to_the_calendar_program(town: Storage, program: Program) -> None:
    path = own_path(town)
    reply = program.asks(path.replace(".ics", "/subscribe"))
    assert (reply.status, reply.headers["Location"]) == (302, f"webcal://kallelse.ekeby.example{path}")


@pytest.mark.parametrize(
    "secret", ["a%0d%0aX", "nonsense", "x" * 42, "x" * 44, "%C3%A5" * 43, "x" * 42 + "%0a"], ids=repr
)
def test_what_cannot_be_an_address_of_ours_leads_nowhere(program: Program, secret: str) -> None:
    answers = [program.asks(f"/calendar/{secret}{rest}") for rest in ("/subscribe", ".ics")]
    assert [(reply.status, reply.body, reply.headers["Location"]) for reply in answers] == [
        (404, b"", None)
    ] * 2


def test_one_address_asked_for_too_often_waits_and_others_do_not(
    town: Storage, committee: Committee, program: Program
) -> None:
    path, other = own_path(town), committee_path(town, committee)
    answers = [program.asks(path, "HEAD") for _ in range(VISITS + 1)]
    assert {reply.status for reply in answers[:VISITS]} == {200}
    assert (answers[-1].status, answers[-1].headers["Retry-After"]) == (429, "60")
    assert program.asks(other).status == 200
    program.now += timedelta(minutes=1)
    assert program.asks(path).status == 200

"""Where the shared calendar is, and how a server that wants to be asked in its own way is asked."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.caldav.address import BadSharedCalendar, SharedCalendar, shared_calendar
from bot.caldav.shelf import NONE_YET, Lying, Shelf
from bot.delivery import DeliveryError


@dataclass
class Canned:
    """A server that answers as it is told; `asked` are the requests: method, and who they say they are from."""

    port: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    @property
    def calendar(self) -> SharedCalendar:
        return shared_calendar(f"http://kallelse:hemligt@127.0.0.1:{self.port}/moten")


@pytest.fixture
def canned() -> Iterator[Canned]:
    told = Canned()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            told.asked.append((self.command, self.headers.get("Authorization", "").partition(" ")[0]))
            status, headers = told.answers.pop(0)
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        do_GET = do_PUT = do_DELETE = do_PROPFIND = answer  # noqa: N815  http.server asks for these names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    told.port = server.server_port
    yield told
    server.shutdown()
    server.server_close()


def test_setting_is_taken_apart_and_keeps_its_password_to_itself() -> None:
    found = shared_calendar("https://k%40x:l%C3%B6sen@cloud.example.org:8443/dav/moten")
    assert (found.url, found.user, found.password, found.host) == (
        "https://cloud.example.org:8443/dav/moten/",
        "k@x",
        "lösen",
        "cloud.example.org",
    )
    assert "lösen" not in repr(found)


@pytest.mark.parametrize(
    ("setting", "part"),
    [
        ("caldav://u:p@cloud.example.org/", "scheme"),
        ("https://u:p@/moten/", "host"),
        ("https://u:p@cloud.example.org:port/", "port"),
        ("https://cloud.example.org/moten/", "user"),
        ("https://u@cloud.example.org/moten/", "user"),
    ],
)
def test_setting_that_cannot_be_used_says_which_part(setting: str, part: str) -> None:
    with pytest.raises(BadSharedCalendar) as refused:
        shared_calendar(setting)
    assert refused.value.part == part


def test_server_that_takes_passwords_by_digest_alone_is_asked_so(canned: Canned) -> None:
    asks = {"WWW-Authenticate": 'Digest realm="BaikalDAV", nonce="n1", qop="auth", opaque="o"'}
    canned.answers += [(401, asks), (401, asks), (201, {"ETag": '"1"'}), (204, {})]
    shelf = Shelf(canned.calendar)
    assert shelf.lay("a.ics", b"BEGIN:VCALENDAR", NONE_YET) == '"1"'
    assert shelf.take_away("a.ics", {})
    assert canned.asked == [("PUT", "Basic"), ("PUT", ""), ("PUT", "Digest"), ("DELETE", "Digest")]


@pytest.mark.parametrize(
    ("status", "permanent", "in_doubt"),
    [
        pytest.param(301, False, False, id="moved"),
        pytest.param(400, True, False, id="bad-request"),
        pytest.param(403, False, False, id="no-access"),
        pytest.param(404, False, False, id="no-calendar"),
        pytest.param(413, True, False, id="too-large"),
        pytest.param(415, True, False, id="no-calendars-here"),
        pytest.param(423, False, False, id="locked"),
        pytest.param(429, False, False, id="too-often"),
        pytest.param(500, False, True, id="broken"),
        pytest.param(507, False, True, id="full"),
    ],
)
def test_refusal_is_for_good_or_for_now(canned: Canned, status: int, permanent: bool, in_doubt: bool) -> None:  # noqa: FBT001
    canned.answers.append((status, {"Retry-After": "17"}))
    with pytest.raises(DeliveryError) as refused:
        Shelf(canned.calendar).lay("a.ics", b"BEGIN:VCALENDAR", NONE_YET)
    error = refused.value
    assert (error.reason, error.permanent, error.in_doubt, error.retry_after) == (
        f"caldav {status}",
        permanent,
        in_doubt,
        17.0,
    )


def test_weak_tag_is_no_condition(canned: Canned) -> None:
    canned.answers.append((200, {"ETag": 'W/"1"'}))
    assert Shelf(canned.calendar).fetch("a.ics") == Lying(b"", "")


def test_what_is_not_there_is_away(canned: Canned) -> None:
    canned.answers += [(404, {}), (412, {}), (404, {})]
    shelf = Shelf(canned.calendar)
    assert [shelf.take_away("a.ics", {}), shelf.take_away("a.ics", {"If-Match": '"1"'})] == [True, False]
    assert shelf.fetch("a.ics") is None

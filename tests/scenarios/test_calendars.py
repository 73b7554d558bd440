"""Meetings in calendars, from what is said in chat to what other programs fetch and find, by the bot as it is run."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from icalendar import Calendar

from bot.sandbox.server import Sandbox
from tests.at_work import MANIFEST
from tests.caldav.radicale import Radicale, radicale
from tests.databases import SqliteFiles
from tests.scenarios.bot_process import PATIENCE_SECONDS, BotProcess
from tests.scenarios.conftest import BEGINNING
from tests.scenarios.council import CHANNEL, accounts, channels
from tests.scenarios.test_running import take_in_council

HERE = f"#{CHANNEL}"
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/calendar/([\w-]{43})\.ics")


@pytest.fixture
def calendar_server(tmp_path: Path) -> Iterator[Radicale]:
    with radicale(tmp_path / "radicale") as server:
        yield server


def test_meeting_reaches_a_feed_and_the_shared_calendar(
    sqlite_files: SqliteFiles, calendar_server: Radicale, tmp_path: Path
) -> None:
    with Sandbox(
        MANIFEST, people=accounts(), channels=channels(), at=BEGINNING, clock_file=tmp_path / "clock.json"
    ) as sandbox:
        bot = BotProcess(
            sandbox,
            sqlite_files.copy_to(tmp_path / "kallelse.db"),
            tmp_path / "clock.json",
            "socket",
            tmp_path / "bot.log",
            more={"KALLELSE_CALDAV_URL": calendar_server.setting},
        )
        take_in_council(bot, tmp_path)
        bot.start()
        address, secret = subscribes(sandbox)
        chair = sandbox.person("Birgitta")
        chair.command("/meeting calendar", HERE)
        chair.clicks("Skriv in mötena där")
        chair.sees("skrivs in där.")
        chair.command("/meeting new 2017-12-15 10:00-12:00", HERE)
        chair.clicks("Bekräfta och skicka inbjudningar")
        chair.sees("Bekräftat för")
        wait_for_entries(calendar_server, 1)
        with urlopen(address, timeout=5) as answer:  # noqa: S310  our own bot's
            [event] = Calendar.from_ical(answer.read()).events
        [shared] = calendar_server.events()
        assert (event["UID"], event.start) == (shared["UID"], shared.start)
        assert bot.stop() == 0
    said = bot.log.read_text()
    assert [word for word in (secret, "lösenord", "l%C3%B6senord") if word in said] == []


def subscribes(sandbox: Sandbox) -> tuple[str, str]:
    """A member makes their address; it and the secret in it."""
    member = sandbox.person("Mona")
    member.types("kalender")
    member.clicks("Skapa en hemlig adress")
    found = ADDRESS.search(str(member.sees("Lägg till i kalendern").blocks))
    assert found is not None
    return found[0], found[1]


def wait_for_entries(server: Radicale, count: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(server.names()) < count:
        assert time.monotonic() < deadline, "nothing is written to the shared calendar"
        time.sleep(0.05)

"""The bot as a process: what it says in its log, what it takes of the machine, how it stops, when it does not start."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import psutil
import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox
from tests.at_work import MANIFEST
from tests.databases import SqliteFiles
from tests.scenarios.bot_process import BotProcess
from tests.scenarios.conftest import BEGINNING
from tests.scenarios.council import GUEST, MEMBERS, accounts, channels, committee_file
from tests.scenarios.story import ACTION, EXTENSION, STANDING, STORY, TOPICS, Town

MOST_MEMORY = 150_000_000


@dataclass(frozen=True)
class Day:
    """What is left of a day's work."""

    log: str
    secrets: list[str]
    memory: int
    exit_code: int
    seconds_to_stop: float


@pytest.fixture(scope="module")
def day(sqlite_files: SqliteFiles, tmp_path_factory: pytest.TempPathFactory) -> Day:
    """The whole story, with things going wrong on the way that are worth a line in the log."""
    place = tmp_path_factory.mktemp("day")
    with workspace(place) as sandbox:
        bot = bot_in(sandbox, sqlite_files.copy_to(place / "kallelse.db"), place)
        take_in_council(bot, place)
        sandbox.app.faults.plan(Fault("server_error", "chat.postMessage", times=2))
        sandbox.app.faults.plan(Fault("refuse_recipient", MEMBERS[-1].email, times=1))
        sandbox.app.faults.plan(Fault("greylist", MEMBERS[0].email, times=1))
        bot.start()
        tell(Town(sandbox))
        assert bot.process is not None
        memory = psutil.Process(bot.process.pid).memory_info().rss
        began = time.monotonic()
        code = bot.stop()
        secrets = [sandbox.app.bot_token, sandbox.app.app_token, sandbox.app.signing_secret]
        return Day(bot.log.read_text(), secrets, memory, code, time.monotonic() - began)


def tell(town: Town) -> None:
    for step in STORY:
        step.do(town)
        step.seen(town)


def workspace(place: Path) -> Sandbox:
    return Sandbox(
        MANIFEST, people=accounts(), channels=channels(), at=BEGINNING, clock_file=place / "clock.json"
    )


def bot_in(sandbox: Sandbox, database: str, place: Path) -> BotProcess:
    return BotProcess(sandbox, database, place / "clock.json", "socket", place / "bot.log")


def take_in_council(bot: BotProcess, place: Path) -> None:
    (place / "council.toml").write_text(committee_file(), encoding="utf-8")
    kallelse(bot.environment, "committee", "import", str(place / "council.toml")).check_returncode()


def kallelse(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env={**environment, "LANG": "en_GB.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_log_has_no_secrets_addresses_or_words_of_people(day: Day) -> None:
    lines = [json.loads(line) for line in day.log.splitlines()]
    events = {line["event"] for line in lines}
    assert {"running", "connected to Slack", "delivered", "delivery failed", "stopped"} <= events
    wrote = [EXTENSION, STANDING, ACTION, *TOPICS, *(one.name for one in (*MEMBERS, GUEST))]
    assert [said for said in (*day.secrets, *wrote) if said in day.log] == []
    assert re.findall(r"\S+@\S+", day.log) == []


def test_bot_fits_in_a_small_machine(day: Day) -> None:
    assert day.memory < MOST_MEMORY


def test_bot_stops_cleanly_when_asked(day: Day) -> None:
    assert day.exit_code == 0
    assert day.seconds_to_stop < 10


@pytest.fixture
def idle(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[BotProcess]:
    """Not started."""
    with workspace(tmp_path) as sandbox:
        bot = bot_in(sandbox, sqlite_files.copy_to(tmp_path / "kallelse.db"), tmp_path)
        yield bot
        if bot.is_running:
            bot.stop()


def test_stopping_bot_finishes_the_message_it_is_sending(idle: BotProcess, tmp_path: Path) -> None:
    take_in_council(idle, tmp_path)
    idle.start()
    town = Town(idle.sandbox)
    STORY[0].do(town)
    STORY[0].seen(town)
    slow = Fault("slow", "conversations.open", seconds=1.5)
    idle.sandbox.app.faults.plan(slow)
    town.says(MEMBERS[0], "/meeting confirm")
    assert eventually(lambda: slow.times == 0)
    assert idle.stop() == 0
    assert '"delivered"' in idle.log.read_text().split('"stopping"')[1]


def test_bot_is_not_ready_while_slack_is_away(idle: BotProcess) -> None:
    idle.start()
    assert eventually(lambda: readiness(idle) == (200, []))
    idle.sandbox.app.faults.plan(Fault("server_error", "apps.connections.open", times=100))
    idle.sandbox.disconnect_bot()
    assert eventually(lambda: readiness(idle) == (503, ["slack"]))
    idle.sandbox.app.faults.clear()
    assert eventually(lambda: readiness(idle) == (200, []))


def readiness(bot: BotProcess) -> tuple[int, list[str]]:
    """What /readyz answers, and which checks said no."""
    try:
        with urlopen(f"http://127.0.0.1:{bot.port}/readyz", timeout=5) as answer:
            status, told = answer.status, json.load(answer)
    except HTTPError as refused:
        status, told = refused.code, json.load(refused)
    return status, [name for name, check in told["checks"].items() if not check["ok"]]


def eventually(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True

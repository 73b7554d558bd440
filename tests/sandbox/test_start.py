"""`kallelse try` brings everything up, keeps the bot alive, and takes everything down again."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.demo import MEMBERS, channels, people
from bot.sandbox.ports import kept_port
from bot.sandbox.server import PortTakenError, Sandbox
from bot.sandbox.start import BotDoesNotStartError, Moment, at_work, environment
from tests.sandbox.guestbook import MANIFEST

MUTE_BOT = (sys.executable, "-m", "tests.sandbox.mute_bot")


class Terminal:
    """What the person who started it is told."""

    def __init__(self) -> None:
        self.told: list[Moment] = []

    def tell(self, moment: Moment, _facts: Mapping[str, Any]) -> None:
        self.told.append(moment)


def test_empty_workspace_comes_up_with_its_people_and_a_bot_that_is_started_again_when_it_dies(
    tmp_path: Path,
) -> None:
    terminal = Terminal()
    at = datetime(2017, 10, 11, 13)  # noqa: DTZ001  - as typed: the town's own clock
    with at_work(MANIFEST, terminal.tell, tmp_path, at=at, empty=True, bot_command=MUTE_BOT) as sandbox:
        assert sandbox.clock.now() - datetime(2017, 10, 11, 11, tzinfo=UTC) < timedelta(minutes=1)
        sandbox.person("Karin").command("/greet", "#brå")
        _kill_bot(tmp_path)
        sandbox.workspace.news.wait(lambda: not sandbox.app.is_connected(), 5)
        assert sandbox.wait_for_bot(20)
        assert terminal.told == [Moment.BOT_DIED]
        pid = _bot_pid(tmp_path)
    assert not _is_running(pid)
    assert (tmp_path / "clock.json").exists()


def test_bot_that_cannot_be_prepared_is_told_with_its_words(tmp_path: Path) -> None:
    broken = (sys.executable, "-c", "import sys; sys.exit('the database is locked')")
    with (
        pytest.raises(BotDoesNotStartError) as failure,
        at_work(MANIFEST, print, tmp_path, bot_command=broken),
    ):
        pass
    assert failure.value.words == "the database is locked"


def test_bot_that_dies_before_it_connects_is_not_waited_for(tmp_path: Path) -> None:
    program = "import sys; sys.exit('no such token' if sys.argv[1:] == ['run'] else 0)"
    failing = (sys.executable, "-c", program)
    with (
        pytest.raises(BotDoesNotStartError) as failure,
        at_work(MANIFEST, print, tmp_path, bot_command=failing),
    ):
        pass
    assert failure.value.words == "no such token"


def test_taken_port_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with (
            pytest.raises(PortTakenError),
            at_work(MANIFEST, print, tmp_path, port=port, bot_command=MUTE_BOT),
        ):
            pass


def test_bots_links_point_to_the_same_port_at_every_start_unless_somebody_else_took_it(
    tmp_path: Path,
) -> None:
    with Sandbox(MANIFEST) as sandbox:
        first = environment(sandbox, tmp_path)
        assert environment(sandbox, tmp_path) == first
        with socket.create_server(("127.0.0.1", int(first["KALLELSE_HTTP_PORT"]))):
            other = environment(sandbox, tmp_path)
    assert first["KALLELSE_PUBLIC_URL"] == f"http://127.0.0.1:{first['KALLELSE_HTTP_PORT']}"
    assert other["KALLELSE_HTTP_PORT"] != first["KALLELSE_HTTP_PORT"]


def test_note_of_a_port_that_cannot_be_read_is_written_anew(tmp_path: Path) -> None:
    note = tmp_path / "bot.port"
    for unreadable in ("", "eighty", "99999999", "-1"):
        note.write_text(unreadable)
        assert kept_port(note) == int(note.read_text())


PROGRAM = """
import sys
from pathlib import Path
from bot.sandbox.start import start
from tests.sandbox.guestbook import MANIFEST
from tests.sandbox.test_start import MUTE_BOT

def tell(moment, facts):
    print(moment.value, facts.get("address", ""), flush=True)

start(MANIFEST, tell, port=0, data=Path(sys.argv[1]), empty=True, bot_command=MUTE_BOT)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "sigterm"])
def test_signal_stops_everything(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline().startswith("ready http://127.0.0.1:")
        pid = _bot_pid(tmp_path)
        program.send_signal(number)
        assert program.communicate(timeout=20)[0] == "stopping \n"
        assert program.returncode == 0
    assert not _is_running(pid)


def test_demo_has_people_of_seven_organisations_in_two_languages() -> None:
    assert len({member.organisation for member in MEMBERS}) >= 7
    assert len([member for member in MEMBERS if member.user is None]) >= 2
    assert {account.locale for account in people()} == {"sv-SE", "en-GB"}
    ids = {account.id for account in people()}
    assert len(ids) == len(people())
    with Sandbox(MANIFEST, people=people(), channels=channels()) as sandbox:
        assert all(set(channel.members) <= sandbox.workspace.accounts.keys() for channel in channels())


def _bot_pid(directory: Path) -> int:
    return int((directory / "bot.pid").read_text())


def _kill_bot(directory: Path) -> None:
    os.kill(_bot_pid(directory), signal.SIGKILL)


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

"""The workspace of the story, with a bot process beside it."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.sandbox.server import Sandbox
from tests.at_work import MANIFEST
from tests.scenarios.bot_process import BotProcess
from tests.scenarios.council import accounts, channels, committee_file
from tests.scenarios.story import STOCKHOLM, Town

BEGINNING = datetime(2017, 10, 11, 13, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    with Sandbox(
        MANIFEST,
        people=accounts(),
        channels=channels(),
        at=BEGINNING,
        clock_file=tmp_path / "clock.json",
    ) as sandbox:
        yield Town(sandbox)


@pytest.fixture
def bot(town: Town, database: str, transport: str, tmp_path: Path) -> Iterator[BotProcess]:
    """Running, with the council's roster taken in from its file."""
    process = BotProcess(town.sandbox, database, tmp_path / "clock.json", transport, tmp_path / "bot.log")
    file = tmp_path / "council.toml"
    file.write_text(committee_file(), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "bot", "committee", "import", str(file)],
        env=process.environment,
        check=True,
        capture_output=True,
    )
    process.start()
    yield process
    if process.is_running:
        process.stop()

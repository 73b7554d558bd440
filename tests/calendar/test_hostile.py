"""Whatever somebody hands the linter: an answer in under a second and a hundred megabytes, and never a traceback."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.calendar.hostile import CALENDARS, MAILS

MEASURED = Path(__file__).parent / "measured.py"
CASES: dict[str, Callable[[], bytes]] = {
    **{f"calendar: {name}": made for name, made in CALENDARS.items()},
    **{f"mail: {name}": made for name, made in MAILS.items()},
}
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("hostile")
    files = [folder / str(number) for number in range(len(CASES))]
    for file, made in zip(files, CASES.values(), strict=True):
        file.write_bytes(made())
    asked = subprocess.run(
        [sys.executable, "-m", "tests.calendar.measured", *files],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for file in files:
        file.unlink()
    return dict(zip(CASES, map(json.loads, asked.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_check_answers_hostile_input_soon_and_in_little_memory(
    name: str, outcomes: dict[str, dict[str, Any]]
) -> None:
    outcome = outcomes[name]
    assert "died" not in outcome
    assert outcome["seconds"] < 1
    assert outcome["megabytes"] < 100
    assert outcome["rules"]

"""The clock, and the one that the sandbox moves."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import shifted_clock, system_clock


def test_system_clock_is_aware_and_in_utc() -> None:
    assert system_clock().tzinfo is UTC


def test_shifted_clock_follows_the_file(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    shift(file, 0)
    clock = shifted_clock(file)
    before = clock()
    shift(file, timedelta(days=30).total_seconds())
    assert timedelta(days=30) <= clock() - before < timedelta(days=30, minutes=1)


def test_shifted_clock_needs_a_file_it_can_read(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        shifted_clock(tmp_path / "nowhere.json")
    (tmp_path / "clock.json").write_text("{}")
    with pytest.raises(ValueError, match="shift_seconds"):
        shifted_clock(tmp_path / "clock.json")


def test_shifted_clock_that_stands_still_tells_real_time(tmp_path: Path) -> None:
    shift(tmp_path / "clock.json", 0)
    assert abs(shifted_clock(tmp_path / "clock.json")() - datetime.now(UTC)) < timedelta(seconds=5)


def shift(file: Path, seconds: float) -> None:
    """As the sandbox does it: another file takes its place."""
    new = file.with_suffix(".new")
    new.write_text(json.dumps({"shift_seconds": seconds}))
    new.replace(file)

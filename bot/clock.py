"""The one clock everything is given: the machine's own; in the sandbox, the machine's and a shift."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]
"""Says the present moment, aware and in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def shifted_clock(path: Path) -> Clock:
    """The machine's time and as many seconds as the file says: `{"shift_seconds": 3600}`. Whoever moves the clock puts
    another file in its place; that is seen at the next question. Raises OSError or ValueError when it cannot be read now.
    """
    clock = _ShiftedClock(path)
    clock()
    return clock


@dataclass(slots=True)
class _ShiftedClock:
    path: Path
    _read: tuple[tuple[int, int], timedelta] = ((0, 0), timedelta(0))
    """Which file it was, and what it said."""

    def __call__(self) -> datetime:
        status = self.path.stat()
        version = (status.st_mtime_ns, status.st_ino)
        if self._read[0] != version:
            self._read = (version, _shift_in(self.path))
        return system_clock() + self._read[1]


def _shift_in(path: Path) -> timedelta:
    try:
        return timedelta(seconds=json.loads(path.read_text(encoding="utf-8"))["shift_seconds"])
    except (KeyError, TypeError) as err:
        raise ValueError("shift_seconds") from err

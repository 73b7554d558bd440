"""The sandbox's clock: real time and a shift, which can only grow once people act by it."""

import json
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.sandbox.files import write_atomically


class ClockRunsForwardError(ValueError):
    """Somebody asked the clock to go back."""


@dataclass(slots=True)
class Clock:
    """`path`, when given, always holds `{"shift_seconds": …}` so that another process can read the same time."""

    path: Path | None = None
    shift_seconds: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.shift_seconds)

    def seconds(self) -> float:
        """Seconds since 1970 by this clock."""
        return time.time() + self.shift_seconds

    def start_at(self, when: datetime) -> None:
        """Sets the clock before anybody has acted; the one time it may go back."""
        self._shift_to((when - datetime.now(UTC)).total_seconds())

    def resume(self, shift_seconds: float) -> None:
        """Goes on where an earlier run stopped."""
        self._shift_to(shift_seconds)

    def advance(self, seconds: float) -> None:
        if seconds < 0:
            raise ClockRunsForwardError
        self._shift_to(self.shift_seconds + seconds)

    def catch_up(self) -> None:
        """Real time again, after time that has been played."""
        self.advance(max(0.0, -self.shift_seconds))

    def move_to(self, when: datetime) -> None:
        self.advance((when - self.now()).total_seconds())

    def _shift_to(self, seconds: float) -> None:
        with self._lock:
            self.shift_seconds = seconds
            self.publish()

    def publish(self) -> None:
        if self.path:
            write_atomically(self.path, json.dumps({"shift_seconds": self.shift_seconds}).encode())

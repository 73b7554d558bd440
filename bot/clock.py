"""The one clock everything is given. The system's own; in the sandbox, the system's and a shift."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def shifted_clock(path: Path) -> Clock:
    """Real time and the shift that stands in a file, `{"shift_seconds": …}`; the file may change at any time."""
    remembered: dict[str, float] = {"read": -1.0, "shift": 0.0}

    def now() -> datetime:
        changed = path.stat().st_mtime_ns
        if changed != remembered["read"]:
            remembered["shift"] = float(json.loads(path.read_text())["shift_seconds"])
            remembered["read"] = changed
        return datetime.now(UTC) + timedelta(seconds=remembered["shift"])

    return now

"""How often somebody may come: counted by the minute, in this process alone."""

import threading
from collections import Counter
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)


class Turnstile:
    """Forgets everything when a new minute begins, so it never holds more than one minute's visits."""

    def __init__(self) -> None:
        self._visits: Counter[str] = Counter()
        self._minute: datetime | None = None
        self._lock = threading.Lock()

    def passes(self, visitor: str, most: int, now: datetime) -> bool:
        """One visit more; False when the visitor has had `most` of them in this minute."""
        minute = now.replace(second=0, microsecond=0)
        with self._lock:
            if minute != self._minute:
                self._visits.clear()
                self._minute = minute
            self._visits[visitor] += 1
            return self._visits[visitor] <= most


def seconds_to_wait(now: datetime) -> int:
    """Until the next minute begins."""
    return int((MINUTE - timedelta(seconds=now.second)).total_seconds())

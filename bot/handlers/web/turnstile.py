"""How often somebody may come: counted by the minute, in this process alone."""

import threading
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
MOST_VISITORS = 10_000


class Turnstile:
    """Forgets everything when a new minute begins, and within one whoever has not come for longest: a crowd of made-up
    visitors takes no more memory than `MOST_VISITORS`.
    """

    def __init__(self) -> None:
        self._visits: dict[str, int] = {}
        self._minute: datetime | None = None
        self._lock = threading.Lock()

    def passes(self, visitor: str, most: int, now: datetime) -> bool:
        """One visit more; False when the visitor has had `most` of them in this minute."""
        minute = now.replace(second=0, microsecond=0)
        with self._lock:
            if minute != self._minute:
                self._visits.clear()
                self._minute = minute
            visits = self._visits.pop(visitor, 0) + 1
            if len(self._visits) >= MOST_VISITORS:
                del self._visits[next(iter(self._visits))]
            self._visits[visitor] = visits  # at the end: a dict keeps the order
            return visits <= most


def seconds_to_wait(now: datetime) -> int:
    """Until the next minute begins."""
    return int((MINUTE - timedelta(seconds=now.second)).total_seconds())

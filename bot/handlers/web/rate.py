"""How often the same may be asked for."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

MOST_KEYS = 10_000


@dataclass(slots=True)
class Rate:
    """`most` times in a row, and then as often as `most` in `seconds`: a bucket that fills again evenly. It knows the
    `MOST_KEYS` that asked last, which bounds what it remembers.
    """

    most: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def seconds_to_wait(self, key: str) -> float:
        """0 when it may be asked for now, which counts; else when to come back."""
        with self._lock:
            now = self.clock()
            left, at = self._left.pop(key, (float(self.most), now))
            left = min(self.most, left + (now - at) * self.most / self.seconds)
            granted = left >= 1
            self._left[key] = (left - 1 if granted else left, now)
            if len(self._left) > MOST_KEYS:
                self._left.popitem(last=False)
            return 0.0 if granted else (1 - left) * self.seconds / self.most

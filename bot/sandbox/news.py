"""What has happened in the workspace, for whoever waits: the browser's event stream and a person who wants to see."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KEPT = 2000


@dataclass(frozen=True, slots=True)
class Item:
    number: int
    fact: dict[str, Any]
    readers: frozenset[str] | None

    def is_for(self, reader: str) -> bool:
        return self.readers is None or reader in self.readers


class News:
    """`changed` is the one lock of the whole workspace: state is read and changed while holding it."""

    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        self._items: deque[Item] = deque(maxlen=KEPT)
        self.number = 0

    def tell(self, kind: str, *, to: frozenset[str] | None = None, **facts: Any) -> None:
        """Wakes everybody who waits; `to` names the people whose screens change, None means everybody's."""
        with self.changed:
            self.number += 1
            self._items.append(Item(self.number, {"type": kind, **facts}, to))
            self.changed.notify_all()

    def after(self, number: int, reader: str) -> list[Item]:
        with self.changed:
            return [item for item in self._items if item.number > number and item.is_for(reader)]

    def wait_for_items(
        self, number: int, reader: str, seconds: float, is_over: Callable[[], bool]
    ) -> list[Item]:
        """What came after this number for the reader; waits for something, at most so long."""
        self.wait(lambda: is_over() or bool(self.after(number, reader)), seconds)
        return self.after(number, reader)

    def wait(self, predicate: Callable[[], bool], seconds: float) -> bool:
        """Whether the predicate became true in time; it is asked again after every change."""
        until = time.monotonic() + seconds
        with self.changed:
            while not predicate():
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self.changed.wait(left)
            return True

"""How the workspace can be told to misbehave."""

import threading
from dataclasses import dataclass

WEB_API = {"rate_limited", "server_error", "lost_response", "slow"}
EVENTS = {"repeat_event"}
MAIL = {"refuse_recipient", "greylist", "drop_after_data"}


@dataclass(slots=True)
class Fault:
    """`about` is a Web API method, an event type, or a recipient's address; "*" is any."""

    kind: str
    about: str = "*"
    times: int = 1
    seconds: float = 1.0

    def concerns(self, kinds: set[str], about: str) -> bool:
        return self.kind in kinds and self.about in ("*", about) and self.times > 0


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._planned: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        if fault.kind not in WEB_API | EVENTS | MAIL:
            raise ValueError(fault.kind)
        with self._lock:
            self._planned.append(fault)

    def next(self, kinds: set[str], about: str) -> Fault | None:
        """The fault that happens now, if any; each happens as often as it was planned."""
        with self._lock:
            for fault in self._planned:
                if fault.concerns(kinds, about):
                    fault.times -= 1
                    return fault
            return None

    def clear(self) -> None:
        with self._lock:
            self._planned.clear()

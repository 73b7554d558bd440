"""Several people at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

Result = TypeVar("Result")

A_MOMENT = 0.3
"""Seconds in which somebody who does not have to wait for others is done."""


def at_once(*acts: Callable[[], Result]) -> list[Result]:
    """All acts started together, each in a thread; what each returned, in order. Raises what one of them raised."""
    barrier = threading.Barrier(len(acts))

    def started(act: Callable[[], Result]) -> Result:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(started, act) for act in acts]]


def outcome(act: Callable[[], Result]) -> Callable[[], "Result | Exception"]:
    """The act, with what it raises as its result."""

    def tried() -> Result | Exception:
        try:
            return act()
        except Exception as error:  # noqa: BLE001  the test compares it
            return error

    return tried


class Meanwhile:
    """Something that somebody else does, begun at a certain point, and waited for as long as it need not wait itself."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.act = outcome(act)
        self.done: list[Future[object]] = []
        self.pool = ThreadPoolExecutor()

    def __call__(self) -> None:
        if not self.done:
            self.done.append(self.pool.submit(self.act))
            wait(self.done, timeout=A_MOMENT)

    def result(self) -> object:
        self.pool.shutdown()
        return self.done[0].result()

"""Several people at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


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

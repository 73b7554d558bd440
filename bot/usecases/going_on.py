"""What is due by itself goes on though one of it breaks."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

log = structlog.get_logger()

Item = TypeVar("Item")


def each(items: Iterable[Item], act: Callable[[Item], object]) -> None:
    """One after the other; one that breaks is logged, is still due, and holds up none of the others."""
    for item in items:
        try:
            act(item)
        except Exception as error:  # a fault with one must not stop the others
            log.exception("something due by itself broke", error=type(error).__name__)

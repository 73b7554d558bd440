"""What pieces can mean on a certain day: one thing for sure, or several with the reason why we must ask."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar

from bot.language.when.grammar.piece import Piece
from bot.language.when.result import Doubt, Fact

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Options(Generic[T]):
    """Without a doubt there is exactly one choice."""

    choices: tuple[T, ...]
    doubt: Doubt | None = None
    facts: tuple[Fact, ...] = ()

    def each(self, change: Callable[[T], U]) -> "Options[U]":
        return Options(tuple(change(choice) for choice in self.choices), self.doubt, self.facts)


def sure(value: T, *facts: Fact) -> Options[T]:
    return Options((value,), None, facts)


def ask(doubt: Doubt, choices: Iterable[T] = ()) -> Options[T]:
    """Any number of choices; the same one twice is one."""
    return Options(distinct(choices), doubt)


def distinct(choices: Iterable[T]) -> tuple[T, ...]:
    """Each choice once; two hours of the same name are two, though equal to Python."""
    return tuple({(choice, _fold(choice)): choice for choice in choices}.values())


def _fold(choice: object) -> object:
    return getattr(getattr(choice, "start", None), "fold", 0)


class Said:
    """A reading's pieces by their kind."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces: dict[type[Any], Piece] = {type(piece): piece for piece in pieces}

    def __contains__(self, kind: type[Any]) -> bool:
        return kind in self._pieces

    @property
    def pieces(self) -> Iterable[Piece]:
        return self._pieces.values()

    def get(self, kind: type[T]) -> T | None:
        found = self._pieces.get(kind)
        return found if isinstance(found, kind) else None

    def the(self, kind: type[T]) -> T:
        """The piece of this kind, which is known to be there."""
        found = self.get(kind)
        if found is None:
            raise KeyError(kind)
        return found

    def in_a_row(self, one: type[Any], next_one: type[Any]) -> bool:
        """Whether a piece of the one kind stands right before one of the other."""
        return (one, next_one) in pairwise(self._pieces)

    def kinds(self, among: frozenset[type[Any]]) -> frozenset[type[Any]]:
        return among & frozenset(self._pieces)

    def without(self, *kinds: type[Any]) -> "Said":
        return Said(piece for kind, piece in self._pieces.items() if kind not in kinds)

"""One table of a TOML file, read key by key; what is wrong is noted at its line and reading goes on."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from bot.usecases.committee_file import FileFlaw, Problem, toml_string, toml_value
from bot.usecases.committees import Flaw
from bot.usecases.toml_lines import Path, line_of

WRONG_TYPE: dict[type, FileFlaw] = {
    str: FileFlaw.NOT_TEXT,
    int: FileFlaw.NOT_A_NUMBER,
    bool: FileFlaw.NOT_YES_OR_NO,
    date: FileFlaw.NOT_A_DATE,
}
LONGEST_QUOTE = 60
FEW = 10
HEADER = re.compile(r"\[+[\w.]+\]+")

Value = TypeVar("Value", str, int, bool, date)


@dataclass(frozen=True, slots=True)
class Table:
    """`examples` has each key of this table with a right value, or with its header when it is a table itself."""

    path: Path
    values: Mapping[str, Any]
    lines: Mapping[Path, int]
    problems: list[Problem]
    examples: Mapping[str, str]

    @property
    def line(self) -> int:
        return line_of(self.path, self.lines)

    def required(self, key: str, kind: type[Value], instead: Value) -> Value:
        """The value, or when it is missing or of another kind, what to go on with instead."""
        if key not in self.values:
            self.wrong(key, FileFlaw.MISSING)
            return instead
        found = self.optional(key, kind)
        return instead if found is None else found

    def optional(self, key: str, kind: type[Value]) -> Value | None:
        value = self.values.get(key)
        if value is None or type(value) is kind:
            return value
        self.wrong(key, WRONG_TYPE[kind], toml_value(value))
        return None

    def lines_of(self, key: str) -> list[str]:
        """A list of texts, one line each."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(one, str) and "\n" not in one for one in value):
            return value
        self.wrong(key, FileFlaw.NOT_LINES)
        return []

    def table(self, key: str, examples: Mapping[str, str]) -> "Table":
        value = self.values.get(key)
        if not isinstance(value, dict):
            flaw = FileFlaw.MISSING if value is None else FileFlaw.NOT_A_TABLE
            self.wrong(key, flaw)
            return Table((*self.path, key), {}, self.lines, [], examples)  # one problem is enough
        return Table((*self.path, key), value, self.lines, self.problems, examples)

    def tables(self, key: str, examples: Mapping[str, str]) -> list["Table"]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.wrong(key, FileFlaw.NOT_A_LIST)
            return []
        return [
            Table((*self.path, key, index), one, self.lines, self.problems, examples)
            for index, one in enumerate(value)
        ]

    def refuse_unknown(self) -> None:
        for key in self.values.keys() - self.examples.keys():
            meant = nearest(key, self.examples)
            self._note(key, FileFlaw.UNKNOWN_KEY, key, self._example(meant), meant, tuple(self.examples))

    def wrong(self, key: str, flaw: Flaw | FileFlaw, given: object = "", *, other_line: int = 0) -> None:
        self._note(key, flaw, given, self._example(key), other_line=other_line)

    def wrong_line(self, key: str, index: int, flaw: Flaw, given: str) -> None:
        """One text of a list is wrong."""
        self._note(key, flaw, given, self._example(key), index=index)

    def no_such(self, key: str, flaw: Flaw | FileFlaw, given: str, choices: Collection[str]) -> None:
        """The value is none of those there are."""
        meant = nearest(given, choices)
        example = f'{key} = "{meant}"' if meant else self._example(key)
        self._note(key, flaw, given, example, meant, tuple(choices) if len(choices) <= FEW else ())

    def contradicts(self, key: str, given: str, first: str, line: int) -> None:
        """What it says is not what an earlier line says."""
        self._note(key, FileFlaw.CONTRADICTION, given, f"{key} = {toml_string(first)}", other_line=line)

    def _note(
        self,
        key: str,
        flaw: Flaw | FileFlaw,
        given: object,
        example: str,
        meant: str = "",
        choices: tuple[str, ...] = (),
        other_line: int = 0,
        index: int | None = None,
    ) -> None:
        within = () if index is None else (index,)
        line = line_of((*self.path, key, *within), self.lines)
        shown = str(given)[:LONGEST_QUOTE]
        self.problems.append(Problem(line, flaw, key, shown, example, meant, choices, other_line))

    def _example(self, key: str) -> str:
        right = self.examples.get(key, "")
        return right if not right or HEADER.fullmatch(right) else f"{key} = {right}"


def nearest(given: str, choices: Iterable[str]) -> str:
    """The choice that was probably meant, or "". Of a time zone the place counts: "Europe/Ekeby" is not near to all of
    Europe.
    """
    folded = {choice.casefold(): choice for choice in choices}
    found = get_close_matches(given.casefold(), folded)
    return next(
        (folded[one] for one in found if get_close_matches(_place(given.casefold()), [_place(one)])), ""
    )


def _place(choice: str) -> str:
    return choice.rpartition("/")[2]

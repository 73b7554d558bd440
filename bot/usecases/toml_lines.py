"""On which line of a TOML document each thing stands; the parser itself does not tell."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

Path = tuple[str | int, ...]
"""("committee", "name"), or for the third of [[members]] ("members", 2, "email")."""


def line_of_error(error: tomllib.TOMLDecodeError, text: str) -> int:
    found = re.search(r"\(at line (\d+),", str(error))
    return int(found[1]) if found else text.rstrip().count("\n") + 1


def lines_in(text: str) -> dict[Path, int]:
    """The line where each table and each key begins, in a document that is known to be right."""
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(text):
        content = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = _header(content, counts, repeated=statement.lstrip().startswith("[["))
            lines.setdefault(table, line)
            if isinstance(table[-1], int):
                lines.setdefault(table[:-1], line)
        else:
            for path in _paths(content):
                lines.setdefault(table + path, line)
            for path, below in _texts_in_lists(content, statement):
                lines.setdefault(table + path, line + below)
    return lines


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """Where it stands, or what it belongs to."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header, and each key with its value however many lines it takes: it is whole when it can be parsed."""
    begun, first = "", 1
    for number, line in enumerate(text.split("\n"), start=1):
        if not begun and not line.split("#")[0].strip():
            continue
        first = first if begun else number
        begun += line + "\n"
        try:
            tomllib.loads(begun)
        except tomllib.TOMLDecodeError:
            continue
        yield first, begun
        begun = ""


def _texts_in_lists(content: Mapping[str, Any], statement: str) -> Iterator[tuple[Path, int]]:
    """How far below its key's line each text of a list stands; one that is written with escapes may not be found."""
    for key, value in content.items():
        position = 0
        for index, text in enumerate(value if isinstance(value, list) else ()):
            position = max(position, statement.find(str(text), position))
            yield (key, index), statement.count("\n", 0, position)


def _header(content: Any, counts: dict[Path, int], *, repeated: bool) -> Path:
    path: Path = ()
    while isinstance(content, dict) and content:
        ((key, content),) = content.items()
        path += (key,)
        last = isinstance(content, list) or not content
        if last and repeated:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path


def _paths(content: Mapping[str, Any]) -> Iterator[Path]:
    for key, value in content.items():
        yield (key,)
        for below in _paths(value) if isinstance(value, dict) else ():
            yield (key, *below)

"""The bot at work in a sandbox, on SQLite: the use cases have been tried on both kinds of database by then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage import Storage
from tests.at_work import Town, at_work
from tests.databases import SqliteFiles


@pytest.fixture
def sqlite_storage(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Storage]:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db"))
    yield opened
    opened.close()


@pytest.fixture
def town(sqlite_storage: Storage) -> Iterator[Town]:
    """With the council and everybody in their seats, on Wednesday 11 October 2017 at nine."""
    with at_work(sqlite_storage) as town:
        yield town


@pytest.fixture
def bare_town(sqlite_storage: Storage) -> Iterator[Town]:
    """Before anybody has set up a committee."""
    with at_work(sqlite_storage, council=False) as town:
        yield town

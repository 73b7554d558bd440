"""The council's December meeting is confirmed, and Greta has the link of its mail."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage import Storage
from tests.databases import SqliteFiles
from tests.handlers.web.visiting import Visit, visit
from tests.town import council


@pytest.fixture
def visiting(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Visit]:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db", council))
    yield visit(opened)
    opened.close()

"""What every test can ask for: a database of its own, on both kinds of server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage import Storage
from tests.databases import PostgresServer, SqliteFiles


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[PostgresServer]:
    """One for the session; xdist's workers share it, the last to leave stops it."""
    session = tmp_path_factory.getbasetemp()
    server = PostgresServer((session if worker_id == "master" else session.parent) / "postgresql")
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, migrated database: a test that uses it runs on both kinds."""
    if request.param == "sqlite":
        files: SqliteFiles = request.getfixturevalue("sqlite_files")
        yield files.copy_to(tmp_path / "kallelse.db")
    else:
        server: PostgresServer = request.getfixturevalue("postgres_server")
        with server.database() as address:
            yield address


@pytest.fixture
def storage(database: str) -> Iterator[Storage]:
    """An open database, empty, of each kind."""
    opened = Storage(database)
    yield opened
    opened.close()

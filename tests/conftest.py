"""What every test can ask for: a database of its own, on both kinds of server."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage import Storage
from tests.databases import PostgresServer, SqliteFiles


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> SqliteFiles:
    return SqliteFiles(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> Iterator[PostgresServer]:
    """One for the session: xdist's workers share it, the last to leave stops it. It does not live in pytest's own folder,
    which other sessions close to others, and as root the server runs as somebody else.
    """
    server = PostgresServer(Path(tempfile.gettempdir()) / f"kallelse-postgresql-{testrun_uid}")
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

"""What every test can ask for: a database of its own, on both kinds of server."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.committee import Committee
from bot.storage import Storage
from tests.databases import PostgresServer, SqliteFiles
from tests.town import CHANNEL, TEAM, council


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
def server(request: pytest.FixtureRequest) -> SqliteFiles | PostgresServer:
    """What makes databases: a test that uses it, or a database from it, runs on both kinds."""
    name = {"sqlite": "sqlite_files", "postgresql": "postgres_server"}[request.param]
    found: SqliteFiles | PostgresServer = request.getfixturevalue(name)
    return found


@pytest.fixture
def database(server: SqliteFiles | PostgresServer) -> Iterator[str]:
    """The address of an empty, migrated database."""
    with server.database() as address:
        yield address


@pytest.fixture
def storage(database: str) -> Iterator[Storage]:
    """An open database, empty."""
    opened = Storage(database)
    yield opened
    opened.close()


@pytest.fixture
def town(server: SqliteFiles | PostgresServer) -> Iterator[Storage]:
    """An open database with the town's council and everybody in their seats (tests/town.py)."""
    with server.database(council) as address:
        opened = Storage(address)
        yield opened
        opened.close()


@pytest.fixture
def committee(town: Storage) -> Committee:
    """The town's council."""
    with town.reading() as transaction:
        (found,) = transaction.committees.in_channel(TEAM, CHANNEL)
    return found

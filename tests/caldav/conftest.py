from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.domain.committee import Committee
from bot.storage import Storage
from bot.usecases.sharing import share_calendar
from tests.caldav.radicale import Radicale, radicale
from tests.databases import SqliteFiles
from tests.town import CHAIR, NOW, council


@pytest.fixture(scope="session")
def calendar_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        yield server


@pytest.fixture
def server_of_calendars(calendar_server: Radicale) -> Radicale:
    """With an empty calendar."""
    for name in calendar_server.names():
        assert calendar_server.asks("DELETE", name).status_code == 200
    return calendar_server


@pytest.fixture
def town(sqlite_files: SqliteFiles) -> Iterator[Storage]:
    """The council's database: how the ledger works on both kinds has been tried elsewhere."""
    with sqlite_files.database(council) as address:
        opened = Storage(address)
        yield opened
        opened.close()


@pytest.fixture
def sharing(town: Storage, committee: Committee) -> Committee:
    """The council, which writes its meetings to the shared calendar."""
    share_calendar(town, committee.id, CHAIR, NOW, shares=True)
    return replace(committee, shares_calendar=True)

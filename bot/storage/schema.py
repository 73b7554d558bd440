"""Which schema the database has, and bringing it to ours. Nothing migrates by itself: `kallelse migrate` does.

Alembic is imported only where something is migrated: a bot that runs needs to know no more than two numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, create_engine, inspect, text

from bot.domain.errors import KallelseError
from bot.storage.storage import Storage
from bot.storage.tables import metadata

MIGRATIONS = Path(__file__).parent / "migrations"

Columns = Mapping[str, frozenset[str]]
"""By table, of those that we know; one that is not there is left out."""


@dataclass(eq=False)
class SchemaUnknown(KallelseError):
    """The database was made by a version that we know nothing of: no migration of ours leads from it to ours, or its columns
    are others than at that revision. `revision` is the one that it says it has.
    """

    revision: str


def migrate(storage: Storage) -> None:
    """Bring the schema to the newest revision; a new database gets it whole. Raises SchemaUnknown and changes nothing."""
    found = _check_revision(storage)
    with storage.engine.connect() as connection, connection.begin():
        if found and _columns(connection) != _columns_at(found):
            raise SchemaUnknown(found)
        _upgrade(connection, "head")


def is_current(storage: Storage) -> bool:
    """The database has exactly the schema that this version of the program knows, by what it says itself."""
    return _revision(storage) == newest_revision()


def check_is_ours(storage: Storage) -> None:
    """The database is new, or one that we know how to go on with, as far as can be seen without Alembic. Raises
    SchemaUnknown.
    """
    found = _check_revision(storage)
    if found == newest_revision():
        with storage.engine.connect() as connection:
            there = _columns(connection)
        if there != {table.name: frozenset(table.columns.keys()) for table in metadata.tables.values()}:
            raise SchemaUnknown(found)


def newest_revision() -> str:
    """Migrations are named by their number, "0001_the_first_tables.py"; the highest is the newest."""
    return max(_revisions())


def _revisions() -> set[str]:
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


def _revision(storage: Storage) -> str:
    """The one that the database says it has, "" for none."""
    with storage.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return ""
        return ", ".join(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def _check_revision(storage: Storage) -> str:
    found = _revision(storage)
    if found and found not in _revisions():
        raise SchemaUnknown(found)
    return found


def _columns(connection: Connection) -> Columns:
    there = inspect(connection).get_multi_columns(filter_names=list(metadata.tables))
    return {table: frozenset(one["name"] for one in columns) for (_, table), columns in there.items()}


def _columns_at(revision: str) -> Columns:
    """What a database has that we bring to that revision."""
    engine = create_engine("sqlite://")
    with engine.connect() as connection, connection.begin():
        _upgrade(connection, revision)
        columns = _columns(connection)
    engine.dispose()
    return columns


def _upgrade(connection: Connection, revision: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)

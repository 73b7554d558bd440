"""Which schema the database has, and bringing it to ours. Nothing migrates by itself: `kallelse migrate` does.

Alembic is imported only where something is migrated: a bot that runs needs to know no more than two numbers.
"""

from pathlib import Path

from sqlalchemy import inspect, text

from bot.storage.storage import Storage

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(storage: Storage) -> None:
    """Bring the schema to the newest revision; a new database gets it whole."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with storage.engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(storage: Storage) -> bool:
    """The database has exactly the schema that this version of the program knows."""
    with storage.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all() == [
            newest_revision()
        ]


def newest_revision() -> str:
    """Migrations are named by their number, "0001_the_first_tables.py"; the highest is the newest."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))

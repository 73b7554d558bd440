"""The migrations and the tables say the same, on both kinds of database."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.storage import Storage
from bot.storage.schema import MIGRATIONS, is_current, migrate
from bot.storage.tables import metadata
from tests.databases import PostgresServer, SqliteFiles


def test_migrated_database_is_current(storage: Storage) -> None:
    assert is_current(storage)


def test_migrations_make_the_tables_as_described(storage: Storage) -> None:
    with storage.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrating_twice_changes_nothing(storage: Storage) -> None:
    migrate(storage)
    assert is_current(storage)


def test_new_database_is_behind_until_migrated(server: SqliteFiles | PostgresServer) -> None:
    storage = Storage(server.empty())
    before = is_current(storage)
    migrate(storage)
    assert (before, is_current(storage)) == (False, True)
    storage.close()


def test_migrations_are_numbered_without_a_gap_each_after_the_one_before() -> None:
    chain = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
    numbers = [f"{number:04}" for number in range(1, len(chain) + 1)]
    named = sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert (chain, named) == (numbers, numbers)

"""The migrations and the tables say the same, on both kinds of database."""

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.storage import Storage
from bot.storage.schema import (
    MIGRATIONS,
    SchemaUnknown,
    _upgrade,
    check_is_ours,
    is_current,
    migrate,
    newest_revision,
)
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


@pytest.fixture
def own(server: SqliteFiles | PostgresServer) -> Iterator[Storage]:
    """Migrated, and nobody's after this test: its very tables may be changed."""
    storage = Storage(server.empty())
    migrate(storage)
    yield storage
    storage.close()


def stamp(storage: Storage, revision: str) -> None:
    with storage.transaction() as transaction:
        transaction.connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


def test_database_of_an_unknown_revision_is_refused(own: Storage) -> None:
    stamp(own, "0017")
    for look in (check_is_ours, migrate):
        with pytest.raises(SchemaUnknown) as refused:
            look(own)
        assert refused.value.revision == "0017"


def test_database_with_other_columns_than_its_revision_has_is_refused(own: Storage) -> None:
    """Its number has been given to another migration since: ours would find its columns there already."""
    stamp(own, "0012")
    with pytest.raises(SchemaUnknown):
        migrate(own)
    stamp(own, newest_revision())
    check_is_ours(own)
    with own.transaction() as transaction:
        transaction.connection.execute(text("ALTER TABLE meetings RENAME COLUMN place TO room"))
    for look in (check_is_ours, migrate):
        with pytest.raises(SchemaUnknown):
            look(own)


def test_database_of_any_revision_of_ours_is_brought_to_the_newest(
    server: SqliteFiles | PostgresServer,
) -> None:
    storage = Storage(server.empty())
    with storage.engine.connect() as connection, connection.begin():
        _upgrade(connection, "0007")
    check_is_ours(storage)
    migrate(storage)
    assert is_current(storage)
    storage.close()


def test_migrations_are_numbered_without_a_gap_each_after_the_one_before() -> None:
    chain = [one.revision for one in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]
    numbers = [f"{number:04}" for number in range(1, len(chain) + 1)]
    named = sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert (chain, named) == (numbers, numbers)

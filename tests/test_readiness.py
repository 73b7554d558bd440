"""What makes the bot ready, and what makes it not."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import readiness
from bot.domain.delivery import Route
from bot.handlers.web.health import Condition
from bot.mail.imap_server import imap_server
from bot.mail.receive import MailReceiver
from bot.storage import Storage
from bot.worker import Worker
from tests.databases import SqliteFiles
from tests.town import NOW, confirmed, council

BOTH = [Route.SLACK, Route.EMAIL]


@pytest.fixture
def storage(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Storage]:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db"))
    yield opened
    opened.close()


def test_database_and_schema_are_looked_at(storage: Storage, tmp_path: Path) -> None:
    assert (readiness.database(storage), readiness.schema(storage)) == (
        Condition(ok=True),
        Condition(ok=True),
    )
    empty = Storage(f"sqlite:///{tmp_path / 'empty.db'}")
    assert (readiness.database(empty), readiness.schema(empty)) == (Condition(ok=True), Condition(ok=False))
    empty.close()


def test_worker_must_have_come_round_on_every_route(storage: Storage) -> None:
    worker = Worker(storage, {}, lambda: NOW)
    worker.last_round[Route.SLACK] = NOW - timedelta(seconds=1)
    assert readiness.worker(worker, BOTH, lambda: NOW) == Condition(
        ok=False, facts={"seconds_since_last_round": {"slack": 1.0}}
    )
    worker.last_round[Route.EMAIL] = NOW - timedelta(seconds=100)
    assert readiness.worker(worker, BOTH, lambda: NOW).ok
    assert not readiness.worker(worker, BOTH, lambda: NOW + timedelta(minutes=1)).ok


def test_nothing_owed_is_nothing_overdue(storage: Storage) -> None:
    council(storage)
    assert readiness.deliveries(storage, BOTH, lambda: NOW) == Condition(
        ok=True, facts={"oldest_overdue_seconds": {"slack": 0.0, "email": 0.0, "caldav": 0.0}}
    )


def test_what_nobody_sends_is_overdue(storage: Storage) -> None:
    council(storage)
    confirmed(storage)
    soon, later = NOW + timedelta(minutes=4), NOW + timedelta(minutes=6)
    assert readiness.deliveries(storage, BOTH, lambda: soon).ok
    assert readiness.deliveries(storage, BOTH, lambda: later) == Condition(
        ok=False, facts={"oldest_overdue_seconds": {"slack": 360.0, "email": 360.0, "caldav": 0.0}}
    )


def test_mail_that_waits_for_a_mail_server_is_told_and_does_not_count(storage: Storage) -> None:
    council(storage)
    confirmed(storage)
    later = NOW + timedelta(days=1)
    found = readiness.deliveries(storage, [], lambda: later)
    assert (found.ok, found.facts["oldest_overdue_seconds"]["email"]) == (True, 86400.0)


def test_mailbox_tells_when_it_was_seen_and_what_keeps_us_out(storage: Storage) -> None:
    """A server that is away is told of, and is no reason to start us again."""
    nowhere = imap_server("imap://u:p@127.0.0.1:1")
    receiver = MailReceiver(nowhere, storage, lambda: NOW, our_address="a@b.example", our_server=None)
    assert not readiness.mailbox(receiver, lambda: NOW).ok
    receiver.start()
    deadline = time.monotonic() + 10
    while not receiver.trouble and time.monotonic() < deadline:
        time.sleep(0.02)
    found = readiness.mailbox(receiver, lambda: NOW)
    receiver.stop()
    assert found == Condition(
        ok=True, facts={"seconds_since_last_seen": None, "trouble": "ConnectionRefusedError"}
    )

"""How fast the worker sends invitations, against plain smtplib handing the same bytes to the same server in the same run.

    .venv/bin/python -m tests.bench_mail [--people 1000] [--postgresql] [--hidden] [--profile]

The worker's figure is the whole path: claimed from the ledger, facts gathered, composed, checked, handed in, settled. The
server is a process of its own, as it is in life.
"""

import argparse
import cProfile
import logging
import multiprocessing
import pstats
import smtplib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

import structlog

from bot.app import PACES
from bot.domain.committee import Role, Seat
from bot.domain.delivery import Route
from bot.domain.ids import PersonId, SeatId, new_id
from bot.domain.person import Person
from bot.lanes import deliver_many
from bot.mail.message import Mail
from bot.mail.notifier import MailNotifier
from bot.mail.send import SmtpMailer
from bot.mail.server import Encryption, MailServer
from bot.storage import Storage
from bot.usecases.committees import change_committee
from bot.usecases.links import links_at
from tests import town
from tests.databases import PostgresServer, SqliteFiles
from tests.mail.mailserver import Post, mail_server

SENDER = "kallelse@ekeby.example"
Rates = tuple[float, list[Mail]]
"""How many mails a second, and the mails."""


def serve(ready: Connection) -> None:
    """The mail server's process: says its port, and at the end how many mails came."""
    post = Post()
    with mail_server(post) as port:
        ready.send(port)
        ready.recv()
        ready.send(len(post.received))


@contextmanager
def server() -> Iterator[tuple[int, Callable[[], int]]]:
    """A running server: its port, and how many mails it took in all (which ends it)."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,))
    process.start()

    def count() -> int:
        ours.send("stop")
        return int(ours.recv())

    try:
        yield ours.recv(), count
    finally:
        process.join(5)
        process.kill()


def crowd(storage: Storage, people: int, *, hides: bool) -> datetime:
    """A council with so many members more, all by mail, and a confirmed meeting; when that was."""
    committee = town.council(storage)
    change_committee(storage, town.HERE, town.CHAIR, replace(town.COUNCIL, hides_attendees=hides), town.NOW)
    with storage.transaction() as transaction:
        members = [
            Person(PersonId(new_id()), f"Åsa Person {number}", f"asa.{number}@ekeby.example")
            for number in range(people)
        ]
        transaction.people.add_all(members)
        transaction.seats.add_all(
            [Seat(SeatId(new_id()), committee.id, one.id, "org", Role.MEMBER) for one in members]
        )
    town.confirmed(storage)
    return town.NOW


def worker(storage: Storage, port: int, now: datetime) -> Rates:
    sent: list[Mail] = []
    with SmtpMailer(MailServer("127.0.0.1", port, Encryption.NONE)) as mailer:

        def hand_in(mail: Mail) -> str:
            sent.append(mail)
            return mailer.send(mail)

        notifier = MailNotifier(SENDER, hand_in, links_at(storage, "https://kallelse.example"))
        begun = time.perf_counter()
        tried = deliver_many(storage, Route.EMAIL, notifier, "bench", lambda: now, PACES[Route.EMAIL])
        return tried / (time.perf_counter() - begun), sent


def plain(port: int, mails: list[Mail]) -> float:
    """How many mails a second over one connection of the standard library."""
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as connection:
        for mail in mails:
            connection.sendmail(mail.sender, [mail.recipient], mail.content)
    return len(mails) / (time.perf_counter() - begun)


def ratio(storage: Storage, people: int, *, hides: bool, profile: bool = False) -> tuple[float, float]:
    """The worker's rate, and the plain one."""
    now = crowd(storage, people, hides=hides)
    with server() as (port, count):
        ours, mails = profiled(lambda: worker(storage, port, now), profile=profile)
        theirs = plain(port, mails)
        assert count() == 2 * len(mails)
    return ours, theirs


def profiled(run: Callable[[], Rates], *, profile: bool) -> Rates:
    """What it returns; on standard output, if wanted, where its time went."""
    if not profile:
        return run()
    with cProfile.Profile() as watch:
        found = run()
    pstats.Stats(watch).sort_stats("cumtime").print_stats(45)
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--people", type=int, default=1000)
    asked.add_argument("--postgresql", action="store_true")
    asked.add_argument("--hidden", action="store_true", help="nobody's calendar names the others")
    asked.add_argument("--profile", action="store_true")
    options = asked.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    with tempfile.TemporaryDirectory() as folder:
        databases = PostgresServer(Path(folder)) if options.postgresql else SqliteFiles(Path(folder))
        with databases.database() as address:
            storage = Storage(address)
            ours, theirs = ratio(storage, options.people, hides=options.hidden, profile=options.profile)
            storage.close()
        if isinstance(databases, PostgresServer):
            databases.close()
    sys.stdout.write(f"worker {ours:.0f}/s, smtplib {theirs:.0f}/s, ratio {ours / theirs:.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

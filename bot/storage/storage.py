"""The database: transactions in, frozen dataclasses out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from bot.storage.deliveries import Deliveries
from bot.storage.feeds import Feeds
from bot.storage.incoming import Aliases, Bounces, HeldMails
from bot.storage.keys import Keys
from bot.storage.meetings import Answers, Guests, Invitations, Meetings, Summaries
from bot.storage.papers import Papers
from bot.storage.people import Committees, People, Seats, adopt_workspace
from bot.storage.polls import Alternatives, Ballots, Polls
from bot.storage.proposals import AskedPeople, DateProposals, Objections, ProposedDates
from bot.storage.records import Actions, Decisions
from bot.storage.requests import Requests
from bot.storage.topics import StandingItems, Topics

BUSY_SECONDS = 10
POOL_SIZE = 20


@dataclass(frozen=True, slots=True)
class Transaction:
    """All nouns' rows on one connection; everything done through it happens together or not at all."""

    connection: Connection

    @property
    def people(self) -> People:
        return People(self.connection)

    @property
    def committees(self) -> Committees:
        return Committees(self.connection)

    @property
    def seats(self) -> Seats:
        return Seats(self.connection)

    @property
    def meetings(self) -> Meetings:
        return Meetings(self.connection)

    @property
    def guests(self) -> Guests:
        return Guests(self.connection)

    @property
    def invitations(self) -> Invitations:
        return Invitations(self.connection)

    @property
    def answers(self) -> Answers:
        return Answers(self.connection)

    @property
    def papers(self) -> Papers:
        return Papers(self.connection)

    @property
    def topics(self) -> Topics:
        return Topics(self.connection)

    @property
    def standing_items(self) -> StandingItems:
        return StandingItems(self.connection)

    @property
    def decisions(self) -> Decisions:
        return Decisions(self.connection)

    @property
    def actions(self) -> Actions:
        return Actions(self.connection)

    @property
    def summaries(self) -> Summaries:
        return Summaries(self.connection)

    @property
    def date_proposals(self) -> DateProposals:
        return DateProposals(self.connection)

    @property
    def proposed_dates(self) -> ProposedDates:
        return ProposedDates(self.connection)

    @property
    def objections(self) -> Objections:
        return Objections(self.connection)

    @property
    def asked(self) -> AskedPeople:
        return AskedPeople(self.connection)

    @property
    def polls(self) -> Polls:
        return Polls(self.connection)

    @property
    def alternatives(self) -> Alternatives:
        return Alternatives(self.connection)

    @property
    def ballots(self) -> Ballots:
        return Ballots(self.connection)

    @property
    def deliveries(self) -> Deliveries:
        return Deliveries(self.connection)

    @property
    def feeds(self) -> Feeds:
        return Feeds(self.connection)

    @property
    def held_mails(self) -> HeldMails:
        return HeldMails(self.connection)

    @property
    def bounces(self) -> Bounces:
        return Bounces(self.connection)

    @property
    def aliases(self) -> Aliases:
        return Aliases(self.connection)

    @property
    def keys(self) -> Keys:
        return Keys(self.connection)

    @property
    def requests(self) -> Requests:
        return Requests(self.connection)

    def adopt_workspace(self, workspace: str) -> None:
        adopt_workspace(self.connection, workspace)


class Storage:
    """One database, SQLite or PostgreSQL, by its SQLAlchemy address."""

    def __init__(self, address: str) -> None:
        self.engine = _engine(address)
        self._looking = _looking(self.engine)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Read and change; committed when the block ends, rolled back when it raises. Writers queue on SQLite."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield Transaction(connection)

    @contextmanager
    def rehearsal(self) -> Iterator[Transaction]:
        """As `transaction`, and then nothing has happened."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin() as act:
            yield Transaction(connection)
            act.rollback()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """One consistent look that changes nothing; never waits for a writer."""
        with self.engine.connect().execution_options(**self._looking) as connection, connection.begin():
            yield Transaction(connection)

    def answers(self) -> bool:
        """The database can be reached; raises what the driver raises when it cannot."""
        with self.engine.connect() as connection:
            return bool(connection.execute(text("SELECT 1")).scalar_one())

    def close(self) -> None:
        self.engine.dispose()


def _engine(address: str) -> Engine:
    url = make_url(address)
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=POOL_SIZE,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
        )
    engine = create_engine(url, pool_size=POOL_SIZE, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _looking(engine: Engine) -> dict[str, Any]:
    """What makes a look one of a single moment, even when it takes several questions."""
    if engine.dialect.name == "postgresql":
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {"writes": False}


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: a writer takes the lock at its start (see _begin_sqlite).
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later can lose the race for the lock; one that takes it at once cannot.
    # https://www.sqlite.org/lang_transaction.html
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""All or nothing; and a look is of one moment and waits for nobody."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.domain.ids import PersonId, new_id
from bot.domain.person import Account, Person
from bot.storage import Storage
from tests.threads import at_once
from tests.town import NOW


def person(name: str) -> Person:
    return Person(PersonId(new_id()), name)


def names(storage: Storage) -> list[str]:
    with storage.reading() as transaction:
        return sorted(one.name for one in transaction.people._where())


def test_transaction_that_raises_leaves_nothing(storage: Storage) -> None:
    def fail() -> None:
        with storage.transaction() as transaction:
            transaction.people.add(person("Eva"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert names(storage) == []


def test_look_does_not_wait_for_a_writer_and_does_not_see_half_of_it(storage: Storage) -> None:
    with storage.transaction() as transaction:
        transaction.people.add(person("Eva"))
        assert names(storage) == []
    assert names(storage) == ["Eva"]


def test_look_is_of_one_moment(storage: Storage) -> None:
    """What is written between two questions of the same look is not in it."""
    with storage.reading() as looking:
        before = looking.people._where()
        with storage.transaction() as transaction:
            transaction.people.add(person("Eva"))
        assert looking.people._where() == before == []
    assert names(storage) == ["Eva"]


def test_writers_take_turns(storage: Storage) -> None:
    """Reading first and writing afterwards, as every use case does, loses nothing when many do it."""

    def act(name: str) -> Callable[[], None]:
        def write() -> None:
            with storage.transaction() as transaction:
                transaction.people._where()
                transaction.people.add(person(name))

        return write

    at_once(*(act(f"{number:02}") for number in range(12)))
    assert names(storage) == [f"{number:02}" for number in range(12)]


def test_newcomer_who_acts_twice_at_once_is_stored_once(storage: Storage) -> None:
    account = Account("slack", "T1", "U1")
    meanwhile = threading.Barrier(2)

    def act() -> PersonId:
        with storage.transaction() as transaction:
            if (
                storage.engine.dialect.name == "postgresql"
            ):  # on SQLite the other one is still waiting outside
                meanwhile.wait(10)
            return transaction.people.add_once(person("Eva").with_account(account)).id

    first, second = at_once(act, act)
    assert first == second
    assert names(storage) == ["Eva"]


def test_request_is_remembered_for_a_week(storage: Storage) -> None:
    with storage.transaction() as transaction:
        requests = transaction.requests
        requests.remember("old", "a", NOW - timedelta(days=7, seconds=1))
        requests.remember("new", "b", NOW - timedelta(days=7))
        requests.remember(None, "c", NOW)
        requests.forget_old(NOW)
        assert [requests.outcome_of(one) for one in ("old", "new", None)] == [None, "b", None]

"""People found by account or address; committees by channel, name and person."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.committee import Role, Seat
from bot.domain.ids import PersonId, SeatId, new_id
from bot.domain.person import Account, Person
from bot.storage import Storage
from tests.town import CHANNEL, COUNCIL, TEAM, bare_council


def add(storage: Storage, *people: Person) -> None:
    with storage.transaction() as transaction:
        for person in people:
            transaction.people.add(person)


def somebody(
    name: str, workspace: str | None = None, user: str | None = None, email: str | None = None
) -> Person:
    person = Person(PersonId(new_id()), name, email)
    return person if user is None else person.with_account(Account("slack", workspace or "", user))


@pytest.mark.parametrize(
    ("workspace", "found"),
    [
        pytest.param("T1", "in T1", id="their own workspace"),
        pytest.param("T2", "in T2", id="the same id in another workspace is somebody else"),
        pytest.param("T3", None, id="nobody there"),
    ],
)
def test_account_belongs_to_its_workspace(storage: Storage, workspace: str, found: str | None) -> None:
    add(storage, somebody("in T1", "T1", "U1"), somebody("in T2", "T2", "U1"))
    with storage.reading() as transaction:
        person = transaction.people.with_account(Account("slack", workspace, "U1"))
    assert (person and person.name) == found


@pytest.mark.parametrize(
    ("stored", "asked"), [("", "T1"), ("T1", "")], ids=["imported first", "heard from first"]
)
def test_account_without_workspace_is_the_same_person(storage: Storage, stored: str, asked: str) -> None:
    add(storage, somebody("Eva", stored, "U1"))
    with storage.reading() as transaction:
        assert transaction.people.with_account(Account("slack", asked, "U1")) is not None


def test_account_known_in_the_workspace_goes_before_one_without(storage: Storage) -> None:
    add(storage, somebody("imported", "", "U1"), somebody("known", "T1", "U1"))
    with storage.reading() as transaction:
        person = transaction.people.with_account(Account("slack", "T1", "U1"))
    assert person is not None
    assert person.name == "known"


def test_address_is_found_in_any_case(storage: Storage) -> None:
    add(storage, somebody("Eva", email="Eva.Holm@Example.org"))
    with storage.reading() as transaction:
        assert transaction.people.with_email("eva.holm@example.ORG") is not None
        assert transaction.people.with_email("eva@example.org") is None


def test_imported_people_and_committees_join_the_workspace_when_it_is_known(storage: Storage) -> None:
    add(storage, somebody("imported", "", "U1"), somebody("known", "T2", "U2"), somebody("by mail"))
    committee = replace(bare_council(storage), workspace="")
    with storage.transaction() as transaction:
        transaction.committees.put(committee)
        transaction.adopt_workspace("T1")
        people = {one.name: one.workspace for one in transaction.people._where()}
        assert people == {"imported": "T1", "known": "T2", "by mail": None, "Henrik Boman": TEAM}
        assert transaction.committees.get(committee.id).workspace == "T1"


@pytest.mark.parametrize("called", ["BRÅ", "brå", "brottsförebyggande RÅDET"])
def test_committee_is_called_by_either_name(storage: Storage, called: str) -> None:
    committee = bare_council(storage)
    with storage.reading() as transaction:
        assert transaction.committees.called(called) == [committee]
        assert transaction.committees.called("BRA") == []


def test_channel_holds_its_own_workspaces_committees(storage: Storage) -> None:
    committee = bare_council(storage)
    second = bare_council(storage, replace(COUNCIL, short_name="Andra"))
    with storage.reading() as transaction:
        found = [transaction.committees.in_channel(workspace, CHANNEL) for workspace in (TEAM, "", "T9")]
    assert found == [[second, committee], [second, committee], []]


def test_committees_of_a_person_are_those_of_today(storage: Storage) -> None:
    committee = bare_council(storage)
    today = date(2017, 10, 11)
    with storage.transaction() as transaction:
        eva = transaction.people.add(somebody("Eva"))
        seat = Seat(SeatId(new_id()), committee.id, eva.id, "", Role.MEMBER, today, today)
        transaction.seats.add(seat)
        days = (date(2017, 10, 10), today, date(2017, 10, 12))
        found = [transaction.committees.of_person(eva.id, day, day) for day in days]
    assert found == [[], [committee], []]

"""Who asks, where, and which committee is meant."""

from dataclasses import replace

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.ids import CommitteeId
from bot.domain.permission import Act, NotAllowed
from bot.domain.person import Account
from bot.storage import Storage
from bot.usecases.access import (
    Gone,
    NoCommitteeHere,
    NoCommitteeOfYours,
    Where,
    WhichCommittee,
    Who,
    committees_for,
    enter,
    known_person,
    remembered_person,
    short_names_at,
)
from bot.usecases.changing import confirm_meeting
from tests.town import (
    CHAIR,
    CHANNEL,
    COUNCIL,
    DIRECT,
    HERE,
    HOUSING,
    NOW,
    POLICE,
    SECRETARY,
    STRANGER,
    TEAM,
    bare_council,
    planned,
)


def meant(storage: Storage, where: Where, who: Who = POLICE) -> list[str]:
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        return [one.short_name for one in committees_for(transaction, where, person, NOW)]


@pytest.fixture
def two_committees(town: Storage) -> Storage:
    bare_council(town, replace(COUNCIL, name="Ungdomsrådet", short_name="Unga"))
    return town


def test_channel_means_its_committee(town: Storage) -> None:
    assert meant(town, HERE, STRANGER) == ["BRÅ"]


def test_direct_message_means_the_askers_own(two_committees: Storage) -> None:
    assert [meant(two_committees, DIRECT, who) for who in (POLICE, SECRETARY)] == [["BRÅ"], ["BRÅ", "Unga"]]


def test_several_committees_are_told_apart_by_short_name(two_committees: Storage) -> None:
    assert meant(two_committees, HERE) == ["BRÅ", "Unga"]
    assert meant(two_committees, HERE._replace(called="unga")) == ["Unga"]


def test_unknown_short_name_is_answered_with_those_there_are(two_committees: Storage) -> None:
    with pytest.raises(WhichCommittee) as refused:
        meant(two_committees, HERE._replace(called="KS"))
    assert refused.value.short_names == ("BRÅ", "Unga")


def test_change_needs_one_committee(two_committees: Storage) -> None:
    with pytest.raises(WhichCommittee), two_committees.transaction() as transaction:
        enter(transaction, HERE, POLICE, NOW)


def test_channel_without_committee(town: Storage) -> None:
    with pytest.raises(NoCommitteeHere) as refused:
        meant(town, Where(TEAM, "C0FIKA"))
    assert refused.value.channel == "C0FIKA"


def test_the_same_channel_id_in_another_workspace_is_another_channel(town: Storage) -> None:
    with pytest.raises(NoCommitteeHere):
        meant(town, Where("T0OTHER", CHANNEL))


def test_direct_message_from_somebody_without_committee(town: Storage) -> None:
    with pytest.raises(NoCommitteeOfYours):
        meant(town, DIRECT, STRANGER)


def test_committee_that_is_gone(town: Storage) -> None:
    with pytest.raises(Gone), town.transaction() as transaction:
        enter(transaction, CommitteeId("gone"), POLICE, NOW)


def test_short_names_at_a_place_are_none_where_there_is_no_committee(two_committees: Storage) -> None:
    places = (HERE, DIRECT, Where(TEAM, "C0FIKA"))
    assert [short_names_at(two_committees, one, POLICE, NOW) for one in places] == [
        ["BRÅ", "Unga"],
        ["BRÅ"],
        [],
    ]


def test_asker_has_role_and_knows_the_officers(town: Storage, committee: Committee) -> None:
    with town.transaction() as transaction:
        asker = enter(transaction, HERE, POLICE, NOW)
    assert (asker.committee, asker.person.name, asker.role) == (committee, "Lena Ström", Role.MEMBER)
    assert sorted(asker.officers) == ["Henrik Boman", "Karin Ahlgren"]


def test_refusal_names_those_who_may(town: Storage) -> None:
    meeting = planned(town)
    with pytest.raises(NotAllowed) as refused:
        confirm_meeting(town, meeting.id, POLICE, NOW)
    error = refused.value
    assert (error.act, error.committee) == (Act.CONFIRM_MEETING, "BRÅ")
    assert sorted(error.who_may) == ["Henrik Boman", "Karin Ahlgren"]


def test_person_is_remembered_as_the_chat_knows_them_today(storage: Storage) -> None:
    with storage.transaction() as transaction:
        first = remembered_person(transaction, POLICE)
        married = POLICE._replace(name="Lena Ström Ek", email="new@example.org", language="en-GB")
        second = remembered_person(transaction, married)
        assert transaction.people._where() == [second]
    assert second == replace(first, name="Lena Ström Ek", language="en-GB")


def test_somebody_known_by_address_gets_their_account(town: Storage) -> None:
    greta = Who(Account("slack", TEAM, "U0GRETA"), "Greta N", HOUSING.email.upper())
    with town.transaction() as transaction:
        known = transaction.people.with_email(HOUSING.email)
        person = remembered_person(transaction, greta)
    assert known is not None
    assert (person.id, person.user, person.email) == (known.id, "U0GRETA", HOUSING.email)


def test_address_of_somebody_with_another_account_is_not_theirs(town: Storage) -> None:
    impostor = Who(Account("slack", TEAM, "U0OTHER"), "Karin", CHAIR.email)
    with town.transaction() as transaction:
        person = remembered_person(transaction, impostor)
        chair = transaction.people.with_account(CHAIR.account)
    assert chair is not None
    assert person.id != chair.id


def test_knowing_somebody_writes_nothing(storage: Storage) -> None:
    with storage.transaction() as transaction:
        known_person(transaction, POLICE)
        assert transaction.people._where() == []

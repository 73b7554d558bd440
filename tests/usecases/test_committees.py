"""A committee is set up in a channel and changed by its officers."""

from dataclasses import replace

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.permission import NotAllowed
from bot.storage import Storage
from bot.usecases.access import NoCommitteeHere, Where
from bot.usecases.committees import (
    BadField,
    CommitteeText,
    Flaw,
    SameShortName,
    change_committee,
    set_up_committee,
    text_of,
)
from tests.town import (
    CHAIR,
    CHANNEL,
    COUNCIL,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SECRETARY,
    TEAM,
    bare_council,
    confirmed,
    ledger,
    planned,
)


def test_who_sets_up_becomes_secretary(storage: Storage) -> None:
    roster = set_up_committee(storage, TEAM, CHANNEL, CHAIR, COUNCIL, NOW)
    committee = roster.asker.committee
    known = replace(COUNCIL, shares_calendar=False)
    assert (text_of(committee), committee.workspace, committee.channel) == (known, TEAM, CHANNEL)
    assert [(line.person.name, line.seat.role) for line in roster.lines] == [
        ("Karin Ahlgren", Role.SECRETARY)
    ]
    assert roster.asker.role == Role.SECRETARY


def test_committee_needs_a_channel(storage: Storage) -> None:
    with pytest.raises(NoCommitteeHere):
        set_up_committee(storage, TEAM, "", CHAIR, COUNCIL, NOW)


def test_somebody_else_can_be_named_secretary(storage: Storage) -> None:
    roster = set_up_committee(storage, TEAM, CHANNEL, CHAIR, COUNCIL, NOW, secretary=SECRETARY)
    assert [(line.person.name, line.seat.role) for line in roster.lines] == [("Henrik Boman", Role.SECRETARY)]
    assert roster.asker.role is None


def test_channel_holds_several_committees_with_their_own_short_names(storage: Storage) -> None:
    bare_council(storage)
    bare_council(storage, replace(COUNCIL, short_name="Unga"))
    with pytest.raises(SameShortName) as refused:
        bare_council(storage, replace(COUNCIL, short_name="brå"))
    assert refused.value.existing.short_name == "BRÅ"


def test_another_channel_or_workspace_may_use_the_short_name(storage: Storage) -> None:
    places = ((TEAM, CHANNEL), (TEAM, "C0OTHER"), ("T0OTHER", CHANNEL))
    ids = {
        set_up_committee(storage, team, channel, SECRETARY, COUNCIL, NOW).asker.committee.id
        for team, channel in places
    }
    assert len(ids) == 3


def test_the_same_request_sets_up_once(storage: Storage) -> None:
    first, second = (
        set_up_committee(storage, TEAM, CHANNEL, SECRETARY, COUNCIL, NOW, request="view 1").asker.committee
        for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize(
    ("text", "field", "flaw"),
    [
        (replace(COUNCIL, name="  "), "name", Flaw.EMPTY),
        (replace(COUNCIL, name="x" * 151), "name", Flaw.TOO_LONG),
        (replace(COUNCIL, name="Rå\x00det"), "name", Flaw.CONTROL_CHARACTERS),
        (replace(COUNCIL, short_name=""), "short_name", Flaw.EMPTY),
        (replace(COUNCIL, short_name="x" * 31), "short_name", Flaw.TOO_LONG),
        (replace(COUNCIL, short_name="två ord"), "short_name", Flaw.SEVERAL_WORDS),
        (replace(COUNCIL, place="x" * 201), "place", Flaw.TOO_LONG),
        (replace(COUNCIL, language="fi"), "language", Flaw.UNKNOWN_LANGUAGE),
        (replace(COUNCIL, timezone="Europe/Stokholm"), "timezone", Flaw.UNKNOWN_ZONE),
        (replace(COUNCIL, timezone="../etc/passwd"), "timezone", Flaw.UNKNOWN_ZONE),
        (replace(COUNCIL, duration_minutes=4), "duration_minutes", Flaw.OUT_OF_RANGE),
        (replace(COUNCIL, duration_minutes=1441), "duration_minutes", Flaw.OUT_OF_RANGE),
        (replace(COUNCIL, alarm_minutes=-1), "alarm_minutes", Flaw.OUT_OF_RANGE),
        (replace(COUNCIL, alarm_minutes=40321), "alarm_minutes", Flaw.OUT_OF_RANGE),
        (replace(COUNCIL, silence_days=0), "silence_days", Flaw.OUT_OF_RANGE),
        (replace(COUNCIL, silence_days=61), "silence_days", Flaw.OUT_OF_RANGE),
        (replace(COUNCIL, days_off="v. 8 Sportlov\nJul"), "days_off", Flaw.NOT_DAYS),
        (replace(COUNCIL, days_off="v. 54"), "days_off", Flaw.NO_SUCH_WEEK),
        (replace(COUNCIL, days_off="x" * 3001), "days_off", Flaw.TOO_LONG),
    ],
)
def test_field_that_cannot_be_is_refused(
    storage: Storage, text: CommitteeText, field: str, flaw: Flaw
) -> None:
    with pytest.raises(BadField) as refused:
        bare_council(storage, text)
    assert (refused.value.field, refused.value.flaw) == (field, flaw)


@pytest.mark.parametrize(
    "text",
    [
        replace(COUNCIL, place=""),
        replace(COUNCIL, name="x" * 150, short_name="x" * 30, place="x" * 200),
        replace(COUNCIL, duration_minutes=5),
        replace(
            COUNCIL,
            hides_attendees=True,
            alarm_minutes=0,
            silence_days=60,
            days_off="v. 8\n\nv. 44 Höst",
            shares_calendar=True,
        ),
        replace(COUNCIL, duration_minutes=1440, timezone="UTC", language="en"),
        replace(COUNCIL, name="Rådet <!channel> *för* 👩‍👧", short_name="<@U1>"),
    ],
    ids=[
        "no place",
        "the longest",
        "the shortest meeting",
        "every policy",
        "the longest meeting",
        "any characters",
    ],
)
def test_field_that_can_be_is_kept_as_it_is(storage: Storage, text: CommitteeText) -> None:
    kept = replace(text, shares_calendar=bool(text.shares_calendar))
    assert text_of(bare_council(storage, text)) == kept


def test_spacing_is_put_right(storage: Storage) -> None:
    committee = bare_council(storage, replace(COUNCIL, name=" Rådet\r\nför  allt ", short_name=" RÅ "))
    assert (committee.name, committee.short_name) == ("Rådet för allt", "RÅ")


def test_officers_change_the_committee(town: Storage, committee: Committee) -> None:
    text = replace(COUNCIL, place="Alsalen", accepts_topics_at_once=True)
    changed = change_committee(town, HERE, CHAIR, text, NOW).after
    assert changed == replace(committee, place="Alsalen", accepts_topics_at_once=True)
    with town.reading() as transaction:
        assert transaction.committees.get(committee.id) == changed


def test_cards_follow_a_change_of_the_committee(town: Storage) -> None:
    confirmed(town)
    planned(town, FEBRUARY)
    change_committee(town, HERE, CHAIR, replace(COUNCIL, name="Trygghetsrådet"), NOW)
    # The one card that waits shows the new name; one not announced has none. The mails that had not gone go with the new title.
    mails = [line for line in ledger(town) if line[:2] == ("invitation", "email")]
    assert {line[3] for line in mails} == {1}
    with town.reading() as transaction:
        wanted = [one.wanted for one in transaction.deliveries._where() if one.kind == "card"]
    assert wanted == [2]


def test_members_do_not_change_the_committee(town: Storage) -> None:
    with pytest.raises(NotAllowed):
        change_committee(town, HERE, POLICE, replace(COUNCIL, place="Alsalen"), NOW)


def test_committee_is_not_given_its_neighbours_short_name(town: Storage) -> None:
    bare_council(town, replace(COUNCIL, short_name="Unga"))
    where = Where(TEAM, CHANNEL, "BRÅ")
    with pytest.raises(SameShortName):
        change_committee(town, where, CHAIR, replace(COUNCIL, short_name="UNGA"), NOW)
    changed = change_committee(town, where, CHAIR, replace(COUNCIL, short_name="Brå"), NOW)
    assert changed.after.short_name == "Brå"

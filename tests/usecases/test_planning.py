"""A meeting gets its date: what is as usual, what is refused, what comes on its agenda."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.ids import StandingItemId
from bot.domain.meeting import MeetingState
from bot.domain.permission import NotAllowed
from bot.domain.schedule import Clash, EndBeforeStart, InThePast, NoSuchTime, TooLong
from bot.domain.topic import StandingItem, TopicState, TopicText
from bot.domain.warning import Warn
from bot.storage import Storage
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.meetings import Wish, committees_to_plan_for, plan_meeting
from bot.usecases.plans import add_to_plan
from bot.usecases.polls import PollText, poll_plan
from bot.usecases.topics import propose_topic
from tests.town import (
    CHAIR,
    COUNCIL,
    DECEMBER,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SECRETARY,
    all_meetings,
    bare_council,
    ledger,
    planned,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_planned_meeting_is_as_usual_and_told_to_nobody(town: Storage) -> None:
    meeting = plan_meeting(town, HERE, SECRETARY, DECEMBER, NOW).meeting
    assert (meeting.state, meeting.start.isoformat(), meeting.end.isoformat(), meeting.place) == (
        MeetingState.PLANNED,
        "2017-12-15T09:00:00+00:00",
        "2017-12-15T11:00:00+00:00",
        "Eksalen, kommunhuset",
    )
    assert ledger(town) == []


def test_what_speaks_against_the_time_is_known_at_once_and_forbids_nothing(town: Storage) -> None:
    def warned(wish: Wish) -> list[Warn]:
        return [one.kind for one in plan_meeting(town, HERE, SECRETARY, wish, NOW).warnings]

    assert warned(Wish(at("2018-03-30 10:00"))) == [Warn.HOLIDAY]
    assert warned(Wish(at("2018-03-25 10:00"))) == [Warn.WEEKEND]
    assert warned(Wish(at("2018-10-28 02:30"))) == [Warn.WEEKEND, Warn.REPEATED_HOUR]
    assert warned(DECEMBER) == []
    with town.transaction() as transaction:
        committee = transaction.committees.for_change(all_meetings(town)[0].committee_id)
        transaction.committees.put(replace(committee, days_off="v. 8 Sportlov"))
    assert warned(FEBRUARY) == []
    assert warned(Wish(at("2018-02-20 10:00"))) == [Warn.COMMITTEE_OFF]


def test_time_that_a_poll_holds_is_warned_of(town: Storage) -> None:
    plan = add_to_plan(town, HERE, SECRETARY, "14/11 kl 10; 15/11 kl 10", NOW)
    poll_plan(town, plan.proposal.id, SECRETARY, PollText(), NOW)
    facts = plan_meeting(town, HERE, SECRETARY, Wish(at("2017-11-14 11:00")), NOW)
    assert [one.kind for one in facts.warnings] == [Warn.IN_POLL]


def test_planned_meeting_as_wished(town: Storage) -> None:
    wish = Wish(at("2017-12-15 10:00"), at("2017-12-15 15:30"), "Alsalen", "https://video.example/1")
    meeting = plan_meeting(town, HERE, SECRETARY, wish, NOW).meeting
    assert (meeting.end.isoformat(), meeting.place, meeting.link) == (
        "2017-12-15T14:30:00+00:00",
        "Alsalen",
        "https://video.example/1",
    )


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (Wish(at("2018-03-25 02:30")), NoSuchTime),
        (Wish(at("2017-12-15 10:00"), at("2017-12-15 10:00")), EndBeforeStart),
        (Wish(at("2017-12-15 10:00"), at("2017-12-17 10:00")), TooLong),
        (Wish(at("2017-10-11 09:00")), InThePast),
        (Wish(at("2017-12-15 11:59")), Clash),
    ],
    ids=["skipped by the clock", "end before start", "too long", "in the past", "a clash"],
)
def test_time_that_is_no_good_plans_nothing(town: Storage, wish: Wish, error: type[Exception]) -> None:
    first = planned(town)
    with pytest.raises(error):
        plan_meeting(town, HERE, SECRETARY, wish, NOW)
    assert all_meetings(town) == [first]


def test_meeting_across_the_autumn_hour_lasts_as_long_as_the_clock_says(town: Storage) -> None:
    wish = Wish(at("2017-10-29 01:00"), at("2017-10-29 04:00"))
    assert plan_meeting(town, HERE, SECRETARY, wish, NOW).meeting.slot.length == timedelta(hours=4)


def test_meeting_keeps_its_wall_clock_time_on_the_other_side_of_the_change(town: Storage) -> None:
    summer = planned(town, Wish(at("2018-03-23 10:00")))
    winter = move_meeting(town, summer.id, CHAIR, Wish(at("2018-03-26 10:00")), NOW).meeting
    assert (summer.start.hour, winter.start.hour) == (9, 8)


def test_cancelled_meeting_leaves_its_time_free(town: Storage) -> None:
    cancel_meeting(town, planned(town).id, CHAIR, "", NOW)
    assert planned(town).state == MeetingState.PLANNED


def test_the_same_request_plans_once(town: Storage) -> None:
    first, second = (
        plan_meeting(town, HERE, SECRETARY, DECEMBER, NOW, request="view 1").meeting for _ in range(2)
    )
    assert first == second
    assert all_meetings(town) == [first]


def test_waiting_topics_and_standing_items_come_on_the_agenda(town: Storage) -> None:
    waiting = propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW)
    with town.transaction() as transaction:
        committee_id = waiting.committee.id
        transaction.standing_items.add(StandingItem(StandingItemId("s1"), committee_id, "Tisdagsgruppen"))
    facts = plan_meeting(town, HERE, SECRETARY, DECEMBER, NOW)
    assert [(topic.title, topic.state) for topic in facts.topics] == [
        ("Lägesbild", TopicState.PROPOSED),
        ("Tisdagsgruppen", TopicState.ACCEPTED),
    ]


def test_committees_to_plan_for_are_those_one_is_officer_of(town: Storage) -> None:
    bare_council(town, replace(COUNCIL, short_name="Unga"))
    found = {
        who.name: [one.short_name for one in committees_to_plan_for(town, HERE, who, NOW)]
        for who in (CHAIR, SECRETARY)
    }
    assert found == {"Karin Ahlgren": ["BRÅ"], "Henrik Boman": ["BRÅ", "Unga"]}
    with pytest.raises(NotAllowed):
        committees_to_plan_for(town, HERE, POLICE, NOW)

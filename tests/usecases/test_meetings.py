"""A meeting from its date to its end: what each act changes, what it makes us owe, and who may."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.ids import MeetingId, StandingItemId
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, MeetingState, TooEarly, WrongState
from bot.domain.permission import Act, NotAllowed
from bot.domain.schedule import Clash, EndBeforeStart, InThePast, NoSuchTime, TooLong
from bot.domain.topic import StandingItem, TopicState, TopicText
from bot.storage import Storage
from bot.usecases.access import Gone, NoMeetingBegun, NoMeetingComing, Where, Who
from bot.usecases.invitations import answer_invitation, invite_guest
from bot.usecases.meetings import (
    Wish,
    cancel_meeting,
    committees_to_plan_for,
    confirm_meeting,
    end_meeting,
    meeting_seen_by,
    meeting_to_change,
    move_meeting,
    next_meetings,
    plan_meeting,
    start_meeting,
)
from bot.usecases.records import DecisionText, record_decision
from bot.usecases.topics import propose_topic
from tests.town import (
    CHAIR,
    CHANNEL,
    COUNCIL,
    DECEMBER,
    DIRECT,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SCHOOLS,
    SECRETARY,
    STRANGER,
    TEAM,
    bare_council,
    begun,
    confirmed,
    held,
    ledger,
    planned,
    sent_all,
)

SLACK_PEOPLE = ["Ali Rahimi", "Henrik Boman", "Karin Ahlgren", "Lena Ström", "Ulf Östberg"]
EVERYBODY = sorted([*SLACK_PEOPLE, "Greta Nyqvist"])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def told(sequence: int, edition: int) -> list[tuple[str, str, str, int]]:
    """What everybody is owed for a meeting at that sequence and edition, its card and reminders included."""
    return sorted(
        [
            ("card", "slack", "", 0),
            *(("invitation", "email", name, sequence) for name in EVERYBODY),
            *(("invitation", "slack", name, edition) for name in SLACK_PEOPLE),
            *(("reminder", "slack", name, edition) for name in SLACK_PEOPLE),
        ]
    )


def test_planned_meeting_is_as_usual_and_told_to_nobody(town: Storage) -> None:
    meeting = plan_meeting(town, HERE, SECRETARY, DECEMBER, NOW).meeting
    assert (meeting.state, meeting.start.isoformat(), meeting.end.isoformat(), meeting.place) == (
        MeetingState.PLANNED,
        "2017-12-15T09:00:00+00:00",
        "2017-12-15T11:00:00+00:00",
        "Eksalen, kommunhuset",
    )
    assert ledger(town) == []


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


def all_meetings(storage: Storage) -> list[Meeting]:
    with storage.reading() as transaction:
        return transaction.meetings._where(order=[transaction.meetings.table.c.start])


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


def test_confirming_sends_the_invitations(town: Storage) -> None:
    meeting = confirm_meeting(town, planned(town).id, CHAIR, NOW).meeting
    assert meeting.state == MeetingState.CONFIRMED
    assert ledger(town) == told(0, 0)
    assert [one.answer for one in invitations(town, meeting.id)] == [Answer.NONE] * 6


def invitations(storage: Storage, meeting_id: MeetingId) -> list[Invitation]:
    with storage.reading() as transaction:
        return transaction.invitations.of_meeting(meeting_id)


def test_confirming_without_saying_which_means_the_first_that_waits(town: Storage) -> None:
    confirmed(town)
    second = planned(town, FEBRUARY)
    assert confirm_meeting(town, HERE, CHAIR, NOW).meeting.id == second.id
    with pytest.raises(WrongState):
        confirm_meeting(town, HERE, CHAIR, NOW)


def test_confirming_twice_is_refused_and_owes_nothing(town: Storage) -> None:
    meeting = confirmed(town)
    before = ledger(town)
    with pytest.raises(WrongState) as refused:
        confirm_meeting(town, meeting.id, CHAIR, NOW)
    assert (refused.value.wanted, ledger(town)) == ("confirm", before)


def test_meeting_whose_hour_has_come_is_not_confirmed(town: Storage) -> None:
    meeting = planned(town)
    with pytest.raises(InThePast):
        confirm_meeting(town, meeting.id, CHAIR, meeting.start)


def test_reminders_are_left_out_when_the_meeting_is_near(town: Storage) -> None:
    confirmed(town, Wish(at("2017-10-13 10:00")))
    assert [kind for kind, *_ in ledger(town) if kind == "reminder"] == []


def test_moving_a_planned_meeting_tells_nobody(town: Storage) -> None:
    moved = move_meeting(town, planned(town).id, CHAIR, FEBRUARY, NOW).meeting
    assert (moved.start.isoformat(), moved.sequence) == ("2018-02-16T09:00:00+00:00", 1)
    assert ledger(town) == []


def test_moving_a_confirmed_meeting_tells_everybody_and_asks_again(town: Storage) -> None:
    meeting = confirmed(town)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    sent_all(town, meeting.start)
    moved = move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW).meeting
    assert (moved.previous_start, moved.sequence, moved.edition, moved.uid) == (
        meeting.start,
        1,
        1,
        meeting.uid,
    )
    redrawn = [("invitation", "slack", name, 0) for name in SLACK_PEOPLE]
    assert ledger(town) == sorted([*told(1, 1), *redrawn])
    assert {one.answer for one in invitations(town, meeting.id)} == {Answer.NONE}


def test_change_of_place_keeps_the_answers(town: Storage) -> None:
    meeting = confirmed(town)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    moved = move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW).meeting
    assert (moved.place, moved.sequence, moved.previous_start) == ("Alsalen", 1, None)
    assert sorted(one.answer for one in invitations(town, meeting.id)) == ["accepted"] + ["needs-action"] * 5


def test_moving_keeps_length_place_and_link_unless_told(town: Storage) -> None:
    wish = Wish(at("2017-12-15 10:00"), at("2017-12-15 11:15"), "Alsalen", "https://video.example/1")
    meeting = planned(town, wish)
    moved = move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW).meeting
    assert (moved.slot.length, moved.place, moved.link) == (
        timedelta(minutes=75),
        "Alsalen",
        "https://video.example/1",
    )


def test_moving_to_where_it_is_changes_nothing(town: Storage) -> None:
    meeting = confirmed(town)
    before = ledger(town)
    assert move_meeting(town, meeting.id, CHAIR, DECEMBER, NOW).meeting == meeting
    assert ledger(town) == before


def test_meeting_may_move_into_its_own_time_but_not_anothers(town: Storage) -> None:
    meeting = planned(town)
    other = planned(town, Wish(at("2017-12-15 13:00")))
    move_meeting(town, meeting.id, CHAIR, Wish(at("2017-12-15 10:30")), NOW)
    with pytest.raises(Clash) as refused:
        move_meeting(town, meeting.id, CHAIR, Wish(at("2017-12-15 12:00")), NOW)
    assert refused.value.other.id == other.id


def test_cancelling_tells_those_who_were_told(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    cancelled = cancel_meeting(town, meeting.id, CHAIR, "snöstorm", NOW).meeting
    assert (cancelled.state, cancelled.cancel_reason, cancelled.sequence) == (
        MeetingState.CANCELLED,
        "snöstorm",
        1,
    )
    redrawn = [("invitation", "slack", name, 0) for name in SLACK_PEOPLE]
    owed = [one for one in told(1, 1) if one[0] != "reminder"]
    assert ledger(town) == sorted([*owed, *redrawn])


def test_cancelling_a_planned_meeting_tells_nobody(town: Storage) -> None:
    cancel_meeting(town, planned(town).id, CHAIR, "", NOW)
    assert ledger(town) == []


def test_topics_of_a_cancelled_meeting_go_to_the_next(town: Storage) -> None:
    meeting, following = planned(town), planned(town, FEBRUARY)
    topic = propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW).topic
    assert topic.meeting_id == meeting.id
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    assert topics_of(town, following.id) == ["Lägesbild"]


def test_topics_of_the_last_meeting_wait_when_it_is_cancelled(town: Storage) -> None:
    meeting = planned(town)
    propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    assert topics_of(town, planned(town, FEBRUARY).id) == ["Lägesbild"]


def topics_of(storage: Storage, meeting_id: MeetingId) -> list[str]:
    with storage.reading() as transaction:
        return [topic.title for topic in transaction.topics.of_meeting(meeting_id)]


def test_meeting_starts_and_ends(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    started = start_meeting(town, HERE, CHAIR, meeting.start).meeting
    assert (started.state, started.started_at) == (MeetingState.IN_PROGRESS, meeting.start)
    assert ledger(town) == [("card", "slack", "", 0)]
    ended = end_meeting(town, HERE, SECRETARY, meeting.end).meeting
    assert (ended.state, ended.ended_at) == (MeetingState.HELD, meeting.end)
    redrawn = [("invitation", "slack", name, 0) for name in SLACK_PEOPLE]
    assert ledger(town) == [("card", "slack", "", 0), *redrawn]


def test_meeting_that_was_not_confirmed_does_not_start(town: Storage) -> None:
    meeting = planned(town)
    with pytest.raises(WrongState):
        start_meeting(town, HERE, CHAIR, meeting.start)


def test_meeting_does_not_start_days_before(town: Storage) -> None:
    confirmed(town)
    with pytest.raises(TooEarly):
        start_meeting(town, HERE, CHAIR, NOW)


def test_meeting_under_way_is_not_started_again(town: Storage) -> None:
    meeting = begun(town)
    confirmed(town, FEBRUARY)
    for where in (HERE, meeting.id):
        with pytest.raises(WrongState) as refused:
            start_meeting(town, where, CHAIR, meeting.start)
        assert refused.value.meeting.id == meeting.id


def test_ending_twice_has_one_effect(town: Storage) -> None:
    meeting = held(town)
    sent_all(town, meeting.start)
    again = end_meeting(town, HERE, SECRETARY, meeting.end + timedelta(minutes=1)).meeting
    assert (again, ledger(town)) == (meeting, [])


def test_nothing_to_end(town: Storage) -> None:
    confirmed(town)
    with pytest.raises(NoMeetingBegun):
        end_meeting(town, HERE, SECRETARY, NOW)


def test_meeting_that_nobody_ended_can_be_ended_days_later(town: Storage) -> None:
    meeting = begun(town)
    ended = end_meeting(town, HERE, SECRETARY, meeting.end + timedelta(days=14)).meeting
    assert ended.state == MeetingState.HELD


@pytest.mark.parametrize("who", [POLICE, SCHOOLS, STRANGER], ids=["member", "substitute", "stranger"])
def test_only_officers_may(town: Storage, who: Who) -> None:
    meeting = confirmed(town)
    before = (all_meetings(town), ledger(town))
    acts = {
        Act.PLAN_MEETING: lambda: plan_meeting(town, HERE, who, FEBRUARY, NOW),
        Act.CONFIRM_MEETING: lambda: confirm_meeting(town, meeting.id, who, NOW),
        Act.MOVE_MEETING: lambda: move_meeting(town, meeting.id, who, FEBRUARY, NOW),
        Act.CANCEL_MEETING: lambda: cancel_meeting(town, meeting.id, who, "", NOW),
        Act.START_MEETING: lambda: start_meeting(town, meeting.id, who, meeting.start),
        Act.END_MEETING: lambda: end_meeting(town, meeting.id, who, meeting.end),
    }
    for act, attempt in acts.items():
        with pytest.raises(NotAllowed) as refused:
            attempt()
        assert refused.value.act == act
    assert (all_meetings(town), ledger(town)) == before


def test_button_of_a_meeting_that_is_gone(town: Storage) -> None:
    gone = MeetingId("gone")
    for attempt in (
        lambda: confirm_meeting(town, gone, CHAIR, NOW),
        lambda: meeting_seen_by(town, gone, CHAIR, NOW),
        lambda: meeting_to_change(town, gone, CHAIR, Act.MOVE_MEETING, NOW),
    ):
        with pytest.raises(Gone):
            attempt()


def test_no_meeting_is_coming(town: Storage) -> None:
    with pytest.raises(NoMeetingComing):
        move_meeting(town, HERE, CHAIR, FEBRUARY, NOW)
    with pytest.raises(NoMeetingComing):
        meeting_to_change(town, HERE, CHAIR, Act.MOVE_MEETING, NOW)
    with pytest.raises(NoMeetingComing):
        start_meeting(town, HERE, CHAIR, NOW)


def test_form_is_refused_what_the_act_would_be(town: Storage) -> None:
    meeting = confirmed(town)
    assert meeting_to_change(town, HERE, CHAIR, Act.MOVE_MEETING, NOW).meeting == meeting
    with pytest.raises(NotAllowed):
        meeting_to_change(town, meeting.id, POLICE, Act.MOVE_MEETING, NOW)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    for act in (Act.MOVE_MEETING, Act.CANCEL_MEETING, Act.INVITE_GUEST):
        with pytest.raises(WrongState):
            meeting_to_change(town, meeting.id, CHAIR, act, NOW)


def test_committees_to_plan_for_are_those_one_is_officer_of(town: Storage) -> None:
    bare_council(town, replace(COUNCIL, short_name="Unga"))
    found = {
        who.name: [one.short_name for one in committees_to_plan_for(town, HERE, who, NOW)]
        for who in (CHAIR, SECRETARY)
    }
    assert found == {"Karin Ahlgren": ["BRÅ"], "Henrik Boman": ["BRÅ", "Unga"]}
    with pytest.raises(NotAllowed):
        committees_to_plan_for(town, HERE, POLICE, NOW)


def test_next_meeting_tells_all_of_it(town: Storage) -> None:
    meeting = confirmed(town)
    confirmed(town, FEBRUARY)
    propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    invite_guest(town, meeting.id, CHAIR, "maj@lst.example", "Maj Berg", "länsstyrelsen", NOW)
    (found,) = next_meetings(town, HERE, POLICE, NOW)
    facts = found.meeting
    assert facts is not None
    assert (facts.meeting.id, [topic.title for topic in facts.waiting]) == (meeting.id, ["Lägesbild"])
    assert {answer: facts.count(answer) for answer in Answer} == {
        Answer.NONE: 6,
        Answer.ACCEPTED: 1,
        Answer.TENTATIVE: 0,
        Answer.DECLINED: 0,
    }
    assert (facts.names(Answer.ACCEPTED), facts.own and facts.own.answer) == (
        ["Lena Ström"],
        Answer.ACCEPTED,
    )
    assert (facts.for_officer, [guest.organisation for guest in facts.guests]) == (False, ["länsstyrelsen"])


def test_next_meeting_with_nothing_planned(town: Storage) -> None:
    (found,) = next_meetings(town, HERE, CHAIR, NOW)
    assert (found.meeting, found.role) == (None, "chair")


def test_next_meeting_passes_over_what_is_over_and_what_is_cancelled(town: Storage) -> None:
    first, second, third = (
        planned(town, Wish(at(day))) for day in ("2017-10-12 10:00", "2017-11-12 10:00", "2017-12-12 10:00")
    )
    cancel_meeting(town, second.id, CHAIR, "", NOW)

    def found(now: datetime) -> str | None:
        (one,) = next_meetings(town, HERE, STRANGER, now)
        return one.meeting.meeting.id if one.meeting else None

    assert [found(moment) for moment in (NOW, first.end, third.end)] == [first.id, third.id, None]


def test_meeting_under_way_is_the_next_even_when_it_drags_on(town: Storage) -> None:
    meeting = begun(town)
    (found,) = next_meetings(town, HERE, POLICE, meeting.end + timedelta(hours=1))
    assert found.meeting is not None
    assert found.meeting.meeting.id == meeting.id


def test_meeting_that_somebody_forgot_to_end_does_not_hide_the_next(town: Storage) -> None:
    forgotten = begun(town)
    following = confirmed(town, FEBRUARY)
    (found,) = next_meetings(town, HERE, POLICE, forgotten.end + timedelta(hours=12))
    assert found.meeting is not None
    assert found.meeting.meeting.id == following.id
    recorded = record_decision(town, HERE, POLICE, DecisionText("Förlängs"), following.start)
    assert recorded.meeting.id == following.id


def test_direct_message_tells_of_each_committee_the_soonest_first(town: Storage) -> None:
    for name in ("Tom", "Unga"):
        bare_council(town, replace(COUNCIL, short_name=name))
    plan_meeting(town, Where(TEAM, CHANNEL, "BRÅ"), CHAIR, FEBRUARY, NOW)
    plan_meeting(town, Where(TEAM, CHANNEL, "Unga"), SECRETARY, DECEMBER, NOW)
    found = [one.committee.short_name for one in next_meetings(town, DIRECT, SECRETARY, NOW)]
    assert found == ["Unga", "BRÅ", "Tom"]

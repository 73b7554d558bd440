"""A meeting from its date to its end: what each act changes, what it makes us owe, and who may."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.ids import MeetingId
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import ChangedMeanwhile, MeetingState, TooEarly, WrongState
from bot.domain.permission import Act, NotAllowed
from bot.domain.schedule import Clash, InThePast
from bot.domain.topic import TopicText
from bot.storage import Storage
from bot.usecases.access import Gone, NoMeetingBegun, NoMeetingComing, Who
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import cancel_meeting, confirm_meeting, meeting_to_change, move_meeting
from bot.usecases.meetings import Wish, meeting_seen_by, plan_meeting
from bot.usecases.topics import propose_topic
from bot.usecases.under_way import end_meeting, start_meeting
from tests.town import (
    CHAIR,
    DECEMBER,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SCHOOLS,
    SECRETARY,
    STRANGER,
    all_meetings,
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
            ("reminder", "email", "Greta Nyqvist", edition),
        ]
    )


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


def test_change_of_the_end_alone_asks_again(town: Storage) -> None:
    """RFC 5546 takes another DTEND for another time; what is said of it is in tests/handlers/slack/test_changing.py."""
    meeting = confirmed(town)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    longer = replace(DECEMBER, end=at("2017-12-15 13:00"))
    moved = move_meeting(town, meeting.id, CHAIR, longer, NOW).meeting
    assert (moved.previous_start, moved.previous_end) == (meeting.start, meeting.end)
    assert {one.answer for one in invitations(town, meeting.id)} == {Answer.NONE}


def test_moving_what_has_changed_since_it_was_seen_is_refused(town: Storage) -> None:
    meeting = confirmed(town)
    moved = move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW).meeting
    with pytest.raises(ChangedMeanwhile) as refused:
        move_meeting(town, meeting.id, SECRETARY, DECEMBER, NOW, seen=meeting.version)
    assert refused.value.meeting == moved
    again = move_meeting(town, meeting.id, SECRETARY, FEBRUARY, NOW, seen=meeting.version).meeting
    assert again == moved


def test_cancelling_what_has_changed_since_it_was_seen_is_refused(town: Storage) -> None:
    meeting = planned(town)
    confirmed_now = confirm_meeting(town, meeting.id, CHAIR, NOW).meeting
    with pytest.raises(ChangedMeanwhile):
        cancel_meeting(town, meeting.id, CHAIR, "", NOW, seen=meeting.version)
    assert all_meetings(town) == [confirmed_now]


def test_topics_of_a_cancelled_meeting_can_be_dropped(town: Storage) -> None:
    meeting, following = planned(town), planned(town, FEBRUARY)
    propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW, drop_topics="mötet ställdes in")
    with town.reading() as transaction:
        (topic,) = transaction.topics._where()
    assert (topic.state, topic.decline_reason) == ("declined", "mötet ställdes in")
    assert topics_of(town, following.id) == []
    assert ("topic_settled", "slack", "Lena Ström", 0) in ledger(town)


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

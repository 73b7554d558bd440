"""Decisions and actions: recorded at a meeting, found again later."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.ids import ActionId, DecisionId
from bot.domain.meeting import Meeting
from bot.domain.permission import Act, NotAllowed
from bot.domain.record import ActionState
from bot.domain.topic import TopicText
from bot.storage import Storage
from bot.usecases.access import Gone, NoMeetingBegun
from bot.usecases.actions import (
    ActionText,
    SameAction,
    action_seen_by,
    change_action,
    put_action,
    record_action,
)
from bot.usecases.changing import confirm_meeting
from bot.usecases.decisions import (
    DecisionText,
    SameDecision,
    change_decision,
    decision_seen_by,
    record_decision,
    restore_decision,
    withdraw_decision,
)
from bot.usecases.meetings import Wish
from bot.usecases.records import recording, search_actions, search_decisions
from bot.usecases.summaries import post_summary, preview_summary
from bot.usecases.topics import accept_topic, propose_topic
from bot.usecases.under_way import end_meeting, start_meeting
from tests.town import (
    CHAIR,
    FEBRUARY,
    HERE,
    HOUSING,
    NOW,
    POLICE,
    SECRETARY,
    STRANGER,
    begun,
    confirmed,
    held,
    id_of,
    ledger,
    planned,
    sent_all,
)

EXTENDED = DecisionText("Överenskommelsen förlängs första halvåret 2018", proposed_by="Lena Ström")
INVITE = "Bjuda in gruppen mot hatbrott"
SUMMARY, CHANGED = ("summary", "slack", "", 0), ("summary_changed", "slack", "", 0)


@pytest.fixture
def meeting(town: Storage) -> Meeting:
    """Under way, everything before it has been sent."""
    begun_meeting = begun(town)
    sent_all(town, begun_meeting.end)
    return begun_meeting


def test_decision_is_numbered_by_the_year_of_the_meeting(town: Storage, meeting: Meeting) -> None:
    new_year = meeting.start + timedelta(days=20)
    first = record_decision(town, HERE, SECRETARY, EXTENDED, new_year).decision
    second = record_decision(town, HERE, POLICE, DecisionText("Annat"), new_year).decision
    assert [first.label, second.label] == ["2017:1", "2017:2"]
    assert (first.text, first.proposed_by, first.meeting_id) == (EXTENDED.text, "Lena Ström", meeting.id)
    assert ledger(town) == []


def test_numbers_begin_anew_each_year(town: Storage) -> None:
    held(town)
    record_decision(town, HERE, SECRETARY, EXTENDED, NOW + timedelta(days=66))
    later = begun(town, FEBRUARY)
    decision = record_decision(town, HERE, SECRETARY, DecisionText("Annat"), later.start).decision
    assert (decision.label, decision.meeting_id) == ("2018:1", later.id)


def test_new_years_eve_counts_on_the_committees_calendar(town: Storage) -> None:
    """Half past midnight in Stockholm is still last year in UTC."""
    late = begun(town, Wish(datetime.fromisoformat("2018-01-01 00:30")))
    assert record_decision(town, HERE, SECRETARY, EXTENDED, late.start).decision.label == "2018:1"


def test_decisions_are_recorded_for_the_latest_meeting(town: Storage) -> None:
    first = held(town)
    confirmed(town, FEBRUARY)
    facts = record_decision(town, HERE, SECRETARY, EXTENDED, first.end + timedelta(days=3))
    assert facts.meeting.id == first.id


def test_meeting_whose_hour_has_come_is_under_way(town: Storage) -> None:
    """Nobody marked the start, and decisions are made all the same."""
    meeting = confirmed(town)
    assert record_decision(town, HERE, SECRETARY, EXTENDED, meeting.start).meeting.id == meeting.id


def test_nothing_to_record_for(town: Storage) -> None:
    confirmed(town)
    for attempt in (
        lambda: record_decision(town, HERE, SECRETARY, EXTENDED, NOW),
        lambda: record_action(town, HERE, SECRETARY, ActionText(INVITE), NOW),
        lambda: recording(town, HERE, SECRETARY, NOW),
    ):
        with pytest.raises(NoMeetingBegun):
            attempt()


def test_the_same_decision_twice_is_noticed(town: Storage, meeting: Meeting) -> None:
    first = record_decision(town, HERE, SECRETARY, EXTENDED, meeting.start).decision
    with pytest.raises(SameDecision) as refused:
        record_decision(town, HERE, POLICE, DecisionText(EXTENDED.text.upper() + "."), meeting.start)
    assert refused.value.decision == first


def test_the_same_request_records_once(town: Storage, meeting: Meeting) -> None:
    decisions = {
        record_decision(town, HERE, SECRETARY, EXTENDED, meeting.start, request="view 1").decision.id
        for _ in range(2)
    }
    text = ActionText(INVITE)
    actions = {
        record_action(town, HERE, SECRETARY, text, meeting.start, request="view 2").action.id
        for _ in range(2)
    }
    assert (len(decisions), len(actions)) == (1, 1)


def test_decision_can_make_its_topic_a_standing_item(town: Storage) -> None:
    planned(town)
    topic = propose_topic(town, HERE, POLICE, TopicText("Tisdagsgruppen"), NOW).topic
    accept_topic(town, topic.id, CHAIR, NOW)
    meeting = confirm_meeting(town, HERE, CHAIR, NOW).meeting
    start_meeting(town, HERE, CHAIR, meeting.start)
    text = DecisionText("Redovisas varje gång", topic_id=topic.id, standing=True)
    facts = record_decision(town, HERE, SECRETARY, text, meeting.start)
    assert facts.standing_item is not None
    assert (facts.standing_item.title, facts.standing_item.decision_id) == (
        "Tisdagsgruppen",
        facts.decision.id,
    )
    following = planned(town, FEBRUARY)
    assert agenda_of(town, following) == ["Tisdagsgruppen"]


def test_decision_that_is_no_longer_standing_makes_no_more_items(town: Storage, meeting: Meeting) -> None:
    text = DecisionText("Redovisas varje gång", standing=True)
    decision = record_decision(town, HERE, SECRETARY, text, meeting.start).decision
    first = planned(town, FEBRUARY)
    changed = change_decision(town, decision.id, SECRETARY, DecisionText(text.text), meeting.start)
    assert changed.standing_item is None
    second = planned(town, Wish(datetime.fromisoformat("2018-04-16 10:00")))
    assert (agenda_of(town, first), agenda_of(town, second)) == ([], [])


def test_standing_item_comes_onto_agendas_already_planned_and_back_with_its_decision(
    town: Storage, meeting: Meeting
) -> None:
    following = planned(town, FEBRUARY)
    text = DecisionText("Redovisas varje gång", standing=True)
    decision = record_decision(town, HERE, SECRETARY, text, meeting.start).decision
    recorded = agenda_of(town, following)
    withdraw_decision(town, decision.id, SECRETARY, meeting.start)
    withdrawn = agenda_of(town, following)
    restore_decision(town, decision.id, SECRETARY, meeting.start)
    assert (recorded, withdrawn, agenda_of(town, following)) == ([text.text], [], [text.text])


def test_dropped_action_leaves_the_summary(town: Storage, meeting: Meeting) -> None:
    action = record_action(town, HERE, SECRETARY, ActionText("Bjuda in gruppen"), meeting.start).action
    put_action(town, action.id, SECRETARY, ActionState.DROPPED, meeting.start)
    end_meeting(town, HERE, CHAIR, meeting.end)
    assert preview_summary(town, meeting.id, CHAIR, meeting.end).actions == ()


def agenda_of(storage: Storage, meeting: Meeting) -> list[str]:
    with storage.reading() as transaction:
        return [topic.title for topic in transaction.topics.of_meeting(meeting.id)]


def test_changed_decision_keeps_its_number(town: Storage, meeting: Meeting) -> None:
    decision = record_decision(town, HERE, SECRETARY, EXTENDED, meeting.start).decision
    text = DecisionText("Förlängs hela 2018", proposed_by="BRÅ", valid_to=date(2018, 12, 31))
    changed = change_decision(town, decision.id, POLICE, text, meeting.start).decision
    assert (changed.label, changed.text, changed.valid_to) == (
        decision.label,
        "Förlängs hela 2018",
        date(2018, 12, 31),
    )


def test_number_of_a_withdrawn_decision_stays_taken(town: Storage, meeting: Meeting) -> None:
    decision = record_decision(town, HERE, SECRETARY, EXTENDED, meeting.start).decision
    withdraw_decision(town, decision.id, SECRETARY, meeting.start)
    assert search_decisions(town, HERE, STRANGER, "", meeting.start).page.total == 0
    assert record_decision(town, HERE, SECRETARY, EXTENDED, meeting.start).decision.label == "2017:2"
    restored = restore_decision(town, decision.id, SECRETARY, meeting.start).decision
    assert (restored.label, restored.withdrawn_at) == ("2017:1", None)


def test_action_is_given_to_somebody_and_they_are_told(town: Storage, meeting: Meeting) -> None:
    police = id_of(town, POLICE)
    text = ActionText(INVITE, police, date(2018, 2, 1))
    facts = record_action(town, HERE, SECRETARY, text, meeting.start)
    assert facts.owner is not None
    assert (facts.owner.name, facts.action.due, facts.action.state, facts.recorder.name) == (
        "Lena Ström",
        date(2018, 2, 1),
        ActionState.OPEN,
        "Henrik Boman",
    )
    assert ledger(town) == [("action_given", "slack", "Lena Ström", 0)]


def test_action_for_oneself_or_nobody_is_told_to_nobody(town: Storage, meeting: Meeting) -> None:
    record_action(town, HERE, POLICE, ActionText(INVITE, id_of(town, POLICE)), meeting.start)
    record_action(town, HERE, POLICE, ActionText("Annat"), meeting.start)
    assert ledger(town) == []


def test_the_same_action_for_the_same_person_is_noticed(town: Storage, meeting: Meeting) -> None:
    police, chair = id_of(town, POLICE), id_of(town, CHAIR)
    record_action(town, HERE, SECRETARY, ActionText(INVITE, police), meeting.start)
    with pytest.raises(SameAction):
        record_action(town, HERE, SECRETARY, ActionText(INVITE + ".", police), meeting.start)
    record_action(town, HERE, SECRETARY, ActionText(INVITE, chair), meeting.start)


def test_action_given_on_is_told_to_the_new_owner(town: Storage, meeting: Meeting) -> None:
    action = record_action(town, HERE, SECRETARY, ActionText(INVITE), meeting.start).action
    text = ActionText(INVITE, id_of(town, CHAIR))
    assert change_action(town, action.id, SECRETARY, text, meeting.start).action.owner_id == text.owner_id
    assert ledger(town) == [("action_given", "slack", "Karin Ahlgren", 0)]


def test_finished_action_leaves_the_list(town: Storage, meeting: Meeting) -> None:
    action = record_action(town, HERE, SECRETARY, ActionText(INVITE), meeting.start).action
    assert (
        put_action(town, action.id, POLICE, ActionState.DONE, meeting.start).action.state == ActionState.DONE
    )
    open_ones = search_actions(town, HERE, POLICE, "", meeting.start).page
    every = search_actions(town, HERE, POLICE, "", meeting.start, finished=True).page
    assert (open_ones.total, every.total) == (0, 1)


def test_change_after_the_summary_is_shown_in_it(town: Storage) -> None:
    meeting = held(town)
    decision = record_decision(town, HERE, SECRETARY, EXTENDED, meeting.end).decision
    action = record_action(town, HERE, SECRETARY, ActionText(INVITE), meeting.end).action
    post_summary(town, meeting.id, SECRETARY, meeting.end)
    acts = (
        lambda: change_decision(town, decision.id, SECRETARY, DecisionText("Annat"), meeting.end),
        lambda: withdraw_decision(town, decision.id, SECRETARY, meeting.end),
        lambda: restore_decision(town, decision.id, SECRETARY, meeting.end),
        lambda: change_action(town, action.id, SECRETARY, ActionText("Annat"), meeting.end),
        lambda: record_decision(town, HERE, SECRETARY, DecisionText("Till sist"), meeting.end),
    )
    for act in acts:
        sent_all(town, meeting.end)
        act()
        assert ledger(town) == [SUMMARY, CHANGED]


def test_what_did_not_change_is_not_told(town: Storage) -> None:
    meeting = held(town)
    decision = record_decision(town, HERE, SECRETARY, EXTENDED, meeting.end).decision
    post_summary(town, meeting.id, SECRETARY, meeting.end)
    sent_all(town, meeting.end)
    change_decision(town, decision.id, SECRETARY, EXTENDED, meeting.end)
    assert ledger(town) == []


def test_search_tells_at_which_meeting_and_who(town: Storage, meeting: Meeting) -> None:
    record_decision(town, HERE, SECRETARY, EXTENDED, meeting.start)
    record_action(town, HERE, SECRETARY, ActionText(INVITE, id_of(town, POLICE)), meeting.start)
    decisions = search_decisions(town, HERE, STRANGER, "halvåret", meeting.start)
    actions = search_actions(town, HERE, STRANGER, "hatbrott", meeting.start)
    assert decisions.meetings == actions.meetings == {meeting.id: meeting}
    assert list(actions.owners.values()) == ["Lena Ström"]
    assert search_decisions(town, HERE, STRANGER, "budget", meeting.start).page.total == 0


def test_form_for_recording_offers_topics_and_people(town: Storage) -> None:
    planned(town)
    topic = propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW).topic
    accept_topic(town, topic.id, CHAIR, NOW)
    propose_topic(town, HERE, POLICE, TopicText("Väntar"), NOW)
    meeting = confirm_meeting(town, HERE, CHAIR, NOW).meeting
    form = recording(town, HERE, POLICE, meeting.start)
    assert [one.title for one in form.topics] == ["Lägesbild"]
    assert [name for _, name in form.people] == [
        "Ali Rahimi",
        HOUSING.name,
        "Henrik Boman",
        "Karin Ahlgren",
        "Lena Ström",
        "Ulf Östberg",
    ]


def test_strangers_record_nothing(town: Storage, meeting: Meeting) -> None:
    decision = record_decision(town, HERE, SECRETARY, EXTENDED, meeting.start).decision
    action = record_action(town, HERE, SECRETARY, ActionText(INVITE), meeting.start).action
    for attempt in (
        lambda: recording(town, HERE, STRANGER, meeting.start),
        lambda: record_decision(town, HERE, STRANGER, DecisionText("Annat"), meeting.start),
        lambda: record_action(town, HERE, STRANGER, ActionText("Annat"), meeting.start),
        lambda: change_decision(town, decision.id, STRANGER, DecisionText("Annat"), meeting.start),
        lambda: withdraw_decision(town, decision.id, STRANGER, meeting.start),
        lambda: restore_decision(town, decision.id, STRANGER, meeting.start),
        lambda: change_action(town, action.id, STRANGER, ActionText("Annat"), meeting.start),
        lambda: put_action(town, action.id, STRANGER, ActionState.DONE, meeting.start),
    ):
        with pytest.raises(NotAllowed) as refused:
            attempt()
        assert refused.value.act == Act.RECORD
    assert decision_seen_by(town, decision.id, POLICE, NOW).decision == decision
    assert action_seen_by(town, action.id, POLICE, NOW).action == action


def test_record_that_is_gone(town: Storage) -> None:
    with pytest.raises(Gone):
        decision_seen_by(town, DecisionId("gone"), POLICE, NOW)
    with pytest.raises(Gone):
        action_seen_by(town, ActionId("gone"), POLICE, NOW)

"""The summary of decisions: looked through, put right, posted once, and kept true afterwards."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.meeting import Meeting, MeetingState, WrongState
from bot.domain.permission import Act, NotAllowed
from bot.storage import Storage
from bot.usecases.access import NoMeetingBegun
from bot.usecases.actions import ActionText, record_action
from bot.usecases.changing import cancel_meeting
from bot.usecases.decisions import DecisionText, record_decision
from bot.usecases.invitations import invite_guest
from bot.usecases.keeping_time import keep_time
from bot.usecases.meetings import Wish
from bot.usecases.plans import plans_of
from bot.usecases.polls import pick_time
from bot.usecases.settling import keep_date
from bot.usecases.summaries import EmptyText, SummaryText, edit_summary, post_summary, preview_summary
from bot.usecases.under_way import end_meeting
from tests.town import (
    CHAIR,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SECRETARY,
    begun,
    confirmed,
    held,
    ledger,
    planned,
    sent_all,
)
from tests.usecases.silences import DEADLINE, delivered, objects, put
from tests.usecases.voting import asked

SUMMARY = ("summary", "slack", "", 0)
BY_MAIL = ("summary", "email", "Greta Nyqvist", 0)
CHANGED = ("summary_changed", "slack", "", 0)


@pytest.fixture
def meeting(town: Storage) -> Meeting:
    """Held, with two decisions and an action, everything before has been sent."""
    found = held(town)
    for text in ("Förlängs", "Stående punkt"):
        record_decision(town, HERE, SECRETARY, DecisionText(text), found.end)
    record_action(town, HERE, SECRETARY, ActionText("Bjuda in"), found.end)
    sent_all(town, found.end)
    return found


def test_preview_shows_what_would_be_posted(town: Storage, meeting: Meeting) -> None:
    following = planned(town, FEBRUARY)
    facts = preview_summary(town, meeting.id, SECRETARY, meeting.end)
    assert [one.text for one in facts.decisions] == ["Förlängs", "Stående punkt"]
    assert [one.text for one in facts.actions] == ["Bjuda in"]
    assert (facts.next_meeting, facts.next_is_planned, facts.summary.posted_at) == (following, True, None)
    assert ledger(town) == []


def quoted(storage: Storage, meeting: Meeting) -> list[str]:
    facts = preview_summary(storage, meeting.id, SECRETARY, meeting.end)
    return [f"{one.start:%Y-%m-%d}" for one in facts.adopted_dates]


def test_next_meeting_is_the_next_that_is_confirmed_whatever_is_planned_before_it(
    town: Storage, meeting: Meeting
) -> None:
    planned(town, Wish(datetime.fromisoformat("2018-01-10T10:00")))
    following = confirmed(town, FEBRUARY)
    facts = preview_summary(town, meeting.id, SECRETARY, meeting.end)
    assert (facts.next_meeting, facts.next_is_planned) == (following, False)


def test_times_picked_in_polls_since_the_meeting_before_are_quoted(town: Storage) -> None:
    facts = asked(town, "16/1 kl 10; 17/1 kl 10")
    pick_time(town, facts.poll.id, facts.alternatives[1].id, CHAIR, NOW)
    gone = asked(town, "23/1 kl 10; 24/1 kl 10")
    other = pick_time(town, gone.poll.id, gone.alternatives[0].id, CHAIR, NOW).poll.meeting_id
    assert other
    cancel_meeting(town, other, CHAIR, "", NOW)
    meeting = held(town)
    summary = preview_summary(town, meeting.id, SECRETARY, meeting.end)
    assert [(f"{one.meeting.start:%d/%m}", one.picked_by) for one in summary.picked] == [
        ("17/01", "Karin Ahlgren")
    ]
    assert [one.picked_by for one in plans_of(town, HERE, POLICE, NOW).picked] == ["Karin Ahlgren"]
    following = held(town, FEBRUARY)
    assert preview_summary(town, following.id, SECRETARY, following.end).picked == ()


def test_times_adopted_since_the_meeting_before_are_quoted(town: Storage) -> None:
    put(town)
    delivered(town)
    keep_time(town, DEADLINE)
    meeting = held(town)
    assert meeting.end > DEADLINE
    assert quoted(town, meeting) == ["2018-03-01", "2018-04-05", "2018-05-03"]
    following = held(town, FEBRUARY)
    assert preview_summary(town, following.id, SECRETARY, following.end).adopted == ()


def test_time_that_is_kept_after_a_meeting_is_quoted_by_the_next_one(town: Storage) -> None:
    """However long ago its plan was settled."""
    facts = put(town)
    delivered(town)
    objects(town, facts, POLICE, 1)
    keep_time(town, DEADLINE)
    meeting = held(town)
    keep_date(town, facts.dates[1].id, CHAIR, meeting.end + timedelta(days=1))
    following = held(town, FEBRUARY)
    assert quoted(town, meeting) == ["2018-03-01", "2018-05-03"]
    assert quoted(town, following) == ["2018-04-05"]


def test_times_that_were_cancelled_since_are_not_quoted(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    keep_time(town, DEADLINE)
    meeting = held(town)
    for date in facts.dates[:2]:
        assert date.meeting_id is not None
        cancel_meeting(town, date.meeting_id, CHAIR, "", meeting.end)
    assert quoted(town, meeting) == ["2018-05-03"]


def test_meeting_before_may_be_closed(town: Storage) -> None:
    put(town)
    delivered(town)
    keep_time(town, DEADLINE)
    before = held(town)
    with town.transaction() as transaction:
        transaction.meetings.put(replace(before, state=MeetingState.CLOSED))
    assert quoted(town, held(town, FEBRUARY)) == []


def test_preview_without_a_meeting_named_is_of_the_one_held_last(town: Storage, meeting: Meeting) -> None:
    planned(town, FEBRUARY)
    assert preview_summary(town, HERE, SECRETARY, meeting.end).meeting.id == meeting.id


def test_posting_reaches_the_channel_and_those_without_account(town: Storage, meeting: Meeting) -> None:
    facts = post_summary(town, meeting.id, SECRETARY, meeting.end)
    assert facts.summary.posted_at == meeting.end
    assert ledger(town) == [BY_MAIL, SUMMARY]


def test_guests_get_the_summary_by_mail(town: Storage) -> None:
    meeting = begun(town)
    invite_guest(town, meeting.id, CHAIR, "maj.berg@lst.example", "Maj Berg", "", meeting.start)
    end_meeting(town, meeting.id, CHAIR, meeting.end)
    sent_all(town, meeting.end)
    post_summary(town, meeting.id, SECRETARY, meeting.end)
    assert ledger(town) == [BY_MAIL, ("summary", "email", "Maj Berg", 0), SUMMARY]


def test_posting_twice_has_one_effect(town: Storage, meeting: Meeting) -> None:
    post_summary(town, meeting.id, SECRETARY, meeting.end)
    sent_all(town, meeting.end)
    again = post_summary(town, meeting.id, CHAIR, meeting.end + timedelta(hours=1))
    assert (again.summary.posted_at, ledger(town)) == (meeting.end, [])


def test_editing_writes_into_the_records(town: Storage, meeting: Meeting) -> None:
    before = preview_summary(town, meeting.id, SECRETARY, meeting.end)
    text = SummaryText(
        "Tack för i dag!",
        {before.decisions[0].id: " Förlängs till juni "},
        {before.actions[0].id: "Bjuda in gruppen"},
    )
    after = edit_summary(town, meeting.id, SECRETARY, text, meeting.end)
    assert after.summary.note == "Tack för i dag!"
    assert [one.text for one in after.decisions] == ["Förlängs till juni", "Stående punkt"]
    assert [one.text for one in after.actions] == ["Bjuda in gruppen"]
    assert ledger(town) == []


def test_edited_record_is_found_by_its_new_words(town: Storage, meeting: Meeting) -> None:
    before = preview_summary(town, meeting.id, SECRETARY, meeting.end)
    edit_summary(
        town, meeting.id, SECRETARY, SummaryText("", {before.decisions[0].id: "ÅTGÄRDER"}, {}), meeting.end
    )
    with town.reading() as transaction:
        page = transaction.decisions.search(before.committee.id, "åtgärder", start=0, size=5)
    assert page.total == 1


def test_editing_what_is_posted_updates_it_and_says_so(town: Storage, meeting: Meeting) -> None:
    facts = post_summary(town, meeting.id, SECRETARY, meeting.end)
    sent_all(town, meeting.end)
    edit_summary(town, meeting.id, SECRETARY, SummaryText("Tack!", {}, {}), meeting.end)
    assert ledger(town) == [SUMMARY]
    sent_all(town, meeting.end)
    words = SummaryText("Tack!", {facts.decisions[0].id: "Annat"}, {})
    edit_summary(town, meeting.id, SECRETARY, words, meeting.end)
    assert ledger(town) == [SUMMARY, CHANGED]


def test_records_are_not_left_without_words(town: Storage, meeting: Meeting) -> None:
    facts = preview_summary(town, meeting.id, SECRETARY, meeting.end)
    text = SummaryText("Tack!", {facts.decisions[0].id: "Annat", facts.decisions[1].id: " "}, {})
    with pytest.raises(EmptyText):
        edit_summary(town, meeting.id, SECRETARY, text, meeting.end)
    assert preview_summary(town, meeting.id, SECRETARY, meeting.end) == facts


def test_meeting_that_is_not_over_has_no_summary(town: Storage) -> None:
    meeting = begun(town)
    with pytest.raises(WrongState) as refused:
        preview_summary(town, meeting.id, SECRETARY, meeting.start)
    assert refused.value.wanted == "summarise"


def test_no_meeting_has_been_held(town: Storage) -> None:
    confirmed(town)
    with pytest.raises(NoMeetingBegun):
        preview_summary(town, HERE, SECRETARY, NOW)


def test_summary_is_for_officers(town: Storage, meeting: Meeting) -> None:
    for attempt in (
        lambda: preview_summary(town, meeting.id, POLICE, meeting.end),
        lambda: edit_summary(town, meeting.id, POLICE, SummaryText("", {}, {}), meeting.end),
        lambda: post_summary(town, meeting.id, POLICE, meeting.end),
    ):
        with pytest.raises(NotAllowed) as refused:
            attempt()
        assert refused.value.act == Act.POST_SUMMARY

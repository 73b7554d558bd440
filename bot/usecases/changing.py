"""A planned meeting is confirmed, moved or cancelled: the acts that reach everybody."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.ids import MeetingId
from bot.domain.meeting import COMING, Meeting, MeetingState, Slot, WrongState
from bot.domain.permission import Act
from bot.domain.proposal import DateSettled
from bot.domain.schedule import check_is_coming
from bot.domain.topic import Topic
from bot.storage import Storage, Transaction
from bot.usecases.access import (
    Asker,
    NoMeetingComing,
    Where,
    WhichMeeting,
    Who,
    ask,
    enter_at_meeting,
    existing,
    known_person,
    one_committee,
)
from bot.usecases.facts import MeetingFacts
from bot.usecases.gathering import meeting_facts
from bot.usecases.inviting import announce
from bot.usecases.meetings import Wish, facts_with_warnings, slot_for
from bot.usecases.owing_records import owe_topic_settled, redraw_topic_waiting
from bot.usecases.telling_officers import redraw_waiting_mails
from bot.usecases.under_way import pass_on

CHANGED_IN = {
    Act.CONFIRM_MEETING: frozenset({MeetingState.PLANNED}),
    Act.MOVE_MEETING: frozenset({MeetingState.PLANNED, MeetingState.CONFIRMED}),
    Act.CANCEL_MEETING: frozenset({MeetingState.PLANNED, MeetingState.CONFIRMED}),
    Act.CHANGE_PAPERS: COMING,
}
"""Acts that reach everybody, and the states of the meetings they can be about."""


def meeting_to_change(
    storage: Storage, at: Where | MeetingId, who: Who, act: Act, now: datetime
) -> MeetingFacts:
    """The meeting that is meant, before a form about it is shown: refuses whom and what the act itself would refuse.
    Raises WhichMeeting when none is named and several can be moved or cancelled.
    """
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        if isinstance(at, Where):
            committee = one_committee(transaction, at, person, now)
            ask(transaction, committee, person, now).must(act)
            meeting = _only_one(transaction, committee, act, now)
        else:
            found = existing(transaction.meetings.find(at))
            meeting = found
            committee = transaction.committees.get(meeting.committee_id)
            ask(transaction, committee, person, now).must(act)
        if act == Act.CANCEL_MEETING:
            meeting.cancelled("", now)
        elif act == Act.MOVE_MEETING:
            meeting.moved_to(meeting.slot, now)
        elif not meeting.is_coming:
            raise WrongState(meeting, act)
        return meeting_facts(transaction, committee, meeting, now, person)


def meetings_to_change(
    storage: Storage, at: Where, who: Who, act: Act, now: datetime
) -> tuple[Committee, tuple[Meeting, ...]]:
    """The committee and those of its meetings that the act can be about, the nearest first; where there is none such, the
    nearest. Raises NoMeetingComing and NotAllowed.
    """
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        committee = one_committee(transaction, at, person, now)
        ask(transaction, committee, person, now).must(act)
        return committee, tuple(_that_can_be_meant(transaction, committee, act, now))


def confirm_meeting(storage: Storage, at: Where | MeetingId, who: Who, now: datetime) -> MeetingFacts:
    """The date stands: this is what sends the invitations. Raises WrongState when it was confirmed before, DateSettled when
    somebody objected to the date: keeping it all the same is written down with a name, in settling.py.
    """
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, at, who, now)
        asker.must(Act.CONFIRM_MEETING)
        if isinstance(at, Where):
            meeting = _only_one(transaction, asker.committee, Act.CONFIRM_MEETING, now)
        confirmed = meeting.confirmed(now)
        check_is_coming(confirmed.slot, now)
        if objected := transaction.proposed_dates.objected_about(meeting.id):
            raise DateSettled(objected)
        meeting = transaction.meetings.put(confirmed)
        announce(transaction, asker.committee, meeting, now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def move_meeting(
    storage: Storage, at: Where | MeetingId, who: Who, wish: Wish, now: datetime, *, seen: str | None = None
) -> MeetingFacts:
    """To another time or place. Answers stand when only the place changed; with another beginning or end everybody is
    asked again. `seen` is the version that the person was shown: raises ChangedMeanwhile when it is another now, unless
    the meeting stands where it is wanted already.
    """
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, at, who, now)
        meeting = move_within(transaction, asker, meeting, wish, now, seen=seen)
        return facts_with_warnings(transaction, asker, meeting, now)


def move_within(
    transaction: Transaction,
    asker: Asker,
    meeting: Meeting,
    wish: Wish,
    now: datetime,
    *,
    seen: str | None = None,
) -> Meeting:
    """`move_meeting` as a part of another act, on a meeting whose committee is locked."""
    asker.must(Act.MOVE_MEETING)
    slot = slot_to_move_to(transaction, asker.committee, meeting, wish, now)
    if slot == meeting.slot:
        return meeting
    meeting.must_be_as_seen(seen)
    return _move(transaction, asker.committee, meeting, slot, now)


def slot_to_move_to(
    transaction: Transaction, committee: Committee, meeting: Meeting, wish: Wish, now: datetime
) -> Slot:
    """Where the wish would put the meeting. Raises what is wrong with it, as `plan_meeting`."""
    kept = replace(
        wish,
        end=wish.end or wish.start + meeting.slot.length,
        place=meeting.place if wish.place is None else wish.place,
        link=meeting.link if wish.link is None else wish.link,
    )
    return slot_for(transaction, committee, kept, now, moving=meeting)


def cancel_meeting(
    storage: Storage,
    at: Where | MeetingId,
    who: Who,
    reason: str,
    now: datetime,
    *,
    seen: str | None = None,
    drop_topics: str | None = None,
) -> MeetingFacts:
    """Everybody who was told of it hears that it is off. Its topics go to the next meeting, or wait for one; or they are
    declined, `drop_topics` saying why. Raises ChangedMeanwhile as `move_meeting` does.
    """
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, at, who, now)
        asker.must(Act.CANCEL_MEETING)
        was_announced = meeting.is_announced
        cancelled = meeting.cancelled(reason, now)
        meeting.must_be_as_seen(seen)
        meeting = transaction.meetings.put(cancelled)
        facts = meeting_facts(transaction, asker.committee, meeting, now, asker.person)
        if drop_topics is None:
            pass_on(transaction, asker.committee, facts.own_topics, now)
        else:
            _drop(transaction, asker, facts.own_topics, drop_topics, now)
        if was_announced:
            announce(transaction, asker.committee, meeting, now)
        redraw_waiting_mails(transaction, meeting, now)
        return facts


def _drop(
    transaction: Transaction, asker: Asker, topics: Iterable[Topic], reason: str, now: datetime
) -> None:
    for topic in topics:
        declined = transaction.topics.put(topic.declined(reason))
        redraw_topic_waiting(transaction, declined, now)
        owe_topic_settled(transaction, declined, now, settled_by=asker.person.id)


def _only_one(transaction: Transaction, committee: Committee, act: Act, now: datetime) -> Meeting:
    """The meeting an act is about when none is named. What cannot be taken back is not done to a guess."""
    meant = _that_can_be_meant(transaction, committee, act, now)
    if len(meant) > 1:
        raise WhichMeeting(act, tuple(meant))
    return meant[0]


def _that_can_be_meant(
    transaction: Transaction, committee: Committee, act: Act, now: datetime
) -> list[Meeting]:
    nearest = transaction.meetings.next_of([committee.id], now)
    if nearest is None:
        raise NoMeetingComing(committee)
    states = CHANGED_IN.get(act, frozenset())
    fitting = [one for one in transaction.meetings.coming_of(committee.id, now) if one.state in states]
    return fitting or [nearest]


def _move(
    transaction: Transaction, committee: Committee, meeting: Meeting, slot: Slot, now: datetime
) -> Meeting:
    moved = transaction.meetings.put(meeting.moved_to(slot, now))
    if slot.has_another_time_than(meeting.slot):
        for invitation in transaction.invitations.of_meeting(moved.id):
            transaction.invitations.put(invitation.asked_again(now))
    if moved.is_announced:
        announce(transaction, committee, moved, now)
    redraw_waiting_mails(transaction, moved, now)
    return moved

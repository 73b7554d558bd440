"""A meeting begins and ends: who may mark it, and what comes with its end."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting, MeetingState, WrongState
from bot.domain.permission import Act
from bot.domain.topic import Topic, TopicState
from bot.storage import Storage, Transaction
from bot.usecases.access import (
    Asker,
    NoMeetingBegun,
    NoMeetingComing,
    Where,
    Who,
    enter,
    enter_at_meeting,
)
from bot.usecases.facts import MeetingFacts
from bot.usecases.gathering import meeting_facts
from bot.usecases.owing_meetings import owe_agenda, owe_card, redraw_invitations, redraw_still_going
from bot.usecases.owing_records import redraw_topic_waiting
from bot.usecases.standing import next_not_begun


def start_meeting(storage: Storage, at: Where | MeetingId, who: Who, now: datetime) -> MeetingFacts:
    """Marks that the meeting has begun. Raises TooEarly, or WrongState when it is not confirmed or has begun before."""
    with storage.transaction() as transaction:
        asker, meeting = _enter_to_start(transaction, at, who, now)
        asker.must(Act.START_MEETING)
        meeting = transaction.meetings.put(meeting.started(now))
        owe_card(transaction, meeting, now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def end_meeting(storage: Storage, at: Where | MeetingId, who: Who, now: datetime) -> MeetingFacts:
    """Marks that the meeting is over; the summary comes next. One that has ended already is answered as it is."""
    with storage.transaction() as transaction:
        asker, meeting = enter_begun(transaction, at, who, now)
        asker.must(Act.END_MEETING)
        if meeting.state != MeetingState.HELD:
            meeting = conclude(transaction, asker.committee, meeting.ended(now), now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def conclude(transaction: Transaction, committee: Committee, ended: Meeting, now: datetime) -> Meeting:
    """What comes with the end of a meeting, whoever ended it."""
    meeting = transaction.meetings.put(ended)
    left = [one for one in transaction.topics.of_meeting(meeting.id) if one.state == TopicState.PROPOSED]
    pass_on(transaction, committee, left, now)
    redraw_invitations(transaction, meeting, now)
    redraw_still_going(transaction, meeting, now)
    owe_card(transaction, meeting, now)
    return meeting


def pass_on(transaction: Transaction, committee: Committee, topics: Iterable[Topic], now: datetime) -> None:
    """Topics that their meeting has no use for any more go to the next one that has not begun, or wait for one."""
    following = next_not_begun(transaction, committee, now)
    passed_on = list(topics)
    for topic in passed_on:
        transaction.topics.put(topic.for_meeting(following.id if following else None))
        redraw_topic_waiting(transaction, topic, now)
    if following and passed_on:
        owe_agenda(transaction, following, now)


def enter_begun(
    transaction: Transaction,
    at: Where | MeetingId,
    who: Who,
    now: datetime,
) -> tuple[Asker, Meeting]:
    """The meeting that is meant among those that have begun. Raises NoMeetingBegun."""
    if not isinstance(at, Where):
        return enter_at_meeting(transaction, at, who, now)
    asker = enter(transaction, at, who, now)
    meeting = transaction.meetings.latest_begun(asker.committee.id, now)
    if meeting is None:
        raise NoMeetingBegun(asker.committee)
    return asker, meeting


def _enter_to_start(
    transaction: Transaction,
    at: Where | MeetingId,
    who: Who,
    now: datetime,
) -> tuple[Asker, Meeting]:
    if not isinstance(at, Where):
        return enter_at_meeting(transaction, at, who, now)
    asker = enter(transaction, at, who, now)
    begun = transaction.meetings.latest_begun(asker.committee.id, now)
    if begun is not None and begun.state == MeetingState.IN_PROGRESS:
        raise WrongState(begun, "start")
    meeting = transaction.meetings.to_start(asker.committee.id, now)
    meeting = meeting or transaction.meetings.next_of([asker.committee.id], now)
    if meeting is None:
        raise NoMeetingComing(asker.committee)
    return asker, meeting

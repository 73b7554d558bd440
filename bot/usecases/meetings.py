"""A meeting from its date to its end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.ids import CommitteeId, MeetingId, new_id
from bot.domain.meeting import COMING, Meeting, MeetingState, Slot, WrongState
from bot.domain.permission import Act, may
from bot.domain.schedule import check_is_coming, check_is_free, slot_between
from bot.domain.topic import Topic, TopicState
from bot.storage import Storage, Transaction
from bot.usecases.access import (
    Asker,
    Gone,
    NoMeetingBegun,
    NoMeetingComing,
    Where,
    WhichMeeting,
    Who,
    ask,
    committees_for,
    enter,
    enter_at_meeting,
    known_person,
    one_committee,
)
from bot.usecases.facts import MeetingFacts, NextMeeting
from bot.usecases.gathering import meeting_facts
from bot.usecases.inviting import announce
from bot.usecases.owing import (
    owe_agenda,
    owe_card,
    owe_topic_settled,
    redraw_invitations,
    redraw_still_going,
    redraw_topic_waiting,
)
from bot.usecases.standing import next_not_begun, standing_topic
from bot.usecases.time_warnings import warnings_about

UID_DOMAIN = "kallelse"


CHANGED_IN = {
    Act.CONFIRM_MEETING: frozenset({MeetingState.PLANNED}),
    Act.MOVE_MEETING: frozenset({MeetingState.PLANNED, MeetingState.CONFIRMED}),
    Act.CANCEL_MEETING: frozenset({MeetingState.PLANNED, MeetingState.CONFIRMED}),
    Act.CHANGE_PAPERS: COMING,
}
"""Acts that reach everybody, and the states of the meetings they can be about."""


@dataclass(frozen=True, slots=True)
class Wish:
    """When and where somebody wants a meeting, on the committee's clock: naive wall-clock times. What is None is as
    usual: the committee's length, place, or when moving, the meeting's own.
    """

    start: datetime
    end: datetime | None = None
    place: str | None = None
    link: str | None = None


def next_meetings(storage: Storage, where: Where, who: Who, now: datetime) -> list[NextMeeting]:
    """The next meeting of each committee that can be meant; the soonest first, those without a meeting last."""
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        committees = committees_for(transaction, where, person, now)
        found = [_next(transaction, committee, who, now) for committee in committees]
    never = datetime.max.replace(tzinfo=now.tzinfo)
    return sorted(found, key=lambda one: one.meeting.meeting.start if one.meeting else never)


def meeting_seen_by(storage: Storage, meeting_id: MeetingId, who: Who, now: datetime) -> MeetingFacts:
    with storage.reading() as transaction:
        meeting = transaction.meetings.find(meeting_id)
        if meeting is None:
            raise Gone
        committee = transaction.committees.get(meeting.committee_id)
        return meeting_facts(transaction, committee, meeting, now, known_person(transaction, who))


def committees_to_plan_for(
    storage: Storage, at: Where | CommitteeId, who: Who, now: datetime
) -> list[Committee]:
    """Those that can be meant and that the person may plan meetings for. Raises NotAllowed when there are none."""
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        if isinstance(at, Where):
            committees = committees_for(transaction, at, person, now)
        else:
            committees = [one_committee(transaction, at, person, now)]
        askers = [ask(transaction, committee, person, now) for committee in committees]
    open_to_them = [asker.committee for asker in askers if may(asker.role, Act.PLAN_MEETING)]
    if not open_to_them:
        askers[0].must(Act.PLAN_MEETING)
    return open_to_them


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
            found = transaction.meetings.find(at)
            if found is None:
                raise Gone
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


def plan_meeting(
    storage: Storage,
    at: Where | CommitteeId,
    who: Who,
    wish: Wish,
    now: datetime,
    *,
    request: str | None = None,
) -> MeetingFacts:
    """With what speaks against the time without forbidding it. Raises what is wrong with it: NoSuchTime, EndBeforeStart,
    TooLong, InThePast, Clash; and NotAllowed.
    """
    with storage.transaction() as transaction:
        asker = enter(transaction, at, who, now)
        asker.must(Act.PLAN_MEETING)
        done = transaction.requests.outcome_of(request)
        if done is None:
            slot = _slot(transaction, asker.committee, wish, now)
            meeting = add_planned(transaction, asker, slot, now)
            transaction.requests.remember(request, meeting.id, now)
        else:
            meeting = transaction.meetings.get(done)
        return _facts_with_warnings(transaction, asker, meeting, now)


def add_planned(transaction: Transaction, asker: Asker, slot: Slot, now: datetime) -> Meeting:
    """A planned meeting with what belongs on its agenda; whether the time is free is looked at before."""
    meeting = transaction.meetings.add(_new_meeting(asker, slot, now))
    _fill_agenda(transaction, meeting, asker, now)
    return meeting


def confirm_meeting(storage: Storage, at: Where | MeetingId, who: Who, now: datetime) -> MeetingFacts:
    """The date stands: this is what sends the invitations. Raises WrongState when it was confirmed before."""
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, at, who, now)
        asker.must(Act.CONFIRM_MEETING)
        if isinstance(at, Where):
            meeting = _only_one(transaction, asker.committee, Act.CONFIRM_MEETING, now)
        confirmed = meeting.confirmed(now)
        check_is_coming(confirmed.slot, now)
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
        return _facts_with_warnings(transaction, asker, meeting, now)


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
    return _slot(transaction, committee, kept, now, moving=meeting)


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
        return facts


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


def _drop(
    transaction: Transaction, asker: Asker, topics: Iterable[Topic], reason: str, now: datetime
) -> None:
    for topic in topics:
        declined = transaction.topics.put(topic.declined(reason))
        redraw_topic_waiting(transaction, declined, now)
        owe_topic_settled(transaction, declined, now, settled_by=asker.person.id)


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


def _next(transaction: Transaction, committee: Committee, who: Who, now: datetime) -> NextMeeting:
    person = known_person(transaction, who)
    meeting = transaction.meetings.next_of([committee.id], now)
    if meeting is None:
        return NextMeeting(committee, None, ask(transaction, committee, person, now).role)
    facts = meeting_facts(transaction, committee, meeting, now, person)
    return NextMeeting(committee, facts, facts.role)


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


def _facts_with_warnings(
    transaction: Transaction, asker: Asker, meeting: Meeting, now: datetime
) -> MeetingFacts:
    facts = meeting_facts(transaction, asker.committee, meeting, now, asker.person)
    warnings = warnings_about(transaction, asker.committee, meeting, asker.person.id, now)
    return replace(facts, warnings=warnings)


def _slot(
    transaction: Transaction,
    committee: Committee,
    wish: Wish,
    now: datetime,
    moving: Meeting | None = None,
) -> Slot:
    slot = slot_between(
        wish.start,
        wish.end or wish.start + committee.usual_length,
        committee.zone,
        place=committee.place if wish.place is None else wish.place,
        link=wish.link or "",
    )
    check_is_coming(slot, now)
    coming = transaction.meetings.coming_of(committee.id, now)
    check_is_free(slot, [other for other in coming if moving is None or other.id != moving.id])
    return slot


def _new_meeting(asker: Asker, slot: Slot, now: datetime) -> Meeting:
    meeting_id = MeetingId(new_id())
    return Meeting(
        id=meeting_id,
        committee_id=asker.committee.id,
        state=MeetingState.PLANNED,
        start=slot.start,
        end=slot.end,
        place=slot.place,
        link=slot.link,
        uid=f"{meeting_id}@{UID_DOMAIN}",
        sequence=0,
        edition=0,
        revised_at=now,
        planned_by=asker.person.id,
    )


def _fill_agenda(transaction: Transaction, meeting: Meeting, asker: Asker, now: datetime) -> None:
    """Topics that waited for a meeting join it, and the standing items come by themselves."""
    for topic in transaction.topics.without_meeting(asker.committee.id):
        transaction.topics.put(topic.for_meeting(meeting.id))
    position = transaction.topics.last_position(asker.committee.id)
    for step, item in enumerate(transaction.standing_items.of_committee(asker.committee.id), start=1):
        transaction.topics.add(standing_topic(item, meeting.id, asker.person.id, position + step, now))


def _move(
    transaction: Transaction, committee: Committee, meeting: Meeting, slot: Slot, now: datetime
) -> Meeting:
    moved = transaction.meetings.put(meeting.moved_to(slot, now))
    if slot.has_another_time_than(meeting.slot):
        for invitation in transaction.invitations.of_meeting(moved.id):
            transaction.invitations.put(invitation.asked_again(now))
    if moved.is_announced:
        announce(transaction, committee, moved, now)
    return moved

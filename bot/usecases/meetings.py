"""A meeting is looked at, and planned; what follows stands in changing.py and under_way.py."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.ids import CommitteeId, MeetingId, new_id
from bot.domain.meeting import Meeting, MeetingState, Slot
from bot.domain.permission import Act, may
from bot.domain.schedule import check_is_coming, check_is_free, slot_between
from bot.language.when import Fact
from bot.storage import Storage, Transaction
from bot.usecases.access import (
    Asker,
    Where,
    Who,
    ask,
    committees_for,
    enter,
    existing,
    known_person,
    one_committee,
)
from bot.usecases.facts import MeetingFacts, NextMeeting
from bot.usecases.gathering import meeting_facts
from bot.usecases.standing import standing_topic
from bot.usecases.time_warnings import warnings_about

UID_DOMAIN = "kallelse"


@dataclass(frozen=True, slots=True)
class Wish:
    """When and where somebody wants a meeting, on the committee's clock: naive wall-clock times. What is None is as
    usual: the committee's length, place, or when moving, the meeting's own. `assumed` is what was taken for granted in
    reading their words, to be said back.
    """

    start: datetime
    end: datetime | None = None
    place: str | None = None
    link: str | None = None
    assumed: tuple[Fact, ...] = field(default=(), compare=False)


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
        meeting = existing(transaction.meetings.find(meeting_id))
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
        meeting = transaction.requests.once(
            request,
            transaction.meetings,
            lambda: add_planned(transaction, asker, slot_for(transaction, asker.committee, wish, now), now),
            now,
        )
        return facts_with_warnings(transaction, asker, meeting, now)


def add_planned(transaction: Transaction, asker: Asker, slot: Slot, now: datetime) -> Meeting:
    """A planned meeting with what belongs on its agenda; whether the time is free is looked at before."""
    meeting = transaction.meetings.add(_new_meeting(asker, slot, now))
    _fill_agenda(transaction, meeting, asker, now)
    return meeting


def _next(transaction: Transaction, committee: Committee, who: Who, now: datetime) -> NextMeeting:
    person = known_person(transaction, who)
    meeting = transaction.meetings.next_of([committee.id], now)
    if meeting is None:
        return NextMeeting(committee, None, ask(transaction, committee, person, now).role)
    facts = meeting_facts(transaction, committee, meeting, now, person)
    return NextMeeting(committee, facts, facts.role)


def facts_with_warnings(
    transaction: Transaction, asker: Asker, meeting: Meeting, now: datetime
) -> MeetingFacts:
    """With what speaks against its time without forbidding it."""
    facts = meeting_facts(transaction, asker.committee, meeting, now, asker.person)
    warnings = warnings_about(transaction, asker.committee, meeting, asker.person.id, now)
    return replace(facts, warnings=warnings)


def slot_for(
    transaction: Transaction,
    committee: Committee,
    wish: Wish,
    now: datetime,
    moving: Meeting | None = None,
) -> Slot:
    """Where the wish would put a meeting. Raises what is wrong with it, as `plan_meeting`; `moving` is in nobody's way."""
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

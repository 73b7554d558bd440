"""Topics: proposed by members, settled by chair and secretary, in order on the agenda."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import CommitteeId, TopicId, new_id
from bot.domain.meeting import Meeting
from bot.domain.permission import Act
from bot.domain.topic import SameTopic, Topic, TopicState, TopicText, find_same, swapped
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Where, Who, ask, committees_for, enter, existing, known_person
from bot.usecases.facts import Agenda, TopicFacts
from bot.usecases.gathering import topic_facts
from bot.usecases.owing_meetings import owe_agenda, owe_card
from bot.usecases.owing_records import (
    owe_topic_mark,
    owe_topic_settled,
    owe_topic_waiting,
    redraw_topic_waiting,
)
from bot.usecases.standing import next_not_begun


@dataclass(frozen=True, slots=True)
class Origin:
    """The chat message a topic was made from: its link, and what names it ("C1:1512.3")."""

    permalink: str = ""
    message: str = ""


def propose_topic(
    storage: Storage,
    at: Where | CommitteeId,
    who: Who,
    text: TopicText,
    now: datetime,
    *,
    origin: Origin = Origin(),
    again: bool = False,
    request: str | None = None,
) -> TopicFacts:
    """It joins the next meeting that has not begun, or waits for one. Raises SameTopic unless `again` says it is meant."""
    with storage.transaction() as transaction:
        asker = enter(transaction, at, who, now)
        asker.must(Act.PROPOSE_TOPIC)
        topic = transaction.requests.once(
            request,
            transaction.topics,
            lambda: _add_topic(transaction, asker, text, origin, now, again=again),
            now,
        )
        return topic_facts(transaction, asker.committee, topic, asker.role)


def agenda(storage: Storage, at: Where | CommitteeId, who: Who, now: datetime) -> list[Agenda]:
    """The agenda of each committee that can be meant: of the meeting under way, else of the next."""
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        committees = committees_for(transaction, at, person, now)
        askers = [ask(transaction, committee, person, now) for committee in committees]
        return [_agenda(transaction, asker, now) for asker in askers]


def topic_seen_by(storage: Storage, topic_id: TopicId, who: Who, now: datetime) -> tuple[TopicFacts, Asker]:
    with storage.reading() as transaction:
        topic = existing(transaction.topics.find(topic_id))
        committee = transaction.committees.get(topic.committee_id)
        asker = ask(transaction, committee, known_person(transaction, who), now)
        return topic_facts(transaction, committee, topic, asker.role), asker


def accept_topic(storage: Storage, topic_id: TopicId, who: Who, now: datetime) -> TopicFacts:
    """Onto the agenda, last. Raises TopicSettled when somebody was quicker."""
    with storage.transaction() as transaction:
        asker, topic = _enter_at_topic(transaction, topic_id, who, now)
        asker.must(Act.SETTLE_TOPIC)
        position = transaction.topics.last_position(asker.committee.id) + 1
        return _settle(transaction, asker, _at_home(transaction, asker, topic.accepted(position), now), now)


def decline_topic(storage: Storage, topic_id: TopicId, who: Who, reason: str, now: datetime) -> TopicFacts:
    """Off the agenda or never on it; the proposer is told why."""
    with storage.transaction() as transaction:
        asker, topic = _enter_at_topic(transaction, topic_id, who, now)
        asker.must(Act.SETTLE_TOPIC)
        return _settle(transaction, asker, topic.declined(reason), now)


def withdraw_topic(storage: Storage, topic_id: TopicId, who: Who, now: datetime) -> TopicFacts:
    """Proposers take back their own."""
    with storage.transaction() as transaction:
        asker, topic = _enter_at_topic(transaction, topic_id, who, now)
        _must_own(asker, topic)
        return _settle(transaction, asker, topic.withdrawn(), now)


def change_topic(storage: Storage, topic_id: TopicId, who: Who, text: TopicText, now: datetime) -> TopicFacts:
    """By its proposer, or by chair and secretary."""
    with storage.transaction() as transaction:
        asker, topic = _enter_at_topic(transaction, topic_id, who, now)
        _must_own(asker, topic)
        return _changed(transaction, asker, topic.worded(text), now)


def mark_tentative(
    storage: Storage, topic_id: TopicId, who: Who, now: datetime, *, tentative: bool
) -> TopicFacts:
    with storage.transaction() as transaction:
        asker, topic = _enter_at_topic(transaction, topic_id, who, now)
        asker.must(Act.ORDER_AGENDA)
        return _changed(transaction, asker, topic.marked_tentative(tentative=tentative), now)


def move_topic(storage: Storage, topic_id: TopicId, who: Who, step: int, now: datetime) -> Agenda:
    """One place up (-1) or down (+1); at the agenda's end it stays where it is."""
    with storage.transaction() as transaction:
        asker, topic = _enter_at_topic(transaction, topic_id, who, now)
        asker.must(Act.ORDER_AGENDA)
        meeting = transaction.meetings.get(topic.meeting_id) if topic.meeting_id else None
        if topic.on_agenda:
            order = [one for one in _topics(transaction, asker, meeting) if one.on_agenda]
            for moved in swapped(order, topic.id, step):
                transaction.topics.put(moved)
        if meeting:
            owe_agenda(transaction, meeting, now)
        return _agenda_of(transaction, asker, meeting)


def _add_topic(
    transaction: Transaction,
    asker: Asker,
    text: TopicText,
    origin: Origin,
    now: datetime,
    *,
    again: bool,
) -> Topic:
    meeting = next_not_begun(transaction, asker.committee, now)
    same = find_same(text.title, _topics(transaction, asker, meeting))
    if same is not None and not again:
        raise SameTopic(same)
    at_once = asker.committee.accepts_topics_at_once
    topic = transaction.topics.add(
        Topic(
            id=TopicId(new_id()),
            committee_id=asker.committee.id,
            meeting_id=meeting.id if meeting else None,
            state=TopicState.ACCEPTED if at_once else TopicState.PROPOSED,
            position=transaction.topics.last_position(asker.committee.id) + 1,
            title=text.title,
            details=text.details,
            kind=text.kind,
            presenter=text.presenter,
            minutes=text.minutes,
            tentative=text.tentative,
            proposed_by=asker.person.id,
            proposed_at=now,
            permalink=origin.permalink,
            message=origin.message,
        ),
    )
    if not at_once:
        owe_topic_waiting(transaction, asker.committee, topic, now)
    owe_topic_mark(transaction, topic, now)
    if meeting:
        owe_what_shows = owe_agenda if at_once else owe_card
        owe_what_shows(transaction, meeting, now)
    return topic


def _at_home(transaction: Transaction, asker: Asker, topic: Topic, now: datetime) -> Topic:
    """The topic on an agenda that is still to come: one whose meeting has passed goes to the next."""
    meeting = transaction.meetings.get(topic.meeting_id) if topic.meeting_id else None
    if meeting is not None and meeting.is_coming and meeting.end > now:
        return topic
    following = next_not_begun(transaction, asker.committee, now)
    return topic.for_meeting(following.id if following else None)


def _topics(transaction: Transaction, asker: Asker, meeting: Meeting | None) -> list[Topic]:
    if meeting is None:
        return transaction.topics.without_meeting(asker.committee.id)
    return transaction.topics.of_meeting(meeting.id)


def _agenda(transaction: Transaction, asker: Asker, now: datetime) -> Agenda:
    return _agenda_of(transaction, asker, transaction.meetings.next_of([asker.committee.id], now))


def _agenda_of(transaction: Transaction, asker: Asker, meeting: Meeting | None) -> Agenda:
    topics = _topics(transaction, asker, meeting)
    return Agenda(
        asker,
        meeting,
        tuple(topics),
        transaction.people.named([topic.proposed_by for topic in topics]),
    )


def _enter_at_topic(
    transaction: Transaction, topic_id: TopicId, who: Who, now: datetime
) -> tuple[Asker, Topic]:
    topic = existing(transaction.topics.find(topic_id))
    asker = enter(transaction, topic.committee_id, who, now)
    return asker, transaction.topics.get(topic_id)  # again, now that nobody else can change it


def _must_own(asker: Asker, topic: Topic) -> None:
    if topic.proposed_by != asker.person.id:
        asker.must(Act.SETTLE_TOPIC)


def _settle(transaction: Transaction, asker: Asker, topic: Topic, now: datetime) -> TopicFacts:
    facts = _changed(transaction, asker, topic, now)
    owe_topic_settled(transaction, topic, now, settled_by=asker.person.id)
    return facts


def _changed(transaction: Transaction, asker: Asker, topic: Topic, now: datetime) -> TopicFacts:
    before = transaction.topics.get(topic.id)
    transaction.topics.put(topic)
    redraw_topic_waiting(transaction, topic, now)
    if topic.meeting_id:
        owe_what_shows = owe_agenda if topic.on_agenda or before.on_agenda else owe_card
        owe_what_shows(transaction, transaction.meetings.get(topic.meeting_id), now)
    return topic_facts(transaction, asker.committee, topic, asker.role)

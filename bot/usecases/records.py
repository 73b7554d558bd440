"""Decisions and actions: recorded at a meeting, found again later."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.errors import KallelseError
from bot.domain.ids import ActionId, CommitteeId, DecisionId, MeetingId, PersonId, TopicId, new_id
from bot.domain.meeting import Meeting
from bot.domain.permission import Act
from bot.domain.person import Account
from bot.domain.record import Action, ActionState, Decision
from bot.domain.topic import Topic, same_words
from bot.storage import Page, Storage, Transaction
from bot.usecases.access import Asker, Where, Who, enter, existing, look
from bot.usecases.facts import ActionFacts, DecisionFacts, SummaryFacts
from bot.usecases.gathering import action_facts, summary_facts
from bot.usecases.owing_records import owe_action_given
from bot.usecases.standing import keep_standing, next_not_begun, put_on_agendas, take_off_agendas
from bot.usecases.summaries import tell_of_change
from bot.usecases.under_way import enter_begun

PAGE_SIZE = 10


@dataclass(eq=False)
class SameDecision(KallelseError):
    """The meeting has a decision in these very words."""

    decision: Decision


@dataclass(eq=False)
class SameAction(KallelseError):
    """The meeting has an action in these very words, for the same person."""

    action: Action


@dataclass(frozen=True, slots=True)
class DecisionText:
    """`proposed_by` is a name as people say it; `standing` makes the topic come on every agenda from now on."""

    text: str
    topic_id: TopicId | None = None
    proposed_by: str = ""
    valid_to: date | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class ActionText:
    text: str
    owner_id: PersonId | None = None
    due: date | None = None
    topic_id: TopicId | None = None


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What recording needs: the meeting, the topics to choose from, the people to give actions to and their accounts, and
    the meeting after this one.
    """

    asker: Asker
    summary: SummaryFacts
    topics: tuple[Topic, ...]
    people: tuple[tuple[PersonId, str], ...]
    accounts: Mapping[Account, PersonId] = field(default_factory=dict)
    following: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search; `meetings` are those the records were made at."""

    asker: Asker
    words: str
    page: Page[Decision] | Page[Action]
    meetings: dict[MeetingId, Meeting]
    owners: dict[PersonId, str]


def recording(storage: Storage, at: Where | MeetingId, who: Who, now: datetime) -> RecordingFacts:
    """For a form: raises NoMeetingBegun when there is no meeting to record for, NotAllowed for those without a seat."""
    with storage.transaction() as transaction:
        asker, meeting = enter_begun(transaction, at, who, now)
        return _recording(transaction, asker, meeting, now)


def note_taking(storage: Storage, at: Where, who: Who, now: datetime) -> RecordingFacts:
    """The same for what is noted in passing: where one of a channel's committees is meeting, that one is meant."""
    under_way = meetings_under_way(storage, at, now)
    return recording(storage, under_way[0] if len(under_way) == 1 and not at.called else at, who, now)


def meetings_under_way(storage: Storage, at: Where, now: datetime) -> list[MeetingId]:
    """Of the committees in that channel."""
    if at.channel is None:
        return []
    with storage.reading() as transaction:
        here = transaction.committees.in_channel(at.workspace, at.channel)
        return [one.id for one in transaction.meetings.under_way([committee.id for committee in here], now)]


def _recording(transaction: Transaction, asker: Asker, meeting: Meeting, now: datetime) -> RecordingFacts:
    asker.must(Act.RECORD)
    today = asker.committee.today(now)
    seated = [seat.person_id for seat in asker.seats if seat.held_on(today)]
    invited = [one.person_id for one in transaction.invitations.of_meeting(meeting.id)]
    people = transaction.people.named([*seated, *invited]).values()
    return RecordingFacts(
        asker,
        summary_facts(transaction, asker.committee, meeting, now),
        tuple(topic for topic in transaction.topics.of_meeting(meeting.id) if topic.on_agenda),
        tuple(sorted(((one.id, one.name) for one in people), key=lambda one: one[1].casefold())),
        {one.account: one.id for one in people if one.account},
        next_not_begun(transaction, asker.committee, now, besides=meeting.id),
    )


def record_decision(
    storage: Storage,
    at: Where | MeetingId,
    who: Who,
    text: DecisionText,
    now: datetime,
    *,
    permalink: str = "",
    request: str | None = None,
) -> DecisionFacts:
    """Numbered by committee and year of the meeting. Raises SameDecision."""
    with storage.transaction() as transaction:
        asker, meeting = enter_begun(transaction, at, who, now)
        asker.must(Act.RECORD)
        done = transaction.requests.outcome_of(request)
        if done is None:
            decision = _add_decision(transaction, asker, meeting, text, permalink, now)
            transaction.requests.remember(request, decision.id, now)
        else:
            decision = transaction.decisions.get(done)
        return _decision_facts(transaction, asker, decision)


def change_decision(
    storage: Storage, decision_id: DecisionId, who: Who, text: DecisionText, now: datetime
) -> DecisionFacts:
    with storage.transaction() as transaction:
        asker, decision = _enter_at_decision(transaction, decision_id, who, now)
        changed = decision.worded(
            text.text,
            topic_id=text.topic_id,
            proposed_by=text.proposed_by,
            valid_to=text.valid_to,
        )
        keep_standing(transaction, asker.committee, changed, now, standing=text.standing)
        if changed != decision:
            transaction.decisions.put(changed)
            tell_of_change(transaction, changed, now)
        return _decision_facts(transaction, asker, changed)


def withdraw_decision(storage: Storage, decision_id: DecisionId, who: Who, now: datetime) -> DecisionFacts:
    """It was recorded by mistake. Its number stays taken; `restore_decision` undoes this."""
    with storage.transaction() as transaction:
        asker, decision = _enter_at_decision(transaction, decision_id, who, now)
        withdrawn = transaction.decisions.put(decision.withdrawn(decision.withdrawn_at or now))
        item = transaction.standing_items.made_by(withdrawn.id)
        if item is not None:
            take_off_agendas(transaction, asker.committee, item, now)
        tell_of_change(transaction, withdrawn, now)
        return _decision_facts(transaction, asker, withdrawn)


def restore_decision(storage: Storage, decision_id: DecisionId, who: Who, now: datetime) -> DecisionFacts:
    with storage.transaction() as transaction:
        asker, decision = _enter_at_decision(transaction, decision_id, who, now)
        restored = transaction.decisions.put(decision.restored())
        item = transaction.standing_items.made_by(restored.id)
        if item is not None:
            put_on_agendas(transaction, asker.committee, item, restored.recorded_by, now)
        tell_of_change(transaction, restored, now)
        return _decision_facts(transaction, asker, restored)


def record_action(
    storage: Storage,
    at: Where | MeetingId,
    who: Who,
    text: ActionText,
    now: datetime,
    *,
    permalink: str = "",
    request: str | None = None,
) -> ActionFacts:
    """Raises SameAction."""
    with storage.transaction() as transaction:
        asker, meeting = enter_begun(transaction, at, who, now)
        asker.must(Act.RECORD)
        done = transaction.requests.outcome_of(request)
        if done is None:
            action = _add_action(transaction, asker, meeting, text, permalink, now)
            transaction.requests.remember(request, action.id, now)
        else:
            action = transaction.actions.get(done)
        return action_facts(transaction, asker.committee, action)


def change_action(
    storage: Storage, action_id: ActionId, who: Who, text: ActionText, now: datetime
) -> ActionFacts:
    with storage.transaction() as transaction:
        asker, action = _enter_at_action(transaction, action_id, who, now)
        changed = action.worded(text.text, owner_id=text.owner_id, due=text.due, topic_id=text.topic_id)
        if changed != action:
            transaction.actions.put(changed)
            owe_action_given(transaction, changed, now, given_by=asker.person.id)
            tell_of_change(transaction, changed, now)
        return action_facts(transaction, asker.committee, changed)


def put_action(
    storage: Storage, action_id: ActionId, who: Who, state: ActionState, now: datetime
) -> ActionFacts:
    """By anybody with a seat; done, dropped, or open again."""
    with storage.transaction() as transaction:
        asker, action = _enter_at_action(transaction, action_id, who, now)
        if action.state != state:
            concerns_summary = ActionState.DROPPED in {action.state, state}
            action = transaction.actions.put(action.put(state))
            if concerns_summary:
                tell_of_change(transaction, action, now)
        return action_facts(transaction, asker.committee, action)


def decision_seen_by(storage: Storage, decision_id: DecisionId, who: Who, now: datetime) -> DecisionFacts:
    with storage.transaction() as transaction:
        asker, decision = _enter_at_decision(transaction, decision_id, who, now)
        return _decision_facts(transaction, asker, decision)


def action_seen_by(storage: Storage, action_id: ActionId, who: Who, now: datetime) -> ActionFacts:
    with storage.transaction() as transaction:
        asker, action = _enter_at_action(transaction, action_id, who, now)
        return action_facts(transaction, asker.committee, action)


def search_decisions(
    storage: Storage, at: Where | CommitteeId, who: Who, words: str, now: datetime, *, start: int = 0
) -> Found:
    """Newest first, `PAGE_SIZE` at a time."""
    with storage.reading() as transaction:
        asker = look(transaction, at, who, now)
        page = transaction.decisions.search(asker.committee.id, words, start=start, size=PAGE_SIZE)
        meetings = transaction.meetings.these(one.meeting_id for one in page.items)
        return Found(asker, words, page, meetings, {})


def search_actions(
    storage: Storage,
    at: Where | CommitteeId,
    who: Who,
    words: str,
    now: datetime,
    *,
    start: int = 0,
    finished: bool = False,
) -> Found:
    with storage.reading() as transaction:
        asker = look(transaction, at, who, now)
        page = transaction.actions.search(
            asker.committee.id, words, start=start, size=PAGE_SIZE, finished=finished
        )
        meetings = transaction.meetings.these(one.meeting_id for one in page.items)
        owners = transaction.people.named(one.owner_id for one in page.items)
        return Found(asker, words, page, meetings, {key: owner.name for key, owner in owners.items()})


def _add_decision(
    transaction: Transaction,
    asker: Asker,
    meeting: Meeting,
    text: DecisionText,
    permalink: str,
    now: datetime,
) -> Decision:
    for other in transaction.decisions.of_meeting(meeting.id):
        if other.withdrawn_at is None and same_words(other.text) == same_words(text.text):
            raise SameDecision(other)
    year = meeting.start.astimezone(asker.committee.zone).year
    decision = transaction.decisions.add(
        Decision(
            id=DecisionId(new_id()),
            committee_id=asker.committee.id,
            meeting_id=meeting.id,
            topic_id=text.topic_id,
            year=year,
            number=transaction.decisions.next_number(asker.committee.id, year),
            text=text.text,
            proposed_by=text.proposed_by,
            recorded_by=asker.person.id,
            recorded_at=now,
            valid_to=text.valid_to,
            permalink=permalink,
        ),
    )
    keep_standing(transaction, asker.committee, decision, now, standing=text.standing)
    tell_of_change(transaction, decision, now)
    return decision


def _add_action(
    transaction: Transaction,
    asker: Asker,
    meeting: Meeting,
    text: ActionText,
    permalink: str,
    now: datetime,
) -> Action:
    for other in transaction.actions.of_meeting(meeting.id):
        if other.owner_id == text.owner_id and same_words(other.text) == same_words(text.text):
            raise SameAction(other)
    action = transaction.actions.add(
        Action(
            id=ActionId(new_id()),
            committee_id=asker.committee.id,
            meeting_id=meeting.id,
            topic_id=text.topic_id,
            text=text.text,
            owner_id=text.owner_id,
            due=text.due,
            state=ActionState.OPEN,
            recorded_by=asker.person.id,
            recorded_at=now,
            permalink=permalink,
        ),
    )
    owe_action_given(transaction, action, now, given_by=asker.person.id)
    tell_of_change(transaction, action, now)
    return action


def _decision_facts(transaction: Transaction, asker: Asker, decision: Decision) -> DecisionFacts:
    return DecisionFacts(
        asker.committee,
        transaction.meetings.get(decision.meeting_id),
        decision,
        transaction.topics.get(decision.topic_id) if decision.topic_id else None,
        transaction.standing_items.made_by(decision.id),
    )


def _enter_at_decision(
    transaction: Transaction,
    decision_id: DecisionId,
    who: Who,
    now: datetime,
) -> tuple[Asker, Decision]:
    decision = existing(transaction.decisions.find(decision_id))
    asker = enter(transaction, decision.committee_id, who, now)
    asker.must(Act.RECORD)
    return asker, transaction.decisions.get(decision_id)


def _enter_at_action(
    transaction: Transaction, action_id: ActionId, who: Who, now: datetime
) -> tuple[Asker, Action]:
    action = existing(transaction.actions.find(action_id))
    asker = enter(transaction, action.committee_id, who, now)
    asker.must(Act.RECORD)
    return asker, transaction.actions.get(action_id)

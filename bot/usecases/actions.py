"""Actions: who does what by when, from when it is recorded until it is done or dropped."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import KallelseError
from bot.domain.ids import ActionId, MeetingId, PersonId, TopicId, new_id
from bot.domain.meeting import Meeting
from bot.domain.permission import Act
from bot.domain.record import Action, ActionState
from bot.domain.topic import same_words
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Where, Who, enter, existing
from bot.usecases.facts import ActionFacts
from bot.usecases.gathering import action_facts
from bot.usecases.owing_records import owe_action_given
from bot.usecases.summaries import tell_of_change
from bot.usecases.under_way import enter_begun


@dataclass(eq=False)
class SameAction(KallelseError):
    """The meeting has an action in these very words, for the same person."""

    action: Action


@dataclass(frozen=True, slots=True)
class ActionText:
    text: str
    owner_id: PersonId | None = None
    due: date | None = None
    topic_id: TopicId | None = None


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
        action = transaction.requests.once(
            request,
            transaction.actions,
            lambda: _add_action(transaction, asker, meeting, text, permalink, now),
            now,
        )
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


def action_seen_by(storage: Storage, action_id: ActionId, who: Who, now: datetime) -> ActionFacts:
    with storage.transaction() as transaction:
        asker, action = _enter_at_action(transaction, action_id, who, now)
        return action_facts(transaction, asker.committee, action)


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


def _enter_at_action(
    transaction: Transaction, action_id: ActionId, who: Who, now: datetime
) -> tuple[Asker, Action]:
    action = existing(transaction.actions.find(action_id))
    asker = enter(transaction, action.committee_id, who, now)
    asker.must(Act.RECORD)
    return asker, transaction.actions.get(action_id)

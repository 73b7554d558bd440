"""Decisions: numbered as they are recorded, worded anew, withdrawn and restored."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.errors import KallelseError
from bot.domain.ids import DecisionId, MeetingId, TopicId, new_id
from bot.domain.meeting import Meeting
from bot.domain.permission import Act
from bot.domain.record import Decision
from bot.domain.topic import same_words
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Where, Who, enter, existing
from bot.usecases.facts import DecisionFacts
from bot.usecases.standing import keep_standing, put_on_agendas, take_off_agendas
from bot.usecases.summaries import tell_of_change
from bot.usecases.under_way import enter_begun


@dataclass(eq=False)
class SameDecision(KallelseError):
    """The meeting has a decision in these very words."""

    decision: Decision


@dataclass(frozen=True, slots=True)
class DecisionText:
    """`proposed_by` is a name as people say it; `standing` makes the topic come on every agenda from now on."""

    text: str
    topic_id: TopicId | None = None
    proposed_by: str = ""
    valid_to: date | None = None
    standing: bool = False


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
        decision = transaction.requests.once(
            request,
            transaction.decisions,
            lambda: _add_decision(transaction, asker, meeting, text, permalink, now),
            now,
        )
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


def decision_seen_by(storage: Storage, decision_id: DecisionId, who: Who, now: datetime) -> DecisionFacts:
    with storage.transaction() as transaction:
        asker, decision = _enter_at_decision(transaction, decision_id, who, now)
        return _decision_facts(transaction, asker, decision)


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

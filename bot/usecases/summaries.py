"""The summary of decisions: looked through, put right, posted, and kept true afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.delivery import DeliveryKind, DeliveryState
from bot.domain.errors import KallelseError
from bot.domain.ids import ActionId, DecisionId, MeetingId
from bot.domain.meeting import Meeting, MeetingState, WrongState
from bot.domain.permission import Act
from bot.domain.record import Action, Decision, Summary
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Where, Who
from bot.usecases.gathering import summary_facts
from bot.usecases.owing_records import owe_summary, owe_summary_change, redraw_summary
from bot.usecases.summary_facts import SummaryFacts
from bot.usecases.under_way import enter_begun


@dataclass(eq=False)
class EmptyText(KallelseError):
    """A decision or action would be left without words."""


@dataclass(frozen=True, slots=True)
class SummaryText:
    """What the secretary makes of the summary before it is posted: a note, and the records' own words."""

    note: str
    decisions: Mapping[DecisionId, str]
    actions: Mapping[ActionId, str]


def preview_summary(storage: Storage, at: Where | MeetingId, who: Who, now: datetime) -> SummaryFacts:
    """As it would be posted now; for chair and secretary."""
    with storage.transaction() as transaction:
        asker, meeting = _enter_held(transaction, at, who, now)
        return summary_facts(transaction, asker.committee, meeting, now)


def edit_summary(
    storage: Storage, meeting_id: MeetingId, who: Who, text: SummaryText, now: datetime
) -> SummaryFacts:
    """Writes into the records themselves: the register and the summary say the same."""
    with storage.transaction() as transaction:
        asker, meeting = _enter_held(transaction, meeting_id, who, now)
        summary = _summary(transaction, meeting)
        if summary.note != text.note:
            _put(transaction, replace(summary, note=text.note))
        _word_decisions(transaction, meeting, text, now)
        _word_actions(transaction, meeting, text, now)
        if summary.posted_at is not None:
            redraw_summary(transaction, meeting, now)
        return summary_facts(transaction, asker.committee, meeting, now)


def post_summary(storage: Storage, meeting_id: MeetingId, who: Who, now: datetime) -> SummaryFacts:
    """Once: a second press finds it posted. What could not be posted is tried again."""
    with storage.transaction() as transaction:
        asker, meeting = _enter_held(transaction, meeting_id, who, now)
        summary = _summary(transaction, meeting)
        if summary.posted_at is None:
            _put(transaction, replace(summary, posted_at=now))
            owe_summary(transaction, meeting, now)
        else:
            _try_again(transaction, meeting, now)
        return summary_facts(transaction, asker.committee, meeting, now)


def _try_again(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    for delivery in transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.SUMMARY], for_change=True):
        if delivery.state == DeliveryState.FAILED:
            transaction.deliveries.put(delivery.tried_again(now))


def tell_of_change(transaction: Transaction, record: Decision | Action, now: datetime) -> None:
    """A record was added, changed or withdrawn: a summary that has been posted follows, and says so."""
    meeting = transaction.meetings.get(record.meeting_id)
    summary = _summary(transaction, meeting)
    if summary.posted_at is not None:
        _put(transaction, replace(summary, changed_at=now))
        owe_summary_change(transaction, meeting, record, now)


def _word_decisions(transaction: Transaction, meeting: Meeting, text: SummaryText, now: datetime) -> None:
    for decision in transaction.decisions.of_meeting(meeting.id):
        words = text.decisions.get(decision.id, decision.text)
        if words != decision.text:
            changed = transaction.decisions.put(replace(decision, text=_some(words)))
            tell_of_change(transaction, changed, now)


def _word_actions(transaction: Transaction, meeting: Meeting, text: SummaryText, now: datetime) -> None:
    for action in transaction.actions.of_meeting(meeting.id):
        words = text.actions.get(action.id, action.text)
        if words != action.text:
            changed = transaction.actions.put(replace(action, text=_some(words)))
            tell_of_change(transaction, changed, now)


def _enter_held(
    transaction: Transaction,
    at: Where | MeetingId,
    who: Who,
    now: datetime,
) -> tuple[Asker, Meeting]:
    asker, meeting = enter_begun(transaction, at, who, now)
    asker.must(Act.POST_SUMMARY)
    if meeting.state != MeetingState.HELD:
        raise WrongState(meeting, "summarise")
    return asker, meeting


def _some(words: str) -> str:
    if not words.strip():
        raise EmptyText
    return words.strip()


def _summary(transaction: Transaction, meeting: Meeting) -> Summary:
    return transaction.summaries.find(meeting.id) or Summary(meeting.id)


def _put(transaction: Transaction, summary: Summary) -> None:
    if transaction.summaries.find(summary.meeting_id) is None:
        transaction.summaries.add(summary)
    else:
        transaction.summaries.put(summary)

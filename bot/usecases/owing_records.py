"""What topics and records make us owe: to officers, to whoever it concerns, and the summary in the channel."""

from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.ids import PersonId
from bot.domain.meeting import Meeting
from bot.domain.record import Action, Decision
from bot.domain.topic import Topic
from bot.storage import Transaction
from bot.usecases.owing import GATHERING, owe
from bot.usecases.telling_officers import officers_of


def owe_topic_waiting(transaction: Transaction, committee: Committee, topic: Topic, now: datetime) -> None:
    """Chair and secretary hear that a topic waits for them; the message shows what became of it."""
    for person in officers_of(transaction, committee, now):
        if person.account and person.id != topic.proposed_by:
            _owe_about_topic(transaction, DeliveryKind.TOPIC_WAITING, topic, now, person_id=person.id)


def redraw_topic_waiting(transaction: Transaction, topic: Topic, now: datetime) -> None:
    for delivery in transaction.deliveries.about(topic.id, DeliveryKind.TOPIC_WAITING, for_change=True):
        transaction.deliveries.put(delivery.owed_again(now))


def owe_topic_settled(transaction: Transaction, topic: Topic, now: datetime, *, settled_by: PersonId) -> None:
    """The proposer hears what became of their topic, unless it was their own doing."""
    if topic.proposed_by != settled_by and transaction.people.get(topic.proposed_by).account:
        _owe_about_topic(transaction, DeliveryKind.TOPIC_SETTLED, topic, now, person_id=topic.proposed_by)


def owe_topic_mark(transaction: Transaction, topic: Topic, now: datetime) -> None:
    """The message that a topic was made from gets a mark."""
    if topic.message:
        _owe_about_topic(transaction, DeliveryKind.TOPIC_MARK, topic, now, person_id=None)


def owe_action_given(transaction: Transaction, action: Action, now: datetime, *, given_by: PersonId) -> None:
    """Whoever an action is given to hears of it, unless they took it themselves."""
    if action.owner_id is None or action.owner_id == given_by:
        return
    if transaction.people.get(action.owner_id).account:
        owe(
            transaction,
            DeliveryKind.ACTION_GIVEN,
            Route.SLACK,
            now,
            key=f"{action.id}:{action.owner_id}",
            committee_id=action.committee_id,
            meeting_id=action.meeting_id,
            person_id=action.owner_id,
            subject_id=action.id,
        )


def owe_summary(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """The summary in the channel, and by mail to those invited who have no account in the workspace."""
    _owe_posted_summary(transaction, meeting, now, due_at=now)
    invited = [one.person_id for one in transaction.invitations.of_meeting(meeting.id) if one.stands]
    for person in transaction.people.named(invited).values():
        if person.email and not person.account:
            owe(
                transaction,
                DeliveryKind.SUMMARY,
                Route.EMAIL,
                now,
                key=f"{meeting.id}:{person.id}",
                committee_id=meeting.committee_id,
                meeting_id=meeting.id,
                person_id=person.id,
            )


def redraw_summary(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """The posted summary should show what is true now. Mails stay as they were sent."""
    _owe_posted_summary(transaction, meeting, now, due_at=now + GATHERING)


def owe_summary_change(
    transaction: Transaction, meeting: Meeting, record: Decision | Action, now: datetime
) -> None:
    """The posted summary is drawn again, and a line in its thread says what changed."""
    redraw_summary(transaction, meeting, now)
    owe(
        transaction,
        DeliveryKind.SUMMARY_CHANGED,
        Route.SLACK,
        now,
        key=record.id,
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        subject_id=record.id,
        due_at=now + GATHERING,
    )


def _owe_posted_summary(
    transaction: Transaction, meeting: Meeting, now: datetime, *, due_at: datetime
) -> None:
    owe(
        transaction,
        DeliveryKind.SUMMARY,
        Route.SLACK,
        now,
        key=meeting.id,
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        due_at=due_at,
    )


def _owe_about_topic(
    transaction: Transaction,
    kind: DeliveryKind,
    topic: Topic,
    now: datetime,
    *,
    person_id: PersonId | None,
) -> None:
    owe(
        transaction,
        kind,
        Route.SLACK,
        now,
        key=f"{topic.id}:{person_id or ''}:{topic.state if kind == DeliveryKind.TOPIC_SETTLED else ''}",
        committee_id=topic.committee_id,
        meeting_id=topic.meeting_id,
        person_id=person_id,
        subject_id=topic.id,
    )

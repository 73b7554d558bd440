"""What acts make us owe to people: rows in the ledger, written in the act's own transaction."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.committee import OFFICERS, Committee, Seat
from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import CommitteeId, DeliveryId, MeetingId, PersonId, new_id
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.domain.record import Action, Decision
from bot.domain.topic import Topic
from bot.storage import Transaction

GATHERING = timedelta(seconds=3)
AGENDA_GATHERING = timedelta(minutes=1)
"""An agenda is changed topic by topic, and everybody's invitation shows it."""


def debt(  # noqa: PLR0913  a ledger row has that many facts
    kind: DeliveryKind,
    route: Route,
    now: datetime,
    *,
    key: str,
    committee_id: CommitteeId,
    meeting_id: MeetingId | None = None,
    person_id: PersonId | None = None,
    subject_id: str = "",
    sequence: int = 0,
    due_at: datetime | None = None,
    address: str = "",
) -> Delivery:
    """One row. `key` is what makes it the same debt: it is prefixed with kind and route."""
    return Delivery(
        id=DeliveryId(new_id()),
        key=f"{kind}:{route}:{key}",
        kind=kind,
        route=route,
        committee_id=committee_id,
        meeting_id=meeting_id,
        person_id=person_id,
        subject_id=subject_id,
        sequence=sequence,
        due_at=due_at or now,
        created_at=now,
        address=address,
    )


def owe(  # noqa: PLR0913  the same
    transaction: Transaction,
    kind: DeliveryKind,
    route: Route,
    now: datetime,
    *,
    key: str,
    committee_id: CommitteeId,
    meeting_id: MeetingId | None = None,
    person_id: PersonId | None = None,
    subject_id: str = "",
    sequence: int = 0,
    due_at: datetime | None = None,
) -> None:
    transaction.deliveries.owe(
        debt(
            kind,
            route,
            now,
            key=key,
            committee_id=committee_id,
            meeting_id=meeting_id,
            person_id=person_id,
            subject_id=subject_id,
            sequence=sequence,
            due_at=due_at,
        )
    )


def owe_card(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """The channel's card of a meeting should show what is true now; changes close together become one update."""
    posted = transaction.deliveries.keyed(f"{DeliveryKind.CARD}:{Route.SLACK}:{meeting.id}") is not None
    if not (posted or meeting.is_announced):
        return
    owe(
        transaction,
        DeliveryKind.CARD,
        Route.SLACK,
        now,
        key=meeting.id,
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        due_at=now + GATHERING if posted else now,
    )


def owe_shared_entry(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    """The shared calendar should show the meeting as it stands, if the committee writes there."""
    if committee.shares_calendar:
        owe(
            transaction,
            DeliveryKind.SHARED_ENTRY,
            Route.CALDAV,
            now,
            key=meeting.id,
            committee_id=meeting.committee_id,
            meeting_id=meeting.id,
            sequence=meeting.sequence,
        )


def shared_entry_of(
    transaction: Transaction, meeting: Meeting, *, for_change: bool = False
) -> Delivery | None:
    key = f"{DeliveryKind.SHARED_ENTRY}:{Route.CALDAV}:{meeting.id}"
    return transaction.deliveries.keyed(key, for_change=for_change)


def owe_agenda(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """The agenda changed: the card shows it at once, the invitations in chat when it has come to rest."""
    owe_card(transaction, meeting, now)
    redraw_invitations(transaction, meeting, now + AGENDA_GATHERING)


def redraw_invitations(
    transaction: Transaction, meeting: Meeting, due_at: datetime, *, of: PersonId | None = None
) -> None:
    """Chat invitations that have been sent should show what is true now: an answer, or that a newer one replaces them."""
    invitations = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION], for_change=True)
    transaction.deliveries.put_all(
        [
            one.owed_again(due_at)
            for one in invitations
            if one.route == Route.SLACK and one.was_tried and of in {None, one.person_id}
        ]
    )


def owe_answers(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    """Chair and secretary see each answer that came by e-mail or link, in one message for the meeting; answers close
    together become one update. Those without an account are told the day before by mail, all at once.
    """
    today = committee.today(now)
    seats = transaction.seats.of_committee(committee.id)
    officers = [seat.person_id for seat in seats if seat.role in OFFICERS and seat.held_on(today)]
    for person in transaction.people.named(officers).values():
        if person.account:
            owe(
                transaction,
                DeliveryKind.ANSWERS,
                Route.SLACK,
                now,
                key=f"{meeting.id}:{person.id}",
                committee_id=meeting.committee_id,
                meeting_id=meeting.id,
                person_id=person.id,
                due_at=now + GATHERING,
            )


def redraw_answers(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """Where such messages are, they should show what is true now."""
    for delivery in transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.ANSWERS], for_change=True):
        if delivery.was_tried:
            transaction.deliveries.put(delivery.owed_again(now + GATHERING))


def owe_topic_waiting(
    transaction: Transaction, committee: Committee, topic: Topic, seats: Iterable[Seat], now: datetime
) -> None:
    """Chair and secretary hear that a topic waits for them; the message shows what became of it."""
    today = committee.today(now)
    officers = [seat.person_id for seat in seats if seat.role in OFFICERS and seat.held_on(today)]
    for person in transaction.people.named(officers).values():
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
    owe(
        transaction,
        DeliveryKind.SUMMARY,
        Route.SLACK,
        now,
        key=meeting.id,
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
    )
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
    owe(
        transaction,
        DeliveryKind.SUMMARY,
        Route.SLACK,
        now,
        key=meeting.id,
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        due_at=now + GATHERING,
    )


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


def owe_still_going(transaction: Transaction, meeting: Meeting, to: Person, now: datetime) -> None:
    """Whether it is still going on: once for each time that it would end by itself."""
    ending = f"{meeting.ends_by_itself_at:%Y%m%dT%H%M%S}"
    _owe_to_officer(transaction, DeliveryKind.STILL_GOING, meeting, to, ending, now)


def redraw_still_going(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """What was asked in chat should show what has become of the meeting."""
    for delivery in transaction.deliveries.of_meeting(
        meeting.id, [DeliveryKind.STILL_GOING], for_change=True
    ):
        if delivery.route == Route.SLACK and delivery.was_tried:
            transaction.deliveries.put(delivery.owed_again(now))


def owe_ended_by_itself(transaction: Transaction, meeting: Meeting, to: Person, now: datetime) -> None:
    _owe_to_officer(transaction, DeliveryKind.ENDED_BY_ITSELF, meeting, to, "", now)


def _owe_to_officer(
    transaction: Transaction,
    kind: DeliveryKind,
    meeting: Meeting,
    to: Person,
    subject: str,
    now: datetime,
) -> None:
    """By chat; by mail to those who have only that."""
    if to.account or to.email:
        owe(
            transaction,
            kind,
            Route.SLACK if to.account else Route.EMAIL,
            now,
            key=f"{meeting.id}:{to.id}:{subject}",
            committee_id=meeting.committee_id,
            meeting_id=meeting.id,
            person_id=to.id,
            subject_id=subject,
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

"""What acts make us owe to people: rows in the ledger, written in the act's own transaction."""

from collections import Counter
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
REMIND_BEFORE = timedelta(days=3)


def owe(  # noqa: PLR0913  a ledger row has that many facts
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
    """One row. `key` is what makes it the same debt: it is prefixed with kind and route."""
    transaction.deliveries.owe(
        Delivery(
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
        ),
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


def owe_invitations(transaction: Transaction, meeting: Meeting, to: Iterable[Person], now: datetime) -> None:
    """Everybody gets the meeting as it stands, each way they can be reached; chat only when they are told anew."""
    for person in to:
        if person.account:
            _owe_invitation(transaction, Route.SLACK, meeting, person, meeting.edition, now)
        if person.email:
            _owe_invitation(transaction, Route.EMAIL, meeting, person, meeting.sequence, now)


def owe_chat_anew(transaction: Transaction, meeting: Meeting, to: Iterable[Person], now: datetime) -> None:
    """Whoever is no longer invited, or is again, hears so in a message of its own: nobody notices an edited one. The
    messages before it show that it has taken their place.
    """
    owed = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION])
    told = Counter(
        one.person_id for one in owed if (one.route, one.sequence) == (Route.SLACK, meeting.edition)
    )
    for person in to:
        if person.account:
            again = told[person.id]
            _owe_invitation(transaction, Route.SLACK, meeting, person, meeting.edition, now, again=again)
            redraw_invitations(transaction, meeting, now, of=person.id)


def owe_mail_updates(transaction: Transaction, meeting: Meeting, to: Iterable[Person], now: datetime) -> None:
    """The calendar object changed in a way that nobody needs to be told of in chat."""
    for person in to:
        if person.email:
            _owe_invitation(transaction, Route.EMAIL, meeting, person, meeting.sequence, now)


def owe_mail_anew(transaction: Transaction, meeting: Meeting, to: Person, now: datetime) -> None:
    """The calendar object as it stands, though this person has been owed it already: it went to an old address."""
    key = f"{DeliveryKind.INVITATION}:{Route.EMAIL}:{meeting.id}:{to.id}:{meeting.sequence}"
    known = transaction.deliveries.keyed(key, for_change=True)
    if known is None:
        owe_mail_updates(transaction, meeting, [to], now)
    else:
        transaction.deliveries.put(known.owed_again(now))


def redraw_invitations(
    transaction: Transaction, meeting: Meeting, due_at: datetime, *, of: PersonId | None = None
) -> None:
    """Chat invitations that have been sent should show what is true now: an answer, or that a newer one replaces them."""
    invitations = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION], for_change=True)
    for delivery in invitations:
        concerned = of is None or delivery.person_id == of
        if delivery.route == Route.SLACK and delivery.was_tried and concerned:
            transaction.deliveries.put(delivery.owed_again(due_at))


def owe_answers(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    """Chair and secretary see each answer that came by e-mail or link, in one message for the meeting; answers close
    together become one update. Those without an account see them when they ask who got what.
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


def owe_reminders(transaction: Transaction, meeting: Meeting, to: Iterable[Person], now: datetime) -> None:
    """To be sent only to those who have not answered by then: in chat, or by mail to those who have no account there."""
    due_at = meeting.start - REMIND_BEFORE
    if due_at <= now:
        return
    for person in to:
        if person.account or person.email:
            owe(
                transaction,
                DeliveryKind.REMINDER,
                Route.SLACK if person.account else Route.EMAIL,
                now,
                key=f"{meeting.id}:{person.id}:{meeting.edition}",
                committee_id=meeting.committee_id,
                meeting_id=meeting.id,
                person_id=person.id,
                sequence=meeting.edition,
                due_at=due_at,
            )


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


def _owe_invitation(
    transaction: Transaction,
    route: Route,
    meeting: Meeting,
    person: Person,
    sequence: int,
    now: datetime,
    *,
    again: int = 0,
) -> None:
    """`again` tells messages about the same edition apart."""
    key = f"{meeting.id}:{person.id}:{sequence}" + (f":{again}" if again else "")
    known = transaction.deliveries.keyed(f"{DeliveryKind.INVITATION}:{route}:{key}")
    if route == Route.EMAIL and known is not None:
        return  # this person has been owed this very sequence already
    owe(
        transaction,
        DeliveryKind.INVITATION,
        route,
        now,
        key=key,
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        person_id=person.id,
        sequence=sequence,
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

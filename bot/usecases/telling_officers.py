"""What chair and secretary must see: in chat where they have an account, else by mail."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.committee import OFFICERS, Committee, Role
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.ids import MeetingId
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.storage import Transaction
from bot.usecases.asking import route_to
from bot.usecases.owing import owe


def officers_of(
    transaction: Transaction, committee: Committee, now: datetime, roles: Collection[Role] = OFFICERS
) -> list[Person]:
    """Those who hold these roles today; every officer when nobody does."""
    today = committee.today(now)
    officers = [
        seat
        for seat in transaction.seats.of_committee(committee.id)
        if seat.role in OFFICERS and seat.held_on(today)
    ]
    meant = [seat.person_id for seat in officers if seat.role in roles] or [one.person_id for one in officers]
    return list(transaction.people.named(meant).values())


def owe_to_officers(
    transaction: Transaction,
    kind: DeliveryKind,
    committee: Committee,
    subject_id: str,
    now: datetime,
    *,
    roles: Collection[Role] = OFFICERS,
    meeting_id: MeetingId | None = None,
    in_chat_only: bool = False,
) -> None:
    """To those who hold these roles today; to every officer when nobody does."""
    for person in officers_of(transaction, committee, now, roles):
        if (route := route_to(person)) and not (in_chat_only and route == Route.EMAIL):
            owe(
                transaction,
                kind,
                route,
                now,
                key=f"{subject_id}:{person.id}",
                committee_id=committee.id,
                meeting_id=meeting_id,
                person_id=person.id,
                subject_id=subject_id,
            )


def redraw_waiting_mails(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """Mail about a meeting that has been moved or cancelled while it waited: what can be done about it is another."""
    waiting = {mail.id for mail in transaction.held_mails.waiting_about(meeting.id)}
    told = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.HELD_MAIL], for_change=True)
    for delivery in told:
        if delivery.subject_id in waiting and delivery.route is Route.SLACK and delivery.was_tried:
            transaction.deliveries.put(delivery.owed_again(now))


def redraw_for_officers(transaction: Transaction, kind: DeliveryKind, subject_id: str, now: datetime) -> None:
    """Whoever has been told sees what became of it; a mail stays as it was sent."""
    for delivery in transaction.deliveries.about(subject_id, kind, for_change=True):
        if delivery.route is Route.SLACK:
            transaction.deliveries.put(delivery.owed_again(now))

"""Those who answer for a meeting hear of its mails on their way: how far they have come, and what is held back."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.committee import OFFICERS, Committee, Role
from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.storage import Transaction
from bot.usecases.owing import owe
from bot.usecases.telling_officers import officers_of, owe_to_officers

MANY = 50
"""So many mails at once are worth a line that says how far they have come."""
BETWEEN_LINES = timedelta(seconds=3)
NEWS = (DeliveryKind.PROGRESS, DeliveryKind.HELD_BACK)


def owe_progress(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    """A message to whoever answers for the meeting, drawn again while its mails go out; in chat alone, since a mail cannot
    be drawn again.
    """
    for person in _answerable(transaction, committee, now):
        owe(
            transaction,
            DeliveryKind.PROGRESS,
            Route.SLACK,
            now,
            key=f"{meeting.id}:{person.id}:{meeting.sequence}",
            committee_id=committee.id,
            meeting_id=meeting.id,
            person_id=person.id,
            sequence=meeting.sequence,
        )


def redraw_news(transaction: Transaction, settled: Iterable[Delivery], now: datetime) -> None:
    """After some mails have gone out, or have not. What was told by mail stays as it was sent."""
    mails = [one for one in settled if one.kind == DeliveryKind.INVITATION and one.route == Route.EMAIL]
    meetings = {one.meeting_id for one in mails if one.meeting_id}
    if not meetings:
        return
    news = transaction.deliveries.of_kinds(NEWS, meetings, for_change=True)
    transaction.deliveries.put_all(
        [one.owed_again(now + BETWEEN_LINES) for one in news if one.route == Route.SLACK]
    )


def owe_held_back(transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime) -> None:
    """Our own check found something in a mail. One message tells it, however many mails there are. Where the secretary
    has no account in chat every officer hears of it, by mail who has only that.
    """
    if delivery.meeting_id is None:
        return
    edition = f"{delivery.meeting_id}:{delivery.sequence}"
    if transaction.deliveries.about(edition, DeliveryKind.HELD_BACK):
        return
    in_chat = any(one.account for one in officers_of(transaction, committee, now, {Role.SECRETARY}))
    owe_to_officers(
        transaction,
        DeliveryKind.HELD_BACK,
        committee,
        edition,
        now + BETWEEN_LINES,
        roles={Role.SECRETARY} if in_chat else OFFICERS,
        meeting_id=delivery.meeting_id,
    )


def _answerable(transaction: Transaction, committee: Committee, now: datetime) -> list[Person]:
    """The secretary, or whoever else holds office; only those who can be reached in chat."""
    secretaries = officers_of(transaction, committee, now, {Role.SECRETARY})
    in_chat = [one for one in secretaries if one.account]
    return in_chat or [one for one in officers_of(transaction, committee, now) if one.account]

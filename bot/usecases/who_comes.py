"""Who comes, by mail the day before: to a chair or secretary without an account, who sees no answers as they come."""

from datetime import datetime

from bot.domain.committee import OFFICERS, Committee, role_of
from bot.domain.delivery import Delivery
from bot.domain.ids import PersonId
from bot.domain.meeting import MeetingState
from bot.storage import Transaction
from bot.usecases.facts import MeetingFacts
from bot.usecases.gathering import meeting_facts


def who_comes(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> MeetingFacts | None:
    """For whoever still holds office and has no account, of the meeting as it was announced last."""
    meeting = transaction.meetings.get(delivery.meeting_id or "")
    person = transaction.people.get(delivery.person_id or "")
    role = role_of(PersonId(person.id), transaction.seats.of_committee(committee.id), committee.today(now))
    lies_ahead = meeting.state == MeetingState.CONFIRMED and now < meeting.start
    if role not in OFFICERS or person.account or not lies_ahead or delivery.sequence != meeting.edition:
        return None
    return meeting_facts(transaction, committee, meeting, now, person)

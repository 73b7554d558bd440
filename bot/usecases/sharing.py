"""The shared calendar of the house: whether a committee's meetings are written there, and what failed written again."""

from dataclasses import replace
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.delivery import DeliveryState
from bot.domain.ids import CommitteeId, MeetingId
from bot.domain.meeting import MeetingState
from bot.domain.permission import Act
from bot.storage import Storage, Transaction
from bot.usecases.access import Who, enter, enter_at_meeting
from bot.usecases.owing_meetings import owe_shared_entry, shared_entry_of

MOST_MEETINGS = 500


def share_calendar(
    storage: Storage, committee_id: CommitteeId, who: Who, now: datetime, *, shares: bool
) -> None:
    """From now on its meetings are written there; or no more, and those to come are taken away. Raises NotAllowed."""
    with storage.transaction() as transaction:
        asker = enter(transaction, committee_id, who, now)
        asker.must(Act.CHANGE_COMMITTEE)
        if asker.committee.shares_calendar != shares:
            committee = transaction.committees.put(replace(asker.committee, shares_calendar=shares))
            owe_sharing(transaction, committee, now)


def write_over(storage: Storage, meeting_id: MeetingId, who: Who, now: datetime) -> None:
    """The entry that could not be written is written once more, over whatever somebody else has made of it. Raises
    NotAllowed.
    """
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.SEE_DISTRIBUTION)
        failed = shared_entry_of(transaction, meeting, for_change=True)
        if failed is not None and failed.state == DeliveryState.FAILED:
            # Without a receipt we lay no claim to what it should look like there: ours is written.
            transaction.deliveries.put(replace(failed.tried_again(now), receipt=""))


def owe_sharing(transaction: Transaction, committee: Committee, now: datetime) -> None:
    """Its coming meetings are written there if it shares them now, else taken away."""
    for meeting in transaction.meetings.told_of([committee.id], now, most=MOST_MEETINGS):
        written = shared_entry_of(transaction, meeting, for_change=True)
        if written is not None and written.was_tried:
            transaction.deliveries.put(written.owed_again(now))
        elif meeting.state != MeetingState.CANCELLED:
            owe_shared_entry(transaction, committee, meeting, now)

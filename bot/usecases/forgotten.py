"""A meeting that nobody ended: chair and secretary are asked whether it is still going on; without an answer within two
hours it ends by itself. The question always comes first, however late we look.
"""

from datetime import datetime, timedelta

from bot.domain.committee import Committee, Role
from bot.domain.ids import MeetingId
from bot.domain.meeting import NUDGED_BEFORE, Meeting
from bot.domain.permission import Act
from bot.storage import Storage, Transaction
from bot.usecases.access import Who, enter_at_meeting
from bot.usecases.facts import StillGoing
from bot.usecases.gathering import meeting_facts
from bot.usecases.going_on import each
from bot.usecases.owing_meetings import owe_ended_by_itself, owe_still_going, redraw_still_going
from bot.usecases.telling_officers import officers_of
from bot.usecases.under_way import conclude

MOST_AT_ONCE = 20
OLD_NEWS = timedelta(days=7)
"""Of a meeting that was over so long ago nobody is asked or told anything: we had stopped, or have only learnt to see it."""


def end_forgotten_meetings(storage: Storage, now: datetime) -> None:
    """Asks about those that will end by themselves before long, and ends those whose time has come."""
    with storage.reading() as transaction:
        due = transaction.meetings.ending_by_themselves(now, most=MOST_AT_ONCE)
    each(due, lambda meeting: _look_after(storage, meeting, now))


def keep_open(storage: Storage, meeting_id: MeetingId, who: Who, now: datetime) -> StillGoing:
    """It is still going on: it ends by itself four hours from now, and that is asked about before. Raises WrongState when
    it has ended.
    """
    with storage.transaction() as transaction:
        asker, meeting = enter_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.END_MEETING)
        meeting = transaction.meetings.put(meeting.kept_open(now))
        redraw_still_going(transaction, meeting, now)
        return StillGoing(meeting_facts(transaction, asker.committee, meeting, now, asker.person), asks=False)


def _look_after(storage: Storage, meeting: Meeting, now: datetime) -> None:
    with storage.transaction() as transaction:
        committee = transaction.committees.for_change(meeting.committee_id)
        current = transaction.meetings.get(meeting.id)  # again, now that nobody else can change it
        _see_to(transaction, committee, current, now)


def _see_to(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    if not meeting.has_begun(now):
        return
    if now - meeting.ends_by_itself_at > OLD_NEWS:
        conclude(transaction, committee, meeting.forgotten(now), now)
    elif meeting.nudged_at is not None and meeting.ends_by_itself_at <= now:
        _end(transaction, committee, meeting, now)
    elif meeting.nudged_at is None and meeting.ends_by_itself_at - NUDGED_BEFORE <= now:
        meeting = transaction.meetings.put(meeting.nudged(now))
        for officer in officers_of(transaction, committee, now):
            owe_still_going(transaction, meeting, officer, now)


def _end(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    """The summary is the secretary's; where nobody has that seat, the chair's."""
    ended = conclude(transaction, committee, meeting.forgotten(now), now)
    for officer in officers_of(transaction, committee, now, {Role.SECRETARY}):
        owe_ended_by_itself(transaction, ended, officer, now)

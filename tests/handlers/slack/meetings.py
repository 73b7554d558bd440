"""Meetings of the town's council, made through the use cases where a test is about what comes after."""

import time
from datetime import datetime, timedelta

from bot.domain.meeting import Meeting
from bot.usecases.changing import confirm_meeting
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.under_way import end_meeting, start_meeting
from tests import town as names
from tests.at_work import Town, who

CHAIR, SECRETARY = who(names.CHAIR), who(names.SECRETARY)
TODAY = Wish(datetime(2017, 10, 11, 10, 0))  # noqa: DTZ001  on the committee's wall clock, an hour from now


def december(town: Town) -> Meeting:
    """Friday 15 December 2017, 10-12, planned."""
    return plan_meeting(town.storage, town.here, SECRETARY, names.DECEMBER, town.now).meeting


def planned_today(town: Town, committee: str = "") -> Meeting:
    """Wednesday 11 October 2017, ten o'clock, planned; `committee` is a short name where the channel has several."""
    at = town.here._replace(called=committee)
    return plan_meeting(town.storage, at, SECRETARY, TODAY, town.now).meeting


def begun(town: Town, meeting: Meeting) -> Meeting:
    """Confirmed, and marked as begun five minutes after its hour."""
    confirm_meeting(town.storage, meeting.id, CHAIR, town.now)
    town.move_clock_to(meeting.start + timedelta(minutes=5))
    return start_meeting(town.storage, meeting.id, CHAIR, town.now).meeting


def under_way(town: Town) -> Meeting:
    return begun(town, planned_today(town))


def held(town: Town) -> Meeting:
    return end_meeting(town.storage, under_way(town).id, SECRETARY, town.now).meeting


def time_is_kept(town: Town, patience: float = 30.0) -> None:
    """What is due by the clock has happened (the bot looks about every second), and what it owes has been delivered."""
    until = time.monotonic() + patience
    while _is_due(town):
        assert time.monotonic() < until, "something whose hour has come has not happened"
        time.sleep(0.05)
    town.settle()


def _is_due(town: Town) -> bool:
    with town.storage.reading() as transaction:
        return bool(
            transaction.date_proposals.due(town.now)
            or transaction.proposed_dates.overtaken()
            or transaction.proposed_dates.to_confirm(town.now)
        )

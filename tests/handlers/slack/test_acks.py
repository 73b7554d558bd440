"""Slack waits three seconds for an acknowledgement; ours never takes one."""

import time
from concurrent.futures import ThreadPoolExecutor

from bot.usecases.changing import confirm_meeting
from bot.usecases.meetings import plan_meeting
from tests import town as names
from tests.at_work import CHANNEL, Town, who

AT_ONCE = 16
LONGEST_SECONDS = 1.0


def test_sixteen_people_asking_at_once_are_acknowledged_within_a_second(town: Town) -> None:
    people = [town.karin, town.henrik, town.lena, town.ali, town.ulf, town.tove]
    keep_worker_busy(town)

    def ask(number: int) -> float:
        began = time.monotonic()
        people[number % len(people)].command("/nextmeeting", CHANNEL)
        return time.monotonic() - began

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        waited = list(crowd.map(ask, range(AT_ONCE)))
    assert max(waited) < LONGEST_SECONDS, waited
    town.ulf.sees("Friday 15 December 2017", timeout=30)


def keep_worker_busy(town: Town) -> None:
    chair = who(names.CHAIR)
    meeting = plan_meeting(town.storage, town.here, chair, names.DECEMBER, town.now).meeting
    confirm_meeting(town.storage, meeting.id, chair, town.now)

"""Slack waits three seconds for an acknowledgement; ours never takes one."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from bot.usecases.changing import confirm_meeting
from bot.usecases.meetings import plan_meeting
from tests import town as names
from tests.at_work import CHANNEL, Town, who

AT_ONCE = 16
LONGEST_SECONDS = 1.0
MOST_TRIES = 3
"""A machine that has other things to do is late now and then; a bot that is slow is late each time."""


def test_sixteen_people_asking_at_once_are_acknowledged_within_a_second(town: Town) -> None:
    people = [town.karin, town.henrik, town.lena, town.ali, town.ulf, town.tove]

    def ask(number: int) -> float:
        began = time.monotonic()
        people[number % len(people)].command("/nextmeeting", CHANNEL)
        return time.monotonic() - began

    tries = []
    while not tries or (max(tries[-1]) >= LONGEST_SECONDS and len(tries) < MOST_TRIES):
        keep_worker_busy(town, weeks=len(tries))
        with ThreadPoolExecutor(AT_ONCE) as crowd:
            tries.append(list(crowd.map(ask, range(AT_ONCE))))
    assert max(tries[-1]) < LONGEST_SECONDS, tries
    town.ulf.sees("Friday 15 December 2017", timeout=30)


def keep_worker_busy(town: Town, weeks: int) -> None:
    chair = who(names.CHAIR)
    when = replace(names.DECEMBER, start=names.DECEMBER.start + timedelta(weeks=weeks))
    meeting = plan_meeting(town.storage, town.here, chair, when, town.now).meeting
    confirm_meeting(town.storage, meeting.id, chair, town.now)

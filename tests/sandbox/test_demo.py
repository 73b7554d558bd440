"""The demo's story is played with the real bot, and leaves a council that anybody can go on with."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.handlers.slack.manifest import manifest
from bot.sandbox.demo import MEMBERS
from bot.sandbox.start import Moment, at_work

AT = datetime(2017, 11, 27, 9)  # noqa: DTZ001  - as typed: the town's own clock


def test_story_leaves_one_meeting_held_and_one_coming(tmp_path: Path) -> None:
    told: list[tuple[Moment, Mapping[str, Any]]] = []
    with at_work(manifest(), lambda *moment: told.append(moment), tmp_path, at=AT) as sandbox:
        assert told == [(Moment.STORY, {})]
        karin, marcus = sandbox.person("Karin"), sandbox.person("Marcus")
        karin.sees("torsdag 21 december 2017")
        karin.sees("fredag 27 oktober 2017")
        marcus.opens_home()
        marcus.sees("Thursday 21 December 2017")
        assert all(len(sandbox.mailbox.mails(member.email)) >= 2 for member in MEMBERS)
        assert abs((sandbox.clock.now() - AT.astimezone(sandbox.clock.now().tzinfo)).total_seconds()) < 3700
        assert sandbox.wait_until_still()
        assert sandbox.refusals == []
    assert [moment for moment, _ in told] == [Moment.STORY]

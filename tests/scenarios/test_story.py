"""The whole story over both transports and on both databases."""

import pytest

from tests.scenarios.bot_process import BotProcess
from tests.scenarios.story import STORY, Town


@pytest.mark.parametrize("transport", ["socket", "http"])
def test_a_meeting_from_its_date_to_the_next_agenda(town: Town, bot: BotProcess) -> None:
    for step in STORY:
        print(step.name)
        step.do(town)
        step.seen(town)
    assert town.sandbox.refusals == []
    assert bot.stop() == 0

"""What has changed is said so that its reader knows how it is now."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.told import Changes, Told
from bot.language.changes import what_changed
from bot.language.words import Words

TOLD = Told(
    as_of=datetime(2017, 11, 1, tzinfo=UTC),
    start=datetime(2017, 12, 15, 9, tzinfo=UTC),
    end=datetime(2017, 12, 15, 11, tzinfo=UTC),
    place="",
    link="",
    title="BRÅ",
    alarm=None,
    hidden=False,
    agenda="",
    papers=("1 Kallelse.pdf",),
)
CHANGED = {
    "attendees are hidden": ({"hidden": True}, "Kalendern visar inte längre vilka andra som är inbjudna."),
    "the committee is called otherwise": ({"title": "Trygghetsrådet"}, "Rådet heter nu Trygghetsrådet."),
    "a paper is taken back": ({"papers": ()}, "Återtagna handlingar: Kallelse.pdf."),
}


@pytest.mark.parametrize(("change", "said"), CHANGED.values(), ids=CHANGED)
def test_change_says_what_stands_now(change: Mapping[str, Any], said: str) -> None:
    assert sentences(Changes(TOLD, replace(TOLD, **change))) == [said]


def test_attendees_that_are_shown_again_are_told_of_as_such() -> None:
    shown = Changes(replace(TOLD, hidden=True), TOLD)
    assert sentences(shown) == ["Kalendern visar nu vilka andra som är inbjudna."]


def sentences(changes: Changes) -> list[str]:
    return list(what_changed(changes, Words("sv", ZoneInfo("Europe/Stockholm")), str))

"""Hasty fingers."""

from bot.sandbox.driver import Person
from bot.sandbox.interacts import Act
from bot.sandbox.visible import pressables
from tests.threads import at_once


def clicks_twice(person: Person, name: str, within: str | None = None) -> None:
    """Both clicks are on their way before the first is answered."""
    place, pressed = person.find(
        lambda shown: next((one for one in pressables(shown.blocks) if one.is_called(name)), None),
        f"to click {name!r} twice",
        within,
        5.0,
    )
    chosen = {"selected_option": pressed.option} if pressed.option else {}
    act = Act(pressed.block_id, pressed.element["action_id"], chosen)
    at_once(lambda: person._act(place, act), lambda: person._act(place, act))

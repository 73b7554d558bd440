"""A form is filled in with a person's words, and checked as Slack's app checks it before it sends anything."""

from datetime import date, time
from typing import Any

import pytest

from bot.sandbox.forms import FormError
from bot.sandbox.model import View
from bot.sandbox.server import Sandbox
from tests.sandbox.calling import api

Element = dict[str, Any]


def text(words: str) -> dict[str, str]:
    return {"type": "plain_text", "text": words}


OPTIONS = [
    {"text": text("For information"), "value": "info"},
    {"text": text("For decision"), "value": "decision"},
]


def opened(sandbox: Sandbox, element: Element, *, optional: bool = False) -> View:
    block = {
        "type": "input",
        "block_id": "b",
        "label": text("Field"),
        "optional": optional,
        "element": element,
    }
    view = {"type": "modal", "title": text("Form"), "submit": text("Send"), "blocks": [block]}
    trigger = sandbox.app.triggers.give("U0EVA")
    made = api(sandbox, "views.open", trigger_id=trigger, view=view)
    assert made["ok"], made
    return sandbox.workspace.views.get(made["view"]["id"])


WORDS: dict[str, tuple[Element, Any, dict[str, Any]]] = {
    "text": ({"type": "plain_text_input"}, "Words", {"value": "Words"}),
    "a date": ({"type": "datepicker"}, date(2017, 12, 15), {"selected_date": "2017-12-15"}),
    "a date in ISO form": ({"type": "datepicker"}, "2017-12-15", {"selected_date": "2017-12-15"}),
    "a time": ({"type": "timepicker"}, time(10), {"selected_time": "10:00"}),
    "an option by its text": (
        {"type": "static_select", "options": OPTIONS},
        "For decision",
        {"selected_option": OPTIONS[1]},
    ),
    "an option by its value": (
        {"type": "radio_buttons", "options": OPTIONS},
        "info",
        {"selected_option": OPTIONS[0]},
    ),
    "boxes by their texts": (
        {"type": "checkboxes", "options": OPTIONS},
        ["info"],
        {"selected_options": [OPTIONS[0]]},
    ),
    "a box that is ticked": (
        {"type": "checkboxes", "options": OPTIONS[:1]},
        True,
        {"selected_options": [OPTIONS[0]]},
    ),
    "a box that is cleared": (
        {"type": "checkboxes", "options": OPTIONS[:1], "initial_options": OPTIONS[:1]},
        False,
        {"selected_options": []},
    ),
    "a person by name": ({"type": "users_select"}, "Tom Berg", {"selected_user": "U0TOM"}),
    "several people": (
        {"type": "multi_users_select"},
        ["Tom Berg", "eva"],
        {"selected_users": ["U0TOM", "U0EVA"]},
    ),
    "a channel by name": ({"type": "channels_select"}, "#all", {"selected_channel": "C0ALL"}),
    "a number": ({"type": "number_input", "is_decimal_allowed": False}, 20, {"value": "20"}),
}


@pytest.mark.parametrize(("element", "given", "state"), WORDS.values(), ids=WORDS.keys())
def test_words_become_what_slack_hands_over(
    empty_sandbox: Sandbox, element: Element, given: Any, state: dict[str, Any]
) -> None:
    view = opened(empty_sandbox, {**element, "action_id": "a"}, optional=True)
    empty_sandbox.person("Eva").fills({"Field": given})
    filled = empty_sandbox.workspace.views.get(view.id).values
    assert filled == {"b": {"a": {"type": element["type"], **state}}}


COMPLAINTS: dict[str, tuple[Element, Any, str]] = {
    "nothing where something is required": (
        {"type": "plain_text_input"},
        "",
        "please complete this required field",
    ),
    "too short": ({"type": "plain_text_input", "min_length": 3}, "ab", "must be 3 to 3000 characters, not 2"),
    "too long": ({"type": "plain_text_input", "max_length": 3}, "abcd", "must be 0 to 3 characters, not 4"),
    "letters for a number": ({"type": "number_input", "is_decimal_allowed": False}, "ten", "enter a number"),
    "a number out of range": (
        {"type": "number_input", "is_decimal_allowed": False, "max_value": "60"},
        61,
        "enter a number from -inf to 60",
    ),
    "an address that is none": ({"type": "email_text_input"}, "eva", "enter a valid email address"),
    "a link that is none": ({"type": "url_text_input"}, "example.org", "enter a valid URL"),
    "an option that is not offered": (
        {"type": "static_select", "options": OPTIONS},
        "Other",
        "no option 'Other'",
    ),
    "somebody nobody knows": ({"type": "users_select"}, "Nobody", "nobody here is called 'Nobody'"),
}


@pytest.mark.parametrize(("element", "given", "complaint"), COMPLAINTS.values(), ids=COMPLAINTS.keys())
def test_what_slack_would_not_send_is_not_sent(
    empty_sandbox: Sandbox, element: Element, given: Any, complaint: str
) -> None:
    opened(empty_sandbox, element)
    with pytest.raises(FormError, match=complaint):
        empty_sandbox.person("Eva").submits({"Field": given})


def test_field_that_is_not_there_is_told_with_those_that_are(empty_sandbox: Sandbox) -> None:
    opened(empty_sandbox, {"type": "plain_text_input"})
    with pytest.raises(AssertionError, match=r"no modal with \['Place'\]"):
        empty_sandbox.person("Eva").submits({"Place": "x"}, timeout=0.05)

"""What Slack refuses is refused here: each limit with one case at it and one past it."""

from typing import Any

import pytest

from bot.sandbox import strict
from bot.sandbox.refusal import SlackRefusal

Block = dict[str, Any]


def plain(words: str) -> Block:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Block:
    return {"type": "mrkdwn", "text": words}


def section(words: str = "words", **more: Any) -> Block:
    return {"type": "section", "text": mrkdwn(words), **more}


def button(words: str = "Accept", **more: Any) -> Block:
    return {"type": "button", "text": plain(words), **more}


def actions(*elements: Block, **more: Any) -> Block:
    return {"type": "actions", "elements": list(elements), **more}


def option(number: int = 0, words: str = "One", value: str | None = None, **more: Any) -> Block:
    return {"text": plain(words), "value": value or f"v{number}", **more}


def options(count: int) -> list[Block]:
    return [option(number) for number in range(count)]


def select(count: int = 2, **more: Any) -> Block:
    return {"type": "static_select", "options": options(count), **more}


def written_input(element: Block | None = None, label: str = "Label", **more: Any) -> Block:
    return {
        "type": "input",
        "label": plain(label),
        "element": element or {"type": "plain_text_input"},
        **more,
    }


def table(rows: int, columns: int) -> Block:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def modal(*blocks: Block, **more: Any) -> Block:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Send"), "blocks": list(blocks), **more}


def refusal_of_message(**fields: Any) -> list[str]:
    """Slack's error and its explanations; an empty list when the message is taken."""
    try:
        strict.check_message(fields)
    except SlackRefusal as refusal:
        return [refusal.error, *refusal.facts.get("response_metadata", {}).get("messages", [])]
    return []


def refusal_of_view(view: Block, *, home: bool = False) -> list[str]:
    try:
        strict.check_view(view, home=home)
    except SlackRefusal as refusal:
        return [refusal.error, *refusal.facts.get("response_metadata", {}).get("messages", [])]
    return []


def too_long(most: int, at: str) -> str:
    return f"[ERROR] must be less than {most + 1} characters [json-pointer:{at}]"


def too_many(most: int, at: str) -> str:
    return f"[ERROR] no more than {most} items allowed [json-pointer:{at}]"


LIMITS_OF_BLOCKS = {
    "a message has at most 50 blocks": (
        [{"type": "divider"}] * 50,
        [{"type": "divider"}] * 51,
        too_many(50, "/blocks"),
    ),
    "a section's text has at most 3000 characters": (
        [section("x" * 3000)],
        [section("x" * 3001)],
        too_long(3000, "/blocks/0/text/text"),
    ),
    "a section has at most 10 fields": (
        [{"type": "section", "fields": [mrkdwn("x")] * 10}],
        [{"type": "section", "fields": [mrkdwn("x")] * 11}],
        too_many(10, "/blocks/0/fields"),
    ),
    "a field has at most 2000 characters": (
        [{"type": "section", "fields": [mrkdwn("x" * 2000)]}],
        [{"type": "section", "fields": [mrkdwn("x" * 2001)]}],
        too_long(2000, "/blocks/0/fields/0/text"),
    ),
    "a header has at most 150 characters": (
        [{"type": "header", "text": plain("x" * 150)}],
        [{"type": "header", "text": plain("x" * 151)}],
        too_long(150, "/blocks/0/text/text"),
    ),
    "a button's text has at most 75 characters": (
        [actions(button("x" * 75))],
        [actions(button("x" * 76))],
        too_long(75, "/blocks/0/elements/0/text/text"),
    ),
    "a button's value has at most 2000 characters": (
        [actions(button(value="x" * 2000))],
        [actions(button(value="x" * 2001))],
        too_long(2000, "/blocks/0/elements/0/value"),
    ),
    "an action_id has at most 255 characters": (
        [actions(button(action_id="x" * 255))],
        [actions(button(action_id="x" * 256))],
        too_long(255, "/blocks/0/elements/0/action_id"),
    ),
    "a block_id has at most 255 characters": (
        [section(block_id="x" * 255)],
        [section(block_id="x" * 256)],
        too_long(255, "/blocks/0/block_id"),
    ),
    "an actions block has at most 25 elements": (
        [actions(*[button()] * 25)],
        [actions(*[button()] * 26)],
        too_many(25, "/blocks/0/elements"),
    ),
    "a context has at most 10 elements": (
        [{"type": "context", "elements": [mrkdwn("x")] * 10}],
        [{"type": "context", "elements": [mrkdwn("x")] * 11}],
        too_many(10, "/blocks/0/elements"),
    ),
    "a menu has at most 100 options": (
        [actions(select(100))],
        [actions(select(101))],
        too_many(100, "/blocks/0/elements/0/options"),
    ),
    "an option's text has at most 75 characters": (
        [actions({"type": "static_select", "options": [option(words="x" * 75)]})],
        [actions({"type": "static_select", "options": [option(words="x" * 76)]})],
        too_long(75, "/blocks/0/elements/0/options/0/text/text"),
    ),
    "an option's value has at most 150 characters": (
        [actions({"type": "static_select", "options": [option(value="x" * 150)]})],
        [actions({"type": "static_select", "options": [option(value="x" * 151)]})],
        too_long(150, "/blocks/0/elements/0/options/0/value"),
    ),
    "an option's description has at most 75 characters": (
        [actions({"type": "static_select", "options": [option(description=plain("x" * 75))]})],
        [actions({"type": "static_select", "options": [option(description=plain("x" * 76))]})],
        too_long(75, "/blocks/0/elements/0/options/0/description/text"),
    ),
    "an overflow menu has at most 5 options": (
        [section(accessory={"type": "overflow", "options": options(5)})],
        [section(accessory={"type": "overflow", "options": options(6)})],
        too_many(5, "/blocks/0/accessory/options"),
    ),
    "radio buttons are at most 10": (
        [section(accessory={"type": "radio_buttons", "options": options(10)})],
        [section(accessory={"type": "radio_buttons", "options": options(11)})],
        too_many(10, "/blocks/0/accessory/options"),
    ),
    "a placeholder has at most 150 characters": (
        [actions(select(placeholder=plain("x" * 150)))],
        [actions(select(placeholder=plain("x" * 151)))],
        too_long(150, "/blocks/0/elements/0/placeholder/text"),
    ),
    "a markdown block has at most 12000 characters": (
        [{"type": "markdown", "text": "x" * 12_000}],
        [{"type": "markdown", "text": "x" * 12_001}],
        too_long(12_000, "/blocks/0/text"),
    ),
    "a table has at most 100 rows": ([table(100, 1)], [table(101, 1)], too_many(100, "/blocks/0/rows")),
    "a table has at most 20 columns": ([table(1, 20)], [table(1, 21)], too_many(20, "/blocks/0/rows/0")),
    "a confirmation's title has at most 100 characters": (
        [
            actions(
                button(
                    confirm={
                        "title": plain("x" * 100),
                        "text": plain("?"),
                        "confirm": plain("Y"),
                        "deny": plain("N"),
                    }
                )
            )
        ],
        [
            actions(
                button(
                    confirm={
                        "title": plain("x" * 101),
                        "text": plain("?"),
                        "confirm": plain("Y"),
                        "deny": plain("N"),
                    }
                )
            )
        ],
        too_long(100, "/blocks/0/elements/0/confirm/title/text"),
    ),
}


@pytest.mark.parametrize(
    ("at_limit", "past_it", "problem"), LIMITS_OF_BLOCKS.values(), ids=LIMITS_OF_BLOCKS.keys()
)
def test_limit_of_a_block(at_limit: list[Block], past_it: list[Block], problem: str) -> None:
    assert refusal_of_message(blocks=at_limit) == []
    assert refusal_of_message(blocks=past_it) == ["invalid_blocks", problem]


MISTAKES_IN_BLOCKS = {
    "an unknown key": (
        [section(colour="red")],
        "[ERROR] invalid additional property: colour [json-pointer:/blocks/0]",
    ),
    "text on a divider": (
        [{"type": "divider", "text": "x"}],
        "[ERROR] invalid additional property: text [json-pointer:/blocks/0]",
    ),
    "an unknown block": (
        [{"type": "fireworks"}],
        "[ERROR] unsupported type: fireworks [json-pointer:/blocks/0/type]",
    ),
    "mrkdwn in a header": (
        [{"type": "header", "text": mrkdwn("*x*")}],
        "[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "mrkdwn on a button": (
        [actions({"type": "button", "text": mrkdwn("x")})],
        "[ERROR] unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
    ),
    "empty text": (
        [section("")],
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    "an empty value": (
        [actions(button(value=""))],
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "a section with nothing to read": (
        [{"type": "section"}],
        "[ERROR] missing required field: text [json-pointer:/blocks/0]",
    ),
    "a string where a text object belongs": (
        [{"type": "section", "text": "x"}],
        "[ERROR] must provide an object [json-pointer:/blocks/0/text]",
    ),
    "no elements": ([actions()], "[ERROR] no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    "a text input among actions": (
        [actions({"type": "plain_text_input"})],
        "[ERROR] unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    "a button in an input": (
        [written_input(button())],
        "[ERROR] unsupported type: button [json-pointer:/blocks/0/element/type]",
    ),
    "an unknown style": (
        [actions(button(style="pink"))],
        "[ERROR] must be one of primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    "a block_id twice": (
        [section(block_id="a"), section(block_id="a")],
        "[ERROR] block_id a already exists for another block [json-pointer:/blocks/1/block_id]",
    ),
    "an action_id twice in a block": (
        [actions(button(action_id="a"), button(action_id="a"))],
        "[ERROR] action_id a already exists for another element [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    "an initial option that is not offered": (
        [actions(select(initial_option=option(7)))],
        "[ERROR] initial option must match one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    "files asked for in a message": (
        [written_input({"type": "file_input"})],
        "[ERROR] file_input is only supported in modals [json-pointer:/blocks/0/element]",
    ),
    "a date in another form": (
        [actions({"type": "datepicker", "initial_date": "15/12/2017"})],
        "[ERROR] must look like 2017-12-15 [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
}


@pytest.mark.parametrize(("blocks", "problem"), MISTAKES_IN_BLOCKS.values(), ids=MISTAKES_IN_BLOCKS.keys())
def test_mistake_in_a_block_is_refused_with_its_place(blocks: list[Block], problem: str) -> None:
    assert refusal_of_message(blocks=blocks) == ["invalid_blocks", problem]


def test_same_action_id_in_two_blocks_is_taken() -> None:
    assert refusal_of_message(blocks=[actions(button(action_id="a")), actions(button(action_id="a"))]) == []


MESSAGES = {
    "text alone": ({"text": "x"}, []),
    "nothing to say": ({}, ["no_text"]),
    "empty text and no blocks": ({"text": "", "blocks": []}, ["no_text"]),
    "40000 characters": ({"text": "x" * 40_000}, []),
    "40001 characters": ({"text": "x" * 40_001}, ["msg_too_long"]),
    "blocks that are no list": ({"blocks": {"type": "divider"}}, ["invalid_blocks_format"]),
    "12000 characters over several markdown blocks": (
        {"blocks": [{"type": "markdown", "text": "x" * 6_000}] * 2},
        [],
    ),
    "12001 characters over several markdown blocks": (
        {"blocks": [{"type": "markdown", "text": "x" * 6_000}, {"type": "markdown", "text": "x" * 6_001}]},
        ["msg_blocks_too_long"],
    ),
    "13000 characters over all blocks": ({"blocks": [section("x" * 2_600)] * 5}, []),
    "13500 characters over all blocks": ({"blocks": [section("x" * 2_700)] * 5}, ["msg_blocks_too_long"]),
    "two tables": (
        {"blocks": [table(1, 1), table(1, 1)]},
        ["invalid_attachments", "[ERROR] only_one_table_allowed"],
    ),
}


@pytest.mark.parametrize(("fields", "refusal"), MESSAGES.values(), ids=MESSAGES.keys())
def test_message(fields: Block, refusal: list[str]) -> None:
    assert refusal_of_message(**fields) == refusal


LIMITS_OF_VIEWS = {
    "a modal has at most 100 blocks": (
        modal(*[{"type": "divider"}] * 100),
        modal(*[{"type": "divider"}] * 101),
        too_many(100, "/view/blocks"),
    ),
    "a title has at most 24 characters": (
        modal(title=plain("x" * 24)),
        modal(title=plain("x" * 25)),
        too_long(24, "/view/title/text"),
    ),
    "a submit button has at most 24 characters": (
        modal(submit=plain("x" * 24)),
        modal(submit=plain("x" * 25)),
        too_long(24, "/view/submit/text"),
    ),
    "a close button has at most 24 characters": (
        modal(close=plain("x" * 24)),
        modal(close=plain("x" * 25)),
        too_long(24, "/view/close/text"),
    ),
    "private_metadata has at most 3000 characters": (
        modal(private_metadata="x" * 3000),
        modal(private_metadata="x" * 3001),
        too_long(3000, "/view/private_metadata"),
    ),
    "a callback_id has at most 255 characters": (
        modal(callback_id="x" * 255),
        modal(callback_id="x" * 256),
        too_long(255, "/view/callback_id"),
    ),
    "an input's label has at most 2000 characters": (
        modal(written_input(label="x" * 2000)),
        modal(written_input(label="x" * 2001)),
        too_long(2000, "/view/blocks/0/label/text"),
    ),
    "an input's first value has at most 3000 characters": (
        modal(written_input({"type": "plain_text_input", "initial_value": "x" * 3000})),
        modal(written_input({"type": "plain_text_input", "initial_value": "x" * 3001})),
        too_long(3000, "/view/blocks/0/element/initial_value"),
    ),
    "an input needs a submit button": (
        modal(written_input()),
        {key: value for key, value in modal(written_input()).items() if key != "submit"},
        "[ERROR] must define `submit` to use an `input` block [json-pointer:/view/blocks/0/input]",
    ),
    "a view holds no markdown block": (
        modal(section()),
        modal({"type": "markdown", "text": "x"}),
        "[ERROR] unsupported type: markdown [json-pointer:/view/blocks/0/type]",
    ),
    "a modal needs a title": (
        modal(),
        {key: value for key, value in modal().items() if key != "title"},
        "[ERROR] missing required field: title [json-pointer:/view]",
    ),
    "a block_id stands once": (
        modal(section(block_id="a"), section(block_id="b")),
        modal(section(block_id="a"), section(block_id="a")),
        "[ERROR] block_id a already exists for another block [json-pointer:/view/blocks/1/block_id]",
    ),
}


@pytest.mark.parametrize(
    ("taken", "refused", "problem"), LIMITS_OF_VIEWS.values(), ids=LIMITS_OF_VIEWS.keys()
)
def test_limit_of_a_view(taken: Block, refused: Block, problem: str) -> None:
    assert refusal_of_view(taken) == []
    assert refusal_of_view(refused) == ["invalid_arguments", problem]


def test_home_takes_no_title() -> None:
    home = {"type": "home", "blocks": [section()]}
    assert refusal_of_view(home, home=True) == []
    assert refusal_of_view({**home, "title": plain("Home")}, home=True) == [
        "invalid_arguments",
        "[ERROR] invalid additional property: title [json-pointer:/view]",
    ]


def test_files_are_asked_for_in_modals_only() -> None:
    asking = written_input({"type": "file_input"})
    assert refusal_of_view(modal(asking)) == []
    assert refusal_of_view({"type": "home", "blocks": [asking]}, home=True) == [
        "invalid_arguments",
        "[ERROR] file_input is only supported in modals [json-pointer:/view/blocks/0/element]",
    ]


METADATA = {
    "type and payload": ({"event_type": "card", "event_payload": {"meeting": 7}}, None),
    "no payload": ({"event_type": "card"}, "invalid_metadata_format"),
    "a payload that is no object": ({"event_type": "card", "event_payload": [7]}, "invalid_metadata_format"),
    "a type with spaces": ({"event_type": "a card", "event_payload": {}}, "invalid_metadata_schema"),
    "more than 16 kB": ({"event_type": "card", "event_payload": {"x": "x" * 16_384}}, "metadata_too_large"),
}


@pytest.mark.parametrize(("metadata", "error"), METADATA.values(), ids=METADATA.keys())
def test_metadata(metadata: Block, error: str | None) -> None:
    if error is None:
        strict.check_metadata(metadata)
    else:
        with pytest.raises(SlackRefusal, match=error):
            strict.check_metadata(metadata)

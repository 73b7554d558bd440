"""Which blocks there are and what may stand in them: docs.slack.dev/reference/block-kit/blocks."""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.ids import interactive_elements
from bot.sandbox.strict.elements import IN_ACCESSORY, IN_ACTIONS, IN_CONTEXT, IN_INPUT
from bot.sandbox.strict.rich_text import RICH_TEXT
from bot.sandbox.strict.shapes import (
    ANY_TEXT,
    Check,
    all_of,
    anything,
    boolean,
    by_type,
    items,
    one_of,
    shape,
    string,
    text,
    wrong,
)

BLOCK_ID = {"block_id": string(255)}


def _text_or_fields(value: Any, at: str) -> Iterator[str]:
    if "text" not in value and "fields" not in value:
        yield wrong("missing required field: text", at)


def _picture_from_one_place(value: Any, at: str) -> Iterator[str]:
    if ("image_url" in value) == ("slack_file" in value):
        yield wrong("must have either image_url or slack_file", at)


CELL = by_type({"raw_text": shape({"text": string(10_000)}), "rich_text": RICH_TEXT})
COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})

BLOCKS: dict[str, Check] = {
    "actions": shape({"elements": items(IN_ACTIONS, 25)}, BLOCK_ID),
    "context": shape({"elements": items(IN_CONTEXT, 10)}, BLOCK_ID),
    "divider": shape({}, BLOCK_ID),
    "header": shape({"text": text(150)}, BLOCK_ID),
    "image": all_of(
        shape(
            {"alt_text": string(2000)},
            {"image_url": string(3000), "slack_file": anything, "title": text(2000), **BLOCK_ID},
        ),
        _picture_from_one_place,
    ),
    "input": shape(
        {"label": text(2000), "element": IN_INPUT},
        {"dispatch_action": boolean, "hint": text(2000), "optional": boolean, **BLOCK_ID},
    ),
    "markdown": shape({"text": string(12_000)}, BLOCK_ID),
    "rich_text": RICH_TEXT,
    "section": all_of(
        shape(
            {},
            {
                "text": text(3000, ANY_TEXT),
                "fields": items(text(2000, ANY_TEXT), 10),
                "accessory": IN_ACCESSORY,
                "expand": boolean,
                **BLOCK_ID,
            },
        ),
        _text_or_fields,
    ),
    "table": shape({"rows": items(items(CELL, 20), 100)}, {"column_settings": items(COLUMN, 20), **BLOCK_ID}),
    "video": shape(
        {
            "alt_text": string(2000),
            "title": text(199),
            "thumbnail_url": string(3000),
            "video_url": string(3000),
        },
        {
            "author_name": string(50),
            "description": text(200),
            "provider_icon_url": string(3000),
            "provider_name": string(50),
            "title_url": string(3000),
            **BLOCK_ID,
        },
    ),
}

IN_MODALS_AND_HOMES = {kind: check for kind, check in BLOCKS.items() if kind not in ("markdown", "table")}
"""Markdown and tables are for messages only (docs: "Available in surfaces")."""

MESSAGE_BLOCKS = items(by_type(BLOCKS), 50, least=0)
VIEW_BLOCKS = items(by_type(IN_MODALS_AND_HOMES), 100, least=0)


def repeated_ids(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    """A block_id stands once in a message or view, an action_id once in its block."""
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield wrong(f"block_id {block_id} already exists for another block", f"{at}/{number}/block_id")
        if block_id:
            seen.add(block_id)
        yield from _repeated_actions(block, f"{at}/{number}")


def _repeated_actions(block: dict[str, Any], at: str) -> Iterator[str]:
    ids = [element.get("action_id") for element in interactive_elements(block)]
    for number, action_id in enumerate(ids):
        if action_id and action_id in ids[:number]:
            yield wrong(
                f"action_id {action_id} already exists for another element",
                f"{at}/elements/{number}/action_id",
            )


def letters_in(value: Any) -> int:
    """How many characters stand in all the strings below this value: texts, and the names and ids around them.

    Slack's own count is unknown; texts alone are too few (slackapi/bolt-js#2867).
    """
    if isinstance(value, str):
        return len(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(letters_in(part) for part in parts)

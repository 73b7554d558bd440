"""What Slack refuses, with its names and its words."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.strict.blocks import MESSAGE_BLOCKS, VIEW_BLOCKS, letters_in, repeated_ids
from bot.sandbox.strict.shapes import boolean, one_of, shape, string, text, wrong

LONGEST_TEXT = 40_000
LONGEST_BLOCKS = 13_200
"""Over all blocks of a message; not in the documentation (slackapi/bolt-js#2509)."""
LONGEST_MARKDOWN = 12_000
LARGEST_METADATA_BYTES = 16_384

VIEW_COMMON = {
    "blocks": VIEW_BLOCKS,
    "private_metadata": string(3000, shortest=0),
    "callback_id": string(255, shortest=0),
    "external_id": string(255, shortest=0),
}
HOME = shape({"type": one_of("home"), "blocks": VIEW_BLOCKS}, VIEW_COMMON)
MODAL = shape(
    {"type": one_of("modal"), "title": text(24), "blocks": VIEW_BLOCKS},
    {
        **VIEW_COMMON,
        "close": text(24),
        "submit": text(24),
        "clear_on_close": boolean,
        "notify_on_close": boolean,
    },
)


def check_message(fields: Mapping[str, Any]) -> None:
    """`fields`: text, blocks, attachments, as chat.postMessage takes them. Raises SlackRefusal."""
    blocks = fields.get("blocks")
    words = fields.get("text")
    if not words and not blocks and not fields.get("attachments"):
        raise SlackRefusal("no_text")
    if words is not None and not isinstance(words, str):
        raise SlackRefusal.with_problems("invalid_arguments", [wrong("must be a string", "/text")])
    if len(words or "") > LONGEST_TEXT:
        raise SlackRefusal("msg_too_long")
    if blocks:
        _check_message_blocks(blocks)


def _check_message_blocks(blocks: Any) -> None:
    if not isinstance(blocks, list):
        raise SlackRefusal("invalid_blocks_format")
    if problems := list(MESSAGE_BLOCKS(blocks, "/blocks")) or list(repeated_ids(blocks, "/blocks")):
        raise SlackRefusal.with_problems("invalid_blocks", problems)
    if problems := list(_file_inputs(blocks, "/blocks")):
        raise SlackRefusal.with_problems("invalid_blocks", problems)
    kinds = [block["type"] for block in blocks]
    if kinds.count("table") > 1:
        raise SlackRefusal.with_problems("invalid_attachments", ["only_one_table_allowed"])
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if letters_in(blocks) > LONGEST_BLOCKS or markdown > LONGEST_MARKDOWN:
        raise SlackRefusal("msg_blocks_too_long")


def check_view(view: Mapping[str, Any], *, home: bool) -> None:
    """Raises SlackRefusal."""
    if problems := list((HOME if home else MODAL)(view, "/view")) or list(_problems_together(view)):
        raise SlackRefusal.with_problems("invalid_arguments", problems)


def _problems_together(view: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong only because of another part of the view."""
    blocks = view["blocks"]
    yield from repeated_ids(blocks, "/view/blocks")
    if view["type"] == "home":
        yield from _file_inputs(blocks, "/view/blocks")
    if view["type"] == "modal" and not view.get("submit"):
        for number, block in enumerate(blocks):
            if block["type"] == "input":
                yield wrong("must define `submit` to use an `input` block", f"/view/blocks/{number}/input")
    focused = json.dumps(blocks).count('"focus_on_load": true')
    if focused > 1:
        yield wrong("only one element can have focus_on_load", "/view/blocks")


def _file_inputs(blocks: list[dict[str, Any]], at: str) -> Iterator[str]:
    """Files can be asked for in modals only."""
    for number, block in enumerate(blocks):
        if block["type"] == "input" and block["element"]["type"] == "file_input":
            yield wrong("file_input is only supported in modals", f"{at}/{number}/element")


def asks_for_files(view: Mapping[str, Any]) -> bool:
    """Such a view needs the scope files:read."""
    return any(_file_inputs(list(view["blocks"]), ""))


def check_metadata(metadata: Any) -> None:
    """A message's metadata: `{"event_type": …, "event_payload": {…}}`. Raises SlackRefusal."""
    if not isinstance(metadata, dict) or not {"event_type", "event_payload"} <= metadata.keys():
        raise SlackRefusal("invalid_metadata_format")
    if not isinstance(metadata["event_payload"], dict):
        raise SlackRefusal("invalid_metadata_format")
    if not re.fullmatch(r"[A-Za-z0-9_.\-]{1,255}", str(metadata["event_type"])):
        raise SlackRefusal("invalid_metadata_schema")
    if len(json.dumps(metadata).encode()) > LARGEST_METADATA_BYTES:
        raise SlackRefusal("metadata_too_large")

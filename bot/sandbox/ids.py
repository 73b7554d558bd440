"""Ids as Slack shapes them."""

import copy
import secrets
from typing import Any

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def new_id(prefix: str) -> str:
    return prefix + "0" + "".join(secrets.choice(LETTERS) for _ in range(9))


def short_id() -> str:
    """What Slack gives a block or an element that came without a name."""
    return secrets.token_urlsafe(4)[:5]


def with_ids(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A copy in which every block has a `block_id` and every interactive element an `action_id`."""
    named = copy.deepcopy(blocks)
    for block in named:
        block.setdefault("block_id", short_id())
        for element in interactive_elements(block):
            element.setdefault("action_id", short_id())
    return named


def interactive_elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The elements of a block that a person can act on or fill in."""
    if block["type"] == "actions":
        found = block["elements"]
    elif block["type"] == "input":
        found = [block["element"]]
    elif block["type"] == "section" and block.get("accessory"):
        found = [block["accessory"]]
    else:
        found = []
    return [element for element in found if element["type"] != "image"]

"""What a person can read and press: blocks as words and labelled elements."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.ids import interactive_elements
from bot.sandbox.inputs import STATEFUL
from bot.sandbox.model import Blocks, View
from bot.sandbox.workspace import Workspace

Values = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button, or one option of an overflow menu (`option` is then the one)."""

    block_id: str
    element: Mapping[str, Any]
    label: str
    option: Mapping[str, Any] | None = None

    def is_called(self, name: str) -> bool:
        """By its label, or its action_id; an option of a menu by its value, or the first word of it."""
        if self.option is None:
            return name in (self.label, self.element["action_id"])
        return name in (self.label, self.option["value"], self.option["value"].split()[0])


def shown(text: str, workspace: Workspace) -> str:
    """Mrkdwn as a reader sees it, except that emphasis keeps its marks."""

    def entity(found: re.Match[str]) -> str:
        target, _, label = found[1].partition("|")
        if target.startswith("@") and target[1:] in workspace.accounts:
            return "@" + workspace.accounts[target[1:]].real_name
        if target.startswith("#") and target[1:] in workspace.channels:
            return "#" + workspace.channels[target[1:]].name
        if target.startswith("!"):
            return label or "@" + target[1:]
        return label or target

    resolved = re.sub(r"<([^<>\s][^<>]*)>", entity, text)
    return resolved.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def words_of(blocks: Blocks, workspace: Workspace, values: Values | None = None) -> list[str]:
    """One line for each thing to read; buttons in brackets, menus with what is chosen."""
    lines: list[str] = []
    for block in blocks:
        lines += [line for line in _block_lines(block, workspace, values or {}) if line]
    return lines


def _block_lines(block: Mapping[str, Any], workspace: Workspace, values: Values) -> Iterator[str]:
    kind = block["type"]
    chosen = values.get(block.get("block_id", ""), {})
    if kind in ("header", "section", "markdown", "context", "actions", "input"):
        yield from _common_lines(block, workspace, chosen)
    elif kind == "rich_text":
        yield from (_rich(element, workspace) for element in block["elements"])
    elif kind == "table":
        yield from (" | ".join(_cell(cell, workspace) for cell in row) for row in block["rows"])
    elif kind == "image":
        yield f"(image: {block['alt_text']})"
    elif kind == "video":
        yield _text(block["title"], workspace)


def _common_lines(block: Mapping[str, Any], workspace: Workspace, chosen: Mapping[str, Any]) -> Iterator[str]:
    yield _text(block.get("label") or block.get("text"), workspace)
    yield from (_text(field, workspace) for field in block.get("fields", ()))
    elements = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    for element in filter(None, elements):
        yield _element(element, workspace, chosen.get(element.get("action_id", ""), {}))
    yield _text(block.get("hint"), workspace)


def _text(text: Any, workspace: Workspace) -> str:
    """A text object, or the plain string of a markdown block."""
    if not text:
        return ""
    if isinstance(text, str):
        return shown(text, workspace)
    return shown(text["text"], workspace) if text["type"] == "mrkdwn" else str(text["text"])


def _element(element: Mapping[str, Any], workspace: Workspace, chosen: Mapping[str, Any]) -> str:
    kind = element["type"]
    if kind in ("plain_text", "mrkdwn"):
        return _text(element, workspace)
    if kind == "image":
        return f"(image: {element['alt_text']})"
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind == "overflow":
        return "[… " + " / ".join(option["text"]["text"] for option in element["options"]) + "]"
    return _menu(element, workspace, chosen)


def _menu(element: Mapping[str, Any], workspace: Workspace, chosen: Mapping[str, Any]) -> str:
    """An input with its value; choices that are always in view are all read out."""
    value = _value(
        chosen.get(STATEFUL[element["type"]][0]) if element["type"] in STATEFUL else None, workspace
    )
    if element["type"] in ("checkboxes", "radio_buttons"):
        value = f"{value} of " + " / ".join(_text(option["text"], workspace) for option in element["options"])
    return "{" + (value or _text(element.get("placeholder"), workspace)) + "}"


def _value(value: Any, workspace: Workspace) -> str:
    if isinstance(value, list):
        return ", ".join(_value(item, workspace) for item in value)
    if isinstance(value, Mapping) and "text" in value:
        return _text(value["text"], workspace)
    if value in workspace.accounts:
        return workspace.accounts[value].real_name
    return "" if value is None else str(value)


def _rich(element: Mapping[str, Any], workspace: Workspace) -> str:
    """The text of a rich_text element, whatever is nested in it."""
    kind = element["type"]
    if kind == "user":
        return "@" + workspace.accounts[element["user_id"]].real_name
    if kind == "channel":
        return "#" + workspace.channels[element["channel_id"]].name
    if kind == "emoji":
        return f":{element['name']}:"
    if "elements" in element:
        joint = "\n" if kind == "rich_text_list" else ""
        return joint.join(_rich(part, workspace) for part in element["elements"])
    return str(element.get("text") or element.get("url") or element.get("fallback") or "")


def _cell(cell: Mapping[str, Any], workspace: Workspace) -> str:
    return str(cell["text"]) if cell["type"] == "raw_text" else _rich(cell, workspace)


def words_of_view(view: View, workspace: Workspace) -> list[str]:
    content = view.content
    frame = [_text(content.get("title"), workspace)]
    body = words_of(view.blocks, workspace, view.values)
    buttons = [f"[{content[key]['text']}]" for key in ("close", "submit") if content.get(key)]
    return [line for line in [*frame, *body, *view.errors.values(), *buttons] if line]


def pressables(blocks: Blocks) -> Iterator[Pressable]:
    for block in blocks:
        for element in interactive_elements(block):
            if element["type"] == "button":
                yield Pressable(block["block_id"], element, element["text"]["text"])
            for option in element.get("options", ()) if element["type"] == "overflow" else ():
                yield Pressable(block["block_id"], element, option["text"]["text"], option)

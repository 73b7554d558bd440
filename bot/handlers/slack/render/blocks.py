"""Block Kit as plain functions. Everything that people typed goes through `escape` or into plain text."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]

SECTION_LENGTH = 3000
HEADER_LENGTH = 150
BUTTON_LENGTH = 75
OPTION_LENGTH = 75
TITLE_LENGTH = 24
MESSAGE_BLOCKS = 50
MESSAGE_WEIGHT = 12_500
MARK = re.compile(r"(?<!\w)[*_~`]+|[*_~`]+(?!\w)")


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is what notifications and screen readers get: it says the same as the blocks, in short."""

    text: str
    blocks: tuple[Block, ...] = ()


def escape(text: str) -> str:
    """What somebody typed, shown as typed: no mention, no link, no formatting.

    Slack reads &, < and > as markup (https://api.slack.com/reference/surfaces/formatting#escaping). The marks for bold,
    italic, strike and code have no escape: a word joiner on each side keeps them from pairing up. Inside a word they
    do nothing and are left alone.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return MARK.sub("\u2060\\g<0>\u2060", text)


def one_line(text: str) -> str:
    """Escaped, without line breaks: for titles, names and places."""
    return escape(" ".join(text.split()))


def clip(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def fitted(text: str, most: int) -> str:
    """`escape`, cut so that no more than `most` characters are left, never within one that was escaped."""
    text = text.replace("\r\n", "\n")
    if len(text) <= most and len(whole := escape(text)) <= most:
        return whole
    kept = bisect_right(range(most), most - 1, key=lambda length: len(escape(text[:length]))) - 1
    return escape(text[:kept].rstrip()) + "…"


def fitted_line(text: str, most: int) -> str:
    """`one_line`, cut like `fitted`."""
    return fitted(" ".join(text.split()), most)


def strong(escaped: str) -> str:
    """Bold, unless the text has marks of its own that could end it early."""
    return escaped if not escaped or set("*_~`") & set(escaped) else f"*{escaped}*"


def link(address: str, escaped: str) -> str:
    """A link that Slack gave us."""
    return f"<{address.replace('&', '&amp;')}|{escaped}>"


def weight(blocks: Any) -> int:
    """What blocks count towards Slack's limit for all blocks of a message together: every string in them, ids and types
    included (https://github.com/slackapi/bolt-js/issues/2509 puts the limit at about 13,200; `MESSAGE_WEIGHT` keeps below).
    """
    if isinstance(blocks, str):
        return len(blocks)
    if isinstance(blocks, dict):
        return sum(weight(part) for part in blocks.values())
    return sum(weight(part) for part in blocks) if isinstance(blocks, list | tuple) else 0


def plain(text: str, most: int = SECTION_LENGTH) -> Block:
    return {"type": "plain_text", "text": clip(text, most), "emoji": True}


def mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": clip(text, SECTION_LENGTH), "verbatim": True}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(" ".join(text.split()), HEADER_LENGTH)}


def section(text: str, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def unfolded(text: str) -> Block:
    """A section that Slack shows whole, however long it is."""
    return {**section(text), "expand": True}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    return {"type": "divider"}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def button(
    text: str,
    press: str,
    value: str,
    *,
    style: str | None = None,
    confirm: Block | None = None,
    says: str = "",
) -> Block:
    """`style` is "primary" or "danger"; `says` is what a screen reader says when `text` alone is not enough."""
    block: Block = {"type": "button", "text": plain(text, BUTTON_LENGTH), "action_id": press, "value": value}
    extra = {"style": style, "confirm": confirm, "accessibility_label": clip(says, BUTTON_LENGTH)}
    return block | {key: given for key, given in extra.items() if given}


def link_button(text: str, address: str, press: str, *, style: str | None = None) -> Block:
    """Opens a web address; Slack tells us of the press too."""
    block: Block = {"type": "button", "text": plain(text, BUTTON_LENGTH), "action_id": press, "url": address}
    return block | ({"style": style} if style else {})


def confirmation(title: str, text: str, yes: str, no: str) -> Block:
    """The question a button asks before it does something that is hard to undo."""
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: str, description: str = "") -> Block:
    block: Block = {"text": plain(text, OPTION_LENGTH), "value": value}
    return block | ({"description": plain(description, OPTION_LENGTH)} if description else {})


def menu(press: str, options: Iterable[Block]) -> Block:
    """The "⋯" menu."""
    return {"type": "overflow", "action_id": press, "options": list(options)}


def field(
    block_id: str,
    label: str,
    element: Block,
    *,
    hint: str = "",
    optional: bool = False,
) -> Block:
    """An input of a modal: its block and its element have the same id, so a form is read by one name a field."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, 2000),
        "element": {**element, "action_id": block_id},
        "optional": optional,
    }
    return block | ({"hint": plain(hint, 2000)} if hint else {})


def text_input(
    initial: str = "", *, most: int = 3000, multiline: bool = False, placeholder: str = ""
) -> Block:
    block: Block = {"type": "plain_text_input", "multiline": multiline, "max_length": most}
    extra: dict[str, Any] = {"initial_value": initial[:most]}
    if placeholder:
        extra["placeholder"] = plain(placeholder, 150)
    return block | {key: given for key, given in extra.items() if given}


def number_input(initial: int | None = None, *, least: int, most: int) -> Block:
    block: Block = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": str(least),
        "max_value": str(most),
    }
    return block | ({"initial_value": str(initial)} if initial is not None else {})


def select(options: Iterable[Block], initial: str = "", *, placeholder: str = "") -> Block:
    """A menu of at most 100 options; `initial` is the value of the one that is chosen."""
    offered = list(options)[:100]
    chosen = next((one for one in offered if one["value"] == initial), None)
    block: Block = {"type": "static_select", "options": offered}
    extra: dict[str, Any] = {
        "initial_option": chosen,
        "placeholder": plain(placeholder, 150) if placeholder else None,
    }
    return block | {key: given for key, given in extra.items() if given}


def multi_select(options: Iterable[Block], chosen: Iterable[str] = (), *, placeholder: str) -> Block:
    """A menu of at most 100 options of which several can be chosen; `chosen` are the values of those that are."""
    offered = list(options)[:100]
    wanted = set(chosen)
    initial = [one for one in offered if one["value"] in wanted]
    block: Block = {
        "type": "multi_static_select",
        "options": offered,
        "placeholder": plain(placeholder, 150),
    }
    return block | ({"initial_options": initial} if initial else {})


def grouped_select(groups: Iterable[tuple[str, list[Block]]], *, placeholder: str) -> Block:
    """A menu of at most 100 groups with at most 100 options each: each group's name and its options."""
    return {
        "type": "static_select",
        "option_groups": [
            {"label": plain(name, OPTION_LENGTH), "options": options} for name, options in groups
        ],
        "placeholder": plain(placeholder, 150),
    }


def radio(options: Iterable[Block], initial: str = "") -> Block:
    """At most ten choices, all of them in sight; `initial` is the value of the one that is chosen."""
    offered = list(options)[:10]
    chosen = next((one for one in offered if one["value"] == initial), None)
    block: Block = {"type": "radio_buttons", "options": offered}
    return block | ({"initial_option": chosen} if chosen else {})


def checkbox(text: str, value: str, *, checked: bool = False) -> Block:
    offered = option(text, value)
    block: Block = {"type": "checkboxes", "options": [offered]}
    return block | ({"initial_options": [offered]} if checked else {})


def checkboxes(options: Iterable[Block]) -> Block:
    """At most ten, none of them ticked yet."""
    return {"type": "checkboxes", "options": list(options)[:10]}


def date_input(initial: str = "") -> Block:
    """`initial` is an ISO date."""
    return {"type": "datepicker"} | ({"initial_date": initial} if initial else {})


def time_input(initial: str = "") -> Block:
    """`initial` is HH:MM."""
    return {"type": "timepicker"} | ({"initial_time": initial} if initial else {})


def user_input(initial: str = "") -> Block:
    return {"type": "users_select"} | ({"initial_user": initial} if initial else {})


def modal(
    form: str,
    title: str,
    blocks: Iterable[Block],
    *,
    submit: str = "",
    close: str = "",
    about: str = "",
) -> Block:
    """`about` is what the form is about, kept in private_metadata."""
    view: Block = {
        "type": "modal",
        "callback_id": form,
        "title": plain(title, TITLE_LENGTH),
        "blocks": list(blocks)[:100],
        "private_metadata": about,
    }
    buttons = {"submit": submit, "close": close}
    return view | {key: plain(text, TITLE_LENGTH) for key, text in buttons.items() if text}

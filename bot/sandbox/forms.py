"""Filling in what a modal asks for, checked as Slack's own app checks it before it sends anything."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from bot.sandbox.ids import interactive_elements
from bot.sandbox.inputs import STATEFUL, value_key
from bot.sandbox.model import Blocks, View
from bot.sandbox.workspace import Workspace

Offers = Callable[["Field", str], list[dict[str, Any]]]
"""Asks the bot what an external select offers for some typed text."""


class FormError(AssertionError):
    """The person cannot fill in the form like that; the message says what Slack would show."""


@dataclass(frozen=True, slots=True)
class Field:
    block: Mapping[str, Any]
    element: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What stands beside it: an input's label, a section's text, else its placeholder."""
        text = self.block.get("label") or self.block.get("text") or self.element.get("placeholder") or {}
        return str(text.get("text", ""))

    @property
    def is_required(self) -> bool:
        return self.block["type"] == "input" and not self.block.get("optional")

    def is_called(self, name: str) -> bool:
        placeholder = (self.element.get("placeholder") or {}).get("text")
        return name in (self.label, placeholder, self.block["block_id"], self.element["action_id"])


def fields_of(blocks: Blocks) -> list[Field]:
    return [
        Field(block, element)
        for block in blocks
        for element in interactive_elements(block)
        if element["type"] in STATEFUL
    ]


def field_called(name: str, blocks: Blocks) -> Field:
    for field in fields_of(blocks):
        if field.is_called(name):
            return field
    raise FormError(f"nothing here is called {name!r}; there is {[f.label for f in fields_of(blocks)]}")


def check_complete(view: View) -> None:
    """What Slack's app refuses to send: a required input left empty, text too short or long, a wrong number."""
    for field in fields_of(view.blocks):
        state = view.values[field.block["block_id"]][field.element["action_id"]]
        value = state.get(value_key(field.element["type"]))
        if value in (None, "", []):
            if field.is_required:
                raise FormError(f"{field.label}: please complete this required field")
        else:
            _check_value(field, value)


def _check_value(field: Field, value: Any) -> None:
    kind = field.element["type"]
    if kind == "plain_text_input":
        shortest, longest = field.element.get("min_length", 0), field.element.get("max_length", 3000)
        if not shortest <= len(value) <= longest:
            raise FormError(f"{field.label}: must be {shortest} to {longest} characters, not {len(value)}")
    elif kind == "number_input":
        _check_number(field, str(value))
    elif kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise FormError(f"{field.label}: enter a valid email address")
    elif kind == "url_text_input" and not re.match(r"https?://\S+$", value):
        raise FormError(f"{field.label}: enter a valid URL")


def check_files(field: Field, names: Sequence[str]) -> None:
    """What Slack's app does not let a person choose."""
    most, kinds = field.element.get("max_files", 10), field.element.get("filetypes")
    if len(names) > most:
        raise FormError(f"{field.label}: at most {most} files, not {len(names)}")
    for name in names:
        if kinds and PurePath(name).suffix.removeprefix(".").lower() not in kinds:
            raise FormError(f"{field.label}: {name} is none of {', '.join(kinds)}")


def _check_number(field: Field, value: str) -> None:
    pattern = r"-?\d+(\.\d+)?" if field.element["is_decimal_allowed"] else r"-?\d+"
    if not re.fullmatch(pattern, value):
        raise FormError(f"{field.label}: enter a number")
    least = float(field.element.get("min_value", "-inf"))
    most = float(field.element.get("max_value", "inf"))
    if not least <= float(value) <= most:
        raise FormError(f"{field.label}: enter a number from {least:g} to {most:g}")


def chosen(field: Field, value: Any, workspace: Workspace, offers: Offers) -> dict[str, Any]:
    """The value as Slack's state holds it: `{"selected_date": "2017-12-15"}` for a date, and so on.

    A person gives words: an option's text, a person's name, a date or its ISO form; None or "" empties the field;
    True and False tick and clear a checkbox.
    """
    key = value_key(field.element["type"])
    if value in (None, "", [], False):
        return {key: [] if key in ("selected_options", "selected_users") else None}
    if key in ("selected_option", "selected_options"):
        return {key: _options(field, value, offers)}
    if key in ("selected_user", "selected_users"):
        return {key: _each(value, lambda one: _account_id(one, workspace))}
    if key.startswith(("selected_channel", "selected_conversation")):
        return {key: _each(value, lambda one: _channel_id(str(one), workspace))}
    return {key: _plain(key, value)}


def _plain(key: str, value: Any) -> Any:
    if key == "selected_date":
        return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()
    if key == "selected_time":
        return (value if isinstance(value, time) else time.fromisoformat(value)).strftime("%H:%M")
    if key == "selected_date_time":
        return int(value.timestamp()) if isinstance(value, datetime) else int(value)
    return str(value)


def _each(value: Any, one: Callable[[Any], str]) -> Any:
    return [one(item) for item in value] if isinstance(value, (list, tuple)) else one(value)


def _account_id(wanted: Any, workspace: Workspace) -> str:
    name = getattr(wanted, "id", wanted)
    for account in workspace.accounts.values():
        if name in (account.id, account.name, account.real_name, account.real_name.split()[0]):
            return account.id
    raise FormError(f"nobody here is called {name!r}")


def _channel_id(wanted: str, workspace: Workspace) -> str:
    name = wanted.removeprefix("#")
    for channel in workspace.channels.values():
        if name in (channel.id, channel.name) and not channel.is_im:
            return channel.id
    raise FormError(f"no channel is called {wanted!r}")


def _options(field: Field, value: Any, offers: Offers) -> Any:
    if value is True:
        return options_of(field.element)
    if field.element["type"] in ("checkboxes", "multi_static_select", "multi_external_select"):
        wanted = value if isinstance(value, (list, tuple)) else [value]
        return [_option(field, str(one), offers) for one in wanted]
    return _option(field, str(value), offers)


def _option(field: Field, wanted: str, offers: Offers) -> dict[str, Any]:
    offered = offers(field, wanted) if "external" in field.element["type"] else options_of(field.element)
    for option in offered:
        if wanted in (option["text"]["text"], option.get("value")):
            return option
    raise FormError(f"{field.label}: no option {wanted!r}, there is {[o['text']['text'] for o in offered]}")


def options_of(element: Mapping[str, Any]) -> list[dict[str, Any]]:
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(option for group in groups for option in group["options"])]

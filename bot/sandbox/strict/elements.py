"""What stands inside blocks: buttons, menus, inputs, and their parts.

Limits: docs.slack.dev/reference/block-kit/block-elements and …/composition-objects.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.strict.shapes import (
    ANY_TEXT,
    PLAIN,
    Check,
    all_of,
    anything,
    boolean,
    by_type,
    integer,
    items,
    matching,
    one_of,
    shape,
    string,
    text,
    wrong,
)

ACTION_ID = string(255)
LINK = string(3000)
DATE = matching(r"\d{4}-\d{2}-\d{2}", "2017-12-15")
TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "10:00")
ACCOUNT = matching(r"[UW][A-Z0-9]+", "U012AB3CD")
CONVERSATION = matching(r"[CDG][A-Z0-9]+", "C012AB3CD")

CONFIRM = shape(
    {"title": text(100), "text": text(300, ANY_TEXT), "confirm": text(30), "deny": text(30)},
    {"style": one_of("primary", "danger")},
)


def option(kinds: frozenset[str] = PLAIN, extra: Mapping[str, Check] | None = None) -> Check:
    return shape(
        {"text": text(75, kinds), "value": string(150)}, {"description": text(75, kinds), **(extra or {})}
    )


MENU_OPTION = option()
BOX_OPTION = option(ANY_TEXT)
GROUP = shape({"label": text(75), "options": items(MENU_OPTION, 100)})

COMMON = {"action_id": ACTION_ID, "confirm": CONFIRM, "focus_on_load": boolean}
PLACEHOLDER = {"placeholder": text(150)}
MENU = {**COMMON, **PLACEHOLDER}
MANY = {**MENU, "max_selected_items": integer(1, 1000)}
FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)})
TYPED = {
    "action_id": ACTION_ID,
    "focus_on_load": boolean,
    "dispatch_action_config": DISPATCH,
    **PLACEHOLDER,
}


def _options_or_groups(value: Any, at: str) -> Iterator[str]:
    """A static menu has either options or groups of them."""
    if ("options" in value) == ("option_groups" in value):
        yield wrong("must have either options or option_groups", at)


def _initial_among_options(value: Any, at: str) -> Iterator[str]:
    """What is chosen at first must be one of the options, whole."""
    groups = value.get("option_groups") or []
    offered = [*(value.get("options") or []), *(o for group in groups for o in group.get("options", []))]
    initial = [value["initial_option"]] if value.get("initial_option") else value.get("initial_options") or []
    for chosen in initial:
        if chosen not in offered:
            yield wrong("initial option must match one of the options", at)


def _min_not_above_max(value: Any, at: str) -> Iterator[str]:
    if value.get("min_length", 0) > value.get("max_length", 3000):
        yield wrong("min_length must not be greater than max_length", at)


def _static(optional: Mapping[str, Check]) -> Check:
    keys = {"options": items(MENU_OPTION, 100), "option_groups": items(GROUP, 100), **optional}
    return all_of(shape({}, keys), _options_or_groups, _initial_among_options)


BUTTON = shape(
    {"text": text(75)},
    {
        "action_id": ACTION_ID,
        "url": LINK,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)

IMAGE = shape({"alt_text": string(2000)}, {"image_url": LINK, "slack_file": anything})

MENUS: dict[str, Check] = {
    "static_select": _static({**MENU, "initial_option": MENU_OPTION}),
    "external_select": shape(
        {}, {**MENU, "initial_option": MENU_OPTION, "min_query_length": integer(0, 1000)}
    ),
    "users_select": shape({}, {**MENU, "initial_user": ACCOUNT}),
    "conversations_select": shape(
        {},
        {
            **MENU,
            "initial_conversation": CONVERSATION,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": FILTER,
        },
    ),
    "channels_select": shape({}, {**MENU, "initial_channel": CONVERSATION, "response_url_enabled": boolean}),
    "multi_static_select": _static({**MANY, "initial_options": items(MENU_OPTION, 100)}),
    "multi_external_select": shape(
        {}, {**MANY, "initial_options": items(MENU_OPTION, 100), "min_query_length": integer(0, 1000)}
    ),
    "multi_users_select": shape({}, {**MANY, "initial_users": items(ACCOUNT, 1000)}),
    "multi_conversations_select": shape(
        {},
        {
            **MANY,
            "initial_conversations": items(CONVERSATION, 1000),
            "default_to_current_conversation": boolean,
            "filter": FILTER,
        },
    ),
    "multi_channels_select": shape({}, {**MANY, "initial_channels": items(CONVERSATION, 1000)}),
}

CHOICES: dict[str, Check] = {
    "checkboxes": all_of(
        shape({"options": items(BOX_OPTION, 10)}, {**COMMON, "initial_options": items(BOX_OPTION, 10)}),
        _initial_among_options,
    ),
    "radio_buttons": all_of(
        shape({"options": items(BOX_OPTION, 10)}, {**COMMON, "initial_option": BOX_OPTION}),
        _initial_among_options,
    ),
    "datepicker": shape({}, {**MENU, "initial_date": DATE}),
    "timepicker": shape({}, {**MENU, "initial_time": TIME, "timezone": string(100)}),
    "datetimepicker": shape({}, {**COMMON, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}),
}

OVERFLOW = shape(
    {"options": items(option(extra={"url": LINK}), 5)}, {"action_id": ACTION_ID, "confirm": CONFIRM}
)

TYPED_INPUTS: dict[str, Check] = {
    "plain_text_input": all_of(
        shape(
            {},
            {
                **TYPED,
                "initial_value": string(3000, shortest=0),
                "multiline": boolean,
                "min_length": integer(0, 3000),
                "max_length": integer(1, 3000),
            },
        ),
        _min_not_above_max,
    ),
    "email_text_input": shape({}, {**TYPED, "initial_value": string(3000, shortest=0)}),
    "url_text_input": shape({}, {**TYPED, "initial_value": string(3000, shortest=0)}),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**TYPED, "initial_value": string(100), "min_value": string(100), "max_value": string(100)},
    ),
    "rich_text_input": shape({}, {**TYPED, "initial_value": anything}),
    "file_input": shape(
        {}, {"action_id": ACTION_ID, "filetypes": items(string(20), 100), "max_files": integer(1, 10)}
    ),
}

IN_ACTIONS = by_type({"button": BUTTON, "overflow": OVERFLOW, **MENUS, **CHOICES})
IN_ACCESSORY = by_type({"button": BUTTON, "overflow": OVERFLOW, "image": IMAGE, **MENUS, **CHOICES})
IN_INPUT = by_type({**TYPED_INPUTS, **MENUS, **CHOICES})
IN_CONTEXT = by_type(
    {
        "image": IMAGE,
        "plain_text": shape({"text": string(3000)}, {"emoji": boolean}),
        "mrkdwn": shape({"text": string(3000)}, {"verbatim": boolean}),
    }
)

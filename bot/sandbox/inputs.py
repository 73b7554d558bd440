"""What a person can fill in, and the shape in which Slack hands it to the app (`state.values`)."""

from typing import Any

from bot.sandbox.ids import interactive_elements

STATEFUL = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "checkboxes": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "file_input": ("files", "initial_files"),
}
"""For each kind of element: the key its value has in the state, and the key it starts from."""

LISTS = {"selected_options", "selected_users", "selected_conversations", "selected_channels", "files"}


def value_key(element_type: str) -> str:
    return STATEFUL[element_type][0]


def first_values(blocks: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The state of a view nobody has touched yet."""
    values: dict[str, dict[str, Any]] = {}
    for block in blocks:
        for element in interactive_elements(block):
            if element["type"] in STATEFUL:
                values.setdefault(block["block_id"], {})[element["action_id"]] = first_value(element)
    return values


def first_value(element: dict[str, Any]) -> dict[str, Any]:
    key, initial = STATEFUL[element["type"]]
    nothing: Any = [] if key in LISTS else None
    return {"type": element["type"], key: element.get(initial, nothing)}

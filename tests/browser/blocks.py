"""Block Kit of every kind, as a bot for committees would send it."""

from typing import Any

Block = dict[str, Any]


def words(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def marked(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str, description: str | None = None) -> Block:
    return {
        "text": words(text),
        "value": value,
        **({"description": words(description)} if description else {}),
    }


def button(text: str, action_id: str, value: str = "yes", **more: Any) -> Block:
    return {"type": "button", "text": words(text), "action_id": action_id, "value": value, **more}


def card(answer: str) -> list[Block]:
    sure = {
        "title": words("Decline?"),
        "text": marked("The chair is told."),
        "confirm": words("Decline"),
        "deny": words("No"),
    }
    return [
        {"type": "header", "text": words("Trygghetsrådet: meeting 15 December")},
        {
            "type": "section",
            "text": marked("*Friday 15 December 2017*\n10:00–12:00, Rådsalen, Granviks stadshus"),
            "accessory": {
                "type": "overflow",
                "action_id": "card_menu",
                "options": [
                    option("Move", "move"),
                    option("Cancel the meeting", "cancel", "Everybody is told"),
                ],
            },
        },
        {
            "type": "section",
            "fields": [marked(f"*Answer*\n{answer}"), marked("*Agenda*\n5 topics, 1 tentative")],
        },
        {
            "type": "actions",
            "elements": [
                button("Accept", "accept", "accepted", style="primary"),
                button("Maybe", "tentative"),
                button("Decline", "decline", "declined", style="danger", confirm=sure),
            ],
        },
        {
            "type": "context",
            "elements": [
                marked("Invitations: 11 of 12 delivered :warning: · <https://example.org/m/7|minutes>")
            ],
        },
    ]


def home_blocks(answer: str) -> list[Block]:
    return [
        {"type": "header", "text": words("My meetings")},
        {
            "type": "section",
            "text": marked(f"*Friday 15 December*, 10:00–12:00\n{answer}"),
            "accessory": button("Accept", "home_answer", style="primary"),
        },
        {"type": "divider"},
        {"type": "context", "elements": [marked("You sit on *Trygghetsrådet* as secretary")]},
    ]


def every_block() -> list[Block]:
    """Everything a message can hold."""
    return [*card("<@U0MAJA> accepted"), {"type": "divider"}, *_writing(), *_choosing()]


AGENDA = """## Agenda
1. Opening
2. **Agreement** with the housing company
   - extended through *June*
   - ~~second draft~~
3. [Report](https://example.org/report)

- [x] room booked
- [ ] papers sent

> Noted as said.
"""


def _writing() -> list[Block]:
    cells = [
        ["Action", "Who", "Due"],
        ["Invite the hate-crime group", "Maja Ek", "1 Dec"],
        ["Book the room", "Oliver Hart", "8 Dec"],
    ]
    return [
        {"type": "markdown", "text": AGENDA},
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "Decided ", "style": {"bold": True}},
                        {"type": "user", "user_id": "U0OLIVER"},
                        {"type": "text", "text": " reports "},
                        {"type": "emoji", "name": "memo"},
                    ],
                },
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": "in March"}]},
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": "in June"}]},
                    ],
                },
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "Nobody objected."}]},
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "UID  7@kallelse"}]},
            ],
        },
        {"type": "table", "rows": [[{"type": "raw_text", "text": text} for text in row] for row in cells]},
        {"type": "image", "image_url": "https://example.org/room.png", "alt_text": "The council chamber"},
    ]


def _choosing() -> list[Block]:
    return [
        {
            "type": "section",
            "text": marked("Who presents?"),
            "accessory": {"type": "users_select", "action_id": "who", "placeholder": words("Somebody")},
        },
        {
            "type": "actions",
            "elements": [
                {"type": "datepicker", "action_id": "on", "initial_date": "2017-12-15"},
                {"type": "timepicker", "action_id": "at", "initial_time": "10:00"},
                {"type": "conversations_select", "action_id": "where", "placeholder": words("A channel")},
            ],
        },
    ]


def every_input() -> list[Block]:
    """Everything a modal can ask for."""
    kinds = [
        option("Information", "information"),
        option("Discussion", "discussion"),
        option("Decision", "decision", "Is numbered"),
    ]
    asked: list[tuple[str, Block]] = [
        ("Details", {"type": "plain_text_input", "multiline": True, "max_length": 200}),
        ("E-mail", {"type": "email_text_input"}),
        ("Link", {"type": "url_text_input"}),
        (
            "Minutes wanted",
            {"type": "number_input", "is_decimal_allowed": False, "min_value": "5", "max_value": "120"},
        ),
        ("Kind", {"type": "radio_buttons", "options": kinds}),
        (
            "Marks",
            {
                "type": "checkboxes",
                "options": [option("Tentative", "tentative"), option("Standing", "standing")],
            },
        ),
        ("Kinds", {"type": "multi_static_select", "options": kinds}),
        ("Presenters", {"type": "multi_users_select"}),
        ("Channel", {"type": "conversations_select"}),
        ("Date", {"type": "datepicker"}),
        ("From", {"type": "timepicker"}),
        ("Reminder", {"type": "datetimepicker"}),
        ("Papers", {"type": "file_input", "filetypes": ["pdf", "txt"], "max_files": 2}),
    ]
    return [
        {
            "type": "input",
            "block_id": label.lower().replace(" ", "_"),
            "label": words(label),
            "optional": True,
            "element": {**element, "action_id": label.lower().replace(" ", "_")},
        }
        for label, element in asked
    ]

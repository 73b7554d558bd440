"""Block Kit is drawn, answers when it is used, and never leaves anything out in silence."""

import re

import pytest
from playwright.sync_api import expect

from bot.sandbox.model import Channel
from bot.sandbox.server import Sandbox
from tests.browser.blocks import words
from tests.browser.conftest import Opens
from tests.browser.pages import last_message, write
from tests.browser.places import OLIVER
from tests.sandbox.calling import api

pytestmark = pytest.mark.browser


def test_button_changes_the_message_for_everybody(opens: Opens) -> None:
    maja, oliver = opens(), opens(OLIVER.id)
    write(maja, "/meeting card")
    last_message(oliver).get_by_role("button", name="Accept").click()
    expect(last_message(maja)).to_contain_text("@Oliver Hart accepted")
    expect(last_message(maja)).to_contain_text("(redigerat)")


def test_button_that_asks_first_does_nothing_when_taken_back(opens: Opens) -> None:
    page = opens()
    write(page, "/meeting card")
    decline = last_message(page).get_by_role("button", name="Decline")
    decline.click()
    question = page.get_by_role("dialog", name="Decline?")
    expect(question).to_contain_text("The chair is told.")
    question.get_by_role("button", name="No").click()
    expect(question).to_have_count(0)
    expect(decline).to_be_focused()
    expect(last_message(page)).to_contain_text("nobody")
    decline.click()
    question.get_by_role("button", name="Decline").click()
    expect(last_message(page)).to_contain_text("@Maja Ek declined")


def test_overflow_menu_is_walked_by_keyboard(opens: Opens) -> None:
    page = opens()
    write(page, "/meeting card")
    more = last_message(page).get_by_role("button", name="Mer", exact=True)
    more.focus()
    more.press("Enter")
    items = page.get_by_role("menuitem")
    expect(items).to_have_text(["Move", "Cancel the meetingEverybody is told"])
    expect(items.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(items.last).to_be_focused()
    page.keyboard.press("Home")
    expect(items.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(items).to_have_count(0)
    expect(more).to_be_focused()


def test_every_block_of_a_message_is_drawn(opens: Opens) -> None:
    page = opens()
    write(page, "/meeting everything")
    shown = last_message(page)
    expect(shown.get_by_role("heading", name="Trygghetsrådet: meeting 15 December")).to_be_visible()
    expect(shown.locator(".fields .text")).to_have_count(2)
    expect(shown.locator(".markdown ol > li")).to_have_text(
        ["Opening", re.compile("Agreement with the housing company"), "Report"]
    )
    expect(shown.locator(".markdown ol > li ul > li s")).to_have_text("second draft")
    expect(shown.locator(".markdown .task input")).to_have_count(2)
    expect(shown.locator(".rich > ul > li")).to_have_text(["in March", "in June"])
    expect(shown.locator(".rich .mention")).to_have_text("@Oliver Hart")
    expect(shown.locator("table tr")).to_have_count(3)
    expect(shown.get_by_role("img", name="The council chamber")).to_be_visible()
    expect(shown.get_by_role("textbox", name="Datum")).to_have_value("fre 15 dec. 2017")
    expect(shown.get_by_role("combobox", name="Tid")).to_have_value("10:00")
    expect(shown.locator(".unknown")).to_have_count(0)


def test_what_cannot_be_drawn_is_said(opens: Opens, sandbox: Sandbox, channel: Channel) -> None:
    sandbox.workspace.messages.post(
        channel.id,
        "U0KALLELSE",
        "",
        blocks=[
            {"type": "hologram", "block_id": "a"},
            {"type": "actions", "block_id": "b", "elements": [{"type": "wheel", "action_id": "x"}]},
            {"type": "rich_text", "block_id": "c", "elements": [{"type": "rich_text_poem", "elements": []}]},
            {
                "type": "video",
                "block_id": "d",
                "title": {"type": "plain_text", "text": "A film"},
                "alt_text": "film",
            },
        ],
    )
    shown = last_message(opens())
    expect(shown.locator(".unknown")).to_have_text(
        [re.compile("”hologram”"), re.compile("”wheel”"), re.compile("”rich_text_poem”")]
    )
    expect(shown.locator(".video")).to_contain_text("A film")


def test_reaction_is_shown_and_joined_in(opens: Opens, sandbox: Sandbox, channel: Channel) -> None:
    said = sandbox.person("Oliver").types("Klart", f"#{channel.name}")
    page = opens()
    message = last_message(page)
    message.hover()
    message.get_by_role("button", name="Mer att göra med meddelandet").click()
    page.get_by_role("menuitem", name="Add to agenda").click()
    reaction = message.locator(".reaction")
    expect(reaction).to_have_text("📝 1")
    expect(reaction).to_have_attribute("aria-label", "Kallelse reagerade med :memo:")
    reaction.click()
    expect(reaction).to_have_text("📝 2")
    expect(reaction).to_have_attribute("aria-pressed", "true")
    assert said.text == "Klart"


@pytest.mark.parametrize(("sent_on", "keys"), [("on_enter_pressed", ["Enter"]), ("on_character_entered", [])])
def test_text_in_a_message_is_sent_on_enter_or_as_it_is_typed(
    opens: Opens, sandbox: Sandbox, channel: Channel, sent_on: str, keys: list[str]
) -> None:
    page = opens()
    asked = {
        "type": "input",
        "dispatch_action": True,
        "label": words("Search"),
        "element": {
            "type": "plain_text_input",
            "action_id": "typed",
            "dispatch_action_config": {"trigger_actions_on": [sent_on]},
        },
    }
    api(sandbox, "chat.postMessage", channel=channel.id, text="Search", blocks=[asked])
    field = last_message(page).get_by_label("Search")
    field.fill("Lampor")
    for key in keys:
        field.press(key)
    last_message(page).get_by_role("button", name="1 svar").click()
    expect(page.locator("aside .message").last).to_contain_text("Typed: Lampor")

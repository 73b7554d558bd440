"""Who one is, where one is, what time it is, and on how wide a page."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.model import Channel
from bot.sandbox.server import Sandbox
from tests.browser.conftest import PHONE, Opens
from tests.browser.pages import last_message, write
from tests.browser.places import CHAT, SAMIRA

pytestmark = pytest.mark.browser


def test_somebody_else_sees_the_page_in_their_language(
    opens: Opens, sandbox: Sandbox, channel: Channel
) -> None:
    page = opens()
    expect(page.get_by_role("button", name="Arbetsytans klocka: onsdag 11 oktober 2017")).to_be_visible()
    page.get_by_role("button", name="Du är Maja Ek").click()
    page.get_by_role("menuitemradio", name="Oliver Hart").click()
    expect(page.get_by_role("button", name="You are Oliver Hart")).to_be_visible()
    expect(
        page.get_by_role("button", name="The workspace’s clock: Wednesday 11 October 2017 12:0")
    ).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    write(page, "it is me")
    expect(last_message(page)).to_contain_text("it is me")
    assert sandbox.workspace.messages.in_channel(channel.id)[-1].user == "U0OLIVER"
    page.reload()
    expect(page.get_by_role("button", name="You are Oliver Hart")).to_be_visible()


def test_language_can_be_chosen_against_the_persons_own(opens: Opens, channel: Channel) -> None:
    page = opens()
    page.get_by_role("button", name="Språk: Svenska").click()
    page.get_by_role("menuitemradio", name="English").click()
    expect(page.get_by_role("navigation", name="Channels and messages")).to_be_visible()
    expect(page.get_by_role("textbox", name=f"Write to #{channel.name}")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Language: English").click()
    page.get_by_role("menuitemradio", name="The person’s own").click()
    expect(page.get_by_role("textbox", name=f"Skriv till #{channel.name}")).to_be_visible()


def test_home_tab_is_opened_and_answers(opens: Opens) -> None:
    page = opens()
    page.locator(".sidebar .place", has_text="Kallelse").click()
    expect(page.get_by_role("heading", name="My meetings")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("You accepted")).to_be_visible()
    page.get_by_role("link", name="Meddelanden").click()
    write(page, "hej")
    expect(last_message(page)).to_contain_text("Write /propose in the channel.")


def test_direct_message_is_opened_from_the_list_of_people(opens: Opens) -> None:
    page = opens()
    page.get_by_role("button", name="Nytt direktmeddelande").click()
    page.get_by_role("menuitem", name="Samira Nouri").click()
    expect(page.get_by_role("heading", name="Samira Nouri")).to_be_visible()
    write(page, "Kommer du på fredag?")
    samira = opens(SAMIRA.id)
    samira.get_by_role("link", name="Maja Ek").click()
    expect(last_message(samira)).to_contain_text("Kommer du på fredag?")


def test_channel_is_joined_and_the_bot_added(opens: Opens, sandbox: Sandbox) -> None:
    page = opens(SAMIRA.id, f"channel/{CHAT.id}")
    page.get_by_role("button", name="Gå med i kanalen").click()
    expect(page.get_by_role("textbox", name="Skriv till #fika")).to_be_visible()
    add = page.get_by_role("button", name="Lägg till Kallelse")
    add.click()
    expect(add).to_have_count(0)
    assert sandbox.workspace.channel(CHAT.id).members == ("U0MAJA", "U0OLIVER", "U0SAMIRA", "U0KALLELSE")


def test_clock_is_moved_forward_by_steps(own_page: Page, own_sandbox: Sandbox) -> None:
    page = own_page
    page.get_by_role("button", name="Arbetsytans klocka").click()
    page.get_by_role("menuitem", name="1 vecka").click()
    expect(page.locator(".clock-date")).to_have_text("ons 18 okt. 2017")
    expect(page.locator(".notice")).to_contain_text("Nu är det onsdag 18 oktober 2017 13:0")
    assert own_sandbox.clock.now().date().isoformat() == "2017-10-18"


def test_clock_is_moved_to_a_moment_and_never_back(own_page: Page, own_sandbox: Sandbox) -> None:
    page = own_page
    page.get_by_role("button", name="Arbetsytans klocka").click()
    page.get_by_role("menuitem", name="Flytta till datum och tid").click()
    question = page.get_by_role("dialog", name="Flytta till datum och tid")
    day = question.get_by_label("Datum och tid")
    day.fill("2017-10-10")
    question.get_by_role("button", name="Ställ fram klockan").click()
    expect(question.locator(".problem")).to_have_text("Klockan går bara framåt. Välj en senare tid.")
    day.fill("2017-12-14")
    question.get_by_role("combobox", name="Tid").fill("18:30")
    question.get_by_role("button", name="Ställ fram klockan").click()
    expect(page.locator(".clock")).to_contain_text("tors 14 dec. 2017 18:30 CET")
    assert own_sandbox.clock.now().replace(second=0, microsecond=0) == datetime(
        2017, 12, 14, 17, 30, tzinfo=UTC
    )


def test_old_message_shows_its_date_once_the_day_has_passed(own_page: Page) -> None:
    page = own_page
    write(page, "i dag")
    expect(last_message(page).locator("time")).to_have_text("13:00")
    page.get_by_role("button", name="Arbetsytans klocka").click()
    page.get_by_role("menuitem", name="1 dygn").click()
    expect(last_message(page).locator("time")).to_have_text("ons 11 okt. 2017 13:00")
    expect(page.locator(".day")).to_have_text("I går, onsdag 11 oktober 2017")


def test_phone_has_a_drawer_and_nothing_sticks_out(opens: Opens) -> None:
    page = opens(size=PHONE)
    sidebar = page.get_by_role("navigation", name="Kanaler och meddelanden")
    expect(sidebar).to_be_hidden()
    write(page, "/meeting everything")
    expect(last_message(page).locator("table")).to_be_visible()
    write(page, "https://example.org/" + "ö" * 300)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Kanaler och meddelanden").click()
    expect(sidebar.get_by_role("link").first).to_be_focused()
    sidebar.get_by_role("link", name="fika").click()
    expect(page.get_by_role("heading", name="fika")).to_be_visible()
    expect(sidebar).to_be_hidden()


def test_modal_on_a_phone_fills_the_page(opens: Opens) -> None:
    page = opens(size=PHONE)
    write(page, "/propose")
    modal = page.get_by_role("dialog", name="Propose a topic")
    expect(modal).to_be_visible()
    box = modal.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["height"]) == (0, 390, 844)


def test_lost_workspace_is_told_and_found_again(opens: Opens) -> None:
    page = opens()
    expect(page.locator(".banner")).to_be_hidden()
    page.context.set_offline(True)
    page.locator(".page .composer-field").fill("hallå")
    page.locator(".page .composer-field").press("Enter")
    expect(page.get_by_text("Arbetsytan svarar inte. Är den fortfarande igång?")).to_be_visible()
    expect(page.locator(".page .composer-field")).to_have_value("hallå")
    page.context.set_offline(False)
    page.locator(".page .composer-field").press("Enter")
    expect(last_message(page)).to_contain_text("hallå")

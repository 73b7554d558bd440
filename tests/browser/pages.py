"""What a person does on the page."""

from playwright.sync_api import Browser, Locator, Page, expect

from bot.sandbox.workspace import BOT_USER_ID
from tests.at_work import Town


def write(page: Page, text: str) -> None:
    """Types into the composer and sends."""
    field = page.locator(".page .composer-field")
    field.fill(text)
    field.press("Escape")
    field.press("Enter")
    expect(field).to_have_value("")


def last_message(page: Page) -> Locator:
    return page.locator(".page .message").last


def message_with(page: Page, text: str) -> Locator:
    return page.locator(".page .message").filter(has_text=text).last


def looks(browser: Browser, town: Town, user: str, place: str, locale: str) -> Page:
    """A page of the sandbox with the real bot in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale=locale)
    page = context.new_page()
    page.goto(f"{town.sandbox.url}/#/{user}/{place}")
    return page


def direct(town: Town, user: str) -> str:
    """Where their direct messages with the bot are."""
    channel = town.sandbox.workspace.direct_messages(user, BOT_USER_ID)
    return f"channel/{channel.id}"

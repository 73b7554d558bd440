"""What a person does on the page."""

from playwright.sync_api import Locator, Page, expect


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

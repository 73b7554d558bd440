"""The page can be read and used by more than those who see it well."""

import re

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.client_reading import CLIENT
from tests.browser.conftest import Opens
from tests.browser.pages import last_message, write

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
PAIRS = [
    ("ink", "paper"),
    ("ink-2", "paper"),
    ("ink-2", "paper-2"),
    ("ink", "side"),
    ("ink-2", "side"),
    ("ink", "accent-soft"),
    ("link", "paper"),
    ("link", "accent-soft"),
    ("danger", "paper"),
    ("accent-ink", "accent"),
    ("ink", "mention"),
    ("ink", "warn-soft"),
]


def colours(*, dark: bool) -> dict[str, str]:
    light, night = (CLIENT / "base.css").read_text("utf-8").split("prefers-color-scheme: dark")
    found = re.compile(r"--([\w-]+): #([0-9a-f]{6})")
    return dict(found.findall(light)) | (dict(found.findall(night)) if dark else {})


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "paper"), PAIRS, ids=lambda name: name)
def test_text_stands_out_from_its_ground(*, dark: bool, ink: str, paper: str) -> None:
    known = colours(dark=dark)
    darker, lighter = sorted([luminance(known[ink]), luminance(known[paper])])
    assert (lighter + 0.05) / (darker + 0.05) >= LEAST_CONTRAST


NAMELESS = """() => [...document.querySelectorAll("button, a[href], input, select, textarea, [role=region], iframe")]
    .filter((one) => one.checkVisibility())
    .filter((one) => !(one.getAttribute("aria-label") || one.textContent.trim() || one.labels?.length || one.title))
    .map((one) => one.outerHTML)"""


def nameless(page: Page) -> list[str]:
    found: list[str] = page.evaluate(NAMELESS)
    return found


@pytest.mark.browser
def test_everything_that_can_be_used_has_a_name(opens: Opens) -> None:
    page = opens()
    write(page, "/meeting everything")
    expect(last_message(page).locator("table")).to_be_visible()
    assert nameless(page) == []
    page.get_by_role("button", name="Genvägar").click()
    page.get_by_role("menuitem", name="Plan a meeting").click()
    expect(page.get_by_role("dialog", name="Plan a meeting")).to_be_visible()
    assert nameless(page) == []


@pytest.mark.browser
def test_page_can_be_walked_with_tab_from_the_top(opens: Opens) -> None:
    page = opens()
    page.locator(".skip").focus()
    names = []
    for _ in range(4):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.ariaLabel || document.activeElement.textContent"))
    assert [name.split(":")[0] for name in names] == [
        "Arbetsytans klocka",
        "Språk",
        "Du är Maja Ek. Bli någon annan",
        "trygghetsradet",
    ]
    page.locator(".skip").press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


@pytest.mark.browser
def test_nothing_moves_while_the_page_opens(opens: Opens) -> None:
    page = opens()
    write(page, "/meeting everything")
    expect(last_message(page).locator("table")).to_be_visible()
    page.reload()
    expect(last_message(page).locator("table")).to_be_visible()
    moved = """() => new Promise((resolve) => {
        const seen = new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, one) => sum + one.value, 0)));
        seen.observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 300);
    })"""
    assert page.evaluate(moved) < 0.1

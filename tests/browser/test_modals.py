"""Modals are filled in by keyboard, corrected and sent."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Opens
from tests.browser.pages import last_message, write

pytestmark = pytest.mark.browser


def test_modal_is_filled_by_keyboard_corrected_and_accepted(opens: Opens) -> None:
    page = opens()
    write(page, "/propose")
    modal = page.get_by_role("dialog", name="Propose a topic")
    title, kind = modal.get_by_label("Title"), modal.get_by_label("Kind")
    expect(title).to_be_focused()
    page.keyboard.press("Enter")
    expect(modal.locator(".problem")).to_have_text(["Fyll i det här.", "Fyll i det här."])
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("Nothing")
    page.keyboard.press("Tab")
    expect(kind).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("deci")
    expect(page.get_by_role("option")).to_have_text(["Decision"])
    page.keyboard.press("Enter")
    expect(kind).to_have_value("Decision")
    page.keyboard.press("Control+Enter")
    expect(modal.locator(".problem")).to_have_text("A topic needs a better title.")
    expect(title).to_be_focused()
    expect(kind).to_have_value("Decision")
    title.fill("Lights at the station")
    page.keyboard.press("Enter")
    expect(modal).to_be_hidden()
    expect(last_message(page)).to_contain_text("Proposed: Lights at the station")


def test_field_that_acts_at_once_changes_the_modal_and_keeps_what_was_filled_in(opens: Opens) -> None:
    page = opens()
    write(page, "/propose")
    modal = page.get_by_role("dialog", name="Propose a topic")
    modal.get_by_label("Title").fill("Half a thought")
    modal.get_by_label("Kind").click()
    page.get_by_role("option", name="Discussion").click()
    expect(modal.get_by_text("Discussion: the chair is asked")).to_be_visible()
    expect(modal.get_by_label("Title")).to_have_value("Half a thought")
    expect(modal.get_by_label("Kind")).to_have_value("Discussion")
    expect(modal.get_by_label("Kind")).to_be_focused()


def test_tab_stays_in_the_modal_and_escape_closes_it(opens: Opens) -> None:
    page = opens()
    write(page, "/propose")
    modal = page.get_by_role("dialog", name="Propose a topic")
    expect(modal.get_by_label("Title")).to_be_focused()
    for _ in range(9):
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('dialog'))")
    page.keyboard.press("Escape")
    expect(modal).to_be_hidden()
    expect(page.locator(".page .composer-field")).to_be_focused()


def test_modal_on_top_of_another_comes_back_to_what_was_filled_in(opens: Opens) -> None:
    page = opens()
    write(page, "/propose")
    first = page.get_by_role("dialog", name="Propose a topic")
    first.get_by_label("Title").fill("Half a thought")
    first.get_by_label("Presenter").click()
    page.get_by_role("option", name="Oliver Hart").click()
    first.get_by_role("button", name="More fields").click()
    second = page.get_by_role("dialog", name="More fields")
    expect(second.get_by_label("Details")).to_be_focused()
    second.get_by_role("button", name="Tillbaka").click()
    expect(first.get_by_label("Title")).to_have_value("Half a thought")
    expect(first.get_by_label("Presenter")).to_have_value("Oliver Hart")
    page.reload()
    expect(first.get_by_label("Title")).to_have_value("Half a thought")


def plan(page: Page) -> None:
    page.get_by_role("button", name="Genvägar").click()
    page.get_by_role("menuitem", name="Plan a meeting").click()
    expect(page.get_by_role("dialog", name="Plan a meeting")).to_be_visible()


def test_every_kind_of_input_reaches_the_bot(opens: Opens) -> None:
    page = opens()
    plan(page)
    modal = page.get_by_role("dialog", name="Plan a meeting")
    modal.get_by_label("Details").fill("Två rader\nför protokollet")
    modal.get_by_label("E-mail").fill("anna@example.org")
    modal.get_by_label("Link").fill("https://example.org/karta")
    modal.get_by_label("Minutes wanted").fill("20")
    modal.get_by_label("Discussion").check()
    modal.get_by_label("Tentative").check()
    modal.get_by_label("Standing").check()
    for label, choices in {
        "Kinds": ["Information", "Decision"],
        "Presenters": ["Samira Nouri", "Maja Ek"],
    }.items():
        for choice in choices:
            modal.get_by_role("combobox", name=label).click()
            page.get_by_role("option", name=choice).click()
    modal.get_by_role("button", name="Ta bort Information").click()
    modal.get_by_role("combobox", name="Channel").click()
    page.get_by_role("option", name="#presidium").click()
    date = modal.get_by_role("textbox", name="Date")
    date.click()
    calendar = page.get_by_role("dialog", name="Datum")
    expect(calendar.locator("strong")).to_have_text("oktober 2017")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("PageDown")
    page.keyboard.press("PageDown")
    calendar.get_by_role("button", name="fredag 15 december 2017").click()
    expect(date).to_have_value("fre 15 dec. 2017")
    modal.get_by_role("combobox", name="From").fill("10.30")
    reminder = modal.locator(".moment input")
    reminder.first.fill("2017-12-08")
    reminder.last.fill("9")
    papers = [FilePayload(name="karta.pdf", mimeType="application/pdf", buffer=b"%PDF")]
    modal.get_by_label("Papers").set_input_files(papers)
    expect(modal.locator(".chosen-file")).to_have_text("karta.pdf")
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_be_hidden()
    page.get_by_role("link", name="Kallelse").click()
    page.get_by_role("link", name="Meddelanden").click()
    expect(last_message(page).locator(".text")).to_have_text(
        "details = Två rader\nför protokollet\ne-mail = anna@example.org\nlink = https://example.org/karta\n"
        "minutes_wanted = 20\nkind = discussion\nmarks = tentative,standing\nkinds = decision\n"
        "presenters = U0SAMIRA,U0MAJA\nchannel = C0PRESIDIUM\ndate = 2017-12-15\nfrom = 10:30\nreminder = 1512720000\n"
        "papers = karta.pdf of 4 bytes",
        use_inner_text=True,
    )


@pytest.mark.parametrize(
    ("label", "given", "problem"),
    [
        ("E-mail", "anna", "Skriv en e-postadress, till exempel anna@example.org."),
        ("Link", "example", "Skriv en webbadress, till exempel https://example.org."),
        ("Minutes wanted", "many", "Skriv ett tal."),
        ("Minutes wanted", "7.5", "Skriv ett heltal."),
        ("Minutes wanted", "3", "Minst 5."),
        ("Details", "x" * 203, "Högst 200 tecken; 3 för många."),
    ],
)
def test_answer_that_slack_would_not_send_is_stopped_at_its_field(
    opens: Opens, label: str, given: str, problem: str
) -> None:
    page = opens()
    plan(page)
    modal = page.get_by_role("dialog", name="Plan a meeting")
    modal.get_by_label(label).fill(given)
    modal.get_by_role("button", name="Save").click()
    expect(modal.locator(".problem")).to_have_text(problem)
    expect(modal.get_by_label(label)).to_be_focused()

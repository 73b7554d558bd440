"""People attach files to messages and to forms, and download what others have shared."""

import pytest
from playwright.sync_api import FilePayload, Page, expect

from bot.sandbox.model import Channel
from bot.sandbox.server import Sandbox
from tests.browser.conftest import Opens
from tests.browser.pages import last_message
from tests.browser.places import MAJA, OLIVER

pytestmark = pytest.mark.browser

CONTRACT = FilePayload(name="Avtal 2018.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
NOTES = FilePayload(name="notes.txt", mimeType="text/plain", buffer=b"Notes")
PICTURE = FilePayload(name="room.png", mimeType="image/png", buffer=b"png")


def attach(page: Page, *files: FilePayload) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator(".page").get_by_role("button", name="Bifoga filer").click()
    chooser.value.set_files(list(files))
    expect(page.locator(".page .composer-files .chosen-file")).to_have_count(len(files))


def test_attached_file_is_shared_with_words_and_downloaded_by_others(opens: Opens) -> None:
    maja, oliver = opens(), opens(OLIVER.id)
    attach(maja, CONTRACT, NOTES)
    maja.locator(".page").get_by_role("button", name="Ta bort notes.txt").click()
    maja.locator(".page .composer-field").fill("Läs till fredag")
    maja.locator(".page .composer-field").press("Enter")
    expect(maja.locator(".page .chosen-file")).to_have_count(0)
    said = last_message(oliver)
    expect(said).to_contain_text("Läs till fredag")
    with oliver.expect_download() as download:
        said.get_by_role("link", name="Avtal 2018.pdf").click()
    assert download.value.suggested_filename == "Avtal 2018.pdf"
    assert download.value.path().read_bytes() == b"%PDF-1.7"


def test_file_is_shared_without_words(opens: Opens, sandbox: Sandbox, channel: Channel) -> None:
    page = opens()
    send = page.locator(".page").get_by_role("button", name="Skicka")
    expect(send).to_be_disabled()
    attach(page, NOTES)
    send.click()
    expect(last_message(page).get_by_role("link", name="notes.txt")).to_be_visible()
    (message,) = sandbox.workspace.messages.in_channel(channel.id)
    assert (message.user, message.subtype, message.text) == (MAJA.id, "file_share", "")


def test_modal_takes_the_files_it_asks_for_and_no_others(opens: Opens) -> None:
    page = opens()
    page.get_by_role("button", name="Genvägar").click()
    page.get_by_role("menuitem", name="Plan a meeting").click()
    modal = page.get_by_role("dialog", name="Plan a meeting")
    field = modal.get_by_label("Papers")
    field.set_input_files([CONTRACT, PICTURE, NOTES])
    chosen = modal.locator(".chosen-file")
    expect(chosen).to_have_text(["Avtal 2018.pdf", "notes.txt"])
    modal.get_by_role("button", name="Ta bort notes.txt").click()
    expect(chosen).to_have_text(["Avtal 2018.pdf"])
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_be_hidden()
    page.get_by_role("link", name="Kallelse").click()
    page.get_by_role("link", name="Meddelanden").click()
    expect(last_message(page)).to_contain_text("papers = Avtal 2018.pdf of 8 bytes")

"""Everybody's mail, as its reader sees it."""

import pytest
from playwright.sync_api import expect

from bot.sandbox.server import Sandbox
from tests.browser.conftest import PHONE, Opens
from tests.browser.letters import invitation, sends
from tests.browser.places import MAJA, OLIVER

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True, scope="module")
def post(sandbox: Sandbox) -> None:
    """Three invitations: Maja's first one, a guest's, and the change that Oliver got."""
    sends(sandbox, invitation("maja.ek@granvik.example"))
    sends(sandbox, invitation("ines.falk@lansstyrelsen.example"))
    sends(sandbox, invitation("oliver.hart@bostader.example", sequence=1))


def test_mailbox_lists_everybody_and_opens_one_persons_letter(opens: Opens) -> None:
    page = opens()
    page.get_by_role("link", name="Brevlåda").click()
    letters = page.locator(".letter-line")
    expect(letters).to_have_count(1)
    page.get_by_role("link", name="Allas post").click()
    expect(letters).to_have_count(3)
    expect(letters.first).to_contain_text("Till Oliver Hart")
    owners = page.get_by_role("navigation", name="Brevlåda")
    expect(owners.get_by_role("link", name="ines.falk@lansstyrelsen.example")).to_contain_text("1")
    owners.get_by_role("link", name="Maja Ek").click()
    expect(letters).to_have_count(1)
    expect(letters).to_have_class("letter-line letter-unread")
    letters.click()
    expect(page.get_by_role("heading", name="Kallelse: Trygghetsrådet 15 december")).to_be_visible()
    expect(letters).to_have_class("letter-line ")
    assert page.url.split("#")[1].startswith(f"/{MAJA.id}/mail/maja.ek%40granvik.example/M")
    page.reload()
    expect(page.get_by_role("heading", name="Kallelse: Trygghetsrådet 15 december")).to_be_visible()


def test_invitation_is_drawn_as_a_calendar_entry(opens: Opens) -> None:
    page = opens(place=f"mail/{MAJA.email}")
    page.locator(".letter-line").click()
    entry = page.get_by_role("region", name="Kalenderpost")
    expect(entry.locator(".method")).to_have_text("Inbjudan")
    expect(entry.get_by_role("heading")).to_have_text("Trygghetsrådet: möte 4/2017")
    expect(entry.locator(".leaf")).to_have_text("dec.15fre")
    expect(entry.locator(".entry-fact")).to_have_text(
        [
            "fredag 15 december 2017 10:00–12:00 CET",
            "Rådsalen, Granviks stadshus",
            "Trygghetsrådet, arrangör",
        ]
    )
    expect(entry.locator(".answer")).to_have_text(
        ["Maja Ekkommer", "Oliver Harthar inte svarat", "Ines Falk (frivilligt)kommer inte"]
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="invite.ics").click()
    assert "METHOD:REQUEST" in download.value.path().read_text("utf-8")


def test_change_is_told_from_an_invitation_and_shown_in_both_zones(opens: Opens) -> None:
    page = opens(OLIVER.id, f"mail/{OLIVER.email}")
    page.locator(".letter-line").click()
    entry = page.get_by_role("region", name="Calendar entry")
    expect(entry.locator(".method")).to_have_text("Changed invitation")
    expect(entry.locator(".entry-fact").first).to_have_text(
        "Friday 15 December 2017 10:00–12:00 CET (Friday 15 December 2017 09:00–11:00 GMT)"
    )


def test_letter_has_three_faces_and_its_scripts_do_not_run(opens: Opens) -> None:
    page = opens(place=f"mail/{MAJA.email}")
    page.locator(".letter-line").click()
    inside = page.frame_locator(".letter-html")
    expect(inside.get_by_role("heading", name="Kallelse")).to_be_visible()
    expect(inside.get_by_role("link", name="Svara här")).to_be_visible()
    page.get_by_role("tab", name="Formgivet").press("ArrowRight")
    expect(page.locator(".letter-text")).to_contain_text("Fredag 15 december 2017 kl. 10.00–12.00")
    expect(page.get_by_role("tab", name="Oformaterat")).to_be_focused()
    page.get_by_role("tab", name="Källtext").click()
    expect(page.locator(".letter-source")).to_contain_text("Content-Type: multipart/mixed")
    assert page.title() != "taken"


def test_new_mail_is_counted_in_the_sidebar(opens: Opens, sandbox: Sandbox) -> None:
    page = opens()
    place = page.locator(".sidebar").get_by_role("link", name="Brevlåda")
    expect(place.locator(".unread")).to_have_count(0)
    sends(sandbox, invitation("maja.ek@granvik.example", method="CANCEL", sequence=2))
    expect(place.locator(".unread")).to_have_text("1")
    place.click()
    expect(page.locator(".letter-line")).to_have_count(2)
    page.locator(".letter-line").first.click()
    expect(page.get_by_role("region", name="Kalenderpost").locator(".method")).to_have_text("Inställt")
    expect(place.locator(".unread")).to_have_count(0)


def test_mailbox_on_a_phone_shows_one_thing_at_a_time(opens: Opens) -> None:
    page = opens(place="mail", size=PHONE)
    page.get_by_role("combobox", name="Brevlåda").select_option(value="ines.falk@lansstyrelsen.example")
    page.locator(".letter-line").click()
    expect(page.get_by_role("region", name="Kalenderpost")).to_be_visible()
    expect(page.locator(".letter-line")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Alla brev").click()
    expect(page.locator(".letter-line")).to_be_visible()

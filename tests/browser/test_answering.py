"""Letters are answered as in a mail program, and mailboxes can be made to misbehave as mailboxes do."""

from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.correspondent import FORGER
from bot.sandbox.habits import Gone, Habits
from bot.sandbox.mail_facts import whole
from bot.sandbox.server import Sandbox
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.letters import ORGANIZER, QUIET, invitation, sends
from tests.browser.places import MAJA, OLIVER
from tests.browser.test_look import nameless

pytestmark = pytest.mark.browser
INES = "ines.falk@lansstyrelsen.example"


@pytest.fixture
def page(own_page: Page, own_sandbox: Sandbox) -> Page:
    """Maja looks into the mailbox of Ines, who has no account and one invitation."""
    sends(own_sandbox, invitation(INES, html=QUIET))
    return looking_at(own_page, own_sandbox, INES)


def looking_at(page: Page, sandbox: Sandbox, owner: str) -> Page:
    page.goto(f"{sandbox.url}/#/{MAJA.id}/mail/{owner}")
    page.locator(".letter-line").first.click()
    expect(page.get_by_role("region", name="Svara på brevet")).to_be_visible()
    return page


def test_invitation_is_accepted_with_a_comment_and_the_answer_can_be_changed(
    page: Page, own_sandbox: Sandbox
) -> None:
    page.get_by_label("Kommentar").fill("Tåget är sent")
    page.get_by_role("button", name="Acceptera").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Besvarat: accepterat.")).to_be_visible()
    expect(page.get_by_role("button", name="Acceptera", pressed=True)).to_be_focused()
    expect(page.get_by_label("Kommentar")).to_have_value("")
    page.get_by_role("button", name="Avböj").click()
    expect(page.get_by_role("status").filter(has_text="Besvarat: avböjt.")).to_be_visible()
    expect(page.get_by_role("button", name="Acceptera", pressed=False)).to_be_visible()
    second, first = (whole(mail) for mail in own_sandbox.mailbox.mails(ORGANIZER))
    assert [(mail["from"], mail["subject"], mail["text"]) for mail in (first, second)] == [
        (f"Ines Falk <{INES}>", "Accepterat: Trygghetsrådet: möte 4/2017", "Tåget är sent\n"),
        (
            f"Ines Falk <{INES}>",
            "Avböjt: Trygghetsrådet: möte 4/2017",
            "Avböjt: Trygghetsrådet: möte 4/2017\n",
        ),
    ]
    assert [one["partstat"] for one in second["calendar"]["attendees"]] == ["DECLINED"]
    assert second["problems"] == []


def test_answer_stays_on_the_letter(page: Page, own_sandbox: Sandbox) -> None:
    page.get_by_role("button", name="Kanske").click()
    expect(page.get_by_role("button", name="Kanske", pressed=True)).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Kanske", pressed=True)).to_be_visible()
    assert own_sandbox.mailbox.answered() == {own_sandbox.mailbox.mails(INES)[0].id: "TENTATIVE"}


def test_forged_answer_comes_from_somebody_else(page: Page, own_sandbox: Sandbox) -> None:
    page.get_by_label("Så skickas svaret").select_option(label="Förfalskat: dmarc=fail")
    page.get_by_role("button", name="Acceptera").click()
    expect(page.get_by_role("button", name="Acceptera", pressed=True)).to_be_visible()
    (mail,) = own_sandbox.mailbox.mails(ORGANIZER)
    assert (mail.sender, whole(mail)["from"]) == (FORGER, f"Ines Falk <{INES}>")


def test_another_time_is_proposed(page: Page, own_sandbox: Sandbox) -> None:
    page.get_by_role("button", name="Föreslå ny tid").click()
    question = page.get_by_role("dialog", name="Föreslå ny tid")
    date = question.get_by_label("Datum och tid")
    expect(date).to_have_value("fre 15 dec. 2017")
    date.fill("2017-12-18")
    date.press("Tab")
    question.get_by_role("combobox", name="Tid").fill("13.30")
    question.get_by_role("combobox", name="Tid").press("Enter")
    expect(page.get_by_role("status").filter(has_text="en annan tid föreslagen")).to_be_visible()
    expect(page.get_by_role("button", name="Föreslå ny tid")).to_be_focused()
    (mail,) = (whole(mail) for mail in own_sandbox.mailbox.mails(ORGANIZER))
    assert (mail["calendar"]["method"], mail["calendar"]["start"], mail["calendar"]["end"]) == (
        "COUNTER",
        "2017-12-18T13:30:00+01:00",
        "2017-12-18T15:30:00+01:00",
    )


def test_reply_in_words_needs_some(page: Page, own_sandbox: Sandbox) -> None:
    page.get_by_role("button", name="Svara …").click()
    question = page.get_by_role("dialog", name="Kallelse: Trygghetsrådet 15 december")
    question.get_by_role("button", name="Skicka").click()
    expect(question.get_by_role("alert")).to_have_text("Fyll i det här.")
    question.get_by_label("Text").fill("Finns det hiss?")
    question.get_by_role("button", name="Skicka").click()
    expect(page.get_by_text("Brevet är skickat.")).to_be_visible()
    expect(question).to_have_count(0)
    (mail,) = (whole(mail) for mail in own_sandbox.mailbox.mails(ORGANIZER))
    assert mail["subject"] == "Re: Kallelse: Trygghetsrådet 15 december"
    assert mail["text"].startswith("Finns det hiss?\n\n> Kallelse\n")


def test_cancelled_meeting_is_removed_from_the_calendar(own_page: Page, own_sandbox: Sandbox) -> None:
    sends(own_sandbox, invitation(INES, method="CANCEL", sequence=1, html=QUIET))
    page = looking_at(own_page, own_sandbox, INES)
    expect(page.get_by_role("button", name="Acceptera")).to_have_count(0)
    page.get_by_role("button", name="Ta bort ur kalendern").click()
    expect(page.get_by_text("Borttaget ur kalendern.")).to_be_visible()
    expect(page.get_by_role("button", name="Ta bort ur kalendern")).to_be_disabled()
    assert own_sandbox.mailbox.mails(ORGANIZER) == []


def test_invitation_that_a_mail_program_would_not_take_shows_no_buttons(
    own_page: Page, own_sandbox: Sandbox
) -> None:
    sends(own_sandbox, invitation("somebody@elsewhere.example", html=QUIET))
    page = looking_at(own_page, own_sandbox, "somebody@elsewhere.example")
    expect(page.get_by_role("note")).to_have_text("somebody@elsewhere.example is not among the attendees")
    expect(page.get_by_role("button", name="Acceptera")).to_have_count(0)
    expect(page.get_by_role("button", name="Svara …")).to_be_visible()


def test_mailbox_is_gone_then_away_then_as_it_was(page: Page, own_sandbox: Sandbox) -> None:
    def choose(habit: str) -> None:
        page.get_by_role("button", name="Så fungerar brevlådan").click()
        page.get_by_role("menuitemradio", name=habit).click()
        expect(page.get_by_role("button", name="Så fungerar brevlådan")).to_contain_text(habit)

    note = EmailMessage()
    note["From"], note["To"], note["Subject"] = ORGANIZER, INES, "Lunch"
    note.set_content("Lunch?")

    choose("Finns inte längre, avvisar")
    assert own_sandbox.mailbox.habits(INES) == Habits(gone=Gone.REFUSED)
    expect(page.get_by_role("link", name="Finns inte längre, avvisar")).to_be_visible()
    choose("Finns inte längre, studsar")
    sends(own_sandbox, note)
    choose("Svarar automatiskt")
    sends(own_sandbox, note)
    choose("Fungerar som vanligt")
    sends(own_sandbox, note)
    assert [whole(mail)["subject"] for mail in own_sandbox.mailbox.mails(ORGANIZER)] == [
        "Automatiskt svar: Lunch",
        "Undelivered Mail Returned to Sender",
    ]
    assert len(own_sandbox.mailbox.mails(INES)) == 3
    assert own_sandbox.mailbox.habits(INES) == Habits()


def test_links_in_a_letter_open_beside_the_page_and_tell_nothing_about_it(page: Page) -> None:
    inside = page.frame_locator(".letter-html").get_by_role("link", name="Svara här")
    expect(inside).to_have_attribute("rel", "noopener noreferrer")
    page.get_by_role("tab", name="Oformaterat").click()
    written = page.locator(".letter-text a")
    expect(written).to_have_attribute("href", "https://example.org/svar")
    expect(written).to_have_attribute("target", "_blank")
    expect(written).to_have_attribute("rel", "noopener noreferrer")
    expect(page.locator(".letter-text")).to_contain_text("Svara: https://example.org/svar.")


def test_link_in_a_designed_letter_opens_the_page_it_names(page: Page, own_sandbox: Sandbox) -> None:
    html = f'<p><a href="{own_sandbox.url}/mailbox">Öppna</a></p>'
    sends(own_sandbox, invitation(INES, sequence=1, html=html))
    expect(page.locator(".letter-line")).to_have_count(2)
    page.locator(".letter-line").first.click()
    with page.expect_popup() as popup:
        page.frame_locator(".letter-html").get_by_role("link", name="Öppna").click()
    opened = popup.value
    expect(opened.locator(".sidebar")).to_be_visible()
    assert opened.evaluate("window.opener") is None
    opened.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everything_in_an_answered_letter_has_a_name_and_fits(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.get_by_role("button", name="Acceptera").click()
    expect(page.get_by_role("button", name="Acceptera", pressed=True)).to_be_visible()
    assert nameless(page) == []
    width = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.answering *')].map((one) => one.getBoundingClientRect().right))"
    )
    assert width <= size[0] - 14


def test_english_reader_answers_in_english(own_sandbox: Sandbox, own_page: Page) -> None:
    sends(own_sandbox, invitation(OLIVER.email or "", html=QUIET))
    own_page.goto(f"{own_sandbox.url}/#/{OLIVER.id}/mail/{OLIVER.email}")
    own_page.locator(".letter-line").click()
    own_page.get_by_role("button", name="Maybe").click()
    expect(own_page.get_by_text("Answered: maybe.")).to_be_visible()
    (mail,) = own_sandbox.mailbox.mails(ORGANIZER)
    assert whole(mail)["subject"] == "Tentative: Trygghetsrådet: möte 4/2017"

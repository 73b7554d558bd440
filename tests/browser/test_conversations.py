"""People write, the bot answers, and what stands on the page is what was written."""

import pytest
from playwright.sync_api import expect

from bot.sandbox.model import Channel
from bot.sandbox.server import Sandbox
from tests.browser.conftest import Opens
from tests.browser.pages import last_message, message_with, write
from tests.browser.places import CHAT, OLIVER

pytestmark = pytest.mark.browser


def test_command_is_completed_by_keyboard_and_answered_to_the_asker_only(opens: Opens) -> None:
    maja, oliver = opens(), opens(OLIVER.id)
    field = maja.locator(".page .composer-field")
    field.press_sequentially("/")
    choices = maja.get_by_role("listbox", name="Förslag").get_by_role("option")
    expect(choices).to_have_count(4)
    field.press_sequentially("m")
    expect(choices).to_have_text(["/meeting new | card | endPlan and run meetings"])
    field.press("Backspace")
    field.press("ArrowDown")
    field.press("ArrowUp")
    field.press("Enter")
    expect(field).to_have_value("/nextmeeting ")
    field.press_sequentially("BRÅ")
    field.press("Enter")
    answer = last_message(maja)
    expect(answer).to_contain_text("Syns bara för dig")
    expect(answer.locator("strong")).to_have_text("Friday 15 December")
    expect(answer.locator(".mention-me")).to_have_text("@Maja Ek")
    expect(answer.locator(".badge")).to_have_text("APP")
    write(maja, "done")
    expect(last_message(oliver)).to_contain_text("done")
    expect(oliver.get_by_text("Friday 15 December")).to_have_count(0)


def test_escape_closes_the_suggestions_and_keeps_the_text(opens: Opens) -> None:
    page = opens()
    field = page.locator(".page .composer-field")
    field.press_sequentially("/ne")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(field).to_have_value("/ne")


def test_mention_is_completed_and_answered_in_a_thread(opens: Opens) -> None:
    page = opens()
    field = page.locator(".page .composer-field")
    field.press_sequentially("@kal")
    field.press("Enter")
    field.press_sequentially("föreslå belysning :bulb:")
    field.press("Enter")
    said = message_with(page, "föreslå belysning")
    expect(said.locator(".mention")).to_have_text("@Kallelse")
    expect(said).to_contain_text("💡")
    said.get_by_role("button", name="1 svar").click()
    thread = page.get_by_role("complementary", name="Tråd")
    expect(thread.locator(".message").last).to_contain_text("Heard you, @Maja Ek")
    reply = thread.get_by_role("textbox")
    expect(reply).to_be_focused()
    reply.fill("/nextmeeting")
    reply.press("Enter")
    expect(page.get_by_text("fungerar inte i trådar")).to_be_visible()
    reply.fill("tack")
    reply.press("Enter")
    expect(thread.locator(".message").last).to_contain_text("tack")
    expect(said.get_by_role("button", name="2 svar")).to_be_visible()
    page.reload()
    expect(thread.locator(".message").last).to_contain_text("tack")
    thread.get_by_role("button", name="Stäng tråden").click()
    expect(thread).to_be_hidden()


HOSTILE = {
    "a broadcast": "<!channel> <!here|all> <@U0MAJA>",
    "markup": '<img src=x onerror="document.title=1"> <script>document.title=2</script> &amp; &lt;b&gt;',
    "right to left": "\u202eabc שלום עולם (123) مرحبا",
    "three thousand characters": "å" * 3000,
    "one word without a break": "https://example.org/" + "a" * 400,
    "unclosed marks": "*not bold _nor this ~or `that and snake_case_name 2*3*4",
    "emoji names": "at 10:30:45 :nosuchsign: :constructor:",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_a_person_typed_is_shown_as_typed(
    opens: Opens, sandbox: Sandbox, channel: Channel, text: str
) -> None:
    page = opens()
    write(page, text)
    shown = last_message(page).locator(".text")
    expect(shown).to_have_text(text, use_inner_text=True)
    assert page.title().endswith(f"{channel.name} – Granviks kommun")
    assert page.locator(".message img, .message script, .mention-all").count() == 0
    assert sandbox.workspace.messages.in_channel(channel.id)[-1].text.count("<!") == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_marks_are_drawn(opens: Opens, sandbox: Sandbox, channel: Channel) -> None:
    page = opens()
    sandbox.workspace.messages.post(
        channel.id,
        "U0KALLELSE",
        "*bold _both_* ~gone~ `a &lt; b` <https://example.org/?a=1&amp;b=2|the minutes>\n&gt; quoted\n"
        "```\n*raw*\n```\n<#C0FIKA|fika> <!channel> <javascript:alert(1)|no link>",
    )
    shown = last_message(page).locator(".text")
    expect(shown.locator("strong em")).to_have_text("both")
    expect(shown.locator("s")).to_have_text("gone")
    expect(shown.locator("code")).to_have_text("a < b")
    expect(shown.get_by_role("link", name="the minutes")).to_have_attribute(
        "href", "https://example.org/?a=1&b=2"
    )
    expect(shown.locator("blockquote")).to_have_text("quoted")
    expect(shown.locator("pre")).to_have_text("*raw*")
    expect(shown.get_by_role("link", name="#fika")).to_have_attribute("href", f"#/U0MAJA/channel/{CHAT.id}")
    expect(shown.locator(".mention-all")).to_have_text("@channel")
    expect(shown.locator("a[href^=javascript]")).to_have_count(0)


def test_dates_are_written_for_each_reader(opens: Opens, sandbox: Sandbox, channel: Channel) -> None:
    when = "<!date^1513328400^{date_long} {time}|15 December>"
    sandbox.workspace.messages.post(channel.id, "U0KALLELSE", when)
    expect(last_message(opens()).locator(".text")).to_have_text("fredag 15 december 2017 10:00")
    expect(last_message(opens(OLIVER.id)).locator(".text")).to_have_text("Friday 15 December 2017 09:00")


def test_unread_place_is_marked_until_it_is_read(opens: Opens, sandbox: Sandbox) -> None:
    page = opens()
    sandbox.person("Oliver").types("Kaffe?", "#fika")
    place = page.get_by_role("navigation", name="Kanaler och meddelanden").get_by_role("link", name="fika")
    expect(place.locator(".unread")).to_have_text("1")
    place.click()
    expect(last_message(page)).to_contain_text("Kaffe?")
    expect(place.locator(".unread")).to_have_count(0)


def test_link_to_a_message_opens_its_conversation_and_points_at_it(
    opens: Opens, sandbox: Sandbox, channel: Channel
) -> None:
    page = opens()
    said = sandbox.person("Oliver").types("Det här är viktigt", f"#{channel.name}")
    for number in range(30):
        sandbox.workspace.messages.post(channel.id, OLIVER.id, f"rad {number}")
    link = f"{sandbox.url}/archives/{channel.id}/p{said.ts.replace('.', '')}"
    sandbox.workspace.messages.post(CHAT.id, OLIVER.id, f"<{link}|protokollet> {link}")
    page.locator(".sidebar").get_by_role("link", name="fika").click()
    last_message(page).get_by_role("link", name="protokollet").click()
    expect(page.get_by_role("heading", name=channel.name)).to_be_visible()
    expect(page.locator(".message-pointed")).to_contain_text("Det här är viktigt")
    expect(page.locator(".message-pointed")).to_be_in_viewport()
    assert page.url == f"{sandbox.url}/#/U0MAJA/channel/{channel.id}?at={said.ts}"
    page.goto(link)
    expect(page.locator(".message-pointed")).to_be_in_viewport()


def test_file_can_be_taken_down(opens: Opens, sandbox: Sandbox, channel: Channel) -> None:
    file = {
        "name": "protokoll.pdf",
        "title": "Protokoll 3/2017",
        "url_private": f"{sandbox.url}/files/F1/protokoll.pdf",
    }
    sandbox.workspace.messages.post(channel.id, "U0KALLELSE", "", files=(file,))
    link = last_message(opens()).get_by_role("link", name="Protokoll 3/2017")
    expect(link).to_have_attribute("download", "protokoll.pdf")


def test_command_that_the_bot_does_not_answer_is_told(opens: Opens, sandbox: Sandbox) -> None:
    page = opens()
    write(page, "/silent")
    expect(page.get_by_text("Boten svarade inte inom tre sekunder.")).to_be_visible()
    expect(last_message(page)).to_contain_text("Slackbot")
    sandbox.app.refused.clear()


def test_new_message_is_read_out(opens: Opens, sandbox: Sandbox, channel: Channel) -> None:
    page = opens()
    write(page, "hej")
    sandbox.person("Oliver").types("God morgon", f"#{channel.name}")
    expect(page.locator("[aria-live=polite].unseen")).to_have_text("Oliver Hart: God morgon")

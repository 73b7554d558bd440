"""A poll in a real browser: Lena answers it in Slack and Greta by the link in her mail, and Karin picks the time that ranks
first. The real bot stands behind the sandbox's client, and its web server behind the link.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.handlers.web.link_acts import link_acts
from bot.handlers.web.links import LinkDoors
from bot.handlers.web.serving import WebServer
from bot.handlers.web.site import build_site
from bot.usecases.links import Links, Purpose
from bot.usecases.plans import add_to_plan
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import PollText, poll_plan
from tests.at_work import Town, who
from tests.browser.pages import direct, looks
from tests.handlers.web.visiting import PUBLIC, person_id
from tests.town import HOUSING, SECRETARY

pytestmark = pytest.mark.browser
PATIENCE = 30_000  # milliseconds, for what the bot does by itself
TIMES = "14/11 kl 10-12; 15/11 kl 13-15; 29/3 2018 kl 13-15"
TUESDAY = "Tisdag 14 november 2017 kl. 10.00–12.00"
WEDNESDAY = "Onsdag 15 november 2017 kl. 13.00–15.00"
MAUNDY_THURSDAY = "Torsdag 29 mars 2018 kl. 13.00–15.00"


@pytest.fixture
def facts(town: Town) -> PollFacts:
    """Everybody is asked which of three times suits."""
    plan = add_to_plan(town.storage, town.here, who(SECRETARY), TIMES, town.now)
    found = poll_plan(town.storage, plan.proposal.id, who(SECRETARY), PollText(), town.now)
    town.settle()
    return found


@pytest.fixture
def answer_page(town: Town, facts: PollFacts) -> Iterator[str]:
    """The address in Greta's mail."""
    links = Links("secret", PUBLIC)
    now = town.sandbox.clock.now
    site = build_site({}, links=LinkDoors(links, link_acts(town.storage, now), now))
    server = WebServer(site, "127.0.0.1", 0, threads=4)
    server.start()
    greta = person_id(town.storage, HOUSING.email)
    path = links.address(Purpose.POLL, facts.poll.id, greta).removeprefix(PUBLIC)
    yield f"http://127.0.0.1:{server.port}{path}"
    server.stop(2)


def question(page: Page) -> Locator:
    return page.locator(".page .message").filter(has_text="Vilka av de här tiderna passar dig?")


def says(asked: Locator, name: str) -> None:
    """A vote is ticked once it counts."""
    asked.get_by_role("button", name=re.compile(f"^{name}")).click()
    expect(asked.get_by_role("button", name=re.compile(f"^{name}"))).to_contain_text("✓")


def test_poll_is_answered_in_slack_and_by_link_and_the_best_time_is_picked(
    browser: Browser, town: Town, facts: PollFacts, answer_page: str
) -> None:
    page = looks(browser, town, town.lena.id, direct(town, town.lena.id), "sv-SE")
    says(question(page), "Ja: ons 15 nov")
    question(page).get_by_role("button", name="Nej till resten").click()
    expect(question(page)).to_contain_text("Du har svarat. Du kan ändra dig till")

    page.goto(answer_page)
    for when, answer in ((TUESDAY, "Nej"), (WEDNESDAY, "Ja"), (MAUNDY_THURSDAY, "Om det behövs")):
        page.get_by_role("group", name=when).get_by_label(answer, exact=True).check()
    page.get_by_role("button", name="Skicka svaret").click()
    expect(page.get_by_role("status")).to_have_text("Tack: ditt svar är noterat.")

    page.goto(f"{town.sandbox.url}/#/{town.karin.id}/{direct(town, town.karin.id)}")
    town.move_clock_to(facts.poll.deadline)
    waits = page.locator(".page .message").filter(has_text="Omröstning: välj en tid")
    expect(waits).to_contain_text("Svarstiden är ute.", timeout=PATIENCE)
    expect(waits).to_contain_text("⚠️ halvdag: Skärtorsdagen")
    waits.get_by_role("button", name="Välj den här tiden: ons 15 nov").click()
    sure = page.get_by_role("dialog")
    expect(sure).to_contain_text("6 personer")
    sure.get_by_role("button", name="Välj den").click()
    expect(waits).to_contain_text(f"{WEDNESDAY} blir det, valt av Karin Ahlgren.")

    page.goto(answer_page)
    expect(page.get_by_text("En tid är vald. Alla får en inbjudan till den.")).to_be_visible()
    expect(page.get_by_text(WEDNESDAY)).to_be_visible()

"""Dates stand before the members, the clock is moved past the deadline, and the page shows that silence adopted them: the
real bot behind the sandbox's client, in Swedish and in English.
"""

import pytest
from playwright.sync_api import Browser, expect

from bot.usecases.plans import add_to_plan
from bot.usecases.putting import put_to_members
from tests.at_work import CHANNEL_ID, Town, who
from tests.browser.pages import direct, looks
from tests.town import SECRETARY

pytestmark = pytest.mark.browser
PATIENCE = 30_000  # milliseconds, for what the bot does by itself once the hour has come
DATES = "1 mars kl 10-12\n5 april kl 10-12"


def put(town: Town) -> None:
    plan = add_to_plan(town.storage, town.here, who(SECRETARY), DATES, town.now)
    put_to_members(town.storage, plan.proposal.id, who(SECRETARY), town.now)


def test_clock_is_moved_and_the_dates_are_adopted(browser: Browser, town: Town) -> None:
    page = looks(browser, town, town.lena.id, f"channel/{CHANNEL_ID}", "sv-SE")
    put(town)
    card = page.locator(".page .message").filter(has_text="Förslag på tider")
    expect(card).to_contain_text("Antas om ingen invänder senast onsdag 18 oktober 2017 kl. 18.00.")
    card.get_by_role("button", name="Passar mig").click()
    expect(page.locator(".page .message").filter(has_text="Du har svarat: passar mig.")).to_be_visible()
    page.get_by_role("button", name="Arbetsytans klocka").click()
    page.get_by_role("menuitem", name="1 vecka").click()
    page.get_by_role("button", name="Arbetsytans klocka").click()
    page.get_by_role("menuitem", name="1 dygn").click()
    outcome = page.locator(".page .message").filter(has_text="Antagna tider")
    expect(outcome).to_contain_text(
        "Antaget, ingen har invänt senast onsdag 18 oktober 2017 kl. 18.00.", timeout=PATIENCE
    )
    expect(outcome).to_contain_text("Via e-post: Greta Nyqvist.")
    confirmed = page.locator(".page .message").filter(has_text="Dagordning")
    expect(confirmed).to_have_count(2, timeout=PATIENCE)
    expect(confirmed.first).to_contain_text("Torsdag 1 mars 2018 kl. 10.00–12.00")


def test_somebody_who_reads_english_sees_it_in_english_where_they_were_asked(
    browser: Browser, town: Town
) -> None:
    page = looks(browser, town, town.ulf.id, f"channel/{CHANNEL_ID}", "en-GB")
    put(town)
    town.ulf.sees("Do these dates suit you?")
    page.goto(f"{town.sandbox.url}/#/{town.ulf.id}/{direct(town, town.ulf.id)}")
    asked = page.locator(".page .message").filter(has_text="Do these dates suit you?")
    expect(asked).to_contain_text(
        "by Wednesday 18 October 2017, 18:00 Central European Summer Time (17:00 where you are)"
    )
    page.get_by_role("button", name="The workspace’s clock").click()
    page.get_by_role("menuitem", name="1 week").click()
    page.get_by_role("button", name="The workspace’s clock").click()
    page.get_by_role("menuitem", name="1 day").click()
    adopted = "Adopted, nobody objected by Wednesday 18 October 2017, 18:00"
    # The question, and the reminder where it went out before the clock was moved past the deadline.
    settled = page.locator(".page .message").filter(has_text="Proposed dates: Brottsförebyggande rådet")
    expect(settled.first).to_contain_text(adopted, timeout=PATIENCE)
    expect(
        page.locator(".page .message").filter(has_text="Invitation: Brottsförebyggande rådet")
    ).to_have_count(2, timeout=PATIENCE)

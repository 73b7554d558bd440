"""Somebody who is reached by e-mail alone answers, with the real bot beside the sandbox, and the chair sees it in Slack."""

import re
import time
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from bot.sandbox.correspondent import Correspondent
from bot.sandbox.imap import Folders
from tests.at_work import faults_of_ours
from tests.scenarios.bot_process import BotProcess
from tests.scenarios.council import CHAIR, LANDLORD, SECRETARY
from tests.scenarios.story import Step, Town, confirm, in_channel, plan_second, sees

WHEN = "15 december 2017 kl. 10.00–12.00"
MEETING = (
    Step("plan", plan_second, sees(SECRETARY, WHEN)),
    Step("confirm", confirm, in_channel(WHEN)),
)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


class Browser:
    """Keeps cookies, follows redirects, runs no scripts."""

    def __init__(self) -> None:
        self._opener = build_opener(HTTPCookieProcessor())

    def opens(self, address: str, filled: Mapping[str, str] | None = None) -> str:
        body = urlencode(filled).encode() if filled else None
        with self._opener.open(address, body, timeout=10) as answer:
            return unescape(answer.read().decode())


@pytest.fixture
def invited(town: Town, bot: BotProcess) -> Town:
    assert bot.is_running
    for step in MEETING:
        step.do(town)
        step.seen(town)
    return town


@pytest.mark.parametrize("transport", ["socket"])
def test_member_with_an_address_only_answers_by_the_link_in_the_mail(invited: Town, bot: BotProcess) -> None:
    _, mail = invitation_to_gert(invited)
    (link,) = re.findall(rf"http://127\.0\.0\.1:{bot.port}/answer/\S+", mail["text"])
    assert f'href="{link}"' in unescape(mail["html"])
    browser = Browser()
    page = browser.opens(link)
    assert "Kommer du?" in page
    filled = {"answer": "accepted", "comment": "Jag kommer lite sent", **dict(HIDDEN.findall(page))}
    assert "Tack! Då kommer du." in browser.opens(link, filled)
    chair_sees_that_gert_comes(invited)


@pytest.mark.parametrize("transport", ["socket"])
def test_member_with_an_address_only_answers_by_the_buttons_of_the_mail_program(invited: Town) -> None:
    gert, mail = invitation_to_gert(invited)
    gert.answers(mail, "accepted", "Jag kommer lite sent")
    wait_until_put_away(invited, "Kallelse/Done")
    chair_sees_that_gert_comes(invited)


def invitation_to_gert(town: Town) -> tuple[Correspondent, dict[str, Any]]:
    gert = town.sandbox.correspondent(LANDLORD.email)
    (mail,) = gert.mails("15 december 2017", timeout=town.patience)
    return gert, mail


def wait_until_put_away(town: Town, folder: str) -> None:
    """The bot leaves its mailbox tidy: what came in lies in one of its folders."""
    deadline = time.monotonic() + town.patience
    while [len(ones) for ones in folders_of(town).values() if ones] != [1] or not folders_of(town).get(
        folder
    ):
        assert time.monotonic() < deadline, folders_of(town)
        time.sleep(0.1)


def folders_of(town: Town) -> Folders:
    return town.sandbox.mailbox.imap.folders()


def chair_sees_that_gert_comes(town: Town) -> None:
    town.says(CHAIR, "/nextmeeting")
    town.person(CHAIR).sees(f"Kommer (1): {LANDLORD.name}", timeout=town.patience)
    assert faults_of_ours(town.sandbox) == []

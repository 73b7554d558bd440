"""One chromium, one workspace and one page for each person, shared by all tests; each test has a channel of its own.

A page costs a second to open and a channel nothing, so tests share the one and never the other. A test that moves the
clock asks for a workspace of its own.
"""

import itertools
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.sandbox.model import Channel
from bot.sandbox.server import Sandbox
from bot.sandbox.workspace import BOT_USER_ID
from bot.storage import Storage
from tests import needs
from tests.at_work import Town, at_work
from tests.browser.places import CHANNELS, EVERYBODY, MAJA, PEOPLE
from tests.browser.showcase import MANIFEST, showcase
from tests.databases import SqliteFiles
from tests.sandbox.conftest import over_socket_mode

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START = datetime(2017, 10, 11, 11, 0, tzinfo=UTC)
DESKTOP, PHONE = (1280, 800), (390, 844)

Opens = Callable[..., Page]
connected = contextmanager(over_socket_mode)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=15_000 if os.environ.get("CI") else 8_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def started_sandbox() -> Iterator[Sandbox]:
    """With the showcase bot connected."""
    with Sandbox(
        MANIFEST, people=PEOPLE, channels=CHANNELS, at=START, team_name="Granviks kommun"
    ) as sandbox:
        bot = showcase(sandbox.app.bot_token, sandbox.api_url, sandbox.app.signing_secret)
        with connected(sandbox, bot):
            yield sandbox


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with started_sandbox() as sandbox:
        yield sandbox


NUMBERS = itertools.count(1)


@pytest.fixture
def channel(sandbox: Sandbox) -> Channel:
    """A channel that nobody has written in, with everybody and the bot in it."""
    number = next(NUMBERS)
    channel = Channel(
        f"C0ROOM{number}", f"rum-{number}", (*EVERYBODY, BOT_USER_ID), topic="Rådet för ett tryggt Granvik"
    )
    sandbox.workspace.add_channel(channel)
    return channel


class Screens:
    """The pages that are open, one for each person and size, and what they complained about in their consoles."""

    def __init__(self, browser: Browser, sandbox: Sandbox) -> None:
        self._browser = browser
        self._sandbox = sandbox
        self._pages: dict[tuple[str, tuple[int, int]], Page] = {}
        self.complaints: list[str] = []

    def page(self, who: str, place: str, size: tuple[int, int]) -> Page:
        self._sandbox.workspace.views.clear(who)
        page = self._pages.get((who, size)) or self._new(who, size)
        page.goto(f"{self._sandbox.url}/#/{who}/{place}")
        expect(page.locator(".sidebar")).to_be_attached()
        expect(page.locator("dialog[open]")).to_have_count(0)
        return page

    def _new(self, who: str, size: tuple[int, int]) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = self._browser.new_context(viewport=viewport, locale="sv-SE", reduced_motion="reduce")
        page = self._pages[who, size] = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        return page

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()
        self._pages.clear()


@pytest.fixture(scope="session")
def screens(browser: Browser, sandbox: Sandbox) -> Iterator[Screens]:
    screens = Screens(browser, sandbox)
    yield screens
    screens.close()


EXPECTED = re.compile(
    r"status of 4\d\d|ERR_INTERNET_DISCONNECTED|Blocked script execution|Content Security Policy"
)
"""What the browser itself notes when a request was refused, the test cut the line, or a letter tried something."""


@pytest.fixture
def opens(
    screens: Screens, sandbox: Sandbox, channel: Channel, request: pytest.FixtureRequest
) -> Iterator[Opens]:
    """opens() is Maja's page in the test's channel; opens("U0OLIVER", "home", PHONE) is another's, elsewhere."""
    failed_before = request.session.testsfailed

    def open_page(who: str = MAJA.id, place: str = "", size: tuple[int, int] = DESKTOP) -> Page:
        return screens.page(who, place or f"channel/{channel.id}", size)

    yield open_page
    complaints = [said for said in screens.complaints if not EXPECTED.search(said)]
    screens.complaints.clear()
    refusals = sandbox.refusals
    sandbox.app.refused.clear()
    if request.session.testsfailed > failed_before:
        screens.close()
    assert (complaints, refusals) == ([], [])


@pytest.fixture
def own_sandbox() -> Iterator[Sandbox]:
    with started_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def own_page(browser: Browser, own_sandbox: Sandbox) -> Iterator[Page]:
    """Maja's, in a workspace where only this test moves the clock."""
    screens = Screens(browser, own_sandbox)
    yield screens.page(MAJA.id, "channel/C0RAD", DESKTOP)
    screens.close()
    assert (screens.complaints, own_sandbox.refusals) == ([], [])


@pytest.fixture
def town(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Town]:
    """The real bot at work, with the council."""
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db"))
    with at_work(opened) as town:
        yield town
    opened.close()

"""Answer pages in a real browser over real HTTP: without scripts, from the keyboard, narrow and dark."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.domain.invitation import Answer, Source
from bot.handlers.web.serving import WebServer
from bot.storage import Storage
from bot.usecases.answers import Spoken, answer_as
from bot.usecases.changing import cancel_meeting, move_meeting
from tests.browser.test_mails import LEAST_CONTRAST, READABLE
from tests.databases import SqliteFiles
from tests.handlers.web.visiting import Visit, later, visit
from tests.town import CHAIR, FEBRUARY, NOW, council

pytestmark = pytest.mark.browser

NAMELESS = """() => [...document.querySelectorAll("input:not([type=hidden]), textarea, button, a")]
  .filter((control) => !(control.labels?.length && control.labels[0].innerText.trim()) && !control.innerText.trim())
  .map((control) => control.outerHTML)"""
SMALL = """() => [...document.querySelectorAll("label.option, textarea, button, a")]
  .filter((control) => control.getBoundingClientRect().height < 44).map((control) => control.outerHTML)"""


@pytest.fixture
def visiting(sqlite_files: SqliteFiles, tmp_path: Path) -> Iterator[Visit]:
    opened = Storage(sqlite_files.copy_to(tmp_path / "kallelse.db", council))
    yield visit(opened)
    opened.close()


@contextmanager
def opened(browser: Browser, visiting: Visit, *, scripts: bool = False, width: int = 390) -> Iterator[Page]:
    """Greta's page, as she sees it; nothing may complain in the browser's console but of an answer that says no."""
    server = WebServer(visiting.site, "127.0.0.1", 0, threads=4)
    server.start()
    size = {"width": width, "height": 780}
    context = browser.new_context(viewport=size, java_script_enabled=scripts, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if "status of 4" not in said.text else None)
    page.goto(f"http://127.0.0.1:{server.port}{visiting.path()}")
    try:
        yield page
    finally:
        context.close()
        server.stop(2)
    assert complaints == []


@pytest.mark.parametrize("scripts", [False, True])
def test_answer_is_given_changed_and_survives_reload_and_back(
    browser: Browser, visiting: Visit, *, scripts: bool
) -> None:
    with opened(browser, visiting, scripts=scripts) as page:
        page.get_by_label("Nej, jag kan inte komma").check()
        page.get_by_label("Kommentar").fill("På kurs <b>hela</b> veckan")
        page.get_by_role("button", name="Skicka svaret").click()
        expect(page.get_by_role("status")).to_have_text("Tack för att du säger till att du inte kan komma.")
        page.reload()
        page.go_back()
        page.go_forward()
        expect(page.get_by_label("Nej, jag kan inte komma")).to_be_checked()
        visiting.clock.moment = later(minutes=5)
        page.get_by_label("Ja, jag kommer").check()
        page.get_by_role("button", name="Ändra svaret").click()
        expect(page.get_by_role("status")).to_have_text("Tack! Då kommer du.")
    given = [(one.answer, one.comment) for one in visiting.history()]
    assert given == [(Answer.DECLINED, "På kurs <b>hela</b> veckan"), (Answer.ACCEPTED, "")]


def test_answer_is_given_from_the_keyboard_alone(browser: Browser, visiting: Visit) -> None:
    with opened(browser, visiting) as page:
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type("Om tåget går")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Skicka svaret")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_be_focused()
    assert [(one.answer, one.comment) for one in visiting.history()] == [(Answer.TENTATIVE, "Om tåget går")]


def test_form_is_not_sent_before_an_answer_is_chosen(browser: Browser, visiting: Visit) -> None:
    with opened(browser, visiting) as page:
        before = page.url
        page.get_by_role("button", name="Skicka svaret").click()
        expect(page.get_by_role("alert")).to_have_count(0)
        assert page.url == before
    assert visiting.history() == []


def test_page_left_open_while_the_meeting_moved_asks_anew(browser: Browser, visiting: Visit) -> None:
    with opened(browser, visiting) as page:
        page.get_by_label("Ja, jag kommer").check()
        move_meeting(visiting.storage, visiting.meeting.id, CHAIR, FEBRUARY, NOW)
        page.get_by_role("button", name="Skicka svaret").click()
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_role("alert")).to_contain_text("Svaret sparades inte: mötet har ändrats")
        page.get_by_label("Ja, jag kommer").check()
        page.get_by_role("button", name="Skicka svaret").click()
        expect(page.get_by_role("status")).to_have_text("Tack! Då kommer du.")
    assert len(visiting.history()) == 1


def test_reader_chooses_their_language(browser: Browser, visiting: Visit) -> None:
    with opened(browser, visiting) as page:
        page.get_by_role("link", name="English").click()
        page.get_by_label("Yes, I will come").check()
        page.get_by_role("button", name="Send the answer").click()
        expect(page.get_by_role("status")).to_have_text("Thank you: you are coming.")
        assert page.locator("html").get_attribute("lang") == "en"


def as_it_was(_visiting: Visit) -> None:
    """Still open."""


def answered(visiting: Visit) -> None:
    spoken = Spoken(Answer.ACCEPTED, Source.EMAIL, "Sen")
    answer_as(visiting.storage, visiting.meeting.id, visiting.greta, spoken, later(days=1))


def has_moved(visiting: Visit) -> None:
    move_meeting(visiting.storage, visiting.meeting.id, CHAIR, FEBRUARY, NOW)


def is_off(visiting: Visit) -> None:
    cancel_meeting(visiting.storage, visiting.meeting.id, CHAIR, "Sammanträdesöverenskommelse" * 8, NOW)


@pytest.mark.parametrize("change", [as_it_was, answered, has_moved, is_off])
def test_page_fits_its_window_can_be_read_and_touched_and_names_everything(
    browser: Browser, visiting: Visit, change: Callable[[Visit], None]
) -> None:
    change(visiting)
    with opened(browser, visiting, scripts=True) as page:
        for width in (320, 900):
            page.set_viewport_size({"width": width, "height": 780})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(LEAST_CONTRAST) >= READABLE
        assert page.evaluate(NAMELESS) == []
        assert page.evaluate(SMALL) == []
        groups = page.get_by_role("group").count()
        assert groups == (0 if change is is_off else 1)

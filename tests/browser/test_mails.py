"""Mails as people see them: in a narrow window and a dark one, with whatever text people typed."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from bot.mail.invitation import AgendaLine, InvitationMail, MailKind
from bot.mail.letter import letter
from bot.mail.render import html
from tests.mail.examples import CANCELLED, INVITATION, MOVED

pytestmark = pytest.mark.browser

LINK = "https://kallelse.example/svar/abc"
LONG = "Sammanträdesöverenskommelse" * 8
SPRAWLING = replace(
    INVITATION,
    meeting_title=LONG,
    committee_name=LONG,
    agenda=(AgendaLine("1", LONG, tentative=True, minutes=120), AgendaLine("12", "جلسة המועצה " * 20)),
    entry=replace(INVITATION.entry, place=LONG, link=f"https://video.example/{LONG}", description=LONG),
    answer_link=LINK,
)
MAILS = [
    pytest.param(replace(INVITATION, answer_link=LINK), id="invitation"),
    pytest.param(replace(MOVED, language="en"), id="moved"),
    pytest.param(CANCELLED, id="cancelled"),
    pytest.param(replace(CANCELLED, kind=MailKind.WITHDRAWN, language="en"), id="withdrawn"),
    pytest.param(SPRAWLING, id="sprawling"),
]
READABLE = 4.5  # WCAG 2.2, 1.4.3
LEAST_CONTRAST = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3)
      .map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const contrasts = [...document.body.querySelectorAll("*")]
    .filter((element) => element.offsetParent && [...element.childNodes].some((node) => node.data?.trim()))
    .map((element) => [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => a - b))
    .map(([dark, bright]) => (bright + 0.05) / (dark + 0.05));
  return Math.min(...contrasts);
}"""


@pytest.mark.parametrize("mail", MAILS)
def test_mail_fits_its_window_and_can_be_read(browser: Browser, mail: InvitationMail) -> None:
    page = browser.new_page()
    try:
        page.set_content(html(letter(mail)))
        for width in (320, 900):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") == width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert page.evaluate(LEAST_CONTRAST) >= READABLE
    finally:
        page.close()


WHERE_AGENDA_STANDS = """() => [...document.querySelectorAll("table")].map((line) => {
  const [number, title] = [...line.querySelectorAll("td")].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  });
  const within = line.parentElement.getBoundingClientRect();
  const rightToLeft = getComputedStyle(line).direction === "rtl";
  return {
    apart: rightToLeft ? title.right <= number.left : number.right <= title.left,
    within: Math.min(number.left, title.left) >= within.left && Math.max(number.right, title.right) <= within.right,
    level: number.top === title.top,
  };
})"""


def test_agenda_stands_in_columns_where_logical_properties_are_unknown(browser: Browser) -> None:
    """Outlook knows neither `padding-inline-start` nor where a negative indent would end: nothing may rest on them."""
    source = html(letter(SPRAWLING))
    assert re.findall(r"text-indent|(?:padding|margin)-inline", source) == []
    page = browser.new_page(viewport={"width": 320, "height": 800})
    try:
        page.set_content(source)
        stands = {"apart": True, "within": True, "level": True}
        assert page.evaluate(WHERE_AGENDA_STANDS) == [stands] * len(SPRAWLING.agenda)
    finally:
        page.close()

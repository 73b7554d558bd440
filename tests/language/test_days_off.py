"""Which days people are off, and what those are called."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.language.days_off import day_off

STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAYS = {
    "a public holiday": (date(2017, 12, 26), STOCKHOLM, "sv", "Annandag jul"),
    "in English": (date(2017, 6, 6), STOCKHOLM, "en", "National Day"),
    "one that is none by law": (date(2018, 6, 22), STOCKHOLM, "sv", "Midsommarafton"),
    "a Sunday is known from the date": (date(2017, 12, 17), STOCKHOLM, "sv", None),
    "an ordinary day": (date(2017, 12, 15), STOCKHOLM, "sv", None),
    "a country we know nothing of": (date(2017, 12, 25), ZoneInfo("Asia/Tokyo"), "sv", None),
}


@pytest.mark.parametrize("day", DAYS)
def test_day_off(day: str) -> None:
    when, zone, language, name = DAYS[day]
    assert day_off(when, zone, language) == name

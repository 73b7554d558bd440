"""Days when people are off where a committee sits: for warnings, never for rules."""

from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

from holidays import HolidayBase
from holidays.countries.sweden import Sweden

COUNTRIES: dict[str, Callable[..., HolidayBase]] = {"Europe/Stockholm": Sweden}
LANGUAGES = {"sv": "sv", "en": "en_US"}
# Midsummer Eve and its like are no public holidays by law, but everybody has them off.
CATEGORIES = ("public", "de_facto")


def day_off(day: date, zone: ZoneInfo, language: str) -> str | None:
    """What the day is called ("Juldagen") where that clock is used; None for an ordinary day, or a country we do not know."""
    country = COUNTRIES.get(zone.key)
    if country is None:
        return None
    named = country(
        years=day.year, language=LANGUAGES[language], categories=CATEGORIES, include_sundays=False
    )
    return named.get(day)

"""Days that people call by name instead of by date, as Swedish law and almanacs place them."""

from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days)


def _midsummer_eve(year: int) -> date:
    """The Friday between 19 and 25 June."""
    first = date(year, 6, 19)
    return first + timedelta((4 - first.weekday()) % 7)


FEASTS: dict[str, Callable[[int], date]] = {
    "new_year": _fixed(1, 1),
    "epiphany": _fixed(1, 6),
    "maundy_thursday": _from_easter(-3),
    "good_friday": _from_easter(-2),
    "easter_eve": _from_easter(-1),
    "easter_day": _from_easter(0),
    "easter_monday": _from_easter(1),
    "walpurgis": _fixed(4, 30),
    "ascension": _from_easter(39),
    "national_day": _fixed(6, 6),
    "midsummer_eve": _midsummer_eve,
    "lucia": _fixed(12, 13),
    "christmas_eve": _fixed(12, 24),
    "christmas_day": _fixed(12, 25),
    "boxing_day": _fixed(12, 26),
    "new_years_eve": _fixed(12, 31),
}

FEAST_WORDS = {
    "nyårsdagen": "new_year",
    "new year's day": "new_year",
    "trettondagen": "epiphany",
    "trettondag jul": "epiphany",
    "epiphany": "epiphany",
    "skärtorsdagen": "maundy_thursday",
    "skärtorsdag": "maundy_thursday",
    "maundy thursday": "maundy_thursday",
    "långfredagen": "good_friday",
    "långfredag": "good_friday",
    "good friday": "good_friday",
    "påskafton": "easter_eve",
    "påskdagen": "easter_day",
    "easter sunday": "easter_day",
    "annandag påsk": "easter_monday",
    "easter monday": "easter_monday",
    "valborgsmässoafton": "walpurgis",
    "valborg": "walpurgis",
    "kristi himmelsfärdsdag": "ascension",
    "kristi himmelsfärds dag": "ascension",
    "ascension day": "ascension",
    "nationaldagen": "national_day",
    "sveriges nationaldag": "national_day",
    "midsommarafton": "midsummer_eve",
    "midsummer eve": "midsummer_eve",
    "midsummer's eve": "midsummer_eve",
    "lucia": "lucia",
    "luciadagen": "lucia",
    "julafton": "christmas_eve",
    "julaftonen": "christmas_eve",
    "christmas eve": "christmas_eve",
    "juldagen": "christmas_day",
    "christmas day": "christmas_day",
    "annandag jul": "boxing_day",
    "boxing day": "boxing_day",
    "nyårsafton": "new_years_eve",
    "new year's eve": "new_years_eve",
}

"""Whatever Babel and our own words write, in both languages and all the forms, is read back as it was meant."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date, format_datetime, format_interval, format_skeleton, format_time
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.when import Doubt, When, read_when
from bot.language.when.words import moment_text
from bot.language.words import Words

NOW = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
ZONES = tuple(ZoneInfo(name) for name in ("Europe/Stockholm", "Europe/Helsinki", "Europe/London", "UTC"))
LOCALES = {"sv": "sv_SE", "en": "en_GB"}

languages = st.sampled_from(sorted(LOCALES))
zones = st.sampled_from(ZONES)
days = st.dates(date(2026, 11, 6), date(2035, 12, 31))
soon = st.dates(date(2026, 11, 6), date(2027, 8, 1))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
lengths = st.integers(15, 600).map(lambda minutes: timedelta(minutes=minutes))

DATE_FORMS: dict[str, Callable[[date, str], str]] = {
    **{
        form: lambda day, locale, form=form: format_date(day, form, locale=locale)  # type: ignore[misc]  # the form is bound
        for form in ("full", "long", "medium", "short")
    },
    "weekday and short month": lambda day, locale: format_skeleton("yMMMEd", _noon(day), locale=locale),
    "numbers": lambda day, locale: format_skeleton("yMd", _noon(day), locale=locale),
    "weekday and numbers": lambda day, locale: format_skeleton("yMEd", _noon(day), locale=locale),
    "iso": lambda day, _: day.isoformat(),
    "definite": lambda day, locale: format_datetime(_noon(day), "EEEE 'den' d MMMM y", locale=locale),
}
unhurried = settings(max_examples=50, deadline=None)
YEARLESS = ("MMMMd", "MMMd", "MMMEd", "Md", "MEd")


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _read(text: str, zone: ZoneInfo = ZONES[0]) -> When:
    return read_when(text, now=NOW, zone=zone)


def _is_read_as(text: str, start: datetime, end: datetime | None, zone: ZoneInfo) -> bool:
    """Or asked about, when the clocks of that zone make the time doubtful."""
    found = _read(text, zone)
    if found.question and found.question.code in {Doubt.SKIPPED_HOUR, Doubt.REPEATED_HOUR}:
        return True
    return (found.start, found.end) == (start, end)


@pytest.mark.parametrize("form", DATE_FORMS)
@unhurried
@given(day=days, language=languages)
def test_date_is_read_back(form: str, day: date, language: str) -> None:
    text = DATE_FORMS[form](day, LOCALES[language])
    assert (text, _read(text).start) == (text, day)


@pytest.mark.parametrize("skeleton", YEARLESS)
@unhurried
@given(day=soon, language=languages)
def test_date_without_its_year_is_the_next_one(skeleton: str, day: date, language: str) -> None:
    text = format_skeleton(skeleton, _noon(day), locale=LOCALES[language])
    assert (text, _read(text).start) == (text, day)


@pytest.mark.parametrize("form", ["full", "long", "medium", "short"])
@unhurried
@given(day=days, clock=clocks, language=languages, zone=zones)
def test_date_and_time_are_read_back(
    form: str, day: date, clock: time, language: str, zone: ZoneInfo
) -> None:
    start = datetime.combine(day, clock)
    text = format_datetime(start.replace(tzinfo=zone), form, tzinfo=zone, locale=LOCALES[language])
    assert (text, _is_read_as(text, start, None, zone)) == (text, True)


@unhurried
@given(day=days, clock=clocks, language=languages, length=lengths)
def test_our_own_words_are_read_back(day: date, clock: time, language: str, length: timedelta) -> None:
    words, zone = Words(language, ZONES[0]), ZONES[0]
    start = datetime.combine(day, clock)
    end = start + length
    text = moment_text(start, end, words)
    assert (text, _is_read_as(text, start, end, zone)) == (text, True)


@unhurried
@given(day=days, clock=clocks, language=languages)
def test_time_after_any_form_of_the_date_is_read_back(day: date, clock: time, language: str) -> None:
    words = Words(language, ZONES[0])
    start = datetime.combine(day, clock)
    for write in DATE_FORMS.values():
        text = f"{write(day, LOCALES[language])} {words.time(start)}"
        assert (text, _is_read_as(text, start, None, ZONES[0])) == (text, True)


@unhurried
@given(day=days, first=st.integers(8, 15), length=st.integers(1, 6), language=languages)
def test_interval_of_hours_is_read_back(day: date, first: int, length: int, language: str) -> None:
    start = datetime.combine(day, time(first))
    end = start + timedelta(hours=length)
    hours = format_interval(start, end, "Hm", locale=LOCALES[language])
    text = f"{format_date(day, 'full', locale=LOCALES[language])} {hours}"
    assert (text, _is_read_as(text, start, end, ZONES[0])) == (text, True)


@unhurried
@given(day=days, length=st.integers(1, 40), language=languages)
def test_interval_of_days_is_read_back(day: date, length: int, language: str) -> None:
    last = day + timedelta(length)
    text = format_interval(day, last, "yMMMd", locale=LOCALES[language])
    found = _read(text)
    assert (text, found.start, found.end) == (text, day, last)


@unhurried
@given(clock=clocks, language=languages)
def test_time_alone_is_of_the_day_that_is_given(clock: time, language: str) -> None:
    text = format_time(clock, "short", locale=LOCALES[language])
    day = date(2026, 12, 15)
    found = read_when(text, now=NOW, zone=ZONES[0], day=day)
    assert (text, found.start) == (text, datetime.combine(day, clock))

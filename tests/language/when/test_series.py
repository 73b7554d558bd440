"""Every rule we write is one that calendars understand, and its first occasion is its own."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.when import When, read_when
from tests.language.when.table import ZONE, phrases

RULES = sorted(
    {phrase.words for phrase in phrases() if "FREQ=" in phrase.expected and "2027" not in phrase.words}
)
NOW = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001  aware by `timezones`


def _occasions(found: When, count: int) -> list[datetime]:
    """The first ones, as dateutil counts them."""
    assert found.rrule is not None
    assert found.start is not None
    start = found.start if isinstance(found.start, datetime) else datetime.combine(found.start, time())
    rule = iter(rrulestr(found.rrule, dtstart=start))
    return [day for day, _ in zip(rule, range(count), strict=False)]


@pytest.mark.parametrize("words", RULES)
@settings(max_examples=8, deadline=None)
@given(now=instants)
def test_first_occasion_is_the_rules_own(words: str, now: datetime) -> None:
    found = read_when(words, now=now, zone=ZONE)
    if found.rrule is not None and found.start is not None:
        assert _occasions(found, 1)[0].date() == _day(found)


def _day(found: When) -> date | None:
    return found.start.date() if isinstance(found.start, datetime) else found.start


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("varannan tisdag till 15 december", ["2026-11-10", "2026-11-24", "2026-12-08"]),
        (
            "first Wednesday of every month until March",
            ["2026-11-04", "2026-12-02", "2027-01-06", "2027-02-03"],
        ),
        ("sista fredagen varje månad utom december, 3 gånger", ["2026-11-27", "2027-01-29", "2027-02-26"]),
        ("tisdagar i december kl 10", ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22", "2026-12-29"]),
        ("tisdagar kl 10-12 v. 3-5", ["2027-01-19", "2027-01-26", "2027-02-02"]),
        ("Tuesdays at 10am, weeks 52-2", ["2026-12-22", "2026-12-29", "2027-01-05", "2027-01-12"]),
        ("tisdagar v. 40-46", ["2026-11-10"]),
        ("tisdagar i december kl 10, 2027", ["2027-12-07", "2027-12-14", "2027-12-21", "2027-12-28"]),
        ("måndagar udda veckor till 15 december", ["2026-11-16", "2026-11-30", "2026-12-14"]),
        ("den 31 varje månad till juni", ["2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31"]),
    ],
)
def test_days_of_a_rule(words: str, days: list[str]) -> None:
    found = read_when(words, now=NOW, zone=ZONE)
    assert [day.date().isoformat() for day in _occasions(found, 20)] == days


def test_last_day_of_a_rule_with_a_time_is_included() -> None:
    found = read_when("varje tisdag kl 18 till 15 december", now=NOW, zone=ZONE)
    assert _occasions(found, 99)[-1] == datetime(2026, 12, 15, 18)  # noqa: DTZ001  on the wall


def test_rule_whose_time_has_passed_today_begins_with_the_next() -> None:
    later = NOW + timedelta(hours=9)
    starts = [read_when("onsdagar kl 18", now=now, zone=ZONE).start for now in (NOW, later)]
    assert starts == [datetime(2026, 11, 4, 18), datetime(2026, 11, 11, 18)]  # noqa: DTZ001  on the wall

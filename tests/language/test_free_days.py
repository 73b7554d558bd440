"""Days when Swedes are off: by law, all the same, squeezed between, and from two in the afternoon."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from bot.language.free_days import Free, FreeDay, free_day, is_day_off

STOCKHOLM, LONDON = ZoneInfo("Europe/Stockholm"), ZoneInfo("Europe/London")
TWO = time(14)


@pytest.mark.parametrize(
    ("day", "swedish"),
    [
        pytest.param("2027-12-25", FreeDay(Free.HOLIDAY, "Juldagen"), id="a holiday by law"),
        pytest.param("2027-06-25", FreeDay(Free.AS_HOLIDAY, "Midsommarafton"), id="a holiday all the same"),
        pytest.param("2027-05-07", FreeDay(Free.SQUEEZE, ""), id="Friday after Ascension"),
        pytest.param("2028-06-05", FreeDay(Free.SQUEEZE, ""), id="Monday before the National Day"),
        pytest.param(
            "2027-03-25", FreeDay(Free.HALF, "Skärtorsdagen (från kl. 14.00)", TWO), id="half a day"
        ),
        pytest.param(
            "2027-12-23", FreeDay(Free.HALF, "dag före julafton (från kl. 14.00)", TWO), id="the day before"
        ),
        pytest.param("2027-02-03", None, id="an ordinary Wednesday"),
        pytest.param("2027-02-07", None, id="a Sunday is no holiday for that"),
    ],
)
def test_swedish_days_are_known_by_kind_and_name(day: str, swedish: FreeDay | None) -> None:
    assert free_day(date.fromisoformat(day), STOCKHOLM, "sv") == swedish


def test_days_are_named_in_the_readers_language() -> None:
    assert free_day(date(2027, 6, 25), STOCKHOLM, "en") == FreeDay(Free.AS_HOLIDAY, "Midsummer Eve")


def test_where_we_know_no_holidays_there_are_none() -> None:
    assert (free_day(date(2027, 12, 25), LONDON, "sv"), is_day_off(date(2027, 12, 25), LONDON)) == (
        None,
        False,
    )


def test_only_holidays_are_days_off() -> None:
    days = [date(2027, 12, day) for day in (23, 24, 25, 27)]
    assert [is_day_off(day, STOCKHOLM) for day in days] == [False, True, True, False]

from datetime import date

import pytest

from bot.domain.days_off import BadDayOff, DayFlaw, DayOff, bad_lines, days_off

SPORTLOV = DayOff(date(2027, 2, 15), date(2027, 2, 19), "Sportlov")
WEEK_8 = DayOff(date(2027, 2, 22), date(2027, 2, 28), "Sportlov")


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("2027-02-15–2027-02-19 Sportlov", SPORTLOV),
        ("2027-02-15 - 2027-02-19: Sportlov", SPORTLOV),
        ("2027-2-15 till 2027-2-19 Sportlov", SPORTLOV),
        ("2027-02-15/2027-02-19, Sportlov", SPORTLOV),
        ("2027-05-14 Klämdag", DayOff(date(2027, 5, 14), date(2027, 5, 14), "Klämdag")),
        ("2027-05-14", DayOff(date(2027, 5, 14), date(2027, 5, 14), "")),
        ("v. 8 Sportlov", WEEK_8),
        ("V8 Sportlov", WEEK_8),
        ("vecka 8 2027 Sportlov", WEEK_8),
        ("week 8: Sportlov", WEEK_8),
        ("v. 27–31 Semester", DayOff(date(2027, 7, 5), date(2027, 8, 8), "Semester")),
        ("v. 8 7:ans friluftsvecka", DayOff(date(2027, 2, 22), date(2027, 2, 28), "7:ans friluftsvecka")),
    ],
)
def test_days_off_are_read(line: str, read: DayOff) -> None:
    assert days_off(line, [2027]) == (read,)


def test_days_off_keep_the_order_of_their_lines_and_skip_empty_ones() -> None:
    text = "v. 44 Höstlov\n\n  2027-05-14 Klämdag  \n"
    assert days_off(text, [2026, 2027]) == (
        DayOff(date(2026, 10, 26), date(2026, 11, 1), "Höstlov"),
        DayOff(date(2027, 11, 1), date(2027, 11, 7), "Höstlov"),
        DayOff(date(2027, 5, 14), date(2027, 5, 14), "Klämdag"),
    )
    assert days_off("") == ()


def test_week_without_a_year_is_that_week_in_any_year() -> None:
    found = days_off("v. 8 Sportlov")
    assert (len(found), date(2031, 2, 20) in found[31]) == (100, True)


def test_week_53_is_left_out_of_years_that_have_none() -> None:
    assert days_off("v. 53 Stängt", [2026, 2027]) == (DayOff(date(2026, 12, 28), date(2027, 1, 3), "Stängt"),)


@pytest.mark.parametrize(
    ("line", "flaw"),
    [
        ("Sportlov", DayFlaw.UNREADABLE),
        ("15/2–19/2 Sportlov", DayFlaw.UNREADABLE),
        ("2027-02-15Sportlov", DayFlaw.UNREADABLE),
        ("2027-02-30 Sportlov", DayFlaw.NO_SUCH_DAY),
        ("2027-02-15–2027-02-29", DayFlaw.NO_SUCH_DAY),
        ("0000-01-01", DayFlaw.NO_SUCH_DAY),
        ("2027-02-19–2027-02-15 Sportlov", DayFlaw.BACKWARDS),
        ("2027-01-01–2029-01-01", DayFlaw.TOO_LONG),
        ("v. 54", DayFlaw.NO_SUCH_WEEK),
        ("v. 0 Sportlov", DayFlaw.NO_SUCH_WEEK),
        ("v. 53 2027", DayFlaw.NO_SUCH_WEEK),
        ("v. 8 0000", DayFlaw.NO_SUCH_WEEK),
        ("v. 9–8", DayFlaw.BACKWARDS),
    ],
)
def test_line_that_names_no_days_is_told(line: str, flaw: DayFlaw) -> None:
    with pytest.raises(BadDayOff) as bad:
        days_off(f"v. 44 Höstlov\n{line}")
    assert (bad.value.line, bad.value.given, bad.value.flaw) == (2, line, flaw)


def test_all_bad_lines_are_told() -> None:
    assert [(bad.line, bad.given) for bad in bad_lines("Jul\nv. 8\n\n2027-13-01")] == [
        (1, "Jul"),
        (4, "2027-13-01"),
    ]

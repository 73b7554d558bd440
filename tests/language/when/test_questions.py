"""What is asked instead of guessed, and what each answer to choose from would mean."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.language.when import Alternative, Assumption, Doubt, Fact, Question, Status, When, read_when

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2026, 11, 4, 9, 30, tzinfo=STOCKHOLM)  # a Wednesday


def _read(words: str, now: datetime = NOW) -> When:
    return read_when(words, now=now, zone=STOCKHOLM)


def _asked(words: str, now: datetime = NOW) -> tuple[Doubt, list[object]] | None:
    question = _read(words, now).question
    return question and (question.code, [_short(one) for one in question.alternatives])


def _short(one: Alternative) -> object:
    if one.rrule:
        return one.rrule
    return (one.start, one.end) if one.end else one.start


def _at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute)  # noqa: DTZ001  on the wall


def _feb(day: int) -> datetime:
    return datetime(2027, 2, day, 13)  # noqa: DTZ001  on the wall


@pytest.mark.parametrize(
    ("words", "doubt", "alternatives"),
    [
        (
            "Friday 15 December",
            Doubt.WEEKDAY_DISAGREES,
            [date(2026, 12, 15), date(2026, 12, 11), date(2026, 12, 18)],
        ),
        ("tisdag 15 december v. 50", Doubt.WEEK_DISAGREES, [date(2026, 12, 15)]),
        ("15 oktober", Doubt.PASSED, [date(2027, 10, 15)]),
        ("15 oktober 2025", Doubt.PASSED, [date(2027, 10, 15)]),
        ("idag kl 8", Doubt.PASSED, [_at(5, 8)]),
        ("kl 8", Doubt.PASSED, [_at(5, 8)]),
        ("nästa fredag", Doubt.WHICH_WEEK, [date(2026, 11, 6), date(2026, 11, 13)]),
        ("på onsdag", Doubt.WHICH_WEEK, [date(2026, 11, 4), date(2026, 11, 11)]),
        ("onsdag kl 8", Doubt.WHICH_WEEK, [_at(11, 8)]),
        ("tisdag om två veckor", Doubt.WHICH_WEEK, [date(2026, 11, 17), date(2026, 11, 24)]),
        ("v. 50", Doubt.WHICH_DAY, [date(2026, 12, day) for day in range(7, 12)]),
        ("first Wednesday", Doubt.WHICH_DAY, [date(2026, 11, 4), date(2026, 12, 2), date(2027, 1, 6)]),
        ("torsdag lunch", Doubt.WHICH_TIME, [_at(5, 11, 30), _at(5, 12), _at(5, 12, 30)]),
        ("torsdag kl 7", Doubt.MORNING_OR_EVENING, [_at(5, 7), _at(5, 19)]),
        ("Thursday at half two", Doubt.WHICH_TIME, [_at(5, 14, 30), _at(5, 13, 30)]),
        ("torsdag 14-13", Doubt.END_BEFORE_START, []),
        ("torsdag 22-02", Doubt.END_BEFORE_START, [(_at(5, 22), _at(6, 2))]),
        ("31 november", Doubt.NO_SUCH_DAY, [date(2026, 11, 30), date(2026, 12, 1)]),
        ("29 februari", Doubt.NO_SUCH_DAY, [date(2028, 2, 29)]),
        ("torsdag kl 25", Doubt.NO_SUCH_TIME, []),
        ("10-12", Doubt.SEVERAL_READINGS, [date(2026, 12, 10), (_at(4, 10), _at(4, 12))]),
        ("tisdag eller torsdag kl 10", Doubt.ONE_AT_A_TIME, [_at(10, 10), _at(5, 10)]),
        ("3, 10 och 17 februari kl 13", Doubt.SEVERAL_DAYS, [_feb(3), _feb(10), _feb(17)]),
        ("onsdag 3/2 and Thursday 11/2 kl 13", Doubt.SEVERAL_DAYS, [_feb(3), _feb(11)]),
        ("4 och 30 november kl 8", Doubt.PASSED, []),
        ("3, 10 och 17 februari i Stora salen kl 13", Doubt.SEVERAL_DAYS, [_feb(3), _feb(10), _feb(17)]),
        ("3 och 10 februari kl 7", Doubt.MORNING_OR_EVENING, []),
        ("10, 12 februari", Doubt.WHICH_TIME, [datetime(2027, 2, 12, 10)]),  # noqa: DTZ001  on the wall
        ("onsdag 15-14", Doubt.END_BEFORE_START, []),
        ("onsdag kl 25", Doubt.NO_SUCH_TIME, []),
        ("sista vardagen i december", Doubt.WHICH_DAY, [date(2026, 12, 30), date(2026, 12, 31)]),
        ("Tuesday week", Doubt.WHICH_WEEK, [date(2026, 11, 10), date(2026, 11, 17)]),
        ("tisdag 10-12 v. 3-20", Doubt.WHICH_WEEK, []),
        ("tisdagar v. 30-44", Doubt.PASSED, []),
        ("ca kl 14 på torsdag", Doubt.ROUGHLY, [_at(5, 14)]),
        ("före fredag", Doubt.BEFORE, [date(2026, 11, 5), date(2026, 11, 6)]),
        ("fyra gånger om året", Doubt.WHICH_RHYTHM, ["FREQ=MONTHLY;INTERVAL=3"]),
        (
            "every third Tuesday",
            Doubt.WHICH_RHYTHM,
            ["FREQ=WEEKLY;INTERVAL=3;BYDAY=TU", "FREQ=MONTHLY;BYDAY=3TU"],
        ),
        (
            "varje tisdag från januari till maj",
            Doubt.WHICH_END,
            ["FREQ=WEEKLY;BYDAY=TU;UNTIL=20270430", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270531"],
        ),
        ("torsdag kl 10:00 +0300", Doubt.OTHER_ZONE, [_at(5, 10)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_doubt_is_asked_about_with_what_can_be_meant(
    words: str, doubt: Doubt, alternatives: list[object]
) -> None:
    assert _asked(words) == (doubt, alternatives)


def test_name_without_preposition_is_asked_about_as_a_place() -> None:
    start = _at(10, 14)
    assert _read("tisdag kl 14, Kronobergsrummet") == When(
        Status.ASK,
        question=Question(
            Doubt.IS_THAT_THE_PLACE, (Alternative(start, place="Kronobergsrummet"), Alternative(start))
        ),
    )


def test_place_that_was_understood_stays_beside_a_question() -> None:
    found = _read("nästa fredag i Kronobergsrummet")
    assert (found.status, found.start, found.place) == (Status.ASK, None, "Kronobergsrummet")


def test_skipped_hour_is_asked_about_with_the_hours_beside_it() -> None:
    before = datetime(2026, 3, 27, 9, 30, tzinfo=STOCKHOLM)
    assert _asked("söndag kl 02.30", before) == (
        Doubt.SKIPPED_HOUR,
        [_at(29, 1, 30, month=3), _at(29, 3, 30, month=3)],
    )


def test_repeated_hour_is_asked_about_once_for_each_time() -> None:
    before = datetime(2026, 10, 23, 9, 30, tzinfo=STOCKHOLM)
    question = _read("söndag kl 02.30", before).question
    assert question is not None
    folds = [one.start.fold for one in question.alternatives if isinstance(one.start, datetime)]
    assert (question.code, folds) == (Doubt.REPEATED_HOUR, [0, 1])


def test_hours_from_now_are_real_hours_over_the_change_of_clocks() -> None:
    late = datetime(2026, 3, 28, 23, 30, tzinfo=STOCKHOLM)
    assert _read("om fyra timmar", late).start == _at(29, 4, 30, month=3)


@pytest.mark.parametrize(
    ("words", "assumed"),
    [
        ("kl 14", [Fact(Assumption.TODAY, date(2026, 11, 4))]),
        ("3 juni", [Fact(Assumption.YEAR, 2027)]),
        ("den 20:e", [Fact(Assumption.MONTH, date(2026, 11, 20))]),
        ("imorgon kl 3", [Fact(Assumption.AFTERNOON)]),
        ("tomorrow at 9", [Fact(Assumption.MORNING)]),
        ("12/15/2026", [Fact(Assumption.MONTH_FIRST, date(2026, 12, 15))]),
        ("by Friday", [Fact(Assumption.DEADLINE)]),
        ("varje månad", [Fact(Assumption.NO_FIRST_DAY)]),
        ("varannan tisdag", [Fact(Assumption.FIRST_DAY, date(2026, 11, 10))]),
        ("tisdag 10 november 2026 kl 10", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_taken_for_granted_is_said(words: str, assumed: list[Fact]) -> None:
    assert list(_read(words).assumed) == assumed


def test_time_alone_belongs_to_the_day_it_is_given() -> None:
    meeting = date(2026, 12, 15)
    moved = read_when("kl 8-10", now=NOW, zone=STOCKHOLM, day=meeting)
    assert moved == When(
        Status.UNDERSTOOD,
        _at(15, 8, month=12),
        _at(15, 10, month=12),
        assumed=(Fact(Assumption.SAME_DAY, meeting),),
    )


def test_deadline_is_told_from_a_day() -> None:
    assert (_read("senast fredag").is_deadline, _read("fredag").is_deadline) == (True, False)

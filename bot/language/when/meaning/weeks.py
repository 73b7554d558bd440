"""Weekdays and what places them: next, this, in week 50, the first one in December."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.language.when.calendar_words import LAST
from bot.language.when.everyday_words import Which
from bot.language.when.grammar.pieces import Months, NthWeekday, WeekdayName, WeekNumber, WeekSpan, Year
from bot.language.when.meaning.dates import (
    RECENTLY,
    WEEK,
    coming_year,
    day_in,
    month_ahead,
    written_year,
)
from bot.language.when.meaning.options import Options, ask, sure
from bot.language.when.result import Assumption, Doubt, Fact

WORKING_DAYS = range(5)
MONDAY, SUNDAY = 0, 6
NEXT_FEW_MONTHS = 3


def weekday_day(said: WeekdayName, today: date) -> Options[date]:
    """As in "Tuesday", "next Tuesday": certain when people who would count differently come to the same day."""
    soonest = coming(said.weekday, today)
    match said.which:
        case Which.NEXT:
            return _next_one(said.weekday, today)
        case Which.THIS:
            return _this_weeks(said.weekday, today)
        case Which.COMING:
            return sure(soonest if soonest > today else today + WEEK)
        case Which.PAST:
            return ask(Doubt.PASSED, [soonest])
        case Which.PLAIN:
            return ask(Doubt.WHICH_WEEK, [today, today + WEEK]) if soonest == today else sure(soonest)


def coming(weekday: int, today: date) -> date:
    """The first day of that name, today included."""
    return today + timedelta((weekday - today.weekday()) % 7)


def monday_of(day: date) -> date:
    return day - timedelta(day.weekday())


def _next_one(weekday: int, today: date) -> Options[date]:
    """On a Monday, "next Friday" is this week's to some and next week's to others; so is all of it on a Sunday."""
    soonest = coming(weekday, today)
    if soonest == today:
        return sure(today + WEEK)
    if weekday > today.weekday() or today.weekday() == SUNDAY:
        return ask(Doubt.WHICH_WEEK, [soonest, soonest + WEEK])
    return sure(soonest)


def _this_weeks(weekday: int, today: date) -> Options[date]:
    day = monday_of(today) + timedelta(weekday)
    if day < today:
        return ask(Doubt.PASSED, [day + WEEK])
    return ask(Doubt.WHICH_WEEK, [today, today + WEEK]) if day == today else sure(day)


def weekday_weeks_ahead(weekday: int, weeks: int, today: date) -> Options[date]:
    """As in "Tuesday in two weeks": counted from the week we are in, or from the coming Tuesday."""
    by_week = monday_of(today) + weeks * WEEK + timedelta(weekday)
    by_day = coming(weekday, today) + weeks * WEEK
    return sure(by_week) if by_week == by_day else ask(Doubt.WHICH_WEEK, [by_week, by_day])


def weekday_in_week_ahead(weekday: int, weeks: int, today: date) -> Options[date]:
    """As in "Tuesday next week", "Tuesday this week"."""
    day = monday_of(today) + weeks * WEEK + timedelta(weekday)
    return sure(day) if day >= today else ask(Doubt.PASSED, [day + WEEK])


def weekday_in_week(weekday: int, said: WeekNumber, today: date) -> Options[date]:
    """As in "Tisdag v. 50"; weeks as ISO 8601 and Swedish almanacs number them."""
    return _in_weeks_year(said, weekday, today)


def week_to_choose_from(said: WeekNumber, today: date) -> Options[date]:
    """A week and no day: its working days to choose from."""
    week = _in_weeks_year(said, SUNDAY, today)
    days = [day for sunday in week.choices for day in working_days(monday_of(sunday), today)]
    return ask(week.doubt or Doubt.WHICH_DAY, days)


def working_days(monday: date, today: date) -> list[date]:
    return [day for day in (monday + timedelta(n) for n in WORKING_DAYS) if day >= today]


def _in_weeks_year(said: WeekNumber, weekday: int, today: date) -> Options[date]:
    this_year = today.isocalendar().year
    if said.year is not None:
        written = this_year + said.year.ahead if said.year.number is None else said.year.number
        day = _iso_day(written, said.week, weekday)
        if day is None:
            return ask(Doubt.NO_SUCH_DAY)
        return sure(day) if day >= today else ask(Doubt.PASSED)
    this, following = (_iso_day(year, said.week, weekday) for year in (this_year, this_year + 1))
    if this is not None and this >= today:
        return sure(this, *_year_fact(this, today))
    if this is None or following is None:
        return ask(Doubt.NO_SUCH_DAY, [day for day in (following,) if day])
    if today - this <= RECENTLY:
        return ask(Doubt.PASSED, [following])
    return sure(following, *_year_fact(following, today))


def days_of_weeks(span: WeekSpan, today: date) -> Options[tuple[date, date]]:
    """The Monday of the first week and the Sunday of the last, which may be over New Year; the ones we are in, or else the
    coming ones.
    """
    this_year, turns = today.isocalendar().year, span.last < span.first
    if span.year is not None:
        years = [written_year(span.year, today)]
    else:
        years = [this_year - 1, this_year, this_year + 1] if turns else [this_year, this_year + 1]
    passed: Options[tuple[date, date]] = ask(Doubt.PASSED)
    for year in years:
        first, last = _iso_day(year, span.first, MONDAY), _iso_day(year + turns, span.last, SUNDAY)
        if first is None or last is None:
            return ask(Doubt.NO_SUCH_DAY)
        if last >= today:
            return sure((first, last), *_year_fact(first, today))
        if span.year is None and today - last <= RECENTLY:
            return passed
    return passed


def _iso_day(year: int, week: int, weekday: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, weekday + 1)
    except ValueError:
        return None


def _year_fact(day: date, today: date) -> Iterable[Fact]:
    return [Fact(Assumption.YEAR, day.year)] if day.year != today.year else []


def nth_in_month(said: NthWeekday, months: Months, today: date) -> Options[date] | None:
    """As in "The first Wednesday in December", "… of next month"; None for several at once, which is a series."""
    if len(said.ordinals) > 1 or len(months.months) > 1:
        return None
    nth = said.ordinals[0]
    if months.ahead is not None:
        day = nth_weekday(*month_ahead(today, months.ahead), nth, said.weekday)
        return _in_known_month(day, today)
    month = months.months[0]
    if months.year is not None:
        return _in_known_month(nth_weekday(_year(months.year, today), month, nth, said.weekday), today)
    found = coming_year(lambda year: nth_weekday(year, month, nth, said.weekday), today)
    if found.doubt is Doubt.NO_SUCH_DAY:
        last = coming_year(lambda year: nth_weekday(year, month, LAST, said.weekday), today)
        return ask(Doubt.NO_SUCH_DAY, last.choices)
    return found


def _year(year: Year, today: date) -> int:
    return written_year(year, today)


def _in_known_month(day: date | None, today: date) -> Options[date]:
    if day is None:
        return ask(Doubt.NO_SUCH_DAY)
    return sure(day) if day >= today else ask(Doubt.PASSED)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """None when the month has no fifth one."""
    if nth == LAST:
        last = day_in(year, month, LAST)
        return last and last - timedelta((last.weekday() - weekday) % 7)
    first = coming(weekday, date(year, month, 1))
    day = first + (nth - 1) * WEEK
    return day if day.month == month else None


def nth_without_month(said: NthWeekday, today: date) -> Options[date]:
    """As in "the first Wednesday", of which month nobody said."""
    months = (month_ahead(today, ahead) for ahead in range(NEXT_FEW_MONTHS))
    days = (nth_weekday(*month, said.ordinals[0], said.weekday) for month in months)
    return ask(Doubt.WHICH_DAY, [day for day in days if day and day >= today])


def weekdays_of_month(weekday: int, months: Months, today: date) -> Options[date]:
    """As in "A Tuesday in December": all of them to choose from."""
    if len(months.months) > 1:
        return ask(Doubt.WHICH_DAY)
    first = first_of_month(months, today)
    days = (coming(weekday, day) + n * WEEK for day in first.choices[:1] for n in range(5))
    return ask(Doubt.WHICH_DAY, [day for day in days if day.month == first.choices[0].month and day >= today])


def first_of_month(months: Months, today: date) -> Options[date]:
    """The month's first day; of the month we are in, today."""
    if months.ahead is not None:
        return sure(max(today, date(*month_ahead(today, months.ahead), 1)))
    month = months.months[0]
    if months.year is not None:
        return _month_of_year(written_year(months.year, today), month, today)
    if month == today.month:
        return sure(today)
    year = today.year + (month < today.month)
    return sure(date(year, month, 1), *_year_fact(date(year, month, 1), today))


def _month_of_year(year: int, month: int, today: date) -> Options[date]:
    first = date(year, month, 1)
    if (year, month) == (today.year, today.month):
        return sure(today)
    return sure(first) if first >= today else ask(Doubt.PASSED)

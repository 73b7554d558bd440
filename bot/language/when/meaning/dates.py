"""Days of the calendar: which year, which month, and whether there is such a day at all."""

from calendar import monthrange
from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta

from bot.language.when.calendar_words import LAST
from bot.language.when.feasts import FEASTS
from bot.language.when.grammar.pieces import CalendarDay, DayNumber, Feast, WeekdayName, Year
from bot.language.when.meaning.options import Options, ask, sure
from bot.language.when.result import Assumption, Doubt, Fact

RECENTLY = timedelta(days=60)
"""A day without a year that has passed no longer ago than this may be a slip; one further back means next year."""

LEAP_CYCLE = 8
MONTHS_IN_YEAR = 12
WEEK = timedelta(days=7)


def day_in(year: int, month: int, day: int) -> date | None:
    """That day, -1 being the month's last; None when the month is shorter."""
    length = monthrange(year, month)[1]
    if day > length:
        return None
    return date(year, month, length if day == LAST else day)


def coming_year(in_year: Callable[[int], date | None], today: date) -> Options[date]:
    """A yearly day whose year nobody wrote: this year's, or next year's, which is then said."""
    this = in_year(today.year)
    if this is not None and this >= today:
        return sure(this)
    following = in_year(today.year + 1)
    if this is None or following is None:
        return ask(Doubt.NO_SUCH_DAY, _next_such(in_year, today))
    if today - this <= RECENTLY:
        return ask(Doubt.PASSED, [following])
    return sure(following, Fact(Assumption.YEAR, following.year))


def _next_such(in_year: Callable[[int], date | None], today: date) -> list[date]:
    years = range(today.year, min(today.year + LEAP_CYCLE, MAXYEAR) + 1)
    found = (in_year(year) for year in years)
    return [day for day in found if day is not None and day >= today][:1]


def written_year(year: Year, today: date) -> int:
    return today.year + year.ahead if year.number is None else year.number


def calendar_day(said: CalendarDay, today: date) -> Options[date]:
    """As in "15 December", with or without its year."""
    if said.year is None:
        found = coming_year(lambda year: day_in(year, said.month, said.day), today)
    else:
        found = _in_year(said, written_year(said.year, today), today)
    if said.month_first and found.doubt is None:
        return sure(found.choices[0], *found.facts, Fact(Assumption.MONTH_FIRST, found.choices[0]))
    return found if found.choices else _closest(said, today)


def _in_year(said: CalendarDay, year: int, today: date) -> Options[date]:
    day = day_in(year, said.month, said.day)
    if day is None:
        return _closest(said, date(year, 1, 1))
    if day >= today:
        return sure(day)
    again = coming_year(lambda other: day_in(other, said.month, said.day), today)
    return ask(Doubt.PASSED, again.choices)


def _closest(said: CalendarDay, today: date) -> Options[date]:
    """For 31 November: the 30th, and 1 December."""
    last = coming_year(lambda year: day_in(year, said.month, LAST), today).choices[:1]
    return ask(Doubt.NO_SUCH_DAY, [near for day in last for near in (day, day + timedelta(1))])


def feast_day(said: Feast, today: date) -> Options[date]:
    place = FEASTS[said.name]
    if said.year is None:
        return coming_year(place, today)
    day = place(written_year(said.year, today))
    return sure(day) if day >= today else ask(Doubt.PASSED, coming_year(place, today).choices)


def numbered_day(said: DayNumber, today: date) -> Options[date]:
    """As in "The 15th": the coming one, whose month is then said; or that of the month that was named."""
    if said.month_ahead is not None:
        day = day_in(*month_ahead(today, said.month_ahead), said.day)
        if day is None:
            return ask(Doubt.NO_SUCH_DAY)
        return sure(day) if day >= today else ask(Doubt.PASSED)
    this, following = (day_in(*month_ahead(today, ahead), said.day) for ahead in (0, 1))
    if this is not None and this >= today:
        return sure(this, Fact(Assumption.MONTH, this))
    if this is None or following is None:
        return ask(Doubt.NO_SUCH_DAY, [day for day in (following,) if day])
    return sure(following, Fact(Assumption.MONTH, following))


def month_ahead(today: date, ahead: int) -> tuple[int, int]:
    """Year and month, so many months from this one."""
    years, month = divmod(today.month - 1 + ahead, MONTHS_IN_YEAR)
    return today.year + years, month + 1


def agreeing(days: Options[date], weekday: WeekdayName, today: date) -> Options[date]:
    """The day if it falls on that weekday; otherwise we ask which of the two was meant."""
    if days.doubt or days.choices[0].weekday() == weekday.weekday:
        return days
    day = days.choices[0]
    back = (day.weekday() - weekday.weekday) % 7
    around = (day - timedelta(back), day - timedelta(back) + WEEK)
    return ask(Doubt.WEEKDAY_DISAGREES, [day, *(near for near in around if near >= today)])

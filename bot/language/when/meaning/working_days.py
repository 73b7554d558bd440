"""The first, the last … working day of a month: Monday to Friday, and asked about where days off come between."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.language.free_days import is_day_off
from bot.language.when.calendar_words import LAST
from bot.language.when.grammar.pieces import Months, NthWorkingDay
from bot.language.when.meaning.options import Options, ask, sure
from bot.language.when.meaning.weeks import first_of_month
from bot.language.when.result import Doubt

WEEKEND = 5


def working_day_in_month(
    said: NthWorkingDay, months: Months, today: date, zone: ZoneInfo
) -> Options[date] | None:
    """None for several months, which is a series."""
    if len(months.months) > 1:
        return None
    month = first_of_month(months, today)
    if month.doubt:
        return ask(month.doubt)
    day = month.choices[0]
    on_weekdays = _nth(said.nth, day, lambda one: one.weekday() < WEEKEND)
    at_work = _nth(said.nth, day, lambda one: one.weekday() < WEEKEND and not is_day_off(one, zone))
    if on_weekdays is None or at_work is None:
        return ask(Doubt.NO_SUCH_DAY)
    if on_weekdays != at_work:
        return ask(Doubt.WHICH_DAY, [at_work, on_weekdays])
    return sure(at_work, *month.facts) if at_work >= today else ask(Doubt.PASSED)


def _nth(nth: int, month: date, counts: Callable[[date], bool]) -> date | None:
    length = monthrange(month.year, month.month)[1]
    days = [day for n in range(length) if counts(day := month.replace(day=1) + timedelta(n))]
    if nth == LAST:
        return days[-1]
    return days[nth - 1] if nth <= len(days) else None

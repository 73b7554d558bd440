"""How a series repeats, as the parts of an RRULE (RFC 5545 §3.3.10)."""

from dataclasses import dataclass, replace
from typing import Any

from bot.language.when.calendar_words import LAST
from bot.language.when.everyday_words import Unit, Which
from bot.language.when.grammar.pieces import CalendarDay, DayNumber, Months, NthWeekday, WeekdayName, WeekSpan
from bot.language.when.grammar.series_pieces import Every, EveryWeekdays, Except, Parity, Season
from bot.language.when.meaning.days import DAY_KINDS
from bot.language.when.meaning.options import Said

DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING = ("MO", "TU", "WE", "TH", "FR")
ALL_MONTHS = tuple(range(1, 13))
LAST_WEEK = 53


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Without `by_day` and `by_month_day`, a rhythm does not say on which day it falls."""

    frequency: str
    interval: int = 1
    by_month: tuple[int, ...] = ()
    by_week: tuple[int, ...] = ()
    by_month_day: tuple[int, ...] = ()
    by_day: tuple[str, ...] = ()

    @property
    def says_the_day(self) -> bool:
        return bool(self.by_day or self.by_month_day) or self.rrule() == "FREQ=DAILY"

    def rrule(self, ending: str = "") -> str:
        """The rule as calendars write it; `ending` is its UNTIL or COUNT part."""
        parts = [
            f"FREQ={self.frequency}",
            f"INTERVAL={self.interval}" if self.interval > 1 else "",
            _listed("BYMONTH", self.by_month),
            _listed("BYWEEKNO", self.by_week),
            _listed("BYMONTHDAY", self.by_month_day),
            _listed("BYDAY", self.by_day),
            ending,
        ]
        return ";".join(part for part in parts if part)

    def every_time(self) -> "Rhythm":
        """The same days without leaving any out: what the first of the series is looked for among."""
        return replace(self, interval=1)


def _listed(name: str, values: tuple[int, ...] | tuple[str, ...]) -> str:
    return f"{name}={','.join(map(str, values))}" if values else ""


def rhythm_of(said: Said) -> Rhythm | None:
    """None when the pieces make no rhythm that a calendar can hold."""
    every = every_of(said)
    if every is None or not said.kinds(DAY_KINDS) <= _USES[every.unit] or _is_odd(every, said):
        return None
    rhythm = _BY_UNIT[every.unit](every, said)
    return rhythm and _without_months(rhythm, said.get(Except))


def _is_odd(every: Every, said: Said) -> bool:
    """Odd weeks of every month, or every month of a month."""
    by_month = every.unit is Unit.MONTH
    return (Parity in said and every.unit is not Unit.WEEK) or (by_month and Months in said and Every in said)


def every_of(said: Said) -> Every | None:
    """Plural weekdays ("tisdagar") are weekly; "the first Wednesday in March and June" is of each year's."""
    if every := said.get(Every):
        return every
    if EveryWeekdays in said or Parity in said:
        return Every(Unit.WEEK)
    months = said.get(Months)
    return Every(Unit.MONTH) if NthWeekday in said and months and len(months.months) > 1 else None


def _days(said: Said) -> tuple[str, ...]:
    if weekdays := said.get(EveryWeekdays):
        return tuple(DAY_CODES[day] for day in weekdays.weekdays)
    weekday = said.get(WeekdayName)
    return (DAY_CODES[weekday.weekday],) if weekday else ()


def _daily(every: Every, said: Said) -> Rhythm | None:
    return None if EveryWeekdays in said else Rhythm("DAILY", every.interval)


def _on_working_days(every: Every, _: Said) -> Rhythm | None:
    return Rhythm("WEEKLY", by_day=WORKING) if every.interval == 1 else None


def _weekly(every: Every, said: Said) -> Rhythm | None:
    weekday = said.get(WeekdayName)
    if weekday and (weekday.which is not Which.PLAIN or EveryWeekdays in said):
        return None
    days = _days(said)
    parity = said.get(Parity)
    if parity is None:
        return Rhythm("WEEKLY", every.interval, by_day=days)
    if not days or every.interval > 2:  # noqa: PLR2004  odd weeks are every other one
        return None
    weeks = tuple(range(1 if parity.odd else 2, LAST_WEEK + 1, 2))
    return Rhythm("YEARLY", by_week=weeks, by_day=days)


def _nth_days(said: Said) -> tuple[str, ...]:
    nth = said.the(NthWeekday)
    return tuple(f"{ordinal}{DAY_CODES[nth.weekday]}" for ordinal in nth.ordinals)


def _monthly(every: Every, said: Said) -> Rhythm | None:
    months = said.get(Months)
    if EveryWeekdays in said or (months and (months.ahead is not None or months.year)):
        return None
    named = months.months if months else ()
    number = said.get(DayNumber)
    if NthWeekday in said:
        by_day = _nth_days(said)
        return None if number else Rhythm("MONTHLY", every.interval, tuple(sorted(named)), by_day=by_day)
    if number is not None and (number.bare or number.month_ahead is not None):
        return None
    return Rhythm(
        "MONTHLY", every.interval, tuple(sorted(named)), by_month_day=(number.day,) if number else ()
    )


def _quarterly(every: Every, said: Said) -> Rhythm | None:
    """The first Wednesday of a quarter is in its first month, the last one in its last."""
    if NthWeekday not in said:
        return _monthly(Every(Unit.MONTH, 3 * every.interval), said)
    if every.interval > 1 or len(said.the(NthWeekday).ordinals) > 1:
        return None
    months = (3, 6, 9, 12) if said.the(NthWeekday).ordinals == (LAST,) else (1, 4, 7, 10)
    return Rhythm("MONTHLY", by_month=months, by_day=_nth_days(said))


def _yearly(every: Every, said: Said) -> Rhythm | None:
    months = said.get(Months)
    if NthWeekday in said:
        single = (
            months is not None and len(months.months) == 1 and not months.year and CalendarDay not in said
        )
        return (
            Rhythm("YEARLY", every.interval, months.months, by_day=_nth_days(said))
            if months and single
            else None
        )
    if months or EveryWeekdays in said:
        return None
    day = said.get(CalendarDay)
    if day is None:
        return Rhythm("YEARLY", every.interval)
    if day.year is not None or day.weak:
        return None
    return Rhythm("YEARLY", every.interval, by_month=(day.month,), by_month_day=(day.day,))


_USES: dict[Unit, frozenset[type[Any]]] = {
    Unit.DAY: frozenset({Season}),
    Unit.WORKING_DAY: frozenset({Season}),
    Unit.WEEK: frozenset({Season, WeekdayName, WeekSpan}),
    Unit.MONTH: frozenset({Season, NthWeekday, DayNumber, Months}),
    Unit.QUARTER: frozenset({Season, NthWeekday}),
    Unit.YEAR: frozenset({CalendarDay, NthWeekday, Months}),
}
"""What names the day in each rhythm; words for another day make no sense beside it."""

_BY_UNIT = {
    Unit.DAY: _daily,
    Unit.WORKING_DAY: _on_working_days,
    Unit.WEEK: _weekly,
    Unit.MONTH: _monthly,
    Unit.QUARTER: _quarterly,
    Unit.YEAR: _yearly,
}


def _without_months(rhythm: Rhythm, left_out: Except | None) -> Rhythm | None:
    if left_out is None:
        return rhythm
    kept = tuple(month for month in rhythm.by_month or ALL_MONTHS if month not in left_out.months)
    return replace(rhythm, by_month=kept) if kept else None

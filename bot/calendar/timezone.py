"""VTIMEZONE of our own, derived from the time-zone data: what the clocks do around a meeting's date.

A zone that changes its clocks by the same rule every year gets one RRULE for each change, the form that every client
reads. A zone that does not (Africa/Casablanca follows Ramadan) gets one observance for each change near the date.
RDATE and COMMENT are never written: Outlook is reported to read them an hour wrong (iCalcreator#86,
nextcloud/calendar#4429).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS_IN_WEEK = 7
YEARS_TO_TRUST = 7  # long enough that "the fourth Sunday" and "the last Sunday" come apart
LONG_AGO = datetime(1970, 1, 1)  # noqa: DTZ001  an onset is wall-clock time, RFC 5545 section 3.6.5
WEEK = timedelta(weeks=1)  # no zone changes its clocks twice within one
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Onset:
    """The clocks of a zone change: at wall-clock time `at`, as shown before the change."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def in_month(self) -> tuple[int, int, datetime]:
        """Month, weekday and time of day: what a yearly rule keeps."""
        return self.at.month, self.at.weekday(), LONG_AGO + (self.at - _midnight(self.at))

    @property
    def from_first(self) -> int:
        """Which one of its weekdays in the month: 1 for the first."""
        return (self.at.day - 1) // DAYS_IN_WEEK + 1

    @property
    def is_last(self) -> bool:
        """Whether it falls on the last such weekday of its month."""
        return (self.at + WEEK).month != self.at.month


@dataclass(frozen=True, slots=True)
class Observance:
    """One STANDARD or DAYLIGHT part: from `onset` on, and again each year by `rule` when there is one."""

    onset: Onset
    rule: dict[str, str | int] | None = None


def vtimezone(zone: ZoneInfo, moment: datetime, latest: datetime | None = None) -> Timezone:
    """The VTIMEZONE of `zone`, right from the year before `moment` to the year after it, or after `latest`."""
    timezone = Timezone()
    timezone.add("tzid", zone.key)
    years = [one.astimezone(zone).year for one in (moment, latest or moment)]
    for observance in observances(zone, *years):
        timezone.add_component(_component(observance))
    return timezone


@cache
def observances(zone: ZoneInfo, year: int, last_year: int | None = None) -> tuple[Observance, ...]:
    """What the clocks of `zone` do from the year before `year` to the one after `last_year` (None: the same year)."""
    last_year = last_year or year
    years = max(YEARS_TO_TRUST, last_year - year + 3)
    onsets = tuple(_onsets(zone, year - 1, year - 1 + years))
    if not onsets:
        return (Observance(_steady(zone, year, LONG_AGO)),)
    return _yearly(onsets, years) or _one_by_one(zone, year, last_year, onsets)


def _yearly(onsets: tuple[Onset, ...], years: int) -> tuple[Observance, ...]:
    """Every change as a rule that holds in each of the years; nothing when one of them does not."""
    series = [list(group) for _, group in groupby(sorted(onsets, key=_kind), key=_kind)]
    rules = [_rule(changes, years) for changes in series]
    if not all(rules):
        return ()
    found = [Observance(changes[0], rule) for changes, rule in zip(series, rules, strict=True)]
    return tuple(sorted(found, key=lambda observance: observance.onset.at))


def _rule(changes: list[Onset], years: int) -> dict[str, str | int] | None:
    """The yearly rule that gives exactly these changes, if there is one."""
    month, weekday, _ = changes[0].in_month
    same = len({change.in_month for change in changes}) == 1
    if not same or len(changes) != years:
        return None
    if all(change.is_last for change in changes):
        return {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": f"-1{WEEKDAYS[weekday]}"}
    if len({change.from_first for change in changes}) == 1:
        return {"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": f"{changes[0].from_first}{WEEKDAYS[weekday]}"}
    return None


def _one_by_one(
    zone: ZoneInfo, year: int, last_year: int, onsets: tuple[Onset, ...]
) -> tuple[Observance, ...]:
    near = [onset for onset in onsets if onset.at.year <= last_year + 1]
    return tuple(Observance(onset) for onset in (_steady(zone, year - 1, datetime(year - 1, 1, 1)), *near))  # noqa: DTZ001


def _steady(zone: ZoneInfo, year: int, since: datetime) -> Onset:
    """The state at the start of `year`, as if it had been so since then."""
    state = datetime(year, 1, 1, tzinfo=UTC)
    return Onset(since, _offset(zone, state), _offset(zone, state), _name(zone, state))


def _onsets(zone: ZoneInfo, first_year: int, before_year: int) -> Iterator[Onset]:
    """Every change of the clocks from 1 January of the first year, until that of the other, in order."""
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(before_year, 1, 1, tzinfo=UTC)
    while moment < end:
        if _offset(zone, moment) != _offset(zone, moment + WEEK):
            change = _change_within(zone, moment, moment + WEEK)
            before, after = _offset(zone, moment), _offset(zone, change)
            yield Onset((change + before).replace(tzinfo=None), before, after, _name(zone, change))
        moment += WEEK


def _change_within(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which the offset changes between two moments, by halving."""
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    return after


def _component(observance: Observance) -> TimezoneStandard | TimezoneDaylight:
    onset = observance.onset
    component = TimezoneDaylight() if onset.after > onset.before else TimezoneStandard()
    component.add("dtstart", onset.at)
    component.add("tzoffsetfrom", onset.before)
    component.add("tzoffsetto", onset.after)
    component.add("tzname", onset.name)
    if observance.rule:
        component.add("rrule", observance.rule)
    return component


def _kind(onset: Onset) -> tuple[timedelta, timedelta, int]:
    return onset.before, onset.after, onset.at.month


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _name(zone: ZoneInfo, moment: datetime) -> str:
    return moment.astimezone(zone).tzname() or zone.key


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0)

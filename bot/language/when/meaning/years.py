"""A year that stands by itself, after a time or after a rule, is that of the day that was named or of the whole rule."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from bot.language.when.everyday_words import Unit
from bot.language.when.grammar.pieces import (
    CalendarDay,
    Feast,
    InYear,
    MomentSpan,
    Months,
    WeekNumber,
    WeekSpan,
    Year,
)
from bot.language.when.grammar.series_pieces import Count, From, Lasting, Season, Until
from bot.language.when.meaning.options import Said
from bot.language.when.meaning.rhythms import every_of

_BOUNDED: frozenset[type[Any]] = frozenset({From, Until, Count, Lasting})
"""A rule that says where it begins or ends: what a year beside that would mean, nobody can know."""


def counted(piece: Any, this_year: int) -> Any:
    """The piece with "next year" as a number wherever it stands in it: it is counted from the day of writing, whatever other
    day the piece is looked for from.
    """
    match piece:
        case Year(number=None):
            return Year(this_year + piece.ahead)
        case tuple():
            return tuple(counted(one, this_year) for one in piece)
        case _ if is_dataclass(piece) and not isinstance(piece, type):
            values = {one.name: getattr(piece, one.name) for one in fields(piece)}
            changed = {
                name: new for name, value in values.items() if (new := counted(value, this_year)) is not value
            }
            return replace(piece, **changed) if changed else piece
        case _:
            return piece


def dated(said: Said) -> Said | None:
    """A single day with the year that was written apart from it; None when there is no day that it could be the year of."""
    if InYear not in said:
        return said
    year = said.the(InYear).year
    if (span := said.get(MomentSpan)) is not None:
        last = _with_year(span.last, year)
        return None if last is None else _moved(said, replace(span, last=last))
    kinds = (CalendarDay, Feast, Months, WeekNumber)
    found = next((_with_year(piece, year) for kind in kinds if (piece := said.get(kind)) is not None), None)
    return None if found is None else _moved(said, found)


def within_its_year(said: Said) -> Said | None:
    """A series with its year as InYear, or as the year of its only month, weeks or term; None where that makes no sense."""
    every, months = every_of(said), said.get(Months)
    is_monthly = every is not None and every.unit is Unit.MONTH
    if is_monthly and months and months.year and InYear not in said:
        said = Said([*said.pieces, replace(months, year=None), InYear(months.year)])
    if InYear not in said:
        return said
    if said.kinds(_BOUNDED) or every is None or every.unit is Unit.YEAR:
        return None
    if months and list(months.months) != sorted(months.months):
        return None  # "December and January 2027" are not of one year
    own = said.get(Season) or said.get(WeekSpan) or (None if is_monthly else months)
    if own is None:
        return said
    found = _with_year(own, said.the(InYear).year)
    return None if found is None else _moved(said, found)


def _with_year(piece: Any, year: Year) -> Any:
    """None when it has a year, or is counted from this one, already."""
    return (
        None
        if piece.year is not None or getattr(piece, "ahead", None) is not None
        else replace(piece, year=year)
    )


def _moved(said: Said, owner: Any) -> Said:
    return Said([*said.without(InYear).pieces, owner])

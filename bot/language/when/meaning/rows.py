"""Several days, each of them meant: each is read as if it stood there alone."""

from collections.abc import Callable
from dataclasses import replace

from bot.language.when.grammar.pieces import CalendarDay, DayRow, InYear, WeekdayName
from bot.language.when.meaning.options import Options, Said, ask
from bot.language.when.result import Alternative, Assumption, Doubt

Read = Callable[[Said], Options[Alternative] | None]


def each_of_row(said: Said, read: Read) -> Options[Alternative] | None:
    """All of them; when something else has to be asked about any, that alone, with nothing to choose from: one choice would
    leave the other days out.
    """
    if said.kinds(frozenset({CalendarDay, WeekdayName})) or not _in_one_year(said):
        return None
    found = [read(_on(said, day, weekday)) for day, weekday in said.the(DayRow).days]
    known = [one for one in found if one is not None]
    if len(known) < len(found) or any(_is_deadline(one) for one in known):
        return None
    doubt = next((one.doubt for one in known if one.doubt), None)
    return ask(doubt) if doubt else ask(Doubt.SEVERAL_DAYS, [one.choices[0] for one in known])


def _in_one_year(said: Said) -> bool:
    in_order = [(day.month, day.day) for day, _ in said.the(DayRow).days]
    return InYear not in said or in_order == sorted(in_order)


def _on(said: Said, day: CalendarDay, weekday: WeekdayName | None) -> Said:
    row = said.the(DayRow)
    dated = day if row.year is None else replace(day, year=row.year)
    alone = (dated,) if weekday is None else (weekday, dated)
    return Said(one for piece in said.pieces for one in (alone if piece is row else (piece,)))


def _is_deadline(found: Options[Alternative]) -> bool:
    return any(fact.code is Assumption.DEADLINE for fact in found.facts)

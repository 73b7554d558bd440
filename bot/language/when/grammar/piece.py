"""One part of a phrase, of whatever kind."""

from bot.language.when.grammar.pieces import (
    Ahead,
    CalendarDay,
    Clock,
    DayNumber,
    DayPart,
    DayRow,
    Deadline,
    Feast,
    InYear,
    Length,
    MomentSpan,
    Months,
    NthWeekday,
    NthWorkingDay,
    Place,
    Vague,
    WeekAhead,
    WeekdayName,
    WeekNumber,
    WeekSpan,
    ZoneName,
)
from bot.language.when.grammar.series_pieces import (
    Count,
    Every,
    EveryWeekdays,
    Except,
    From,
    Lasting,
    Parity,
    Season,
    TimesEach,
    Until,
)

Piece = (
    CalendarDay
    | DayRow
    | InYear
    | WeekdayName
    | MomentSpan
    | DayNumber
    | Ahead
    | WeekNumber
    | WeekSpan
    | WeekAhead
    | NthWeekday
    | NthWorkingDay
    | Months
    | Feast
    | Vague
    | Clock
    | DayPart
    | Length
    | ZoneName
    | Place
    | Deadline
    | Every
    | EveryWeekdays
    | Parity
    | TimesEach
    | Until
    | From
    | Count
    | Lasting
    | Except
    | Season
)

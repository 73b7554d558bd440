"""All the ways in which a whole line can be cut into pieces, each used once."""

from collections.abc import Iterator
from itertools import islice

from bot.language.when.grammar.beside_time import DAY_PART, LENGTH, ZONE_NAME
from bot.language.when.grammar.calendar_day import (
    CALENDAR_DAY,
    IN_YEAR,
    MOMENT_SPAN,
    WEAK_DAY,
)
from bot.language.when.grammar.clock import CLOCK
from bot.language.when.grammar.day import (
    AHEAD,
    ALMANAC_DATE,
    DAY_NUMBER,
    FEAST,
    MONTHS,
    NTH_WEEKDAY,
    NTH_WORKING_DAY,
    VAGUE,
    WEEK,
    WEEK_SPAN,
    WEEKDAY,
    WEEKDAY_WEEK,
)
from bot.language.when.grammar.day_row import DAY_ROW
from bot.language.when.grammar.piece import Piece
from bot.language.when.grammar.pieces import Clock, DayNumber, Feast, Place, Vague
from bot.language.when.grammar.place import ROOM_WORDS, beginnings, can_begin_at, place_of
from bot.language.when.grammar.rhythm import (
    COUNT,
    DEADLINE,
    EVERY,
    EXCEPT,
    FROM,
    LASTING,
    PARITY,
    SEASON,
    TIMES_EACH,
    UNTIL,
)
from bot.language.when.grammar.rules import Line, either, little
from bot.language.when.vocabulary import Kind

ENOUGH = 24
"""More readings than this no question can hold."""

YEAR_DIGITS = 4

_PIECE = either(
    MOMENT_SPAN,
    CALENDAR_DAY,
    DAY_ROW,
    ALMANAC_DATE,
    WEAK_DAY,
    WEEKDAY,
    WEEKDAY_WEEK,
    WEEK,
    WEEK_SPAN,
    NTH_WEEKDAY,
    NTH_WORKING_DAY,
    MONTHS,
    AHEAD,
    DAY_NUMBER,
    FEAST,
    VAGUE,
    CLOCK,
    DAY_PART,
    LENGTH,
    ZONE_NAME,
    EVERY,
    TIMES_EACH,
    UNTIL,
    FROM,
    COUNT,
    LASTING,
    EXCEPT,
    PARITY,
    SEASON,
    DEADLINE,
    IN_YEAR,
)
_FILLER = little("filler")
_SIGNS = frozenset(",;.!?:()\"'“”«»")

Reading = tuple[Piece, ...]
Pieces = tuple[Piece, ...]
Kinds = frozenset[type[Piece]]


def readings_of(line: Line) -> list[Reading]:
    """Every way to understand the whole line, none of its words left over."""
    return list(dict.fromkeys(islice(_Cutting(line).from_(0, frozenset()), ENOUGH)))


class _Cutting:
    """Cuts one line, remembering what stands where and which roads lead nowhere."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._pieces: dict[int, list[tuple[Pieces, int]]] = {}
        self._dead: set[tuple[int, Kinds]] = set()

    def from_(self, at: int, used: Kinds) -> Iterator[Reading]:
        if at == len(self._line.tokens):
            yield ()
            return
        if (at, used) in self._dead:
            return
        found = False
        for reading in self._onward(at, used):
            found = True
            yield reading
        if not found:
            self._dead.add((at, used))

    def _onward(self, at: int, used: Kinds) -> Iterator[Reading]:
        for pieces, end in self._pieces_at(at):
            kinds = frozenset(type(piece) for piece in pieces)
            if not kinds & used:
                yield from (pieces + rest for rest in self.from_(end, used | kinds))
        if Place not in used:
            yield from self._with_place(at, used)
        for end in self._past_filler(at):
            yield from self.from_(end, used)

    def _pieces_at(self, at: int) -> list[tuple[Pieces, int]]:
        if at not in self._pieces:
            found = (
                (value if isinstance(value, tuple) else (value,), end)
                for value, end in _PIECE(self._line, at)
            )
            self._pieces[at] = [one for one in dict.fromkeys(found) if not self._is_day_of_month(*one)]
        return self._pieces[at]

    def _is_day_of_month(self, pieces: Pieces, end: int) -> bool:
        """The hour of a clock right before a month's name, as in "from 17 November", is no hour."""
        last = self._line.tokens[end - 1]
        is_hour = (
            isinstance(pieces[0], Clock)
            and last.is_number
            and self._line.tokens[end - 2].word not in {":", "."}
        )
        return is_hour and bool(self._line.terms(Kind.MONTH, end))

    def _past_filler(self, at: int) -> Iterator[int]:
        if self._line.tokens[at].word in _SIGNS and not self._stands_in_a_number(at):
            yield at + 1
        for _, end in _FILLER(self._line, at):
            yield end

    def _stands_in_a_number(self, at: int) -> bool:
        before, after = self._line.tokens[at - 1 : at], self._line.tokens[at + 1 : at + 2]
        numbers = [token for token in (*before, *after) if token.is_number]
        return len(numbers) > 1 and self._line.tokens[at].glued and after[0].glued

    def _with_place(self, at: int, used: Kinds) -> Iterator[Reading]:
        for start, marked in beginnings(self._line, at):
            if can_begin_at(self._line, start):
                yield from self._place_from(start, used, marked=marked)

    def _place_from(self, start: int, used: Kinds, *, marked: bool) -> Iterator[Reading]:
        """The shortest place after which the rest can be read; otherwise all of the rest is the place, and when there
        is something in it that looks like another time, we had better ask.
        """
        last = len(self._line.tokens)
        ends = [at for at in range(start + 1, last) if self._turns_to_time(at)]
        for end in (*ends, last):
            doubtful = self._may_be_its_number(end)
            clear = marked and end == (ends or [last])[0] and not doubtful
            place = place_of(self._line, start, end, marked=clear)
            rests = list(islice(self.from_(end, used | {Place}), ENOUGH))
            if place and rests:
                yield from ((place, *rest) for rest in rests)
                if not doubtful:
                    return

    def _may_be_its_number(self, at: int) -> bool:
        """Whether a place can end with these digits: "Sal A 2027" is a room, or a room and a year."""
        return self._line.tokens[at - 1].is_word and self._is_year(at)

    def _is_year(self, at: int) -> bool:
        """Four digits that are not the beginning of a longer date."""
        here, after = (self._line.tokens[n : n + 1] for n in (at, at + 1))
        is_whole = not any(token.glued and token.word in "-/." for token in after)
        return is_whole and any(token.is_number and len(token.word) == YEAR_DIGITS for token in here)

    def _turns_to_time(self, at: int) -> bool:
        """Whether something begins here that would be odd in the name of a place."""
        if self._is_label(at):
            return True
        if self._line.tokens[at - 1].word in ROOM_WORDS and self._is_year(at):
            return False  # "sal 2027" is one name
        if not self._line.meanings(at) and not self._line.tokens[at].is_number:
            return False
        return any(_is_telling(piece) for pieces, _ in self._pieces_at(at) for piece in pieces)

    def _is_label(self, at: int) -> bool:
        """As in "Plats: biblioteket, tid: 10-12"."""
        return any(
            after < len(self._line.tokens) and self._line.tokens[after].word == ":"
            for after in self._past_filler(at)
        )


def _is_telling(piece: Piece) -> bool:
    match piece:
        case Clock(bare=bare):
            return not bare
        case DayNumber(bare=bare):
            return not bare
        case Feast() | Vague():
            return False
        case _:
            return True

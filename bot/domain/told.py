"""What a message said of its meeting, and what has changed for its reader since."""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a message said of its meeting, as its reader's calendar shows it. `as_of` is when its facts were gathered;
    `stands` is False when it took the meeting away. `agenda` stands for which topics there were, and each of
    `papers` for a file: its id, a blank, its name.
    """

    as_of: datetime
    start: datetime
    end: datetime
    place: str
    link: str
    title: str
    alarm: int | None
    hidden: bool
    agenda: str
    papers: tuple[str, ...] = ()
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Changes:
    """From what somebody was told last to what stands now; `gone` are the names of those who have left since. `asked_again`:
    the time has been another in between, so that their answer no longer counts.
    """

    before: Told
    now: Told
    gone: tuple[str, ...] = ()
    asked_again: bool = False

    @property
    def new_time(self) -> bool:
        return (self.before.start, self.before.end) != (self.now.start, self.now.end)

    @property
    def new_place(self) -> bool:
        return self.before.place != self.now.place

    @property
    def place_alone(self) -> bool:
        """Nothing else has changed, and there is a place to tell."""
        return self.new_place and bool(self.now.place) and self._nothing_but(place=self.now.place)

    @property
    def nothing(self) -> bool:
        """As it was, though it may have been something else in between."""
        return self._nothing_but()

    @property
    def new_papers(self) -> tuple[str, ...]:
        """By name."""
        return tuple(_name(one) for one in self.now.papers if one not in self.before.papers)

    @property
    def gone_papers(self) -> tuple[str, ...]:
        """By name: one that came in the place of another of its name is new, and not gone."""
        gone = (_name(one) for one in self.before.papers if one not in self.now.papers)
        return tuple(name for name in gone if name not in self.new_papers)

    def _nothing_but(self, **changed: str) -> bool:
        before = replace(self.before, as_of=self.now.as_of, stands=self.now.stands)
        expected = replace(before, **changed)  # type: ignore[arg-type]  # by name
        return expected == self.now and not self.gone


def _name(paper: str) -> str:
    return paper.partition(" ")[2]

"""What is known of anything that members are asked with a deadline, whether it is about dates or a poll."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.asking import Asked
from bot.domain.committee import OFFICERS, Committee, Role
from bot.domain.ids import PersonId
from bot.domain.person import Person
from bot.usecases.facts import People


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFacts:
    """`failed` are people whose message could not be delivered; `asker` is None when it is drawn for everybody. `asked_anew`:
    they have been asked before, and are again because the deadline is another one.
    """

    committee: Committee
    asked: tuple[Asked, ...]
    people: People
    failed: frozenset[PersonId]
    now: datetime
    asker: Person | None = None
    role: Role | None = None
    asked_anew: bool = False

    @property
    def for_officer(self) -> bool:
        return self.role in OFFICERS

    @property
    def counted(self) -> tuple[Asked, ...]:
        """Those asked who still have a seat."""
        return tuple(one for one in self.asked if one.counts)

    @property
    def silent(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.counted if one.answered_at is None)

    @property
    def own(self) -> Asked | None:
        """The asker's, while they have a seat."""
        mine = (one for one in self.counted if self.asker and one.person_id == self.asker.id)
        return next(mine, None)

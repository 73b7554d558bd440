"""What is known of proposed dates: facts for the edge to put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.asking import Asked
from bot.domain.committee import OFFICERS, Committee, Role
from bot.domain.ids import MeetingId, PersonId, ProposedDateId
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.domain.proposal import DateProposal, DateState, Objection, ProposalState, ProposedDate
from bot.domain.warning import Warning  # noqa: A004  the word people use
from bot.language.plan_lines import PlanLine
from bot.language.when import Fact
from bot.usecases.asked_facts import AskedFacts
from bot.usecases.picked_times import PickedTime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts(AskedFacts):
    """A proposal with all that is said about it. `objections` are those that stand."""

    proposal: DateProposal
    dates: tuple[ProposedDate, ...]
    objections: tuple[Objection, ...]
    meetings: Mapping[MeetingId, Meeting]

    @property
    def objectors(self) -> tuple[PersonId, ...]:
        """Whoever objected to any date and did not take it back, whatever became of the date."""
        return tuple(dict.fromkeys(one.person_id for one in self.objections))

    @property
    def live_objections(self) -> tuple[Objection, ...]:
        """Those to dates that are still proposed, or were adopted all the same."""
        gone = {date.id for date in self.in_state(DateState.WITHDRAWN)}
        return tuple(one for one in self.objections if one.date_id not in gone)

    @property
    def fine(self) -> tuple[Asked, ...]:
        objecting = set(self.objectors)
        return tuple(one for one in self.counted if one.answered_at and one.person_id not in objecting)

    @property
    def unreached(self) -> tuple[Asked, ...]:
        """Those whose silence says nothing: the question has not arrived, or has come back."""
        return tuple(one for one in self.counted if not one.has_seen and not self.has_reached(one))

    def has_reached(self, one: Asked) -> bool:
        return one.reached_by is not None and one.person_id not in self.failed

    @property
    def own_objections(self) -> tuple[Objection, ...]:
        """In the order of their dates: they were made in one breath."""
        mine = {one.date_id: one for one in self.objections if self.asker and one.person_id == self.asker.id}
        return tuple(mine[date.id] for date in self.dates if date.id in mine)

    @property
    def shows_names(self) -> bool:
        """Objections are open in a council once its time to object is over; until then only chair and secretary see them."""
        return self.for_officer or self.proposal.state in {ProposalState.CLOSED, ProposalState.WAITING}

    def objections_to(self, date_id: ProposedDateId) -> tuple[Objection, ...]:
        return tuple(one for one in self.objections if one.date_id == date_id)

    def in_state(self, *states: DateState) -> tuple[ProposedDate, ...]:
        return tuple(one for one in self.dates if one.state in states)

    def name(self, person_id: PersonId | None) -> str:
        person = self.people.get(person_id) if person_id else None
        return person.name if person else ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in the making: every date with its warnings, each line that is still to be settled, and who would be asked
    until when. `out_of_reach` have neither account nor address. `assumed` is what was taken for granted in reading what
    has just been written: each line with that.
    """

    committee: Committee
    proposal: DateProposal
    dates: tuple[ProposedDate, ...]
    warnings: Mapping[ProposedDateId, tuple[Warning, ...]]
    lines: tuple[PlanLine, ...]
    members: tuple[Person, ...]
    deadline: datetime
    assumed: tuple[tuple[str, tuple[Fact, ...]], ...] = ()

    @property
    def wanted(self) -> tuple[ProposedDate, ...]:
        """Those that are not struck."""
        return tuple(one for one in self.dates if one.is_open)

    @property
    def can_be_put(self) -> bool:
        """There are dates, and every line that was written could be read."""
        return bool(self.wanted) and not self.lines

    @property
    def out_of_reach(self) -> tuple[Person, ...]:
        return tuple(one for one in self.members if not one.account and not one.email)


@dataclass(frozen=True, slots=True)
class Plans:
    """What `/meeting plan` shows of a committee: the draft (for chair and secretary), what stands before the members, and
    what has been adopted and what was picked in polls, the newest first.
    """

    committee: Committee
    role: Role | None
    draft: Plan | None
    asking: tuple[ProposalFacts, ...]
    adopted: tuple[ProposalFacts, ...]
    picked: tuple[PickedTime, ...] = ()

    @property
    def for_officer(self) -> bool:
        return self.role in OFFICERS

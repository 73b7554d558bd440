"""A poll: which of several times suits a committee, and why the one that ranks first does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.committee import Role, Seat
from bot.domain.errors import KallelseError
from bot.domain.ids import AlternativeId, BallotId, CommitteeId, MeetingId, PersonId, PollId
from bot.domain.meeting import Slot

FEWEST_ALTERNATIVES, MOST_ALTERNATIVES = 2, 20


class PollState(StrEnum):
    OPEN = "open"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Vote(StrEnum):
    YES = "yes"
    IF_NEED_BE = "if_need_be"
    NO = "no"


CAN: frozenset[Vote | None] = frozenset({Vote.YES, Vote.IF_NEED_BE})


@dataclass(eq=False)
class PollOver(KallelseError):
    """Somebody votes in, changes or decides a poll that was decided or withdrawn, or votes after its deadline."""

    poll: "Poll"


@dataclass(eq=False)
class WrongNumber(KallelseError):
    """A poll has between FEWEST_ALTERNATIVES and MOST_ALTERNATIVES times to choose from, all different."""

    count: int


@dataclass(eq=False)
class TooManyNeeded(KallelseError):
    """A poll needs more people to be able to come than are asked: no time could ever do."""

    quorum: int
    asked: int


@dataclass(frozen=True, slots=True)
class Needs:
    """Who must be able to come for a time to do: the chair (or the vice chair), somebody of each organisation, so many
    people (`quorum`, None: no number is set).
    """

    chair: bool = False
    each_organisation: bool = False
    quorum: int | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """`hides_votes`: only chair and secretary see who votes what. `edition` counts the deadlines it has had. `meeting_id`
    is the meeting that came of it.
    """

    id: PollId
    committee_id: CommitteeId
    state: PollState
    needs_chair: bool
    needs_each_organisation: bool
    quorum: int | None
    hides_votes: bool
    deadline: datetime
    asked_by: PersonId
    asked_at: datetime
    edition: int = 1
    decided_at: datetime | None = None
    decided_by: PersonId | None = None
    meeting_id: MeetingId | None = None

    @property
    def needs(self) -> Needs:
        return Needs(self.needs_chair, self.needs_each_organisation, self.quorum)

    @property
    def is_open(self) -> bool:
        return self.state == PollState.OPEN

    def check_takes_votes(self, now: datetime) -> None:
        """Raises PollOver."""
        if not self.is_open or now >= self.deadline:
            raise PollOver(self)

    def decided(self, meeting_id: MeetingId, by: PersonId, now: datetime) -> "Poll":
        self._must_be_open()
        return replace(self, state=PollState.DECIDED, meeting_id=meeting_id, decided_by=by, decided_at=now)

    def withdrawn(self, by: PersonId, now: datetime) -> "Poll":
        self._must_be_open()
        return replace(self, state=PollState.WITHDRAWN, decided_by=by, decided_at=now)

    def open_until(self, deadline: datetime) -> "Poll":
        self._must_be_open()
        return replace(self, deadline=deadline, edition=self.edition + 1)

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise PollOver(self)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the times: aware instants in UTC; `position` is the order they were written in, from 0."""

    id: AlternativeId
    poll_id: PollId
    position: int
    start: datetime
    end: datetime
    place: str = ""
    link: str = ""

    @property
    def slot(self) -> Slot:
        return Slot(self.start, self.end, self.place, self.link)

    def day(self, zone: ZoneInfo) -> date:
        return self.start.astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one person says of one time; voting again puts it in the earlier one's place."""

    id: BallotId
    alternative_id: AlternativeId
    person_id: PersonId
    vote: Vote


class Need(StrEnum):
    """What a time can leave unmet."""

    CHAIR = "chair"
    EACH_ORGANISATION = "each_organisation"
    QUORUM = "quorum"


@dataclass(frozen=True, slots=True)
class Tally:
    """How one time stands. `people` are those asked with a seat that day, by vote; who has not voted is in none.
    `organisations` maps each one to the best vote of its people, None where nobody of it has voted; `chair` and
    `vice_chair` are what those say.
    """

    alternative: Alternative
    people: Mapping[Vote, tuple[PersonId, ...]]
    silent: tuple[PersonId, ...]
    organisations: Mapping[str, Vote | None]
    chair: Vote | None
    vice_chair: Vote | None
    unmet: frozenset[Need] = frozenset()

    @property
    def can(self) -> int:
        return sum(len(voters) for vote, voters in self.people.items() if vote in CAN)

    @property
    def has_chair(self) -> bool:
        """The chair can come, or the vice chair in their place."""
        return self.chair in CAN or self.vice_chair in CAN

    @property
    def missing_organisations(self) -> tuple[str, ...]:
        return tuple(name for name, vote in self.organisations.items() if vote not in CAN)

    @property
    def only_if_need_be(self) -> tuple[str, ...]:
        return tuple(name for name, vote in self.organisations.items() if vote == Vote.IF_NEED_BE)

    @property
    def does(self) -> bool:
        """Everybody who must be able to come is."""
        return not self.unmet


def tallies(
    alternatives: Iterable[Alternative],
    ballots: Iterable[Ballot],
    seats: Iterable[Seat],
    needs: Needs,
    zone: ZoneInfo,
) -> list[Tally]:
    """The best first: those that do, then the most who can, the fewest who only can if need be, the earliest. `seats` are
    those of the people asked; those held on a time's own day, in `zone`, count for it: nobody chairs a meeting after
    their term.
    """
    held, cast = list(seats), list(ballots)
    found = [
        _tally(one, cast, [seat for seat in held if seat.held_on(one.day(zone))], needs)
        for one in alternatives
    ]
    return sorted(found, key=_rank)


def check_alternatives(slots: Iterable[Slot]) -> None:
    """Raises WrongNumber."""
    count = len({(slot.start, slot.end) for slot in slots})
    if not FEWEST_ALTERNATIVES <= count <= MOST_ALTERNATIVES:
        raise WrongNumber(count)


def _tally(alternative: Alternative, cast: list[Ballot], seats: list[Seat], needs: Needs) -> Tally:
    votes = {ballot.person_id: ballot.vote for ballot in cast if ballot.alternative_id == alternative.id}
    asked = list(dict.fromkeys(seat.person_id for seat in seats))
    people = {vote: tuple(one for one in asked if votes.get(one) == vote) for vote in Vote}
    organisations = {
        name: _best(votes, [seat for seat in seats if seat.organisation == name])
        for name in sorted({seat.organisation for seat in seats if seat.organisation})
    }
    tally = Tally(
        alternative,
        people,
        tuple(one for one in asked if one not in votes),
        organisations,
        _best(votes, [seat for seat in seats if seat.role == Role.CHAIR]),
        _best(votes, [seat for seat in seats if seat.role == Role.VICE_CHAIR]),
    )
    return replace(tally, unmet=frozenset(_unmet(tally, needs)))


def _best(votes: Mapping[PersonId, Vote], seats: Iterable[Seat]) -> Vote | None:
    said = {votes[seat.person_id] for seat in seats if seat.person_id in votes}
    return next((vote for vote in Vote if vote in said), None)


def _unmet(tally: Tally, needs: Needs) -> Iterable[Need]:
    if needs.chair and not tally.has_chair:
        yield Need.CHAIR
    if needs.each_organisation and tally.missing_organisations:
        yield Need.EACH_ORGANISATION
    if needs.quorum is not None and tally.can < needs.quorum:
        yield Need.QUORUM


def _rank(tally: Tally) -> tuple[int, int, int, datetime]:
    return len(tally.unmet), -tally.can, len(tally.people[Vote.IF_NEED_BE]), tally.alternative.start

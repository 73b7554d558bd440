"""What use cases answer with: facts for the edge to put into words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.committee import OFFICERS, Committee, Role, Seat
from bot.domain.ids import PersonId
from bot.domain.invitation import Answer, GivenAnswer, Guest, Invitation, Standing
from bot.domain.meeting import Meeting
from bot.domain.paper import Paper
from bot.domain.person import Person
from bot.domain.record import Action, Decision
from bot.domain.told import Changes, Told
from bot.domain.topic import StandingItem, Topic
from bot.domain.warning import Warning  # noqa: A004  the word people use
from bot.usecases.access import Asker

People = Mapping[PersonId, Person]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """A meeting with all that is said about it. `topics` are those on the agenda and those waiting, in order;
    `invitations` only those that stand; `asker` is None when it is drawn for everybody. `warnings` speak against the time
    it has just been given.
    """

    committee: Committee
    meeting: Meeting
    topics: tuple[Topic, ...]
    invitations: tuple[Invitation, ...]
    guests: tuple[Guest, ...]
    seats: tuple[Seat, ...]
    people: People
    asker: Person | None = None
    role: Role | None = None
    papers: tuple[Paper, ...] = ()
    warnings: tuple[Warning, ...] = ()

    @property
    def agenda(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if topic.on_agenda)

    @property
    def waiting(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if not topic.on_agenda)

    @property
    def own_topics(self) -> tuple[Topic, ...]:
        """Those that stand on no other agenda by themselves."""
        return tuple(topic for topic in self.topics if not topic.standing_item_id)

    @property
    def own(self) -> Invitation | None:
        """The asker's invitation."""
        mine = (one for one in self.invitations if self.asker and one.person_id == self.asker.id)
        return next(mine, None)

    @property
    def for_officer(self) -> bool:
        return self.role in OFFICERS

    def count(self, answer: Answer) -> int:
        return sum(invitation.answer == answer for invitation in self.invitations)

    def names(self, answer: Answer) -> list[str]:
        return sorted(self.people[one.person_id].name for one in self.invitations if one.answer == answer)


@dataclass(frozen=True, slots=True)
class StillGoing:
    """The question to an officer whether a meeting is still going on; once it has been answered, it `asks` no more."""

    facts: MeetingFacts
    asks: bool


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """A committee's next meeting; `meeting` is None when nothing is planned."""

    committee: Committee
    meeting: MeetingFacts | None
    role: Role | None


class Change(StrEnum):
    """What an invitation tells its reader."""

    INVITED = "invited"
    MOVED = "moved"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    READDRESSED = "readdressed"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """One person's invitation as it should read now. `host` is who asked a guest to come; `taken_back` is the person's
    newest answer when an officer has undone it, `taken_back_by` that officer. `sequence` and `stamp` are the calendar's,
    None where nobody's calendar is meant. `changes` are what an update tells, None when nobody knows what this person was
    told last; `taken` is that for a message which takes the meeting away. `asked_anew`: they have answered, to another time.
    """

    facts: MeetingFacts
    person: Person
    invitation: Invitation
    change: Change
    secretary: Person | None
    host: Person | None = None
    taken_back: GivenAnswer | None = None
    taken_back_by: Person | None = None
    sequence: int | None = None
    stamp: datetime | None = None
    changes: Changes | None = None
    taken: Told | None = None
    asked_anew: bool = False

    @property
    def meeting(self) -> Meeting:
        """As it stands; one that is taken away from its reader, when and where they were last told that it is."""
        meeting, told = self.facts.meeting, self.taken
        if told is None:
            return meeting
        return replace(meeting, start=told.start, end=told.end, place=told.place, link=told.link)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer as it was given, and what has become of it. `invitation` holds what counts now."""

    given: GivenAnswer
    standing: Standing
    invitation: Invitation
    person: Person
    organisation: str
    undone_by: Person | None = None


@dataclass(frozen=True, slots=True)
class AnswersFacts:
    """Answers to a meeting's invitations, the newest first: all that `of` has given, or when that is None the newest of each
    (of those that came by e-mail or link, where chair and secretary are told of these).
    """

    committee: Committee
    meeting: Meeting
    lines: tuple[AnswerLine, ...]
    of: Person | None = None


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic and where it stands; `number` is its place on the agenda, None while it is not on it; `role` that of whoever
    asks, None when it is drawn for somebody else.
    """

    committee: Committee
    topic: Topic
    proposer: Person
    meeting: Meeting | None
    number: int | None
    role: Role | None = None

    @property
    def for_officer(self) -> bool:
        return self.role in OFFICERS


@dataclass(frozen=True, slots=True)
class Agenda:
    """`meeting` is None while none is planned; topics wait for it then."""

    asker: Asker
    meeting: Meeting | None
    topics: tuple[Topic, ...]
    people: People

    @property
    def agenda(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if topic.on_agenda)

    @property
    def waiting(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if not topic.on_agenda)


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    committee: Committee
    meeting: Meeting
    decision: Decision
    topic: Topic | None
    standing_item: StandingItem | None = None


@dataclass(frozen=True, slots=True)
class ActionFacts:
    committee: Committee
    meeting: Meeting
    action: Action
    topic: Topic | None
    owner: Person | None
    recorder: Person


@dataclass(frozen=True, slots=True)
class SharedEntry:
    """A meeting as it should stand in the shared calendar; not `stands`: it should be taken away from there."""

    committee: Committee
    meeting: Meeting
    stands: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a meeting's mails have come: `every` are all of them, `sent` and `failed` those that are done."""

    committee: Committee
    meeting: Meeting
    every: int
    sent: int
    failed: int

    @property
    def is_done(self) -> bool:
        return self.sent + self.failed >= self.every


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Mails that our own check stopped: `reasons` as the ledger keeps them, and to whom; none left when all is mended."""

    committee: Committee
    meeting: Meeting
    reasons: tuple[str, ...]
    names: tuple[str, ...]

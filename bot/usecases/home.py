"""What a person sees of their own, and what waits for chair and secretary."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from bot.domain.committee import OFFICERS, Committee, Role
from bot.domain.ids import CommitteeId, DateProposalId, PollId
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.person import Person
from bot.domain.poll import Alternative, Poll
from bot.domain.proposal import DateProposal, ProposedDate
from bot.domain.record import Action
from bot.domain.topic import Topic
from bot.storage import Storage, Transaction
from bot.usecases.access import Who, committees_of, known_person

MOST = 10
MOST_MEETINGS = 100
"""More than the page has room for: how many more there are is said."""


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    committee: Committee
    meeting: Meeting
    invitation: Invitation


@dataclass(frozen=True, slots=True)
class OwnAction:
    committee: Committee
    action: Action


@dataclass(frozen=True, slots=True)
class OwnTopic:
    committee: Committee
    topic: Topic
    proposer: Person


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """Dates that somebody is asked about and has not answered, in order: proposed to be adopted, or to choose from."""

    committee: Committee
    about: DateProposal | Poll
    dates: tuple[ProposedDate | Alternative, ...]


@dataclass(frozen=True, slots=True)
class OwnCommittee:
    """`next_meeting` is the committee's next, None when nothing is planned."""

    committee: Committee
    role: Role
    next_meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class Home:
    """What a person sees of their own; `waiting` and `unconfirmed` are for chair and secretary."""

    person: Person
    now: datetime
    meetings: tuple[OwnMeeting, ...]
    actions: tuple[OwnAction, ...]
    proposals: tuple[OwnTopic, ...]
    committees: tuple[OwnCommittee, ...]
    waiting: tuple[OwnTopic, ...]
    unconfirmed: tuple[OwnCommittee, ...]
    questions: tuple[OwnQuestion, ...] = ()

    @property
    def is_officer(self) -> bool:
        return any(one.role in OFFICERS for one in self.committees)


def home_of(storage: Storage, who: Who, now: datetime) -> Home:
    """At most `MOST` of each and `MOST_MEETINGS`, the nearest or newest first."""
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        committees = _committees(transaction, person, now)
        known = {one.committee.id: one.committee for one in committees}
        officer_of = [one.committee.id for one in committees if one.role in OFFICERS]
        actions = transaction.actions.open_of(person.id, most=MOST)
        proposals = transaction.topics.proposed_by(person.id, most=MOST)
        waiting = transaction.topics.waiting(officer_of, most=MOST)
        meetings = transaction.meetings.coming_for(person.id, now, most=MOST_MEETINGS)
        questions = _questions(transaction, person, known, now)
        wanted = [action.committee_id for action in actions]
        wanted += [topic.committee_id for topic in proposals]
        wanted += [meeting.committee_id for meeting in meetings]
        known |= _others(transaction, known, wanted)
        held = transaction.invitations.held_by(person.id, [meeting.id for meeting in meetings])
        return Home(
            person=person,
            now=now,
            meetings=tuple(OwnMeeting(known[one.committee_id], one, held[one.id]) for one in meetings),
            actions=tuple(OwnAction(known[one.committee_id], one) for one in actions),
            proposals=_own_topics(transaction, proposals, known),
            committees=tuple(committees),
            questions=questions,
            waiting=_own_topics(transaction, waiting, known),
            unconfirmed=tuple(
                one
                for one in committees
                if one.role in OFFICERS
                and one.next_meeting
                and one.next_meeting.state == MeetingState.PLANNED
            ),
        )


def _questions(
    transaction: Transaction, person: Person, known: dict[CommitteeId, Committee], now: datetime
) -> tuple[OwnQuestion, ...]:
    """Only people with a seat are asked."""
    asked = transaction.asked.unanswered_by(person.id, now, most=MOST)
    ids = [one.subject_id for one in asked]
    about: list[DateProposal | Poll] = [
        *transaction.date_proposals.these(map(DateProposalId, ids)).values(),
        *transaction.polls.these(map(PollId, ids)).values(),
    ]
    named: dict[str, DateProposal | Poll] = {one.id: one for one in about}
    dates: dict[str, list[ProposedDate | Alternative]] = defaultdict(list)
    for date in transaction.proposed_dates.of(map(DateProposalId, ids)):
        if date.is_open:
            dates[date.proposal_id].append(date)
    for alternative in transaction.alternatives.of_any(map(PollId, ids)):
        dates[alternative.poll_id].append(alternative)
    found = [(named[one], tuple(dates[one])) for one in ids]
    return tuple(
        OwnQuestion(known[one.committee_id], one, its)
        for one, its in found
        if its and one.committee_id in known
    )


def _committees(transaction: Transaction, person: Person, now: datetime) -> list[OwnCommittee]:
    held = committees_of(transaction, person, now)
    coming = transaction.meetings.next_of_each([committee.id for committee, _ in held], now)
    return [OwnCommittee(committee, role, coming.get(committee.id)) for committee, role in held]


def _others(
    transaction: Transaction,
    known: dict[CommitteeId, Committee],
    wanted: list[CommitteeId],
) -> dict[CommitteeId, Committee]:
    """Committees a person has something in without a seat: a guest's, a former member's."""
    return transaction.committees.these(set(wanted) - known.keys())


def _own_topics(
    transaction: Transaction,
    topics: list[Topic],
    known: dict[CommitteeId, Committee],
) -> tuple[OwnTopic, ...]:
    people = transaction.people.named([topic.proposed_by for topic in topics])
    return tuple(OwnTopic(known[one.committee_id], one, people[one.proposed_by]) for one in topics)

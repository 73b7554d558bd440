"""What recording decisions and actions needs to know, and finding them again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.ids import CommitteeId, MeetingId, PersonId
from bot.domain.meeting import Meeting
from bot.domain.permission import Act
from bot.domain.person import Account
from bot.domain.record import Action, Decision
from bot.domain.topic import Topic
from bot.storage import Page, Storage, Transaction
from bot.usecases.access import Asker, Where, Who, look
from bot.usecases.gathering import summary_facts
from bot.usecases.standing import next_not_begun
from bot.usecases.summary_facts import SummaryFacts
from bot.usecases.under_way import enter_begun

PAGE_SIZE = 10


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """What recording needs: the meeting, the topics to choose from, the people to give actions to and their accounts, and
    the meeting after this one.
    """

    asker: Asker
    summary: SummaryFacts
    topics: tuple[Topic, ...]
    people: tuple[tuple[PersonId, str], ...]
    accounts: Mapping[Account, PersonId] = field(default_factory=dict)
    following: Meeting | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search; `meetings` are those the records were made at."""

    asker: Asker
    words: str
    page: Page[Decision] | Page[Action]
    meetings: dict[MeetingId, Meeting]
    owners: dict[PersonId, str]


def recording(storage: Storage, at: Where | MeetingId, who: Who, now: datetime) -> RecordingFacts:
    """For a form: raises NoMeetingBegun when there is no meeting to record for, NotAllowed for those without a seat."""
    with storage.transaction() as transaction:
        asker, meeting = enter_begun(transaction, at, who, now)
        return _recording(transaction, asker, meeting, now)


def note_taking(storage: Storage, at: Where, who: Who, now: datetime) -> RecordingFacts:
    """The same for what is noted in passing: where one of a channel's committees is meeting, that one is meant."""
    under_way = meetings_under_way(storage, at, now)
    return recording(storage, under_way[0] if len(under_way) == 1 and not at.called else at, who, now)


def meetings_under_way(storage: Storage, at: Where, now: datetime) -> list[MeetingId]:
    """Of the committees in that channel."""
    if at.channel is None:
        return []
    with storage.reading() as transaction:
        here = transaction.committees.in_channel(at.workspace, at.channel)
        return [one.id for one in transaction.meetings.under_way([committee.id for committee in here], now)]


def _recording(transaction: Transaction, asker: Asker, meeting: Meeting, now: datetime) -> RecordingFacts:
    asker.must(Act.RECORD)
    today = asker.committee.today(now)
    seated = [seat.person_id for seat in asker.seats if seat.held_on(today)]
    invited = [one.person_id for one in transaction.invitations.of_meeting(meeting.id)]
    people = transaction.people.named([*seated, *invited]).values()
    return RecordingFacts(
        asker,
        summary_facts(transaction, asker.committee, meeting, now),
        tuple(topic for topic in transaction.topics.of_meeting(meeting.id) if topic.on_agenda),
        tuple(sorted(((one.id, one.name) for one in people), key=lambda one: one[1].casefold())),
        {one.account: one.id for one in people if one.account},
        next_not_begun(transaction, asker.committee, now, besides=meeting.id),
    )


def search_decisions(
    storage: Storage, at: Where | CommitteeId, who: Who, words: str, now: datetime, *, start: int = 0
) -> Found:
    """Newest first, `PAGE_SIZE` at a time."""
    with storage.reading() as transaction:
        asker = look(transaction, at, who, now)
        page = transaction.decisions.search(asker.committee.id, words, start=start, size=PAGE_SIZE)
        meetings = transaction.meetings.these(one.meeting_id for one in page.items)
        return Found(asker, words, page, meetings, {})


def search_actions(
    storage: Storage,
    at: Where | CommitteeId,
    who: Who,
    words: str,
    now: datetime,
    *,
    start: int = 0,
    finished: bool = False,
) -> Found:
    with storage.reading() as transaction:
        asker = look(transaction, at, who, now)
        page = transaction.actions.search(
            asker.committee.id, words, start=start, size=PAGE_SIZE, finished=finished
        )
        meetings = transaction.meetings.these(one.meeting_id for one in page.items)
        owners = transaction.people.named(one.owner_id for one in page.items)
        return Found(asker, words, page, meetings, {key: owner.name for key, owner in owners.items()})

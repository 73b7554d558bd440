"""Papers of a meeting: attached by chair and secretary, sent with the invitation, and given to whoever is invited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ids import MeetingId, PaperId, new_id
from bot.domain.meeting import Meeting, WrongState
from bot.domain.paper import Offered, Paper, check_content, check_together, free_name, kind_of, safe_name
from bot.domain.permission import Act
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Gone, Who, ask, enter_at_meeting, existing, known_person
from bot.usecases.facts import MeetingFacts
from bot.usecases.gathering import meeting_facts
from bot.usecases.inviting import announce_again
from bot.usecases.owing import AGENDA_GATHERING
from bot.usecases.owing_meetings import owe_card, redraw_invitations


@dataclass(frozen=True, slots=True)
class PaperGiven:
    """A paper with what is in it, for somebody who may have it."""

    facts: MeetingFacts
    paper: Paper
    content: bytes


def add_papers(
    storage: Storage,
    meeting_id: MeetingId,
    who: Who,
    offered: Sequence[Offered],
    now: datetime,
    *,
    request: str | None = None,
) -> MeetingFacts:
    """All of the files or, when one of them is refused, none. Raises BadPaper, NotAllowed and WrongState."""
    with storage.transaction() as transaction:
        asker, meeting = _enter(transaction, meeting_id, who, now)
        if offered and transaction.requests.outcome_of(request) is None:
            _attach(transaction, asker, meeting, offered, now)
            transaction.requests.remember(request, meeting.id, now)
            meeting = _tell(transaction, meeting, now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def remove_paper(
    storage: Storage, meeting_id: MeetingId, paper_id: PaperId, who: Who, now: datetime
) -> MeetingFacts:
    """Its content is gone from here; mails that have left keep theirs. One that is gone already is as it should be."""
    with storage.transaction() as transaction:
        asker, meeting = _enter(transaction, meeting_id, who, now)
        paper = transaction.papers.find(paper_id)
        if paper is not None and paper.meeting_id == meeting.id:
            transaction.papers.remove(paper)
            meeting = _tell(transaction, meeting, now)
        return meeting_facts(transaction, asker.committee, meeting, now, asker.person)


def papers_seen_by(storage: Storage, meeting_id: MeetingId, who: Who, now: datetime) -> MeetingFacts:
    """For those with a seat or an invitation. Raises NotAllowed, and Gone."""
    with storage.reading() as transaction:
        return _seen(transaction, meeting_id, who, now)


def paper_for(
    storage: Storage, meeting_id: MeetingId, paper_id: PaperId, who: Who, now: datetime
) -> PaperGiven:
    """As `papers_seen_by`; Gone when it has been taken away."""
    with storage.reading() as transaction:
        facts = _seen(transaction, meeting_id, who, now)
        paper = next((one for one in facts.papers if one.id == paper_id), None)
        if paper is None:
            raise Gone
        return PaperGiven(facts, paper, transaction.papers.contents([paper.id])[paper.id])


def contents_of(storage: Storage, paper_ids: Collection[PaperId]) -> dict[PaperId, bytes]:
    """What is in the papers that go into a mail; without those that have been taken away meanwhile."""
    with storage.reading() as transaction:
        return transaction.papers.contents(paper_ids)


def _enter(transaction: Transaction, meeting_id: MeetingId, who: Who, now: datetime) -> tuple[Asker, Meeting]:
    asker, meeting = enter_at_meeting(transaction, meeting_id, who, now)
    asker.must(Act.CHANGE_PAPERS)
    if not meeting.is_coming:
        raise WrongState(meeting, Act.CHANGE_PAPERS)
    return asker, meeting


def _attach(
    transaction: Transaction, asker: Asker, meeting: Meeting, offered: Sequence[Offered], now: datetime
) -> None:
    there = transaction.papers.of_meeting(meeting.id)
    named = [(safe_name(one.name), one.content) for one in offered]
    for name, content in named:
        check_content(name, content)
    check_together([one.size for one in there], [(name, len(content)) for name, content in named])
    taken = [one.name for one in there]
    for name, content in named:
        paper = Paper(
            PaperId(new_id()),
            meeting.id,
            free_name(name, taken),
            kind_of(name).media_type,
            len(content),
            asker.person.id,
            now,
        )
        taken.append(transaction.papers.keep(paper, content).name)


def _tell(transaction: Transaction, meeting: Meeting, now: datetime) -> Meeting:
    """Whoever has been invited gets the invitation with the papers as they are now; nobody else has heard of any."""
    if not meeting.is_announced:
        return meeting
    owe_card(transaction, meeting, now)
    redraw_invitations(transaction, meeting, now + AGENDA_GATHERING)
    return announce_again(transaction, meeting, now)


def _seen(transaction: Transaction, meeting_id: MeetingId, who: Who, now: datetime) -> MeetingFacts:
    meeting = existing(transaction.meetings.find(meeting_id))
    committee = transaction.committees.get(meeting.committee_id)
    facts = meeting_facts(transaction, committee, meeting, now, known_person(transaction, who))
    if facts.own is None and facts.asker is not None:
        ask(transaction, committee, facts.asker, now).must(Act.SEE_PAPERS)
    return facts

"""Polls: which of several times suits. Members vote where they are; chair or secretary picks, and everybody is invited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.deadline import check_deadline
from bot.domain.ids import (
    AlternativeId,
    BallotId,
    CommitteeId,
    DateProposalId,
    MeetingId,
    PersonId,
    PollId,
    new_id,
)
from bot.domain.invitation import Source
from bot.domain.meeting import Slot
from bot.domain.permission import Act
from bot.domain.poll import (
    Alternative,
    Ballot,
    Needs,
    Poll,
    PollState,
    TooManyNeeded,
    Vote,
    check_alternatives,
)
from bot.domain.schedule import check_is_coming, check_is_free, instant
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Gone, Who, ask, enter, existing, known_person
from bot.usecases.asking import asked_of
from bot.usecases.inviting import announce
from bot.usecases.meetings import add_planned
from bot.usecases.plan_gathering import usual_deadline
from bot.usecases.plans import enter_at_proposal
from bot.usecases.poll_facts import PollFacts, poll_facts, polls_facts
from bot.usecases.poll_owing import ask_voters, ask_voters_anew, owe_pick, owe_poll_over, redraw_poll

NO_NEEDS = Needs()
MOST_OPEN = 5


@dataclass(frozen=True, slots=True)
class PollText:
    """What is asked beside the times; `deadline` is a naive wall-clock time on the committee's clock, None: as long as the
    committee's dates stand.
    """

    needs: Needs = NO_NEEDS
    hides_votes: bool = False
    deadline: datetime | None = None


def poll_plan(
    storage: Storage, proposal_id: DateProposalId, who: Who, text: PollText, now: datetime
) -> PollFacts:
    """The dates of a plan in the making become a poll: everybody with a seat is asked which suit them. Raises
    NotAllowed, Gone, ProposalSettled, UnreadLines, WrongNumber, InThePast, Clash, DeadlinePassed, DeadlineAfterDate,
    NoSuchTime, TooManyNeeded.
    """
    with storage.transaction() as transaction:
        asker, draft = enter_at_proposal(transaction, proposal_id, who, now)
        asker.must(Act.PLAN_MEETING)
        draft.must_be_read()
        wanted = [date for date in transaction.proposed_dates.of([draft.id]) if date.is_open]
        poll = _new_poll(transaction, asker, [date.slot for date in wanted], text, now)
        transaction.date_proposals.put(draft.withdrawn(asker.person.id, now))
        ask_voters(transaction, asker.committee, poll, now)
        facts = poll_facts(transaction, asker.committee, poll, now, asker.person)
        if poll.quorum and poll.quorum > len(facts.counted):
            raise TooManyNeeded(poll.quorum, len(facts.counted))
        return facts


def polls_of(storage: Storage, committee_id: CommitteeId, who: Who, now: datetime) -> list[PollFacts]:
    """Those that are open, the one that closes first first. Raises Gone."""
    with storage.reading() as transaction:
        committee = existing(transaction.committees.find(committee_id))
        person = known_person(transaction, who)
        found = transaction.polls.open_of(committee_id)[:MOST_OPEN]
        return polls_facts(transaction, committee, found, now, person) if found else []


def poll_seen_by(storage: Storage, poll_id: PollId, who: Who, now: datetime) -> PollFacts:
    """Raises Gone."""
    with storage.reading() as transaction:
        return _seen(transaction, poll_id, known_person(transaction, who).id, now)


def poll_to_change(storage: Storage, poll_id: PollId, who: Who, now: datetime) -> PollFacts:
    """For chair and secretary: how it stands, whatever is hidden from others. Raises NotAllowed, Gone."""
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        poll = existing(transaction.polls.find(poll_id))
        committee = transaction.committees.get(poll.committee_id)
        ask(transaction, committee, person, now).must(Act.PLAN_MEETING)
        return poll_facts(transaction, committee, poll, now, person)


def mark_seen(storage: Storage, poll_id: PollId, who: Who, now: datetime) -> PollFacts:
    """Somebody in chat looks at the question, so nobody need remind them. Raises NotAsked, Gone."""
    with storage.transaction() as transaction:
        asker, poll = _enter_at(transaction, poll_id, who, now)
        asked = asked_of(transaction, poll.id, asker.person.id, asker.committee)
        transaction.asked.put(asked.saw(now))
        return poll_facts(transaction, asker.committee, poll, now, asker.person)


def poll_of_asked(storage: Storage, poll_id: PollId, person_id: PersonId, now: datetime) -> PollFacts:
    """As somebody who was asked sees it, known by a link. Raises Gone, also for anybody else."""
    with storage.reading() as transaction:
        facts = _seen(transaction, poll_id, person_id, now)
        if not any(one.person_id == person_id for one in facts.asked):
            raise Gone
        return facts


def vote(
    storage: Storage, poll_id: PollId, who: Who, votes: Mapping[AlternativeId, Vote], now: datetime
) -> PollFacts:
    """By somebody in chat; times they do not name keep their vote. Raises NotAsked, PollOver, Gone."""
    with storage.transaction() as transaction:
        asker, poll = _enter_at(transaction, poll_id, who, now)
        _cast(transaction, asker.committee, poll, asker.person.id, votes, Source.SLACK, now)
        return poll_facts(transaction, asker.committee, poll, now, asker.person)


def vote_as(
    storage: Storage,
    poll_id: PollId,
    person_id: PersonId,
    votes: Mapping[AlternativeId, Vote],
    now: datetime,
    *,
    source: Source = Source.LINK,
) -> PollFacts:
    """By somebody whom a link has shown to be that person. Raises NotAsked, PollOver, Gone."""
    with storage.transaction() as transaction:
        found = existing(transaction.polls.find(poll_id))
        committee = transaction.committees.for_change(found.committee_id)
        poll = transaction.polls.get(poll_id)  # again, now that nobody else can change it
        _cast(transaction, committee, poll, person_id, votes, source, now)
        return poll_facts(transaction, committee, poll, now, transaction.people.get(person_id))


def pick_time(
    storage: Storage, poll_id: PollId, alternative_id: AlternativeId, who: Who, now: datetime
) -> PollFacts:
    """The poll is decided: the time becomes a confirmed meeting, everybody with a seat is invited whether they voted or
    not, and the other times are free again. Picked twice is picked once. Raises PollOver when another time was picked,
    InThePast, Clash, NotAllowed, Gone.
    """
    with storage.transaction() as transaction:
        asker, poll = _enter_at(transaction, poll_id, who, now)
        asker.must(Act.CONFIRM_MEETING)
        chosen = _chosen(transaction, poll, alternative_id)
        if not _is_picked(transaction, poll, chosen):
            meeting_id = _confirm(transaction, asker, chosen.slot, now)
            poll = transaction.polls.put(poll.decided(meeting_id, asker.person.id, now))
            redraw_poll(transaction, poll, now)
        return poll_facts(transaction, asker.committee, poll, now, asker.person)


def withdraw_poll(storage: Storage, poll_id: PollId, who: Who, now: datetime) -> PollFacts:
    """Nothing comes of it. Raises PollOver once a time was picked, NotAllowed, Gone."""
    with storage.transaction() as transaction:
        asker, poll = _enter_at(transaction, poll_id, who, now)
        asker.must(Act.PLAN_MEETING)
        if poll.state != PollState.WITHDRAWN:
            poll = transaction.polls.put(poll.withdrawn(asker.person.id, now))
            redraw_poll(transaction, poll, now)
            owe_poll_over(transaction, poll, now)
        return poll_facts(transaction, asker.committee, poll, now, asker.person)


def keep_open(storage: Storage, poll_id: PollId, who: Who, deadline: datetime, now: datetime) -> PollFacts:
    """Until another deadline, sooner or later, a naive wall-clock time on the committee's clock. Those who have not answered
    are told. Raises PollOver, DeadlinePassed, DeadlineAfterDate, NoSuchTime, NotAllowed, Gone.
    """
    with storage.transaction() as transaction:
        asker, poll = _enter_at(transaction, poll_id, who, now)
        asker.must(Act.PLAN_MEETING)
        closes = instant(deadline, asker.committee.zone)
        check_deadline(closes, [one.start for one in transaction.alternatives.of(poll.id)], now)
        kept = poll.open_until(closes)
        if closes != poll.deadline:
            poll = transaction.polls.put(kept)
            ask_voters_anew(transaction, asker.committee, poll, now)
        return poll_facts(transaction, asker.committee, poll, now, asker.person)


def _new_poll(
    transaction: Transaction, asker: Asker, slots: Sequence[Slot], text: PollText, now: datetime
) -> Poll:
    committee = asker.committee
    check_alternatives(slots)
    coming = transaction.meetings.coming_of(committee.id, now)
    for slot in slots:
        check_is_coming(slot, now)
        check_is_free(slot, coming)
    closes = instant(text.deadline, committee.zone) if text.deadline else usual_deadline(committee, now)
    check_deadline(closes, [slot.start for slot in slots], now)
    poll = transaction.polls.add(
        Poll(
            id=PollId(new_id()),
            committee_id=committee.id,
            state=PollState.OPEN,
            needs_chair=text.needs.chair,
            needs_each_organisation=text.needs.each_organisation,
            quorum=text.needs.quorum,
            hides_votes=text.hides_votes,
            deadline=closes,
            asked_by=asker.person.id,
            asked_at=now,
        ),
    )
    for position, slot in enumerate(slots):
        alternative_id = AlternativeId(new_id())
        transaction.alternatives.add(
            Alternative(alternative_id, poll.id, position, slot.start, slot.end, slot.place, slot.link),
        )
    return poll


def _cast(
    transaction: Transaction,
    committee: Committee,
    poll: Poll,
    person_id: PersonId,
    votes: Mapping[AlternativeId, Vote],
    source: Source,
    now: datetime,
) -> None:
    asked = asked_of(transaction, poll.id, person_id, committee)
    poll.check_takes_votes(now)
    known = {one.id for one in transaction.alternatives.of(poll.id)}
    cast = transaction.ballots.of_person(person_id, known)
    for alternative_id in known & votes.keys():
        given = votes[alternative_id]
        if earlier := cast.get(alternative_id):
            transaction.ballots.put(replace(earlier, vote=given))
        else:
            transaction.ballots.add(Ballot(BallotId(new_id()), alternative_id, person_id, given))
    if known <= cast.keys() | votes.keys():  # a time left out is a question left open
        transaction.asked.put(asked.answered(source, now))
    else:
        transaction.asked.put(asked.saw(now))
    redraw_poll(transaction, poll, now, of=person_id)
    if all(one.answered_at for one in transaction.asked.about([poll.id]) if one.counts):
        owe_pick(transaction, committee, poll, now)


def _confirm(transaction: Transaction, asker: Asker, slot: Slot, now: datetime) -> MeetingId:
    check_is_coming(slot, now)
    check_is_free(slot, transaction.meetings.coming_of(asker.committee.id, now))
    planned = add_planned(transaction, asker, slot, now)
    announce(transaction, asker.committee, transaction.meetings.put(planned.confirmed(now)), now)
    return planned.id


def _chosen(transaction: Transaction, poll: Poll, alternative_id: AlternativeId) -> Alternative:
    chosen = transaction.alternatives.find(alternative_id)
    if chosen is None or chosen.poll_id != poll.id:
        raise Gone
    return chosen


def _is_picked(transaction: Transaction, poll: Poll, chosen: Alternative) -> bool:
    """It was this time that was picked, and its meeting is still at it."""
    meeting = transaction.meetings.get(poll.meeting_id) if poll.meeting_id else None
    return meeting is not None and (meeting.start, meeting.end) == (chosen.start, chosen.end)


def _seen(transaction: Transaction, poll_id: PollId, person_id: PersonId, now: datetime) -> PollFacts:
    poll = existing(transaction.polls.find(poll_id))
    committee = transaction.committees.get(poll.committee_id)
    return poll_facts(transaction, committee, poll, now, transaction.people.find(person_id))


def _enter_at(transaction: Transaction, poll_id: PollId, who: Who, now: datetime) -> tuple[Asker, Poll]:
    asker = enter(transaction, existing(transaction.polls.find(poll_id)).committee_id, who, now)
    return asker, transaction.polls.get(poll_id)  # again, now that nobody else can change it

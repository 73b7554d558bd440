"""What is known of a poll: facts for the edge to put into words, in a number of questions that does not grow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.asking import Asked
from bot.domain.committee import OFFICERS, Committee, Seat, role_of
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.ids import AlternativeId, PollId
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.domain.poll import Alternative, Ballot, Poll, Tally, Vote, tallies
from bot.domain.warning import Warning  # noqa: A004  the word people use
from bot.storage import Transaction
from bot.usecases.asked_facts import AskedFacts
from bot.usecases.asking import has_been_asked, is_asked_anew, undelivered
from bot.usecases.time_warnings import Considered, about_the_day, warnings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PollFacts(AskedFacts):
    """A poll with all that is said about it. `ranking` has the best time first; `seats` are those of the people asked.
    `warnings` speak against a time while the poll is open: all that there are to chair and secretary, to others what its
    day is.
    """

    poll: Poll
    alternatives: tuple[Alternative, ...]
    ballots: tuple[Ballot, ...]
    seats: tuple[Seat, ...]
    meeting: Meeting | None
    warnings: Mapping[AlternativeId, tuple[Warning, ...]] = field(default_factory=dict)

    @property
    def ranking(self) -> list[Tally]:
        counted = {one.person_id for one in self.counted}
        seats = [seat for seat in self.seats if seat.person_id in counted]
        return tallies(self.alternatives, self.ballots, seats, self.poll.needs, self.committee.zone)

    @property
    def answered(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.counted if one.answered_at)

    @property
    def is_complete(self) -> bool:
        """Everybody has voted."""
        return not self.silent

    @property
    def takes_votes(self) -> bool:
        return self.poll.is_open and self.now < self.poll.deadline

    @property
    def drawn_until(self) -> datetime | None:
        """When it looks otherwise by itself: the buttons to vote go with the deadline."""
        return self.poll.deadline if self.takes_votes else None

    @property
    def waits(self) -> bool:
        """For chair or secretary to pick a time: nobody else will vote."""
        return self.poll.is_open and (self.is_complete or self.now >= self.poll.deadline)

    @property
    def own_votes(self) -> Mapping[AlternativeId, Vote]:
        mine = (one for one in self.ballots if self.asker and one.person_id == self.asker.id)
        return {one.alternative_id: one.vote for one in mine}

    @property
    def picked(self) -> Tally | None:
        """How the time stood that was picked; None while it is open, and once its meeting has another time."""
        if self.meeting is None:
            return None
        slot = self.meeting.slot
        return next(
            (one for one in self.ranking if not one.alternative.slot.has_another_time_than(slot)), None
        )

    @property
    def picks_in_chat(self) -> tuple[Person, ...]:
        """Officers with an account: picking a time is done in chat."""
        today = self.committee.today(self.now)
        held = {seat.person_id for seat in self.seats if seat.role in OFFICERS and seat.held_on(today)}
        return tuple(one for one in self.people.values() if one.id in held and one.account)

    @property
    def shows_answers(self) -> bool:
        """Hidden answers stay hidden from all but chair and secretary, also when a time has been picked."""
        return self.for_officer or not self.poll.hides_votes


def poll_facts(
    transaction: Transaction,
    committee: Committee,
    poll: Poll,
    now: datetime,
    asker: Person | None = None,
) -> PollFacts:
    return polls_facts(transaction, committee, [poll], now, asker)[0]


def polls_facts(
    transaction: Transaction,
    committee: Committee,
    polls: Sequence[Poll],
    now: datetime,
    asker: Person | None = None,
) -> list[PollFacts]:
    """In a number of questions that does not grow with polls, times or people."""
    ids = [one.id for one in polls]
    asked = transaction.asked.about(ids)
    seats = transaction.seats.of_committee(committee.id)
    lost = undelivered(transaction.deliveries.about_any(ids, DeliveryKind.POLL))
    alternatives = transaction.alternatives.of_any(ids)
    ballots = transaction.ballots.of_polls(ids)
    home = {one.id: one.poll_id for one in alternatives}
    picked = [one.meeting_id for one in polls if one.meeting_id]
    meetings = transaction.meetings.these(picked) if picked else {}
    deciders = [who for one in polls for who in (one.asked_by, one.decided_by)]
    people = transaction.people.named([*(one.person_id for one in asked), *deciders])
    role = role_of(asker.id, seats, committee.today(now)) if asker else None
    still_open = {one.id for one in polls if one.is_open}
    considered = [one for one in alternatives if one.poll_id in still_open]
    warnings = _warnings(transaction, committee, considered, asker if role in OFFICERS else None, now)
    return [
        PollFacts(
            committee=committee,
            poll=one,
            alternatives=tuple(time for time in alternatives if time.poll_id == one.id),
            ballots=tuple(ballot for ballot in ballots if home[ballot.alternative_id] == one.id),
            asked=tuple(row for row in asked if row.subject_id == one.id),
            seats=tuple(seats),
            meeting=meetings.get(one.meeting_id) if one.meeting_id else None,
            people=people,
            failed=lost.get(one.id, frozenset()),
            now=now,
            asker=asker,
            role=role,
            warnings={time: found for time, found in warnings.items() if home[time] == one.id},
        )
        for one in polls
    ]


def _warnings(
    transaction: Transaction,
    committee: Committee,
    alternatives: Sequence[Alternative],
    officer: Person | None,
    now: datetime,
) -> dict[AlternativeId, tuple[Warning, ...]]:
    """Who is expected elsewhere is for chair and secretary alone."""
    if officer is None:
        return {one.id: about_the_day(one.slot, committee) for one in alternatives}
    times = [Considered(one.slot, poll_id=one.poll_id) for one in alternatives]
    found = warnings_of(transaction, committee, times, officer.id, now)
    return {one.id: warnings for one, warnings in zip(alternatives, found, strict=True)}


def question_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> PollFacts | None:
    """For the person asked. Nobody is asked about what is over, once they have left, or by a deadline that no longer stands."""
    facts = _facts(transaction, committee, delivery, now)
    newest = delivery.sequence == facts.poll.edition
    if not delivery.was_tried and not (facts.takes_votes and facts.own is not None and newest):
        return None
    return replace(facts, asked_anew=is_asked_anew(transaction, delivery))


def reminder_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> PollFacts | None:
    """Only for those who have neither voted nor shown that they have seen it, before the deadline that now stands."""
    facts = _facts(transaction, committee, delivery, now)
    silent = facts.own is not None and not facts.own.has_seen
    in_time = facts.takes_votes and delivery.sequence == facts.poll.edition
    return facts if delivery.was_tried or (in_time and silent) else None


def card_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> PollFacts | None:
    facts = _facts(transaction, committee, delivery, now)
    return facts if facts.poll.is_open or delivery.was_tried else None


def waits_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> PollFacts | None:
    """For chair and secretary, once a time can be picked; drawn again, it shows what became of it."""
    facts = _facts(transaction, committee, delivery, now)
    newest = delivery.sequence == facts.poll.edition
    return facts if delivery.was_tried or (newest and facts.waits) else None


def over_facts(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> PollFacts | None:
    """That nothing comes of it, for those who were told of it."""
    reader = delivery.person_id
    if reader and not has_been_asked(transaction, delivery.subject_id, reader, DeliveryKind.POLL):
        return None
    return _facts(transaction, committee, delivery, now)


def _facts(transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime) -> PollFacts:
    poll = transaction.polls.get(PollId(delivery.subject_id))
    person = transaction.people.get(delivery.person_id) if delivery.person_id else None
    return poll_facts(transaction, committee, poll, now, person)

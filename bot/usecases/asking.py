"""Who is asked, which way, and whether it reached them: kept with the question, whether it is about dates or a poll."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.asking import Asked
from bot.domain.committee import Committee, Seat
from bot.domain.delivery import Delivery, DeliveryKind, DeliveryState, Route
from bot.domain.errors import KallelseError
from bot.domain.ids import AskedId, PersonId, new_id
from bot.domain.person import Person
from bot.storage import Transaction
from bot.usecases.owing import owe

QUESTIONS = frozenset({DeliveryKind.PROPOSAL, DeliveryKind.POLL})
"""Deliveries that ask somebody something: their `subject_id` is what is asked about."""
TO_WHOM_IS_ASKED = QUESTIONS | {DeliveryKind.PROPOSAL_REMINDER, DeliveryKind.POLL_REMINDER}
"""What goes by mail when Slack has refused it for good: reminders, too. They are no QUESTIONS, for whether somebody was
reached is told by the question itself.
"""


@dataclass(eq=False)
class NotAsked(KallelseError):
    """Somebody answers who is not among those asked; `committee` is its name."""

    committee: str


def route_to(person: Person) -> Route | None:
    """The way this person is asked first; None for somebody with neither account nor address."""
    if person.account:
        return Route.SLACK
    return Route.EMAIL if person.email else None


def ask_by_mail(transaction: Transaction, settled: Iterable[Delivery], now: datetime) -> None:
    """What has failed for good in Slack goes by mail to those who have an address: an account that was closed, or that takes
    no messages, is no reason to count somebody as out of reach.
    """
    lost = [
        one
        for one in settled
        if one.kind in TO_WHOM_IS_ASKED
        and (one.route, one.state, one.shown) == (Route.SLACK, DeliveryState.FAILED, 0)
    ]
    people = transaction.people.named(one.person_id for one in lost if one.person_id)
    for one in lost:
        key = one.key.removeprefix(f"{one.kind}:{one.route}:")
        known = transaction.deliveries.keyed(f"{one.kind}:{Route.EMAIL}:{key}")
        if one.person_id and people[one.person_id].email and known is None:
            owe(
                transaction,
                one.kind,
                Route.EMAIL,
                now,
                key=key,
                committee_id=one.committee_id,
                person_id=one.person_id,
                subject_id=one.subject_id,
                sequence=one.sequence,
            )


def told_by_mail(transaction: Transaction, subject_id: str) -> list[Person]:
    """Those asked who hear by mail how it ended: nobody of theirs is in the channel to see it, as far as we know."""
    asked = {one.person_id: one for one in transaction.asked.about([subject_id]) if one.counts}
    return [
        person
        for person in transaction.people.named(asked).values()
        if route_to(person) == Route.EMAIL or (person.email and asked[person.id].reached_by == Route.EMAIL)
    ]


def has_been_asked(
    transaction: Transaction, subject_id: str, person_id: PersonId, kind: DeliveryKind
) -> bool:
    """The question (of that kind) has reached them, or may have: it is no news to them."""
    asked = transaction.asked.of(subject_id, person_id)
    if asked and (asked.reached_by or asked.has_seen):
        return True
    questions = transaction.deliveries.about(subject_id, kind)
    return any(one.person_id == person_id and one.was_tried for one in questions)


def seated_between(seats: Iterable[Seat], first: date, last: date) -> set[PersonId]:
    """Everybody who has a seat on any of these days."""
    return {
        seat.person_id
        for seat in seats
        if (seat.starts is None or seat.starts <= last) and (seat.ends is None or seat.ends >= first)
    }


def keep_asked(
    transaction: Transaction, committee: Committee, subject_id: str, until: datetime, now: datetime
) -> list[Person]:
    """Make those asked match the roster, from today until the question closes: newcomers are asked too, and are
    returned; those who left no longer count, though what they said stays.
    """
    seats = transaction.seats.of_committee(committee.id)
    wanted = seated_between(seats, committee.today(now), committee.today(until))
    held = {one.person_id: one for one in transaction.asked.about([subject_id])}
    for person_id in wanted - held.keys():
        transaction.asked.add(Asked(AskedId(new_id()), subject_id, person_id, now))
    for one in held.values():
        if one.counts and one.person_id not in wanted:
            transaction.asked.put(one.left(now))
        elif not one.counts and one.person_id in wanted:
            transaction.asked.put(one.returned())
    return list(transaction.people.named(wanted - held.keys()).values())


def asked_of(transaction: Transaction, subject_id: str, person_id: PersonId, committee: Committee) -> Asked:
    """What one of those asked has said and seen. Raises NotAsked for anybody else, and for who has no seat any more."""
    asked = transaction.asked.of(subject_id, person_id)
    if asked is None or not asked.counts:
        raise NotAsked(committee.name)
    return asked


def people_asked(transaction: Transaction, subject_id: str, *, silent: bool = False) -> list[Person]:
    """Those asked who still have a seat; `silent`: only those who have not answered."""
    asked = [one for one in transaction.asked.about([subject_id]) if one.counts]
    wanted = [one.person_id for one in asked if not (silent and one.answered_at)]
    return list(transaction.people.named(wanted).values())


def owe_once(transaction: Transaction, row: Delivery) -> None:
    """What is said at its hour, and never again: until it has gone out, another hour takes the place of the first."""
    known = transaction.deliveries.keyed(row.key, for_change=True)
    if known is None:
        transaction.deliveries.owe(row)
    elif not known.was_tried:
        again = known.owed_again(row.due_at) if known.state == DeliveryState.VOID else known
        transaction.deliveries.put(replace(again, due_at=row.due_at))


def note_reached(transaction: Transaction, delivery: Delivery, now: datetime) -> None:
    """A question has arrived: the first time it does, each way it is sent, is what counts."""
    if delivery.kind not in QUESTIONS or delivery.person_id is None:
        return
    asked = transaction.asked.of(delivery.subject_id, delivery.person_id)
    if asked is not None and asked.reached_by is None:
        transaction.asked.put(asked.reached(delivery.route, now))


def is_asked_anew(transaction: Transaction, question: Delivery) -> bool:
    """The same question has reached this person before, with another deadline."""
    return question.sequence > 1 and any(
        one.person_id == question.person_id and one.sequence < question.sequence and one.shown > 0
        for one in transaction.deliveries.about(question.subject_id, question.kind)
    )


def undelivered(questions: Iterable[Delivery]) -> dict[str, frozenset[PersonId]]:
    """By what was asked about, whom the latest question did not reach, or came back from, whichever way it was sent;
    `questions` in the order of their editions. One in Slack that could not be redrawn has arrived before.
    """
    latest: dict[tuple[str, PersonId], list[Delivery]] = {}
    for one in questions:
        if one.person_id:
            sent = latest.setdefault((one.subject_id, one.person_id), [])
            sent[:] = [other for other in sent if other.sequence == one.sequence] + [one]
    lost: dict[str, frozenset[PersonId]] = {}
    for (subject_id, person_id), sent in latest.items():
        if all(_is_lost(one) for one in sent):
            lost[subject_id] = lost.get(subject_id, frozenset()) | {person_id}
    return lost


def _is_lost(question: Delivery) -> bool:
    drawn_before = question.route == Route.SLACK and question.shown > 0
    return question.state == DeliveryState.FAILED and not drawn_before

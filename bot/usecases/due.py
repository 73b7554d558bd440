"""What each claimed delivery should say now, and the message it belongs under."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import CommitteeId, DeliveryId, MeetingId, PersonId
from bot.domain.person import Person
from bot.domain.told import Told
from bot.storage import Transaction
from bot.usecases.due_facts import GATHER, Facts
from bot.usecases.facts import Change, InvitationFacts
from bot.usecases.telling import TAKES_AWAY, invitations_told
from bot.usecases.told import what_is_told, written_told

Known = dict[tuple[int, bool, Told | None], str]
"""What messages say, by the facts that their readers share, whether they take the meeting away, and what of it."""


@dataclass(frozen=True, slots=True)
class Due:
    """A claimed delivery and what it should say now. `person` is the recipient (None: the committee's channel); `thread`
    is the receipt of the message it belongs under; `told` is what the next one will find was said.
    """

    delivery: Delivery
    committee: Committee
    facts: Facts
    person: Person | None = None
    thread: str = ""
    told: str = ""

    @property
    def is_in_doubt(self) -> bool:
        """An earlier attempt may have arrived: look before sending."""
        return self.delivery.attempted_at is not None


def due_now(transaction: Transaction, claimed: Sequence[Delivery], now: datetime) -> list[Due]:
    """What each should say, in the order of the claim; what is no longer true is left out."""
    committees = _committees(transaction, claimed)
    people = transaction.people.named(one.person_id for one in claimed if one.person_id)
    facts = dict(_gathered(transaction, committees, claimed, now))
    told: Known = {}
    due = []
    for one in claimed:
        found = facts.get(one.id)
        thread = _thread(transaction, one)
        if found is None or thread is None:
            continue
        person = people[one.person_id] if one.person_id else None
        due.append(
            Due(one, committees[one.committee_id], found, person, thread, _to_be_told(one, found, told, now))
        )
    return due


def _committees(transaction: Transaction, claimed: Iterable[Delivery]) -> dict[CommitteeId, Committee]:
    return {
        committee_id: transaction.committees.get(committee_id)
        for committee_id in {one.committee_id for one in claimed}
    }


def _gathered(
    transaction: Transaction,
    committees: dict[CommitteeId, Committee],
    claimed: Iterable[Delivery],
    now: datetime,
) -> Iterable[tuple[DeliveryId, Facts | None]]:
    """Invitations to one meeting are gathered together; everything else is one message at a time."""
    together: dict[tuple[MeetingId | None, Route], list[Delivery]] = {}
    for one in claimed:
        if one.kind == DeliveryKind.INVITATION:
            together.setdefault((one.meeting_id, one.route), []).append(one)
        else:
            yield one.id, GATHER[one.kind](transaction, committees[one.committee_id], one, now)
    for some in together.values():
        yield from invitations_told(transaction, committees[some[0].committee_id], some, now).items()


def _to_be_told(delivery: Delivery, facts: Facts, known: Known, now: datetime) -> str:
    """What the meeting is said to be; one that a newer message replaces says no more than it has. `known` keeps it for the
    readers who share their facts.
    """
    if not isinstance(facts, InvitationFacts):
        return ""
    if facts.change == Change.SUPERSEDED:
        return delivery.told
    key = id(facts.facts), facts.change in TAKES_AWAY, facts.taken
    if key not in known:
        told = what_is_told(replace(facts.facts, meeting=facts.meeting), now)
        known[key] = written_told(replace(told, stands=facts.change not in TAKES_AWAY))
    return known[key]


def _thread(transaction: Transaction, delivery: Delivery) -> str | None:
    """The message that this one belongs under, "" for none; None while that has not been sent."""
    belongs_under = THREADS.get((delivery.kind, delivery.route))
    return (belongs_under(transaction, delivery) or None) if belongs_under else ""


def _posted_summary(transaction: Transaction, delivery: Delivery) -> str:
    """While that is still to be posted, it will show the change itself."""
    posted = transaction.deliveries.keyed(f"{DeliveryKind.SUMMARY}:{Route.SLACK}:{delivery.meeting_id}")
    return posted.receipt if posted else ""


def _mailed_invitation(transaction: Transaction, delivery: Delivery) -> str:
    """Nobody is reminded of a mail that they have not got."""
    own = transaction.deliveries.sent_to(
        MeetingId(delivery.meeting_id or ""),
        [delivery.person_id or PersonId("")],
        [DeliveryKind.INVITATION],
        Route.EMAIL,
    )
    return own[-1].receipt if own else ""


THREADS: dict[tuple[DeliveryKind, Route], Callable[[Transaction, Delivery], str]] = {
    (DeliveryKind.SUMMARY_CHANGED, Route.SLACK): _posted_summary,
    (DeliveryKind.REMINDER, Route.EMAIL): _mailed_invitation,
}
"""The receipt of the message that another belongs under; "" where there is none, and then it is not sent either."""

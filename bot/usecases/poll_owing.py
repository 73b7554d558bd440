"""What a poll makes us owe to people: the question, one reminder, the channel's card, what waits for chair and secretary."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.deadline import reminder_before
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.ids import PersonId
from bot.domain.person import Person
from bot.domain.poll import Poll
from bot.storage import Transaction
from bot.usecases.asking import keep_asked, owe_once, people_asked, route_to, told_by_mail
from bot.usecases.owing import GATHERING, debt, owe, redraw_sent
from bot.usecases.telling_officers import officers_of


def ask_voters(transaction: Transaction, committee: Committee, poll: Poll, now: datetime) -> None:
    """Everybody with a seat who has not been asked yet is: where they are, and reminded once for each deadline."""
    _ask(transaction, poll, keep_asked(transaction, committee, poll.id, poll.deadline, now), now)
    _remind_the_silent(transaction, committee, poll, now)
    owe_poll_card(transaction, poll, now)
    owe_pick(transaction, committee, poll, now, due_at=poll.deadline)


def ask_voters_anew(transaction: Transaction, committee: Committee, poll: Poll, now: datetime) -> None:
    """After the deadline was moved: those who have not answered are asked again, the others see it where they were."""
    redraw_poll(transaction, poll, now)
    _ask(transaction, poll, people_asked(transaction, poll.id, silent=True), now)
    ask_voters(transaction, committee, poll, now)


def ask_new_voters(transaction: Transaction, committee: Committee, now: datetime) -> None:
    """After the roster changed: whoever came is asked what the others were asked, whoever left no longer counts."""
    for poll in transaction.polls.open_of(committee.id):
        if now < poll.deadline:
            ask_voters(transaction, committee, poll, now)


def owe_poll_card(transaction: Transaction, poll: Poll, now: datetime) -> None:
    """The channel's card should show what is true now; changes close together become one update."""
    posted = transaction.deliveries.keyed(f"{DeliveryKind.POLL_CARD}:{Route.SLACK}:{poll.id}")
    _owe(
        transaction, DeliveryKind.POLL_CARD, Route.SLACK, poll, now, due_at=now + GATHERING if posted else now
    )


def owe_pick(
    transaction: Transaction,
    committee: Committee,
    poll: Poll,
    now: datetime,
    *,
    due_at: datetime | None = None,
) -> None:
    """Chair and secretary can pick a time: when everybody has voted, at the latest when the deadline has passed."""
    for person in officers_of(transaction, committee, now):
        if route := route_to(person):
            _owe_at(transaction, DeliveryKind.POLL_WAITS, route, poll, now, person, due_at or now)


def redraw_poll(transaction: Transaction, poll: Poll, now: datetime, *, of: PersonId | None = None) -> None:
    """What has been sent in Slack should show what is true now: a vote (`of` whom), the time that was picked."""
    for kind in (DeliveryKind.POLL, DeliveryKind.POLL_REMINDER, DeliveryKind.POLL_WAITS):
        sent = transaction.deliveries.about(poll.id, kind, for_change=True)
        concerned = None if kind == DeliveryKind.POLL_WAITS else of
        redraw_sent(transaction, sent, now + GATHERING, of=concerned)
    owe_poll_card(transaction, poll, now)


def owe_poll_over(transaction: Transaction, poll: Poll, now: datetime) -> None:
    """By mail to those asked who do not see the card: a poll that was withdrawn. A time that was picked reaches them as an
    invitation.
    """
    for person in told_by_mail(transaction, poll.id):
        _owe(transaction, DeliveryKind.POLL_OVER, Route.EMAIL, poll, now, to=person)


def _ask(transaction: Transaction, poll: Poll, people: Iterable[Person], now: datetime) -> None:
    for person in people:
        if route := route_to(person):
            _owe_at(transaction, DeliveryKind.POLL, route, poll, now, person, now)


def _remind_the_silent(transaction: Transaction, committee: Committee, poll: Poll, now: datetime) -> None:
    """Whether they still are is looked at when the hour has come."""
    reminds_at = reminder_before(poll.deadline, now, committee.zone)
    if reminds_at is None:
        return
    for person in people_asked(transaction, poll.id, silent=True):
        if route := route_to(person):
            _owe_at(transaction, DeliveryKind.POLL_REMINDER, route, poll, now, person, reminds_at)


def _owe_at(
    transaction: Transaction,
    kind: DeliveryKind,
    route: Route,
    poll: Poll,
    now: datetime,
    to: Person,
    due_at: datetime,
) -> None:
    """Once for each person and deadline."""
    owe_once(
        transaction,
        debt(
            kind,
            route,
            now,
            key=f"{poll.id}:{to.id}:{poll.edition}",
            committee_id=poll.committee_id,
            person_id=to.id,
            subject_id=poll.id,
            sequence=poll.edition,
            due_at=due_at,
        ),
    )


def _owe(
    transaction: Transaction,
    kind: DeliveryKind,
    route: Route,
    poll: Poll,
    now: datetime,
    *,
    to: Person | None = None,
    due_at: datetime | None = None,
) -> None:
    owe(
        transaction,
        kind,
        route,
        now,
        key=f"{poll.id}:{to.id}" if to else poll.id,
        committee_id=poll.committee_id,
        person_id=to.id if to else None,
        subject_id=poll.id,
        due_at=due_at,
    )

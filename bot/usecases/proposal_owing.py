"""What proposed dates make us owe to people: the question, one reminder, the channel's card, the outcome, what waits."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.deadline import reminder_before
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.ids import PersonId
from bot.domain.person import Person
from bot.domain.proposal import DateProposal, ProposalState
from bot.storage import Transaction
from bot.usecases.asking import keep_asked, owe_once, people_asked, route_to, told_by_mail
from bot.usecases.owing import GATHERING, debt, owe, redraw_sent
from bot.usecases.telling_officers import officers_of


def ask_newcomers(transaction: Transaction, committee: Committee, now: datetime) -> None:
    """After the roster changed: whoever came is asked what the others were asked, whoever left no longer counts."""
    for proposal in transaction.date_proposals.asking(committee.id):
        ask_everybody(transaction, committee, proposal, now)


def ask_everybody(
    transaction: Transaction, committee: Committee, proposal: DateProposal, now: datetime
) -> None:
    """Everybody with a seat who has not been asked yet is."""
    newcomers = keep_asked(transaction, committee, proposal.id, proposal.deadline or now, now)
    owe_question(transaction, committee, proposal, newcomers, now)
    owe_proposal_card(transaction, proposal, now)


def owe_question(
    transaction: Transaction,
    committee: Committee,
    proposal: DateProposal,
    to: Iterable[Person],
    now: datetime,
) -> None:
    """Each where they are: in Slack, else by mail. With another deadline it is another message."""
    reminds_at = _reminds_at(committee, proposal, now)
    for person in to:
        if (route := route_to(person)) is None:
            continue
        owe(
            transaction,
            DeliveryKind.PROPOSAL,
            route,
            now,
            key=f"{proposal.id}:{person.id}:{proposal.edition}",
            committee_id=committee.id,
            person_id=person.id,
            subject_id=proposal.id,
            sequence=proposal.edition,
        )
        if reminds_at is not None:
            # Once for each person and proposal: a deadline that moves takes it along.
            owe_once(
                transaction,
                debt(
                    DeliveryKind.PROPOSAL_REMINDER,
                    route,
                    now,
                    key=f"{proposal.id}:{person.id}",
                    committee_id=committee.id,
                    person_id=person.id,
                    subject_id=proposal.id,
                    due_at=reminds_at,
                ),
            )


def owe_proposal_card(transaction: Transaction, proposal: DateProposal, now: datetime) -> None:
    """The channel's card should show what is true now; changes close together become one update."""
    posted = transaction.deliveries.keyed(f"{DeliveryKind.PROPOSAL_CARD}:{Route.SLACK}:{proposal.id}")
    owe(
        transaction,
        DeliveryKind.PROPOSAL_CARD,
        Route.SLACK,
        now,
        key=proposal.id,
        committee_id=proposal.committee_id,
        subject_id=proposal.id,
        due_at=now + GATHERING if posted else now,
    )


def owe_outcome(
    transaction: Transaction, proposal: DateProposal, now: datetime, *, in_channel: bool = True
) -> None:
    """In the channel, and by mail to those asked who are not there to see it."""
    if in_channel:
        owe(
            transaction,
            DeliveryKind.PROPOSAL_OUTCOME,
            Route.SLACK,
            now,
            key=proposal.id,
            committee_id=proposal.committee_id,
            subject_id=proposal.id,
        )
    for person in told_by_mail(transaction, proposal.id):
        owe(
            transaction,
            DeliveryKind.PROPOSAL_OUTCOME,
            Route.EMAIL,
            now,
            key=f"{proposal.id}:{person.id}:{proposal.state}",
            committee_id=proposal.committee_id,
            person_id=person.id,
            subject_id=proposal.id,
        )


def redraw_outcome(transaction: Transaction, proposal: DateProposal, now: datetime) -> None:
    """The outcome in the channel should show what became of dates that were objected to. Mails stay as they were sent."""
    posted = transaction.deliveries.keyed(
        f"{DeliveryKind.PROPOSAL_OUTCOME}:{Route.SLACK}:{proposal.id}", for_change=True
    )
    if posted is not None:
        transaction.deliveries.put(posted.owed_again(now + GATHERING))


def owe_waits(transaction: Transaction, committee: Committee, proposal: DateProposal, now: datetime) -> None:
    """Chair and secretary hear what waits for them; the message lives on and shows what became of it. When the deadline has
    passed it is another message: an edited one calls nobody. Nothing is said while nothing waits.
    """
    told = transaction.deliveries.about(proposal.id, DeliveryKind.PROPOSAL_WAITS, for_change=True)
    redraw_sent(transaction, told, now)
    stage = "" if proposal.state == ProposalState.OPEN else f":{proposal.state}"
    for person in officers_of(transaction, committee, now):
        _owe_to_officer(transaction, proposal, person, now, key=f"{proposal.id}:{person.id}{stage}")


def owe_look_for_unreached(
    transaction: Transaction, committee: Committee, proposal: DateProposal, now: datetime
) -> None:
    """When the others are reminded, chair and secretary hear whom the question has not reached: in time to do something."""
    reminds_at = _reminds_at(committee, proposal, now)
    for person in officers_of(transaction, committee, now) if reminds_at else ():
        _owe_to_officer(
            transaction,
            proposal,
            person,
            now,
            key=f"{proposal.id}:{person.id}:{proposal.edition}",
            sequence=proposal.edition,
            due_at=reminds_at,
        )


def redraw_questions(
    transaction: Transaction, proposal: DateProposal, now: datetime, *, of: PersonId | None = None
) -> None:
    """Questions and reminders in Slack should show what is true now: an answer, another deadline, the outcome."""
    for kind in (DeliveryKind.PROPOSAL, DeliveryKind.PROPOSAL_REMINDER):
        asked = transaction.deliveries.about(proposal.id, kind, for_change=True)
        redraw_sent(transaction, asked, now, of=of)


def ask_anew(transaction: Transaction, committee: Committee, proposal: DateProposal, now: datetime) -> None:
    """After the deadline was moved: those who have not answered are asked again, the others see it where they were."""
    redraw_questions(transaction, proposal, now)
    silent = people_asked(transaction, proposal.id, silent=True)
    owe_question(transaction, committee, proposal, silent, now)
    ask_everybody(transaction, committee, proposal, now)


def _reminds_at(committee: Committee, proposal: DateProposal, now: datetime) -> datetime | None:
    return reminder_before(proposal.deadline, now, committee.zone) if proposal.deadline else None


def _owe_to_officer(
    transaction: Transaction,
    proposal: DateProposal,
    person: Person,
    now: datetime,
    *,
    key: str,
    sequence: int = 0,
    due_at: datetime | None = None,
) -> None:
    route = route_to(person)
    if route is None:
        return
    known = transaction.deliveries.keyed(f"{DeliveryKind.PROPOSAL_WAITS}:{route}:{key}")
    if route == Route.EMAIL and known is not None and known.was_tried:
        return  # a mail stays as it was sent
    owe(
        transaction,
        DeliveryKind.PROPOSAL_WAITS,
        route,
        now,
        key=key,
        committee_id=proposal.committee_id,
        person_id=person.id,
        subject_id=proposal.id,
        sequence=sequence,
        due_at=due_at,
    )

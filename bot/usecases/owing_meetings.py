"""What a meeting makes us owe: its card, its shared entry, its invitations drawn again, and what officers see of it."""

from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import PersonId
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.storage import Transaction
from bot.usecases.asking import route_to
from bot.usecases.owing import AGENDA_GATHERING, GATHERING, owe, redraw_sent
from bot.usecases.telling_officers import officers_of


def owe_card(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """The channel's card of a meeting should show what is true now; changes close together become one update."""
    posted = transaction.deliveries.keyed(f"{DeliveryKind.CARD}:{Route.SLACK}:{meeting.id}") is not None
    if not (posted or meeting.is_announced):
        return
    owe(
        transaction,
        DeliveryKind.CARD,
        Route.SLACK,
        now,
        key=meeting.id,
        committee_id=meeting.committee_id,
        meeting_id=meeting.id,
        due_at=now + GATHERING if posted else now,
    )


def owe_shared_entry(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    """The shared calendar should show the meeting as it stands, if the committee writes there."""
    if committee.shares_calendar:
        owe(
            transaction,
            DeliveryKind.SHARED_ENTRY,
            Route.CALDAV,
            now,
            key=meeting.id,
            committee_id=meeting.committee_id,
            meeting_id=meeting.id,
            sequence=meeting.sequence,
        )


def shared_entry_of(
    transaction: Transaction, meeting: Meeting, *, for_change: bool = False
) -> Delivery | None:
    key = f"{DeliveryKind.SHARED_ENTRY}:{Route.CALDAV}:{meeting.id}"
    return transaction.deliveries.keyed(key, for_change=for_change)


def owe_agenda(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """The agenda changed: the card shows it at once, the invitations in chat when it has come to rest."""
    owe_card(transaction, meeting, now)
    redraw_invitations(transaction, meeting, now + AGENDA_GATHERING)


def redraw_invitations(
    transaction: Transaction, meeting: Meeting, due_at: datetime, *, of: PersonId | None = None
) -> None:
    """Chat invitations that have been sent should show what is true now: an answer, or that a newer one replaces them."""
    invitations = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.INVITATION], for_change=True)
    redraw_sent(transaction, invitations, due_at, of=of)


def owe_answers(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    """Chair and secretary see each answer that came by e-mail or link, in one message for the meeting; answers close
    together become one update. Those without an account are told the day before by mail, all at once.
    """
    for person in officers_of(transaction, committee, now):
        if person.account:
            owe(
                transaction,
                DeliveryKind.ANSWERS,
                Route.SLACK,
                now,
                key=f"{meeting.id}:{person.id}",
                committee_id=meeting.committee_id,
                meeting_id=meeting.id,
                person_id=person.id,
                due_at=now + GATHERING,
            )


def redraw_answers(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """Where such messages are, they should show what is true now."""
    answers = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.ANSWERS], for_change=True)
    redraw_sent(transaction, answers, now + GATHERING)


def owe_still_going(transaction: Transaction, meeting: Meeting, to: Person, now: datetime) -> None:
    """Whether it is still going on: once for each time that it would end by itself."""
    _owe_to_officer(transaction, DeliveryKind.STILL_GOING, meeting, to, ending_of(meeting), now)


def ending_of(meeting: Meeting) -> str:
    """The time that it would end by itself, as the ledger keeps it: the question about another one is another debt."""
    return f"{meeting.ends_by_itself_at:%Y%m%dT%H%M%S}"


def redraw_still_going(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """What was asked in chat should show what has become of the meeting."""
    questions = transaction.deliveries.of_meeting(meeting.id, [DeliveryKind.STILL_GOING], for_change=True)
    redraw_sent(transaction, questions, now)


def owe_ended_by_itself(transaction: Transaction, meeting: Meeting, to: Person, now: datetime) -> None:
    _owe_to_officer(transaction, DeliveryKind.ENDED_BY_ITSELF, meeting, to, "", now)


def _owe_to_officer(
    transaction: Transaction,
    kind: DeliveryKind,
    meeting: Meeting,
    to: Person,
    subject: str,
    now: datetime,
) -> None:
    """By chat; by mail to those who have only that."""
    if route := route_to(to):
        owe(
            transaction,
            kind,
            route,
            now,
            key=f"{meeting.id}:{to.id}:{subject}",
            committee_id=meeting.committee_id,
            meeting_id=meeting.id,
            person_id=to.id,
            subject_id=subject,
        )

"""How many questions the database is asked does not grow with what is there."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import event

from bot.domain.committee import Committee, Role, Seat
from bot.domain.delivery import Route
from bot.domain.ids import (
    ActionId,
    AnswerId,
    DecisionId,
    InvitationId,
    MeetingId,
    PersonId,
    SeatId,
    TopicId,
    new_id,
)
from bot.domain.invitation import Answer, GivenAnswer, Invitation, Source
from bot.domain.meeting import Meeting
from bot.domain.person import Account, Person
from bot.domain.record import Action, ActionState, Decision
from bot.domain.topic import TopicState, TopicText
from bot.storage import Storage, Transaction
from bot.usecases.answer_history import everybodys_answers
from bot.usecases.deliveries import claim_due
from bot.usecases.home import home_of
from bot.usecases.invitations import distribution
from bot.usecases.meetings import next_meetings
from bot.usecases.records import search_actions, search_decisions
from bot.usecases.roster import change_seat, roster
from bot.usecases.seating import SeatText
from bot.usecases.summaries import preview_summary
from bot.usecases.topics import agenda, propose_topic
from tests.town import (
    CHAIR,
    CHANNEL,
    DIRECT,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SECRETARY,
    TEAM,
    confirmed,
    held,
    id_of,
    sent_all,
)

MANY = 150


@contextmanager
def counted(storage: Storage) -> Iterator[list[str]]:
    """The statements that are run inside the block."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "SET")):
            statements.append(statement)

    event.listen(storage.engine, "before_cursor_execute", note)
    yield statements
    event.remove(storage.engine, "before_cursor_execute", note)


def questions(storage: Storage, ask: Callable[[], object]) -> int:
    with counted(storage) as statements:
        ask()
    return len(statements)


def crowd(storage: Storage, committee: Committee, meeting: Meeting) -> None:
    """A hundred and fifty more of everything."""
    police = id_of(storage, POLICE)
    template = propose_topic(storage, HERE, POLICE, TopicText("Ärende"), NOW).topic
    with storage.transaction() as transaction:
        for number in range(MANY):
            person = add_member(transaction, committee, number)
            invitation = Invitation(InvitationId(new_id()), meeting.id, person.id)
            transaction.invitations.add(invitation)
            add_answer(transaction, invitation.id)
            state = TopicState.PROPOSED if number % 2 else TopicState.ACCEPTED
            transaction.topics.add(
                replace(
                    template, id=TopicId(new_id()), title=f"Ärende {number}", state=state, position=number
                )
            )
            add_records(transaction, committee, meeting, police, number)
            later = timedelta(days=100 + number)
            other = replace(
                meeting,
                id=MeetingId(new_id()),
                uid=new_id(),
                start=meeting.start + later,
                end=meeting.end + later,
            )
            transaction.meetings.add(other)
            transaction.invitations.add(Invitation(InvitationId(new_id()), other.id, police))


def add_member(transaction: Transaction, committee: Committee, number: int) -> Person:
    account = Account("slack", TEAM, f"U0P{number}")
    person = Person(PersonId(new_id()), f"Person {number}", f"p{number}@ekeby.example").with_account(account)
    transaction.people.add(person)
    transaction.seats.add(Seat(SeatId(new_id()), committee.id, person.id, f"org {number % 9}", Role.MEMBER))
    return person


def add_answer(transaction: Transaction, invitation_id: InvitationId) -> None:
    given = GivenAnswer(AnswerId(new_id()), invitation_id, Answer.ACCEPTED, "", Source.EMAIL, NOW, NOW)
    transaction.answers.add(given)


def coming(storage: Storage) -> MeetingId:
    with storage.reading() as transaction:
        (committee,) = transaction.committees.in_channel(TEAM, CHANNEL)
        meeting = transaction.meetings.next_of([committee.id], NOW)
    assert meeting is not None
    return meeting.id


def add_records(
    transaction: Transaction, committee: Committee, meeting: Meeting, owner: PersonId, number: int
) -> None:
    decision = Decision(
        DecisionId(new_id()), committee.id, meeting.id, None, 2017, number + 1, "Beslut", "", owner, NOW
    )
    action = Action(
        ActionId(new_id()),
        committee.id,
        meeting.id,
        None,
        "Uppdrag",
        owner,
        None,
        ActionState.OPEN,
        owner,
        NOW,
    )
    transaction.decisions.add(decision)
    transaction.actions.add(action)


LOOKS: dict[str, Callable[[Storage], object]] = {
    "next_meetings": lambda storage: next_meetings(storage, HERE, POLICE, NOW),
    "next_meetings in a direct message": lambda storage: next_meetings(storage, DIRECT, POLICE, NOW),
    "agenda": lambda storage: agenda(storage, HERE, POLICE, NOW),
    "home of a member": lambda storage: home_of(storage, POLICE, NOW),
    "home of an officer": lambda storage: home_of(storage, CHAIR, NOW),
    "roster": lambda storage: roster(storage, HERE, POLICE, NOW),
    "answers": lambda storage: everybodys_answers(storage, coming(storage), SECRETARY, NOW),
    "distribution": lambda storage: distribution(storage, HERE, SECRETARY, NOW),
    "search_decisions": lambda storage: search_decisions(storage, HERE, POLICE, "beslut", NOW),
    "search_actions": lambda storage: search_actions(storage, HERE, POLICE, "uppdrag", NOW),
}
QUESTIONS = {
    "next_meetings": 10,
    "next_meetings in a direct message": 11,
    "agenda": 7,
    "home of a member": 16,
    "home of an officer": 16,
    "roster": 5,
    "answers": 12,
    "distribution": 14,
    "search_decisions": 7,
    "search_actions": 8,
}
"""How many it takes, however much there is."""


def test_number_of_questions_does_not_grow(town: Storage, committee: Committee) -> None:
    over = held(town)
    meeting = confirmed(town, FEBRUARY)
    add_one_of_each(town, committee, over)
    few = {name: questions(town, lambda look=look: look(town)) for name, look in LOOKS.items()}
    crowd(town, committee, meeting)
    many = {name: questions(town, lambda look=look: look(town)) for name, look in LOOKS.items()}
    assert (few, many) == (QUESTIONS, QUESTIONS)


def add_one_of_each(storage: Storage, committee: Committee, meeting: Meeting) -> None:
    propose_topic(storage, HERE, POLICE, TopicText("Ett ärende"), NOW)
    police, next_id = id_of(storage, POLICE), coming(storage)
    with storage.transaction() as transaction:
        add_records(transaction, committee, meeting, police, 900)
        own = transaction.invitations.of(next_id, police)
        assert own is not None
        add_answer(transaction, own.id)


def test_summary_and_claim_do_not_grow_either(town: Storage, committee: Committee) -> None:
    over = held(town)
    sent_all(town, over.end)
    coming = confirmed(town, FEBRUARY)

    def look() -> tuple[int, int]:
        return (
            questions(town, lambda: preview_summary(town, over.id, SECRETARY, over.end)),
            questions(town, lambda: claim_due(town, Route.EMAIL, "worker", NOW)),
        )

    add_one_of_each(town, committee, over)
    few = look()
    crowd(town, committee, coming)
    police = id_of(town, POLICE)
    with town.transaction() as transaction:
        for number in range(MANY):
            add_records(transaction, committee, over, police, 1000 + number)
    assert (few, look()) == ((19, 15), (19, 15))


def test_change_of_the_roster_asks_once_who_holds_office(town: Storage) -> None:
    """Each coming meeting owes its officers a mail of who comes."""

    def asked_for_people() -> int:
        with counted(town) as statements:
            change_seat(town, police, SECRETARY, SeatText("Polisen", Role.MEMBER), NOW)
        return sum("FROM people" in one for one in statements)

    lines = roster(town, HERE, SECRETARY, NOW).lines
    police = next(line.seat.id for line in lines if line.person.name == POLICE.name)
    confirmed(town)
    few = asked_for_people()
    for day in (12, 19, 26):
        confirmed(town, replace(FEBRUARY, start=FEBRUARY.start.replace(day=day)))
    assert asked_for_people() == few

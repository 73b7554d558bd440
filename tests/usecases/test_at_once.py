"""Two clicks, a repeated event, two people at the same button: one effect, on both kinds of database."""

from collections import Counter

from bot.domain.committee import Role
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState, WrongState
from bot.domain.schedule import Clash
from bot.domain.topic import TopicSettled, TopicText
from bot.storage import Storage
from bot.usecases.access import Who
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import cancel_meeting, confirm_meeting, move_meeting
from bot.usecases.committee_file import CommitteeFile, Member
from bot.usecases.committee_import import import_committee
from bot.usecases.committees import SameShortName, set_up_committee
from bot.usecases.decisions import DecisionText, record_decision
from bot.usecases.meetings import plan_meeting
from bot.usecases.roster import add_seat
from bot.usecases.seating import SeatText
from bot.usecases.summaries import post_summary
from bot.usecases.topics import accept_topic, decline_topic, propose_topic
from tests.threads import at_once, outcome
from tests.town import (
    CHAIR,
    CHANNEL,
    COUNCIL,
    DECEMBER,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    RESCUE,
    SCHOOLS,
    SECRETARY,
    STRANGER,
    TEAM,
    begun,
    confirmed,
    held,
    ledger,
    planned,
    slack_person,
)

MEMBERS = (CHAIR, SECRETARY, POLICE, RESCUE, SCHOOLS)


def kinds(*results: object) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def test_two_confirm(town: Storage) -> None:
    meeting = planned(town)
    acts = (
        outcome(lambda who=who: confirm_meeting(town, meeting.id, who, NOW)) for who in (CHAIR, SECRETARY)
    )
    assert kinds(*at_once(*acts)) == {"MeetingFacts": 1, "WrongState": 1}
    assert Counter(kind for kind, *_ in ledger(town)) == {"invitation": 11, "reminder": 6, "card": 1}
    with town.reading() as transaction:
        assert {row.wanted for row in transaction.deliveries._where()} == {1}


def test_everybody_answers(town: Storage) -> None:
    meeting = confirmed(town)
    at_once(
        *(lambda who=who: answer_invitation(town, meeting.id, who, Answer.ACCEPTED, NOW) for who in MEMBERS)
    )
    with town.reading() as transaction:
        answers = Counter(one.answer for one in transaction.invitations.of_meeting(meeting.id))
        card = transaction.deliveries.keyed(f"card:slack:{meeting.id}")
    assert answers == {Answer.ACCEPTED: 5, Answer.NONE: 1}
    assert card is not None
    assert card.wanted == 1 + len(MEMBERS)


def test_one_moves_while_another_cancels(town: Storage) -> None:
    meeting = confirmed(town)
    moved, cancelled = at_once(
        outcome(lambda: move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)),
        outcome(lambda: cancel_meeting(town, meeting.id, SECRETARY, "", NOW)),
    )
    with town.reading() as transaction:
        after = transaction.meetings.get(meeting.id)
    assert not isinstance(cancelled, Exception)
    sequence = 1 if isinstance(moved, WrongState) else 2
    assert (after.state, after.sequence, after.edition) == (MeetingState.CANCELLED, sequence, sequence)


def test_two_plan_the_same_time(town: Storage) -> None:
    acts = (
        outcome(lambda who=who: plan_meeting(town, HERE, who, DECEMBER, NOW)) for who in (CHAIR, SECRETARY)
    )
    results = at_once(*acts)
    assert kinds(*results) == {"MeetingFacts": 1, Clash.__name__: 1}


def test_repeated_request_has_one_effect(town: Storage) -> None:
    acts = [
        lambda: propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW, request="event 1").topic.id
    ] * 4
    assert len(set(at_once(*acts))) == 1
    assert ledger(town) == [
        ("topic_waiting", "slack", "Henrik Boman", 0),
        ("topic_waiting", "slack", "Karin Ahlgren", 0),
    ]


def test_one_accepts_while_another_declines(town: Storage) -> None:
    topic = propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW).topic
    results = at_once(
        outcome(lambda: accept_topic(town, topic.id, CHAIR, NOW)),
        outcome(lambda: decline_topic(town, topic.id, SECRETARY, "", NOW)),
    )
    with town.reading() as transaction:
        state = transaction.topics.get(topic.id).state
    refused = [one for one in results if isinstance(one, TopicSettled)]
    assert state == "declined"  # what is accepted can still be declined, not the other way round
    assert len(refused) <= 1


def test_many_record_decisions(town: Storage) -> None:
    meeting = begun(town)
    acts = [
        lambda number=number: (
            record_decision(
                town, HERE, POLICE, DecisionText(f"Beslut {number}"), meeting.start
            ).decision.label
        )
        for number in range(8)
    ]
    assert sorted(at_once(*acts)) == [f"2017:{number}" for number in range(1, 9)]


def test_two_post_the_summary(town: Storage) -> None:
    meeting = held(town)
    at_once(*(lambda who=who: post_summary(town, meeting.id, who, meeting.end) for who in (CHAIR, SECRETARY)))
    summaries = [one for one in ledger(town) if one[0] == "summary"]
    assert summaries == [("summary", "email", "Greta Nyqvist", 0), ("summary", "slack", "", 0)]


def test_two_set_up_the_same_committee(storage: Storage) -> None:
    acts = (
        outcome(lambda who=who: set_up_committee(storage, TEAM, CHANNEL, who, COUNCIL, NOW))
        for who in (CHAIR, SECRETARY)
    )
    assert kinds(*at_once(*acts)) == {"Roster": 1, SameShortName.__name__: 1}


def test_repeated_set_up_has_one_effect(storage: Storage) -> None:
    acts = [
        lambda: (
            set_up_committee(storage, TEAM, CHANNEL, CHAIR, COUNCIL, NOW, request="view 1").asker.committee.id
        )
    ] * 4
    assert len(set(at_once(*acts))) == 1


def test_two_import_the_same_file(storage: Storage) -> None:
    file = CommitteeFile(COUNCIL, CHANNEL, (Member("Eva Holm", "eva@ekeby.example", "KS", Role.CHAIR),))
    reports = at_once(*([lambda: import_committee(storage, file, NOW)] * 2))
    assert (
        sorted(row.outcome for report in reports for row in report.rows) == ["added"] * 2 + ["unchanged"] * 2
    )
    with storage.reading() as transaction:
        assert (len(transaction.committees._where()), len(transaction.people._where())) == (1, 1)


def test_newcomer_who_presses_twice_is_stored_once(town: Storage) -> None:
    meeting = confirmed(town)
    acts = [outcome(lambda: answer_invitation(town, meeting.id, STRANGER, Answer.ACCEPTED, NOW))] * 4
    assert kinds(*at_once(*acts)) == {"NotInvited": 4}
    with town.reading() as transaction:
        assert [one.name for one in transaction.people._where()].count(STRANGER.name) <= 1


def test_people_are_seated_while_they_act_themselves(town: Storage) -> None:
    """Locks are taken in one order, so nobody waits for somebody who waits for them."""
    newcomers = [slack_person(f"U0N{number}", f"Ny {number}") for number in range(6)]

    def seat(who: Who) -> object:
        return add_seat(town, HERE, CHAIR, who, SeatText("ny", Role.MEMBER), NOW)

    def propose(who: Who) -> object:
        return propose_topic(town, HERE, who, TopicText(f"Från {who.name}"), NOW)

    acts = [outcome(lambda who=who, act=act: act(who)) for who in newcomers for act in (seat, propose)]
    results = kinds(*at_once(*acts))
    assert results["Roster"] == len(newcomers)
    assert results["TopicFacts"] + results["NotAllowed"] == len(newcomers)

"""What a person sees of their own, and what waits for chair and secretary."""

from datetime import date

from bot.domain.committee import Role
from bot.domain.invitation import Answer
from bot.domain.topic import TopicText
from bot.storage import Storage
from bot.usecases.actions import ActionText, record_action
from bot.usecases.answers import answer_invitation
from bot.usecases.home import home_of
from bot.usecases.invitations import invite_guest
from bot.usecases.polls import vote, withdraw_poll
from bot.usecases.proposals import answer_proposal, withdraw_proposal
from bot.usecases.topics import accept_topic, propose_topic, withdraw_topic
from tests.town import (
    CHAIR,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SECRETARY,
    STRANGER,
    confirmed,
    held,
    id_of,
    planned,
)
from tests.usecases.silences import FINE, put
from tests.usecases.voting import asked, votes


def test_stranger_sees_nothing(town: Storage) -> None:
    confirmed(town)
    home = home_of(town, STRANGER, NOW)
    shown = (home.meetings, home.actions, home.proposals, home.committees, home.waiting, home.unconfirmed)
    assert shown == ((), (), (), (), (), ())
    assert home.person.name == "Tove Lind"


def test_member_sees_meetings_proposals_and_committees(town: Storage) -> None:
    meeting = confirmed(town)
    planned(town, FEBRUARY)
    answer_invitation(town, meeting.id, POLICE, Answer.TENTATIVE, NOW)
    kept = propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW).topic
    taken_back = propose_topic(town, HERE, POLICE, TopicText("Annat"), NOW).topic
    withdraw_topic(town, taken_back.id, POLICE, NOW)
    home = home_of(town, POLICE, NOW)
    assert [(one.meeting.id, one.invitation.answer) for one in home.meetings] == [
        (meeting.id, Answer.TENTATIVE)
    ]
    assert [one.topic.id for one in home.proposals] == [kept.id]
    assert [(one.committee.short_name, one.role, one.next_meeting) for one in home.committees] == [
        ("BRÅ", Role.MEMBER, meeting)
    ]
    assert (home.waiting, home.unconfirmed) == ((), ())


def test_officer_sees_what_waits(town: Storage) -> None:
    meeting = planned(town)
    waiting = propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW).topic
    accepted = propose_topic(town, HERE, POLICE, TopicText("Annat"), NOW).topic
    accept_topic(town, accepted.id, CHAIR, NOW)
    home = home_of(town, CHAIR, NOW)
    assert [(one.topic.id, one.proposer.name) for one in home.waiting] == [(waiting.id, "Lena Ström")]
    assert [one.next_meeting for one in home.unconfirmed] == [meeting]


def test_member_sees_the_dates_that_wait_for_their_answer(town: Storage) -> None:
    proposed = put(town)
    poll = asked(town)
    before = {one.about.id for one in home_of(town, POLICE, NOW).questions}
    assert before == {proposed.proposal.id, poll.poll.id}
    answer_proposal(town, proposed.proposal.id, POLICE, FINE, NOW)
    [left] = home_of(town, POLICE, NOW).questions
    assert (left.committee.short_name, left.about.id) == ("BRÅ", poll.poll.id)
    assert [one.start for one in left.dates] == [one.start for one in poll.alternatives]
    assert home_of(town, POLICE, poll.poll.deadline).questions == ()
    vote(town, poll.poll.id, POLICE, votes(poll, "yny"), NOW)
    assert home_of(town, POLICE, NOW).questions == ()


def test_dates_that_are_no_longer_proposed_wait_for_nobody(town: Storage) -> None:
    withdraw_proposal(town, put(town).proposal.id, SECRETARY, NOW)
    withdraw_poll(town, asked(town).poll.id, SECRETARY, NOW)
    assert home_of(town, POLICE, NOW).questions == ()


def test_own_actions_the_earliest_due_first(town: Storage) -> None:
    meeting = held(town)
    police = id_of(town, POLICE)
    for text, due in (("när som helst", None), ("sen", date(2018, 3, 1)), ("snart", date(2018, 1, 1))):
        record_action(town, HERE, SECRETARY, ActionText(text, police, due), meeting.end)
    record_action(town, HERE, SECRETARY, ActionText("någon annans", id_of(town, CHAIR)), meeting.end)
    home = home_of(town, POLICE, meeting.end)
    assert [one.action.text for one in home.actions] == ["snart", "sen", "när som helst"]


def test_guest_sees_the_meeting_without_a_seat(town: Storage) -> None:
    meeting = confirmed(town)
    invite_guest(town, meeting.id, CHAIR, str(STRANGER.email), "Tove Lind", "", NOW)
    home = home_of(town, STRANGER, NOW)
    assert [(one.committee.short_name, one.meeting.id) for one in home.meetings] == [("BRÅ", meeting.id)]
    assert home.committees == ()

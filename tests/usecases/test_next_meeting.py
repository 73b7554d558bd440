"""The next meeting: which it is, and all that is told of it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.invitation import Answer
from bot.domain.topic import TopicText
from bot.storage import Storage
from bot.usecases.access import Where
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import cancel_meeting
from bot.usecases.decisions import DecisionText, record_decision
from bot.usecases.invitations import invite_guest
from bot.usecases.meetings import Wish, next_meetings, plan_meeting
from bot.usecases.topics import propose_topic
from tests.town import (
    CHAIR,
    CHANNEL,
    COUNCIL,
    DECEMBER,
    DIRECT,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    SECRETARY,
    STRANGER,
    TEAM,
    bare_council,
    begun,
    confirmed,
    planned,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_next_meeting_tells_all_of_it(town: Storage) -> None:
    meeting = confirmed(town)
    confirmed(town, FEBRUARY)
    propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    invite_guest(town, meeting.id, CHAIR, "maj@lst.example", "Maj Berg", "länsstyrelsen", NOW)
    (found,) = next_meetings(town, HERE, POLICE, NOW)
    facts = found.meeting
    assert facts is not None
    assert (facts.meeting.id, [topic.title for topic in facts.waiting]) == (meeting.id, ["Lägesbild"])
    assert {answer: facts.count(answer) for answer in Answer} == {
        Answer.NONE: 6,
        Answer.ACCEPTED: 1,
        Answer.TENTATIVE: 0,
        Answer.DECLINED: 0,
    }
    assert (facts.names(Answer.ACCEPTED), facts.own and facts.own.answer) == (
        ["Lena Ström"],
        Answer.ACCEPTED,
    )
    assert (facts.for_officer, [guest.organisation for guest in facts.guests]) == (False, ["länsstyrelsen"])


def test_next_meeting_with_nothing_planned(town: Storage) -> None:
    (found,) = next_meetings(town, HERE, CHAIR, NOW)
    assert (found.meeting, found.role) == (None, "chair")


def test_next_meeting_passes_over_what_is_over_and_what_is_cancelled(town: Storage) -> None:
    first, second, third = (
        planned(town, Wish(at(day))) for day in ("2017-10-12 10:00", "2017-11-12 10:00", "2017-12-12 10:00")
    )
    cancel_meeting(town, second.id, CHAIR, "", NOW)

    def found(now: datetime) -> str | None:
        (one,) = next_meetings(town, HERE, STRANGER, now)
        return one.meeting.meeting.id if one.meeting else None

    assert [found(moment) for moment in (NOW, first.end, third.end)] == [first.id, third.id, None]


def test_meeting_under_way_is_the_next_even_when_it_drags_on(town: Storage) -> None:
    meeting = begun(town)
    (found,) = next_meetings(town, HERE, POLICE, meeting.end + timedelta(hours=1))
    assert found.meeting is not None
    assert found.meeting.meeting.id == meeting.id


def test_meeting_that_somebody_forgot_to_end_does_not_hide_the_next(town: Storage) -> None:
    forgotten = begun(town)
    following = confirmed(town, FEBRUARY)
    (found,) = next_meetings(town, HERE, POLICE, forgotten.end + timedelta(hours=12))
    assert found.meeting is not None
    assert found.meeting.meeting.id == following.id
    recorded = record_decision(town, HERE, POLICE, DecisionText("Förlängs"), following.start)
    assert recorded.meeting.id == following.id


def test_direct_message_tells_of_each_committee_the_soonest_first(town: Storage) -> None:
    for name in ("Tom", "Unga"):
        bare_council(town, replace(COUNCIL, short_name=name))
    plan_meeting(town, Where(TEAM, CHANNEL, "BRÅ"), CHAIR, FEBRUARY, NOW)
    plan_meeting(town, Where(TEAM, CHANNEL, "Unga"), SECRETARY, DECEMBER, NOW)
    found = [one.committee.short_name for one in next_meetings(town, DIRECT, SECRETARY, NOW)]
    assert found == ["Unga", "BRÅ", "Tom"]

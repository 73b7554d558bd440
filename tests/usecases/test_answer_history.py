"""Chair and secretary see what came by e-mail and link; everybody sees what became of their own answers."""

from datetime import datetime, timedelta

import pytest

from bot.domain.delivery import DeliveryKind, Route
from bot.domain.ids import PersonId
from bot.domain.invitation import Answer, Source, Standing
from bot.domain.meeting import Meeting
from bot.domain.permission import NotAllowed
from bot.domain.topic import TopicText
from bot.storage import Storage
from bot.usecases.access import Gone
from bot.usecases.answer_history import answers_from_outside, answers_of, everybodys_answers
from bot.usecases.answers import Spoken, answer_as, answer_invitation, restore_answer, undo_answer
from bot.usecases.changing import confirm_meeting, move_meeting
from bot.usecases.deliveries import claim_due
from bot.usecases.due import Due
from bot.usecases.facts import AnswerLine, AnswersFacts, InvitationFacts
from bot.usecases.invitations import invite_guest
from bot.usecases.owing import AGENDA_GATHERING, GATHERING
from bot.usecases.roster import end_seat, roster
from bot.usecases.topics import accept_topic, propose_topic
from tests.settling import settle_sent
from tests.town import (
    CHAIR,
    FEBRUARY,
    HERE,
    HOUSING,
    NOW,
    POLICE,
    RESCUE,
    SECRETARY,
    confirmed,
    id_of,
    ledger,
    planned,
    sent_all,
)

LATER = NOW + timedelta(hours=1)
OFFICERS = [("answers", "slack", "Henrik Boman", 0), ("answers", "slack", "Karin Ahlgren", 0)]


def greta(storage: Storage) -> PersonId:
    with storage.reading() as transaction:
        found = transaction.people.with_email(HOUSING.email)
    assert found is not None
    return found.id


def by_link(
    storage: Storage, meeting: Meeting, answer: Answer, at: datetime = NOW, comment: str = ""
) -> None:
    answer_as(storage, meeting.id, greta(storage), Spoken(answer, Source.LINK, comment), at)


def told(lines: tuple[AnswerLine, ...]) -> list[tuple[str, str, Answer, Source, Standing]]:
    return [
        (one.person.name, one.organisation, one.given.answer, one.given.source, one.standing) for one in lines
    ]


def owed(storage: Storage) -> list[tuple[str, str, str, int]]:
    return [one for one in ledger(storage) if one[0] == "answers"]


def claimed(storage: Storage, kind: DeliveryKind, now: datetime) -> list[Due]:
    found = []
    while due := claim_due(storage, Route.SLACK, "worker", now):
        settle_sent(storage, due, "receipt", now)
        found.append(due)
    return [due for due in found if due.delivery.kind == kind]


def test_outside_answers_are_each_persons_newest_the_latest_first(town: Storage) -> None:
    meeting = confirmed(town)
    by_link(town, meeting, Answer.DECLINED)
    by_link(town, meeting, Answer.ACCEPTED, LATER, "Late")
    answer_invitation(town, meeting.id, RESCUE, Answer.ACCEPTED, LATER)
    mail = Spoken(Answer.TENTATIVE, Source.EMAIL)
    answer_as(town, meeting.id, id_of(town, POLICE), mail, LATER + timedelta(minutes=1))
    found = answers_from_outside(town, meeting.id, SECRETARY, LATER)
    assert told(found.lines) == [
        ("Lena Ström", "Polismyndigheten", Answer.TENTATIVE, Source.EMAIL, Standing.COUNTS),
        ("Greta Nyqvist", "Ekebybostäder", Answer.ACCEPTED, Source.LINK, Standing.COUNTS),
    ]
    assert [one.given.comment for one in found.lines] == ["", "Late"]
    assert len(everybodys_answers(town, meeting.id, CHAIR, LATER).lines) == 3


def test_history_of_one_person_is_all_they_answered_and_what_became_of_it(town: Storage) -> None:
    meeting = confirmed(town)
    by_link(town, meeting, Answer.DECLINED)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    for minutes, answer in enumerate((Answer.TENTATIVE, Answer.ACCEPTED, Answer.DECLINED), start=1):
        by_link(town, meeting, answer, LATER + timedelta(minutes=minutes))
    newest = answers_of(town, meeting.id, greta(town), CHAIR, LATER).lines[0]
    undo_answer(town, newest.given.id, SECRETARY, LATER)
    lines = answers_of(town, meeting.id, greta(town), CHAIR, LATER).lines
    assert [(one.given.answer, one.standing) for one in lines] == [
        (Answer.DECLINED, Standing.UNDONE),
        (Answer.ACCEPTED, Standing.COUNTS),
        (Answer.TENTATIVE, Standing.REPLACED),
        (Answer.DECLINED, Standing.OUTDATED),
    ]
    assert [one.undone_by and one.undone_by.name for one in lines] == ["Henrik Boman", None, None, None]
    assert {one.invitation.answer for one in lines} == {Answer.ACCEPTED}


def test_guests_answer_for_their_organisation(town: Storage) -> None:
    meeting = confirmed(town)
    invite_guest(town, meeting.id, CHAIR, "maj.berg@lst.example", "Maj Berg", "länsstyrelsen", NOW)
    with town.reading() as transaction:
        maj = transaction.people.with_email("maj.berg@lst.example")
    assert maj is not None
    answer_as(town, meeting.id, maj.id, Spoken(Answer.ACCEPTED, Source.EMAIL), LATER)
    (line,) = answers_from_outside(town, meeting.id, CHAIR, LATER).lines
    assert (line.person.name, line.organisation) == ("Maj Berg", "länsstyrelsen")


def test_answers_are_for_chair_and_secretary_and_ones_own(town: Storage) -> None:
    meeting = confirmed(town)
    by_link(town, meeting, Answer.ACCEPTED, comment="Private")
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    for look in (answers_from_outside, everybodys_answers):
        with pytest.raises(NotAllowed):
            look(town, meeting.id, POLICE, NOW)
    with pytest.raises(NotAllowed):
        answers_of(town, meeting.id, greta(town), POLICE, NOW)
    with pytest.raises(Gone):
        answers_of(town, meeting.id, PersonId("nobody"), CHAIR, NOW)
    assert len(answers_of(town, meeting.id, id_of(town, POLICE), POLICE, NOW).lines) == 1


def test_chair_and_secretary_are_owed_one_message_for_all_that_comes(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    answer_invitation(town, meeting.id, RESCUE, Answer.ACCEPTED, NOW)
    assert owed(town) == []
    by_link(town, meeting, Answer.DECLINED)
    by_link(town, meeting, Answer.ACCEPTED, NOW + timedelta(seconds=1))
    assert owed(town) == OFFICERS
    assert claimed(town, DeliveryKind.ANSWERS, NOW + GATHERING - timedelta(seconds=1)) == []
    found = claimed(town, DeliveryKind.ANSWERS, NOW + GATHERING)
    assert sorted(due.person.name for due in found if due.person) == ["Henrik Boman", "Karin Ahlgren"]
    assert {len(due.facts.lines) for due in found if isinstance(due.facts, AnswersFacts)} == {1}
    by_link(town, meeting, Answer.TENTATIVE, LATER)
    assert len(claimed(town, DeliveryKind.ANSWERS, LATER + GATHERING)) == 2


def test_message_about_answers_follows_what_becomes_of_them(town: Storage) -> None:
    meeting = confirmed(town)
    by_link(town, meeting, Answer.DECLINED)
    claimed(town, DeliveryKind.ANSWERS, LATER)
    (line,) = answers_from_outside(town, meeting.id, CHAIR, LATER).lines
    for change in (
        lambda: undo_answer(town, line.given.id, CHAIR, LATER),
        lambda: restore_answer(town, line.given.id, CHAIR, LATER),
        lambda: answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, LATER),
        lambda: move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER),
    ):
        change()
        assert owed(town) == OFFICERS
        claimed(town, DeliveryKind.ANSWERS, LATER + GATHERING)


def test_who_is_no_longer_secretary_gets_no_more_answers(town: Storage) -> None:
    meeting = confirmed(town)
    by_link(town, meeting, Answer.DECLINED)
    seats = {line.person.name: line.seat.id for line in roster(town, HERE, CHAIR, NOW).lines}
    end_seat(town, seats["Henrik Boman"], CHAIR, NOW)
    found = claimed(town, DeliveryKind.ANSWERS, LATER)
    assert [due.person.name for due in found if due.person] == ["Karin Ahlgren"]


def invitation_of_lena(storage: Storage, now: datetime) -> InvitationFacts:
    found = claimed(storage, DeliveryKind.INVITATION, now)
    (facts,) = [due.facts for due in found if due.person and due.person.name == "Lena Ström"]
    assert isinstance(facts, InvitationFacts)
    return facts


def test_who_lost_an_answer_sees_by_whom(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    sent_all(town)
    answer_as(town, meeting.id, lena, Spoken(Answer.DECLINED, Source.EMAIL), NOW)
    given = answers_of(town, meeting.id, lena, POLICE, NOW).lines[0].given
    undo_answer(town, given.id, CHAIR, NOW)
    facts = invitation_of_lena(town, LATER)
    assert facts.taken_back is not None
    assert facts.taken_back_by is not None
    assert (facts.taken_back.answer, facts.taken_back_by.name) == (Answer.DECLINED, "Karin Ahlgren")
    restore_answer(town, given.id, CHAIR, LATER)
    assert invitation_of_lena(town, LATER).taken_back is None


def test_who_takes_their_own_answer_back_is_not_told(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    sent_all(town)
    answer_invitation(town, meeting.id, POLICE, Answer.DECLINED, NOW)
    undo_answer(town, answers_of(town, meeting.id, lena, POLICE, NOW).lines[0].given.id, POLICE, NOW)
    assert invitation_of_lena(town, LATER).taken_back is None


def test_invitations_in_chat_follow_the_agenda_once_it_rests(town: Storage) -> None:
    """Topics that wait are not on it; an answer given meanwhile is shown at once."""
    confirm_meeting(town, planned(town).id, CHAIR, NOW)
    sent_all(town)
    topic = propose_topic(town, HERE, RESCUE, TopicText("Brandskydd"), NOW).topic
    assert claimed(town, DeliveryKind.INVITATION, LATER) == []
    accept_topic(town, topic.id, CHAIR, LATER)
    assert claimed(town, DeliveryKind.INVITATION, LATER + AGENDA_GATHERING - timedelta(seconds=1)) == []
    answer_invitation(town, HERE, POLICE, Answer.ACCEPTED, LATER)
    assert [one.agenda[0].title for one in [invitation_of_lena(town, LATER).facts]] == ["Brandskydd"]
    found = claimed(town, DeliveryKind.INVITATION, LATER + AGENDA_GATHERING)
    others = ["Ali Rahimi", "Henrik Boman", "Karin Ahlgren", "Ulf Östberg"]
    assert sorted(due.person.name for due in found if due.person) == others

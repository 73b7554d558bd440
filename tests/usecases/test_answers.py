"""Answers from chat, mail and link meet: the newest counts, all are kept, each can be undone."""

from datetime import timedelta

import pytest

from bot.domain.ids import PersonId
from bot.domain.invitation import Answer, GivenAnswer, Invitation, Source
from bot.domain.meeting import Meeting, WrongState
from bot.domain.permission import NotAllowed
from bot.storage import Storage
from bot.usecases.access import Gone
from bot.usecases.answers import (
    NotAnswered,
    NotInvited,
    Outdated,
    Spoken,
    answer_as,
    answer_invitation,
    comment_answer,
    restore_answer,
    undo_answer,
)
from bot.usecases.changing import cancel_meeting, move_meeting
from tests.town import CHAIR, FEBRUARY, NOW, POLICE, RESCUE, SECRETARY, STRANGER, confirmed, id_of

LATER = NOW + timedelta(hours=1)


def invitation(storage: Storage, meeting: Meeting, person_id: PersonId) -> Invitation:
    with storage.reading() as transaction:
        found = transaction.invitations.of(meeting.id, person_id)
    assert found is not None
    return found


def history(storage: Storage, one: Invitation) -> list[GivenAnswer]:
    with storage.reading() as transaction:
        return transaction.answers.to([one.id])


def counting(storage: Storage, meeting: Meeting, person_id: PersonId) -> tuple[Answer, Source | None, str]:
    one = invitation(storage, meeting, person_id)
    return one.answer, one.source, one.comment


def test_newest_answer_counts_and_all_are_kept(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    answer_as(town, meeting.id, lena, Spoken(Answer.DECLINED, Source.EMAIL, "On leave"), LATER)
    kept = history(town, invitation(town, meeting, lena))
    assert counting(town, meeting, lena) == (Answer.DECLINED, Source.EMAIL, "On leave")
    assert [(one.answer, one.source, one.comment) for one in kept] == [
        (Answer.ACCEPTED, Source.SLACK, ""),
        (Answer.DECLINED, Source.EMAIL, "On leave"),
    ]


def test_answer_that_was_given_earlier_but_came_later_does_not_count(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, LATER)
    slow = Spoken(Answer.DECLINED, Source.EMAIL, given_at=NOW)
    answer_as(town, meeting.id, lena, slow, LATER + timedelta(minutes=5))
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.SLACK, "")
    assert len(history(town, invitation(town, meeting, lena))) == 2


def test_same_answer_twice_is_one_answer(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    for moment in (NOW, LATER):
        answer_as(town, meeting.id, lena, Spoken(Answer.ACCEPTED, Source.LINK), moment)
    assert len(history(town, invitation(town, meeting, lena))) == 1


def test_answer_to_the_earlier_time_does_not_count(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    late = Spoken(Answer.TENTATIVE, Source.EMAIL, given_at=NOW + timedelta(minutes=1))
    answer_as(town, meeting.id, lena, late, LATER + timedelta(minutes=1))
    assert counting(town, meeting, lena) == (Answer.NONE, None, "")


def test_undone_answer_gives_way_to_the_one_before(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    answer_as(town, meeting.id, lena, Spoken(Answer.DECLINED, Source.EMAIL), LATER)
    newest = history(town, invitation(town, meeting, lena))[-1]
    undo_answer(town, newest.id, CHAIR, LATER)
    undo_answer(town, newest.id, SECRETARY, LATER + timedelta(hours=1))
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.SLACK, "")
    kept = history(town, invitation(town, meeting, lena))
    assert [(one.undone_at, one.undone_by) for one in kept] == [(None, None), (LATER, id_of(town, CHAIR))]


def test_restored_answer_counts_again(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_as(town, meeting.id, lena, Spoken(Answer.DECLINED, Source.EMAIL, "On leave"), LATER)
    before = history(town, invitation(town, meeting, lena))
    for _ in range(2):
        undo_answer(town, before[0].id, CHAIR, LATER)
    for _ in range(2):
        restore_answer(town, before[0].id, SECRETARY, LATER)
    assert counting(town, meeting, lena) == (Answer.DECLINED, Source.EMAIL, "On leave")
    assert history(town, invitation(town, meeting, lena)) == before


def test_restored_answer_gives_way_to_a_newer_one(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_as(town, meeting.id, lena, Spoken(Answer.DECLINED, Source.EMAIL), NOW)
    undone = history(town, invitation(town, meeting, lena))[0]
    undo_answer(town, undone.id, CHAIR, NOW)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, LATER)
    restore_answer(town, undone.id, CHAIR, LATER)
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.SLACK, "")


def test_answers_of_a_meeting_that_is_over_are_not_changed(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_as(town, meeting.id, lena, Spoken(Answer.DECLINED, Source.EMAIL), NOW)
    given = history(town, invitation(town, meeting, lena))[0]
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    for change in (undo_answer, restore_answer):
        with pytest.raises(WrongState):
            change(town, given.id, CHAIR, LATER)


# Comments


def test_comment_goes_with_the_answer_that_stands(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_as(town, meeting.id, lena, Spoken(Answer.ACCEPTED, Source.EMAIL), NOW)
    comment_answer(town, meeting.id, POLICE, "Ten minutes late", LATER)
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.SLACK, "Ten minutes late")
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, LATER)
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.SLACK, "Ten minutes late")


def test_comment_goes_away_with_another_answer_or_when_it_is_emptied(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_as(town, meeting.id, lena, Spoken(Answer.ACCEPTED, Source.LINK, "Late"), NOW)
    comment_answer(town, meeting.id, POLICE, "", LATER)
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.SLACK, "")
    comment_answer(town, meeting.id, POLICE, "Late", LATER + timedelta(minutes=1))
    answer_invitation(town, meeting.id, POLICE, Answer.DECLINED, LATER + timedelta(minutes=2))
    assert counting(town, meeting, lena) == (Answer.DECLINED, Source.SLACK, "")


def test_nobody_comments_on_an_answer_they_have_not_given(town: Storage) -> None:
    meeting = confirmed(town)
    with pytest.raises(NotAnswered):
        comment_answer(town, meeting.id, POLICE, "Late", LATER)
    with pytest.raises(NotInvited):
        comment_answer(town, meeting.id, STRANGER, "Late", LATER)


def test_answer_to_what_no_longer_stands_is_not_taken(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)
    with pytest.raises(Outdated):
        answer_as(town, meeting.id, lena, Spoken(Answer.ACCEPTED, Source.LINK, edition=0), LATER)
    answer_as(town, meeting.id, lena, Spoken(Answer.ACCEPTED, Source.LINK, edition=1), LATER)
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.LINK, "")


def test_undoing_the_only_answer_leaves_the_question_open(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    undo_answer(town, history(town, invitation(town, meeting, lena))[0].id, POLICE, LATER)
    assert counting(town, meeting, lena) == (Answer.NONE, None, "")


def test_another_members_answer_is_not_theirs_to_undo(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, NOW)
    given = history(town, invitation(town, meeting, lena))[0]
    for who in (RESCUE, STRANGER):
        with pytest.raises(NotAllowed):
            undo_answer(town, given.id, who, LATER)
    assert counting(town, meeting, lena)[0] == Answer.ACCEPTED


def test_who_is_not_invited_or_comes_too_late_is_refused(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    accepted = Spoken(Answer.ACCEPTED, Source.LINK)
    with pytest.raises(NotInvited):
        answer_as(town, meeting.id, PersonId("nobody"), accepted, NOW)
    with pytest.raises(Gone):
        answer_as(town, type(meeting.id)("nothing"), lena, accepted, NOW)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    with pytest.raises(WrongState):
        answer_as(town, meeting.id, lena, accepted, LATER)

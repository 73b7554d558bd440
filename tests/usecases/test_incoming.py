"""Mail answers: believed ones count, all others change nothing and are shown, and each has its effect once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.held_mail import Doubt, HeldKind
from bot.domain.invitation import Answer, Source
from bot.domain.meeting import Meeting
from bot.domain.received import Asked, Automatic, Fault, NotForUs, Participant, Scheduling, Unreadable
from bot.storage import Storage
from bot.usecases import holding
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.holding import Folder
from bot.usecases.incoming import hold_what_broke
from bot.usecases.invitations import distribution, invite_guest, uninvite_guest
from tests.town import CHAIR, FEBRUARY, NOW, POLICE, confirmed, id_of, ledger, planned, sent_all
from tests.usecases.mails import (
    BY_HAND,
    GRETA,
    LENA,
    SIV,
    counter,
    counting,
    delegation,
    held,
    mail,
    only_held,
    person_with,
    refresh,
    reply,
    response,
    took,
)

LATER = NOW + timedelta(hours=1)
MAIL_TO_SECRETARY = ("held_mail", "slack", "Henrik Boman", 0)
MAIL_TO_CHAIR = ("held_mail", "slack", "Karin Ahlgren", 0)


def told(storage: Storage) -> list[tuple[str, str, str, int]]:
    """Who is to be told of held mail."""
    return [debt for debt in ledger(storage) if debt[0] == "held_mail"]


def test_believed_reply_counts_with_its_comment(town: Storage) -> None:
    meeting = confirmed(town)
    folder = took(town, mail(reply(meeting, Answer.DECLINED, comment="På kurs")))
    assert folder is Folder.DONE
    assert counting(town, meeting, id_of(town, POLICE)) == (Answer.DECLINED, Source.EMAIL, "På kurs")
    assert (held(town), told(town)) == ([], [])


def test_address_may_differ_in_case(town: Storage) -> None:
    """Mails are read with addresses in lower case, and people may be stored otherwise."""
    meeting, lena = confirmed(town), id_of(town, POLICE)
    with town.transaction() as transaction:
        transaction.people.put(replace(transaction.people.get(lena), email="Lena.Strom@Ekeby.example"))
    assert took(town, mail(reply(meeting))) is Folder.DONE
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.EMAIL, "")


def test_same_mail_twice_has_one_effect(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    took(town, mail(reply(meeting)))
    answer_invitation(town, meeting.id, POLICE, Answer.DECLINED, LATER)
    assert took(town, mail(reply(meeting)), LATER) is Folder.DONE
    assert counting(town, meeting, lena) == (Answer.DECLINED, Source.SLACK, "")


def test_held_mail_that_comes_again_is_held_once(town: Storage) -> None:
    meeting = confirmed(town)
    folders = [took(town, mail(reply(meeting), vouched=False)) for _ in range(2)]
    assert (folders, len(held(town))) == ([Folder.HELD, Folder.HELD], 1)


def test_effect_and_mark_come_together(town: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    """What dies before it is remembered has done nothing, and is done when it comes again."""
    meeting, lena = confirmed(town), id_of(town, POLICE)

    def power_cut(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.requests.Requests.remember", power_cut)
        with pytest.raises(RuntimeError):
            took(town, mail(reply(meeting)))
    assert counting(town, meeting, lena) == (Answer.NONE, None, "")
    took(town, mail(reply(meeting)))
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.EMAIL, "")


def test_earlier_written_reply_does_not_beat_a_newer_answer(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, LATER)
    took(town, mail(reply(meeting, Answer.DECLINED)), LATER + timedelta(hours=1))
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.SLACK, "")


def test_reply_from_the_future_is_from_now(town: Storage) -> None:
    """A calendar whose clock is a year fast must not beat every answer that follows."""
    meeting, lena = confirmed(town), id_of(town, POLICE)
    took(town, mail(reply(meeting, Answer.DECLINED, stamp=NOW + timedelta(days=365))))
    answer_invitation(town, meeting.id, POLICE, Answer.ACCEPTED, LATER)
    assert counting(town, meeting, lena) == (Answer.ACCEPTED, Source.SLACK, "")


def test_reply_without_a_stamp_is_from_now(town: Storage) -> None:
    meeting = confirmed(town)
    assert took(town, mail(reply(meeting, stamp=None))) is Folder.DONE
    assert counting(town, meeting, id_of(town, POLICE))[0] == Answer.ACCEPTED


def test_answer_to_an_earlier_sequence_counts_while_the_time_stands(town: Storage) -> None:
    """Somebody was taken off the list meanwhile: the time they accept is the one that holds."""
    meeting = confirmed(town)
    with town.transaction() as transaction:
        revised = transaction.meetings.put(meeting.revised(NOW))
    assert revised.sequence == 1
    assert took(town, mail(reply(meeting))) is Folder.DONE


def moved(storage: Storage, meeting: Meeting) -> Meeting:
    return move_meeting(storage, meeting.id, CHAIR, FEBRUARY, LATER).meeting


def test_answer_to_the_time_before_a_move_changes_nothing(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    moved(town, meeting)
    late = reply(meeting, stamp=LATER + timedelta(minutes=5))
    assert took(town, mail(late), LATER + timedelta(minutes=6)) is Folder.HELD
    assert (counting(town, meeting, lena)[0], only_held(town).doubts) == (Answer.NONE, (Doubt.OLDER,))


def test_stamp_from_before_the_move_changes_nothing(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    now_there = moved(town, meeting)
    assert took(town, mail(reply(now_there, stamp=NOW)), LATER) is Folder.HELD
    assert (counting(town, meeting, lena)[0], only_held(town).doubts) == (Answer.NONE, (Doubt.OLDER,))


def test_stamp_in_the_very_second_of_the_move_counts(town: Storage) -> None:
    """Stamps have whole seconds; we do not."""
    meeting, lena = confirmed(town), id_of(town, POLICE)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER + timedelta(microseconds=700_000))
    with town.reading() as transaction:
        now_there = transaction.meetings.get(meeting.id)
    assert took(town, mail(reply(now_there, stamp=LATER)), LATER + timedelta(minutes=1)) is Folder.DONE
    assert counting(town, meeting, lena)[0] == Answer.ACCEPTED


@pytest.mark.parametrize(
    ("changed", "doubts"),
    [
        pytest.param({"vouched": False}, (Doubt.NOT_CHECKED,), id="our server does not vouch"),
        pytest.param({"by": "eva@evil.example"}, (Doubt.OTHER_SENDER,), id="a stranger in Lena's name"),
        pytest.param(
            {"by": "ali.rahimi@ekeby.example"}, (Doubt.OTHER_SENDER,), id="a colleague in Lena's name"
        ),
        pytest.param({"by": ""}, (Doubt.OTHER_SENDER,), id="a sender that is not plain"),
        pytest.param(
            {"by": "eva@evil.example", "vouched": False},
            (Doubt.NOT_CHECKED, Doubt.OTHER_SENDER),
            id="a forger",
        ),
    ],
)
def test_reply_that_is_not_believed_changes_nothing_and_is_shown(
    town: Storage, changed: dict[str, object], doubts: tuple[Doubt, ...]
) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    assert took(town, mail(reply(meeting), **changed)) is Folder.HELD  # type: ignore[arg-type]
    kept = only_held(town)
    assert counting(town, meeting, lena) == (Answer.NONE, None, "")
    assert (kept.kind, kept.doubts, kept.person_id, kept.answer) == (
        HeldKind.ANSWER,
        doubts,
        lena,
        Answer.ACCEPTED,
    )
    assert told(town) == [MAIL_TO_SECRETARY]


def test_somebody_it_was_forwarded_to_is_never_added(town: Storage) -> None:
    meeting = confirmed(town)
    before = ledger(town)
    assert took(town, mail(reply(meeting, attendee=SIV), by=SIV, name="Siv Dahl")) is Folder.HELD
    kept = only_held(town)
    assert (kept.person_id, kept.doubts, kept.newcomer) == (None, (Doubt.NOT_INVITED,), ("Siv Dahl", SIV))
    assert [debt for debt in ledger(town) if debt not in before] == [MAIL_TO_SECRETARY]
    with town.reading() as transaction:
        assert transaction.people.with_email(SIV) is None
        assert transaction.guests.of_meeting(meeting.id) == []


def test_meeting_that_is_unknown_over_or_not_announced_takes_no_answer(town: Storage) -> None:
    meeting = confirmed(town)
    unknown = reply(meeting, uid="lunch@evil.example")
    took(town, mail(unknown))
    took(town, mail(reply(planned(town, FEBRUARY))))
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    took(town, mail(reply(meeting)))
    assert sorted(one.doubts for one in held(town)) == [
        (Doubt.NOT_OPEN,),
        (Doubt.NOT_OPEN, Doubt.NOT_INVITED),
        (Doubt.UNKNOWN_MEETING,),
    ]


def test_guest_who_was_taken_off_is_not_invited(town: Storage) -> None:
    meeting = confirmed(town)
    invite_guest(town, meeting.id, CHAIR, SIV, "Siv Dahl", "", NOW)
    uninvite_guest(town, meeting.id, CHAIR, person_with(town, SIV), NOW)
    took(town, mail(reply(meeting, attendee=SIV), by=SIV))
    assert only_held(town).doubts == (Doubt.NOT_INVITED,)


def test_several_answers_in_one_mail_are_each_judged(town: Storage) -> None:
    first, second = confirmed(town), confirmed(town, FEBRUARY)
    lena = id_of(town, POLICE)
    both = Scheduling(
        Asked.REPLY,
        (
            response(first, Participant(LENA, "", Answer.ACCEPTED)),
            response(second, Participant(GRETA, "", Answer.DECLINED)),
        ),
    )
    assert took(town, mail(both)) is Folder.HELD
    assert counting(town, first, lena)[0] == Answer.ACCEPTED
    assert counting(town, second, person_with(town, GRETA))[0] == Answer.NONE
    assert only_held(town).doubts == (Doubt.OTHER_SENDER,)


def test_calendar_that_says_nothing_changes_nothing(town: Storage) -> None:
    meeting = confirmed(town)
    assert took(town, mail(reply(meeting, Answer.NONE))) is Folder.DONE
    assert (counting(town, meeting, id_of(town, POLICE))[0], held(town)) == (Answer.NONE, [])


@pytest.mark.parametrize("answer", [Answer.ACCEPTED, Answer.NONE])
def test_answer_of_an_attendee_without_an_address_is_shown(town: Storage, answer: Answer) -> None:
    """Exchange may write `invalid:nomail`: somebody has answered, and people can say who."""
    meeting = confirmed(town)
    assert took(town, mail(reply(meeting, answer, attendee=""))) is Folder.HELD
    kept = only_held(town)
    assert (kept.kind, kept.answer, kept.doubts) == (
        HeldKind.ANSWER,
        answer,
        (Doubt.OTHER_SENDER, Doubt.NOT_INVITED),
    )
    assert told(town) == [MAIL_TO_SECRETARY]


def test_counter_proposal_moves_nothing_and_asks_chair_and_secretary(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    start = meeting.start + timedelta(hours=1)
    assert took(town, mail(counter(meeting, start, comment="Senare?"))) is Folder.HELD
    kept = only_held(town)
    assert (kept.kind, kept.start, kept.comment, kept.doubts) == (HeldKind.COUNTER, start, "Senare?", ())
    assert counting(town, meeting, lena) == (Answer.TENTATIVE, Source.EMAIL, "Senare?")
    assert told(town) == [MAIL_TO_SECRETARY, MAIL_TO_CHAIR]
    with town.reading() as transaction:
        assert transaction.meetings.get(meeting.id) == meeting


def test_counter_proposal_of_the_time_that_stands_is_an_answer(town: Storage) -> None:
    meeting = confirmed(town)
    assert took(town, mail(counter(meeting, meeting.start, end=meeting.end))) is Folder.DONE
    assert held(town) == []


def test_whoever_sends_somebody_else_does_not_come(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    assert took(town, mail(delegation(meeting))) is Folder.HELD
    kept = only_held(town)
    assert counting(town, meeting, lena) == (Answer.DECLINED, Source.EMAIL, "")
    assert (kept.kind, kept.doubts, kept.newcomer) == (HeldKind.DELEGATION, (), ("Siv Dahl", SIV))
    assert told(town) == [MAIL_TO_SECRETARY, MAIL_TO_CHAIR]


def test_delegation_that_is_not_believed_changes_nothing(town: Storage) -> None:
    meeting, lena = confirmed(town), id_of(town, POLICE)
    took(town, mail(delegation(meeting), vouched=False))
    assert (counting(town, meeting, lena)[0], only_held(town).doubts) == (Answer.NONE, (Doubt.NOT_CHECKED,))


def test_refresh_sends_what_stands_again_once_an_hour(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    invitation = ("invitation", "email", "Lena Ström", 0)
    assert took(town, mail(refresh(meeting))) is Folder.DONE
    first = [debt for debt in ledger(town) if debt == invitation]
    sent_all(town)
    took(town, mail(refresh(meeting), about=("<another@ekeby.example>",)))
    second = [debt for debt in ledger(town) if debt == invitation]
    took(town, mail(refresh(meeting), about=("<a.third@ekeby.example>",)), LATER)
    third = [debt for debt in ledger(town) if debt == invitation]
    assert (first, second, third) == ([invitation], [], [invitation])


def test_refresh_by_a_stranger_sends_nothing(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    assert took(town, mail(refresh(meeting), by="eva@evil.example")) is Folder.HELD
    assert ("invitation", "email", "Lena Ström", 0) not in ledger(town)


def test_automatic_mail_is_remembered_and_left_alone(town: Storage) -> None:
    confirmed(town)
    before = ledger(town)
    assert took(town, mail(Automatic("Auto-Submitted"))) is Folder.DONE
    assert (ledger(town), held(town)) == (before, [])


@pytest.mark.parametrize(
    ("by", "shown"), [("Auto-Submitted", LATER), ("Content-Type", None)], ids=["out of office", "a receipt"]
)
def test_automatic_reply_is_shown_under_who_got_what(town: Storage, by: str, shown: datetime | None) -> None:
    meeting = confirmed(town)
    sent_all(town)
    with town.reading() as transaction:
        receipt = next(
            one.receipt
            for one in transaction.deliveries._where()
            if one.person_id == person_with(town, GRETA) and one.kind == "invitation"
        )
    assert took(town, mail(Automatic(by), by=GRETA, vouched=False, about=(receipt,)), LATER) is Folder.DONE
    found = {
        one.person.name: one.automatic_reply_at
        for one in distribution(town, meeting.id, CHAIR, LATER).recipients
    }
    assert {name: at for name, at in found.items() if at} == ({"Greta Nyqvist": shown} if shown else {})
    assert held(town) == []


def test_mail_by_hand_is_shown_with_the_meeting_it_answers(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    with town.reading() as transaction:
        receipt = next(
            one.receipt
            for one in transaction.deliveries._where()
            if one.person_id == person_with(town, GRETA) and one.kind == "invitation"
        )
    assert took(town, mail(BY_HAND, by="greta@home.example", vouched=False, about=(receipt,))) is Folder.HELD
    kept = only_held(town)
    assert (kept.kind, kept.meeting_id, kept.person_id, kept.beginning) == (
        HeldKind.WORDS,
        meeting.id,
        None,
        "Jag kan inte komma.",
    )
    assert told(town) == [MAIL_TO_SECRETARY]


@pytest.mark.parametrize(
    ("by", "vouched", "shown"),
    [(LENA, False, True), ("eva@evil.example", True, True), ("eva@evil.example", False, False)],
    ids=["somebody we know", "a stranger our server vouches for", "anybody"],
)
def test_other_mail_by_hand_is_shown_unless_anybody_may_have_written_it(
    town: Storage, by: str, *, vouched: bool, shown: bool
) -> None:
    confirmed(town)
    assert took(town, mail(BY_HAND, by=by, vouched=vouched)) is Folder.HELD
    assert len(held(town)) == shown


def test_unreadable_mail_is_shown_with_why(town: Storage) -> None:
    confirmed(town)
    took(town, mail(Unreadable(Fault.TNEF)))
    assert (only_held(town).kind, only_held(town).fault) == (HeldKind.UNREADABLE, Fault.TNEF)


def test_mail_that_breaks_us_is_held_as_broken(town: Storage) -> None:
    meeting = confirmed(town)
    assert hold_what_broke(town, mail(reply(meeting)), NOW) is Folder.HELD
    assert only_held(town).fault == Fault.BROKEN
    assert took(town, mail(reply(meeting))) is Folder.HELD


def test_our_own_mail_is_put_away_and_an_invitation_to_us_is_kept(town: Storage) -> None:
    assert took(town, mail(NotForUs("our own mail", is_ours=True))) is Folder.DONE
    assert took(town, mail(NotForUs("METHOD:REQUEST"))) is Folder.HELD


def test_invitation_that_a_calendar_sends_us_is_shown(town: Storage) -> None:
    confirmed(town)
    assert took(town, mail(NotForUs("METHOD:REQUEST"))) is Folder.HELD
    assert (only_held(town).kind, told(town)) == (HeldKind.WORDS, [MAIL_TO_SECRETARY])


def test_flood_of_mail_stays_in_the_folder(town: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "MOST_SHOWN_IN_AN_HOUR", 2)
    meeting = confirmed(town)
    for number in range(4):
        took(town, mail(reply(meeting), vouched=False, about=(f"<{number}@x>",)))
    assert len(held(town)) == 2

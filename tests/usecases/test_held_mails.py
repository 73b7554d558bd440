"""What chair and secretary do about mail that waits: once, and everybody who was told sees by whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.delivery import Route
from bot.domain.errors import KallelseError
from bot.domain.held_mail import AlreadySettled, HeldMail, Outcome
from bot.domain.ids import CommitteeId, HeldMailId
from bot.domain.invitation import Answer, Source, Standing
from bot.domain.meeting import ChangedMeanwhile, Meeting, WrongState
from bot.domain.permission import NotAllowed
from bot.domain.schedule import Clash, InThePast
from bot.storage import Storage
from bot.usecases.access import Gone, Who
from bot.usecases.answer_history import answers_of
from bot.usecases.answers import NotInvited, answer_invitation
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.deliveries import claim_due
from bot.usecases.held_mails import (
    count_mail,
    held_mail,
    invite_newcomer,
    invited_to,
    keep_time,
    move_to_proposed,
    set_aside,
)
from bot.usecases.holding import Folder
from bot.usecases.incoming_facts import HeldMailFacts
from bot.usecases.invitations import invite_guest, uninvite_guest
from bot.usecases.people import AddressTaken
from tests.settling import settle_sent
from tests.town import (
    CHAIR,
    DECEMBER,
    FEBRUARY,
    NOW,
    POLICE,
    SECRETARY,
    STRANGER,
    confirmed,
    id_of,
    ledger,
    sent_all,
)
from tests.usecases.mails import (
    BY_HAND,
    LENA,
    SIV,
    counter,
    counting,
    delegation,
    held,
    mail,
    only_held,
    person_with,
    reply,
    took,
)

LATER = NOW + timedelta(hours=1)
OTHER = "lena@hemma.example"
Settle = Callable[[Storage, HeldMailId, Who], HeldMailFacts]

ACTS: dict[str, Settle] = {
    "count": lambda storage, mail_id, who: count_mail(storage, mail_id, who, LATER),
    "set aside": lambda storage, mail_id, who: set_aside(storage, mail_id, who, LATER),
    "keep": lambda storage, mail_id, who: keep_time(storage, mail_id, who, LATER),
    "move": lambda storage, mail_id, who: move_to_proposed(storage, mail_id, who, LATER),
    "invite": lambda storage, mail_id, who: invite_newcomer(storage, mail_id, who, LATER),
}
ACTS_AND_LOOKS: dict[str, Settle] = {
    **ACTS,
    "look": lambda storage, mail_id, who: held_mail(storage, mail_id, who, LATER),
}


def waiting(storage: Storage, **changed: object) -> tuple[Meeting, HeldMail]:
    """A reply in Lena's name that is not believed."""
    meeting = confirmed(storage)
    took(storage, mail(reply(meeting, Answer.DECLINED, comment="Kurs"), **(changed or {"vouched": False})))  # type: ignore[arg-type]
    return meeting, only_held(storage)


def invitation_mail_to(storage: Storage, who: Who) -> str:
    with storage.reading() as transaction:
        sent = transaction.deliveries._where()
    theirs = (one for one in sent if (one.person_id, one.route) == (id_of(storage, who), Route.EMAIL))
    return next(one.receipt for one in theirs if one.kind == "invitation")


def standing(storage: Storage, meeting: Meeting) -> list[tuple[Answer, Standing]]:
    found = answers_of(storage, meeting.id, id_of(storage, POLICE), CHAIR, LATER)
    return [(one.given.answer, one.standing) for one in found.lines]


def proposed(storage: Storage, hours: int = 1) -> tuple[Meeting, HeldMail]:
    meeting = confirmed(storage)
    took(storage, mail(counter(meeting, meeting.start + timedelta(hours=hours))))
    return meeting, only_held(storage)


def test_vouched_for_answer_counts_as_given_when_the_mail_says(town: Storage) -> None:
    meeting, kept = waiting(town)
    facts = count_mail(town, kept.id, SECRETARY, LATER)
    assert counting(town, meeting, id_of(town, POLICE)) == (Answer.DECLINED, Source.EMAIL, "Kurs")
    assert (facts.mail.outcome, facts.mail.settled_at) == (Outcome.COUNTED, LATER)
    assert facts.settled_by is not None
    assert facts.settled_by.name == "Henrik Boman"


def test_answer_to_an_earlier_time_that_is_vouched_for_is_to_this_one(town: Storage) -> None:
    meeting = confirmed(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    took(town, mail(reply(meeting)), LATER)
    count_mail(town, only_held(town).id, SECRETARY, LATER + timedelta(minutes=1))
    assert counting(town, meeting, id_of(town, POLICE))[0] == Answer.ACCEPTED


def test_answer_counted_after_a_move_is_to_the_time_it_was_about(town: Storage) -> None:
    """It stands in the history; to the new time nothing is answered."""
    meeting, kept = waiting(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    facts = count_mail(town, kept.id, SECRETARY, LATER + timedelta(minutes=1))
    assert facts.mail.outcome == Outcome.COUNTED_EARLIER
    assert counting(town, meeting, id_of(town, POLICE)) == (Answer.NONE, None, "")
    assert standing(town, meeting) == [(Answer.DECLINED, Standing.OUTDATED)]


def test_answer_counted_after_a_move_takes_nothing_from_the_one_to_the_new_time(town: Storage) -> None:
    meeting, kept = waiting(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    answer_invitation(town, meeting.id, POLICE, Answer.DECLINED, LATER + timedelta(minutes=1))
    count_mail(town, kept.id, SECRETARY, LATER + timedelta(minutes=2))
    assert counting(town, meeting, id_of(town, POLICE)) == (Answer.DECLINED, Source.SLACK, "")
    assert sorted(standing(town, meeting)) == [
        (Answer.DECLINED, Standing.COUNTS),
        (Answer.DECLINED, Standing.OUTDATED),
    ]


def test_answer_to_an_earlier_time_cannot_count_for_somebody_invited_to_the_new_one(town: Storage) -> None:
    """Nothing is kept, so it is not said to be, and the mail still waits."""
    meeting, kept = waiting(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    invite_guest(town, meeting.id, CHAIR, SIV, "Siv Dahl", "", LATER)
    with pytest.raises(NotInvited) as refused:
        count_mail(town, kept.id, SECRETARY, LATER, person_id=person_with(town, SIV))
    assert refused.value.person is not None
    assert (refused.value.person.name, standing(town, meeting)) == ("Siv Dahl", [])
    assert only_held(town).waits


def test_answer_to_an_earlier_time_is_not_that_of_somebody_invited_to_the_new_one(town: Storage) -> None:
    meeting = confirmed(town)
    took(town, mail(reply(meeting, attendee=SIV), by=SIV, name="Siv Dahl"))
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    invite_newcomer(town, only_held(town).id, SECRETARY, LATER + timedelta(minutes=1))
    assert counting(town, meeting, person_with(town, SIV))[0] == Answer.NONE


def test_mail_keeps_the_time_it_was_about(town: Storage) -> None:
    meeting, kept = proposed(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    facts = held_mail(town, kept.id, CHAIR, LATER)
    assert facts.meeting is not None
    assert facts.mail.time_of(facts.meeting) == (meeting.start, meeting.end)
    assert facts.moved_since


def test_mail_that_waits_is_drawn_again_when_its_meeting_moves(town: Storage) -> None:
    meeting, _ = waiting(town)
    sent_all(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    drawn = []
    while due := claim_due(town, Route.SLACK, "worker", LATER):
        settle_sent(town, due, due.delivery.receipt or "receipt", LATER)
        if isinstance(due.facts, HeldMailFacts):
            drawn.append(due.facts.moved_since)
    assert drawn == [True]


def test_time_is_not_kept_for_a_proposal_to_an_earlier_one(town: Storage) -> None:
    """They have been asked about the new time already."""
    meeting, kept = proposed(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    assert keep_time(town, kept.id, CHAIR, LATER).mail.outcome == Outcome.SET_ASIDE
    assert [debt for debt in ledger(town) if debt[0] == "counter_declined"] == []


def test_proposal_that_the_meeting_has_been_moved_to_is_no_move_any_more(town: Storage) -> None:
    meeting, kept = proposed(town)
    wanted = replace(DECEMBER, start=DECEMBER.start + timedelta(hours=1), end=None)
    move_meeting(town, meeting.id, CHAIR, wanted, LATER)
    facts = held_mail(town, kept.id, CHAIR, LATER)
    assert (facts.is_as_proposed, facts.can_move) == (True, False)


def test_answer_of_a_guest_who_was_taken_back_counts_when_they_are_invited_again(town: Storage) -> None:
    meeting = confirmed(town)
    invite_guest(town, meeting.id, CHAIR, SIV, "Siv Dahl", "", NOW)
    uninvite_guest(town, meeting.id, CHAIR, person_with(town, SIV), NOW)
    took(town, mail(reply(meeting, attendee=SIV), by=SIV, name="Siv Dahl"))
    invite_newcomer(town, only_held(town).id, SECRETARY, LATER)
    assert counting(town, meeting, person_with(town, SIV)) == (Answer.ACCEPTED, Source.EMAIL, "")


def test_remembered_address_is_believed_from_then_on(town: Storage) -> None:
    meeting, kept = waiting(town, by=OTHER)
    count_mail(town, kept.id, SECRETARY, NOW, remembers=True)
    again = mail(reply(meeting, stamp=LATER), by=OTHER)
    assert took(town, again, LATER) is Folder.DONE
    assert counting(town, meeting, id_of(town, POLICE))[0] == Answer.ACCEPTED


def test_remembered_address_is_believed_in_its_own_committee_alone(town: Storage) -> None:
    """What one committee's secretary says of somebody is not for another one to take on trust."""
    meeting, kept = waiting(town, by=OTHER)
    count_mail(town, kept.id, SECRETARY, NOW, remembers=True)
    with town.transaction() as transaction:
        theirs = transaction.committees.get(meeting.committee_id)
        other = transaction.committees.add(replace(theirs, id=CommitteeId("other"), channel="C-OTHER"))
        transaction.meetings.put(replace(meeting, committee_id=other.id))
    assert took(town, mail(reply(meeting, stamp=LATER), by=OTHER), LATER) is Folder.HELD
    assert counting(town, meeting, id_of(town, POLICE))[0] == Answer.DECLINED


def test_address_that_only_the_mail_names_is_not_remembered(town: Storage) -> None:
    """The writer is vouched for; whoever the reply says it is from is anybody."""
    meeting = confirmed(town)
    took(town, mail(reply(meeting, attendee=SIV), by=OTHER))
    count_mail(town, only_held(town).id, SECRETARY, NOW, person_id=id_of(town, POLICE), remembers=True)
    with town.reading() as transaction:
        assert [one.address for one in transaction.aliases._where()] == [OTHER]


def test_remembered_address_needs_our_servers_word_all_the_same(town: Storage) -> None:
    meeting, kept = waiting(town, by=OTHER)
    count_mail(town, kept.id, SECRETARY, NOW, remembers=True)
    assert took(town, mail(reply(meeting), by=OTHER, vouched=False), LATER) is Folder.HELD


@pytest.mark.parametrize(
    ("by", "vouched"),
    [(OTHER, False), ("noreply@moln.example", True)],
    ids=["not vouched for", "a service that writes for everybody"],
)
def test_address_that_may_be_anybodys_is_not_remembered(town: Storage, by: str, *, vouched: bool) -> None:
    meeting, kept = waiting(town, by=by, vouched=vouched)
    count_mail(town, kept.id, SECRETARY, NOW, remembers=True)
    assert took(town, mail(reply(meeting), by=by), LATER) is Folder.HELD


def test_colleagues_address_is_never_made_somebody_elses(town: Storage) -> None:
    meeting, kept = waiting(town, by="ali.rahimi@ekeby.example")
    with pytest.raises(AddressTaken):
        count_mail(town, kept.id, SECRETARY, NOW, remembers=True)
    assert (counting(town, meeting, id_of(town, POLICE))[0], only_held(town).waits) == (Answer.NONE, True)


def test_answer_from_an_unknown_address_can_be_somebodys_who_is_invited(town: Storage) -> None:
    """Exchange answers from somebody's main address, whichever one was invited."""
    meeting = confirmed(town)
    took(town, mail(reply(meeting, attendee=OTHER), by=OTHER))
    kept, lena = only_held(town), id_of(town, POLICE)
    assert lena in {person.id for person in invited_to(town, kept.id, SECRETARY, NOW)}
    count_mail(town, kept.id, SECRETARY, NOW, person_id=lena, remembers=True)
    assert counting(town, meeting, lena)[0] == Answer.ACCEPTED
    assert (
        took(town, mail(reply(meeting, Answer.DECLINED, attendee=OTHER, stamp=LATER), by=OTHER), LATER)
        is Folder.DONE
    )
    assert counting(town, meeting, lena)[0] == Answer.DECLINED


def test_mail_by_hand_counts_as_what_the_secretary_reads_in_it(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    about = invitation_mail_to(town, POLICE)
    took(town, mail(BY_HAND, about=(about,)))
    count_mail(town, only_held(town).id, SECRETARY, LATER, answer=Answer.DECLINED)
    assert counting(town, meeting, id_of(town, POLICE))[0] == Answer.DECLINED


def test_mail_by_hand_is_about_the_time_in_the_mail_it_answers(town: Storage) -> None:
    """Written before they read that the meeting was moved."""
    meeting = confirmed(town)
    while due := claim_due(town, Route.EMAIL, "worker", NOW + timedelta(minutes=1)):
        settle_sent(town, due, f"receipt of {due.delivery.id}", NOW)
    about = invitation_mail_to(town, POLICE)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    took(town, mail(BY_HAND, about=(about,)), LATER)
    kept = only_held(town)
    assert (kept.about_start, kept.about_end) == (meeting.start, meeting.end)
    facts = count_mail(town, kept.id, SECRETARY, LATER, answer=Answer.DECLINED)
    assert facts.mail.outcome == Outcome.COUNTED_EARLIER
    assert counting(town, meeting, id_of(town, POLICE))[0] == Answer.NONE
    assert standing(town, meeting) == [(Answer.DECLINED, Standing.OUTDATED)]


def test_mail_set_aside_changes_nothing(town: Storage) -> None:
    meeting, kept = waiting(town)
    facts = set_aside(town, kept.id, CHAIR, LATER)
    assert facts.mail.outcome == Outcome.SET_ASIDE
    assert counting(town, meeting, id_of(town, POLICE))[0] == Answer.NONE


@pytest.mark.parametrize("act", ACTS)
def test_mail_is_dealt_with_once(town: Storage, act: str) -> None:
    _, kept = waiting(town)
    set_aside(town, kept.id, CHAIR, LATER)
    with pytest.raises(AlreadySettled) as refused:
        ACTS[act](town, kept.id, SECRETARY)
    assert refused.value.by == "Karin Ahlgren"


def test_mail_that_was_dealt_with_is_shown_as_it_stands(town: Storage) -> None:
    _, kept = waiting(town)
    settled = set_aside(town, kept.id, CHAIR, LATER)
    assert held_mail(town, kept.id, SECRETARY, LATER) == settled


@pytest.mark.parametrize("act", ACTS_AND_LOOKS)
@pytest.mark.parametrize("who", [POLICE, STRANGER], ids=["a member", "a stranger"])
def test_only_chair_and_secretary_deal_with_mail(town: Storage, act: str, who: Who) -> None:
    _, kept = waiting(town)
    with pytest.raises(NotAllowed):
        ACTS_AND_LOOKS[act](town, kept.id, who)
    assert only_held(town).waits


@pytest.mark.parametrize("act", ACTS_AND_LOOKS)
def test_mail_that_is_not_there_is_gone(town: Storage, act: str) -> None:
    with pytest.raises(Gone):
        ACTS_AND_LOOKS[act](town, HeldMailId("nothing"), SECRETARY)


def test_everybody_who_was_told_sees_what_became_of_it(town: Storage) -> None:
    meeting, kept = proposed(town)
    for _ in range(20):
        due = claim_due(town, Route.SLACK, "worker", NOW)
        if due is None:
            break
        settle_sent(town, due, f"receipt of {due.delivery.id}", NOW)
    keep_time(town, kept.id, CHAIR, LATER)
    shown = []
    while due := claim_due(town, Route.SLACK, "worker", LATER):
        settle_sent(town, due, due.delivery.receipt, LATER)
        if isinstance(due.facts, HeldMailFacts) and due.person:
            shown.append((due.person.name, due.facts.mail.outcome))
    assert sorted(shown) == [("Henrik Boman", Outcome.KEPT), ("Karin Ahlgren", Outcome.KEPT)]
    assert meeting.uid


def test_proposed_time_is_moved_to_when_an_officer_says_so(town: Storage) -> None:
    meeting, kept = proposed(town)
    facts = move_to_proposed(town, kept.id, CHAIR, LATER, seen=meeting.version)
    assert facts.meeting is not None
    assert (facts.meeting.start, facts.meeting.end) == (
        meeting.start + timedelta(hours=1),
        meeting.end + timedelta(hours=1),
    )
    assert (facts.mail.outcome, facts.meeting.place) == (Outcome.MOVED, meeting.place)
    assert counting(town, meeting, id_of(town, POLICE))[0] == Answer.NONE


def test_proposed_time_is_not_moved_to_when_something_changed_meanwhile(town: Storage) -> None:
    meeting, kept = proposed(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, LATER)
    with pytest.raises(ChangedMeanwhile):
        move_to_proposed(town, kept.id, CHAIR, LATER, seen=meeting.version)
    assert only_held(town).waits


@pytest.mark.parametrize(
    ("hours", "error"), [(24 * 63, Clash), (-24 * 80, InThePast)], ids=["not free", "in the past"]
)
def test_proposed_time_that_cannot_be_is_refused(
    town: Storage, hours: int, error: type[KallelseError]
) -> None:
    confirmed(town, FEBRUARY)
    meeting = confirmed(town, DECEMBER)
    took(town, mail(counter(meeting, meeting.start + timedelta(hours=hours))))
    kept = only_held(town)
    assert not held_mail(town, kept.id, CHAIR, LATER).can_move
    with pytest.raises(error):
        move_to_proposed(town, kept.id, CHAIR, LATER)
    assert only_held(town).waits


def test_kept_time_is_told_to_who_proposed_another(town: Storage) -> None:
    _, kept = proposed(town)
    keep_time(town, kept.id, CHAIR, LATER)
    assert ("counter_declined", "email", "Lena Ström", 0) in ledger(town)


def test_nobody_is_told_of_a_proposal_they_may_not_have_made(town: Storage) -> None:
    meeting = confirmed(town)
    took(town, mail(counter(meeting, meeting.start + timedelta(hours=1)), vouched=False))
    keep_time(town, only_held(town).id, CHAIR, LATER)
    assert [debt for debt in ledger(town) if debt[0] == "counter_declined"] == []


def test_time_that_could_not_be_read_is_not_moved_to(town: Storage) -> None:
    meeting = confirmed(town)
    took(town, mail(counter(meeting, None)))
    kept = only_held(town)
    assert not held_mail(town, kept.id, CHAIR, LATER).can_move
    with pytest.raises(Gone):
        move_to_proposed(town, kept.id, CHAIR, LATER)


def test_whoever_is_sent_instead_becomes_a_guest(town: Storage) -> None:
    meeting = confirmed(town)
    took(town, mail(delegation(meeting)))
    sent_all(town)
    facts = invite_newcomer(town, only_held(town).id, CHAIR, LATER)
    assert facts.mail.outcome == Outcome.INVITED
    assert ("invitation", "email", "Siv Dahl", 0) in ledger(town)
    assert counting(town, meeting, person_with(town, SIV))[0] == Answer.NONE


def test_stand_in_who_has_accepted_is_invited_and_counted(town: Storage) -> None:
    meeting = confirmed(town)
    took(town, mail(reply(meeting, attendee=SIV), by=SIV, name="Siv Dahl"))
    invite_newcomer(town, only_held(town).id, SECRETARY, LATER)
    assert counting(town, meeting, person_with(town, SIV)) == (Answer.ACCEPTED, Source.EMAIL, "")


def test_stranger_nobody_vouches_for_is_invited_and_not_counted(town: Storage) -> None:
    meeting = confirmed(town)
    took(town, mail(reply(meeting, attendee=SIV), by=SIV, vouched=False))
    invite_newcomer(town, only_held(town).id, SECRETARY, LATER)
    assert counting(town, meeting, person_with(town, SIV))[0] == Answer.NONE


def test_mail_about_a_meeting_that_is_off_cannot_count(town: Storage) -> None:
    meeting, kept = waiting(town)
    cancel_meeting(town, meeting.id, CHAIR, "", LATER)
    with pytest.raises(WrongState):
        count_mail(town, kept.id, SECRETARY, LATER)
    assert only_held(town).waits


def test_mail_that_speaks_for_nobody_cannot_count_by_itself(town: Storage) -> None:
    meeting = confirmed(town)
    took(town, mail(reply(meeting, attendee=SIV), by=SIV))
    with pytest.raises(NotInvited):
        count_mail(town, only_held(town).id, SECRETARY, LATER)
    assert (len(held(town)), LENA in ledger(town)) == (1, False)

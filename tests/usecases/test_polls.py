"""A poll from its question to the meeting that comes of it, on both kinds of database."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.committee import Role
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.invitation import Source
from bot.domain.meeting import MeetingState
from bot.domain.permission import NotAllowed
from bot.domain.poll import Needs, PollOver, PollState, TooManyNeeded, WrongNumber
from bot.domain.proposal import ProposalSettled, UnreadLines
from bot.domain.schedule import Clash, InThePast
from bot.domain.warning import Warn
from bot.storage import Storage
from bot.usecases.access import Gone, Who
from bot.usecases.asking import NotAsked
from bot.usecases.deliveries import claim_due
from bot.usecases.meetings import Wish, plan_meeting
from bot.usecases.plans import move_date, plan_seen_by, rewrite_line
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import (
    PollText,
    keep_open,
    pick_time,
    poll_of_asked,
    poll_plan,
    poll_seen_by,
    poll_to_change,
    vote,
    withdraw_poll,
)
from bot.usecases.roster import add_seat, end_seat, roster
from bot.usecases.seating import SeatText
from tests.settling import settle_failed
from tests.threads import at_once, outcome
from tests.town import (
    CHAIR,
    COUNCIL,
    HERE,
    NOW,
    POLICE,
    RESCUE,
    SECRETARY,
    STRANGER,
    all_meetings,
    bare_council,
    id_of,
    ledger,
    sent_all,
)
from tests.usecases.silences import delivered
from tests.usecases.voting import LATER, THREE_TIMES, asked, draft, everybody_votes, votes

FRIDAY = datetime(2017, 10, 20, 12, 0)  # noqa: DTZ001  two days after the first deadline


def kinds(storage: Storage, state: str | None = "owed") -> list[tuple[str, str, str]]:
    return [row[:3] for row in ledger(storage, state) if row[0].startswith("poll")]


def test_everybody_with_a_seat_is_asked_where_they_are(town: Storage) -> None:
    facts = asked(town)
    questions = [row[1:] for row in kinds(town) if row[0] == DeliveryKind.POLL]
    assert questions == [
        ("email", "Greta Nyqvist"),
        ("slack", "Ali Rahimi"),
        ("slack", "Henrik Boman"),
        ("slack", "Karin Ahlgren"),
        ("slack", "Lena Ström"),
        ("slack", "Ulf Östberg"),
    ]
    assert [one.start.day for one in facts.alternatives] == [14, 15, 16]
    assert facts.poll.deadline == datetime(2017, 10, 18, 16, 0, tzinfo=NOW.tzinfo)


def test_more_people_than_are_asked_cannot_be_needed(town: Storage) -> None:
    plan = draft(town)
    with pytest.raises(TooManyNeeded) as refused:
        poll_plan(town, plan, CHAIR, PollText(Needs(quorum=7)), NOW)
    assert (refused.value.quorum, refused.value.asked, kinds(town)) == (7, 6, [])
    assert poll_plan(town, plan, CHAIR, PollText(Needs(quorum=6)), NOW).poll.quorum == 6


def test_plan_becomes_one_poll_however_often_it_is_asked(town: Storage) -> None:
    plan = draft(town)
    poll_plan(town, plan, CHAIR, PollText(), NOW)
    with pytest.raises(ProposalSettled):
        poll_plan(town, plan, SECRETARY, PollText(), NOW)
    with town.reading() as transaction:
        assert len(transaction.polls._where()) == 1


def test_nobody_is_asked_while_a_line_could_not_be_read(town: Storage) -> None:
    plan = draft(town, f"{THREE_TIMES}; någon gång i vår")
    with pytest.raises(UnreadLines):
        poll_plan(town, plan, SECRETARY, PollText(), NOW)
    assert kinds(town) == []
    rewrite_line(town, plan, SECRETARY, "någon gång i vår", "17/11 kl 9", NOW)
    assert len(poll_plan(town, plan, SECRETARY, PollText(), NOW).alternatives) == 4


def test_chair_and_secretary_are_warned_of_clashes_and_others_of_days_off(town: Storage) -> None:
    facts = asked(town, "30/3 2018 kl 10; 3/4 2018 kl 10")
    other = bare_council(town, replace(COUNCIL, name="Trygg i Ekeby", short_name="Trygg"))
    plan_meeting(town, other.id, SECRETARY, Wish(datetime.fromisoformat("2018-04-03 11:00")), NOW)
    plan_meeting(town, facts.committee.id, SECRETARY, Wish(datetime.fromisoformat("2018-03-30 09:00")), NOW)

    def warned(found: PollFacts) -> list[list[tuple[Warn, tuple[str, ...]]]]:
        return [[(one.kind, one.people) for one in found.warnings[time.id]] for time in found.alternatives]

    assert warned(poll_to_change(town, facts.poll.id, CHAIR, NOW)) == [
        [(Warn.OWN_MEETING, ()), (Warn.HOLIDAY, ())],
        [(Warn.ELSEWHERE, ("Henrik Boman",))],
    ]
    assert warned(poll_seen_by(town, facts.poll.id, POLICE, NOW)) == [[(Warn.HOLIDAY, ())], []]
    withdrawn = withdraw_poll(town, facts.poll.id, CHAIR, NOW)
    assert withdrawn.warnings == {}


@pytest.mark.parametrize("who", [POLICE, STRANGER])
def test_poll_is_made_by_chair_and_secretary(town: Storage, who: Who) -> None:
    with pytest.raises(NotAllowed):
        poll_plan(town, draft(town), who, PollText(), NOW)


@pytest.mark.parametrize(
    "times", ["14/11 kl 10", "varje tisdag kl 10 till och med juni"], ids=["one", "many"]
)
def test_poll_has_between_two_and_twenty_times(town: Storage, times: str) -> None:
    with pytest.raises(WrongNumber):
        asked(town, times)
    assert kinds(town) == []


def test_poll_about_a_time_that_has_passed_is_refused(town: Storage) -> None:
    plan = draft(town)
    with pytest.raises(InThePast):
        poll_plan(town, plan, CHAIR, PollText(), NOW + timedelta(days=60))


def test_poll_about_a_time_when_the_committee_meets_is_refused(town: Storage) -> None:
    plan_meeting(town, HERE, SECRETARY, Wish(datetime(2017, 11, 15, 11, 0)), NOW)  # noqa: DTZ001
    with pytest.raises(Clash):
        asked(town)
    assert kinds(town) == []


def test_votes_count_whichever_way_they_come(town: Storage) -> None:
    facts = asked(town, needs=Needs(chair=True, each_organisation=True))
    everybody_votes(town, facts)
    vote(town, facts.poll.id, RESCUE, votes(facts, "?--"), LATER)
    seen = poll_seen_by(town, facts.poll.id, CHAIR, LATER)
    assert [(one.alternative.start.day, one.can, one.does) for one in seen.ranking] == [
        (16, 6, True),
        (14, 6, True),
        (15, 0, False),
    ]
    assert {one.source for one in seen.asked} == {Source.SLACK, Source.LINK}


def test_vote_left_out_leaves_the_question_open(town: Storage) -> None:
    facts = asked(town)
    seen = vote(town, facts.poll.id, POLICE, votes(facts, "y--"), LATER)
    assert seen.own is not None
    assert (seen.own.answered_at, seen.own.has_seen, len(seen.own_votes)) == (None, True, 1)
    seen = vote(town, facts.poll.id, POLICE, votes(facts, "-nn"), LATER)
    assert seen.own is not None
    assert (seen.own.answered_at, seen.own_votes) == (LATER, votes(facts, "ynn"))


def test_who_was_not_asked_cannot_vote(town: Storage) -> None:
    facts = asked(town)
    with pytest.raises(NotAsked):
        vote(town, facts.poll.id, STRANGER, votes(facts, "yyy"), LATER)
    remembered = vote(town, facts.poll.id, POLICE, votes(facts, "yyy"), LATER).asked[0].person_id
    assert poll_of_asked(town, facts.poll.id, remembered, LATER).asker is not None
    with pytest.raises(Gone):
        poll_of_asked(town, facts.poll.id, type(remembered)("nobody"), LATER)


def test_vote_after_the_deadline_is_refused(town: Storage) -> None:
    facts = asked(town)
    with pytest.raises(PollOver):
        vote(town, facts.poll.id, POLICE, votes(facts, "yyy"), facts.poll.deadline)


def test_hidden_votes_stay_with_chair_and_secretary(town: Storage) -> None:
    facts = asked(town, hides_votes=True)
    shown = [
        poll_seen_by(town, facts.poll.id, who, LATER).shows_answers for who in (CHAIR, SECRETARY, POLICE)
    ]
    assert shown == [True, True, False]
    pick_time(town, facts.poll.id, facts.alternatives[0].id, CHAIR, LATER)
    assert not poll_seen_by(town, facts.poll.id, POLICE, LATER).shows_answers


def test_picked_time_becomes_a_meeting_that_everybody_is_invited_to(town: Storage) -> None:
    facts = asked(town)
    vote(town, facts.poll.id, POLICE, votes(facts, "nyn"), LATER)
    picked = pick_time(town, facts.poll.id, facts.alternatives[1].id, CHAIR, LATER)
    (meeting,) = all_meetings(town)
    invited = {row[2] for row in ledger(town) if row[0] == "invitation"}
    assert (meeting.state, meeting.slot) == (MeetingState.CONFIRMED, facts.alternatives[1].slot)
    assert (picked.poll.state, picked.poll.meeting_id) == (PollState.DECIDED, meeting.id)
    assert len(invited) == 6


def test_video_link_of_a_planned_date_comes_along_to_the_meeting(town: Storage) -> None:
    plan, link = draft(town), "https://video.ekeby.example/bra"
    first = plan_seen_by(town, plan, SECRETARY, NOW).dates[0]
    move_date(town, first.id, SECRETARY, Wish(datetime(2017, 11, 14, 9, 0), link=link), NOW)  # noqa: DTZ001
    facts = poll_plan(town, plan, SECRETARY, PollText(), NOW)
    pick_time(town, facts.poll.id, facts.alternatives[0].id, CHAIR, LATER)
    assert [(one.start.day, one.link) for one in all_meetings(town)] == [(14, link)]


def test_picking_twice_makes_one_meeting(town: Storage) -> None:
    facts = asked(town)
    first, second = facts.alternatives[:2]
    for _ in range(2):
        pick_time(town, facts.poll.id, first.id, CHAIR, LATER)
    with pytest.raises(PollOver):
        pick_time(town, facts.poll.id, second.id, SECRETARY, LATER)
    assert len(all_meetings(town)) == 1


def test_two_who_pick_at_once_make_one_meeting(town: Storage) -> None:
    facts = asked(town)

    def pick(number: int, who: Who) -> PollState:
        return pick_time(town, facts.poll.id, facts.alternatives[number].id, who, LATER).poll.state

    results = at_once(outcome(lambda: pick(0, CHAIR)), outcome(lambda: pick(1, SECRETARY)))
    assert sorted(type(one).__name__ for one in results) == ["PollOver", "PollState"]
    assert len(all_meetings(town)) == 1


def test_time_that_is_taken_meanwhile_is_not_picked(town: Storage) -> None:
    first, second = asked(town), asked(town)
    pick_time(town, first.poll.id, first.alternatives[0].id, CHAIR, LATER)
    with pytest.raises(Clash):
        pick_time(town, second.poll.id, second.alternatives[0].id, CHAIR, LATER)
    assert poll_seen_by(town, second.poll.id, CHAIR, LATER).poll.is_open


def test_picking_is_for_chair_and_secretary(town: Storage) -> None:
    facts = asked(town)
    with pytest.raises(NotAllowed):
        pick_time(town, facts.poll.id, facts.alternatives[0].id, POLICE, LATER)


def test_officers_hear_when_everybody_has_voted_else_at_the_deadline(town: Storage) -> None:
    facts = asked(town)
    sent_all(town, NOW)
    assert due_at(town) == {facts.poll.deadline}
    everybody_votes(town, facts)
    assert due_at(town) == {LATER}


def due_at(storage: Storage) -> set[datetime]:
    with storage.reading() as transaction:
        rows = transaction.deliveries._where()
    return {row.due_at for row in rows if row.kind == DeliveryKind.POLL_WAITS and not row.was_tried}


def reached(storage: Storage, kind: DeliveryKind, who: Who) -> list[int]:
    """The poll's editions of which a message of this kind has reached them."""
    with storage.reading() as transaction:
        rows = transaction.deliveries._where()
    person_id = id_of(storage, who)
    return sorted(
        row.sequence for row in rows if (row.kind, row.person_id) == (kind, person_id) and row.shown
    )


def test_withdrawn_poll_takes_no_votes_and_tells_those_outside_the_channel(town: Storage) -> None:
    facts = asked(town)
    for _ in range(2):
        withdraw_poll(town, facts.poll.id, SECRETARY, LATER)
    with pytest.raises(PollOver):
        vote(town, facts.poll.id, POLICE, votes(facts, "yyy"), LATER)
    assert ("poll_over", "email", "Greta Nyqvist") in kinds(town)


def test_poll_withdrawn_before_it_went_out_is_told_to_nobody(town: Storage) -> None:
    facts = asked(town)
    withdraw_poll(town, facts.poll.id, SECRETARY, NOW)
    assert delivered(town) == []


def test_poll_that_may_have_arrived_before_it_was_withdrawn_is_told(town: Storage) -> None:
    facts = asked(town)
    due = claim_due(town, Route.EMAIL, "worker", NOW)
    assert due is not None
    settle_failed(town, due, "timeout", NOW, permanent=False, in_doubt=True)
    withdraw_poll(town, facts.poll.id, SECRETARY, NOW)
    assert ("poll_over", "Greta Nyqvist") in delivered(town)


def test_whom_slack_cannot_reach_is_asked_reminded_and_told_by_mail(town: Storage) -> None:
    facts = asked(town)
    lena, slack = frozenset({"Lena Ström"}), frozenset({Route.SLACK})
    assert ("poll", "Lena Ström") in delivered(town, refused=lena, refused_by=slack)
    reminder = facts.poll.deadline - timedelta(days=2)
    assert ("poll_reminder", "Lena Ström") in delivered(town, reminder, refused=lena, refused_by=slack)
    assert poll_seen_by(town, facts.poll.id, SECRETARY, reminder).failed == frozenset()
    withdraw_poll(town, facts.poll.id, SECRETARY, reminder)
    assert ("poll_over", "Lena Ström") in delivered(town, reminder, refused=lena, refused_by=slack)


def test_another_deadline_opens_the_poll_again(town: Storage) -> None:
    facts = asked(town)
    after = facts.poll.deadline + timedelta(hours=1)
    sent_all(town, after)
    kept = keep_open(town, facts.poll.id, CHAIR, FRIDAY, after)
    assert kept.takes_votes
    vote(town, facts.poll.id, POLICE, votes(facts, "yyy"), after)
    assert due_at(town) == {kept.poll.deadline}


def test_officers_hear_again_when_another_deadline_has_passed(town: Storage) -> None:
    facts = asked(town)
    delivered(town, facts.poll.deadline)
    kept = keep_open(town, facts.poll.id, CHAIR, FRIDAY, facts.poll.deadline)
    delivered(town, kept.poll.deadline - timedelta(seconds=1))
    assert reached(town, DeliveryKind.POLL_WAITS, CHAIR) == [1]
    delivered(town, kept.poll.deadline)
    assert reached(town, DeliveryKind.POLL_WAITS, CHAIR) == [1, 2]


def test_silent_member_is_reminded_again_of_another_deadline(town: Storage) -> None:
    facts = asked(town)
    for now in (NOW, facts.poll.deadline - timedelta(days=2), facts.poll.deadline):
        delivered(town, now)
    kept = keep_open(town, facts.poll.id, CHAIR, FRIDAY, facts.poll.deadline)
    delivered(town, kept.poll.deadline - timedelta(hours=1))
    assert reached(town, DeliveryKind.POLL_REMINDER, POLICE) == [1, 2]


def test_reminder_of_a_deadline_that_no_longer_stands_is_not_sent(town: Storage) -> None:
    facts = asked(town)
    delivered(town)
    keep_open(town, facts.poll.id, CHAIR, datetime(2017, 11, 3, 12, 0), LATER)  # noqa: DTZ001
    delivered(town, facts.poll.deadline - timedelta(days=2))
    assert reached(town, DeliveryKind.POLL_REMINDER, POLICE) == []


def test_messages_are_drawn_again_when_the_deadline_passes(town: Storage) -> None:
    facts = asked(town)
    delivered(town)
    vote(town, facts.poll.id, POLICE, votes(facts, "yyy"), LATER)
    delivered(town, LATER + timedelta(minutes=1))
    delivered(town, facts.poll.deadline - timedelta(seconds=1))
    drawn = delivered(town, facts.poll.deadline)
    assert [
        one for one in drawn if one in {("poll", "Lena Ström"), ("poll", "Ali Rahimi"), ("poll_card", "")}
    ] == [
        ("poll", "Ali Rahimi"),
        ("poll", "Lena Ström"),
        ("poll_card", ""),
    ]
    assert delivered(town, facts.poll.deadline + timedelta(days=1)) == []


def test_newcomer_is_asked_and_who_leaves_no_longer_counts(town: Storage) -> None:
    facts = asked(town)
    add_seat(town, facts.committee.id, SECRETARY, STRANGER, SeatText("biblioteket", Role.MEMBER), LATER)
    seat = next(
        line.seat
        for line in roster(town, facts.committee.id, SECRETARY, LATER).lines
        if line.person.id == id_of(town, POLICE)
    )
    end_seat(town, seat.id, SECRETARY, LATER)
    seen = poll_seen_by(town, facts.poll.id, CHAIR, LATER + timedelta(days=1))
    names = {seen.people[one.person_id].name for one in seen.counted}
    assert "Tove Lind" in names
    assert "Lena Ström" not in names

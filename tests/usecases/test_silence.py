"""The silence procedure: dates stand unless somebody objects before the deadline, and silence counts for those reached."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain.asking import Asked
from bot.domain.committee import Committee, Role
from bot.domain.deadline import DeadlineAfterDate, DeadlinePassed
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.invitation import Source
from bot.domain.meeting import MeetingState, WrongState
from bot.domain.permission import NotAllowed
from bot.domain.proposal import (
    AlreadyPut,
    DateSettled,
    DateState,
    ProposalSettled,
    ProposalState,
    ReasonNeeded,
)
from bot.storage import Storage
from bot.usecases.asking import NotAsked
from bot.usecases.changing import cancel_meeting, confirm_meeting, move_meeting
from bot.usecases.keeping_time import keep_time
from bot.usecases.meetings import Wish
from bot.usecases.plans import add_to_plan
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposal_gathering import adopted_dates
from bot.usecases.proposals import (
    Reply,
    answer_proposal,
    answer_proposal_as,
    ask_unreached_again,
    go_ahead,
    mark_seen,
    proposal_of_asked,
    set_deadline,
    withdraw_proposal,
)
from bot.usecases.putting import put_meeting, put_to_members
from bot.usecases.roster import add_seat, end_seat
from bot.usecases.seating import SeatText
from bot.usecases.settling import change_date, drop_date, keep_date
from tests.town import (
    CHAIR,
    HERE,
    HOUSING,
    NOW,
    POLICE,
    RESCUE,
    SCHOOLS,
    SECRETARY,
    STRANGER,
    all_meetings,
    id_of,
    planned,
)
from tests.usecases.silences import (
    DEADLINE,
    FINE,
    REMINDER,
    dates_now,
    delivered,
    now_of,
    objects,
    owed,
    put,
    states,
)

ALL = ["Ali Rahimi", "Greta Nyqvist", "Henrik Boman", "Karin Ahlgren", "Lena Ström", "Ulf Östberg"]
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


# Put to the members


def test_everybody_is_asked_where_they_are_and_the_channel_gets_one_card(town: Storage) -> None:
    facts = put(town)
    assert (facts.proposal.state, facts.proposal.deadline) == (ProposalState.OPEN, DEADLINE)
    assert delivered(town) == [("proposal", name) for name in ALL] + [("proposal_card", "")]
    with town.reading() as transaction:
        asked = transaction.asked.about([facts.proposal.id])
        names = transaction.people.named(one.person_id for one in asked)
    ways = {names[one.person_id].name: (one.reached_by, one.reached_at) for one in asked}
    slack = (Route.SLACK, NOW)
    assert ways == dict.fromkeys(ALL, slack) | {"Greta Nyqvist": (Route.EMAIL, NOW)}


def test_whom_slack_cannot_reach_is_asked_and_reminded_by_mail(town: Storage) -> None:
    """Their account was closed, or takes no messages: they have an address all the same."""
    facts = put(town)
    slack_alone = frozenset({Route.SLACK})
    lena = frozenset({"Lena Ström"})
    assert ("proposal", "Lena Ström") in delivered(town, refused=lena, refused_by=slack_alone)
    seen = proposal_of_asked(town, facts.proposal.id, id_of(town, SECRETARY), NOW)
    assert {seen.name(one.person_id): one.reached_by for one in seen.asked}["Lena Ström"] == Route.EMAIL
    assert (seen.unreached, seen.failed) == ((), frozenset())
    reminded = delivered(town, REMINDER, refused=lena, refused_by=slack_alone)
    assert ("proposal_reminder", "Lena Ström") in reminded
    keep_time(town, DEADLINE)
    told = delivered(town, DEADLINE, refused=lena, refused_by=slack_alone)
    assert ("proposal_outcome", "Lena Ström") in told


def test_whom_neither_slack_nor_mail_reaches_is_not_reached(town: Storage) -> None:
    facts = put(town)
    delivered(town, refused=frozenset({"Lena Ström"}))
    seen = proposal_of_asked(town, facts.proposal.id, id_of(town, SECRETARY), NOW)
    assert [seen.name(one.person_id) for one in seen.unreached] == ["Lena Ström"]
    assert owed(town, DeliveryKind.PROPOSAL) == []


def test_dates_become_planned_meetings_that_nobody_is_invited_to(town: Storage) -> None:
    put(town)
    assert [one.state for one in all_meetings(town)] == [MeetingState.PLANNED] * 3
    assert owed(town, DeliveryKind.INVITATION) == []


def test_only_chair_and_secretary_put_dates(town: Storage) -> None:
    plan = add_to_plan(town, HERE, SECRETARY, "1 mars kl 10", NOW)
    for who in (POLICE, STRANGER):
        with pytest.raises(NotAllowed):
            put_to_members(town, plan.proposal.id, who, NOW)
    put_to_members(town, plan.proposal.id, CHAIR, NOW)
    with pytest.raises(ProposalSettled):
        put_to_members(town, plan.proposal.id, SECRETARY, NOW)


def test_deadline_lies_ahead_and_before_the_first_date(town: Storage) -> None:
    plan = add_to_plan(town, HERE, SECRETARY, "16 oktober kl 10\n1 mars kl 10", NOW)
    with pytest.raises(DeadlineAfterDate):
        put_to_members(town, plan.proposal.id, SECRETARY, NOW)
    with pytest.raises(DeadlinePassed):
        put_to_members(town, plan.proposal.id, SECRETARY, NOW, deadline=wall("2017-10-11T08:00"))
    facts = put_to_members(town, plan.proposal.id, SECRETARY, NOW, deadline=wall("2017-10-13T12:00"))
    assert facts.proposal.deadline == datetime.fromisoformat("2017-10-13T10:00+00:00")
    assert len(all_meetings(town)) == 2


def test_a_planned_meeting_is_put_as_it_is(town: Storage) -> None:
    meeting = planned(town)
    facts = put_meeting(town, meeting.id, SECRETARY, NOW)
    assert [(one.start, one.meeting_id) for one in facts.dates] == [(meeting.start, meeting.id)]
    with pytest.raises(AlreadyPut):
        put_meeting(town, meeting.id, CHAIR, NOW)
    confirm_meeting(town, meeting.id, CHAIR, NOW)
    with pytest.raises(WrongState):
        put_meeting(town, meeting.id, CHAIR, NOW)


# Adopted in silence


def test_silence_adopts_and_invites_by_itself(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    keep_time(town, DEADLINE - SECOND)
    assert states(town, facts) == ["open"] * 3
    keep_time(town, DEADLINE)
    assert states(town, facts) == ["adopted"] * 3
    assert [one.state for one in all_meetings(town)] == [MeetingState.CONFIRMED] * 3
    got = delivered(town, DEADLINE + 4 * SECOND)
    assert [one for one in got if one[0] == "proposal_outcome"] == [
        ("proposal_outcome", ""),
        ("proposal_outcome", "Greta Nyqvist"),
    ]
    assert [one[0] for one in got].count("invitation") == 3 * 11
    assert [one for one in got if one[0] == "proposal_waits"] == []


def quoted_since(
    storage: Storage, committee: Committee, after: datetime | None = None
) -> tuple[ProposalFacts, ...]:
    with storage.reading() as transaction:
        return adopted_dates(transaction, committee, DEADLINE, until=DEADLINE, after=after)


def test_what_was_adopted_can_be_quoted(town: Storage, committee: Committee) -> None:
    facts = put(town)
    delivered(town)
    objects(town, facts, POLICE, 1)
    keep_time(town, DEADLINE)
    (quoted,) = quoted_since(town, committee)
    adopted = [f"{one.start:%Y-%m-%d}" for one in quoted.in_state(DateState.ADOPTED)]
    assert adopted == ["2018-03-01", "2018-05-03"]
    assert (quoted.proposal.settled_at, quoted.proposal.settled_by) == (DEADLINE, None)
    assert {quoted.name(one.person_id): one.reached_by for one in quoted.asked} == {
        name: Route.EMAIL if name == "Greta Nyqvist" else Route.SLACK for name in ALL
    }
    assert quoted_since(town, committee, DEADLINE) == ()


def test_deadline_is_kept_once_however_often_time_is_kept(town: Storage) -> None:
    put(town)
    delivered(town)
    for later in range(5):
        keep_time(town, DEADLINE + later * SECOND)
    delivered(town, DEADLINE + 10 * SECOND)
    assert delivered(town, DEADLINE + DAY) == []


def test_bot_that_was_down_at_the_deadline_takes_it_up_later_but_confirms_nothing_that_is_past(
    town: Storage,
) -> None:
    facts = put(town)
    delivered(town)
    keep_time(town, facts.dates[1].start - DAY)
    assert states(town, facts) == ["adopted"] * 3
    assert [one.state for one in all_meetings(town)] == [
        MeetingState.PLANNED,
        MeetingState.CONFIRMED,
        MeetingState.CONFIRMED,
    ]


# Objections


def test_an_objection_stops_that_date_alone(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    objects(town, facts, POLICE, 1)
    keep_time(town, DEADLINE)
    assert states(town, facts) == ["adopted", "objected", "adopted"]
    assert [one.state for one in all_meetings(town)] == [
        MeetingState.CONFIRMED,
        MeetingState.PLANNED,
        MeetingState.CONFIRMED,
    ]


def test_an_objection_needs_a_reason(town: Storage) -> None:
    facts = put(town)
    with pytest.raises(ReasonNeeded):
        objects(town, facts, POLICE, 0, reason="  ")


def test_chair_and_secretary_hear_of_an_objection_at_once(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    objects(town, facts, POLICE, 1)
    got = delivered(town, NOW + 4 * SECOND)
    assert [name for kind, name in got if kind == "proposal_waits"] == ["Henrik Boman", "Karin Ahlgren"]


def test_mind_can_be_changed_until_the_deadline_and_what_was_said_is_kept(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    objects(town, facts, POLICE, 0, 1)
    answer_proposal(town, facts.proposal.id, POLICE, FINE, NOW + DAY)
    answer_proposal(town, facts.proposal.id, RESCUE, FINE, NOW)
    objects(town, facts, RESCUE, 2)
    keep_time(town, DEADLINE)
    assert states(town, facts) == ["adopted", "adopted", "objected"]
    with town.reading() as transaction:
        made = transaction.objections._where()
    assert sorted(one.taken_back_at is None for one in made) == [False, False, True]
    with pytest.raises(ProposalSettled):
        answer_proposal(town, facts.proposal.id, POLICE, FINE, DEADLINE + SECOND)


def test_newest_reply_stands_for_all_dates(town: Storage) -> None:
    facts = put(town)
    objects(town, facts, POLICE, 0, 1)
    after = objects(town, facts, POLICE, 1, 2)
    assert sorted(one.date_id for one in after.objections) == sorted(one.id for one in facts.dates[1:])


def test_same_reply_twice_is_one(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    for moment in (NOW, NOW + DAY):
        objects(town, facts, POLICE, 0, now=moment)
    with town.reading() as transaction:
        assert len(transaction.objections._where()) == 1


def test_whoever_has_an_address_only_answers_by_link(town: Storage) -> None:
    facts = put(town)
    with town.reading() as transaction:
        greta = transaction.people.with_email(HOUSING.email)
    assert greta is not None
    reply = Reply(Source.LINK, frozenset({facts.dates[0].id}), "Flyttdag", "veckan efter")
    seen = answer_proposal_as(town, facts.proposal.id, greta.id, reply, NOW)
    assert [(one.reason, one.suggestion, one.source) for one in seen.own_objections] == [
        ("Flyttdag", "veckan efter", Source.LINK)
    ]


def test_own_objections_stand_in_the_order_of_their_dates(town: Storage) -> None:
    """Whatever order they were written down in: they are made in one breath."""
    facts = put(town)
    objects(town, facts, POLICE, 2)
    objects(town, facts, POLICE, 0, 2, now=NOW + DAY)
    seen = objects(town, facts, POLICE, 0, 1, 2, now=NOW + 2 * DAY)
    assert [one.date_id for one in seen.own_objections] == [date.id for date in facts.dates]


def test_who_has_no_seat_says_nothing(town: Storage) -> None:
    facts = put(town)
    with pytest.raises(NotAllowed):
        answer_proposal(town, facts.proposal.id, STRANGER, FINE, NOW)
    with pytest.raises(NotAsked):
        mark_seen(town, facts.proposal.id, STRANGER, NOW)


def test_names_of_objectors_are_for_chair_and_secretary_until_the_deadline(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    objects(town, facts, POLICE, 1)

    def shows() -> list[bool]:
        return [
            proposal_of_asked(town, facts.proposal.id, id_of(town, who), DEADLINE).shows_names
            for who in (CHAIR, RESCUE)
        ]

    before = shows()
    keep_time(town, DEADLINE)
    assert (before, shows()) == ([True, False], [True, True])


# What chair and secretary do with dates that were objected to


def objected(storage: Storage) -> ProposalFacts:
    facts = put(storage)
    delivered(storage)
    objects(storage, facts, POLICE, 1)
    keep_time(storage, DEADLINE)
    delivered(storage, DEADLINE)
    return facts


def test_objected_dates_come_back_in_a_message_of_their_own(town: Storage, committee: Committee) -> None:
    """One that is only edited calls nobody; an officer who has e-mail only hears of it there."""
    greta = SeatText("Ekebybostäder", Role.VICE_CHAIR)
    add_seat(town, committee.id, SECRETARY, HOUSING, greta, NOW)
    facts = put(town)
    delivered(town)
    objects(town, facts, POLICE, 0)
    first = delivered(town)
    keep_time(town, DEADLINE)
    with town.reading() as transaction:
        rows = transaction.deliveries.about(facts.proposal.id, DeliveryKind.PROPOSAL_WAITS)
        people = transaction.people.named(one.person_id for one in rows)
    new = [
        (people[one.person_id].name, one.route)
        for one in rows
        if one.person_id and not (one.was_tried or one.sequence)
    ]
    assert [name for kind, name in first if kind == "proposal_waits"] == [
        "Greta Nyqvist",
        "Henrik Boman",
        "Karin Ahlgren",
    ]
    assert sorted(one for one in new if one[1] != Route.EMAIL) == [
        ("Henrik Boman", Route.SLACK),
        ("Karin Ahlgren", Route.SLACK),
    ]
    assert [one for one in new if one[1] == Route.EMAIL] == [("Greta Nyqvist", Route.EMAIL)]


def test_objected_date_can_be_kept_all_the_same(town: Storage) -> None:
    facts = objected(town)
    kept = keep_date(town, facts.dates[1].id, CHAIR, DEADLINE)
    keep_time(town, DEADLINE + SECOND)
    assert [one.state for one in all_meetings(town)] == [MeetingState.CONFIRMED] * 3
    assert [kept.name(one.settled_by) for one in kept.dates] == ["", "Karin Ahlgren", ""]
    with pytest.raises(DateSettled):
        drop_date(town, facts.dates[1].id, SECRETARY, DEADLINE)


def test_objected_date_can_be_dropped_and_nobody_is_told_of_a_meeting_they_never_heard_of(
    town: Storage,
) -> None:
    facts = objected(town)
    drop_date(town, facts.dates[1].id, SECRETARY, DEADLINE)
    keep_time(town, DEADLINE + SECOND)
    assert all_meetings(town)[1].state == MeetingState.CANCELLED
    got = delivered(town, DEADLINE + 10 * SECOND)
    assert [one for one in got if one[0] == "invitation"] == []


def test_objected_date_is_changed_and_put_anew(town: Storage) -> None:
    facts = objected(town)
    wish = Wish(wall("2018-04-12T13:00"))
    anew = change_date(town, facts.dates[1].id, SECRETARY, wish, DEADLINE)
    assert states(town, facts) == ["adopted", "withdrawn", "adopted"]
    assert anew.proposal.deadline == DEADLINE + 7 * DAY
    assert anew.dates[0].meeting_id == facts.dates[1].meeting_id
    got = delivered(town, DEADLINE + 4 * SECOND)
    assert [name for kind, name in got if kind == "proposal" and name].count("Greta Nyqvist") == 1
    keep_time(town, DEADLINE + 7 * DAY)
    assert [one.state for one in all_meetings(town)] == [MeetingState.CONFIRMED] * 3


def test_only_chair_and_secretary_decide_about_objected_dates(town: Storage) -> None:
    facts = objected(town)
    for act in (keep_date, drop_date):
        with pytest.raises(NotAllowed):
            act(town, facts.dates[1].id, POLICE, DEADLINE)


# Reached, or not


def test_who_was_not_reached_is_not_silent(town: Storage) -> None:
    facts = put(town)
    delivered(town, refused=frozenset({"Greta Nyqvist"}))
    keep_time(town, DEADLINE)
    assert now_of(town, facts).state == ProposalState.WAITING
    assert states(town, facts) == ["open"] * 3
    got = delivered(town, DEADLINE + 4 * SECOND)
    assert [name for kind, name in got if kind == "proposal_waits"] == ["Henrik Boman", "Karin Ahlgren"]
    keep_time(town, DEADLINE + DAY)
    assert now_of(town, facts).state == ProposalState.WAITING


def test_chair_goes_ahead_though_somebody_was_not_reached(town: Storage, committee: Committee) -> None:
    facts = put(town)
    delivered(town, refused=frozenset({"Greta Nyqvist"}))
    keep_time(town, DEADLINE)
    with pytest.raises(NotAllowed):
        go_ahead(town, facts.proposal.id, POLICE, DEADLINE)
    go_ahead(town, facts.proposal.id, CHAIR, DEADLINE)
    keep_time(town, DEADLINE + SECOND)
    assert [one.state for one in all_meetings(town)] == [MeetingState.CONFIRMED] * 3
    (quoted,) = quoted_since(town, committee)
    assert quoted.name(quoted.proposal.settled_by) == "Karin Ahlgren"
    assert [quoted.name(one.person_id) for one in quoted.unreached] == ["Greta Nyqvist"]


def test_more_time_and_another_try_reach_somebody(town: Storage) -> None:
    facts = put(town)
    delivered(town, refused=frozenset({"Greta Nyqvist"}))
    keep_time(town, DEADLINE)
    delivered(town, DEADLINE)
    set_deadline(town, facts.proposal.id, SECRETARY, wall("2017-10-25T18:00"), DEADLINE + SECOND)
    ask_unreached_again(town, facts.proposal.id, SECRETARY, DEADLINE + SECOND)
    delivered(town, DEADLINE + 5 * SECOND)
    keep_time(town, DEADLINE + 7 * DAY)
    assert now_of(town, facts).state == ProposalState.CLOSED
    assert states(town, facts) == ["adopted"] * 3


def test_chair_is_told_whom_it_has_not_reached_while_there_is_time(town: Storage) -> None:
    put(town)
    delivered(town, refused=frozenset({"Greta Nyqvist"}))
    got = delivered(town, REMINDER)
    assert [name for kind, name in got if kind == "proposal_waits"] == ["Henrik Boman", "Karin Ahlgren"]


def test_chair_is_not_bothered_when_everybody_is_reached(town: Storage) -> None:
    put(town)
    delivered(town)
    assert [one for one in delivered(town, REMINDER) if one[0] == "proposal_waits"] == []


def test_who_answered_was_reached_whatever_the_mail_server_says(town: Storage) -> None:
    facts = put(town)
    delivered(town, refused=frozenset({"Lena Ström"}))
    answer_proposal(town, facts.proposal.id, POLICE, FINE, NOW)
    keep_time(town, DEADLINE)
    assert now_of(town, facts).state == ProposalState.CLOSED


# Reminders


def test_reminder_goes_once_to_those_who_have_neither_seen_nor_answered(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    answer_proposal(town, facts.proposal.id, CHAIR, FINE, NOW)
    objects(town, facts, POLICE, 0)
    mark_seen(town, facts.proposal.id, RESCUE, NOW)
    delivered(town, NOW + 4 * SECOND)
    assert delivered(town, REMINDER - SECOND) == []
    reminded = [one for one in delivered(town, REMINDER) if one[0] == "proposal_reminder"]
    assert [name for _, name in reminded] == ["Greta Nyqvist", "Henrik Boman", "Ulf Östberg"]
    assert delivered(town, DEADLINE - SECOND) == []


def test_reminder_in_slack_is_drawn_again_with_the_answer_and_the_outcome(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    delivered(town, REMINDER)
    answer_proposal(town, facts.proposal.id, POLICE, FINE, REMINDER + SECOND)
    answered = delivered(town, REMINDER + 4 * SECOND)
    assert [name for kind, name in answered if kind == "proposal_reminder"] == ["Lena Ström"]
    withdraw_proposal(town, facts.proposal.id, SECRETARY, REMINDER + DAY)
    settled = [name for kind, name in delivered(town, REMINDER + DAY) if kind == "proposal_reminder"]
    assert ("Lena Ström" in settled, "Greta Nyqvist" in settled) == (True, False)


def test_nobody_is_reminded_of_what_is_settled(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    withdraw_proposal(town, facts.proposal.id, SECRETARY, NOW)
    got = delivered(town, REMINDER)
    assert [one for one in got if one[0] == "proposal_reminder"] == []


def test_reminder_moves_with_the_deadline(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    set_deadline(town, facts.proposal.id, CHAIR, wall("2017-10-25T18:00"), NOW)
    assert {due for _, due in owed(town, DeliveryKind.PROPOSAL_REMINDER)} == {REMINDER + 7 * DAY}


def test_whoever_was_away_when_the_others_were_reminded_is_reminded_of_another_deadline(
    town: Storage,
) -> None:
    facts = put(town)
    delivered(town)
    with town.reading() as transaction:
        (seat,) = transaction.seats.of_person(id_of(town, POLICE))
    end_seat(town, seat.id, CHAIR, NOW + DAY)
    assert ("proposal_reminder", POLICE.name) not in delivered(town, REMINDER)
    add_seat(town, HERE, CHAIR, POLICE, SeatText("polisen", Role.MEMBER), REMINDER + DAY)
    set_deadline(town, facts.proposal.id, CHAIR, wall("2017-10-25T18:00"), REMINDER + DAY)
    assert (POLICE.name, REMINDER + 7 * DAY) in owed(town, DeliveryKind.PROPOSAL_REMINDER)


# The deadline moves, the proposal is withdrawn, dates and people come and go


def test_those_who_have_not_answered_are_told_of_another_deadline(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    answer_proposal(town, facts.proposal.id, CHAIR, FINE, NOW)
    delivered(town, NOW + 4 * SECOND)
    set_deadline(town, facts.proposal.id, SECRETARY, wall("2017-10-16T12:00"), NOW + DAY)
    with town.reading() as transaction:
        rows = [
            one for one in transaction.deliveries._where() if one.kind == "proposal" and one.sequence == 2
        ]
        people = transaction.people.named(one.person_id for one in rows)
    assert sorted(people[one.person_id].name for one in rows if one.person_id) == [
        name for name in ALL if name != "Karin Ahlgren"
    ]
    keep_time(town, datetime.fromisoformat("2017-10-16T10:00+00:00"))
    assert states(town, facts) == ["adopted"] * 3


def test_withdrawn_plan_takes_its_planned_meetings_with_it(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    withdraw_proposal(town, facts.proposal.id, SECRETARY, NOW)
    assert [one.state for one in all_meetings(town)] == [MeetingState.CANCELLED] * 3
    got = delivered(town, NOW + 4 * SECOND)
    assert [one for one in got if one[0] == "proposal_outcome"] == [("proposal_outcome", "Greta Nyqvist")]
    keep_time(town, DEADLINE)
    assert states(town, facts) == ["withdrawn"] * 3


def test_dates_withdrawn_before_they_went_out_are_told_to_nobody(town: Storage) -> None:
    facts = put(town)
    withdraw_proposal(town, facts.proposal.id, SECRETARY, NOW)
    assert delivered(town) == []


def test_withdrawn_meeting_stays_planned_as_it_was(town: Storage) -> None:
    meeting = planned(town)
    facts = put_meeting(town, meeting.id, SECRETARY, NOW)
    withdraw_proposal(town, facts.proposal.id, CHAIR, NOW)
    assert all_meetings(town) == [meeting]


def test_date_moved_cancelled_or_confirmed_meanwhile_is_not_adopted_in_silence(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    first, second, third = (one.meeting_id for one in facts.dates)
    assert first
    assert second
    assert third
    move_meeting(town, first, CHAIR, Wish(wall("2018-03-02T10:00")), NOW)
    cancel_meeting(town, second, CHAIR, "", NOW)
    keep_time(town, NOW + SECOND)
    assert states(town, facts) == ["withdrawn", "withdrawn", "open"]
    confirm_meeting(town, third, CHAIR, NOW)
    keep_time(town, NOW + 2 * SECOND)
    assert now_of(town, facts).state == ProposalState.WITHDRAWN
    keep_time(town, DEADLINE)
    assert [one.state for one in all_meetings(town)] == [
        MeetingState.PLANNED,
        MeetingState.CANCELLED,
        MeetingState.CONFIRMED,
    ]


def test_another_place_is_no_other_date(town: Storage) -> None:
    facts = put(town)
    delivered(town)
    meeting_id = facts.dates[0].meeting_id
    assert meeting_id
    move_meeting(town, meeting_id, CHAIR, Wish(wall("2018-03-01T10:00"), place="Rådhuset"), NOW)
    keep_time(town, DEADLINE)
    assert states(town, facts) == ["adopted"] * 3


def test_newcomer_is_asked_and_whoever_left_no_longer_counts(town: Storage, committee: Committee) -> None:
    facts = put(town)
    delivered(town, refused=frozenset({"Greta Nyqvist"}))
    add_seat(town, HERE, CHAIR, STRANGER, SeatText("ny", Role.MEMBER), NOW + DAY)
    assert ("proposal", STRANGER.name) in delivered(town, NOW + DAY)
    with town.reading() as transaction:
        greta = transaction.people.with_email(HOUSING.email)
        seats = transaction.seats.of_committee(committee.id)
    assert greta is not None
    (seat,) = [one for one in seats if one.person_id == greta.id]
    end_seat(town, seat.id, CHAIR, NOW + DAY)
    keep_time(town, DEADLINE)
    assert now_of(town, facts).state == ProposalState.CLOSED
    assert [
        one.left_at is not None for one in asked(town, facts.proposal.id) if one.person_id == greta.id
    ] == [True]


def asked(storage: Storage, subject_id: str) -> list[Asked]:
    with storage.reading() as transaction:
        return transaction.asked.about([subject_id])


def test_objection_of_somebody_who_left_still_stops_the_date(town: Storage, committee: Committee) -> None:
    facts = put(town)
    delivered(town)
    objects(town, facts, SCHOOLS, 0)
    with town.transaction() as transaction:
        for seat in transaction.seats.of_person(id_of(town, SCHOOLS)):
            transaction.seats.put(replace(seat, ends=committee.today(NOW)))
    keep_time(town, DEADLINE)
    assert states(town, facts) == ["objected", "adopted", "adopted"]


def test_two_proposals_stand_at_once(town: Storage) -> None:
    first = put(town)
    second = put(town, "7 juni 2018 kl 10", NOW + DAY)
    delivered(town, NOW + DAY)
    objects(town, first, POLICE, 0)
    keep_time(town, DEADLINE)
    assert (states(town, first), states(town, second)) == (["objected", "adopted", "adopted"], ["open"])
    keep_time(town, DEADLINE + DAY)
    assert states(town, second) == ["adopted"]
    assert [date.settled_at for date in dates_now(town, second)] == [DEADLINE + DAY]

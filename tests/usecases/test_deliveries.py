"""Paying what is owed: what each message tells when it is claimed, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.committee import Committee, Role
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.invitation import Answer
from bot.domain.meeting import MeetingState
from bot.domain.record import ActionState
from bot.domain.topic import TopicText
from bot.storage import Storage
from bot.usecases.actions import ActionText, change_action, put_action, record_action
from bot.usecases.answers import answer_invitation
from bot.usecases.changing import cancel_meeting, move_meeting
from bot.usecases.decisions import DecisionText, record_decision
from bot.usecases.deliveries import claim_due
from bot.usecases.due import Due
from bot.usecases.facts import Change, InvitationFacts, TopicFacts
from bot.usecases.invitations import invite_guest, uninvite_guest
from bot.usecases.roster import add_seat, end_seat, roster
from bot.usecases.seating import SeatText
from bot.usecases.summaries import post_summary
from bot.usecases.summary_facts import SummaryChange, SummaryFacts
from bot.usecases.topics import accept_topic, propose_topic
from bot.usecases.under_way import end_meeting, start_meeting
from tests.settling import settle_failed, settle_sent
from tests.town import (
    CHAIR,
    DECEMBER,
    FEBRUARY,
    HERE,
    HOUSING,
    NOW,
    POLICE,
    SECRETARY,
    confirmed,
    held,
    id_of,
    sent_all,
    slack_person,
)

LATER = NOW + timedelta(minutes=1)
TO_PEOPLE = (Route.SLACK, Route.EMAIL)


def claimed(storage: Storage, now: datetime = LATER) -> Iterator[Due]:
    """Everything that is due and still true, each settled as sent before the next is claimed."""
    for route in Route:
        while due := claim_due(storage, route, "worker", now):
            yield due
            settle_sent(storage, due, f"receipt of {due.delivery.key}", now)


def told(storage: Storage, now: datetime = LATER) -> list[tuple[str, str, str]]:
    """To whom, by which way, what changed: of all invitations that are due."""
    return sorted(
        (due.person.name, due.delivery.route.value, due.facts.change.value)
        for due in claimed(storage, now)
        if isinstance(due.facts, InvitationFacts) and due.person
    )


def every(change: Change, *, but: str = "") -> list[tuple[str, str, str]]:
    names = ["Ali Rahimi", "Henrik Boman", "Karin Ahlgren", "Lena Ström", "Ulf Östberg"]
    found = [(name, route.value, change.value) for name in names for route in TO_PEOPLE]
    return sorted(one for one in [*found, ("Greta Nyqvist", "email", change.value)] if one[0] != but)


def test_everybody_is_invited_each_way_they_can_be_reached(town: Storage) -> None:
    confirmed(town)
    assert told(town) == every(Change.INVITED)
    assert told(town) == []


def test_invitation_is_of_this_moment(town: Storage) -> None:
    """Moved before anything was sent: people are invited to the new time, and hear of no other."""
    meeting = confirmed(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)
    assert told(town) == every(Change.INVITED)


def test_move_is_told_and_replaces_what_was_said_in_chat(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW)
    superseded = [one for one in every(Change.SUPERSEDED) if one[1] == "slack"]
    assert told(town) == sorted([*every(Change.MOVED), *superseded])


def test_change_of_place_is_told_as_a_change(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    move_meeting(town, meeting.id, CHAIR, replace(DECEMBER, place="Alsalen"), NOW)
    superseded = [one for one in every(Change.SUPERSEDED) if one[1] == "slack"]
    assert told(town) == sorted([*every(Change.CHANGED), *superseded])


def test_cancellation_is_told_to_those_who_were_invited(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    superseded = [one for one in every(Change.SUPERSEDED) if one[1] == "slack"]
    assert told(town) == sorted([*every(Change.CANCELLED), *superseded])


def test_cancellation_before_anything_was_sent_is_told_to_nobody(town: Storage) -> None:
    meeting = confirmed(town)
    cancel_meeting(town, meeting.id, CHAIR, "", NOW)
    assert list(claimed(town)) == []
    assert {state for _, _, _, state in states(town)} == {"owed", "void"}
    assert {kind for kind, _, _, state in states(town) if state == "owed"} == {"reminder"}


def states(storage: Storage) -> list[tuple[str, str, str, str]]:
    with storage.reading() as transaction:
        rows = transaction.deliveries._where()
        people = transaction.people.named(row.person_id for row in rows)
    return [
        (
            row.kind.value,
            row.route.value,
            people[row.person_id].name if row.person_id else "",
            row.state.value,
        )
        for row in rows
    ]


def test_who_leaves_is_told_and_the_others_calendars_follow_quietly(town: Storage) -> None:
    confirmed(town)
    sent_all(town)
    seats = {line.person.name: line.seat.id for line in roster(town, HERE, CHAIR, NOW).lines}
    end_seat(town, seats["Lena Ström"], CHAIR, NOW)
    mails = [one for one in every(Change.CHANGED, but="Lena Ström") if one[1] == "email"]
    gone = [("Lena Ström", route.value, Change.WITHDRAWN.value) for route in TO_PEOPLE]
    replaced = ("Lena Ström", "slack", Change.SUPERSEDED.value)
    assert told(town) == sorted([*mails, *gone, replaced])


def in_chat(storage: Storage, name: str) -> list[str]:
    return [change for who, route, change in told(storage) if (who, route) == (name, "slack")]


def test_who_comes_back_hears_so_in_a_message_of_its_own(town: Storage, committee: Committee) -> None:
    confirmed(town)
    sent_all(town)
    seats = {line.person.name: line.seat.id for line in roster(town, HERE, CHAIR, NOW).lines}
    end_seat(town, seats["Lena Ström"], CHAIR, NOW)
    assert in_chat(town, "Lena Ström") == [Change.SUPERSEDED, Change.WITHDRAWN]
    add_seat(town, committee.id, CHAIR, POLICE, SeatText("Polismyndigheten", Role.MEMBER), LATER)
    assert in_chat(town, "Lena Ström") == [Change.INVITED, Change.SUPERSEDED, Change.SUPERSEDED]


def test_who_left_and_came_back_before_anything_was_sent_is_invited_once(
    town: Storage, committee: Committee
) -> None:
    confirmed(town)
    seats = {line.person.name: line.seat.id for line in roster(town, HERE, CHAIR, NOW).lines}
    end_seat(town, seats["Lena Ström"], CHAIR, NOW)
    add_seat(town, committee.id, CHAIR, POLICE, SeatText("Polismyndigheten", Role.MEMBER), NOW)
    assert in_chat(town, "Lena Ström") == [Change.INVITED]


def test_guest_taken_back_before_the_mail_went_hears_nothing(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town)
    facts = invite_guest(town, meeting.id, CHAIR, "maj.berg@lst.example", "Maj Berg", "", NOW)
    uninvite_guest(town, meeting.id, CHAIR, facts.guests[0].person_id, NOW)
    assert {name for name, _, _ in told(town)} == {name for name, route, _ in every(Change.CHANGED)}


def test_invitation_names_secretary_and_host(town: Storage) -> None:
    meeting = confirmed(town)
    sent_all(town, meeting.start)
    invite_guest(town, meeting.id, CHAIR, "maj.berg@lst.example", "Maj Berg", "", NOW)
    due = claim_due(town, Route.EMAIL, "worker", LATER)
    assert due is not None
    assert isinstance(due.facts, InvitationFacts)
    assert due.facts.secretary is not None
    assert due.facts.host is not None
    assert (due.facts.secretary.name, due.facts.host.name) == ("Henrik Boman", "Karin Ahlgren")


def test_only_those_who_have_not_answered_are_reminded(town: Storage) -> None:
    meeting = confirmed(town)
    answer_invitation(town, meeting.id, POLICE, Answer.DECLINED, NOW)
    list(claimed(town))
    reminded = meeting.start - timedelta(days=3)
    assert list(claimed(town, reminded - timedelta(seconds=1))) == []
    found = [(due.delivery.kind, due.person and due.person.name) for due in claimed(town, reminded)]
    names = ["Ali Rahimi", "Greta Nyqvist", "Henrik Boman", "Karin Ahlgren", "Ulf Östberg"]
    assert sorted(found, key=str) == [(DeliveryKind.REMINDER, name) for name in names]


def test_reminder_of_the_old_time_is_not_sent(town: Storage) -> None:
    meeting = confirmed(town)
    list(claimed(town))
    moved = move_meeting(town, meeting.id, CHAIR, FEBRUARY, NOW).meeting
    list(claimed(town))
    assert list(claimed(town, meeting.start)) == []
    assert len(list(claimed(town, moved.start - timedelta(days=3)))) == 6


def test_reminder_by_mail_goes_below_the_invitation_to_those_without_an_account(town: Storage) -> None:
    meeting = confirmed(town)
    list(claimed(town))
    with town.reading() as transaction:
        greta = transaction.people.with_email(HOUSING.email)
    assert greta is not None
    found = list(claimed(town, meeting.start - timedelta(days=3)))
    by_mail = [
        (due.person and due.person.name, due.thread) for due in found if due.delivery.route == Route.EMAIL
    ]
    assert by_mail == [("Greta Nyqvist", f"receipt of invitation:email:{meeting.id}:{greta.id}:0")]


def test_nobody_is_reminded_of_a_mail_that_never_arrived(town: Storage) -> None:
    meeting = confirmed(town)
    while due := claim_due(town, Route.EMAIL, "worker", LATER):
        settle_failed(town, due, "RCPT TO 550", LATER, permanent=True, in_doubt=False)
    found = list(claimed(town, meeting.start - timedelta(days=3)))
    assert [due for due in found if due.delivery.route == Route.EMAIL] == []


def test_who_gets_an_account_is_reminded_there_and_not_by_mail(town: Storage) -> None:
    meeting = confirmed(town)
    greta = slack_person("U0GRETA", "Greta Nyqvist")._replace(email=HOUSING.email)
    propose_topic(town, HERE, greta, TopicText("Trapphusen"), NOW)
    list(claimed(town))
    found = list(claimed(town, meeting.start - timedelta(days=3)))
    ways = [due.delivery.route for due in found if due.person and due.person.name == "Greta Nyqvist"]
    assert ways == [Route.SLACK]


def test_meeting_that_is_over_reminds_nobody(town: Storage) -> None:
    meeting = confirmed(town)
    list(claimed(town))
    start_meeting(town, meeting.id, CHAIR, meeting.start)
    end_meeting(town, meeting.id, CHAIR, meeting.end)
    soon = meeting.end + timedelta(seconds=3)
    assert {due.delivery.kind for due in claimed(town, soon)} == {DeliveryKind.CARD, DeliveryKind.INVITATION}
    assert {state for kind, *_, state in states(town) if kind == "reminder"} == {"void"}


def test_topic_settled_before_the_officers_heard_of_it_is_not_told(town: Storage) -> None:
    topic = propose_topic(town, HERE, POLICE, TopicText("Lägesbild"), NOW).topic
    accept_topic(town, topic.id, CHAIR, NOW)
    (due,) = claimed(town)
    assert isinstance(due.facts, TopicFacts)
    assert (due.delivery.kind, due.person and due.person.name) == (DeliveryKind.TOPIC_SETTLED, "Lena Ström")


def test_action_that_was_given_on_or_done_is_not_told(town: Storage) -> None:
    meeting = held(town)
    sent_all(town, meeting.end)
    police, chair = (id_of(town, who) for who in (POLICE, CHAIR))
    given_on = record_action(town, HERE, SECRETARY, ActionText("Ett", police), meeting.end).action
    change_action(town, given_on.id, SECRETARY, ActionText("Ett", chair), meeting.end)
    done = record_action(town, HERE, SECRETARY, ActionText("Två", police), meeting.end).action
    put_action(town, done.id, POLICE, ActionState.DONE, meeting.end)
    assert [due.person and due.person.name for due in claimed(town, meeting.end)] == ["Karin Ahlgren"]


def test_change_of_the_summary_is_told_under_it(town: Storage) -> None:
    meeting = held(town)
    sent_all(town, meeting.end)
    post_summary(town, meeting.id, SECRETARY, meeting.end)
    assert [type(due.facts) for due in claimed(town, meeting.end)] == [SummaryFacts, SummaryFacts]
    record_decision(town, HERE, SECRETARY, DecisionText("Förlängs"), meeting.end)
    soon = meeting.end + timedelta(seconds=3)
    found = {due.delivery.kind: due for due in claimed(town, soon)}
    assert set(found) == {DeliveryKind.SUMMARY, DeliveryKind.SUMMARY_CHANGED}
    change = found[DeliveryKind.SUMMARY_CHANGED]
    assert isinstance(change.facts, SummaryChange)
    assert change.facts.decision is not None
    assert (change.facts.decision.text, change.thread) == (
        "Förlängs",
        f"receipt of summary:slack:{meeting.id}",
    )


def test_change_of_a_summary_that_is_not_there_is_not_told(town: Storage) -> None:
    """Once it is posted, it will show the change anyway."""
    meeting = held(town)
    sent_all(town, meeting.end)
    post_summary(town, meeting.id, SECRETARY, meeting.end)
    record_decision(town, HERE, SECRETARY, DecisionText("Förlängs"), meeting.end)
    soon = meeting.end + timedelta(seconds=3)
    summary = claim_due(town, Route.SLACK, "worker", soon)
    assert summary is not None
    settle_failed(town, summary, "channel is archived", soon, permanent=True, in_doubt=False)
    assert claim_due(town, Route.SLACK, "worker", soon) is None
    assert ("summary_changed", "slack", "", "void") in states(town)


def test_card_shows_every_state_of_an_announced_meeting(town: Storage) -> None:
    meeting = confirmed(town)
    seen = [cards(town, LATER)]
    start_meeting(town, meeting.id, CHAIR, meeting.start)
    seen.append(cards(town, meeting.start + timedelta(seconds=3)))
    end_meeting(town, meeting.id, CHAIR, meeting.end)
    seen.append(cards(town, meeting.end + timedelta(seconds=3)))
    assert seen == [[MeetingState.CONFIRMED], [MeetingState.IN_PROGRESS], [MeetingState.HELD]]


def cards(storage: Storage, now: datetime) -> list[MeetingState]:
    return [
        due.facts.meeting.state  # type: ignore[union-attr]  a card's facts are a meeting's
        for due in claimed(storage, now)
        if due.delivery.kind == DeliveryKind.CARD
    ]


def test_changes_close_together_are_one_update(town: Storage) -> None:
    meeting = confirmed(town)
    list(claimed(town))
    for answer in (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED):
        answer_invitation(town, meeting.id, POLICE, answer, LATER)
    assert cards(town, LATER) == []
    assert len(cards(town, LATER + timedelta(seconds=3))) == 1

"""Calendars to subscribe to: who may make and see them, what stands in them, and what an old address shows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.ids import CommitteeId, InvitationId, MeetingId, new_id
from bot.domain.invitation import Invitation
from bot.domain.meeting import MeetingState
from bot.domain.permission import Act, NotAllowed
from bot.storage import Storage
from bot.usecases.access import Gone, NoCommitteeOfYours, Where, Who
from bot.usecases.changing import cancel_meeting
from bot.usecases.committees import CommitteeText, set_up_committee
from bot.usecases.feeds import (
    MOST_MEETINGS,
    Calendars,
    Subscription,
    calendars_at,
    close_feed,
    feed_with_secret,
    make_feed,
    remember_version,
    renew_feed,
)
from bot.usecases.roster import add_seat, end_seat
from bot.usecases.seating import SeatText
from tests.town import (
    CHAIR,
    DECEMBER,
    DIRECT,
    FEBRUARY,
    HERE,
    NOW,
    POLICE,
    RESCUE,
    STRANGER,
    TEAM,
    confirmed,
    held,
    id_of,
    planned,
)
from tests.usecases.test_queries import questions

SAFETY = CommitteeText("Skyddskommittén", "SKYDD", "sv", "Europe/Stockholm", "", 60)


def own(storage: Storage, who: Who = POLICE) -> Subscription:
    make_feed(storage, None, who, NOW)
    found = calendars_at(storage, DIRECT, who, NOW).own
    assert found is not None
    return found


def of_committee(storage: Storage, committee: Committee) -> Subscription:
    make_feed(storage, committee.id, CHAIR, NOW)
    [found] = calendars_at(storage, HERE, CHAIR, NOW).committees
    assert found.subscription is not None
    return found.subscription


def shown(storage: Storage, subscription: Subscription) -> list[MeetingId]:
    return [meeting.id for meeting in feed_with_secret(storage, subscription.secret, NOW).meetings]


def another_committee(storage: Storage) -> Committee:
    """In a channel of its own; Lena is secretary there, and it has a meeting nobody in the council knows of."""
    return set_up_committee(storage, TEAM, "C0SKYDD", POLICE, SAFETY, NOW).asker.committee


def test_calendar_is_made_once_and_shown_again(town: Storage) -> None:
    first = own(town)
    assert own(town) == first
    assert (len(first.secret), first.feed.person_id) == (43, id_of(town, POLICE))


def test_database_row_holds_no_part_of_the_secret(town: Storage) -> None:
    made = own(town)
    assert made.secret not in str(made.feed)
    assert feed_with_secret(town, made.secret, NOW).feed == made.feed
    with pytest.raises(Gone):
        feed_with_secret(town, made.feed.fingerprint, NOW)


def test_new_address_makes_the_old_one_lead_nowhere(town: Storage) -> None:
    old = own(town)
    renew_feed(town, None, POLICE, NOW)
    new = own(town)
    assert new.secret != old.secret
    with pytest.raises(Gone):
        feed_with_secret(town, old.secret, NOW)
    assert shown(town, new) == []


def test_calendar_that_is_turned_off_leads_nowhere_and_is_not_shown(town: Storage) -> None:
    old = own(town)
    close_feed(town, None, POLICE, NOW)
    close_feed(town, None, POLICE, NOW)
    assert calendars_at(town, DIRECT, POLICE, NOW) == Calendars(None, ())
    with pytest.raises(Gone):
        feed_with_secret(town, old.secret, NOW)


def test_committees_calendar_is_its_officers_to_change_and_its_members_to_see(
    town: Storage, committee: Committee
) -> None:
    for change in (make_feed, renew_feed, close_feed):
        with pytest.raises(NotAllowed) as refused:
            change(town, committee.id, POLICE, NOW)
        assert (refused.value.act, set(refused.value.who_may)) == (
            Act.CHANGE_FEED,
            {"Karin Ahlgren", "Henrik Boman"},
        )
    made = of_committee(town, committee)
    [seen] = calendars_at(town, HERE, POLICE, NOW).committees
    assert (seen.subscription, seen.may_change) == (made, False)


def test_somebody_without_a_seat_sees_and_makes_nothing(town: Storage, committee: Committee) -> None:
    of_committee(town, committee)
    with pytest.raises(NotAllowed):
        calendars_at(town, HERE, STRANGER, NOW)
    with pytest.raises(NoCommitteeOfYours):
        calendars_at(town, DIRECT, STRANGER, NOW)
    with pytest.raises(NoCommitteeOfYours):
        make_feed(town, None, STRANGER, NOW)


def test_calendar_of_another_committee_is_not_shown_to_its_guests_in_the_channel(town: Storage) -> None:
    another_committee(town)
    there = Where(TEAM, "C0SKYDD")
    assert calendars_at(town, there, RESCUE, NOW) == Calendars(None, ())
    [seen] = calendars_at(town, there, POLICE, NOW).committees
    assert (seen.committee.short_name, seen.may_change) == ("SKYDD", True)


def test_committees_are_shown_by_channel_by_name_and_as_before(town: Storage, committee: Committee) -> None:
    safety = another_committee(town)

    def seen(at: Where | tuple[CommitteeId, ...]) -> list[str]:
        return [one.committee.short_name for one in calendars_at(town, at, POLICE, NOW).committees]

    assert seen(DIRECT) == []
    assert seen(HERE) == ["BRÅ"]
    assert seen(Where(TEAM, "C0FIKA")) == []
    assert seen(DIRECT._replace(called="skydd")) == ["SKYDD"]
    assert seen((safety.id, committee.id)) == ["SKYDD", "BRÅ"]


def test_meeting_that_nobody_was_told_of_is_in_no_calendar(town: Storage, committee: Committee) -> None:
    mine, ours = own(town), of_committee(town, committee)
    unheard = planned(town)
    dropped = planned(town, FEBRUARY)
    cancel_meeting(town, dropped.id, CHAIR, "", NOW)
    assert (shown(town, mine), shown(town, ours), unheard.state) == ([], [], MeetingState.PLANNED)


def test_cancelled_and_held_meetings_stay(town: Storage, committee: Committee) -> None:
    mine, ours = own(town), of_committee(town, committee)
    over = held(town)
    off = cancel_meeting(town, confirmed(town, FEBRUARY).id, CHAIR, "Karin är sjuk", NOW).meeting
    assert shown(town, mine) == shown(town, ours) == [over.id, off.id]


def test_own_calendar_has_what_one_is_invited_to_and_no_more(town: Storage, committee: Committee) -> None:
    meeting, mine, his = confirmed(town), own(town), own(town, RESCUE)
    another_committee(town)
    with town.reading() as transaction:
        seats = transaction.seats.of_person(id_of(town, RESCUE))
    end_seat(town, seats[0].id, CHAIR, NOW)
    late = confirmed(town, FEBRUARY)
    after = NOW + timedelta(days=2)
    assert [one.id for one in feed_with_secret(town, mine.secret, after).meetings] == [meeting.id, late.id]
    assert feed_with_secret(town, his.secret, after).meetings == ()
    assert feed_with_secret(town, of_committee(town, committee).secret, after).meetings != ()


def test_own_calendar_follows_into_a_new_committee(town: Storage) -> None:
    mine = own(town, RESCUE)
    safety = another_committee(town)
    add_seat(town, safety.id, POLICE, RESCUE, SeatText("räddningstjänsten", Role.MEMBER), NOW)
    assert {one.short_name for one in feed_with_secret(town, mine.secret, NOW).committees.values()} == {
        "BRÅ",
        "SKYDD",
    }


def test_calendar_looks_back_a_year(town: Storage, committee: Committee) -> None:
    ours, over = of_committee(town, committee), held(town)
    spans = (timedelta(days=365), timedelta(days=367))
    found = [feed_with_secret(town, ours.secret, over.end + span).meetings for span in spans]
    assert [[meeting.id for meeting in meetings] for meetings in found] == [[over.id], []]


def test_version_is_remembered_with_the_second_it_was_first_seen(town: Storage) -> None:
    feed, late = own(town).feed, NOW + timedelta(microseconds=700_000)
    first = remember_version(town, feed.id, "a", late)
    same = remember_version(town, feed.id, "a", late + timedelta(hours=1))
    other = remember_version(town, feed.id, "b", late + timedelta(milliseconds=1))
    assert (first.changed_at, same, other.changed_at) == (NOW, first, NOW + timedelta(seconds=1))


def test_number_of_questions_and_of_meetings_is_bounded(town: Storage, committee: Committee) -> None:
    mine, ours, meeting = own(town), of_committee(town, committee), confirmed(town)
    assert [feed_with_secret(town, one.secret, NOW).meetings for one in (mine, ours)] == [(meeting,)] * 2

    def asked() -> list[int]:
        return [
            questions(town, lambda one=one: feed_with_secret(town, one.secret, NOW)) for one in (mine, ours)
        ]

    few = asked()
    police = id_of(town, POLICE)
    with town.transaction() as transaction:
        for number in range(2000):
            later = timedelta(days=number + 1)
            other = replace(
                meeting,
                id=MeetingId(new_id()),
                uid=new_id(),
                start=meeting.start + later,
                end=meeting.end + later,
            )
            transaction.meetings.add(other)
            transaction.invitations.add(Invitation(InvitationId(new_id()), other.id, police))
    assert (few, asked()) == ([5, 3], [5, 3])
    found = feed_with_secret(town, mine.secret, NOW).meetings
    assert (len(found), found[0].id, DECEMBER.start.date()) == (
        MOST_MEETINGS,
        meeting.id,
        found[0].start.astimezone(committee.zone).date(),
    )

"""Who is invited to a meeting, kept true when the roster or the guest list changes."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.committee import Committee, Seat
from bot.domain.ids import InvitationId, PersonId, new_id
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.storage import Transaction
from bot.usecases.distributing import MANY, owe_progress
from bot.usecases.owing_invitations import (
    has_been_sent,
    officers_by_mail,
    owe_chat_anew,
    owe_invitations,
    owe_mails,
    owe_reminders,
    owe_to_old_mailbox,
    owe_who_comes,
    was_told_by_mail,
)
from bot.usecases.owing_meetings import owe_card, owe_shared_entry, redraw_answers, redraw_invitations
from bot.usecases.owing_records import redraw_summary
from bot.usecases.poll_owing import ask_new_voters
from bot.usecases.proposal_owing import ask_newcomers


def invited_people(transaction: Transaction, committee: Committee, meeting: Meeting) -> set[PersonId]:
    """Everybody with a seat on the day of the meeting, and its guests."""
    day = meeting.start.astimezone(committee.zone).date()
    seats = transaction.seats.of_committee(committee.id)
    guests = transaction.guests.of_meeting(meeting.id)
    return {seat.person_id for seat in seats if seat.held_on(day)} | {guest.person_id for guest in guests}


def announce(transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime) -> None:
    """Everybody invited is told of the meeting as it stands: when it is confirmed, has moved, or is off."""
    _, _, removed = _keep(transaction, committee, meeting, now)
    people = transaction.people.named(_standing(transaction, meeting)).values()
    redraw_invitations(transaction, meeting, now)
    redraw_answers(transaction, meeting, now)
    mails = owe_invitations(transaction, meeting, people, now, at_once=not meeting.is_announced)
    owe_invitations(transaction, meeting, transaction.people.named(removed).values(), now, at_once=True)
    if mails >= MANY:
        owe_progress(transaction, committee, meeting, now)
    if meeting.is_announced:
        owe_reminders(transaction, meeting, people, now)
        owe_who_comes(transaction, committee, meeting, officers_by_mail(transaction, committee), now)
    owe_card(transaction, meeting, now)
    owe_shared_entry(transaction, committee, meeting, now)
    _redraw_latest_summary(transaction, committee, now)


def _redraw_latest_summary(transaction: Transaction, committee: Committee, now: datetime) -> None:
    """The summary posted last says when the next meeting is."""
    latest = transaction.meetings.latest_begun(committee.id, now)
    summary = transaction.summaries.find(latest.id) if latest else None
    if latest and summary and summary.posted_at:
        redraw_summary(transaction, latest, now)


def announce_to_changed(
    transaction: Transaction,
    committee: Committee,
    meeting: Meeting,
    now: datetime,
    *,
    officers: Sequence[Seat] | None = None,
) -> Meeting:
    """After somebody came or left: those who came are invited, those who left get a cancellation, and only when somebody
    left do the others get the calendar object without them, unless nobody sees the others anyway. Returns the meeting,
    with a new sequence if calendars need one. `officers` are `officers_by_mail`, where they are known already.
    """
    if not meeting.is_announced:
        return meeting
    added, returned, removed = _keep(transaction, committee, meeting, now)
    if returned or removed:
        meeting = transaction.meetings.put(meeting.revised(now))
        concerned = transaction.people.named(returned | removed).values()
        owe_mails(transaction, meeting, concerned, now, at_once=True)
        if removed and not committee.hides_attendees:
            others = _standing(transaction, meeting) - added - returned
            owe_mails(transaction, meeting, transaction.people.named(others).values(), now)
        owe_chat_anew(transaction, meeting, concerned, now)
    owe_invitations(transaction, meeting, transaction.people.named(added).values(), now)
    owe_reminders(transaction, meeting, transaction.people.named(added | returned).values(), now)
    if added or returned or removed:
        owe_card(transaction, meeting, now)
    if officers is None:
        officers = officers_by_mail(transaction, committee)
    owe_who_comes(transaction, committee, meeting, officers, now)
    return meeting


def announce_roster(transaction: Transaction, committee: Committee, now: datetime) -> None:
    """After the roster changed: every coming meeting is put right, and so is who is asked about proposed dates."""
    officers = officers_by_mail(transaction, committee)
    for meeting in transaction.meetings.coming_of(committee.id, now):
        announce_to_changed(transaction, committee, meeting, now, officers=officers)
    ask_newcomers(transaction, committee, now)
    ask_new_voters(transaction, committee, now)


def announce_again(transaction: Transaction, meeting: Meeting, now: datetime) -> Meeting:
    """The meeting looks otherwise in calendars and mails: by the committee's new name, with another reminder, with or
    without the others, with other papers. Returns it with its new sequence.
    """
    meeting = transaction.meetings.put(meeting.revised(now))
    people = transaction.people.named(_standing(transaction, meeting))
    owe_mails(transaction, meeting, people.values(), now)
    return meeting


def is_reached_otherwise(before: Person, person: Person) -> bool:
    """They have another address than before, or an account at last."""
    return before.email != person.email or (before.account is None and person.account is not None)


def announce_person(transaction: Transaction, before: Person, person: Person, now: datetime) -> None:
    """Somebody has got another address, or an account: what they are invited to reaches them there too. The mailbox they
    had loses it, and the new one gets a later sequence: the two may turn out to be one calendar.

    The meetings may be other committees', so these are locked, and the meetings read after that. Whoever has locked one
    already has locked these with it, in one order.
    """
    if not is_reached_otherwise(before, person):
        return
    transaction.committees.these_for_change(transaction.meetings.committees_expecting([person.id], now))
    coming = transaction.meetings.coming_for(person.id, now, most=100)
    for meeting in [one for one in coming if one.is_announced]:
        if person.email != before.email:
            meeting = _left_behind(transaction, meeting, before, now)  # noqa: PLW2901  as it stands now
            owe_mails(transaction, meeting, [person], now, at_once=True)
        if before.account is None:
            owe_invitations(transaction, meeting, [person], now)
        if before.account is None and person.account is not None:
            owe_reminders(transaction, meeting, [person], now)


def _left_behind(transaction: Transaction, meeting: Meeting, before: Person, now: datetime) -> Meeting:
    """What the mailbox they had holds is taken away by a sequence of its own: later than what it was sent (RFC 5546
    section 3.2.5), and earlier than what the new one gets.
    """
    if was_told_by_mail(transaction, meeting, before):
        meeting = meeting.revised(now)
        owe_to_old_mailbox(transaction, meeting, before, now)
    elif not has_been_sent(transaction, meeting, before):
        return meeting
    return transaction.meetings.put(meeting.revised(now))


def _standing(transaction: Transaction, meeting: Meeting) -> set[PersonId]:
    return {one.person_id for one in transaction.invitations.of_meeting(meeting.id) if one.stands}


def _keep(
    transaction: Transaction,
    committee: Committee,
    meeting: Meeting,
    now: datetime,
) -> tuple[set[PersonId], set[PersonId], set[PersonId]]:
    """Make the invitations match who is invited; who was added, who came back, and who was removed."""
    wanted = invited_people(transaction, committee, meeting)
    held = {one.person_id: one for one in transaction.invitations.of_meeting(meeting.id)}
    added = wanted - held.keys()
    returned = {person_id for person_id in wanted & held.keys() if not held[person_id].stands}
    removed = {person_id for person_id in held.keys() - wanted if held[person_id].stands}
    transaction.invitations.add_all(
        [Invitation(InvitationId(new_id()), meeting.id, person_id) for person_id in sorted(added)]
    )
    transaction.invitations.put_all(
        [held[one].renewed(now) for one in returned] + [held[one].withdrawn(now) for one in removed]
    )
    return added, returned, removed

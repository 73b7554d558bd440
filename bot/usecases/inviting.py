"""Who is invited to a meeting, kept true when the roster or the guest list changes."""

from datetime import datetime

from bot.domain.committee import Committee
from bot.domain.ids import InvitationId, PersonId, new_id
from bot.domain.invitation import Invitation
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.storage import Transaction
from bot.usecases.owing import (
    owe_card,
    owe_chat_anew,
    owe_invitations,
    owe_mail_anew,
    owe_mail_updates,
    owe_reminders,
    owe_shared_entry,
    redraw_answers,
    redraw_invitations,
    redraw_summary,
)
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
    standing = [one.person_id for one in transaction.invitations.of_meeting(meeting.id) if one.stands]
    people = transaction.people.named(standing).values()
    redraw_invitations(transaction, meeting, now)
    redraw_answers(transaction, meeting, now)
    owe_invitations(transaction, meeting, people, now)
    owe_invitations(transaction, meeting, transaction.people.named(removed).values(), now)
    if meeting.is_announced:
        owe_reminders(transaction, meeting, people, now)
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
    transaction: Transaction, committee: Committee, meeting: Meeting, now: datetime
) -> Meeting:
    """After somebody came or left: those who came are invited, those who left get a cancellation, and only then do the
    others get the calendar object without them. Returns the meeting, with a new sequence if calendars need one.
    """
    if not meeting.is_announced:
        return meeting
    added, returned, removed = _keep(transaction, committee, meeting, now)
    if returned or removed:
        meeting = transaction.meetings.put(meeting.revised(now))
        standing = [one.person_id for one in transaction.invitations.of_meeting(meeting.id) if one.stands]
        concerned = transaction.people.named({*standing, *removed} - added)
        owe_mail_updates(transaction, meeting, concerned.values(), now)
        owe_chat_anew(transaction, meeting, transaction.people.named(returned | removed).values(), now)
    owe_invitations(transaction, meeting, transaction.people.named(added).values(), now)
    owe_reminders(transaction, meeting, transaction.people.named(added | returned).values(), now)
    if added or returned or removed:
        owe_card(transaction, meeting, now)
    return meeting


def announce_roster(transaction: Transaction, committee: Committee, now: datetime) -> None:
    """After the roster changed: every coming meeting is put right, and so is who is asked about proposed dates."""
    for meeting in transaction.meetings.coming_of(committee.id, now):
        announce_to_changed(transaction, committee, meeting, now)
    ask_newcomers(transaction, committee, now)
    ask_new_voters(transaction, committee, now)


def announce_title(transaction: Transaction, meeting: Meeting, now: datetime) -> None:
    """The committee has another name, and calendars show it as the meeting's title."""
    meeting = transaction.meetings.put(meeting.revised(now))
    standing = [one.person_id for one in transaction.invitations.of_meeting(meeting.id) if one.stands]
    owe_mail_updates(transaction, meeting, transaction.people.named(standing).values(), now)


def announce_person(transaction: Transaction, before: Person, person: Person, now: datetime) -> None:
    """Somebody has got another address, or an account: what they are invited to reaches them there too."""
    for meeting in transaction.meetings.coming_for(person.id, now, most=100):
        if meeting.is_announced and person.email != before.email:
            owe_mail_anew(transaction, meeting, person, now)
        if meeting.is_announced and before.account is None:
            owe_invitations(transaction, meeting, [person], now)
        if meeting.is_announced and before.account is None and person.account is not None:
            owe_reminders(transaction, meeting, [person], now)


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
    for person_id in added:
        transaction.invitations.add(Invitation(InvitationId(new_id()), meeting.id, person_id))
    for person_id in returned:
        transaction.invitations.put(held[person_id].renewed(now))
    for person_id in removed:
        transaction.invitations.put(held[person_id].withdrawn(now))
    return added, returned, removed

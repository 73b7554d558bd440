"""Looking at the answers that were given: those that came by e-mail and link, and all of one person's."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.committee import Committee, Seat
from bot.domain.ids import InvitationId, MeetingId, PersonId
from bot.domain.invitation import GivenAnswer, Guest, Source
from bot.domain.meeting import Meeting
from bot.domain.permission import Act
from bot.storage import Storage, Transaction
from bot.usecases.access import Gone, Who, look_at_meeting
from bot.usecases.facts import AnswerLine, AnswersFacts


def answers_from_outside(storage: Storage, meeting_id: MeetingId, who: Who, now: datetime) -> AnswersFacts:
    """Everybody's newest by e-mail or link, for chair and secretary. Raises Gone, NotAllowed."""
    with storage.reading() as transaction:
        asker, meeting = look_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.SEE_DISTRIBUTION)
        return outside_answers(transaction, asker.committee, meeting)


def everybodys_answers(storage: Storage, meeting_id: MeetingId, who: Who, now: datetime) -> AnswersFacts:
    """Everybody's newest, whichever way it came, for chair and secretary. Raises Gone, NotAllowed."""
    with storage.reading() as transaction:
        asker, meeting = look_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.SEE_DISTRIBUTION)
        lines = _newest_of_each(_lines(transaction, asker.committee, meeting))
        return AnswersFacts(asker.committee, meeting, lines)


def answers_of(
    storage: Storage, meeting_id: MeetingId, person_id: PersonId, who: Who, now: datetime
) -> AnswersFacts:
    """All that one person has answered, whichever way; for chair and secretary, and for that person. Raises Gone,
    NotAllowed.
    """
    with storage.reading() as transaction:
        asker, meeting = look_at_meeting(transaction, meeting_id, who, now)
        if asker.person.id != person_id:
            asker.must(Act.SEE_DISTRIBUTION)
        if transaction.invitations.of(meeting.id, person_id) is None:
            raise Gone
        lines = [one for one in _lines(transaction, asker.committee, meeting) if one.person.id == person_id]
        return AnswersFacts(asker.committee, meeting, tuple(lines), transaction.people.get(person_id))


def outside_answers(transaction: Transaction, committee: Committee, meeting: Meeting) -> AnswersFacts:
    lines = _lines(transaction, committee, meeting)
    outside = _newest_of_each(line for line in lines if line.given.source != Source.SLACK)
    return AnswersFacts(committee, meeting, outside)


def _newest_of_each(lines: Iterable[AnswerLine]) -> tuple[AnswerLine, ...]:
    newest: dict[PersonId, AnswerLine] = {}
    for line in lines:
        newest.setdefault(line.person.id, line)
    return tuple(newest.values())


def _lines(transaction: Transaction, committee: Committee, meeting: Meeting) -> list[AnswerLine]:
    """All answers that were ever given, the newest first, in a number of questions that does not grow."""
    invitations = {one.id: one for one in transaction.invitations.of_meeting(meeting.id)}
    history: dict[InvitationId, list[GivenAnswer]] = {}
    given = transaction.answers.to(invitations)
    for one in given:
        history.setdefault(one.invitation_id, []).append(one)
    standings = {
        answer_id: standing
        for invitation_id, answers in history.items()
        for answer_id, standing in invitations[invitation_id].standings(answers).items()
    }
    involved = {invitations[one.invitation_id].person_id for one in given}
    people = transaction.people.named(involved | {one.undone_by for one in given if one.undone_by})
    organisations = _organisations(
        transaction.seats.of_committee(committee.id), transaction.guests.of_meeting(meeting.id)
    )
    return [
        AnswerLine(
            one,
            standings[one.id],
            invitations[one.invitation_id],
            people[invitations[one.invitation_id].person_id],
            organisations.get(invitations[one.invitation_id].person_id, ""),
            people.get(one.undone_by) if one.undone_by else None,
        )
        for one in reversed(given)
    ]


def _organisations(seats: list[Seat], guests: list[Guest]) -> dict[PersonId, str]:
    of_guests = {guest.person_id: guest.organisation for guest in guests}
    return of_guests | {seat.person_id: seat.organisation for seat in seats}

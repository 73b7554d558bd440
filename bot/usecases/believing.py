"""Whom a calendar's answer speaks for, and what is missing for it to be believed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.held_mail import Doubt, is_older
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.domain.received import Participant, Response, Scheduling, Writer
from bot.storage import Transaction


@dataclass(frozen=True, slots=True)
class Claim:
    """One response, and what we know of it. `person` is whose address the participant's is, None when nobody's."""

    response: Response
    participant: Participant
    meeting: Meeting | None
    person: Person | None
    invitation: Invitation | None
    doubts: tuple[Doubt, ...]


def claims_of(transaction: Transaction, writer: Writer, says: Scheduling) -> list[Claim]:
    """Believed is what our own mail server vouches for, from the attendee it speaks for, to a meeting we know and the
    time that it has: everything else is a doubt. All doubts are named, not the first alone.
    """
    meetings = transaction.meetings.with_uids(response.uid for response in says.responses)
    addresses = {one.address for response in says.responses for one in response.participants}
    found = [(response, meetings.get(response.uid)) for response in says.responses]
    known = {
        committee_id: transaction.people.with_addresses({writer.address, *addresses}, committee_id)
        for committee_id in {meeting.committee_id if meeting else None for _, meeting in found}
    }
    return [
        _claim(transaction, writer, response, meeting, known[meeting.committee_id if meeting else None])
        for response, meeting in found
    ]


def _claim(
    transaction: Transaction,
    writer: Writer,
    response: Response,
    meeting: Meeting | None,
    people: Mapping[str, Person],
) -> Claim:
    participant = _speaking(writer, response, people)
    person = people.get(participant.address)
    invitation = transaction.invitations.of(meeting.id, person.id) if meeting and person else None
    unsure = Claim(response, participant, meeting, person, invitation, ())
    doubts = tuple(_doubts(unsure, writer, people))
    return Claim(response, participant, meeting, person, invitation, doubts)


def _speaking(writer: Writer, response: Response, people: Mapping[str, Person]) -> Participant:
    """The attendee who wrote the mail; else the one who answers something, since nobody else's answer is in a reply."""
    of_writer = [one for one in response.participants if _is_writer(one, writer, people)]
    answering = [one for one in response.participants if one.delegate or one.answer is not Answer.NONE]
    return next(iter([*of_writer, *answering, *response.participants]), Participant(""))


def _is_writer(participant: Participant, writer: Writer, people: Mapping[str, Person]) -> bool:
    if not writer.address or not participant.address:
        return False
    person = people.get(participant.address)
    return participant.address == writer.address or (
        person is not None and person == people.get(writer.address)
    )


def _doubts(claim: Claim, writer: Writer, people: Mapping[str, Person]) -> Iterator[Doubt]:
    if not writer.vouched:
        yield Doubt.NOT_CHECKED
    if not _is_writer(claim.participant, writer, people):
        yield Doubt.OTHER_SENDER
    if claim.meeting is None:
        yield Doubt.UNKNOWN_MEETING
        return
    if not claim.meeting.is_announced:
        yield Doubt.NOT_OPEN
    if claim.invitation is None or not claim.invitation.stands:
        yield Doubt.NOT_INVITED
    elif is_older(claim.response, claim.meeting, claim.invitation):
        yield Doubt.OLDER

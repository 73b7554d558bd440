"""What is owed to people by mail: facts of the ledger into messages, each with an identity that a retry keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

from bot.calendar.entry import Attendee, CalendarEntry, Mailbox
from bot.calendar.entry import Role as Part
from bot.delivery import DeliveryError
from bot.domain.committee import Role, role_of
from bot.domain.delivery import DeliveryKind
from bot.domain.errors import KallelseError
from bot.domain.ids import PersonId
from bot.domain.person import Person
from bot.language.catalogues import spoken
from bot.language.words import Words, zone_named
from bot.mail.compose import compose
from bot.mail.declined_counter import compose_declined
from bot.mail.forgotten import ended_by_itself_letter, still_going_letter
from bot.mail.held_mail import bounce_letter, held_mail_letter
from bot.mail.invitation import AgendaLine, InvitationMail, MailKind
from bot.mail.letter import Letter
from bot.mail.message import Envelope, message_id, sealed, written
from bot.mail.poll import poll_letter, poll_over_letter, poll_reminder_letter
from bot.mail.proposal import outcome_letter, proposal_reminder_letter, question_letter
from bot.mail.reminder import reminder_letter
from bot.mail.summary import summary_letter
from bot.usecases.deliveries import Due
from bot.usecases.facts import Change, InvitationFacts, MeetingFacts
from bot.usecases.incoming_facts import CounterDeclined
from bot.usecases.links import Links, Purpose

KINDS = {
    Change.INVITED: MailKind.INVITATION,
    Change.MOVED: MailKind.MOVED,
    Change.CHANGED: MailKind.CHANGED,
    Change.CANCELLED: MailKind.CANCELLED,
    Change.WITHDRAWN: MailKind.WITHDRAWN,
}
PARTS = {Role.CHAIR: Part.CHAIR, Role.SUBSTITUTE: Part.OPTIONAL, Role.ADJUNCT: Part.OPTIONAL}


LetterWriter = Callable[[Any, Words, Person, Links | None], Letter]
"""The facts of a delivery → a letter without a calendar object, for that person, in those words."""

LETTERS: dict[DeliveryKind, LetterWriter] = {
    DeliveryKind.SUMMARY: summary_letter,
    DeliveryKind.PROPOSAL: question_letter,
    DeliveryKind.PROPOSAL_REMINDER: proposal_reminder_letter,
    DeliveryKind.PROPOSAL_OUTCOME: outcome_letter,
    DeliveryKind.REMINDER: reminder_letter,
    DeliveryKind.POLL: poll_letter,
    DeliveryKind.POLL_REMINDER: poll_reminder_letter,
    DeliveryKind.POLL_OVER: poll_over_letter,
    DeliveryKind.STILL_GOING: still_going_letter,
    DeliveryKind.ENDED_BY_ITSELF: ended_by_itself_letter,
    DeliveryKind.HELD_MAIL: held_mail_letter,
    DeliveryKind.BOUNCE: bounce_letter,
}


@dataclass(frozen=True, slots=True)
class MailNotifier:
    """`sender` is the organizer's mailbox, which answers come back to; `hand_in` gives one message to the mail server
    for one recipient and returns its receipt, or raises DeliveryError. `links` makes the addresses of our own that stand
    in mails; None while people cannot reach us.
    """

    sender: str
    hand_in: Callable[[EmailMessage, str], str]
    links: Links | None = None

    def send(self, due: Due) -> str:
        if due.person is None or not due.person.email:
            raise DeliveryError(permanent=True, reason="no e-mail address")
        try:
            message = self._message(due, due.person, due.person.email)
        except DeliveryError:
            raise
        except (KallelseError, ValueError) as error:
            raise DeliveryError(
                permanent=True, reason=f"cannot be written as a mail ({type(error).__name__})"
            ) from error
        return self.hand_in(message, due.person.email)

    def _message(self, due: Due, person: Person, address: str) -> EmailMessage:
        identity = message_id(due.delivery.key, self.sender)
        if due.delivery.kind == DeliveryKind.INVITATION and isinstance(due.facts, InvitationFacts):
            return compose(
                invitation_mail(due.facts, self.sender, address, self.links),
                message_id=identity,
                sent_at=due.delivery.created_at,
                first_message_id=self._first(due),
            )
        if isinstance(due.facts, CounterDeclined):
            return compose_declined(
                due.facts, self.sender, address, message_id=identity, sent_at=due.delivery.created_at
            )
        write = LETTERS.get(due.delivery.kind)
        if write is None:
            raise DeliveryError(permanent=True, reason=f"{due.delivery.kind} does not go by mail")
        committee = due.committee
        words = Words(_language(person, committee.language), zone_named(person.zone) or committee.zone)
        envelope = Envelope(
            sender=Mailbox(committee.name, self.sender),
            recipient=Mailbox(person.name, address),
            message_id=identity,
            sent_at=due.delivery.created_at,
            first_message_id=due.thread or None,
        )
        return sealed(written(write(due.facts, words, person, self.links), envelope))

    def _first(self, due: Due) -> str | None:
        """The mail that an update belongs under: the one with sequence 0, whose identity we can tell."""
        stem, _, _ = due.delivery.key.rpartition(":")
        return message_id(f"{stem}:0", self.sender) if due.delivery.sequence else None


def invitation_mail(
    told: InvitationFacts, sender: str, address: str, links: Links | None = None
) -> InvitationMail:
    """One person's mail about their invitation."""
    facts = told.facts
    gone = told.change in {Change.CANCELLED, Change.WITHDRAWN}
    secretary = told.secretary
    return InvitationMail(
        recipient_name=told.person.name,
        recipient_address=address,
        language=_language(told.person, facts.committee.language),
        committee_name=facts.committee.name,
        kind=KINDS[told.change],
        meeting_title=facts.committee.name,
        entry=calendar_entry(told, sender, address),
        previous_start=_earlier(told, told.facts.meeting.previous_start),
        previous_end=_earlier(told, told.facts.meeting.previous_end),
        reason=facts.meeting.cancel_reason or None if gone else None,
        agenda=tuple(
            AgendaLine(str(number), topic.title, topic.tentative, topic.minutes)
            for number, topic in enumerate(facts.agenda, start=1)
        ),
        ask=Mailbox(secretary.name, secretary.email) if secretary and secretary.email else None,
        host=told.host.name if told.host else None,
        zone=zone_named(told.person.zone),
        answer_link=_answer_link(told, links),
    )


def _answer_link(told: InvitationFacts, links: Links | None) -> str | None:
    if links is None:
        return None
    return links.address(Purpose.INVITATION, told.facts.meeting.id, told.person.id)


def calendar_entry(told: InvitationFacts, sender: str, address: str) -> CalendarEntry:
    """The meeting as this person's calendar should hold it."""
    meeting, committee = told.facts.meeting, told.facts.committee
    return CalendarEntry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=meeting.revised_at,
        start=meeting.start.astimezone(committee.zone),
        end=meeting.end.astimezone(committee.zone),
        title=committee.name,
        place=meeting.place or None,
        link=meeting.link or None,
        organizer=Mailbox(committee.name, sender),
        attendees=_attendees(told, address),
        language=_language(told.person, committee.language),
    )


def _attendees(told: InvitationFacts, address: str) -> tuple[Attendee, ...]:
    """Everybody invited who has an address; somebody who is taken off sees only themselves go."""
    own = Attendee(told.person.name, address, told.invitation.answer, _part(told.facts, told.person.id))
    if told.change == Change.WITHDRAWN:
        return (own,)
    others = (
        Attendee(person.name, person.email, one.answer, _part(told.facts, one.person_id))
        for one in told.facts.invitations
        if (person := told.facts.people[one.person_id]).email and one.person_id != told.person.id
    )
    return (own, *others)


def _part(facts: MeetingFacts, person_id: PersonId) -> Part:
    day = facts.meeting.start.astimezone(facts.committee.zone).date()
    role = role_of(person_id, facts.seats, day)
    return PARTS.get(role, Part.REQUIRED) if role else Part.REQUIRED


def _earlier(told: InvitationFacts, previous: datetime | None) -> datetime | None:
    """One end of the hours that a moved meeting had before, on the committee's clock."""
    moved = told.change == Change.MOVED
    return previous.astimezone(told.facts.committee.zone) if moved and previous else None


def _language(person: Person, otherwise: str) -> str:
    return spoken(person.language or otherwise)

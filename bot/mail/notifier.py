"""What is owed to people by mail: facts of the ledger into messages, each with an identity that a retry keeps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bot.calendar.entry import Attendee, CalendarEntry, Mailbox
from bot.calendar.entry import Role as Part
from bot.delivery import DeliveryError
from bot.domain.committee import Committee, Role
from bot.domain.delivery import HELD_BACK, DeliveryKind, mail_name
from bot.domain.errors import KallelseError
from bot.domain.ids import PersonId
from bot.domain.invitation import Answer
from bot.domain.person import Person
from bot.language.catalogues import spoken
from bot.language.words import Words, zone_named
from bot.mail.attached import Attachments, Contents, no_papers
from bot.mail.compose import Shared, compose
from bot.mail.declined_counter import compose_declined
from bot.mail.forgotten import ended_by_itself_letter, still_going_letter
from bot.mail.held_back import held_back_letter
from bot.mail.held_mail import bounce_letter, held_mail_letter
from bot.mail.invitation import ASKING, AgendaLine, InvitationMail, MailKind
from bot.mail.letter import Letter
from bot.mail.message import Envelope, Mail, mail, message_id, written
from bot.mail.poll import poll_letter, poll_over_letter, poll_reminder_letter, poll_waits_letter
from bot.mail.proposal import outcome_letter, proposal_reminder_letter, question_letter, waits_letter
from bot.mail.reminder import reminder_letter
from bot.mail.summary import summary_letter
from bot.mail.who_comes import who_comes_letter
from bot.usecases.due import Due
from bot.usecases.facts import Change, InvitationFacts, MeetingFacts
from bot.usecases.incoming_facts import CounterDeclined
from bot.usecases.links import Links, Purpose
from bot.usecases.telling import CALENDAR_MAILS

KINDS = {
    Change.INVITED: MailKind.INVITATION,
    Change.MOVED: MailKind.MOVED,
    Change.CHANGED: MailKind.CHANGED,
    Change.CANCELLED: MailKind.CANCELLED,
    Change.WITHDRAWN: MailKind.WITHDRAWN,
    Change.READDRESSED: MailKind.READDRESSED,
}
PARTS = {Role.CHAIR: Part.CHAIR, Role.SUBSTITUTE: Part.OPTIONAL, Role.ADJUNCT: Part.OPTIONAL}


LetterWriter = Callable[[Any, Words, Person, Links | None], Letter]
"""The facts of a delivery → a letter without a calendar object, for that person, in those words."""

LETTERS: dict[DeliveryKind, LetterWriter] = {
    DeliveryKind.SUMMARY: summary_letter,
    DeliveryKind.PROPOSAL: question_letter,
    DeliveryKind.PROPOSAL_REMINDER: proposal_reminder_letter,
    DeliveryKind.PROPOSAL_OUTCOME: outcome_letter,
    DeliveryKind.PROPOSAL_WAITS: waits_letter,
    DeliveryKind.REMINDER: reminder_letter,
    DeliveryKind.WHO_COMES: who_comes_letter,
    DeliveryKind.POLL: poll_letter,
    DeliveryKind.POLL_REMINDER: poll_reminder_letter,
    DeliveryKind.POLL_WAITS: poll_waits_letter,
    DeliveryKind.POLL_OVER: poll_over_letter,
    DeliveryKind.STILL_GOING: still_going_letter,
    DeliveryKind.ENDED_BY_ITSELF: ended_by_itself_letter,
    DeliveryKind.HELD_BACK: held_back_letter,
    DeliveryKind.HELD_MAIL: held_mail_letter,
    DeliveryKind.BOUNCE: bounce_letter,
}


MOST_NAMED = 200
"""An entry that would name more people names its reader only: Google's calendar has its own way with more guests than
that, and a thousand mails that each name a thousand people weigh hundreds of megabytes.
"""
MOST_KEPT = 8
CHANNELS = {"slack": "https://slack.com/app_redirect?team={workspace}&channel={channel}"}
"""By platform: where somebody with an account opens the committee's channel."""


@dataclass(frozen=True, slots=True)
class MailNotifier:
    """`sender` is the organizer's mailbox, which answers come back to; `hand_in` gives one message to the mail server
    and returns its receipt, or raises DeliveryError. `links` makes the addresses of our own that stand in mails; None
    while people cannot reach us. `contents` gives what is in papers. Threads may share it.
    """

    sender: str
    hand_in: Callable[[Mail], str]
    links: Links | None = None
    contents: Contents = no_papers
    _editions: dict[int, "Edition"] = field(default_factory=dict)
    _attachments: Attachments = field(default_factory=Attachments)

    def send(self, due: Due) -> str:
        if due.person is None or not (due.delivery.address or due.person.email):
            raise DeliveryError(permanent=True, reason="no e-mail address")
        try:
            message = self._message(due, due.person, due.delivery.address or due.person.email or "")
        except DeliveryError:
            raise
        except (KallelseError, ValueError) as error:
            raise DeliveryError(
                permanent=True,
                held_back=True,
                reason=f"{HELD_BACK}: {type(error).__name__}",
            ) from error
        return self.hand_in(message)

    def _message(self, due: Due, person: Person, address: str) -> Mail:
        identity = message_id(due.delivery.mail_name, self.sender)
        if due.delivery.kind in CALENDAR_MAILS and isinstance(due.facts, InvitationFacts):
            edition = self._edition(due.facts.facts)
            told = invitation_mail(due.facts, edition, address, self.links)
            return compose(
                told,
                message_id=identity,
                sent_at=due.delivery.created_at,
                first_message_id=self._first(due),
                files=self._attachments.of(edition.facts.papers, self.contents) if told.papers else (),
                shared=edition.shared,
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
        return mail(envelope, written(write(due.facts, words, person, self.links)))

    def _first(self, due: Due) -> str | None:
        """The mail that an update belongs under: the one with sequence 0, whose identity we can tell."""
        if not due.delivery.sequence:
            return None
        facts = due.delivery
        key = f"{DeliveryKind.INVITATION}:{facts.route}:{facts.meeting_id}:{facts.person_id}:0"
        return message_id(mail_name(key), self.sender)

    def _edition(self, facts: MeetingFacts) -> "Edition":
        """What the mails made from these facts share; the few that were used last are kept."""
        found = self._editions.get(id(facts))
        if found is None or found.facts is not facts:
            found = Edition(facts, self.sender)
            for old in list(self._editions)[: 1 - MOST_KEPT]:
                self._editions.pop(old, None)
            self._editions[id(facts)] = found
        return found


class Edition:
    """A meeting's mails as they go out together."""

    def __init__(self, facts: MeetingFacts, sender: str) -> None:
        self.facts = facts
        self.shared = Shared()
        self.organizer = Mailbox(facts.committee.name, sender)
        self.agenda = tuple(
            AgendaLine(str(number), topic.title, topic.tentative, topic.minutes)
            for number, topic in enumerate(facts.agenda, start=1)
        )
        self.hides = facts.committee.hides_attendees or len(facts.invitations) > MOST_NAMED
        self._parts = self._parts_on(facts.meeting.start.astimezone(facts.committee.zone).date())
        self._everybody: tuple[Attendee, ...] | None = None

    def attendee(self, person: Person, address: str, answer: Answer) -> Attendee:
        return Attendee(person.name, address, answer, self._parts.get(person.id, Part.REQUIRED))

    @property
    def everybody(self) -> tuple[Attendee, ...]:
        """All who are invited and have an address; the same list in everybody's calendar."""
        if self._everybody is None:
            invited = ((self.facts.people[one.person_id], one.answer) for one in self.facts.invitations)
            self._everybody = tuple(
                self.attendee(person, person.email, answer) for person, answer in invited if person.email
            )
        return self._everybody

    def _parts_on(self, day: date) -> dict[PersonId, Part]:
        """The weightiest role that each holds that day."""
        roles = list(Role)
        held: dict[PersonId, Role] = {}
        for seat in self.facts.seats:
            known = held.get(seat.person_id)
            if seat.held_on(day) and (known is None or roles.index(seat.role) < roles.index(known)):
                held[seat.person_id] = seat.role
        return {person_id: PARTS.get(role, Part.REQUIRED) for person_id, role in held.items()}


def invitation_mail(
    told: InvitationFacts, edition: Edition, address: str, links: Links | None = None
) -> InvitationMail:
    """One person's mail about their invitation."""
    facts, person, secretary = told.facts, told.person, told.secretary
    kind = KINDS[told.change]
    coming = kind in ASKING
    return InvitationMail(
        recipient_name=person.name,
        recipient_address=address,
        language=_language(person, facts.committee.language),
        committee_name=facts.committee.name,
        kind=kind,
        meeting_title=facts.committee.name,
        entry=calendar_entry(told, edition, address),
        given=told.invitation.answer,
        asked_anew=told.asked_anew,
        changes=told.changes,
        previous_start=_end_before(told, told.facts.meeting.previous_start),
        previous_end=_end_before(told, told.facts.meeting.previous_end),
        reason=None if coming else facts.meeting.cancel_reason or None,
        agenda=edition.agenda,
        papers=tuple(paper.name for paper in facts.papers) if coming else (),
        ask=Mailbox(secretary.name, secretary.email) if secretary and secretary.email else None,
        host=told.host.name if told.host else None,
        zone=zone_named(person.zone),
        more_link=_channel(person, facts.committee),
        answer_link=_answer_link(told, links) if coming else None,
    )


def calendar_entry(told: InvitationFacts, edition: Edition, address: str) -> CalendarEntry:
    """The meeting as this person's calendar should hold it."""
    meeting, committee = told.meeting, told.facts.committee
    alarm = committee.alarm_minutes
    return CalendarEntry(
        uid=meeting.uid,
        sequence=meeting.sequence if told.sequence is None else told.sequence,
        stamp=told.stamp or meeting.revised_at,
        start=meeting.start.astimezone(committee.zone),
        end=meeting.end.astimezone(committee.zone),
        title=committee.name,
        place=meeting.place or None,
        link=meeting.link or None,
        organizer=edition.organizer,
        attendees=_attendees(told, edition, address),
        language=_language(told.person, committee.language),
        alarm=None if alarm is None else timedelta(minutes=alarm),
    )


def _attendees(told: InvitationFacts, edition: Edition, address: str) -> tuple[Attendee, ...]:
    """Everybody, where people see each other; somebody who is taken off sees only themselves go."""
    if edition.hides or told.change in {Change.WITHDRAWN, Change.READDRESSED}:
        return (edition.attendee(told.person, address, told.invitation.answer),)
    return edition.everybody


def _end_before(told: InvitationFacts, previous: datetime | None) -> datetime | None:
    """One end of the hours that a moved meeting had before, on the committee's clock."""
    moved = told.change == Change.MOVED
    return previous.astimezone(told.facts.committee.zone) if moved and previous else None


def _channel(person: Person, committee: Committee) -> str | None:
    """Only for somebody who has an account there."""
    link = CHANNELS.get(person.platform or "") if committee.workspace else None
    return link and link.format(workspace=committee.workspace, channel=committee.channel)


def _answer_link(told: InvitationFacts, links: Links | None) -> str | None:
    if links is None:
        return None
    return links.address(Purpose.INVITATION, told.facts.meeting.id, told.person.id)


def _language(person: Person, otherwise: str) -> str:
    return spoken(person.language or otherwise)

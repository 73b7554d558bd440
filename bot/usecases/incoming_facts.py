"""What chair and secretary are told about mail that came in."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.bounce import Bounce
from bot.domain.committee import Committee
from bot.domain.delivery import Delivery, Route
from bot.domain.held_mail import HeldKind, HeldMail
from bot.domain.ids import BounceId, HeldMailId
from bot.domain.meeting import Meeting, MeetingState, Slot
from bot.domain.person import Person
from bot.storage import Transaction


@dataclass(frozen=True, slots=True)
class HeldMailFacts:
    """A mail that waits, or what became of it. `person` is whom it speaks for; `colleague` is somebody else whose address
    it was written from. `proposed` is the time that a counter-proposal asks for, `clash` the meeting that stands then.
    """

    committee: Committee
    mail: HeldMail
    meeting: Meeting | None
    person: Person | None
    colleague: Person | None
    proposed: Slot | None
    clash: Meeting | None
    settled_by: Person | None
    now: datetime

    @property
    def moved_since(self) -> bool:
        """The time it was about is not the meeting's any more."""
        return self.meeting is not None and self.mail.is_about_an_earlier_time_of(self.meeting)

    @property
    def is_off(self) -> bool:
        return self.meeting is not None and self.meeting.state == MeetingState.CANCELLED

    @property
    def is_as_proposed(self) -> bool:
        """The meeting has been moved there already."""
        return (
            self.meeting is not None
            and self.proposed is not None
            and not self.proposed.has_another_time_than(self.meeting.slot)
        )

    @property
    def can_move(self) -> bool:
        movable = self.meeting is not None and self.meeting.state in {
            MeetingState.PLANNED,
            MeetingState.CONFIRMED,
        }
        return (
            movable
            and self.proposed is not None
            and self.clash is None
            and self.proposed.start > self.now
            and not self.is_as_proposed
        )


@dataclass(frozen=True, slots=True)
class CounterDeclined:
    """The time stands, though this person has proposed another."""

    committee: Committee
    meeting: Meeting
    mail: HeldMail
    person: Person


@dataclass(frozen=True, slots=True)
class BounceFacts:
    """A mail that came back; `again_by` has had it sent once more. A guest is invited to that meeting alone, and has no
    seat where the address could be corrected.
    """

    committee: Committee
    meeting: Meeting | None
    bounce: Bounce
    person: Person
    again_by: Person | None
    is_guest: bool = False


def held_mail_facts(
    transaction: Transaction, committee: Committee, mail: HeldMail, now: datetime
) -> HeldMailFacts:
    meeting = transaction.meetings.find(mail.meeting_id) if mail.meeting_id else None
    people = transaction.people.named([mail.person_id, mail.settled_by])
    writer = transaction.people.with_addresses([mail.writer_address], committee.id).get(mail.writer_address)
    proposed = proposed_slot(mail, meeting)
    return HeldMailFacts(
        committee=committee,
        mail=mail,
        meeting=meeting,
        person=people.get(mail.person_id) if mail.person_id else None,
        colleague=writer if writer and writer.id != mail.person_id else None,
        proposed=proposed,
        clash=_clash(transaction, committee, meeting, proposed, now),
        settled_by=people.get(mail.settled_by) if mail.settled_by else None,
        now=now,
    )


def proposed_slot(mail: HeldMail, meeting: Meeting | None) -> Slot | None:
    """The time a counter-proposal asks for, as long as the meeting was when it does not say, at the same place."""
    if mail.kind is not HeldKind.COUNTER or meeting is None or mail.start is None:
        return None
    start, end = mail.time_of(meeting)
    return Slot(mail.start, mail.end or mail.start + (end - start), meeting.place, meeting.link)


def due_held_mail(
    transaction: Transaction, committee: Committee, delivery: Delivery, now: datetime
) -> HeldMailFacts | None:
    """Nobody is told of what has been dealt with before they were; a mail is not sent again to say so."""
    mail = transaction.held_mails.get(HeldMailId(delivery.subject_id))
    if not mail.waits and not (delivery.was_tried and delivery.route is Route.SLACK):
        return None
    return held_mail_facts(transaction, committee, mail, now)


def due_counter_declined(
    transaction: Transaction, committee: Committee, delivery: Delivery, _now: datetime
) -> CounterDeclined | None:
    """Only while the time still stands."""
    mail = transaction.held_mails.get(HeldMailId(delivery.subject_id))
    meeting = transaction.meetings.get(delivery.meeting_id or "")
    if delivery.sequence < meeting.asked_sequence or not meeting.is_announced:
        return None
    return CounterDeclined(committee, meeting, mail, transaction.people.get(delivery.person_id or ""))


def due_bounce(
    transaction: Transaction, committee: Committee, delivery: Delivery, _now: datetime
) -> BounceFacts | None:
    bounce = transaction.bounces.get(BounceId(delivery.subject_id))
    if bounce.again_at is not None and not (delivery.was_tried and delivery.route is Route.SLACK):
        return None
    return bounce_facts(transaction, committee, bounce)


def bounce_facts(transaction: Transaction, committee: Committee, bounce: Bounce) -> BounceFacts:
    people = transaction.people.named([bounce.person_id, bounce.again_by])
    guests = transaction.guests.of_meeting(bounce.meeting_id) if bounce.meeting_id else []
    return BounceFacts(
        committee,
        transaction.meetings.find(bounce.meeting_id) if bounce.meeting_id else None,
        bounce,
        people[bounce.person_id],
        people.get(bounce.again_by) if bounce.again_by else None,
        is_guest=any(guest.person_id == bounce.person_id for guest in guests),
    )


def _clash(
    transaction: Transaction,
    committee: Committee,
    meeting: Meeting | None,
    proposed: Slot | None,
    now: datetime,
) -> Meeting | None:
    if meeting is None or proposed is None:
        return None
    others = (one for one in transaction.meetings.coming_of(committee.id, now) if one.id != meeting.id)
    return next((one for one in others if proposed.overlaps(one.slot)), None)

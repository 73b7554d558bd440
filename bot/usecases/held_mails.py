"""What chair and secretary do about a mail that waits: each mail once, and everybody who was told sees by whom."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.alias import Alias
from bot.domain.committee import Committee
from bot.domain.delivery import DeliveryKind, Route
from bot.domain.held_mail import AlreadySettled, Doubt, HeldKind, HeldMail, Outcome
from bot.domain.ids import HeldMailId, PersonId
from bot.domain.invitation import Answer, Invitation, Source
from bot.domain.meeting import Meeting, Slot, WrongState
from bot.domain.permission import Act
from bot.domain.person import Person
from bot.storage import Storage, Transaction
from bot.usecases.access import Asker, Gone, Who, enter, existing, look
from bot.usecases.answers import NotInvited, Spoken, take_answer
from bot.usecases.changing import move_within
from bot.usecases.incoming import send_current_state
from bot.usecases.incoming_facts import HeldMailFacts, held_mail_facts, proposed_slot
from bot.usecases.invitations import add_guest
from bot.usecases.meetings import Wish
from bot.usecases.owing import owe
from bot.usecases.people import AddressTaken, person_with_address
from bot.usecases.telling_officers import redraw_for_officers

A_MOMENT = timedelta(microseconds=1)


@dataclass(slots=True)
class Settling:
    """A mail that still waits, in the transaction that settles it; `mail` becomes what it has become."""

    transaction: Transaction
    asker: Asker
    mail: HeldMail
    now: datetime

    def meeting(self) -> Meeting:
        """Raises Gone when the mail is about none that we know."""
        return existing(self.transaction.meetings.find(self.mail.meeting_id or ""))

    def settle(self, outcome: Outcome) -> HeldMailFacts:
        self.mail = self.transaction.held_mails.put(
            self.mail.settled(outcome, self.asker.person.id, self.now)
        )
        redraw_for_officers(self.transaction, DeliveryKind.HELD_MAIL, self.mail.id, self.now)
        return held_mail_facts(self.transaction, self.asker.committee, self.mail, self.now)


def held_mail(storage: Storage, mail_id: HeldMailId, who: Who, now: datetime) -> HeldMailFacts:
    """The mail as it stands, whether it still waits or not. Raises Gone, NotAllowed."""
    with storage.reading() as transaction:
        mail = existing(transaction.held_mails.find(mail_id))
        asker = look(transaction, mail.committee_id, who, now)
        asker.must(Act.SETTLE_MAIL)
        return held_mail_facts(transaction, asker.committee, mail, now)


def invited_to(storage: Storage, mail_id: HeldMailId, who: Who, now: datetime) -> list[Person]:
    """Who could have written it: everybody invited to its meeting, by name. Raises Gone, NotAllowed, AlreadySettled."""
    with _settling(storage, mail_id, who, now) as settling:
        invited = settling.transaction.invitations.of_meeting(settling.meeting().id)
        people = settling.transaction.people.named(one.person_id for one in invited if one.stands)
        return sorted(people.values(), key=lambda person: person.name.casefold())


def count_mail(
    storage: Storage,
    mail_id: HeldMailId,
    who: Who,
    now: datetime,
    *,
    person_id: PersonId | None = None,
    answer: Answer | None = None,
    remembers: bool = False,
) -> HeldMailFacts:
    """Somebody vouches for it: it counts as an answer of the person it speaks for (or of `person_id`), to the time that it
    was about: in the history alone if the meeting has been moved since. `remembers`: what comes from its address is theirs
    from now on. Raises Gone, NotAllowed, AlreadySettled, NotInvited, WrongState, AddressTaken.
    """
    with _settling(storage, mail_id, who, now) as settling:
        transaction, mail, meeting = settling.transaction, settling.mail, settling.meeting()
        person = transaction.people.find(person_id or mail.person_id or "")
        if person is None:
            raise NotInvited(meeting)
        if mail.kind is HeldKind.REFRESH:
            send_current_state(transaction, meeting, person, now)
        else:
            _answer_for(settling, meeting, person, answer or mail.answer or Answer.NONE)
        if remembers:
            _remember(settling, person)
        earlier = mail.kind is not HeldKind.REFRESH and mail.is_about_an_earlier_time_of(meeting)
        return settling.settle(Outcome.COUNTED_EARLIER if earlier else Outcome.COUNTED)


def set_aside(storage: Storage, mail_id: HeldMailId, who: Who, now: datetime) -> HeldMailFacts:
    """Nothing comes of it; it stays in its folder. Raises Gone, NotAllowed, AlreadySettled."""
    with _settling(storage, mail_id, who, now) as settling:
        return settling.settle(Outcome.SET_ASIDE)


def move_to_proposed(
    storage: Storage, mail_id: HeldMailId, who: Who, now: datetime, *, seen: str | None = None
) -> HeldMailFacts:
    """The meeting gets the time that was proposed. `seen` as in `move_meeting`; raises what that raises, too."""
    with _settling(storage, mail_id, who, now) as settling:
        meeting = settling.meeting()
        wish = wish_of(proposed_slot(settling.mail, meeting), settling.asker.committee)
        move_within(settling.transaction, settling.asker, meeting, wish, now, seen=seen)
        return settling.settle(Outcome.MOVED)


def wish_of(proposed: Slot | None, committee: Committee) -> Wish:
    """The time that was proposed, on the committee's clock. Raises Gone when it could not be read."""
    if proposed is None:
        raise Gone
    moments = (proposed.start, proposed.end)
    start, end = (moment.astimezone(committee.zone).replace(tzinfo=None) for moment in moments)
    return Wish(start, end)


def keep_time(storage: Storage, mail_id: HeldMailId, who: Who, now: datetime) -> HeldMailFacts:
    """The time stands. Whoever proposed another hears so by mail, if we are sure that it was they (RFC 5546 section 3.2.8).
    Where the meeting has been moved since, all have been asked again already. Raises Gone, NotAllowed, AlreadySettled.
    """
    with _settling(storage, mail_id, who, now) as settling:
        meeting, mail = settling.meeting(), settling.mail
        if mail.is_about_an_earlier_time_of(meeting):
            return settling.settle(Outcome.SET_ASIDE)
        if mail.person_id and not mail.doubts and meeting.is_announced:
            owe(
                settling.transaction,
                DeliveryKind.COUNTER_DECLINED,
                Route.EMAIL,
                now,
                key=mail.id,
                committee_id=meeting.committee_id,
                meeting_id=meeting.id,
                person_id=mail.person_id,
                subject_id=mail.id,
                sequence=meeting.sequence,
            )
        return settling.settle(Outcome.KEPT)


def invite_newcomer(storage: Storage, mail_id: HeldMailId, who: Who, now: datetime) -> HeldMailFacts:
    """Somebody the mail brings up becomes a guest: whoever is sent instead, or somebody it was forwarded to. If it is their
    own answer and our mail server vouches for it, it counts at once. Raises AlreadyInvited, WrongState, BadAddress, too.
    """
    with _settling(storage, mail_id, who, now) as settling:
        transaction, mail, meeting = settling.transaction, settling.mail, settling.meeting()
        settling.asker.must(Act.INVITE_GUEST)
        if not meeting.is_coming:
            raise WrongState(meeting, "invite")
        name, address = mail.newcomer
        person = person_with_address(transaction, address, name)
        meeting = add_guest(transaction, settling.asker, meeting, person, "", now)
        if mail.kind is HeldKind.ANSWER and mail.vouched and mail.writer_address == address and mail.answer:
            with suppress(
                NotInvited
            ):  # to the time that it is about; to the one that stands they are from now on
                _answer_for(settling, meeting, person, mail.answer)
        return settling.settle(Outcome.INVITED)


@contextmanager
def _settling(storage: Storage, mail_id: HeldMailId, who: Who, now: datetime) -> Iterator[Settling]:
    with storage.transaction() as transaction:
        found = existing(transaction.held_mails.find(mail_id))
        asker = enter(transaction, found.committee_id, who, now)
        asker.must(Act.SETTLE_MAIL)
        mail = transaction.held_mails.get(mail_id)  # again, now that nobody else can change it
        if not mail.waits:
            raise AlreadySettled(transaction.people.get(mail.settled_by or "").name)
        yield Settling(transaction, asker, mail, now)


def _answer_for(settling: Settling, meeting: Meeting, person: Person, answer: Answer) -> None:
    """As given when the mail says, unless it came for an earlier time: then it is vouched for now, to the one that stood when
    it came, and stands in the history alone. Raises NotInvited, also for who was not invited to that time.
    """
    mail = settling.mail
    invitation = settling.transaction.invitations.of(meeting.id, person.id)
    earlier = mail.is_about_an_earlier_time_of(meeting)
    if invitation is None or not invitation.stands or (earlier and invitation.asked_at is None):
        raise NotInvited(meeting, person)
    given_at = _given_earlier(mail, invitation) if earlier else _given_at(mail, invitation, settling.now)
    spoken = Spoken(answer, Source.EMAIL, mail.comment, given_at)
    take_answer(settling.transaction, meeting, person.id, spoken, settling.now)


def _given_at(mail: HeldMail, invitation: Invitation, now: datetime) -> datetime:
    """Not before they were asked: they may have been invited anew while the mail waited."""
    given_at = now if Doubt.OLDER in mail.doubts or mail.given_at is None else mail.given_at
    return max(given_at, invitation.asked_at or given_at)


def _given_earlier(mail: HeldMail, invitation: Invitation) -> datetime:
    """Before they were asked anew, though the mail may have been written after that, by somebody who had not read it."""
    given_at = mail.given_at or mail.heard_at
    return min(given_at, invitation.asked_at - A_MOMENT) if invitation.asked_at else given_at


def _remember(settling: Settling, person: Person) -> None:
    """The address it was written from, unless it is the person's already."""
    transaction, address = settling.transaction, settling.mail.address_to_remember
    committee_id = settling.mail.committee_id
    owner = transaction.people.with_addresses([address], committee_id).get(address)
    if owner is not None and owner.id != person.id:
        raise AddressTaken(owner)
    if address and owner is None:
        transaction.aliases.add(
            Alias(committee_id, address, person.id, settling.asker.person.id, settling.now)
        )

"""To whoever proposed another time: the time stands. With a DECLINECOUNTER, so that their calendar knows it too."""

from datetime import datetime

from bot.calendar.entry import Attendee, CalendarEntry, Mailbox, declined_counter
from bot.domain.person import Person
from bot.language.catalogues import spoken
from bot.language.words import Words, zone_named
from bot.mail.compose import with_calendar
from bot.mail.invitation import MailKind
from bot.mail.letter import Letter
from bot.mail.message import Envelope, Mail, written
from bot.mail.plain_letter import plain_letter, time_row
from bot.usecases.incoming_facts import CounterDeclined


def compose_declined(
    told: CounterDeclined, sender: str, address: str, *, message_id: str, sent_at: datetime
) -> Mail:
    """The whole message; `sender` is the organizer's mailbox. Raises BrokenInvitation."""
    envelope = Envelope(
        sender=Mailbox(told.committee.name, sender),
        recipient=Mailbox(told.person.name, address),
        message_id=message_id,
        sent_at=sent_at,
    )
    language = spoken(told.person.language or told.committee.language)
    words = Words(language, zone_named(told.person.zone) or told.committee.zone)
    entry = _entry(told, sender, address, sent_at, language)
    return with_calendar(envelope, written(_letter(told, words)), declined_counter(entry), "DECLINECOUNTER")


def _entry(
    told: CounterDeclined, sender: str, address: str, sent_at: datetime, language: str
) -> CalendarEntry:
    """As it stands; RFC 5546 section 3.2.8 wants the SEQUENCE of the meeting, and nobody but who proposed."""
    meeting, committee = told.meeting, told.committee
    return CalendarEntry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamp=sent_at,
        start=meeting.start.astimezone(committee.zone),
        end=meeting.end.astimezone(committee.zone),
        title=committee.name,
        place=meeting.place or None,
        link=meeting.link or None,
        organizer=Mailbox(committee.name, sender),
        attendees=(_attendee(told.person, address, told),),
        language=language,
    )


def _attendee(person: Person, address: str, told: CounterDeclined) -> Attendee:
    return (
        Attendee(person.name, address, told.mail.answer)
        if told.mail.answer
        else Attendee(person.name, address)
    )


def _letter(told: CounterDeclined, words: Words) -> Letter:
    return plain_letter(
        told.committee,
        words,
        label=words.t("The time stands"),
        lead=words.t("Thank you for proposing another time. The meeting is held when it was planned."),
        rows=[time_row(told.meeting, told.committee, words)],
        kind=MailKind.CHANGED,
        meeting=told.meeting,
        answer=words.t("If you cannot come then, answer the invitation again."),
    )

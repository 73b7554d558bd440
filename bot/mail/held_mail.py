"""Mail that waits, and mail that came back, told by mail: to a chair or secretary who has no account in the workspace."""

from collections.abc import Iterator

from bot.calendar.text import one_line, paragraphs
from bot.domain.committee import Committee
from bot.domain.held_mail import HeldKind
from bot.domain.meeting import Meeting
from bot.domain.person import Person
from bot.language.held_mail import missing, unreadable
from bot.language.words import Words
from bot.mail.invitation import MailKind
from bot.mail.letter import Letter
from bot.mail.plain_letter import plain_letter
from bot.mail.row import Row
from bot.usecases.incoming_facts import BounceFacts, HeldMailFacts
from bot.usecases.links import Links


def held_mail_letter(facts: HeldMailFacts, words: Words, _person: Person, _links: Links | None) -> Letter:
    mail = facts.mail
    label = {
        HeldKind.ANSWER: words.t("An answer that does not count yet"),
        HeldKind.COUNTER: words.t("Another time is proposed"),
        HeldKind.DELEGATION: words.t("Somebody else is to come"),
        HeldKind.REFRESH: words.t("The invitation is asked for again"),
        HeldKind.WORDS: words.t("A mail to the committee"),
        HeldKind.REPORT: words.t("A report about no mail that is known"),
        HeldKind.UNREADABLE: words.t("A mail that could not be read"),
    }[mail.kind]
    lead = words.t(
        "It came to the committee's mailbox and waits there, in the folder Kallelse/Held. Those who have an account in Slack "
        "can say there what is to become of it."
    )
    return plain_letter(
        facts.committee, words, label=label, lead=lead, rows=_rows(facts, words), kind=MailKind.CHANGED
    )


def bounce_letter(facts: BounceFacts, words: Words, _person: Person, _links: Links | None) -> Letter:
    name = one_line(facts.person.name)
    rows = [
        Row(words.t("Person"), name, main=True),
        Row(words.t("E-mail address"), one_line(facts.bounce.address)),
        *_when(facts.meeting, facts.committee, words),
    ]
    if facts.bounce.status:
        rows.append(Row(words.t("Reason"), facts.bounce.status))
    lead = words.t("A mail to {name} came back. Is the address right?", name=name)
    return plain_letter(
        facts.committee, words, label=words.t("A mail came back"), lead=lead, rows=rows, kind=MailKind.CHANGED
    )


def _rows(facts: HeldMailFacts, words: Words) -> Iterator[Row]:
    mail = facts.mail
    name, address = one_line(mail.writer_name), one_line(mail.writer_address)
    yield Row(words.t("From"), ", ".join(part for part in (name, address) if part) or "–", main=True)
    if facts.person:
        yield Row(words.t("Speaks for"), one_line(facts.person.name))
    if mail.kind is HeldKind.DELEGATION:
        yield Row(words.t("Sends instead"), one_line(mail.delegate_name or mail.delegate_address))
    yield from _when(facts.meeting, facts.committee, words)
    if facts.proposed:
        zone = facts.committee.zone
        start, end = (moment.astimezone(zone) for moment in (facts.proposed.start, facts.proposed.end))
        yield Row(words.t("Proposed time"), words.when(start, end, zone), main=True)
    if said := paragraphs(mail.comment or (mail.beginning if mail.kind is HeldKind.WORDS else "")):
        yield Row(words.t("Says"), one_line(said))
    for doubt in mail.doubts:
        yield Row(words.t("Missing"), missing(doubt, words))
    if mail.kind is HeldKind.UNREADABLE:
        yield Row(words.t("Missing"), unreadable(mail.fault, words))


def _when(meeting: Meeting | None, committee: Committee, words: Words) -> Iterator[Row]:
    if meeting:
        zone = committee.zone
        when = words.when(meeting.start.astimezone(zone), meeting.end.astimezone(zone), zone)
        yield Row(words.t("Meeting"), when)

"""Mail that waits, and mail that came back, told by mail: to a chair or secretary who has no account in the workspace."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.calendar.text import one_line, paragraphs
from bot.domain.committee import Committee
from bot.domain.held_mail import HeldKind
from bot.domain.person import Person
from bot.language.held_mail import about_when, missing, unreadable
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
    ]
    if facts.meeting:
        stands = facts.meeting.start, facts.meeting.end
        rows.append(_time(words.t("Meeting"), stands, facts.committee, words))
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
    if facts.meeting:
        row = _time(words.t("Meeting"), mail.time_of(facts.meeting), facts.committee, words)
        yield replace(row, text=about_when(row.text, words, is_off=facts.is_off))
        if facts.moved_since:
            stands = facts.meeting.start, facts.meeting.end
            yield _time(words.t("Moved since, to"), stands, facts.committee, words)
    if facts.proposed:
        proposed = facts.proposed.start, facts.proposed.end
        yield replace(_time(words.t("Proposed time"), proposed, facts.committee, words), main=True)
    if said := paragraphs(mail.comment or (mail.beginning if mail.kind is HeldKind.WORDS else "")):
        yield Row(words.t("Says"), one_line(said))
    for doubt in mail.doubts:
        yield Row(words.t("Missing"), missing(doubt, words, is_off=facts.is_off))
    if mail.kind is HeldKind.UNREADABLE:
        yield Row(words.t("Missing"), unreadable(mail.fault, words))


def _time(label: str, span: tuple[datetime, datetime], committee: Committee, words: Words) -> Row:
    start, end = (moment.astimezone(committee.zone) for moment in span)
    return Row(label, words.when(start, end, committee.zone))

"""The reminder to answer an invitation, for those who are not in chat. Without a calendar object: a calendar has the meeting
already, and would take it for news.
"""

from collections.abc import Iterator

from bot.calendar.text import one_line
from bot.delivery import DeliveryError
from bot.domain.person import Person
from bot.language.words import Words, zone_named
from bot.mail.invitation import MailKind
from bot.mail.letter import Letter
from bot.mail.row import Row
from bot.usecases.facts import InvitationFacts
from bot.usecases.links import Links, Purpose


def reminder_letter(told: InvitationFacts, words: Words, person: Person, links: Links | None) -> Letter:
    """With the link to answer by. Where people have none, nobody is reminded: they may have answered by mail, which is
    not always read.
    """
    if links is None:
        raise DeliveryError(permanent=True, reason="no link to answer by", needless=True)
    meeting, committee = told.facts.meeting, told.facts.committee
    name = one_line(committee.name)
    day = words.date(meeting.start.astimezone(committee.zone).date())
    label = words.t("Reminder")
    return Letter(
        language=words.language,
        kind=MailKind.INVITATION,
        subject=f"{label}: {name}, {day}",
        label=label,
        title=name,
        lead=words.t("You have not answered yet whether you will come."),
        rows=tuple(_rows(told, words)),
        about="",
        agenda_label="",
        agenda=(),
        answer=words.t("It takes a moment, and helps whoever prepares the meeting."),
        answer_label=words.t("Answer the invitation"),
        answer_link=links.address(Purpose.INVITATION, meeting.id, person.id),
        footer=words.t("This is an automatic message from {committee}.", committee=name),
    )


def _rows(told: InvitationFacts, words: Words) -> Iterator[Row]:
    meeting, zone = told.facts.meeting, told.facts.committee.zone
    when = words.when(meeting.start.astimezone(zone), meeting.end.astimezone(zone), zone)
    note = "" if zone_named(told.person.zone) else words.zone_name(zone, meeting.start)
    yield Row(words.t("Time"), when, note, main=True)
    if place := one_line(meeting.place):
        yield Row(words.t("Place"), place)
    if told.secretary and told.secretary.email:
        asked = f"{one_line(told.secretary.name)}, {told.secretary.email}"
        yield Row(words.t("Questions to"), asked, link=f"mailto:{told.secretary.email}")

"""The reminder to answer an invitation, for those who are not in chat. Without a calendar object: a calendar has the meeting
already, and would take it for news.
"""

from collections.abc import Iterator

from bot.calendar.text import one_line
from bot.delivery import DeliveryError
from bot.domain.person import Person
from bot.language.words import Words, zone_named
from bot.mail.letter import Letter
from bot.mail.plain_letter import plain_letter, time_row
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
    lead = words.t("You have not answered yet whether you will come.")
    if told.asked_anew:
        lead = words.t("Please answer again: the answer that you gave earlier no longer counts.")
    return plain_letter(
        committee,
        words,
        label=words.t("Reminder"),
        lead=lead,
        rows=_rows(told, words),
        meeting=meeting,
        answer=words.t("It takes a moment, and helps whoever prepares the meeting."),
        answer_label=words.t("Answer the invitation"),
        answer_link=links.address(Purpose.INVITATION, meeting.id, person.id),
    )


def _rows(told: InvitationFacts, words: Words) -> Iterator[Row]:
    meeting, committee = told.facts.meeting, told.facts.committee
    note = "" if zone_named(told.person.zone) else words.zone_name(committee.zone, meeting.start)
    yield time_row(meeting, committee, words, note)
    if place := one_line(meeting.place):
        yield Row(words.t("Place"), place)
    if told.secretary and told.secretary.email:
        asked = f"{one_line(told.secretary.name)}, {told.secretary.email}"
        yield Row(words.t("Questions to"), asked, link=f"mailto:{told.secretary.email}")

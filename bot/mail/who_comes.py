"""To a chair or secretary who is reached by mail alone: who comes to tomorrow's meeting, and what they said."""

from collections.abc import Iterator

from bot.calendar.text import one_line
from bot.domain.invitation import Answer
from bot.domain.person import Person
from bot.language.words import Words, zone_named
from bot.mail.letter import Letter
from bot.mail.plain_letter import plain_letter, time_row
from bot.mail.row import Row
from bot.usecases.facts import MeetingFacts
from bot.usecases.links import Links


def who_comes_letter(facts: MeetingFacts, words: Words, person: Person, _links: Links | None) -> Letter:
    return plain_letter(
        facts.committee,
        words,
        label=words.t("Who comes"),
        lead=words.t("This is what those invited have answered so far."),
        rows=_rows(facts, words, person),
        meeting=facts.meeting,
    )


def _rows(facts: MeetingFacts, words: Words, person: Person) -> Iterator[Row]:
    meeting = facts.meeting
    note = "" if zone_named(person.zone) else words.zone_name(facts.committee.zone, meeting.start)
    yield time_row(meeting, facts.committee, words, note)
    if place := one_line(meeting.place):
        yield Row(words.t("Place"), place)
    for answer, label in (
        (Answer.ACCEPTED, words.t("Accepted")),
        (Answer.TENTATIVE, words.t("Tentative")),
        (Answer.DECLINED, words.t("Declined")),
        (Answer.NONE, words.t("Not answered")),
    ):
        if names := [one_line(name) for name in facts.names(answer)]:
            yield Row(f"{label} ({len(names)})", ", ".join(names))
    comments = ((facts.people[one.person_id].name, one.comment) for one in facts.invitations if one.comment)
    for name, comment in sorted(comments):
        yield Row(one_line(name), one_line(comment))

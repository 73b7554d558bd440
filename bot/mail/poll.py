"""A poll by mail, for those who have no account in the workspace: the question, the reminder, that a time can be picked or
that the poll was withdrawn.
"""

from bot.calendar.text import one_line
from bot.domain.person import Person
from bot.domain.poll import Tally, Vote
from bot.language.words import Words
from bot.mail.letter import Letter
from bot.mail.plain_letter import plain_letter
from bot.mail.row import Row
from bot.usecases.links import Links, Purpose
from bot.usecases.poll_facts import PollFacts


def poll_letter(facts: PollFacts, words: Words, person: Person, links: Links | None) -> Letter:
    anew = words.t("Another deadline – which of these times suit you?")
    label = anew if facts.asked_anew else words.t("Which of these times suit you?")
    return _asking(facts, words, person, links, label)


def poll_reminder_letter(facts: PollFacts, words: Words, person: Person, links: Links | None) -> Letter:
    return _asking(facts, words, person, links, words.t("Nothing heard from you yet:"))


def poll_waits_letter(facts: PollFacts, words: Words, _person: Person, _links: Links | None) -> Letter:
    """To chair or secretary: how it stands, and who can pick."""
    over = words.t("Everybody has answered.") if facts.is_complete else words.t("The time to answer is over.")
    best_first = words.t("The time that suits best comes first.")
    return plain_letter(
        facts.committee,
        words,
        label=words.t("Pick a time"),
        lead=f"{over} {best_first}",
        rows=tuple(
            _ranked_row(number, one, facts, words) for number, one in enumerate(facts.ranking, start=1)
        ),
        answer=_how_to_pick(facts, words),
    )


def poll_over_letter(facts: PollFacts, words: Words, _person: Person, _links: Links | None) -> Letter:
    return plain_letter(
        facts.committee,
        words,
        label=words.t("Poll withdrawn"),
        lead=words.t("You need not answer any more: the times that were asked about are free again."),
        rows=tuple(_rows(facts, words, gone=True)),
    )


def _asking(facts: PollFacts, words: Words, person: Person, links: Links | None, label: str) -> Letter:
    link = links.address(Purpose.POLL, facts.poll.id, person.id) if links else None
    until = words.instant(facts.poll.deadline, facts.committee.zone)
    return plain_letter(
        facts.committee,
        words,
        label=label,
        lead=words.t("Say yes, if need be or no to each. Chair or secretary then picks one."),
        rows=(*_rows(facts, words), Row(words.t("Answer by"), until)),
        answer=_how_to_answer(facts, words, linked=link is not None),
        answer_label=words.t("Say which suit you"),
        answer_link=link,
    )


def _rows(facts: PollFacts, words: Words, *, gone: bool = False) -> list[Row]:
    return [
        Row(
            words.t("Time {number}", number=number),
            words.when(one.start, one.end, facts.committee.zone),
            note=one_line(one.place),
            main=not gone,
            gone=gone,
        )
        for number, one in enumerate(facts.alternatives, start=1)
    ]


def _ranked_row(number: int, tally: Tally, facts: PollFacts, words: Words) -> Row:
    one = tally.alternative
    when = words.when(one.start, one.end, facts.committee.zone)
    short = "" if tally.does else words.t("Somebody who must be able to come cannot, or has not answered.")
    note = " ".join(part for part in (f"{_counts(tally, words)}.", short) if part)
    return Row(words.t("Place {number}", number=number), when, note=note, main=number == 1)


def _counts(tally: Tally, words: Words) -> str:
    numbers = {vote: len(people) for vote, people in tally.people.items()}
    return words.listed(
        [
            words.t("{count} yes", count=numbers[Vote.YES]),
            words.t("{count} if need be", count=numbers[Vote.IF_NEED_BE]),
            words.t("{count} no", count=numbers[Vote.NO]),
            words.t("{count} not answered", count=len(tally.silent)),
        ]
    )


def _how_to_pick(facts: PollFacts, words: Words) -> str:
    names = [one_line(person.name) for person in facts.picks_in_chat]
    if not names:
        return words.t(
            "A time is picked in Slack, by chair or secretary with an account there: /meeting poll."
        )
    return words.t(
        "A time is picked in Slack: /meeting poll. These can do it there: {names}.",
        names=words.listed(sorted(names)),
    )


def _how_to_answer(facts: PollFacts, words: Words, *, linked: bool) -> str:
    if linked:
        return words.t("Answer on a page of your own; you can change it until then.")
    asked_by = facts.people.get(facts.poll.asked_by)
    return words.t("To answer, write to {name}.", name=one_line(asked_by.name if asked_by else ""))

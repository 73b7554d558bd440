"""The summary of decisions by mail, for those who are not in the channel where it is posted."""

from collections.abc import Iterator

from bot.calendar.text import one_line, paragraphs
from bot.domain.person import Person
from bot.domain.proposal import DateState, ProposedDate
from bot.domain.record import Action, Decision
from bot.language.adoption import how_picked, was_kept
from bot.language.words import Words
from bot.mail.letter import Letter
from bot.mail.plain_letter import plain_letter
from bot.mail.proposal import how_adopted
from bot.mail.row import Row
from bot.usecases.links import Links
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.summary_facts import SummaryFacts


def summary_letter(
    facts: SummaryFacts, words: Words, _person: Person | None = None, _links: Links | None = None
) -> Letter:
    day = words.date(facts.meeting.start.astimezone(facts.committee.zone).date())
    return plain_letter(
        facts.committee,
        words,
        label=words.t("Summary of decisions"),
        lead=words.t("The meeting on {day}.", day=day),
        rows=_rows(facts, words),
        meeting=facts.meeting,
        about=paragraphs(facts.summary.note),
    )


def _rows(facts: SummaryFacts, words: Words) -> Iterator[Row]:
    if not facts.decisions:
        yield Row(words.t("Decisions"), words.t("No decisions were recorded."))
    for decision in facts.decisions:
        yield _decision(decision, facts, words)
    for action in facts.actions:
        yield _action(action, facts, words)
    zone = facts.committee.zone
    for one in facts.adopted:
        dates = [_adopted(date, one, words) for date in one.in_state(DateState.ADOPTED)]
        yield Row(words.t("Times of coming meetings"), "; ".join(dates), note=how_adopted(one, words))
    for picked in sorted(facts.picked, key=lambda found: found.meeting.start):
        when = words.when(picked.meeting.start, picked.meeting.end, zone)
        how = how_picked(words, by=one_line(picked.picked_by))
        yield Row(words.t("Times of coming meetings"), when, note=how)
    if facts.next_meeting:
        coming = facts.next_meeting
        unsure = words.t("not confirmed yet") if facts.next_is_planned else ""
        note = ", ".join(part for part in (one_line(coming.place), unsure) if part)
        when = words.when(coming.start.astimezone(zone), coming.end.astimezone(zone), zone)
        yield Row(words.t("Next meeting"), when, note=note, main=True)


def _adopted(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    when = words.when(date.start, date.end, facts.committee.zone)
    if not was_kept(facts.proposal, date):
        return when
    kept = words.t("kept all the same by {name}", name=one_line(facts.name(date.settled_by)))
    return f"{when} ({kept})"


def _decision(decision: Decision, facts: SummaryFacts, words: Words) -> Row:
    topic = facts.topics.get(decision.topic_id) if decision.topic_id else None
    label = words.t("Decision {label}", label=decision.label)
    notes = []
    if decision.proposed_by:
        notes.append(words.t("Proposed by {name}.", name=one_line(decision.proposed_by)))
    if decision.valid_to:
        notes.append(words.t("Valid to {day}.", day=words.day(decision.valid_to)))
    return Row(
        f"{label} · {one_line(topic.title)}" if topic else label,
        one_line(decision.text),
        note=" ".join(notes),
        main=True,
    )


def _action(action: Action, facts: SummaryFacts, words: Words) -> Row:
    owner = facts.people.get(action.owner_id) if action.owner_id else None
    who = one_line(owner.name) if owner else words.t("nobody yet")
    due = words.t("by {day}", day=words.day(action.due)) if action.due else ""
    return Row(words.t("Action"), one_line(action.text), note=" · ".join(part for part in (who, due) if part))

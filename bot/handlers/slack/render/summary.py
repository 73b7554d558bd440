"""The summary of decisions: posted in the channel, kept true in its thread."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain.proposal import DateState
from bot.domain.record import Action, Decision
from bot.handlers.slack.render.blocks import (
    HEADER_LENGTH,
    MESSAGE_WEIGHT,
    SECTION_LENGTH,
    Block,
    Message,
    clip,
    context,
    escape,
    fitted,
    fitted_line,
    header,
    section,
    strong,
    unfolded,
    weight,
)
from bot.handlers.slack.render.meeting_words import sentence
from bot.handlers.slack.render.proposal_words import date_lines, how_adopted, picked_lines
from bot.handlers.slack.render.records import NAME_MOST, owner_name
from bot.handlers.slack.render.topics import day_of, title_of
from bot.language.words import Words
from bot.usecases.picked_times import PickedTime
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.summary_facts import SummaryChange, SummaryFacts

AROUND = 1500
"""What may stand around the summary itself weighs at most so much."""
BLOCKS_MOST = 40
LONGEST_DAY = 60
"""With the words around it, in a header."""
LENGTHS = (2600, 1500, 800, 400, 200, 100)
"""How much of each text is shown: as much as fits into one message."""
DATES_MOST, PROPOSALS_MOST, PICKED_MOST = 15, 3, 5


def summary_message(facts: SummaryFacts, words: Words) -> Message:
    """For the channel: what the meeting decided, who does what, and when the next one is."""
    return Message(summary_title(facts, words), tuple(summary_blocks(facts, words)))


def summary_change_message(change: SummaryChange, words: Words) -> Message:
    """For the thread below a posted summary: which record now reads what, was added or withdrawn."""
    text = _change(change, words)
    return Message(text, (unfolded(text),))


def summary_title(facts: SummaryFacts, words: Words) -> str:
    return words.t(
        "Summary of decisions: {committee}, {day}",
        committee=fitted_line(facts.committee.name, NAME_MOST),
        day=day_of(facts.meeting, facts.committee, words),
    )


def summary_blocks(facts: SummaryFacts, words: Words) -> list[Block]:
    """With texts as long as there is room for in one message."""
    texts = [facts.summary.note, *(one.text for one in facts.decisions), *(one.text for one in facts.actions)]
    for most in LENGTHS:
        if most > LENGTHS[-1] and sum(min(len(text), most) for text in texts) > MESSAGE_WEIGHT:
            continue
        head, body, foot = _head(facts, words), _body(facts, words, most), _foot(facts, words, most)
        if _fits([*head, *body, *foot]):
            break
    whole = len(body)
    while not _fits([*head, *body, *foot]):
        body.pop()
    if len(body) < whole or any(len(escape(text)) > most for text in texts):
        foot.append(context(words.t("There is more than fits here: /decisions and /actions show all of it.")))
    return [*head, *body, *foot]


def _fits(blocks: list[Block]) -> bool:
    return len(blocks) <= BLOCKS_MOST and weight(blocks) <= MESSAGE_WEIGHT - AROUND


def _head(facts: SummaryFacts, words: Words) -> list[Block]:
    day = day_of(facts.meeting, facts.committee, words)
    name = clip(" ".join(facts.committee.name.split()), HEADER_LENGTH - LONGEST_DAY)
    return [header(words.t("Decisions of {committee}, {day}", committee=name, day=day))]


def _body(facts: SummaryFacts, words: Words, most: int) -> list[Block]:
    return [
        *_packed(_decisions(facts, words, most)),
        *_packed(_actions(facts, words, most)),
    ]


def _foot(facts: SummaryFacts, words: Words, most: int) -> list[Block]:
    note = fitted(facts.summary.note.strip(), most)
    blocks = [unfolded(note)] if note else []
    if facts.adopted or facts.picked:
        blocks.append(section("\n".join(_adopted(facts, words))))
    blocks.append(section(_next_meeting(facts, words)))
    if facts.summary.changed_at is not None:
        moment = words.moment(facts.summary.changed_at)
        blocks.append(context(words.t("Changed {moment}, after it was posted.", moment=moment)))
    return blocks


def _decisions(facts: SummaryFacts, words: Words, most: int) -> Iterator[str]:
    """By topic, in the agenda's order; those without a topic last."""
    if not facts.decisions:
        yield words.t("No decisions were recorded.")
    agenda = sorted((one for one in facts.topics.values() if one.on_agenda), key=lambda one: one.position)
    elsewhere = [one for one in facts.topics.values() if not one.on_agenda]
    for number, topic in enumerate([*agenda, *elsewhere], start=1):
        mine = [one for one in facts.decisions if one.topic_id == topic.id]
        numbered = f"{number}. {title_of(topic, words)}" if topic.on_agenda else title_of(topic, words)
        yield from _group(numbered, mine, words, most)
    rest = [one for one in facts.decisions if one.topic_id not in facts.topics]
    under_topics = len(rest) < len(facts.decisions)
    yield from _group(words.t("Other decisions") if under_topics else "", rest, words, most)


def _group(title: str, decisions: Iterable[Decision], words: Words, most: int) -> Iterator[str]:
    lines = [_decision(decision, words, most) for decision in decisions]
    if lines and title:
        heading = f"\n{strong(title)}"
        together = len(heading) + len(lines[0]) < SECTION_LENGTH
        yield f"{heading}\n{lines.pop(0)}" if together else heading
    yield from lines


def _decision(decision: Decision, words: Words, most: int) -> str:
    parts = []
    if decision.proposed_by:
        parts.append(
            words.t("proposed by {name}", name=fitted_line(decision.proposed_by, min(most, NAME_MOST)))
        )
    if decision.valid_to:
        parts.append(words.t("valid until {day}", day=words.day(decision.valid_to)))
    more = f" ({', '.join(parts)})" if parts else ""
    return f"{strong(decision.label)}  {fitted(decision.text.strip(), most)}{more}"


def _actions(facts: SummaryFacts, words: Words, most: int) -> Iterator[str]:
    if facts.actions:
        yield strong(words.t("Actions"))
    for action in facts.actions:
        yield f"•  {_action(facts, action, words, most)}"


def _action(facts: SummaryFacts, action: Action, words: Words, most: int) -> str:
    owner = facts.people[action.owner_id].name if action.owner_id else None
    who = strong(fitted_line(owner_name(owner, words), min(most, NAME_MOST)))
    due = f", {words.t('by {day}', day=words.day(action.due))}" if action.due else ""
    return f"{fitted(action.text.strip(), most)} – {who}{due}"


def _adopted(facts: SummaryFacts, words: Words) -> Iterator[str]:
    """Each date once, in their order, with how it was adopted below those that were adopted together."""
    yield strong(words.t("Times of coming meetings"))
    room = DATES_MOST
    groups: list[ProposalFacts | PickedTime] = [*facts.adopted[:PROPOSALS_MOST], *facts.picked[:PICKED_MOST]]
    for one in sorted(groups, key=_first_of):
        if isinstance(one, PickedTime):
            yield from picked_lines(one, facts.committee, words)
            continue
        dates = one.in_state(DateState.ADOPTED)
        yield from date_lines(one, words, dates[:room])
        if left := len(dates) - len(dates[:room]):
            yield words.n("… and {count} more", "… and {count} more", left)
        room = max(0, room - len(dates))
        yield f"_{how_adopted(one, words)}_"


def _first_of(one: ProposalFacts | PickedTime) -> datetime:
    if isinstance(one, PickedTime):
        return one.meeting.start
    return min((date.start for date in one.in_state(DateState.ADOPTED)), default=one.now)


def _next_meeting(facts: SummaryFacts, words: Words) -> str:
    coming = facts.next_meeting
    if coming is None:
        return f"{strong(words.t('Next meeting'))}\n{words.t('No date is set yet.')}"
    when = words.when(coming.start, coming.end, facts.committee.zone)
    place = fitted_line(coming.place, NAME_MOST)
    unsure = f" ({words.t('not confirmed yet')})" if facts.next_is_planned else ""
    return f"{strong(words.t('Next meeting'))}\n{sentence(when)}{f', {place}' if place else ''}{unsure}"


def _packed(lines: Iterable[str]) -> list[Block]:
    """Few sections rather than many: lines together as long as they fit into one. A heading brings the empty line before
    it, which falls away where a section begins.
    """
    packed: list[str] = []
    for line in lines:
        if packed and len(packed[-1]) + 1 + len(line) <= SECTION_LENGTH:
            packed[-1] += f"\n{line}"
        elif line:
            packed.append(line.lstrip())
    return [unfolded(text) for text in packed]


def _change(change: SummaryChange, words: Words) -> str:
    posted = change.summary.summary.posted_at
    if change.decision is not None:
        decision = change.decision
        text = _decision(decision, words, LENGTHS[0])
        if decision.withdrawn_at is not None:
            return words.t("Withdrawn: {text}", text=text)
        if posted is not None and decision.recorded_at > posted:
            return words.t("Added: {text}", text=text)
        return words.t("Now reads: {text}", text=text)
    if change.action is not None:
        text = _action(change.summary, change.action, words, LENGTHS[0])
        if posted is not None and change.action.recorded_at > posted:
            return words.t("Action added: {text}", text=text)
        return words.t("Action now reads: {text}", text=text)
    return words.t("Something in the summary was changed.")

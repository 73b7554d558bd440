"""What waits for chair and secretary in a poll: the times as they rank, and a way to pick each."""

from collections.abc import Iterator, Sequence

from bot.domain.poll import Tally
from bot.handlers.poll_needs import who_must_come
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import (
    MESSAGE_WEIGHT,
    Block,
    Message,
    actions,
    button,
    confirmation,
    context,
    divider,
    header,
    one_line,
    option,
    section,
    select,
    weight,
)
from bot.handlers.slack.render.poll_words import (
    briefly,
    counts,
    deadline_of,
    names_in,
    names_of,
    outcome,
    warned,
    when_of,
)
from bot.handlers.slack.render.polls import officer_buttons, ranked_line, why_picked
from bot.handlers.slack.render.proposal_words import in_sections
from bot.language.words import Words
from bot.usecases.poll_facts import PollFacts

MOST_IN_FULL = 6


def poll_waits_message(facts: PollFacts, words: Words) -> Message:
    """As many of the best in full as Slack takes in one message; the others in short, to be picked from a menu."""
    title = words.t("Poll: pick a time")
    spoken = f"{title}, {one_line(facts.committee.name)}"
    top = header(f"{title}, {facts.committee.name}")
    if said := outcome(facts, words):
        return Message(spoken, (top, section(said), *why_picked(facts, words)))
    ranking = facts.ranking
    for full in range(MOST_IN_FULL, -1, -1):
        blocks = [top, *_standing(ranking, full, facts, words)]
        if weight(blocks) <= MESSAGE_WEIGHT:
            break
    return Message(spoken, tuple(blocks))


def _standing(ranking: Sequence[Tally], full: int, facts: PollFacts, words: Words) -> Iterator[Block]:
    yield section(_how_far(facts, words))
    for tally in ranking[:full]:
        yield section(ranked_line(tally, facts, words), _pick_button(tally, facts, words))
        if names := names_of(tally, facts, words):
            yield context(names)
    if others := ranking[full:]:
        yield from in_sections((_in_short(tally, facts, words) for tally in others), words)
        yield actions(_pick_menu(others, facts, words))
    yield divider()
    yield actions(*officer_buttons(facts, words))


def _how_far(facts: PollFacts, words: Words) -> str:
    if facts.is_complete:
        lead = words.t("Everybody has answered.")
    elif facts.takes_votes:
        lead = words.t("Members can answer until {deadline}.", deadline=deadline_of(facts, words))
    else:
        lead = words.t("The time to answer is over.")
    silent = names_in((one.person_id for one in facts.silent), facts, words)
    missing = words.t("Not answered: {names}.", names=silent) if silent else ""
    return " ".join(part for part in (f"*{lead}*", missing, who_must_come(facts.poll.needs, words)) if part)


def _in_short(tally: Tally, facts: PollFacts, words: Words) -> str:
    one, mark = tally.alternative, "" if tally.does else "⚠️ "
    return f"• *{when_of(one, facts, words)}* {mark}{counts(tally, words)}{warned(one, facts, words)}"


def _pick_button(tally: Tally, facts: PollFacts, words: Words) -> Block:
    one = tally.alternative
    return button(
        words.t("Pick this time"),
        f"{Press.POLL_PICK}.{one.position}",
        value(facts.poll.id, one.id),
        style="primary" if tally.does and tally.can else None,
        confirm=_sure(when_of(one, facts, words), facts, words),
        says=f"{words.t('Pick this time')}: {briefly(one, facts, words)}",
    )


def _pick_menu(tallies: Sequence[Tally], facts: PollFacts, words: Words) -> Block:
    options = [
        option(briefly(one.alternative, facts, words), value(facts.poll.id, one.alternative.id))
        for one in tallies
    ]
    return {
        **select(options, placeholder=words.t("Pick another time …")),
        "action_id": f"{Press.POLL_PICK}.other",
        "confirm": _sure(words.t("The time you have chosen"), facts, words),
    }


def _sure(when: str, facts: PollFacts, words: Words) -> Block:
    return confirmation(
        words.t("Pick this time?"),
        words.n(
            "{when}: {count} person is invited at once, whatever they answered. The other times are free again.",
            "{when}: {count} people are invited at once, whatever they answered. The other times are free again.",
            len(facts.counted),
            when=when,
        ),
        words.t("Pick it"),
        words.t("Not yet"),
    )

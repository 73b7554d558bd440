"""What waits for chair and secretary about proposed dates: objections, people it did not reach, dates to decide about."""

from collections.abc import Callable, Iterator

from bot.domain.proposal import DateState, ProposalState, ProposedDate
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import (
    MESSAGE_WEIGHT,
    Block,
    Message,
    actions,
    button,
    confirmation,
    context,
    header,
    one_line,
    section,
    weight,
)
from bot.handlers.slack.render.proposal_words import (
    deadline_of,
    objection_lines,
    unreached_names,
    when_of,
)
from bot.handlers.slack.render.proposals import withdrawn_by
from bot.language.words import Words
from bot.usecases.proposal_facts import ProposalFacts

MOST_DATES = 15
AROUND = 3500
"""What the rest of the message weighs at most."""

Choice = Callable[[ProposedDate, ProposalFacts, Words], Block]


def keep_button(date: ProposedDate, facts: ProposalFacts, words: Words) -> Block:
    asked = confirmation(
        words.t("Keep the date all the same?"),
        words.n(
            "{when}: the meeting is confirmed though somebody objected, and {count} person gets the invitation "
            "within a minute.",
            "{when}: the meeting is confirmed though somebody objected, and {count} people get the invitation "
            "within a minute.",
            len(facts.counted),
            when=when_of(date, facts, words),
        ),
        words.t("Keep the date"),
        words.t("Let it wait"),
    )
    return button(words.t("Keep the date"), Press.KEEP_DATE, value(date.id), confirm=asked)


def change_button(date: ProposedDate, _facts: ProposalFacts, words: Words) -> Block:
    return button(words.t("Propose another …"), Press.CHANGE_DATE, value(date.id), style="primary")


def drop_button(date: ProposedDate, _facts: ProposalFacts, words: Words) -> Block:
    asked = confirmation(
        words.t("Drop the date?"),
        words.t("There will be no meeting then. Its topics wait for the next one."),
        words.t("Drop the date"),
        words.t("Let it wait"),
    )
    return button(words.t("Drop the date"), Press.DROP_DATE, value(date.id), style="danger", confirm=asked)


def poll_button(date: ProposedDate, _facts: ProposalFacts, words: Words) -> Block:
    asked = confirmation(
        words.t("Ask which time suits instead?"),
        words.t(
            "The date is dropped. It goes into the plan in the making, with those suggestions that can be read as dates. "
            "There you ask the members which one suits."
        ),
        words.t("Into the plan"),
        words.t("Let it wait"),
    )
    return button(words.t("Make it a poll"), Press.BACK_TO_PLAN, value(date.id), confirm=asked)


CHOICES: tuple[Choice, ...] = (change_button, poll_button, keep_button, drop_button)
"""What can be done with a date that somebody objected to, in the order it is offered."""


def waits_message(facts: ProposalFacts, words: Words) -> Message:
    waits = facts.proposal.is_asking or facts.in_state(DateState.OBJECTED)
    title = words.t("Proposed dates: what waits for you") if waits else words.t("Proposed dates")
    parts = [*_unreached(facts, words), *_objected(facts, words), *_all_of_it(facts, words)]
    if not parts:
        parts = [section(words.t("Nothing waits for you here any more."))]
    committee = one_line(facts.committee.name)
    return Message(f"{title}: {committee}", (header(f"{title}: {facts.committee.name}"), *parts))


def _unreached(facts: ProposalFacts, words: Words) -> Iterator[Block]:
    names = unreached_names(facts, words) if facts.proposal.is_asking else ""
    if facts.proposal.state == ProposalState.WAITING:
        yield section(
            words.t(
                "*The deadline passed on {deadline}, and the dates are not adopted:* who was not reached has not consented. "
                "Reach them and give them more time, or go ahead: that is written down with your name.",
                deadline=deadline_of(facts, words),
            )
        )
    if names:
        again = button(words.t("Send again"), Press.ASK_AGAIN, value(facts.proposal.id))
        yield section(words.t("*Not reached:* {names}", names=names), again)


def _objected(facts: ProposalFacts, words: Words) -> Iterator[Block]:
    """While members can still answer, what they say; afterwards a choice for each date, as many as a message holds."""
    state = DateState.OPEN if facts.proposal.is_asking else DateState.OBJECTED
    dates = [date for date in facts.in_state(state) if facts.objections_to(date.id)]
    room = MESSAGE_WEIGHT - AROUND
    for number, date in enumerate(dates):
        blocks = _one_objected(date, facts, words)
        room -= weight(blocks)
        if room < 0 or number == MOST_DATES:
            left = len(dates) - number
            later = words.n(
                "… and {count} more, when these are settled",
                "… and {count} more, when these are settled",
                left,
            )
            yield section(later)
            return
        yield from blocks


def _one_objected(date: ProposedDate, facts: ProposalFacts, words: Words) -> list[Block]:
    reasons = "\n".join(objection_lines(date, facts, words))
    told = section(f"✗ *{when_of(date, facts, words)}*\n{reasons}")
    if date.state != DateState.OBJECTED:
        return [told]
    return [told, actions(*(choice(date, facts, words) for choice in CHOICES))]


def _all_of_it(facts: ProposalFacts, words: Words) -> Iterator[Block]:
    if facts.proposal.state == ProposalState.WITHDRAWN:
        yield section(withdrawn_by(facts, words))
    if facts.proposal.is_asking:
        if facts.proposal.state == ProposalState.OPEN:
            yield context(words.t("Members can answer until {deadline}.", deadline=deadline_of(facts, words)))
        yield actions(*officer_buttons(facts, words))


def officer_buttons(facts: ProposalFacts, words: Words) -> list[Block]:
    """What chair and secretary can do with a proposal that stands before the members."""
    carried = value(facts.proposal.id)
    ahead = confirmation(
        words.t("Go ahead all the same?"),
        words.t("The dates nobody objected to are adopted, and invitations go out by themselves."),
        words.t("Adopt them"),
        words.t("Not yet"),
    )
    away = confirmation(
        words.t("Withdraw the dates?"),
        words.t("Nobody is asked any more, and nothing comes of these dates."),
        words.t("Withdraw"),
        words.t("Let them stand"),
    )
    buttons = [
        button(words.t("Change the deadline …"), Press.MOVE_DEADLINE, carried),
        button(words.t("Withdraw the dates"), Press.WITHDRAW_PROPOSAL, carried, style="danger", confirm=away),
    ]
    if facts.proposal.state == ProposalState.WAITING:
        buttons.insert(
            0, button(words.t("Adopt all the same"), Press.GO_AHEAD, carried, style="primary", confirm=ahead)
        )
    return buttons

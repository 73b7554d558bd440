"""What becomes of a plan: said back when it is put, confirmed or thrown away, and shown afterwards."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from bot.domain.proposal import DateState, ProposalState
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    divider,
    header,
    one_line,
    section,
)
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.handlers.slack.render.proposal_waits import officer_buttons
from bot.handlers.slack.render.proposal_words import date_lines, how_adopted, picked_lines, when_of
from bot.handlers.slack.render.proposals import proposal_blocks
from bot.language.when import Fact
from bot.language.when.words import assumed_text
from bot.language.words import Words
from bot.usecases.confirming_plans import Decided
from bot.usecases.proposal_facts import Plan, Plans, ProposalFacts

MOST_ASKING, MOST_ADOPTED = 5, 10


def plans_page(plans: Plans, words: Words) -> Message:
    """What stands before the members, and what has been adopted and when."""
    title = words.t("Dates of {committee}", committee=plans.committee.name)
    blocks: list[Block] = [header(title)]
    if plans.for_officer:
        blocks.append(
            actions(
                button(words.t("Make a plan …"), Press.WRITE_PLAN, value(plans.committee.id), style="primary")
            )
        )
    if not plans.asking and not plans.adopted and not plans.picked:
        blocks.append(
            section(words.t("No dates stand before the members, and none have been adopted this way."))
        )
    for one in plans.asking[:MOST_ASKING]:
        blocks += [*proposal_blocks(one, words), *_for_officers(one, words), divider()]
    if plans.adopted or plans.picked:
        blocks.append(section(f"*{words.t('Adopted so far')}*"))
        blocks += [section(line) for line in _history(plans, words)]
    return Message(title, tuple(_distinct(blocks)))


def decided_message(decided: Decided, words: Words) -> Message:
    said = words.n(
        "{count} meeting of {committee} is confirmed.",
        "{count} meetings of {committee} are confirmed.",
        decided.meetings,
        committee=one_line(decided.plan.committee.name),
    )
    sent = words.n(
        "The invitation to each goes to {count} person by itself within a minute.",
        "The invitations to each go to {count} people by themselves within a minute.",
        decided.people,
    )
    return Message(f"{said} {sent}", (section(f"*{said}*\n{sent}"),))


def put_message(facts: ProposalFacts, words: Words, assumed: Iterable[Fact] = ()) -> Message:
    """Said back to whoever put the dates: who is asked, until when, and what happens then; and what was taken for granted
    when a date was written in words.
    """
    deadline = facts.proposal.deadline
    assert deadline is not None  # noqa: S101  it has just been put
    until = words.instant(deadline, facts.committee.zone)
    said = words.n(
        "{count} member is asked, by Slack or by e-mail, and has until {deadline} to object.",
        "{count} members are asked, by Slack or by e-mail, and have until {deadline} to object.",
        len(facts.counted),
        deadline=until,
    )
    then = words.t("Dates nobody objects to are then adopted, and the invitations go out by themselves.")
    blocks: list[Block] = [section(f"{said} {then}")]
    if told := assumed_text(assumed, words):
        dates = words.listed([when_of(date, facts, words) for date in facts.dates[:1]])
        blocks.append(context(f"{dates}. {told}"))
    silent = [facts.people[one.person_id] for one in facts.counted]
    out_of_reach = [short(one.name, 60) for one in silent if not one.account and not one.email]
    if out_of_reach:
        names = words.listed(out_of_reach)
        blocks.append(
            section(
                words.t("Neither account nor e-mail address, so they cannot be asked: {names}", names=names)
            )
        )
    blocks.append(actions(*officer_buttons(facts, words)))
    return Message(f"{said} {then}", tuple(blocks))


def proposal_stands_message(facts: ProposalFacts, words: Words) -> Message:
    """What became of a plan, or of a meeting that was put: where it stands before the members, with what can be done."""
    proposal = facts.proposal
    was_told = proposal.state != ProposalState.WITHDRAWN or proposal.put_at is not None
    dates = proposal_blocks(facts, words) if was_told else []
    show = button(words.t("Show what stands"), Press.OPEN_PLAN, value(facts.committee.id))
    title = words.t("Dates of {committee}", committee=one_line(facts.committee.name))
    return Message(title, (*dates, *_for_officers(facts, words), actions(show)))


def thrown_away_message(plan: Plan, words: Words) -> Message:
    said = words.t(
        "The plan for {committee} is thrown away. Nobody was ever told of it.",
        committee=one_line(plan.committee.name),
    )
    return Message(said, (section(said),))


def _for_officers(facts: ProposalFacts, words: Words) -> list[Block]:
    can_change = facts.for_officer and facts.proposal.is_asking
    return [actions(*officer_buttons(facts, words))] if can_change else []


def _history(plans: Plans, words: Words) -> Iterator[str]:
    """What was adopted or picked, when and how, the newest first."""
    zone = plans.committee.zone
    settled: list[tuple[datetime, list[str]]] = []
    for facts in plans.adopted:
        if at := facts.proposal.settled_at:
            dates = date_lines(facts, words, facts.in_state(DateState.ADOPTED))
            settled.append((at, [clip("\n".join(dates), 2500), f"_{how_adopted(facts, words)}_"]))
    settled += [
        (one.poll.decided_at, [*picked_lines(one, plans.committee, words)])
        for one in plans.picked
        if one.poll.decided_at
    ]
    for at, lines in sorted(settled, key=lambda found: found[0], reverse=True)[:MOST_ADOPTED]:
        yield "\n".join([f"*{sentence(words.day(at.astimezone(zone).date()))}*", *lines])


def _distinct(blocks: list[Block]) -> Iterator[Block]:
    """Several proposals have the same buttons: each of them gets an ending of its own."""
    for number, block in enumerate(blocks):
        if block["type"] == "actions":
            elements = [{**one, "action_id": f"{one['action_id']}.{number}"} for one in block["elements"]]
            yield {**block, "elements": elements}
        else:
            yield block

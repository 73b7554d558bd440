"""The forms of a poll: what is asked beside its times, and another deadline."""

from bot.domain.poll import Need
from bot.handlers.slack.ids import Form, Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    checkbox,
    checkboxes,
    context,
    field,
    modal,
    number_input,
    one_line,
    option,
    section,
)
from bot.handlers.slack.render.plan_forms import deadline_fields
from bot.handlers.slack.render.poll_picking import poll_waits_message
from bot.handlers.slack.render.poll_words import deadline_of
from bot.handlers.slack.render.polls import poll_message
from bot.language.words import Words
from bot.usecases.poll_facts import PollFacts
from bot.usecases.proposal_facts import Plan


def poll_form(plan: Plan, words: Words) -> Block:
    count = words.n("{count} time", "{count} times", len(plan.wanted))
    asked = len(plan.members)
    lead = words.t(
        "Everybody with a seat says yes, if need be or no to each. Chair or secretary then picks one."
    )
    return modal(
        Form.POLL,
        words.t("Ask which suits"),
        [
            section(f"{one_line(plan.committee.name)}\n*{count}*\n{lead}"),
            field(
                "needs",
                words.t("Who must be able to come?"),
                checkboxes(
                    [
                        option(words.t("The chair or the vice chair"), Need.CHAIR),
                        option(words.t("Somebody of each organisation"), Need.EACH_ORGANISATION),
                    ]
                ),
                optional=True,
            ),
            field(
                "quorum",
                words.t("At least so many people"),
                number_input(least=1, most=asked),
                hint=words.n("{count} person is asked.", "{count} people are asked.", asked),
                optional=True,
            ),
            field(
                "hidden",
                words.t("Who sees the answers?"),
                checkbox(words.t("Only chair, vice chair and secretary"), "yes"),
                optional=True,
            ),
            *deadline_fields(plan.deadline, plan.committee.zone, words, words.t("Members can answer until")),
            context(words.t("Times are the committee's own: {zone}.", zone=plan.committee.timezone)),
        ],
        submit=words.t("Ask the members"),
        close=words.t("Close"),
        about=value(plan.proposal.id),
    )


def keep_open_form(facts: PollFacts, words: Words) -> Block:
    lead = words.t("So far members can answer until {deadline}.", deadline=deadline_of(facts, words))
    zone = facts.committee.zone
    return modal(
        Form.POLL_KEEP_OPEN,
        words.t("Another deadline"),
        [
            section(lead),
            *deadline_fields(facts.poll.deadline, zone, words, words.t("Members can answer until")),
            context(words.t("Times are the committee's own: {zone}.", zone=facts.committee.timezone)),
        ],
        submit=words.t("Save"),
        close=words.t("Close"),
        about=value(facts.poll.id),
    )


def polls_message(found: list[PollFacts], committee_id: str, words: Words, *, for_officer: bool) -> Message:
    """The polls that are open: each with the reader's own votes, and for chair and secretary how it stands."""
    if not found:
        none = words.t("No poll is open.")
        begin = words.t("Write the times as you would in a mail: `/meeting poll 14/11 10-12; 15/11 13-15`")
        text = f"{none} {begin}" if for_officer else none
        return Message(none, (section(text), *_begin(committee_id, words, for_officer=for_officer)))
    draw = poll_waits_message if for_officer else poll_message
    if len(found) == 1:
        return draw(found[0], words)
    title = words.n("{count} poll is open.", "{count} polls are open.", len(found))
    blocks = [section(title)]
    for number, facts in enumerate(found):
        one = section(
            words.t("Until {deadline}", deadline=deadline_of(facts, words)),
            button(
                words.t("Show"),
                f"{Press.POLL_SHOW if for_officer else Press.POLL_ANSWER}.{number}",
                value(facts.poll.id),
            ),
        )
        blocks.append(one)
    return Message(title, tuple(blocks))


def _begin(committee_id: str, words: Words, *, for_officer: bool) -> list[Block]:
    if not for_officer:
        return []
    return [
        actions(button(words.t("Write the times …"), Press.WRITE_PLAN, value(committee_id), style="primary"))
    ]

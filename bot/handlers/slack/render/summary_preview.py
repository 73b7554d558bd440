"""The summary of decisions as chair and secretary look it through, put it right and post it."""

from bot.handlers.slack.ids import Form, Place, Press, value
from bot.handlers.slack.render.blocks import (
    HEADER_LENGTH,
    Block,
    Message,
    actions,
    button,
    context,
    field,
    fitted_line,
    modal,
    section,
    text_input,
)
from bot.handlers.slack.render.records import TEXT_MOST
from bot.handlers.slack.render.summary import summary_blocks, summary_title
from bot.handlers.slack.render.topics import day_of
from bot.language.words import Words
from bot.usecases.summary_facts import SummaryFacts

RECORDS_MOST = 90


def preview_message(facts: SummaryFacts, words: Words) -> Message:
    """The summary as it will look, or as it stands in the channel; for chair and secretary, who can still change it."""
    posted = facts.summary.posted_at
    if posted is None:
        lead = words.t("This is how the summary will look. Only you see it until it is posted.")
    else:
        lead = words.t(
            "The summary was posted {moment}. What you change here changes there.",
            moment=words.moment(posted),
        )
    blocks = [
        *([section(_ended_by_itself(facts, words))] if facts.meeting.ended_by_itself else []),
        section(lead),
        *_warnings(facts, words),
        *summary_blocks(facts, words),
        actions(*_buttons(facts, words)),
    ]
    return Message(f"{lead} {summary_title(facts, words)}", tuple(blocks))


def _ended_by_itself(facts: SummaryFacts, words: Words) -> str:
    return words.t(
        "The meeting of {committee} on {day} ended by itself: nobody had ended it. Decisions and actions can still be "
        "recorded.",
        committee=f"*{fitted_line(facts.committee.name, HEADER_LENGTH)}*",
        day=day_of(facts.meeting, facts.committee, words),
    )


def posted_message(facts: SummaryFacts, words: Words, lead: str) -> Message:
    """After posting: the summary itself stands in the channel, what can still be done with it here."""
    return Message(lead, (section(lead), actions(*_buttons(facts, words))))


def summary_form(facts: SummaryFacts, words: Words, about: str) -> Block:
    """The note, and each record's own words."""
    note = field(
        "note",
        words.t("Note"),
        text_input(facts.summary.note, most=TEXT_MOST, multiline=True),
        hint=words.t("Stands below decisions and actions: thanks, practical matters, papers to read."),
        optional=True,
    )
    inputs = [
        field(f"decision.{one.id}", words.t("Decision {label}", label=one.label), _input(one.text))
        for one in facts.decisions
    ]
    inputs += [
        field(f"action.{one.id}", words.t("Action {number}", number=number), _input(one.text))
        for number, one in enumerate(facts.actions, start=1)
    ]
    left = len(inputs) - RECORDS_MOST
    more = [
        context(
            words.n("{count} more is changed in its list.", "{count} more are changed in their lists.", left)
        )
    ]
    return modal(
        Form.SUMMARY,
        words.t("Edit the summary"),
        [note, *inputs[:RECORDS_MOST], *(more if left > 0 else [])],
        submit=words.t("Save"),
        close=words.t("Cancel"),
        about=about,
    )


def _input(text: str) -> Block:
    return text_input(text, most=TEXT_MOST, multiline=True)


def _warnings(facts: SummaryFacts, words: Words) -> list[Block]:
    unowned = sum(action.owner_id is None for action in facts.actions)
    if not unowned:
        return []
    text = words.n("{count} action has nobody to do it.", "{count} actions have nobody to do them.", unowned)
    return [context(f":warning: {text}")]


def _buttons(facts: SummaryFacts, words: Words) -> list[Block]:
    meeting = value(facts.meeting.id)
    here = value(facts.meeting.id, Place.PREVIEW)
    post = button(words.t("Post in the channel"), Press.SUMMARY_POST, meeting, style="primary")
    return [
        *([post] if facts.summary.posted_at is None else []),
        button(words.t("Edit …"), Press.SUMMARY_EDIT, here),
        button(words.t("Record a decision …"), Press.RECORD_DECISION, here),
        button(words.t("Record an action …"), Press.RECORD_ACTION, here),
    ]

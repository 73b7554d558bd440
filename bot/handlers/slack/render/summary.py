"""The summary of decisions."""

from bot.handlers.slack.render.blocks import Message, header, one_line, section
from bot.language.words import Words
from bot.usecases.facts import SummaryChange, SummaryFacts


def summary_message(facts: SummaryFacts, words: Words) -> Message:
    """For the channel: what the meeting decided, who does what, and when the next one is."""
    title = words.t("Summary of decisions: {committee}", committee=facts.committee.name)
    return Message(one_line(title), (header(title),))


def summary_change_message(change: SummaryChange, words: Words) -> Message:
    """For the thread below a posted summary: what changed."""
    text = words.t("The summary has changed.")
    return Message(text, (section(text),))

"""The agenda and its topics."""

from bot.handlers.slack.render.blocks import Message, one_line, section
from bot.language.words import Words
from bot.usecases.facts import TopicFacts


def topic_waiting_message(facts: TopicFacts, words: Words) -> Message:
    """To chair and secretary: a topic waits for them; afterwards, what became of it."""
    text = words.t("A topic waits for you: {title}", title=one_line(facts.topic.title))
    return Message(text, (section(text),))


def topic_settled_message(facts: TopicFacts, words: Words) -> Message:
    """To the proposer: what became of their topic."""
    text = words.t("Your topic “{title}” has been dealt with.", title=one_line(facts.topic.title))
    return Message(text, (section(text),))

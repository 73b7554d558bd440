"""Decisions and actions."""

from bot.handlers.slack.render.blocks import Message, one_line, section
from bot.language.words import Words
from bot.usecases.facts import ActionFacts


def action_given_message(facts: ActionFacts, words: Words) -> Message:
    """To whoever an action was given to."""
    text = words.t("You have been given an action: {text}", text=one_line(facts.action.text))
    return Message(text, (section(text),))

"""A person's invitation, drawn."""

from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.meeting import card
from bot.language.words import Words
from bot.usecases.facts import InvitationFacts


def invitation_message(facts: InvitationFacts, words: Words) -> Message:
    return card(facts.facts, words)


def reminder_message(facts: InvitationFacts, words: Words) -> Message:
    return card(facts.facts, words)

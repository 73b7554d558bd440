"""A meeting, drawn."""

from bot.handlers.slack.render.blocks import Message, section
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts


def card(facts: MeetingFacts, words: Words) -> Message:
    when = words.when(facts.meeting.start, facts.meeting.end, facts.committee.zone)
    return Message(when, (section(when),))

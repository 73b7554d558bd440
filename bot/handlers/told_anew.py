"""How many get an updated invitation because a committee's settings changed: the same in the form and at the terminal."""

from bot.language.words import Words
from bot.usecases.told_anew import SettingsChange


def told_anew(change: SettingsChange, words: Words) -> str:
    """In one sentence; "" when nobody does."""
    if not change.people:
        return ""
    meetings = words.n("{count} meeting", "{count} meetings", change.meetings)
    return words.n(
        "{count} person gets an updated invitation to {meetings} by e-mail.",
        "{count} people get an updated invitation to {meetings} by e-mail.",
        change.people,
        meetings=meetings,
    )

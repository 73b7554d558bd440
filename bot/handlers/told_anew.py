"""How many get what by mail because a committee changed: the same in the form and at the terminal."""

from collections.abc import Iterator

from bot.language.words import Words
from bot.usecases.mails_owed import MailsOwed, Told
from bot.usecases.told_anew import SettingsChange


def told_anew(change: SettingsChange, words: Words) -> str:
    """In one sentence; "" when nobody does."""
    return _updated(Told(change.people, change.meetings), words) if change.people else ""


def mails_owed(owed: MailsOwed, words: Words) -> Iterator[str]:
    """One sentence for each thing that people get."""
    if owed.invited.people:
        yield words.n(
            "{count} person gets an invitation to {meetings} by e-mail.",
            "{count} people get an invitation to {meetings} by e-mail.",
            owed.invited.people,
            meetings=_meetings(owed.invited, words),
        )
    if owed.updated.people:
        yield _updated(owed.updated, words)
    if owed.cancelled.people:
        yield words.n(
            "{count} person gets a cancellation of {meetings} by e-mail.",
            "{count} people get a cancellation of {meetings} by e-mail.",
            owed.cancelled.people,
            meetings=_meetings(owed.cancelled, words),
        )
    if owed.left.people:
        yield words.n(
            "{count} earlier address gets a cancellation of {meetings} by e-mail.",
            "{count} earlier addresses get a cancellation of {meetings} by e-mail.",
            owed.left.people,
            meetings=_meetings(owed.left, words),
        )
    if owed.asked.people:
        yield words.n(
            "{count} person is asked about dates by e-mail.",
            "{count} people are asked about dates by e-mail.",
            owed.asked.people,
        )


def _updated(told: Told, words: Words) -> str:
    return words.n(
        "{count} person gets an updated invitation to {meetings} by e-mail.",
        "{count} people get an updated invitation to {meetings} by e-mail.",
        told.people,
        meetings=_meetings(told, words),
    )


def _meetings(told: Told, words: Words) -> str:
    return words.n("{count} meeting", "{count} meetings", told.meetings)

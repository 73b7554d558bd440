"""A meeting that nobody has ended: the question whether it is still going on."""

from bot.domain.meeting import OVER
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import Message, actions, button, one_line, section
from bot.language.words import Words
from bot.usecases.facts import StillGoing

NUDGE = "nudge"
"""What the button that ends the meeting carries in this message, which shows by itself what became of it."""


def still_going_message(found: StillGoing, words: Words) -> Message:
    said = _said(found, words)
    if not found.asks:
        return Message(said.replace("*", ""), (section(said),))
    meeting = found.facts.meeting
    buttons = actions(
        button(words.t("End the meeting"), Press.END_MEETING, value(meeting.id, NUDGE), style="primary"),
        button(words.t("It is still going on"), Press.KEEP_OPEN, value(meeting.id)),
    )
    return Message(said.replace("*", ""), (section(said), buttons))


def _said(found: StillGoing, words: Words) -> str:
    meeting = found.facts.meeting
    committee = f"*{one_line(found.facts.committee.name)}*"
    ends_at = words.moment(meeting.ends_by_itself_at)
    if found.asks:
        return words.t(
            "Is the meeting of {committee} still going on? It was to end {end}, and nobody has ended it. "
            "It ends by itself {ends_at}.",
            committee=committee,
            end=words.moment(meeting.end),
            ends_at=ends_at,
        )
    if meeting.state in OVER and meeting.ended_at is not None:
        ended_at = words.moment(meeting.ended_at)
        if meeting.ended_by_itself:
            return words.t(
                "The meeting of {committee} ended by itself {ended_at}.",
                committee=committee,
                ended_at=ended_at,
            )
        return words.t(
            "The meeting of {committee} was ended {ended_at}.", committee=committee, ended_at=ended_at
        )
    return words.t(
        "The meeting of {committee} goes on. Unless somebody ends it before, it ends by itself {ends_at}.",
        committee=committee,
        ends_at=ends_at,
    )

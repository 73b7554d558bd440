"""What recording a decision and recording an action have in common: which meeting is meant, and what a form says."""

from collections.abc import Callable, Sequence

from bot.domain.ids import MeetingId, TopicId
from bot.handlers.slack.acts.filled_times import check_day
from bot.handlers.slack.acts.quoting import permalink
from bot.handlers.slack.ids import Form, parts_of, value
from bot.handlers.slack.listening import FormCheck
from bot.handlers.slack.render.record_forms import NONE, committee_form
from bot.handlers.slack.request import FieldErrors, Filled, Request, View
from bot.language.words import Words
from bot.usecases.access import NoCommitteeHere, Where, WhichCommittee

FormAt = Callable[[Where | MeetingId], View]


def form_or_question(request: Request, at: Where | MeetingId, text: str, ask: Form, form: FormAt) -> View:
    """The form; where several committees can be meant, the question which, with the text kept for the form after it."""
    try:
        return form(at)
    except WhichCommittee as which:
        channel = (at.channel if isinstance(at, Where) else None) or ""
        about = value(channel, permalink(request))
        return committee_form(ask, which.short_names, request.words, about, text)


def chosen_committee(request: Request, filled: Filled) -> tuple[Where, str]:
    """What the question was answered with, and the way back to the message that it all began with."""
    channel, address = parts_of(filled.about)
    return Where(request.where.workspace, channel or None, filled.chosen("committee")), address


def from_message(request: Request, form: Callable[[Where], View]) -> View:
    """For a shortcut: in a channel without a committee, one's own is meant."""
    try:
        return form(request.where)
    except NoCommitteeHere:
        return form(Where(request.where.workspace, None))


def meeting_at(request: Request, parts: list[str]) -> tuple[Where | MeetingId, list[str]]:
    """Which meeting a button means, by its id or as the latest of a committee; and where the button stood."""
    if parts[0]:
        return MeetingId(parts[0]), parts[1:]
    _, channel, short_name, *place = parts
    return Where(request.where.workspace, channel, short_name), place


def about_new(meeting: MeetingId, address: str, place: Sequence[str]) -> str:
    """What the form for a new record carries."""
    return value(meeting, address, *place)


def check_record(day: str) -> FormCheck:
    """What is to be recorded has words, and the day in that field can be read and is still to come."""

    def check(words: Words, filled: Filled) -> FieldErrors | View | None:
        if not filled.text("text"):
            return FieldErrors({"text": words.t("Write it in a few words.")})
        return check_day(words, filled, day)

    return check


def chosen_topic(filled: Filled) -> TopicId | None:
    chosen = filled.chosen("topic")
    return TopicId(chosen) if chosen not in {"", NONE} else None

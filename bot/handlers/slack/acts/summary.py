"""The summary of decisions: looked through, edited, posted once."""

from bot.domain.ids import ActionId, DecisionId, MeetingId
from bot.handlers.slack.ids import Form, Press, parts_of, value
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.render.summary_preview import posted_message, preview_message, summary_form
from bot.handlers.slack.request import Answer, Filled, Redraw, Request, View
from bot.usecases.summaries import SummaryText, edit_summary, post_summary, preview_summary

DECISION = "decision."
ACTION = "action."


def preview(request: Request, meeting_id: MeetingId) -> Message:
    """The summary as it will look, for chair and secretary."""
    facts = preview_summary(request.storage, meeting_id, request.who, request.now)
    return preview_message(facts, request.words)


def press_preview(request: Request, parts: list[str]) -> Answer:
    return Redraw(preview(request, MeetingId(parts[0])))


def post(request: Request, parts: list[str]) -> Answer:
    """However often it is pressed, it is posted once; who presses it after that is told when it was."""
    words = request.words
    facts = post_summary(request.storage, MeetingId(parts[0]), request.who, request.now)
    posted = facts.summary.posted_at or request.now
    channel = f"<#{facts.committee.channel}>"
    if posted == request.now:
        lead = words.t("The summary is posted in {channel}.", channel=channel)
    else:
        moment = words.moment(posted)
        lead = words.t(
            "The summary was posted already, {moment}, in {channel}.", moment=moment, channel=channel
        )
    return Redraw(posted_message(facts, words, lead))


def open_edit(request: Request, parts: list[str]) -> View:
    facts = preview_summary(request.storage, MeetingId(parts[0]), request.who, request.now)
    return summary_form(facts, request.words, value(parts[0]))


def edit(request: Request, filled: Filled) -> Answer:
    """Only what was changed in the form is written: somebody else may have changed the rest meanwhile."""
    (meeting,) = parts_of(filled.about)
    text = SummaryText(
        filled.text("note"),
        {DecisionId(key): text for key, text in _changed(filled, DECISION)},
        {ActionId(key): text for key, text in _changed(filled, ACTION)},
    )
    facts = edit_summary(request.storage, MeetingId(meeting), request.who, text, request.now)
    said = request.words.t("The summary is changed.")
    return Redraw(preview_message(facts, request.words), Message(said, (section(said),)))


def _changed(filled: Filled, kind: str) -> list[tuple[str, str]]:
    return [
        (name.removeprefix(kind), filled.text(name)) for name in filled.names(kind) if filled.changed(name)
    ]


ACTS = Acts(
    presses={Press.SUMMARY_PREVIEW: press_preview, Press.SUMMARY_POST: post},
    press_forms={Press.SUMMARY_EDIT: open_edit},
    submissions={Form.SUMMARY: Submission(edit)},
)

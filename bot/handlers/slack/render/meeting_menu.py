"""The "⋯" menu of a meeting: Slack allows five entries. Everybody sees it; who may not is told who may."""

from bot.domain.meeting import Meeting, MeetingState
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import Block, menu, option
from bot.language.words import Words

OFFERED: dict[MeetingState, tuple[Press, ...]] = {
    MeetingState.PLANNED: (
        Press.MOVE_MEETING,
        Press.CANCEL_MEETING,
        Press.INVITE_GUEST,
        Press.PAPERS,
    ),
    MeetingState.CONFIRMED: (
        Press.START_MEETING,
        Press.MOVE_MEETING,
        Press.CANCEL_MEETING,
        Press.PAPERS,
        Press.DISTRIBUTION,  # where guests are invited, too
    ),
    MeetingState.IN_PROGRESS: (
        Press.END_MEETING,
        Press.PAPERS,
        Press.RECORD_DECISION,
        Press.RECORD_ACTION,
        Press.DISTRIBUTION,
    ),
    MeetingState.HELD: (
        Press.SUMMARY_PREVIEW,
        Press.RECORD_DECISION,
        Press.RECORD_ACTION,
        Press.DISTRIBUTION,
    ),
    MeetingState.CLOSED: (Press.SUMMARY_PREVIEW, Press.DISTRIBUTION),
    MeetingState.CANCELLED: (Press.DISTRIBUTION,),
}


def meeting_menu(meeting: Meeting, words: Words) -> Block:
    sent = words.t("Who got what")
    if meeting.state == MeetingState.CONFIRMED:
        sent = words.t("Guests, and who got what")
    labels = {
        Press.START_MEETING: words.t("Start the meeting"),
        Press.END_MEETING: words.t("End the meeting"),
        Press.MOVE_MEETING: words.t("Change time or place"),
        Press.CANCEL_MEETING: words.t("Cancel the meeting"),
        Press.INVITE_GUEST: words.t("Invite a guest"),
        Press.PAPERS: words.t("Papers"),
        Press.DISTRIBUTION: sent,
        Press.RECORD_DECISION: words.t("Record a decision"),
        Press.RECORD_ACTION: words.t("Record an action"),
        Press.SUMMARY_PREVIEW: words.t("Summary of decisions"),
    }
    offered = [option(labels[press], f"{press} {value(meeting.id)}") for press in OFFERED[meeting.state]]
    return menu(Press.MEETING_MENU, offered)

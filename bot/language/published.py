"""What entries that nobody is asked by are called: in feeds and in the shared calendar alike."""

from bot.domain.committee import Committee
from bot.domain.meeting import Meeting, MeetingState
from bot.language.words import Words


def entry_title(meeting: Meeting, committee: Committee, words: Words) -> str:
    """Some programs show what is cancelled like everything else."""
    if meeting.state == MeetingState.CANCELLED:
        return words.t("Cancelled: {title}", title=committee.name)
    return committee.name

"""Who hears of a committee's other settings: those whose calendars show them."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.committee import Committee
from bot.domain.meeting import Meeting
from bot.storage import Transaction


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """A committee as it was and as it is, or would be; `people` get an updated invitation by mail, for `meetings`."""

    before: Committee
    after: Committee
    people: int = 0
    meetings: int = 0


def settings_change(
    transaction: Transaction, before: Committee, after: Committee, coming: Collection[Meeting]
) -> SettingsChange:
    """What saving does to people; `coming` are the committee's coming meetings."""
    if calendars_show(before) == calendars_show(after):
        return SettingsChange(before, after)
    announced = [meeting.id for meeting in coming if meeting.is_announced]
    standing = [one for one in transaction.invitations.of_meetings(announced) if one.stands]
    known = transaction.people.named(one.person_id for one in standing)
    told = [one for one in standing if known[one.person_id].email]
    people, meetings = {one.person_id for one in told}, {one.meeting_id for one in told}
    return SettingsChange(before, after, len(people), len(meetings))


def calendars_show(committee: Committee) -> tuple[str, bool, int | None]:
    """What of a committee stands in everybody's calendar entries."""
    return committee.name, committee.hides_attendees, committee.alarm_minutes

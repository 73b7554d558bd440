"""Why somebody should look at a time again before a meeting is held then. A warning forbids nothing by itself."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.committee import Committee
from bot.domain.meeting import Meeting


class Warn(StrEnum):
    """What it is about; a date of a plan with one of the first three cannot be put as it stands."""

    PAST = "past"
    OWN_MEETING = "own_meeting"
    SAME_PLAN = "same_plan"
    IN_POLL = "in_poll"
    COMMITTEE_OFF = "committee_off"
    HOLIDAY = "holiday"
    SQUEEZE = "squeeze"
    HALF_DAY = "half_day"
    WEEKEND = "weekend"
    REPEATED_HOUR = "repeated_hour"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  the word people use
    """`name` is what the committee calls its days off. `meeting` and `people` clash; `committee` is the one they clash with,
    None where the asker has no seat in it: then it is another meeting, and no more is said.
    """

    kind: Warn
    name: str = ""
    meeting: Meeting | None = None
    people: tuple[str, ...] = ()
    committee: Committee | None = None

"""Who may do what in a committee: a rule, the same whichever way the act is asked for."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.committee import OFFICERS, Role
from bot.domain.errors import KallelseError

MEMBERS = frozenset(Role)


class Act(StrEnum):
    PROPOSE_TOPIC = "propose_topic"
    RECORD = "record"
    PLAN_MEETING = "plan_meeting"
    CONFIRM_MEETING = "confirm_meeting"
    MOVE_MEETING = "move_meeting"
    CANCEL_MEETING = "cancel_meeting"
    INVITE_GUEST = "invite_guest"
    SEE_DISTRIBUTION = "see_distribution"
    UNDO_ANSWER = "undo_answer"
    SETTLE_MAIL = "settle_mail"
    START_MEETING = "start_meeting"
    END_MEETING = "end_meeting"
    SETTLE_TOPIC = "settle_topic"
    ORDER_AGENDA = "order_agenda"
    CHANGE_ROSTER = "change_roster"
    CHANGE_COMMITTEE = "change_committee"
    POST_SUMMARY = "post_summary"
    SEE_FEED = "see_feed"
    CHANGE_FEED = "change_feed"
    PUT_DATES = "put_dates"
    ANSWER_PROPOSAL = "answer_proposal"
    CHANGE_PAPERS = "change_papers"
    SEE_PAPERS = "see_papers"


OPEN_TO_MEMBERS = frozenset(
    {Act.PROPOSE_TOPIC, Act.RECORD, Act.SEE_FEED, Act.ANSWER_PROPOSAL, Act.SEE_PAPERS}
)


@dataclass(eq=False)
class NotAllowed(KallelseError):
    """Somebody without the role for it asked for an act; `who_may` are the names of those who have it."""

    act: Act
    committee: str
    who_may: tuple[str, ...]


def may(role: Role | None, act: Act) -> bool:
    return role in (MEMBERS if act in OPEN_TO_MEMBERS else OFFICERS)

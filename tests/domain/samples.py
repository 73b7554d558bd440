"""One of each noun, to vary in tests of the rules."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.committee import Committee, Role, Seat
from bot.domain.ids import CommitteeId, MeetingId, PersonId, SeatId, TopicId, new_id
from bot.domain.meeting import Meeting, MeetingState, Slot
from bot.domain.topic import Topic, TopicKind, TopicState

STOCKHOLM = ZoneInfo("Europe/Stockholm")
START = datetime(2017, 12, 15, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BRA = CommitteeId("bra")


def committee() -> Committee:
    return Committee(
        BRA, "Brottsförebyggande rådet", "BRÅ", "C0BRA", "sv", "Europe/Stockholm", "Eksalen", 120
    )


def seat(person: str, role: Role, starts: date | None = None, ends: date | None = None) -> Seat:
    return Seat(SeatId(new_id()), BRA, PersonId(person), "Polismyndigheten", role, starts, ends)


def meeting(state: MeetingState = MeetingState.PLANNED) -> Meeting:
    return Meeting(
        id=MeetingId("december"),
        committee_id=BRA,
        state=state,
        start=START,
        end=START + 2 * HOUR,
        place="Eksalen",
        link="",
        uid="december@kallelse",
        sequence=0,
        edition=0,
        revised_at=START - 1000 * HOUR,
        planned_by=PersonId("henrik"),
    )


def slot(hours_later: float = 0) -> Slot:
    start = START + timedelta(hours=hours_later)
    return Slot(start, start + 2 * HOUR, "Eksalen")


def topic(title: str, state: TopicState = TopicState.PROPOSED, position: int = 1) -> Topic:
    return Topic(
        id=TopicId(title),
        committee_id=BRA,
        meeting_id=None,
        state=state,
        position=position,
        title=title,
        details="",
        kind=TopicKind.INFORMATION,
        presenter="",
        minutes=None,
        tentative=False,
        proposed_by=PersonId("lena"),
        proposed_at=START,
    )

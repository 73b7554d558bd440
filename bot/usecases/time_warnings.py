"""Why a time should be looked at again, whoever thinks of it: holidays, days off, hours that come twice, times held by a
poll, and who is expected elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.committee import Committee, Seat
from bot.domain.days_off import DayOff, days_off
from bot.domain.ids import CommitteeId, MeetingId, PersonId, PollId
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting, Slot
from bot.domain.poll import Alternative
from bot.domain.schedule import comes_twice
from bot.domain.warning import Warn, Warning  # noqa: A004  the word people use
from bot.language.free_days import Free, free_day
from bot.storage import Transaction
from bot.usecases.facts import People

SATURDAY = 5
FREE = {
    Free.HOLIDAY: Warn.HOLIDAY,
    Free.AS_HOLIDAY: Warn.HOLIDAY,
    Free.SQUEEZE: Warn.SQUEEZE,
    Free.HALF: Warn.HALF_DAY,
}


@dataclass(frozen=True, slots=True)
class Considered:
    """A time that somebody thinks of, for a meeting that is there already or as one of a poll's."""

    slot: Slot
    meeting_id: MeetingId | None = None
    poll_id: PollId | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Meetings of other committees between the first and the last of the times, who sits there or is invited, and in which
    of those committees the asker has a seat today.
    """

    meetings: tuple[Meeting, ...]
    committees: dict[CommitteeId, Committee]
    seats: tuple[Seat, ...]
    invitations: tuple[Invitation, ...]
    shared: frozenset[CommitteeId]

    def expected_at(self, meeting: Meeting) -> set[PersonId]:
        """Those who sit there that day or are invited, unless they have declined."""
        day = meeting.start.astimezone(self.committees[meeting.committee_id].zone).date()
        invited = {
            one.person_id: one for one in self.invitations if one.meeting_id == meeting.id and one.stands
        }
        seated = {
            seat.person_id
            for seat in self.seats
            if seat.committee_id == meeting.committee_id and seat.held_on(day)
        }
        declined = {person for person, one in invited.items() if one.answer == Answer.DECLINED}
        return (seated | invited.keys()) - declined


def warnings_of(
    transaction: Transaction,
    committee: Committee,
    times: Sequence[Considered],
    asker: PersonId,
    now: datetime,
    *,
    all_wanted: bool = False,
) -> list[tuple[Warning, ...]]:
    """For each of the times, in their order and in a number of questions that does not grow with them. `all_wanted`: there
    shall be a meeting at each, so none may stand in the way of another.
    """
    if not times:
        return []
    held = transaction.alternatives.held_by(committee.id)
    off = days_off(committee.days_off, {time.slot.start.year for time in times})
    own = transaction.meetings.coming_of(committee.id, now)
    seats = transaction.seats.of_committee(committee.id)
    members = transaction.people.named(seat.person_id for seat in seats)
    elsewhere = _elsewhere(transaction, committee, times, list(members), asker, now)
    return [
        (
            *_impossible(time, own, now),
            *_in_each_others_way(time, times if all_wanted else []),
            *_held(time, held),
            *_about_the_day(time.slot, committee, off),
            *_clashes(time, committee, seats, members, elsewhere),
        )
        for time in times
    ]


def warnings_about(
    transaction: Transaction, committee: Committee, meeting: Meeting, asker: PersonId, now: datetime
) -> tuple[Warning, ...]:
    """For a meeting at the time it has, or would have."""
    return warnings_of(transaction, committee, [Considered(meeting.slot, meeting.id)], asker, now)[0]


def about_the_day(slot: Slot, committee: Committee) -> tuple[Warning, ...]:
    """What anybody may be told: nothing of who is where."""
    return tuple(_about_the_day(slot, committee, days_off(committee.days_off, {slot.start.year})))


def _impossible(time: Considered, own: Iterable[Meeting], now: datetime) -> Iterator[Warning]:
    if time.slot.start <= now:
        yield Warning(Warn.PAST)
    for meeting in own:
        if meeting.id != time.meeting_id and time.slot.overlaps(meeting.slot):
            yield Warning(Warn.OWN_MEETING, meeting=meeting)


def _in_each_others_way(time: Considered, times: Iterable[Considered]) -> Iterator[Warning]:
    if any(other is not time and time.slot.overlaps(other.slot) for other in times):
        yield Warning(Warn.SAME_PLAN)


def _held(time: Considered, alternatives: Iterable[Alternative]) -> Iterator[Warning]:
    others = (one for one in alternatives if one.poll_id != time.poll_id)
    if any(time.slot.overlaps(one.slot) for one in others):
        yield Warning(Warn.IN_POLL)


def _about_the_day(slot: Slot, committee: Committee, off: Iterable[DayOff]) -> Iterator[Warning]:
    here = slot.start.astimezone(committee.zone)
    for days in off:
        if here.date() in days:
            yield Warning(Warn.COMMITTEE_OFF, name=days.name)
    free = free_day(here.date(), committee.zone)
    if free is not None and (free.begins is None or _reaches_past(slot, free.begins, committee)):
        yield Warning(FREE[free.kind])
    if here.weekday() >= SATURDAY:
        yield Warning(Warn.WEEKEND)
    if comes_twice(here.replace(tzinfo=None), committee.zone):
        yield Warning(Warn.REPEATED_HOUR)


def _reaches_past(slot: Slot, clock: time, committee: Committee) -> bool:
    """On the day that it begins."""
    here, end = (moment.astimezone(committee.zone) for moment in (slot.start, slot.end))
    return end > datetime.combine(here.date(), clock, committee.zone)


def _clashes(
    time: Considered,
    committee: Committee,
    seats: Iterable[Seat],
    members: People,
    elsewhere: Elsewhere,
) -> Iterator[Warning]:
    day = time.slot.start.astimezone(committee.zone).date()
    seated = {seat.person_id for seat in seats if seat.held_on(day)}
    for meeting in elsewhere.meetings:
        if not time.slot.overlaps(meeting.slot):
            continue
        people = sorted(members[one].name for one in elsewhere.expected_at(meeting) & seated)
        if people:
            shared = meeting.committee_id in elsewhere.shared
            named = elsewhere.committees[meeting.committee_id] if shared else None
            yield Warning(Warn.ELSEWHERE, meeting=meeting, people=tuple(people), committee=named)


def _elsewhere(
    transaction: Transaction,
    committee: Committee,
    times: Sequence[Considered],
    members: list[PersonId],
    asker: PersonId,
    now: datetime,
) -> Elsewhere:
    first, last = min(time.slot.start for time in times), max(time.slot.end for time in times)
    meetings = transaction.meetings.of_others_between(committee.id, members, first, last)
    ids: list[MeetingId] = [one.id for one in meetings]
    theirs = {one.committee_id for one in meetings}
    committees = transaction.committees.these(theirs)
    seats = transaction.seats.of_committees(theirs)
    own = [seat for seat in seats if seat.person_id == asker]
    return Elsewhere(
        tuple(meetings),
        committees,
        tuple(seats),
        tuple(transaction.invitations.of_meetings(ids)),
        frozenset(one.committee_id for one in own if one.held_on(committees[one.committee_id].today(now))),
    )

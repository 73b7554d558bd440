"""Why a planned date should be looked at again: holidays, days off, hours that come twice, times held by a poll, and who is expected elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.committee import Committee, Seat
from bot.domain.days_off import DayOff, days_off
from bot.domain.ids import CommitteeId, MeetingId, PersonId, ProposedDateId
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting
from bot.domain.poll import Alternative
from bot.domain.proposal import ProposedDate
from bot.domain.schedule import comes_twice
from bot.language.free_days import Free, free_day
from bot.storage import Transaction
from bot.usecases.facts import People
from bot.usecases.proposal_facts import Warn, Warning  # noqa: A004  the word people use

SATURDAY = 5
FREE = {
    Free.HOLIDAY: Warn.HOLIDAY,
    Free.AS_HOLIDAY: Warn.HOLIDAY,
    Free.SQUEEZE: Warn.SQUEEZE,
    Free.HALF: Warn.HALF_DAY,
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Meetings of other committees while the plan lasts, who sits there or is invited, and in which of those committees the
    asker has a seat today.
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
    dates: Sequence[ProposedDate],
    asker: PersonId,
    now: datetime,
) -> dict[ProposedDateId, tuple[Warning, ...]]:
    """For every date that is not struck; in a number of questions that does not grow with them."""
    wanted = [date for date in dates if date.is_open]
    if not wanted:
        return {}
    held = transaction.alternatives.held_by(committee.id)
    off = days_off(committee.days_off, {date.start.year for date in wanted})
    own = transaction.meetings.coming_of(committee.id, now)
    seats = transaction.seats.of_committee(committee.id)
    members = transaction.people.named(seat.person_id for seat in seats)
    elsewhere = _elsewhere(transaction, committee, wanted, list(members), asker, now)
    return {
        date.id: (
            *_impossible(date, wanted, own, now),
            *_held(date, held),
            *_about_the_day(date, committee, off),
            *_clashes(date, committee, seats, members, elsewhere),
        )
        for date in wanted
    }


def _impossible(
    date: ProposedDate, dates: Sequence[ProposedDate], own: Iterable[Meeting], now: datetime
) -> Iterator[Warning]:
    if date.start <= now:
        yield Warning(Warn.PAST)
    for meeting in own:
        if meeting.id != date.meeting_id and date.slot.overlaps(meeting.slot):
            yield Warning(Warn.OWN_MEETING, meeting=meeting)
    if any(other.id != date.id and date.slot.overlaps(other.slot) for other in dates):
        yield Warning(Warn.SAME_PLAN)


def _held(date: ProposedDate, alternatives: Iterable[Alternative]) -> Iterator[Warning]:
    if any(date.slot.overlaps(one.slot) for one in alternatives):
        yield Warning(Warn.IN_POLL)


def _about_the_day(date: ProposedDate, committee: Committee, off: Iterable[DayOff]) -> Iterator[Warning]:
    here = date.start.astimezone(committee.zone)
    for days in off:
        if here.date() in days:
            yield Warning(Warn.COMMITTEE_OFF, name=days.name)
    free = free_day(here.date(), committee.zone)
    if free is not None:
        yield Warning(FREE[free.kind])
    if here.weekday() >= SATURDAY:
        yield Warning(Warn.WEEKEND)
    if comes_twice(here.replace(tzinfo=None), committee.zone):
        yield Warning(Warn.REPEATED_HOUR)


def _clashes(
    date: ProposedDate,
    committee: Committee,
    seats: Iterable[Seat],
    members: People,
    elsewhere: Elsewhere,
) -> Iterator[Warning]:
    day = date.start.astimezone(committee.zone).date()
    seated = {seat.person_id for seat in seats if seat.held_on(day)}
    for meeting in elsewhere.meetings:
        if not date.slot.overlaps(meeting.slot):
            continue
        people = sorted(members[one].name for one in elsewhere.expected_at(meeting) & seated)
        if people:
            shared = meeting.committee_id in elsewhere.shared
            named = elsewhere.committees[meeting.committee_id] if shared else None
            yield Warning(Warn.ELSEWHERE, meeting=meeting, people=tuple(people), committee=named)


def _elsewhere(
    transaction: Transaction,
    committee: Committee,
    dates: Sequence[ProposedDate],
    members: list[PersonId],
    asker: PersonId,
    now: datetime,
) -> Elsewhere:
    first, last = min(date.start for date in dates), max(date.end for date in dates)
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

"""What is known of a meeting's summary."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.committee import Committee
from bot.domain.ids import TopicId
from bot.domain.meeting import Meeting, MeetingState
from bot.domain.proposal import DateState, ProposedDate
from bot.domain.record import Action, Decision, Summary
from bot.domain.topic import Topic
from bot.usecases.facts import People
from bot.usecases.picked_times import PickedTime
from bot.usecases.proposal_facts import ProposalFacts


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """The summary of decisions: `decisions` in the order of their numbers, withdrawn ones left out; `adopted` are the times of
    coming meetings that were adopted since the meeting before, `picked` those that were picked in polls. `next_meeting` is the next that is confirmed; where none is,
    the next that is planned.
    """

    committee: Committee
    meeting: Meeting
    summary: Summary
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    topics: Mapping[TopicId, Topic]
    people: People
    next_meeting: Meeting | None
    adopted: tuple[ProposalFacts, ...] = ()
    picked: tuple[PickedTime, ...] = ()

    @property
    def next_is_planned(self) -> bool:
        return self.next_meeting is not None and self.next_meeting.state == MeetingState.PLANNED

    @property
    def adopted_dates(self) -> list[ProposedDate]:
        return [date for one in self.adopted for date in one.in_state(DateState.ADOPTED)]


@dataclass(frozen=True, slots=True)
class SummaryChange:
    """A record that changed after the summary was posted; gone when it is neither."""

    summary: SummaryFacts
    decision: Decision | None
    action: Action | None

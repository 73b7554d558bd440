"""A meeting as somebody who is, or was, invited to it sees it outside chat: beside what they were told of it before."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.delivery import Delivery, DeliveryKind, Route
from bot.domain.ids import MeetingId, PersonId
from bot.domain.meeting import Meeting
from bot.domain.told import Changes, Told
from bot.storage import Storage, Transaction
from bot.usecases.access import Gone
from bot.usecases.facts import MeetingFacts
from bot.usecases.gathering import meeting_facts
from bot.usecases.told import read_told, what_is_told


@dataclass(frozen=True, slots=True)
class Invited:
    """`changes` are from the last that they were told of another time, place or video link, None when they were told none.
    `heard`: it is known what they were told. `asked_anew`: they have answered, to another time.
    """

    facts: MeetingFacts
    changes: Changes | None
    heard: bool
    asked_anew: bool

    @property
    def earlier_time(self) -> tuple[datetime, datetime | None] | None:
        """From and until, as they were told; where that is not known, before the last move. None when it was no other."""
        meeting = self.facts.meeting
        if self.changes and self.changes.new_time:
            return self.changes.before.start, self.changes.before.end
        if not self.heard and meeting.previous_start:
            return meeting.previous_start, meeting.previous_end
        return None

    @property
    def earlier_place(self) -> str:
        return self.changes.before.place if self.changes and self.changes.new_place else ""


def meeting_of_invited(
    storage: Storage, meeting_id: MeetingId, person_id: PersonId, now: datetime
) -> Invited:
    """Raises Gone."""
    with storage.reading() as transaction:
        meeting = transaction.meetings.find(meeting_id)
        invitation = transaction.invitations.of(meeting_id, person_id)
        if meeting is None or invitation is None:
            raise Gone
        committee = transaction.committees.get(meeting.committee_id)
        facts = meeting_facts(transaction, committee, meeting, now, transaction.people.get(person_id))
        heard = _heard(transaction, meeting, person_id)
        other = next((told for told in heard if _is_another(told, meeting)), None)
        return Invited(
            facts,
            Changes(other, what_is_told(facts, now)) if other else None,
            bool(heard),
            invitation.is_asked_anew(transaction.answers.to([invitation.id])),
        )


def _heard(transaction: Transaction, meeting: Meeting, person_id: PersonId) -> list[Told]:
    """All that they have been told of it since they were invited, either way, the newest first."""
    owed: list[Delivery] = []
    for route in (Route.EMAIL, Route.SLACK):
        owed += transaction.deliveries.sent_to(meeting.id, [person_id], [DeliveryKind.INVITATION], route)
    found = [told for one in owed if one.was_tried and (told := read_told(one.told))]
    found.sort(key=lambda told: told.as_of, reverse=True)
    gone = next((place for place, told in enumerate(found) if not told.stands), len(found))
    return found[:gone]


def _is_another(told: Told, meeting: Meeting) -> bool:
    slot = meeting.slot
    return (told.start, told.end, told.place, told.link) != (slot.start, slot.end, slot.place, slot.link)

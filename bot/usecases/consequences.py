"""What moving or cancelling a meeting, or other settings, would do to people: shown to whoever asks for it, before
anything is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.ids import CommitteeId, MeetingId
from bot.domain.meeting import Meeting, Slot
from bot.domain.permission import Act
from bot.domain.person import Person
from bot.domain.warning import Warning  # noqa: A004  the word people use
from bot.language.when import Fact
from bot.storage import Storage
from bot.usecases.access import Who, look, look_at_meeting
from bot.usecases.asking import people_asked
from bot.usecases.changing import slot_to_move_to
from bot.usecases.committees import CommitteeText, check_short_name, checked, worded
from bot.usecases.facts import MeetingFacts
from bot.usecases.gathering import meeting_facts
from bot.usecases.inviting import invited_people
from bot.usecases.meetings import Wish
from bot.usecases.standing import next_not_begun
from bot.usecases.time_warnings import warnings_about
from bot.usecases.told_anew import SettingsChange, settings_change


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people hear of it, and each way; somebody may be reached both ways."""

    people: int
    slack: int
    email: int


@dataclass(frozen=True, slots=True)
class MoveConsequences:
    """`facts` are the meeting as it stands; `slot` is where it would go, `warnings` what speaks against that time.
    `ends_question`: its date stands before the members, who are asked about it no more. `assumed` was taken for granted in
    reading the new time.
    """

    facts: MeetingFacts
    slot: Slot
    reach: Reach
    warnings: tuple[Warning, ...] = ()
    ends_question: bool = False
    assumed: tuple[Fact, ...] = ()

    @property
    def matters_to_people(self) -> bool:
        """They have been told of the meeting, or are asked about it."""
        return self.facts.meeting.is_announced or self.ends_question

    @property
    def asks_again(self) -> bool:
        return self.slot.has_another_time_than(self.facts.meeting.slot)

    @property
    def changes_nothing(self) -> bool:
        return self.slot == self.facts.meeting.slot


@dataclass(frozen=True, slots=True)
class CancelConsequences:
    """`following` is the meeting that its topics would go to, None when they would wait for one; `asked` how many people
    are asked about its date now.
    """

    facts: MeetingFacts
    reach: Reach
    following: Meeting | None
    asked: int = 0


def consequences_of_move(
    storage: Storage, meeting_id: MeetingId, who: Who, wish: Wish, now: datetime
) -> MoveConsequences:
    """Raises what `move_meeting` would."""
    with storage.reading() as transaction:
        asker, meeting = look_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.MOVE_MEETING)
        slot = slot_to_move_to(transaction, asker.committee, meeting, wish, now)
        moved = meeting.moved_to(slot, now)
        facts = meeting_facts(transaction, asker.committee, meeting, now, asker.person)
        wanted = invited_people(transaction, asker.committee, moved)
        told = transaction.people.named(wanted | {one.person_id for one in facts.invitations})
        found = MoveConsequences(facts, slot, _reach(meeting, told.values()), assumed=wish.assumed)
        if not found.asks_again:
            return found
        asked = transaction.proposed_dates.asked_about(meeting.id) is not None
        warnings = warnings_about(transaction, asker.committee, moved, asker.person.id, now)
        return replace(found, warnings=warnings, ends_question=asked)


def consequences_of_cancelling(
    storage: Storage, meeting_id: MeetingId, who: Who, now: datetime
) -> CancelConsequences:
    """Raises what `cancel_meeting` would."""
    with storage.reading() as transaction:
        asker, meeting = look_at_meeting(transaction, meeting_id, who, now)
        asker.must(Act.CANCEL_MEETING)
        meeting.cancelled("", now)
        facts = meeting_facts(transaction, asker.committee, meeting, now, asker.person)
        told = [facts.people[one.person_id] for one in facts.invitations]
        following = next_not_begun(transaction, asker.committee, now, besides=meeting.id)
        date = transaction.proposed_dates.asked_about(meeting.id)
        asked = people_asked(transaction, date.proposal_id) if date else ()
        return CancelConsequences(facts, _reach(meeting, told), following, len(asked))


def consequences_of_settings(
    storage: Storage, committee_id: CommitteeId, who: Who, text: CommitteeText, now: datetime
) -> SettingsChange:
    """Raises what `change_committee` would."""
    text = checked(text)
    with storage.reading() as transaction:
        asker = look(transaction, committee_id, who, now)
        asker.must(Act.CHANGE_COMMITTEE)
        changed = worded(asker.committee, text)
        check_short_name(transaction, changed)
        coming = transaction.meetings.coming_of(changed.id, now)
        return settings_change(transaction, asker.committee, changed, coming)


def _reach(meeting: Meeting, told: Iterable[Person]) -> Reach:
    """Nobody, as long as nobody has been invited."""
    people = list(told) if meeting.is_announced else []
    return Reach(
        len(people), sum(bool(one.account) for one in people), sum(bool(one.email) for one in people)
    )

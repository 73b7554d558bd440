"""Who asks, where, and what that makes them: the first lines of every use case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from bot.domain.committee import OFFICERS, Committee, Role, Seat, role_of
from bot.domain.errors import KallelseError
from bot.domain.ids import CommitteeId, MeetingId, PersonId, new_id
from bot.domain.meeting import Meeting
from bot.domain.permission import Act, NotAllowed, may
from bot.domain.person import Account, Person
from bot.domain.roster import ONE_DAY
from bot.storage import Storage, Transaction
from bot.usecases.inviting import announce_person, is_reached_otherwise

T = TypeVar("T")


class Where(NamedTuple):
    """The channel something is asked in (None: a direct message), and a committee's short name if one was given."""

    workspace: str
    channel: str | None
    called: str = ""


class Who(NamedTuple):
    """What the chat says of the person who asks; `language` is a locale ("sv-SE"), `zone` an IANA name."""

    account: Account
    name: str
    email: str | None = None
    language: str | None = None
    zone: str | None = None


@dataclass(eq=False)
class NoCommitteeHere(KallelseError):
    """No committee lives in the channel that was asked in."""

    channel: str


@dataclass(eq=False)
class NoCommitteeOfYours(KallelseError):
    """Asked in a direct message by somebody who sits in no committee."""


@dataclass(eq=False)
class WhichCommittee(KallelseError):
    """Several committees could be meant; `short_names` are theirs."""

    short_names: tuple[str, ...]


@dataclass(eq=False)
class NoMeetingComing(KallelseError):
    """The committee has no meeting planned."""

    committee: Committee


@dataclass(eq=False)
class WhichMeeting(KallelseError):
    """Several coming meetings could be meant by an act that cannot be taken back; `act` is what was asked for, `typed`
    what was written with it. `day` was named, and none of them is on it.
    """

    act: Act
    meetings: tuple[Meeting, ...]
    day: date | None = None
    typed: str = ""


@dataclass(eq=False)
class NoMeetingBegun(KallelseError):
    """Nothing to record decisions for: the committee has no meeting under way and none held."""

    committee: Committee


@dataclass(eq=False)
class Gone(KallelseError):
    """What a button or a form is about is no longer there."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A person before a committee: their role there today, or None for somebody without a seat."""

    person: Person
    committee: Committee
    seats: tuple[Seat, ...]
    role: Role | None
    officers: tuple[str, ...]

    @property
    def is_officer(self) -> bool:
        return self.role in OFFICERS

    def must(self, act: Act) -> None:
        """Raises NotAllowed, with the names of those who may."""
        if not may(self.role, act):
            raise NotAllowed(act, self.committee.short_name, self.officers)


def existing(found: T | None) -> T:
    """What an id stands for. Raises Gone when it stands for nothing, or for nothing any more."""
    if found is None:
        raise Gone
    return found


def known_person(transaction: Transaction, who: Who) -> Person:
    """The person as stored, or as the chat knows them if they are new; writes nothing."""
    return _as_known_today(_stored(transaction, who), who)


def _as_known_today(stored: Person | None, who: Who) -> Person:
    person = stored or Person(PersonId(new_id()), who.name)
    return person.with_account(who.account).known_as(
        name=who.name,
        email=who.email,
        language=who.language,
        zone=who.zone,
    )


def remembered_person(transaction: Transaction, who: Who) -> Person:
    """The person, stored as the chat knows them today. Somebody imported by e-mail address gets their account here."""
    stored = _stored(transaction, who)
    person = known_person(transaction, who)
    if stored is None:
        return transaction.people.add_once(person)
    return stored if person == stored else transaction.people.put(person)


def committees_for(
    transaction: Transaction, where: "Where | CommitteeId", person: Person, now: datetime
) -> list[Committee]:
    """Those that can be meant, one or more: a channel's, or in a direct message the person's own."""
    if not isinstance(where, Where):
        return [existing(transaction.committees.find(where))]
    if where.channel is not None:
        found = transaction.committees.in_channel(where.workspace, where.channel)
        if not found:
            raise NoCommitteeHere(where.channel)
    else:
        found = [committee for committee, _ in committees_of(transaction, person, now)]
        if not found:
            raise NoCommitteeOfYours
    if where.called:
        wanted = where.called.casefold()
        called = [one for one in found if one.short_name.casefold() == wanted]
        if not called:
            raise WhichCommittee(tuple(one.short_name for one in found))
        return called
    return found


def committees_of(transaction: Transaction, person: Person, now: datetime) -> list[tuple[Committee, Role]]:
    """Those a person has a seat in today, which is a matter of where the committee is, and their role there."""
    around = transaction.committees.of_person(person.id, (now - ONE_DAY).date(), (now + ONE_DAY).date())
    seats = transaction.seats.of_person(person.id)
    roles = [
        role_of(person.id, [seat for seat in seats if seat.committee_id == one.id], one.today(now))
        for one in around
    ]
    return [(committee, role) for committee, role in zip(around, roles, strict=True) if role is not None]


def one_committee(
    transaction: Transaction, at: "Where | CommitteeId", person: Person, now: datetime
) -> Committee:
    """The only one that can be meant. Raises WhichCommittee, or Gone."""
    committees = committees_for(transaction, at, person, now)
    if len(committees) > 1:
        raise WhichCommittee(tuple(one.short_name for one in committees))
    return committees[0]


def short_names_at(storage: Storage, where: Where, who: Who, now: datetime) -> list[str]:
    """The committees that a short name can be meant for; none where none can be meant at all."""
    with storage.reading() as transaction:
        try:
            found = committees_for(transaction, where, known_person(transaction, who), now)
        except (NoCommitteeHere, NoCommitteeOfYours):
            return []
        return [committee.short_name for committee in found]


def ask(transaction: Transaction, committee: Committee, person: Person, now: datetime) -> Asker:
    seats = tuple(transaction.seats.of_committee(committee.id))
    today = committee.today(now)
    officers = [seat.person_id for seat in seats if seat.role in OFFICERS and seat.held_on(today)]
    people = transaction.people.named(officers)
    return Asker(
        person,
        committee,
        seats,
        role_of(person.id, seats, today),
        tuple(dict.fromkeys(people[officer].name for officer in officers)),
    )


def look(transaction: Transaction, at: "Where | CommitteeId", who: Who, now: datetime) -> Asker:
    """For a question: nobody is remembered, nothing is locked."""
    person = known_person(transaction, who)
    return ask(transaction, one_committee(transaction, at, person, now), person, now)


def look_at_meeting(
    transaction: Transaction, meeting_id: MeetingId, who: Who, now: datetime
) -> tuple[Asker, Meeting]:
    """`ask` about a meeting that is given. Raises Gone."""
    meeting = existing(transaction.meetings.find(meeting_id))
    committee = transaction.committees.get(meeting.committee_id)
    return ask(transaction, committee, known_person(transaction, who), now), meeting


def enter(transaction: Transaction, at: "Where | CommitteeId", who: Who, now: datetime) -> Asker:
    """For a change: the committee is locked, so acts on it happen one after another, and the person remembered. Where they
    can be reached otherwise than before, so are the committees that expect them.
    """
    before = _stored(transaction, who)
    person = _as_known_today(before, who)
    meant = one_committee(transaction, at, person, now)
    told_anew = before and is_reached_otherwise(before, person)
    expecting = transaction.meetings.committees_expecting([person.id], now) if told_anew else set()
    # Before any person and in one order, so that no two wait for each other.
    committee = transaction.committees.these_for_change({meant.id} | expecting)[meant.id]
    before, person = _stored(transaction, who), remembered_person(transaction, who)
    if before is not None and is_reached_otherwise(before, person):
        announce_person(transaction, before, person, now)
    return ask(transaction, committee, person, now)


def enter_at_meeting(
    transaction: Transaction,
    at: "Where | MeetingId",
    who: Who,
    now: datetime,
) -> tuple[Asker, Meeting]:
    """`enter`, and the meeting that is meant: the one given, or the committee's next."""
    if isinstance(at, Where):
        asker = enter(transaction, at, who, now)
        meeting = transaction.meetings.next_of([asker.committee.id], now)
        if meeting is None:
            raise NoMeetingComing(asker.committee)
        return asker, meeting
    found = existing(transaction.meetings.find(at))
    asker = enter(transaction, found.committee_id, who, now)
    return asker, transaction.meetings.get(at)  # again, now that nobody else can change it


def _stored(transaction: Transaction, who: Who) -> Person | None:
    known = transaction.people.with_account(who.account)
    if known is None and who.email:
        known = transaction.people.with_email(who.email)
        if known is not None and known.user not in {None, who.account.user}:
            return None
    return known

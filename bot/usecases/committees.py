"""A committee: set up in a channel, changed by its officers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from unicodedata import category
from zoneinfo import available_timezones

from bot.domain.committee import Committee, Role, Seat
from bot.domain.errors import KallelseError
from bot.domain.ids import CommitteeId, SeatId, new_id
from bot.domain.permission import Act
from bot.language.catalogues import languages
from bot.storage import Storage, Transaction
from bot.usecases.access import NoCommitteeHere, Where, Who, ask, enter, remembered_person
from bot.usecases.facts import Roster
from bot.usecases.inviting import announce_title
from bot.usecases.owing import owe_card, owe_shared_entry
from bot.usecases.seating import roster_of

LONGEST = {"name": 150, "short_name": 30, "place": 200}
REQUIRED = ("name", "short_name")
SHORTEST_MEETING = 5
LONGEST_MEETING = 24 * 60


class Flaw(StrEnum):
    """What is wrong with a field."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SEVERAL_WORDS = "several_words"
    CONTROL_CHARACTERS = "control_characters"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_LANGUAGE = "unknown_language"
    OUT_OF_RANGE = "out_of_range"


@dataclass(eq=False)
class BadField(KallelseError):
    """A field of a committee cannot be what was given; `field` is its name in CommitteeText."""

    field: str
    given: str
    flaw: Flaw


@dataclass(eq=False)
class SameShortName(KallelseError):
    """Another committee in the channel has that short name."""

    existing: Committee


@dataclass(frozen=True, slots=True)
class CommitteeText:
    """What people say of a committee; `short_name` is one word, since commands take it."""

    name: str
    short_name: str
    language: str
    timezone: str
    place: str
    duration_minutes: int
    accepts_topics_at_once: bool = False


def set_up_committee(
    storage: Storage,
    workspace: str,
    channel: str,
    who: Who,
    text: CommitteeText,
    now: datetime,
    *,
    secretary: Who | None = None,
    request: str | None = None,
) -> Roster:
    """By anybody in the channel, who becomes secretary unless they name another. Raises NoCommitteeHere without a
    channel, BadField, SameShortName.
    """
    if not channel:
        raise NoCommitteeHere(channel)
    text = checked(text)
    with storage.transaction() as transaction:
        transaction.committees.lock_channel(channel)
        person = remembered_person(transaction, who)
        done = transaction.requests.outcome_of(request)
        if done is None:
            committee = new_committee(text, workspace, channel)
            check_short_name(transaction, committee)
            transaction.committees.add(committee)
            first = remembered_person(transaction, secretary) if secretary else person
            transaction.seats.add(Seat(SeatId(new_id()), committee.id, first.id, "", Role.SECRETARY))
            transaction.requests.remember(request, committee.id, now)
        else:
            committee = transaction.committees.get(done)
        return roster_of(transaction, ask(transaction, committee, person, now), now)


def change_committee(
    storage: Storage, at: Where | CommitteeId, who: Who, text: CommitteeText, now: datetime
) -> Committee:
    """By chair and secretary; cards in the channel follow. Raises BadField, SameShortName, NotAllowed."""
    text = checked(text)
    with storage.transaction() as transaction:
        asker = enter(transaction, at, who, now)
        asker.must(Act.CHANGE_COMMITTEE)
        transaction.committees.lock_channel(asker.committee.channel)
        return put_committee(transaction, asker.committee, worded(asker.committee, text), now)


def put_committee(
    transaction: Transaction, committee: Committee, changed: Committee, now: datetime
) -> Committee:
    """The changed committee stored, and what shows its words owed again."""
    if changed == committee:
        return committee
    check_short_name(transaction, changed)
    transaction.committees.put(changed)
    for meeting in transaction.meetings.coming_of(changed.id, now):
        if meeting.is_announced and changed.name != committee.name:
            announce_title(transaction, meeting, now)
            owe_shared_entry(transaction, changed, meeting, now)
        owe_card(transaction, meeting, now)
    return changed


def worded(committee: Committee, text: CommitteeText) -> Committee:
    return replace(
        committee,
        name=text.name,
        short_name=text.short_name,
        language=text.language,
        timezone=text.timezone,
        place=text.place,
        duration_minutes=text.duration_minutes,
        accepts_topics_at_once=text.accepts_topics_at_once,
    )


def text_of(committee: Committee) -> CommitteeText:
    """What a form for changing it starts with."""
    return CommitteeText(
        committee.name,
        committee.short_name,
        committee.language,
        committee.timezone,
        committee.place,
        committee.duration_minutes,
        committee.accepts_topics_at_once,
    )


def check_short_name(transaction: Transaction, committee: Committee) -> None:
    wanted = committee.short_name.casefold()
    for other in transaction.committees.in_channel(committee.workspace, committee.channel):
        if other.id != committee.id and other.short_name.casefold() == wanted:
            raise SameShortName(other)


def checked(text: CommitteeText) -> CommitteeText:
    """The text with spacing put right. Raises BadField for the first thing that is wrong."""
    text = tidy(text)
    for flaw in flaws_in(text):
        raise flaw
    return text


def tidy(text: CommitteeText) -> CommitteeText:
    return replace(
        text,
        name=" ".join(text.name.split()),
        short_name=text.short_name.strip(),
        place=" ".join(text.place.split()),
    )


def flaws_in(text: CommitteeText) -> Iterator[BadField]:
    """Everything that is wrong with a text, in the order of its fields."""
    for field, longest in LONGEST.items():
        given: str = getattr(text, field)
        flaw = flaw_of_words(given, longest, required=field in REQUIRED)
        if flaw is not None:
            yield BadField(field, given, flaw)
        elif field == "short_name" and len(given.split()) > 1:
            yield BadField(field, given, Flaw.SEVERAL_WORDS)
    if text.language not in languages():
        yield BadField("language", text.language, Flaw.UNKNOWN_LANGUAGE)
    if text.timezone not in available_timezones():
        yield BadField("timezone", text.timezone, Flaw.UNKNOWN_ZONE)
    if not SHORTEST_MEETING <= text.duration_minutes <= LONGEST_MEETING:
        yield BadField("duration_minutes", str(text.duration_minutes), Flaw.OUT_OF_RANGE)


def flaw_of_words(given: str, longest: int, *, required: bool) -> Flaw | None:
    if required and not given.strip():
        return Flaw.EMPTY
    if len(given) > longest:
        return Flaw.TOO_LONG
    # Databases cannot keep all of these (PostgreSQL refuses NUL), and no name has any.
    if any(category(character) in {"Cc", "Cs"} for character in given):
        return Flaw.CONTROL_CHARACTERS
    return None


def new_committee(text: CommitteeText, workspace: str, channel: str) -> Committee:
    return Committee(
        id=CommitteeId(new_id()),
        name=text.name,
        short_name=text.short_name,
        channel=channel,
        language=text.language,
        timezone=text.timezone,
        place=text.place,
        duration_minutes=text.duration_minutes,
        workspace=workspace,
        accepts_topics_at_once=text.accepts_topics_at_once,
    )

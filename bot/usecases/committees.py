"""A committee: set up in a channel, changed by its officers."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from unicodedata import category
from zoneinfo import available_timezones

from bot.domain.committee import Committee, Role, Seat
from bot.domain.days_off import DayFlaw, bad_lines
from bot.domain.errors import KallelseError
from bot.domain.ids import CommitteeId, SeatId, new_id
from bot.domain.permission import Act
from bot.language.catalogues import languages
from bot.storage import Storage, Transaction
from bot.usecases.access import (
    NoCommitteeHere,
    Where,
    Who,
    ask,
    enter,
    known_person,
    one_committee,
    remembered_person,
)
from bot.usecases.inviting import announce_again
from bot.usecases.owing_meetings import owe_card, owe_shared_entry
from bot.usecases.seating import Roster, roster_of
from bot.usecases.sharing import owe_sharing
from bot.usecases.told_anew import SettingsChange, calendars_show, settings_change

LONGEST = {"name": 150, "short_name": 30, "place": 200}
LONGEST_DAYS_OFF = 3000
REQUIRED = ("name", "short_name")
RANGES = {"duration_minutes": (5, 24 * 60), "alarm_minutes": (0, 4 * 7 * 24 * 60), "silence_days": (1, 60)}
"""The least and the most that a number may be."""


class Flaw(StrEnum):
    """What is wrong with a field."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    SEVERAL_WORDS = "several_words"
    CONTROL_CHARACTERS = "control_characters"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_LANGUAGE = "unknown_language"
    OUT_OF_RANGE = "out_of_range"
    NOT_DAYS = "not_days"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_WEEK = "no_such_week"
    BACKWARDS = "backwards"


FLAW_OF_DAYS = {
    DayFlaw.UNREADABLE: Flaw.NOT_DAYS,
    DayFlaw.TOO_LONG: Flaw.NOT_DAYS,
    DayFlaw.NO_SUCH_DAY: Flaw.NO_SUCH_DAY,
    DayFlaw.NO_SUCH_WEEK: Flaw.NO_SUCH_WEEK,
    DayFlaw.BACKWARDS: Flaw.BACKWARDS,
}


@dataclass(eq=False)
class BadField(KallelseError):
    """A field of a committee cannot be what was given; `field` is its name in CommitteeText, `line` counts from 1 in a
    field of several lines.
    """

    field: str
    given: str
    flaw: Flaw
    line: int = 0


@dataclass(eq=False)
class SameShortName(KallelseError):
    """Another committee in the channel has that short name."""

    existing: Committee


@dataclass(frozen=True, slots=True)
class CommitteeText:
    """What people say of a committee; `short_name` is one word, since commands take it. The policies are as in Committee;
    without a word on `shares_calendar` it stays as it is.
    """

    name: str
    short_name: str
    language: str
    timezone: str
    place: str
    duration_minutes: int
    accepts_topics_at_once: bool = False
    hides_attendees: bool = False
    alarm_minutes: int | None = None
    silence_days: int = 7
    days_off: str = ""
    shares_calendar: bool | None = None


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


def committees_in(storage: Storage, workspace: str, channel: str) -> list[Committee]:
    """Those that meet in the channel."""
    with storage.reading() as transaction:
        return transaction.committees.in_channel(workspace, channel)


def settings_seen_by(storage: Storage, at: Where | CommitteeId, who: Who, now: datetime) -> Committee:
    """For whoever is about to change them. Raises NotAllowed, WhichCommittee."""
    with storage.reading() as transaction:
        committee = one_committee(transaction, at, person := known_person(transaction, who), now)
        ask(transaction, committee, person, now).must(Act.CHANGE_COMMITTEE)
        return committee


def change_committee(
    storage: Storage, at: Where | CommitteeId, who: Who, text: CommitteeText, now: datetime
) -> SettingsChange:
    """By chair and secretary; cards in the channel follow. Raises BadField, SameShortName, NotAllowed."""
    text = checked(text)
    with storage.transaction() as transaction:
        asker = enter(transaction, at, who, now)
        asker.must(Act.CHANGE_COMMITTEE)
        transaction.committees.lock_channel(asker.committee.channel)
        return put_committee(transaction, asker.committee, worded(asker.committee, text), now)


def put_committee(
    transaction: Transaction, committee: Committee, changed: Committee, now: datetime
) -> SettingsChange:
    """The changed committee stored, and what shows its words owed again."""
    if changed == committee:
        return SettingsChange(committee, committee)
    check_short_name(transaction, changed)
    transaction.committees.put(changed)
    coming = transaction.meetings.coming_of(changed.id, now)
    change = settings_change(transaction, committee, changed, coming)
    for meeting in coming:
        if meeting.is_announced and calendars_show(changed) != calendars_show(committee):
            announce_again(transaction, meeting, now)
            owe_shared_entry(transaction, changed, meeting, now)
        owe_card(transaction, meeting, now)
    if changed.shares_calendar != committee.shares_calendar:
        owe_sharing(transaction, changed, now)
    return change


def worded(committee: Committee, text: CommitteeText) -> Committee:
    return replace(committee, **_values(text))


def text_of(committee: Committee) -> CommitteeText:
    """What a form for changing it starts with."""
    return CommitteeText(**{field.name: getattr(committee, field.name) for field in fields(CommitteeText)})


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
        days_off="\n".join(line.strip() for line in text.days_off.splitlines()).rstrip(),
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
    for field, (least, most) in RANGES.items():
        number: int | None = getattr(text, field)
        if number is not None and not least <= number <= most:
            yield BadField(field, str(number), Flaw.OUT_OF_RANGE)
    yield from flaws_in_days_off(text.days_off)


def flaws_in_days_off(given: str) -> Iterator[BadField]:
    """Every line that names no days."""
    flaw = flaw_of_words(given.replace("\n", " "), LONGEST_DAYS_OFF, required=False)
    if flaw is not None:
        yield BadField("days_off", given, flaw)
        return
    for bad in bad_lines(given):
        yield BadField("days_off", bad.given, FLAW_OF_DAYS[bad.flaw], bad.line)


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
    return Committee(id=CommitteeId(new_id()), channel=channel, workspace=workspace, **_values(text))


def _values(text: CommitteeText) -> dict[str, Any]:
    """A text's fields are a committee's, by the same names."""
    left_out = {"shares_calendar"} if text.shares_calendar is None else set()
    return {field.name: getattr(text, field.name) for field in fields(text) if field.name not in left_out}

"""Calendars to subscribe to: made, shown again and turned off in chat, and what stands in them.

The secret in an address is made of the feed's random id and a key of ours, and only its hash is kept: what is looked up is
the hash, so that the time a look-up takes tells nothing of the secret, and a new address is a new id.
"""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.committee import Committee
from bot.domain.feed import Feed
from bot.domain.ids import CommitteeId, FeedId, MeetingId, PersonId, new_id
from bot.domain.meeting import Meeting, MeetingState, WrongState
from bot.domain.permission import Act, may
from bot.domain.person import Person
from bot.storage import Storage, Transaction
from bot.usecases.access import (
    Asker,
    Gone,
    NoCommitteeHere,
    NoCommitteeOfYours,
    Where,
    Who,
    ask,
    committees_for,
    committees_of,
    enter,
    known_person,
    remembered_person,
)
from bot.usecases.facts import MeetingFacts
from bot.usecases.meetings import meeting_seen_by

PURPOSE_OF_KEY = "feeds"
PATH = "/calendar"
SECRET = re.compile(r"[\w-]{43}", re.ASCII)
"""What the secret in an address looks like: 256 bits, in letters that need no escaping there."""
LOOKS_BACK = timedelta(days=366)
MOST_MEETINGS = 500


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed with the secret that its address holds: whoever knows it sees the meetings."""

    feed: Feed
    secret: str


@dataclass(frozen=True, slots=True)
class FeedAddress:
    """Where a feed is fetched; `public_url` is where people reach our web server."""

    public_url: str
    secret: str

    @property
    def web(self) -> str:
        return f"{self._stem}.ics"

    @property
    def webcal(self) -> str:
        """The same for calendar programs: a scheme that browsers hand over to them."""
        _, _, where = self.web.partition("://")
        return f"webcal://{where}"

    @property
    def handing_over(self) -> str:
        """A web address that leads to the other one: chat programs open no others."""
        return f"{self._stem}/subscribe"

    @property
    def _stem(self) -> str:
        return f"{self.public_url.rstrip('/')}{PATH}/{self.secret}"


@dataclass(frozen=True, slots=True)
class CommitteeCalendar:
    """`subscription` is None while there is none; `may_change` says whether the asker may make one and turn it off."""

    committee: Committee
    subscription: Subscription | None
    may_change: bool


@dataclass(frozen=True, slots=True)
class Calendars:
    """A person's own calendar, and those of the committees that are shown beside it."""

    own: Subscription | None
    committees: tuple[CommitteeCalendar, ...]


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """What stands in a feed. `committees` are those its meetings are of, `person` whose it is (None: a committee's)."""

    feed: Feed
    person: Person | None
    committees: Mapping[CommitteeId, Committee]
    meetings: tuple[Meeting, ...]


Shown = Where | tuple[CommitteeId, ...]
"""Beside whose calendar: the committees of a channel, or the same as before."""


def calendars_at(storage: Storage, at: Shown, who: Who, now: datetime) -> Calendars:
    """Raises NotAllowed, or NoCommitteeOfYours, for somebody without a seat."""
    with storage.reading() as transaction:
        person = known_person(transaction, who)
        askers = _askers(transaction, at, person, now)
        members = [asker for asker in askers if may(asker.role, Act.SEE_FEED)]
        if not members and not committees_of(transaction, person, now):
            _refuse(askers)
        return _calendars(transaction, person, members)


def make_feed(storage: Storage, of: CommitteeId | None, who: Who, now: datetime) -> None:
    """The committee's, or without one the person's own; nothing when there is one already. Raises NotAllowed,
    NoCommitteeOfYours.
    """
    with storage.transaction() as transaction:
        _make(transaction, of, _holder(transaction, of, who, now), now)


def close_feed(storage: Storage, of: CommitteeId | None, who: Who, now: datetime) -> None:
    """From now on its address leads nowhere. Raises NotAllowed, NoCommitteeOfYours."""
    with storage.transaction() as transaction:
        _close(transaction, of, _holder(transaction, of, who, now))


def renew_feed(storage: Storage, of: CommitteeId | None, who: Who, now: datetime) -> None:
    """Another address; the old one leads nowhere from now on. Raises NotAllowed, NoCommitteeOfYours."""
    with storage.transaction() as transaction:
        holder = _holder(transaction, of, who, now)
        _close(transaction, of, holder)
        _make(transaction, of, holder, now)


def meeting_to_keep(storage: Storage, meeting_id: MeetingId, who: Who, now: datetime) -> MeetingFacts:
    """One meeting for somebody's own calendar. Raises Gone, and WrongState when people have not been told of it or it is
    cancelled.
    """
    facts = meeting_seen_by(storage, meeting_id, who, now)
    if facts.meeting.state in {MeetingState.PLANNED, MeetingState.CANCELLED}:
        raise WrongState(facts.meeting, "keep")
    return facts


def feed_with_secret(storage: Storage, secret: str, now: datetime) -> FeedFacts:
    """What stands in it now: a year back, and ahead as far as people have been invited. Raises Gone."""
    with storage.reading() as transaction:
        feed = transaction.feeds.with_fingerprint(fingerprint_of(secret))
        if feed is None:
            raise Gone
        if feed.person_id is None:
            committees = transaction.committees.these([feed.committee_id] if feed.committee_id else [])
            person = None
        else:
            person = transaction.people.get(feed.person_id)
            committees = {one.id: one for one, _ in committees_of(transaction, person, now)}
        meetings = transaction.meetings.told_of(
            committees, now - LOOKS_BACK, most=MOST_MEETINGS, person_id=feed.person_id
        )
        return FeedFacts(feed, person, committees, tuple(meetings))


def remember_version(storage: Storage, feed_id: FeedId, version: str, now: datetime) -> Feed:
    """Somebody is about to be shown another version than the one before. Raises Gone."""
    with storage.transaction() as transaction:
        feed = transaction.feeds.for_change(feed_id)
        if feed is None:
            raise Gone
        return feed if feed.version == version else transaction.feeds.put(feed.showing(version, now))


def fingerprint_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _askers(transaction: Transaction, at: Shown, person: Person, now: datetime) -> list[Asker]:
    """The person before each committee that is shown; none in a direct message and in channels without one."""
    if not isinstance(at, Where):
        known = transaction.committees.these(at)
        found = [known[committee_id] for committee_id in at if committee_id in known]
    elif at.channel is None and not at.called:
        found = []
    else:
        try:
            found = committees_for(transaction, at, person, now)
        except NoCommitteeHere:
            found = []
    return [ask(transaction, committee, person, now) for committee in found]


def _refuse(askers: list[Asker]) -> None:
    for asker in askers:
        asker.must(Act.SEE_FEED)
    raise NoCommitteeOfYours


def _calendars(transaction: Transaction, person: Person, members: list[Asker]) -> Calendars:
    own = transaction.feeds.of_person(person.id)
    feeds = transaction.feeds.of_committees([asker.committee.id for asker in members])
    key = (
        transaction.keys.secret_for(PURPOSE_OF_KEY) if own or feeds else ""
    )  # whoever made one has stored it
    return Calendars(
        own=_subscription(own, key),
        committees=tuple(
            CommitteeCalendar(
                asker.committee,
                _subscription(feeds.get(asker.committee.id), key),
                may(asker.role, Act.CHANGE_FEED),
            )
            for asker in members
        ),
    )


def _subscription(feed: Feed | None, key: str) -> Subscription | None:
    return Subscription(feed, _secret(feed.id, key)) if feed else None


def _holder(transaction: Transaction, of: CommitteeId | None, who: Who, now: datetime) -> PersonId | None:
    """The person whose feed is meant, None for a committee's; only those who may get past this."""
    if of is not None:
        enter(transaction, of, who, now).must(Act.CHANGE_FEED)
        return None
    person = remembered_person(transaction, who)
    if not committees_of(transaction, person, now):
        raise NoCommitteeOfYours
    return person.id


def _make(transaction: Transaction, of: CommitteeId | None, holder: PersonId | None, now: datetime) -> None:
    feed_id = FeedId(new_id())
    secret = _secret(feed_id, transaction.keys.secret_for(PURPOSE_OF_KEY))
    transaction.feeds.add_once(Feed(feed_id, fingerprint_of(secret), of, holder, now))


def _close(transaction: Transaction, of: CommitteeId | None, holder: PersonId | None) -> None:
    feed = transaction.feeds.of_person(holder) if holder else None
    feed = feed or (transaction.feeds.of_committees([of]).get(of) if of else None)
    if feed is not None:
        transaction.feeds.remove(feed)


def _secret(feed_id: FeedId, key: str) -> str:
    """256 bits as 43 letters."""
    made = hmac.digest(key.encode(), feed_id.encode(), "sha256")
    return urlsafe_b64encode(made).decode().rstrip("=")

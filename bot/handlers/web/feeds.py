"""The doors that calendar programs fetch feeds at: nobody logs in, the secret in the address is all."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from flask import Blueprint, Response, request

from bot.calendar.published import BrokenCalendar, PublishedEntry, check_feed, entry_of, feed
from bot.clock import Clock
from bot.domain.committee import Committee
from bot.domain.feed import Feed
from bot.domain.meeting import Meeting
from bot.handlers.web.turnstile import Turnstile, seconds_to_wait
from bot.language.catalogues import languages, spoken
from bot.language.published import entry_title
from bot.language.words import Words, zone_named
from bot.storage import Storage
from bot.usecases.access import Gone
from bot.usecases.feeds import (
    PATH,
    SECRET,
    FeedAddress,
    FeedFacts,
    feed_with_secret,
    fingerprint_of,
    remember_version,
)

log = structlog.get_logger(__name__)
NOT_FOUND = 404
TOO_MANY_REQUESTS = 429
UNAVAILABLE = 503
FOUND = 302
VISITS = 60  # a minute: a committee's members share an address, and each has several devices


@dataclass(frozen=True, slots=True)
class FeedDoors:
    """`public_url` is where people reach us, None while they cannot: addresses that were given out are still answered."""

    storage: Storage
    clock: Clock
    public_url: str | None
    turnstile: Turnstile = field(default_factory=Turnstile)

    def blueprint(self) -> Blueprint:
        doors = Blueprint("feeds", __name__)

        @doors.get(f"{PATH}/<secret>.ics")
        def fetched(secret: str) -> Response:
            return _private(self._answer(secret))

        @doors.get(f"{PATH}/<secret>/subscribe")
        def subscribed(secret: str) -> Response:
            """Slack opens web addresses only; from here the browser hands over to the calendar program."""
            if self.public_url is None or not SECRET.fullmatch(secret):
                return _private(Response(status=NOT_FOUND))
            there = FeedAddress(self.public_url, secret).webcal
            return _private(Response(status=FOUND, headers={"Location": there}))

        return doors

    def _answer(self, secret: str) -> Response:
        now = self.clock()
        if not SECRET.fullmatch(secret):
            return Response(status=NOT_FOUND)
        if not self.turnstile.passes(fingerprint_of(secret), VISITS, now):
            return Response(status=TOO_MANY_REQUESTS, headers={"Retry-After": str(seconds_to_wait(now))})
        try:
            facts = feed_with_secret(self.storage, secret, now)
            return self._calendar(facts, now)
        except Gone:
            return Response(status=NOT_FOUND)
        except BrokenCalendar as broken:
            log.error("a feed is broken", rules=sorted({finding.rule for finding in broken.findings}))  # noqa: TRY400
            return Response(status=UNAVAILABLE)

    def _calendar(self, facts: FeedFacts, now: datetime) -> Response:
        octets = octets_of(facts, now)
        shown = self._remembered(facts.feed, octets, now)
        response = Response(octets, content_type="text/calendar; charset=utf-8")
        response.set_etag(shown.version)
        response.last_modified = shown.changed_at
        response.headers["Content-Disposition"] = "inline; filename=kallelse.ics"
        response.make_conditional(request)
        return response

    def _remembered(self, known: Feed, octets: bytes, now: datetime) -> Feed:
        """What has not been seen before is looked through first, and gets a name and a time to ask for it by."""
        version = hashlib.sha256(octets).hexdigest()
        if version == known.version:
            return known
        check_feed(octets)
        return remember_version(self.storage, known.id, version, now)


def octets_of(facts: FeedFacts, now: datetime) -> bytes:
    """In the person's language, or the committee's. Nothing in it is for members' eyes alone: no names, no answers, no
    agenda, no reason for a cancellation, and no link into the meeting.
    """
    words = _words(facts)
    entries = [_entry(meeting, facts.committees[meeting.committee_id], words) for meeting in facts.meetings]
    return feed(_name(facts, words), words.zone, entries, now)


def _words(facts: FeedFacts) -> Words:
    first = next(iter(facts.committees.values()), None)
    language = (facts.person.language if facts.person else None) or (first.language if first else None)
    zone = zone_named(facts.person.zone if facts.person else None) or (first.zone if first else None)
    default = zone_named("UTC")
    assert default is not None  # noqa: S101  every computer knows it
    return Words(spoken(language or languages()[0]), zone or default)


def _name(facts: FeedFacts, words: Words) -> str:
    if facts.person is not None:
        return words.t("My committee meetings")
    return next(iter(facts.committees.values())).name


def _entry(meeting: Meeting, committee: Committee, words: Words) -> PublishedEntry:
    title = entry_title(meeting, committee, words)
    return entry_of(meeting, committee, title=title, language=words.language)


def _private(response: Response) -> Response:
    """For whoever has the address alone: no cache in between keeps it, no page learns of it, no search engine lists it."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response

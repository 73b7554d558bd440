"""Meetings in people's own calendars: addresses to subscribe by, and one meeting as a file."""

from collections.abc import Callable
from datetime import datetime

from bot.calendar.published import entry_of, stored
from bot.domain.ids import CommitteeId, MeetingId
from bot.handlers.slack.acts.meetings import asked_at
from bot.handlers.slack.files import give_file
from bot.handlers.slack.ids import Press
from bot.handlers.slack.listening import Acts
from bot.handlers.slack.render.blocks import Message
from bot.handlers.slack.render.calendars import calendars_message, file_given_message, file_said
from bot.handlers.slack.render.distribution import distribution_message
from bot.handlers.slack.request import Answer, Redraw, Request
from bot.handlers.text import Command, Verb
from bot.storage import Storage
from bot.usecases.access import Who
from bot.usecases.feeds import (
    Shown,
    calendars_at,
    close_feed,
    make_feed,
    meeting_to_keep,
    renew_feed,
)
from bot.usecases.invitations import distribution
from bot.usecases.sharing import share_calendar, write_over

Change = Callable[[Storage, CommitteeId | None, Who, datetime], None]


def calendar(request: Request, command: Command) -> Answer:
    return _shown(request, asked_at(request, command))


def press_calendar(request: Request, _parts: list[str]) -> Answer:
    """My own, from the home page."""
    return _shown(request, ())


def press_feed(change: Change) -> Callable[[Request, list[str]], Answer]:
    """Done, and drawn again where it was pressed."""

    def press(request: Request, parts: list[str]) -> Answer:
        whose, *beside = parts
        if request.site.public_url is not None:
            change(request.storage, CommitteeId(whose) if whose else None, request.who, request.now)
        return Redraw(_shown(request, tuple(CommitteeId(one) for one in beside if one)))

    return press


def press_share(*, shares: bool) -> Callable[[Request, list[str]], Answer]:
    def press(request: Request, parts: list[str]) -> Answer:
        whose, *beside = parts
        share_calendar(request.storage, CommitteeId(whose), request.who, request.now, shares=shares)
        return Redraw(_shown(request, tuple(CommitteeId(one) for one in beside if one)))

    return press


def press_write_over(request: Request, parts: list[str]) -> Answer:
    """Asked for where it is shown who got what."""
    meeting_id = MeetingId(parts[0])
    write_over(request.storage, meeting_id, request.who, request.now)
    found = distribution(request.storage, meeting_id, request.who, request.now)
    return Redraw(distribution_message(found, request.words))


def press_file(request: Request, parts: list[str]) -> Answer:
    """The file comes where only this person sees it; elsewhere they are told so."""
    facts = meeting_to_keep(request.storage, MeetingId(parts[0]), request.who, request.now)
    meeting, committee, words = facts.meeting, facts.committee, request.words
    entry = entry_of(meeting, committee, title=committee.name, language=words.language, link=meeting.link)
    name = f"kallelse-{entry.start:%Y-%m-%d}.ics"
    there = give_file(request.client, request.who.account.user, name, stored(entry), file_said(facts, words))
    return None if there == request.channel else file_given_message(words)


def _shown(request: Request, at: Shown) -> Message:
    found = calendars_at(request.storage, at, request.who, request.now)
    return calendars_message(found, request.site, request.words)


ACTS = Acts(
    commands={Verb.CALENDAR: calendar},
    presses={
        Press.CALENDAR: press_calendar,
        Press.MAKE_FEED: press_feed(make_feed),
        Press.RENEW_FEED: press_feed(renew_feed),
        Press.CLOSE_FEED: press_feed(close_feed),
        Press.SHARE_CALENDAR: press_share(shares=True),
        Press.UNSHARE_CALENDAR: press_share(shares=False),
        Press.WRITE_OVER: press_write_over,
        Press.MEETING_FILE: press_file,
    },
)

"""What every listener works with, and the boundary that keeps exceptions in and always answers in words."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.domain.errors import KallelseError
from bot.handlers.slack.directory import Directory
from bot.handlers.slack.refusals import explain
from bot.handlers.slack.render.blocks import Message, section
from bot.handlers.slack.request import NOTHING_SET_UP, Answer, AskOn, Redraw, Request, Site, Surface
from bot.handlers.slack.surfaces import APP_NAME, OnHome, OnModal, redraw_below
from bot.language.catalogues import spoken
from bot.language.words import Words, zone_named
from bot.storage import Storage
from bot.usecases.access import Where, Who

log = structlog.get_logger()
FALLBACK_LANGUAGE = "sv"
FALLBACK_ZONE = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where requests come in: the database, the clock, and who people are."""

    storage: Storage
    clock: Callable[[], datetime]
    directory: Directory = field(default_factory=Directory)
    site: Site = NOTHING_SET_UP

    def request(
        self,
        client: WebClient,
        surface: Callable[[Words], Surface],
        *,
        workspace: str,
        user: str,
        channel: str | None,
        request_id: str,
        trigger: str | None = None,
    ) -> Request:
        """In a direct message with the bot (its id begins with D) no channel's committee is meant."""
        who = self.directory.who(client, workspace, user)
        words = words_for(who)
        here = channel if channel and not channel.startswith("D") else None
        return Request(
            storage=self.storage,
            client=client,
            now=self.clock(),
            who=who,
            where=Where(workspace, here),
            words=words,
            surface=surface(words),
            id=request_id,
            site=self.site,
            channel=channel,
            trigger=trigger,
        )

    def words_at_once(self, workspace: str, user: str) -> Words:
        """The person's words as far as we remember them: for what must be said before there is time to ask Slack."""
        who = self.directory.remembered(workspace, user)
        return words_for(who) if who else Words(spoken(FALLBACK_LANGUAGE), FALLBACK_ZONE)


def words_for(who: Who) -> Words:
    return Words(spoken(who.language or FALLBACK_LANGUAGE), zone_named(who.zone) or FALLBACK_ZONE)


def give(request: Request, answer: Answer) -> None:
    """Put the answer where it belongs."""
    if isinstance(answer, Redraw):
        if answer.to_the_bottom or answer.is_page:
            redraw_below(request.surface, answer.message, modals_alone=answer.is_page)
        request.surface.redraw(answer.message)
        if answer.beside:
            request.surface.say(answer.beside)
    elif isinstance(answer, Message):
        request.surface.say(answer)
    elif isinstance(answer, AskOn) and isinstance(request.surface, OnModal):
        request.surface.show(answer.view)


def give_to_form(form: OnModal, answer: Answer) -> None:
    """The answer takes a filled-in form's place, and what the form was opened from shows what is true now. The latter
    comes first: the form may have been closed meanwhile.
    """
    if isinstance(form.behind, OnHome):
        form.behind.publish(None)
    elif form.behind is not None and isinstance(answer, Redraw) and answer.said:
        if answer.to_the_bottom or answer.is_page:
            redraw_below(form.behind, answer.message, modals_alone=answer.is_page)
        form.behind.redraw(answer.message)
    if isinstance(answer, Redraw):
        shown = replace(form, title=APP_NAME) if answer.is_page else form
        shown.say(answer.said or answer.message)
    elif isinstance(answer, Message):
        form.say(answer)


def boundary(request: Request) -> AbstractContextManager[None]:
    """Whatever goes wrong is said where the person is."""
    return answering(request.surface, request.words)


@contextmanager
def answering(surface: Surface, words: Words) -> Iterator[None]:
    """What can be explained is explained there; what nobody foresaw is logged, and said to be our fault: it may have come
    after the deed was done. Nothing gets out: Bolt drops the acknowledgement of a listener that raises soon after it.
    """
    try:
        yield
    except KallelseError as error:
        _try_to_say(surface, explain(error, words))
    except Exception as error:
        incident = uuid.uuid4().hex[:8]
        log.exception("a listener failed", incident=incident, error=type(error).__name__)
        sorry = words.t(
            "Something went wrong here. What you asked for may have been done all the same: look before you try again. "
            "If it happens again, tell whoever runs Kallelse: incident {incident}.",
            incident=incident,
        )
        _try_to_say(surface, Message(sorry, (section(sorry),)))


@contextmanager
def quietly() -> Iterator[None]:
    """For what comes before we know whom to answer: log and go on."""
    try:
        yield
    except Exception:  # there is nobody to tell yet
        log.exception("a request could not be read")


def _try_to_say(surface: Surface, message: Message) -> None:
    try:
        surface.say(message)
    except SlackApiError as error:
        log.warning("an answer could not be given", error=str(error.response.get("error", "")))
    except Exception:  # the answer is lost, the act is not
        log.exception("an answer could not be given")


def team_of(body: dict[str, Any]) -> str:
    """The workspace a payload comes from, whichever kind of payload it is."""
    team = (
        body.get("team_id") or (body.get("team") or {}).get("id") or (body.get("user") or {}).get("team_id")
    )
    return str(team or "")

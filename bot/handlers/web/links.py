"""The doors of the addresses in our mails: looked at with GET, which changes nothing, acted on with POST alone."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import IPv6Address, ip_address

import structlog
from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from bot.clock import Clock, system_clock
from bot.domain.errors import KallelseError
from bot.handlers.web.pages import LANGUAGE, Filled, LinkAct, Page, html, policy
from bot.handlers.web.turnstile import Turnstile, seconds_to_wait
from bot.language.catalogues import languages
from bot.language.words import Words, zone_named
from bot.usecases.access import Gone
from bot.usecases.links import PATH, BadLink, Link, Links, Purpose

log = structlog.get_logger(__name__)

SEE_OTHER, NOT_FOUND, GONE, TOO_LARGE, UNPROCESSABLE, TOO_MANY, BROKEN = 303, 404, 410, 413, 422, 429, 500
LONGEST_FORM = 32_000
NOTE = "done"
"""What the address of a page says after an act: a note of ours, for the page to show once more what was done."""
VISITS_OF_A_LINK = 30
VISITS_FROM_AN_ADDRESS = 300
"""In a minute. An office shares one address, and a mail server's scanner looks at everybody's links."""

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(eq=False)
class TooOften(KallelseError):
    """A link is visited, or one address visits, more often than people do."""


@dataclass(frozen=True, slots=True)
class LinkDoors:
    """`acts` says what a link of each purpose shows and does."""

    links: Links
    acts: Mapping[Purpose, LinkAct]
    clock: Clock = system_clock
    turnstile: Turnstile = field(default_factory=Turnstile)

    def blueprint(self) -> Blueprint:
        doors = Blueprint("links", __name__)
        doors.before_request(self._turn_away_the_hasty)
        doors.get(f"{PATH}/", defaults={"token": ""}, endpoint="bare")(self._show)
        doors.get(f"{PATH}/<path:token>", endpoint="show")(self._show)
        doors.post(f"{PATH}/<path:token>", endpoint="act")(self._act)
        doors.register_error_handler(BadLink, _leads_nowhere)
        doors.register_error_handler(Gone, _is_gone)
        doors.register_error_handler(RequestEntityTooLarge, _too_much)
        doors.register_error_handler(TooOften, self._too_often)
        doors.register_error_handler(Exception, _broke)
        doors.after_request(_closed_to_others)
        return doors

    def _show(self, token: str) -> Response:
        act, link = self._meant(token)
        said = self.links.noted(token, request.args.get(NOTE, ""), self.clock())
        page = act.show(link).chosen(request.args)
        return _answer(replace(page, said=said or page.said))

    def _act(self, token: str) -> Response:
        """What was done is told on the page that is fetched next, so that loading it again does nothing twice."""
        act, link = self._meant(token)
        page = act.act(link, _filled())
        if page.wrong:
            return _answer(page, UNPROCESSABLE)
        wanted = {LANGUAGE: link.language, NOTE: self._note(token, page)}
        query = "&".join(f"{name}={value}" for name, value in wanted.items() if value)
        return Response(status=SEE_OTHER, headers={"Location": f"{token}?{query}" if query else token})

    def _note(self, token: str, page: Page) -> str:
        return self.links.note(token, page.said, self.clock()) if page.said else ""

    def _meant(self, token: str) -> tuple[LinkAct, Link]:
        link = self.links.read(token)
        if link.purpose not in self.acts:
            raise BadLink
        wanted = request.args.get(LANGUAGE, "")
        return self.acts[link.purpose], replace(link, language=wanted if wanted in languages() else "")

    def _turn_away_the_hasty(self) -> None:
        now, address = self.clock(), _neighbourhood(request.remote_addr)
        link = f"link {request.path[-64:]}"
        if not self.turnstile.passes(link, VISITS_OF_A_LINK, now):
            raise TooOften
        if address and not self.turnstile.passes(f"from {address}", VISITS_FROM_AN_ADDRESS, now):
            raise TooOften

    def _too_often(self, _error: TooOften) -> Response:
        words = _readers_words()
        lead = words.t(
            "This page has been opened very often just now. Try again in a minute; nothing is lost."
        )
        answer = _refusal(TOO_MANY, words, words.t("Please wait a moment"), lead)
        answer.headers["Retry-After"] = str(seconds_to_wait(self.clock()))
        return answer


def _filled() -> Filled:
    request.max_content_length = LONGEST_FORM
    return request.form.to_dict()


def _answer(page: Page, status: int = 200) -> Response:
    return Response(html(page), status=GONE if page.over else status)


def _closed_to_others(answer: Response) -> Response:
    """No other page, cache, search engine or address is to know of a link."""
    answer.headers.extend(HEADERS)
    answer.headers["Content-Security-Policy"] = policy()
    return answer


def _neighbourhood(address: str | None) -> str:
    """Whose visits are counted together: an IPv4 address, an IPv6 network as one household has it (RFC 6177); "" for our
    own machine, where a reverse proxy stands that we have not been told of: then all the world would be one visitor.
    """
    try:
        one = ip_address(address or "")
    except ValueError:
        return ""
    if one.is_loopback:
        return ""
    return one.exploded[:19] if isinstance(one, IPv6Address) else str(one)


def _leads_nowhere(_error: Exception) -> Response:
    words = _readers_words()
    lead = words.t("It may be incomplete: open it from the mail again, or copy all of it.")
    return _refusal(NOT_FOUND, words, words.t("This link leads nowhere"), lead)


def _is_gone(_error: Exception) -> Response:
    words = _readers_words()
    lead = words.t("What it was about is no longer there. A newer mail may have another link.")
    return _refusal(GONE, words, words.t("This link is no longer in use"), lead)


def _too_much(_error: Exception) -> Response:
    words = _readers_words()
    lead = words.t("Nothing was saved. Go back, and write a shorter comment.")
    return _refusal(TOO_LARGE, words, words.t("That was too much text"), lead)


def _broke(error: Exception) -> Response:
    """The address is a secret: what went wrong is told without it."""
    incident = uuid.uuid4().hex[:8]
    log.error("a page of a link failed", incident=incident, exc_info=error)
    words = _readers_words()
    lead = words.t(
        "Your answer may have been saved all the same: open the link again to see. If it happens again, tell "
        "whoever invited you: incident {incident}.",
        incident=incident,
    )
    return _refusal(BROKEN, words, words.t("Something went wrong here"), lead)


def _refusal(status: int, words: Words, title: str, lead: str) -> Response:
    return _answer(Page(language=words.language, label="Kallelse", title=title, lead=lead), status)


def _readers_words() -> Words:
    """Of somebody of whom we know only what their browser says."""
    zone = zone_named("UTC")
    assert zone is not None  # noqa: S101  every computer knows it
    wanted = request.args.get(LANGUAGE, "")
    heard = request.accept_languages.best_match(languages()) or languages()[0]
    return Words(wanted if wanted in languages() else heard, zone)

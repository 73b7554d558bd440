"""The doors of the addresses in our mails: looked at with GET, which changes nothing, acted on with POST alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, request

from bot.handlers.web.pages import LinkAct, Page, html
from bot.language.catalogues import languages
from bot.language.words import Words, zone_named
from bot.usecases.access import Gone
from bot.usecases.links import PATH, BadLink, Link, Links, Purpose

NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class LinkDoors:
    """`acts` says what a link of each purpose shows and does."""

    links: Links
    acts: Mapping[Purpose, LinkAct]

    def blueprint(self) -> Blueprint:
        doors = Blueprint("links", __name__)

        @doors.get(f"{PATH}/<token>")
        def shown(token: str) -> Response:
            return self._answer(token, lambda act, link: act.show(link))

        @doors.post(f"{PATH}/<token>")
        def acted(token: str) -> Response:
            filled = request.form.to_dict()
            return self._answer(token, lambda act, link: act.act(link, filled))

        return doors

    def _answer(self, token: str, do: Callable[[LinkAct, Link], Page]) -> Response:
        try:
            link = self.links.read(token)
            return Response(html(do(self.acts[link.purpose], link)))
        except (BadLink, KeyError, Gone):
            return Response(html(_leads_nowhere()), status=NOT_FOUND)


def _leads_nowhere() -> Page:
    words = _readers_words()
    return Page(
        language=words.language,
        label="Kallelse",
        title=words.t("This link leads nowhere"),
        lead=words.t("It may be incomplete: open it from the mail again, or copy all of it."),
    )


def _readers_words() -> Words:
    """Of somebody of whom we know only what their browser says."""
    zone = zone_named("UTC")
    assert zone is not None  # noqa: S101  every computer knows it
    return Words(request.accept_languages.best_match(languages()) or languages()[0], zone)

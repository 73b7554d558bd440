"""Whoever an answering page is for: in which words they read it, and what is said to them alike on every such page."""

from bot.domain.committee import Committee
from bot.domain.person import Person
from bot.language.catalogues import spoken
from bot.language.words import Words, zone_named
from bot.usecases.access import Gone
from bot.usecases.links import Link


def words_for(person: Person | None, committee: Committee, link: Link) -> Words:
    """In the language that the link asks for, else their own, else the committee's. Raises Gone for nobody."""
    if person is None:
        raise Gone
    language = link.language or person.language or committee.language
    return Words(spoken(language), zone_named(person.zone) or committee.zone)


def for_whom(person: Person | None, words: Words) -> str:
    """A forwarded link answers for whom it was sent to."""
    name = person.name if person else ""
    return words.t("This page answers for {name}. It gives access to nothing else.", name=name)


def elsewhere(place: str, committee: Committee) -> str:
    """The place, where it is not the usual one."""
    return "" if place == committee.place else place


def sentence(text: str) -> str:
    """With a capital letter, nothing else changed."""
    return text[:1].upper() + text[1:]

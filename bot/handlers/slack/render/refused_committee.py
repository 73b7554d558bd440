"""Who may, which committee is meant, and what cannot be written about a committee and its people."""

from collections.abc import Callable
from typing import Any

from bot.domain.errors import KallelseError
from bot.domain.permission import OPEN_TO_MEMBERS, NotAllowed
from bot.domain.roster import AlreadySeated, LastOfficer
from bot.handlers.slack.render.blocks import one_line
from bot.handlers.slack.render.days_off import wrong_line
from bot.language.words import Words
from bot.usecases.access import (
    NoCommitteeHere,
    NoCommitteeOfYours,
    WhichCommittee,
)
from bot.usecases.committees import BadField, Flaw, SameShortName
from bot.usecases.people import AddressTaken, BadAddress, KnownElsewhere


def _no_committee_here(error: NoCommitteeHere, words: Words) -> str:
    if not error.channel:
        return words.t("A committee belongs to a channel: write /meeting setup in the one where it meets.")
    return words.t(
        "No committee meets in this channel yet. Set one up here, or ask in the committee's own channel.",
    )


def _not_allowed(error: NotAllowed, words: Words) -> str:
    if not error.who_may:
        return words.t(
            "This takes the chair or secretary of {committee}, and nobody holds those seats today.",
            committee=one_line(error.committee),
        )
    names = words.listed([one_line(name) for name in error.who_may])
    if error.act in OPEN_TO_MEMBERS:
        return words.t(
            "This is for those with a seat in {committee}. {names} can give you one.",
            committee=one_line(error.committee),
            names=names,
        )
    return words.t(
        "This is for the chair and secretary of {committee}: ask {names}.",
        committee=one_line(error.committee),
        names=names,
    )


def _which(error: WhichCommittee, words: Words) -> str:
    names = words.listed([one_line(name) for name in error.short_names])
    return words.t(
        "Several committees can be meant here: {names}. Write which right after the command, as in /agenda {first}",
        names=names,
        first=one_line(error.short_names[0]),
    )


def _bad_field(error: BadField, words: Words) -> str:
    given = one_line(error.given[:100])
    if error.line:
        return wrong_line(error.flaw, error.line, given, words)
    return {
        Flaw.EMPTY: words.t("A name is missing. For example: Safety council, short name SAFE."),
        Flaw.TOO_LONG: words.t("“{given} …” is too long; shorten it."),
        Flaw.SEVERAL_WORDS: words.t("The short name “{given}” has several words. One word is right: SAFE."),
        Flaw.CONTROL_CHARACTERS: words.t(
            "“{given}” has characters that cannot be kept. Type it anew, without line breaks."
        ),
        Flaw.UNKNOWN_ZONE: words.t("There is no time zone “{given}”. Write it like this: Europe/Stockholm"),
        Flaw.UNKNOWN_LANGUAGE: words.t("I do not speak “{given}”. Choose Swedish or English."),
        Flaw.OUT_OF_RANGE: _out_of_range(error.field, words),
    }[error.flaw].format(given=given)


def _out_of_range(field: str, words: Words) -> str:
    return {
        "alarm_minutes": words.t("Calendars cannot remind {given} minutes before: at most four weeks."),
        "silence_days": words.t("{given} days is no time to object in: from 1 day to 60."),
    }.get(field, words.t("{given} minutes is no length for a meeting: from 5 minutes to 24 hours."))


COMMITTEE: dict[type[KallelseError], Callable[[Any, Words], str]] = {
    NotAllowed: _not_allowed,
    BadField: _bad_field,
    SameShortName: lambda error, words: words.t(
        "{name} in this channel has the short name {short_name} already. Choose another.",
        name=one_line(error.existing.name),
        short_name=one_line(error.existing.short_name),
    ),
    LastOfficer: lambda error, words: words.t(
        "That would leave {committee} without chair and secretary from {day}. Give somebody else one of those seats first.",
        committee=one_line(error.committee),
        day=words.day(error.day),
    ),
    AlreadySeated: lambda error, words: words.t("{name} has that seat already.", name=one_line(error.name)),
    KnownElsewhere: lambda error, words: words.t(
        "{name} has an account here, or a place in another committee too: name and address are not changed from this "
        "committee. Everything else on the form can be.",
        name=one_line(error.person.name),
    ),
    AddressTaken: lambda error, words: words.t(
        "That address belongs to {name} already.",
        name=one_line(error.person.name),
    ),
    NoCommitteeHere: _no_committee_here,
    NoCommitteeOfYours: lambda _, words: words.t(
        "You have no seat in any committee I know. Ask in the committee's channel, or ask its secretary for a seat.",
    ),
    WhichCommittee: _which,
    BadAddress: lambda error, words: words.t(
        "“{given}” is not an e-mail address. Write it like this: name@example.org",
        given=one_line(error.given),
    ),
}

"""Meetings in people's own calendars: the secret addresses, how to use them, and what they show."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.ids import CommitteeId
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    confirmation,
    context,
    fitted_line,
    header,
    link_button,
    section,
)
from bot.handlers.slack.render.meeting_words import when_of
from bot.handlers.slack.request import Site
from bot.language.words import Words
from bot.usecases.facts import MeetingFacts
from bot.usecases.feeds import Calendars, CommitteeCalendar, FeedAddress, Subscription

NAME_MOST = 150
MOST_COMMITTEES = 8


def calendars_message(calendars: Calendars, site: Site, words: Words) -> Message:
    """For the eyes of one person: whoever has an address sees what is in the calendar."""
    title = words.t("The meetings in your own calendar")
    committees = calendars.committees[:MOST_COMMITTEES]
    beside = [one.committee.id for one in committees]
    blocks = [header(title)]
    if site.public_url is None:
        blocks.append(section(_no_way_in(words)))
    else:
        blocks += _subscribing(list(_offers(calendars, words)), beside, site.public_url, words)
    if site.shared_calendar is not None:
        for one in committees:
            if one.may_change:
                blocks += _shared(one, value(one.committee.id, *beside), site.shared_calendar, words)
    return Message(title, tuple(blocks))


def file_said(facts: MeetingFacts, words: Words) -> str:
    """What the bot says with the file."""
    return words.t(
        "{committee}, {when}: open the file to put the meeting into your calendar. It will not follow changes; the "
        "invitation and /meeting calendar do.",
        committee=fitted_line(facts.committee.name, NAME_MOST),
        when=when_of(facts, words),
    )


def file_given_message(words: Words) -> Message:
    said = words.t("The calendar file is in your direct messages with me.")
    return Message(said, (section(said),))


def _no_way_in(words: Words) -> str:
    return words.t(
        "Calendars cannot reach me yet. Whoever runs Kallelse opens the way: the settings KALLELSE_HTTP_PORT and "
        "KALLELSE_PUBLIC_URL, as docs/running.md tells under “Calendars”."
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """One calendar: `whose` is a committee's id or "" for the reader's own, `told` what is in it."""

    whose: str
    told: str
    subscription: Subscription | None
    may_change: bool

    def press(self, press: Press) -> str:
        """Two calendars stand in one message: their buttons are told apart by their ids."""
        return f"{press}.{self.whose or 'own'}"


def _subscribing(
    offers: list[Offer], beside: list[CommitteeId], public_url: str, words: Words
) -> Iterator[Block]:
    for offer in offers:
        yield section(offer.told)
        yield from _offered(offer, value(offer.whose, *beside), public_url, words)
    if any(offer.subscription for offer in offers):
        yield section(_how(words))
    yield context(_what_shows(words))


def _offers(calendars: Calendars, words: Words) -> Iterator[Offer]:
    own = words.t("*Your own*: the meetings you are invited to, of all committees where you have a seat.")
    yield Offer("", own, calendars.own, may_change=True)
    for one in calendars.committees[:MOST_COMMITTEES]:
        told = words.t(
            "*{committee}*: all its meetings; the address is the same for all members.",
            committee=fitted_line(one.committee.name, NAME_MOST),
        )
        yield Offer(one.committee.id, told, one.subscription, one.may_change)


def _offered(offer: Offer, carried: str, public_url: str, words: Words) -> Iterator[Block]:
    if offer.subscription is not None:
        address = FeedAddress(public_url, offer.subscription.secret)
        yield section(f"```{address.web}\n{address.webcal}```")
        press = offer.press(Press.LINK)
        add = link_button(words.t("Add to calendar"), address.handing_over, press, style="primary")
        yield actions(add, *(_changes(offer, carried, words) if offer.may_change else ()))
    elif offer.may_change:
        yield actions(button(words.t("Make a secret address"), offer.press(Press.MAKE_FEED), carried))
    else:
        yield context(words.t("It has none yet; the chair or the secretary can make one here."))


def _changes(offer: Offer, carried: str, words: Words) -> Iterator[Block]:
    stops = words.t("Calendars that subscribe to the old address get no more meetings from it, at once.")
    renewed, kept = words.t("Make a new address"), words.t("Keep the old one")
    yield button(
        words.t("New secret address"),
        offer.press(Press.RENEW_FEED),
        carried,
        confirm=confirmation(words.t("Make a new address?"), stops, renewed, kept),
    )
    off = words.t("Turn off")
    ends = words.t("Calendars that subscribe to this address get no more meetings from it, at once.")
    yield button(
        off,
        offer.press(Press.CLOSE_FEED),
        carried,
        confirm=confirmation(words.t("Turn the address off?"), ends, off, words.t("Keep it")),
    )


def _shared(one: CommitteeCalendar, carried: str, host: str, words: Words) -> Iterator[Block]:
    """The calendar of the house, which the operator has set up: an officer decides whether the committee is in it."""
    name = fitted_line(one.committee.name, NAME_MOST)
    place = {"committee": name, "host": host}
    if one.committee.shares_calendar:
        yield section(
            words.t("*Shared calendar* at {host}: the meetings of {committee} are written there.", **place)
        )
        off = words.t("Stop writing there")
        kept = words.t("Keep writing")
        taken = words.t("The meetings to come are taken away from the shared calendar; those that were stay.")
        asked = confirmation(words.t("Stop writing there?"), taken, off, kept)
        yield actions(button(off, f"{Press.UNSHARE_CALENDAR}.{one.committee.id}", carried, confirm=asked))
    else:
        yield section(
            words.t(
                "*Shared calendar* at {host}: the meetings of {committee} are not written there.", **place
            )
        )
        on = words.t("Write the meetings there")
        yield actions(button(on, f"{Press.SHARE_CALENDAR}.{one.committee.id}", carried))


def _how(words: Words) -> str:
    return words.t(
        "*Outlook*: in the calendar choose Add calendar, Subscribe from web, and paste the first address.\n"
        "*Google Calendar*, on a computer: Other calendars, the plus sign, From URL, and paste it there.\n"
        "*Apple Calendar*: press Add to calendar; or File, New Calendar Subscription, and paste it."
    )


def _what_shows(words: Words) -> str:
    return words.t(
        "Whoever has the address sees when and where the meetings are. Names, answers, topics, video links and why "
        "something is cancelled are not in it."
    )

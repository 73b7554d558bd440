"""What is said of a poll wherever it is drawn: each time, why it ranks where it does, until when, what came of it."""

from collections.abc import Iterable

from bot.domain.ids import PersonId
from bot.domain.poll import CAN, Alternative, Need, PollState, Tally, Vote
from bot.handlers.slack.render.answers import shortened
from bot.handlers.slack.render.blocks import fitted_line
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.handlers.slack.render.time_warnings import warned_of
from bot.language.words import Words
from bot.usecases.poll_facts import PollFacts

NAME_MOST, PLACE_MOST = 80, 80
NAMES_MOST = 160


def when_of(alternative: Alternative, facts: PollFacts, words: Words) -> str:
    return sentence(words.when(alternative.start, alternative.end, facts.committee.zone))


def briefly(alternative: Alternative, facts: PollFacts, words: Words) -> str:
    """Where there is little room, on the committee's clock."""
    start, end = (moment.astimezone(facts.committee.zone) for moment in (alternative.start, alternative.end))
    return f"{words.day(start.date())} {words.clock(start, end)}"


def where_of(alternative: Alternative, facts: PollFacts) -> str:
    """The place, where it is not the usual one."""
    usual = alternative.place == facts.committee.place
    return "" if usual or not alternative.place else f" · {fitted_line(alternative.place, PLACE_MOST)}"


def warned(alternative: Alternative, facts: PollFacts, words: Words) -> str:
    """What speaks against the time, on a line of its own below it; "" when nothing does."""
    found = facts.warnings.get(alternative.id, ())
    said = warned_of(found, alternative.start, facts.committee.zone, words)
    return f"\n      {said}" if said else ""


def deadline_of(facts: PollFacts, words: Words) -> str:
    return words.instant(facts.poll.deadline, facts.committee.zone)


def vote_name(vote: Vote, words: Words) -> str:
    return {
        Vote.YES: words.t("Yes"),
        Vote.IF_NEED_BE: words.t("If need be"),
        Vote.NO: words.t("No"),
    }[vote]


def why(tally: Tally, facts: PollFacts, words: Words) -> str:
    """Why the time ranks where it does: "All 7 organisations can; the chair if need be. 6 yes · 1 if need be"."""
    parts = (_organisations(tally, facts, words), _chair(tally, facts, words), _quorum(tally, words))
    told = "; ".join(part for part in parts if part)
    reason = f"{sentence(told)}. " if told else ""
    return f"{'' if tally.does else '⚠️ '}{reason}{counts(tally, words)}"


def counts(tally: Tally, words: Words) -> str:
    numbers = {vote: len(people) for vote, people in tally.people.items()}
    parts = [
        words.t("{count} yes", count=numbers[Vote.YES]),
        words.t("{count} if need be", count=numbers[Vote.IF_NEED_BE]) if numbers[Vote.IF_NEED_BE] else "",
        words.t("{count} no", count=numbers[Vote.NO]) if numbers[Vote.NO] else "",
        words.t("{count} not answered", count=len(tally.silent)) if tally.silent else "",
    ]
    return " · ".join(part for part in parts if part)


def names_of(tally: Tally, facts: PollFacts, words: Words) -> str:
    """Who can and who cannot, by name."""
    said = [
        f"{vote_name(vote, words)}: {names_in(people, facts, words)}"
        for vote, people in tally.people.items()
        if people
    ]
    return " · ".join(said)


def names_in(people: Iterable[PersonId], facts: PollFacts, words: Words) -> str:
    known = (facts.people[one].name for one in people if one in facts.people)
    return shortened(sorted(known), words, most=NAMES_MOST)


def answered_line(facts: PollFacts, words: Words) -> str:
    return words.n(
        "{answered} of {count} has answered.",
        "{answered} of {count} have answered.",
        len(facts.counted),
        answered=len(facts.answered),
    )


def outcome(facts: PollFacts, words: Words) -> str:
    """What came of it; "" while it is open."""
    poll = facts.poll
    person = facts.people.get(poll.decided_by) if poll.decided_by else None
    name = short(person.name, NAME_MOST) if person else ""
    if poll.state == PollState.WITHDRAWN:
        return words.t("{name} has withdrawn the poll. The times are free again.", name=name)
    if poll.state == PollState.DECIDED and facts.meeting is not None:
        when = sentence(words.when(facts.meeting.start, facts.meeting.end, facts.committee.zone))
        return words.t(
            "*{when}* it is, picked by {name}. The other times are free again.", when=when, name=name
        )
    return ""


def _organisations(tally: Tally, facts: PollFacts, words: Words) -> str:
    """One organisation alone is worth a word only when it must come, and none is missed that need not."""
    count, missing = len(tally.organisations), tally.missing_organisations
    must_come = facts.poll.needs.each_organisation
    if count == 0 or (count == 1 and not must_come):
        return ""
    can = words.n(
        "{can} of {count} organisation can",
        "{can} of {count} organisations can",
        count,
        can=count - len(missing),
    )
    if missing and not must_come:
        return can
    if missing:
        unheard = [name for name in missing if tally.organisations[name] is None]
        unable = [name for name in missing if name not in unheard]
        parts = [
            words.t("missing: {names}", names=shortened(unable, words, most=NAMES_MOST)) if unable else "",
            words.t("not answered: {names}", names=shortened(unheard, words, most=NAMES_MOST))
            if unheard
            else "",
        ]
        return ", ".join([can, *(part for part in parts if part)])
    if tally.only_if_need_be:
        names = shortened(list(tally.only_if_need_be), words, most=NAMES_MOST)
        return words.t("all {count} organisations can, {names} if need be", count=count, names=names)
    return words.t("all {count} organisations can", count=count)


def _chair(tally: Tally, facts: PollFacts, words: Words) -> str:
    """Only where it is not plain: unless the chair is asked for, one who can is one of those who can."""
    asked = facts.poll.needs.chair
    said = {
        Vote.YES: words.t("the chair can") if asked else "",
        Vote.IF_NEED_BE: words.t("the chair if need be"),
        Vote.NO: words.t("the chair cannot"),
        None: words.t("the chair has not answered") if asked else "",
    }[tally.chair]
    instead = {Vote.YES: words.t("the vice chair can"), Vote.IF_NEED_BE: words.t("the vice chair if need be")}
    if said and tally.chair not in CAN and tally.vice_chair in instead:
        return f"{said}, {instead[tally.vice_chair]}"
    return said


def _quorum(tally: Tally, words: Words) -> str:
    return words.t("too few can") if Need.QUORUM in tally.unmet else ""

"""What is said of a poll wherever it is drawn: each time, why it ranks where it does, until when, what came of it."""

from collections.abc import Iterable, Iterator

from bot.domain.ids import PersonId
from bot.domain.poll import CAN, Alternative, Need, PollState, Tally, Vote
from bot.handlers.slack.render.answers import shortened
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.language.words import Words
from bot.usecases.poll_facts import PollFacts

NAME_MOST = 80
NAMES_MOST = 160


def when_of(alternative: Alternative, facts: PollFacts, words: Words) -> str:
    return sentence(words.when(alternative.start, alternative.end, facts.committee.zone))


def where_of(alternative: Alternative, facts: PollFacts) -> str:
    """The place, where it is not the usual one."""
    usual = alternative.place == facts.committee.place
    return "" if usual or not alternative.place else f" · {short(alternative.place, NAME_MOST)}"


def deadline_of(facts: PollFacts, words: Words) -> str:
    return words.instant(facts.poll.deadline, facts.committee.zone)


def vote_name(vote: Vote, words: Words) -> str:
    return {
        Vote.YES: words.t("Yes"),
        Vote.IF_NEED_BE: words.t("If need be"),
        Vote.NO: words.t("No"),
    }[vote]


def needs_line(facts: PollFacts, words: Words) -> str:
    """Who must be able to come, "" when nobody in particular."""
    needs = facts.poll.needs
    parts = [
        words.t("the chair") if needs.chair else "",
        words.t("somebody of each organisation") if needs.each_organisation else "",
        words.n("at least {count} person", "at least {count} people", needs.quorum) if needs.quorum else "",
    ]
    wanted = words.listed([part for part in parts if part])
    return words.t("Must be able to come: {who}.", who=wanted) if wanted else ""


def why(tally: Tally, facts: PollFacts, words: Words) -> str:
    """Why the time ranks where it does: "All seven organisations can; the chair if need be. 6 yes · 1 if need be"."""
    told = [part for part in (_organisations(tally, words), _chair(tally, facts, words)) if part]
    reason = sentence("; ".join(told)) + ("." if told else "")
    return " ".join(part for part in (reason, counts(tally, words), _unmet(tally, words)) if part)


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
        f"{vote_name(vote, words)}: {_names(people, facts, words)}"
        for vote, people in tally.people.items()
        if people
    ]
    return " · ".join(said)


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


def _organisations(tally: Tally, words: Words) -> str:
    count, missing = len(tally.organisations), tally.missing_organisations
    if count < 2:  # noqa: PLR2004  one organisation says nothing
        return ""
    if missing:
        names = shortened(list(missing), words, most=NAMES_MOST)
        can = count - len(missing)
        return words.n(
            "{can} of {count} organisation can, missing: {names}",
            "{can} of {count} organisations can, missing: {names}",
            count,
            can=can,
            names=names,
        )
    if tally.only_if_need_be:
        names = shortened(list(tally.only_if_need_be), words, most=NAMES_MOST)
        return words.t("all {count} organisations can, {names} if need be", count=count, names=names)
    return words.t("all {count} organisations can", count=count)


def _chair(tally: Tally, facts: PollFacts, words: Words) -> str:
    """Only where it is not plain: a chair who can is one of those who can."""
    if tally.chair == Vote.IF_NEED_BE:
        return words.t("the chair if need be")
    if tally.chair == Vote.NO:
        return words.t("the chair cannot")
    if tally.chair is None and facts.poll.needs.chair:
        return words.t("the chair has not answered")
    return words.t("the chair can") if facts.poll.needs.chair and tally.chair in CAN else ""


def _unmet(tally: Tally, words: Words) -> str:
    said = {
        Need.CHAIR: words.t("the chair is missing"),
        Need.EACH_ORGANISATION: words.t("an organisation is missing"),
        Need.QUORUM: words.t("too few can"),
    }
    found = [said[need] for need in Need if need in tally.unmet]
    return f"⚠️ {words.listed(found)}" if found else ""


def _names(people: Iterable[PersonId], facts: PollFacts, words: Words) -> str:
    return shortened(sorted(_known(people, facts)), words, most=NAMES_MOST)


def _known(people: Iterable[PersonId], facts: PollFacts) -> Iterator[str]:
    return (facts.people[one].name for one in people if one in facts.people)

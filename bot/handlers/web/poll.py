"""Answering a poll by the link in its mail: yes, if need be or no to each time."""

from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.domain.ids import AlternativeId, PollId
from bot.domain.poll import Alternative, PollOver, PollState, Vote
from bot.handlers.poll_needs import who_must_come
from bot.handlers.web.pages import Choice, Filled, Option, Page, Row
from bot.handlers.web.reader import elsewhere, for_whom, sentence, words_for
from bot.language.words import Words
from bot.storage import Storage
from bot.usecases.asking import NotAsked
from bot.usecases.links import Link
from bot.usecases.poll_facts import PollFacts
from bot.usecases.polls import poll_of_asked, vote_as

TIME = "time."


@dataclass(frozen=True, slots=True)
class PollAct:
    storage: Storage
    clock: Clock

    def show(self, link: Link) -> Page:
        facts = self._facts(link)
        return _page(facts, words_for(facts.asker, facts.committee, link))

    def act(self, link: Link, filled: Filled) -> Page:
        facts = self._facts(link)
        words = words_for(facts.asker, facts.committee, link)
        given = _votes(filled, facts)
        if not given:
            return replace(_page(facts, words), wrong=words.t("Choose an answer for at least one time."))
        try:
            after = vote_as(self.storage, facts.poll.id, link.person_id, given, self.clock())
        except (NotAsked, PollOver):
            return self.show(link)
        said = words.t("Thank you: your answer is noted.")
        if after.own is not None and after.own.answered_at is None:
            said = words.t("Noted. Some times are still without an answer.")
        return replace(_page(after, words), said=said)

    def _facts(self, link: Link) -> PollFacts:
        return poll_of_asked(self.storage, PollId(link.subject), link.person_id, self.clock())


def _votes(filled: Filled, facts: PollFacts) -> dict[AlternativeId, Vote]:
    """What was sent in for each time; anything that is no vote is left out."""
    sent = {one.id: filled.get(f"{TIME}{one.id}", "") for one in facts.alternatives}
    return {alternative_id: Vote(given) for alternative_id, given in sent.items() if given in set(Vote)}


def _page(facts: PollFacts, words: Words) -> Page:
    """Nothing of what others answer: the page may be forwarded."""
    page = Page(
        language=words.language,
        label=words.t("Which of these times suit you?"),
        title=facts.committee.name,
        lead=_lead(facts, words),
    )
    if not facts.takes_votes or facts.own is None:
        return replace(page, rows=tuple(_closed_rows(facts, words)), over=True)
    answered = facts.own.answered_at is not None
    return replace(
        page,
        fields=tuple(_choice(one, facts, words) for one in facts.alternatives),
        submit=words.t("Change the answer") if answered else words.t("Send the answer"),
        settled=answered,
        footer=for_whom(facts.asker, words),
    )


def _lead(facts: PollFacts, words: Words) -> str:
    until = words.instant(facts.poll.deadline, facts.committee.zone)
    if facts.takes_votes and facts.own is not None:
        lead = words.t("Answer by {deadline}. Chair or secretary then picks one.", deadline=until)
        told = (lead, who_must_come(facts.poll.needs, words), _who_sees(facts, words))
        return " ".join(part for part in told if part)
    if facts.poll.state == PollState.DECIDED:
        return words.t("A time has been picked. Everybody gets an invitation to it.")
    if facts.poll.state == PollState.WITHDRAWN:
        return words.t("You need not answer any more: the times that were asked about are free again.")
    return words.t("The time to answer is over; chair or secretary picks.")


def _who_sees(facts: PollFacts, words: Words) -> str:
    if facts.poll.hides_votes:
        return words.t("Only chair, vice chair and secretary see who answers what.")
    return words.t("The answers are shown with names in the committee's channel in Slack.")


def _closed_rows(facts: PollFacts, words: Words) -> list[Row]:
    """What was picked where something was; else what was asked about. Nothing to somebody who is no longer asked."""
    if facts.own is None:
        return []
    if facts.meeting is not None:
        when = sentence(words.when(facts.meeting.start, facts.meeting.end, facts.committee.zone))
        place = elsewhere(facts.meeting.place, facts.committee)
        return [Row(words.t("Picked"), when, note=place, main=True)]
    gone = facts.poll.state == PollState.WITHDRAWN
    return [
        Row(
            words.t("Time {number}", number=number),
            _when(one, facts, words),
            note=elsewhere(one.place, facts.committee),
            gone=gone,
        )
        for number, one in enumerate(facts.alternatives, start=1)
    ]


def _choice(one: Alternative, facts: PollFacts, words: Words) -> Choice:
    own = facts.own_votes.get(one.id)
    labels = {
        Vote.YES: words.t("Yes"),
        Vote.IF_NEED_BE: words.t("If need be"),
        Vote.NO: words.t("No"),
    }
    place = elsewhere(one.place, facts.committee)
    return Choice(
        f"{TIME}{one.id}",
        ", ".join(part for part in (_when(one, facts, words), place) if part),
        tuple(Option(vote, label, chosen=vote == own) for vote, label in labels.items()),
    )


def _when(one: Alternative, facts: PollFacts, words: Words) -> str:
    return sentence(words.when(one.start, one.end, facts.committee.zone))

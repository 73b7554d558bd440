"""Answering proposed dates by the link in the mail: each suits or is objected to, with one reason for those that are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.domain.ids import DateProposalId
from bot.domain.invitation import Source
from bot.domain.proposal import DateState, ProposalSettled, ProposalState, ProposedDate, ReasonNeeded
from bot.handlers.web.pages import Choice, Filled, Option, Page, Row, TextField
from bot.handlers.web.reader import elsewhere, for_whom, sentence, words_for
from bot.language.words import Words
from bot.storage import Storage
from bot.usecases.asking import NotAsked
from bot.usecases.links import Link
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposals import Reply, answer_proposal_as, proposal_of_asked

LONGEST_REASON, LONGEST_SUGGESTION = 500, 240
FINE, OBJECT = "fine", "object"
DATE = "date."


@dataclass(frozen=True, slots=True)
class ProposalAct:
    storage: Storage
    clock: Clock

    def show(self, link: Link) -> Page:
        facts = self._facts(link)
        return _page(facts, words_for(facts.asker, facts.committee, link))

    def act(self, link: Link, filled: Filled) -> Page:
        facts = self._facts(link)
        words = words_for(facts.asker, facts.committee, link)
        if not any(name.startswith(DATE) for name in filled):
            return self.show(link)
        try:
            after = answer_proposal_as(
                self.storage, facts.proposal.id, link.person_id, _reply(facts, filled), self.clock()
            )
        except ReasonNeeded:
            wrong = words.t("An objection needs a reason, for example: We have our own meeting then.")
            return replace(_page(facts, words).filled_in(filled), wrong=wrong)
        except (NotAsked, ProposalSettled):
            return self.show(link)
        return replace(_page(after, words), said=words.t("Thank you: your answer is noted."))

    def _facts(self, link: Link) -> ProposalFacts:
        proposal_id = DateProposalId(link.subject)
        return proposal_of_asked(self.storage, proposal_id, link.person_id, self.clock())


def _reply(facts: ProposalFacts, filled: Filled) -> Reply:
    return Reply(
        Source.LINK,
        frozenset(date.id for date in facts.dates if filled.get(f"{DATE}{date.id}", "") == OBJECT),
        " ".join(filled.get("reason", "").split())[:LONGEST_REASON],
        " ".join(filled.get("suggestion", "").split())[:LONGEST_SUGGESTION],
    )


def _page(facts: ProposalFacts, words: Words) -> Page:
    can_answer = facts.proposal.is_asking and facts.own is not None
    page = Page(
        language=words.language,
        label=words.t("Proposed dates"),
        title=facts.committee.name,
        lead=_lead(facts, words),
        rows=tuple(_rows(facts, words)),
    )
    if not can_answer or facts.own is None:
        return replace(page, over=True)
    answered = facts.own.answered_at is not None
    return replace(
        page,
        fields=_fields(facts, words),
        submit=words.t("Change the answer") if answered else words.t("Send the answer"),
        settled=answered,
        footer=for_whom(facts.asker, words),
    )


def _lead(facts: ProposalFacts, words: Words) -> str:
    deadline = facts.proposal.deadline
    until = words.instant(deadline, facts.committee.zone) if deadline else ""
    if facts.own is None:
        return words.t("These dates can no longer be answered.")
    if facts.proposal.state == ProposalState.OPEN:
        return words.t(
            "Adopted unless somebody objects by {deadline}. Who says nothing consents. An objection stops that date alone.",
            deadline=until,
        )
    if facts.proposal.state == ProposalState.WAITING:
        return words.t(
            "The time to object is over, but not everybody was reached, so nothing is adopted yet: chair and secretary decide."
        )
    return words.t("These dates can no longer be answered.")


def _rows(facts: ProposalFacts, words: Words) -> Iterator[Row]:
    """The dates that are not asked about below; none for somebody who has left, since they may be new."""
    if facts.own is not None:
        for date in facts.dates:
            if not (facts.proposal.is_asking and date.is_open):
                yield _row(date, facts, words)


def _row(date: ProposedDate, facts: ProposalFacts, words: Words) -> Row:
    labels = {
        DateState.OPEN: words.t("Proposed"),
        DateState.ADOPTED: words.t("Adopted"),
        DateState.OBJECTED: words.t("Objected to"),
        DateState.WITHDRAWN: words.t("No longer proposed"),
    }
    return Row(
        labels[date.state],
        _when(date, facts, words),
        note=elsewhere(date.place, facts.committee),
        main=date.state == DateState.ADOPTED,
        gone=date.state == DateState.WITHDRAWN,
    )


def _fields(facts: ProposalFacts, words: Words) -> tuple[Choice | TextField, ...]:
    """As the person's answer stands; the reason and the suggestion are for all dates that they object to."""
    own = facts.own_objections
    return (
        *(_choice(date, facts, words) for date in facts.dates if date.is_open),
        TextField(
            "reason",
            words.t("If you object: why?"),
            own[0].reason if own else "",
            hint=words.t("Chair and secretary see it at once, the others with the outcome."),
            lines=3,
            most=LONGEST_REASON,
        ),
        TextField(
            "suggestion",
            words.t("Another date that would suit"),
            own[0].suggestion if own else "",
            most=LONGEST_SUGGESTION,
        ),
    )


def _choice(date: ProposedDate, facts: ProposalFacts, words: Words) -> Choice:
    objects = any(one.date_id == date.id for one in facts.own_objections)
    place = elsewhere(date.place, facts.committee)
    return Choice(
        f"{DATE}{date.id}",
        ", ".join(part for part in (_when(date, facts, words), place) if part),
        (
            Option(FINE, words.t("Fine by me"), chosen=not objects),
            Option(OBJECT, words.t("I object"), chosen=objects),
        ),
    )


def _when(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    return sentence(words.when(date.start, date.end, facts.committee.zone))

"""Answering proposed dates by the link in the mail: each suits or is objected to, with one reason for those that are."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.ids import DateProposalId, ProposedDateId
from bot.domain.invitation import Source
from bot.domain.proposal import DateState, ProposalSettled, ProposalState, ProposedDate, ReasonNeeded
from bot.handlers.web.pages import Choice, Filled, Option, Page, Row, TextField
from bot.language.catalogues import spoken
from bot.language.words import Words, zone_named
from bot.storage import Storage
from bot.usecases.access import Gone
from bot.usecases.links import Link
from bot.usecases.proposal_facts import ProposalFacts
from bot.usecases.proposals import NotAsked, Reply, answer_proposal_as, proposal_of_asked

LONGEST_REASON, LONGEST_SUGGESTION = 500, 240
FINE, OBJECT = "fine", "object"
DATE = "date."


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form: the dates objected to, why, and what would suit."""

    objects_to: frozenset[ProposedDateId]
    reason: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class ProposalAct:
    storage: Storage
    clock: Clock

    def show(self, link: Link) -> Page:
        facts = self._facts(link)
        return _page(facts, _said_so_far(facts))

    def act(self, link: Link, filled: Filled) -> Page:
        facts = self._facts(link)
        written = _written(facts, filled)
        if not any(name.startswith(DATE) for name in filled):
            return self.show(link)
        reply = Reply(Source.LINK, written.objects_to, written.reason, written.suggestion)
        try:
            after = answer_proposal_as(self.storage, facts.proposal.id, link.person_id, reply, self.clock())
        except ReasonNeeded:
            wrong = _words(facts).t("An objection needs a reason, for example: We have our own meeting then.")
            return _page(facts, written, wrong=wrong)
        except (NotAsked, ProposalSettled):
            return self.show(link)
        return _page(after, _said_so_far(after), said=_words(after).t("Thank you: your answer is noted."))

    def _facts(self, link: Link) -> ProposalFacts:
        return proposal_of_asked(self.storage, DateProposalId(link.subject), link.person_id, self.clock())


def _words(facts: ProposalFacts) -> Words:
    person, committee = facts.asker, facts.committee
    if person is None:
        raise Gone
    return Words(spoken(person.language or committee.language), zone_named(person.zone) or committee.zone)


def _written(facts: ProposalFacts, filled: Filled) -> Written:
    return Written(
        frozenset(date.id for date in facts.dates if filled.get(f"{DATE}{date.id}", "") == OBJECT),
        " ".join(filled.get("reason", "").split())[:LONGEST_REASON],
        " ".join(filled.get("suggestion", "").split())[:LONGEST_SUGGESTION],
    )


def _said_so_far(facts: ProposalFacts) -> Written:
    own = facts.own_objections
    return Written(
        frozenset(one.date_id for one in own),
        own[0].reason if own else "",
        own[0].suggestion if own else "",
    )


def _page(facts: ProposalFacts, written: Written, *, said: str = "", wrong: str = "") -> Page:
    words = _words(facts)
    can_answer = facts.proposal.is_asking and facts.own is not None
    return Page(
        language=words.language,
        label=words.t("Proposed dates"),
        title=facts.committee.name,
        lead=_lead(facts, words),
        said=said,
        wrong=wrong,
        rows=tuple(_row(date, facts, words) for date in facts.dates if not (can_answer and date.is_open)),
        fields=_fields(facts, written, words) if can_answer else (),
        submit=words.t("Send the answer") if can_answer else "",
    )


def _lead(facts: ProposalFacts, words: Words) -> str:
    deadline = facts.proposal.deadline
    until = words.instant(deadline, facts.committee.zone) if deadline else ""
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


def _row(date: ProposedDate, facts: ProposalFacts, words: Words) -> Row:
    labels = {
        DateState.OPEN: words.t("Proposed"),
        DateState.ADOPTED: words.t("Adopted"),
        DateState.OBJECTED: words.t("Objected to"),
        DateState.WITHDRAWN: words.t("No longer proposed"),
    }
    return Row(labels[date.state], words.when(date.start, date.end, facts.committee.zone))


def _fields(facts: ProposalFacts, written: Written, words: Words) -> tuple[Choice | TextField, ...]:
    return (
        *(_choice(date, facts, written, words) for date in facts.dates if date.is_open),
        TextField(
            "reason",
            words.t("If you object: why?"),
            written.reason,
            hint=words.t("Chair and secretary see it at once, the others with the outcome."),
            lines=3,
            most=LONGEST_REASON,
        ),
        TextField(
            "suggestion",
            words.t("Another date that would suit"),
            written.suggestion,
            most=LONGEST_SUGGESTION,
        ),
    )


def _choice(date: ProposedDate, facts: ProposalFacts, written: Written, words: Words) -> Choice:
    objects = date.id in written.objects_to
    when = words.when(date.start, date.end, facts.committee.zone)
    return Choice(
        f"{DATE}{date.id}",
        when[:1].upper() + when[1:],
        (
            Option(FINE, words.t("Fine by me"), chosen=not objects),
            Option(OBJECT, words.t("I object"), chosen=objects),
        ),
    )

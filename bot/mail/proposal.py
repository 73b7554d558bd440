"""Proposed dates by mail, for those who have no account in the workspace: the question, the reminder, the outcome."""

from collections.abc import Iterator

from bot.calendar.text import one_line
from bot.domain.meeting import MeetingState
from bot.domain.person import Person
from bot.domain.proposal import DateState, ProposalState, ProposedDate
from bot.language import adoption
from bot.language.words import Words
from bot.mail.letter import Letter
from bot.mail.plain_letter import plain_letter
from bot.mail.row import Row
from bot.usecases.links import Links, Purpose
from bot.usecases.proposal_facts import ProposalFacts


def question_letter(facts: ProposalFacts, words: Words, person: Person, links: Links | None) -> Letter:
    count = len(facts.dates)
    label = words.n("Does this date suit you?", "Do these dates suit you?", count)
    if facts.asked_anew:
        label = words.n(
            "Another deadline – does this date suit you?",
            "Another deadline – do these dates suit you?",
            count,
        )
    return _asking(facts, words, person, links, label)


def proposal_reminder_letter(
    facts: ProposalFacts, words: Words, person: Person, links: Links | None
) -> Letter:
    return _asking(facts, words, person, links, words.t("Nothing heard from you yet:"))


def outcome_letter(facts: ProposalFacts, words: Words, _person: Person, _links: Links | None) -> Letter:
    """What became of them; invitations to what was adopted come in mails of their own."""
    adopted = bool(facts.in_state(DateState.ADOPTED))
    return plain_letter(
        facts.committee,
        words,
        label=_outcome_label(facts, words),
        lead=_outcome(facts, words),
        rows=_outcome_rows(facts, words),
        answer=words.t("Invitations to the adopted dates go out by themselves.") if adopted else "",
    )


def _outcome_label(facts: ProposalFacts, words: Words) -> str:
    if facts.in_state(DateState.ADOPTED):
        return words.t("Dates adopted")
    if facts.in_state(DateState.OBJECTED):
        return words.t("No date adopted yet")
    if facts.proposal.state != ProposalState.WITHDRAWN:
        return words.t("No date adopted")
    withdrawn = facts.proposal.settled_by is not None
    return words.t("The proposal is withdrawn") if withdrawn else words.t("Nothing left to answer")


def waits_letter(facts: ProposalFacts, words: Words, _person: Person, _links: Links | None) -> Letter:
    """For chair and secretary without an account in the workspace, where it is decided."""
    return plain_letter(
        facts.committee,
        words,
        label=words.t("Proposed dates: what waits for you"),
        lead=words.t(
            "Chair and secretary decide in Slack what becomes of these dates. You have no account there: ask somebody who has."
        ),
        rows=_waiting_rows(facts, words),
    )


def _waiting_rows(facts: ProposalFacts, words: Words) -> Iterator[Row]:
    for one in facts.unreached if facts.proposal.is_asking else ():
        yield Row(words.t("Not reached"), one_line(facts.name(one.person_id)))
    for date in facts.in_state(DateState.OPEN, DateState.OBJECTED):
        if reasons := facts.objections_to(date.id):
            said = (f"{one_line(facts.name(one.person_id))}: {one_line(one.reason)}" for one in reasons)
            yield Row(words.t("Objected to"), _when(date, facts, words), note="; ".join(said), main=True)


def _asking(facts: ProposalFacts, words: Words, person: Person, links: Links | None, label: str) -> Letter:
    link = links.address(Purpose.PROPOSAL, facts.proposal.id, person.id) if links else None
    dates = [one for one in facts.dates if one.is_open]
    until = _until(facts, words)
    return plain_letter(
        facts.committee,
        words,
        label=label,
        lead=words.t(
            "Adopted unless somebody objects by {deadline}. Who says nothing consents. An objection stops that date alone.",
            deadline=until,
        ),
        rows=(
            *(
                Row(
                    _numbered(number, dates, words),
                    _when(one, facts, words),
                    note=one_line(one.place),
                    main=True,
                )
                for number, one in enumerate(dates, start=1)
            ),
            Row(words.t("Answer by"), until),
        ),
        answer=_how_to_answer(facts, words, linked=link is not None),
        answer_label=words.t("Say that it suits you, or object"),
        answer_link=link,
    )


def _how_to_answer(facts: ProposalFacts, words: Words, *, linked: bool) -> str:
    if linked:
        return words.t(
            "If it suits you, you need not do anything. To object, or to change your mind, answer here."
        )
    name = one_line(facts.name(facts.proposal.put_by))
    return words.t("If it suits you, you need not do anything. To object, write to {name}.", name=name)


def _outcome(facts: ProposalFacts, words: Words) -> str:
    if facts.proposal.state == ProposalState.WITHDRAWN:
        if facts.proposal.settled_by is None:
            return words.t("Nothing is left to ask: every date was settled otherwise.")
        name = one_line(facts.name(facts.proposal.settled_by))
        return words.t("Withdrawn by {name}. You need not do anything.", name=name)
    return how_adopted(facts, words)


def how_adopted(facts: ProposalFacts, words: Words) -> str:
    return adoption.how_adopted(
        facts.proposal,
        facts.dates,
        words,
        by=one_line(facts.name(facts.proposal.settled_by)),
        deadline=_until(facts, words),
        objected=bool(facts.objections),
    )


def _outcome_rows(facts: ProposalFacts, words: Words) -> Iterator[Row]:
    """Each date and how it stands; objections are open once the time to object is over."""
    labels = {
        DateState.ADOPTED: words.t("Adopted"),
        DateState.OBJECTED: words.t("Objected to"),
        DateState.OPEN: words.t("Proposed"),
        DateState.WITHDRAWN: words.t("Withdrawn"),
    }
    for date in facts.dates:
        reasons = "; ".join(
            f"{one_line(facts.name(one.person_id))}: {one_line(one.reason)}"
            for one in facts.objections_to(date.id)
            if facts.shows_names
        )
        reasons = "; ".join(one for one in (_cancelled_because(date, facts, words), reasons) if one)
        adopted = date.state == DateState.ADOPTED
        gone = date.state == DateState.WITHDRAWN and not _has_meeting(date, facts)
        yield Row(labels[date.state], _when(date, facts, words), note=reasons, main=adopted, gone=gone)


def _cancelled_because(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    overtaken = date.state == DateState.WITHDRAWN and date.settled_by is None
    meeting = facts.meetings.get(date.meeting_id) if overtaken and date.meeting_id else None
    if meeting is None or not meeting.cancel_reason:
        return ""
    return words.t("cancelled meanwhile: {reason}", reason=one_line(meeting.cancel_reason))


def _has_meeting(date: ProposedDate, facts: ProposalFacts) -> bool:
    """It was confirmed meanwhile, so the date itself stands."""
    meeting = facts.meetings.get(date.meeting_id) if date.meeting_id else None
    return meeting is not None and meeting.state == MeetingState.CONFIRMED and meeting.start == date.start


def _numbered(number: int, dates: list[ProposedDate], words: Words) -> str:
    return words.t("Date {number}", number=number) if len(dates) > 1 else words.t("Date")


def _when(date: ProposedDate, facts: ProposalFacts, words: Words) -> str:
    return words.when(date.start, date.end, facts.committee.zone)


def _until(facts: ProposalFacts, words: Words) -> str:
    deadline = facts.proposal.deadline
    return words.instant(deadline, facts.committee.zone) if deadline else ""

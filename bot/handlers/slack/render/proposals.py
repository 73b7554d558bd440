"""Proposed dates as they stand before the members: the question to each, the channel's card, and the outcome."""

from collections.abc import Iterator

from bot.domain.proposal import DateState, ProposalState
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    fitted_line,
    header,
    one_line,
    section,
)
from bot.handlers.slack.render.proposal_words import (
    REASON_MOST,
    SUGGESTION_MOST,
    counts,
    date_lines,
    how_adopted,
    in_sections,
    objection_lines,
    stands_unless,
    who_was_asked,
    within,
)
from bot.language.words import Words
from bot.usecases.proposal_facts import ProposalFacts


def question_message(facts: ProposalFacts, words: Words) -> Message:
    """To one person, and kept up to date: their own answer, then the outcome."""
    count = len(facts.dates)
    title = words.n("Does this date suit you?", "Do these dates suit you?", count)
    if facts.asked_anew and facts.own is not None and not facts.own.answered_at:
        title = words.n(
            "Another deadline – does this date suit you?",
            "Another deadline – do these dates suit you?",
            count,
        )
    return _asking(facts, words, title)


def proposal_reminder_message(facts: ProposalFacts, words: Words) -> Message:
    """Only to those who have neither answered nor shown that they have seen it."""
    return _asking(facts, words, words.t("Nothing heard from you yet:"))


def proposal_card(facts: ProposalFacts, words: Words) -> Message:
    """The channel's card: the same for all who read it, so without anybody's name until the time to object is over."""
    title = words.t("Proposed dates")
    blocks = [
        header(f"{title}: {facts.committee.name}"),
        *in_sections(date_lines(facts, words), words),
        *_standing(facts, words),
    ]
    if said := counts(facts, words):
        blocks.append(context(said))
    if facts.proposal.is_asking:
        blocks.append(actions(*answer_buttons(facts, words)))
    return Message(_spoken(facts, words, title), tuple(blocks))


def outcome_message(facts: ProposalFacts, words: Words) -> Message:
    """What silence made of them: with who was asked, when, and how it reached them."""
    title = outcome_title(facts, words)
    blocks = [header(f"{title}: {facts.committee.name}"), *_outcome(facts, words)]
    return Message(_spoken(facts, words, title), tuple(blocks))


def outcome_title(facts: ProposalFacts, words: Words) -> str:
    if facts.in_state(DateState.ADOPTED):
        return words.t("Dates adopted")
    if facts.in_state(DateState.OBJECTED):
        return words.t("No date adopted yet")
    return words.t("No date adopted")


def answer_buttons(facts: ProposalFacts, words: Words) -> list[Block]:
    """The reader's own answer is filled in."""
    fine = facts.own is not None and facts.own.answered_at is not None and not facts.own_objections
    objects = bool(facts.own_objections)
    carried = value(facts.proposal.id)
    return [
        button(words.t("Fine by me"), Press.FINE_BY_ME, carried, style="primary" if fine else None),
        button(words.t("I object …"), Press.OBJECT, carried, style="danger" if objects else None),
    ]


def proposal_blocks(facts: ProposalFacts, words: Words) -> list[Block]:
    """One of several that are shown together, with the reader's own answer."""
    blocks = [*in_sections(date_lines(facts, words), words), *_standing(facts, words)]
    if facts.own is not None and facts.proposal.is_asking:
        blocks += [context(_own(facts, words)), actions(*answer_buttons(facts, words))]
    return blocks


def withdrawn_by(facts: ProposalFacts, words: Words) -> str:
    if facts.proposal.settled_by is None:
        return words.t("Nothing is left to ask: every date was settled otherwise.")
    name = one_line(facts.name(facts.proposal.settled_by))
    return words.t("Withdrawn by {name}. You need not do anything.", name=name)


def _asking(facts: ProposalFacts, words: Words, title: str) -> Message:
    title = title if facts.proposal.is_asking else words.t("Proposed dates:")
    blocks = [
        header(f"{title} {facts.committee.name}"),
        *in_sections(date_lines(facts, words), words),
        *_standing(facts, words),
    ]
    if facts.proposal.is_asking and facts.own is not None:
        blocks += [section(_own(facts, words)), actions(*answer_buttons(facts, words))]
    return Message(_spoken(facts, words, title), tuple(blocks))


def _standing(facts: ProposalFacts, words: Words) -> Iterator[Block]:
    if facts.proposal.is_asking:
        yield section(stands_unless(facts.proposal, facts.committee, words))
    elif facts.proposal.state == ProposalState.WITHDRAWN:
        yield section(withdrawn_by(facts, words))
    else:
        yield section(f"*{how_adopted(facts, words)}*")


def _own(facts: ProposalFacts, words: Words) -> str:
    if objections := facts.own_objections:
        dates = {one.id: one for one in facts.dates}
        named = words.listed([within(dates[one.date_id], facts, words) for one in objections])
        said = words.t(
            "You object to {dates}. Reason: {reason}",
            dates=named,
            reason=fitted_line(objections[0].reason, REASON_MOST),
        )
        if objections[0].suggestion:
            suggestion = fitted_line(objections[0].suggestion, SUGGESTION_MOST)
            said = f"{said}\n{words.t('You suggest: {suggestion}', suggestion=suggestion)}"
        return said
    if facts.own is not None and facts.own.answered_at is not None:
        return words.t("You have answered: fine by me.")
    return words.t("You have not answered, and need not if it suits you.")


def _outcome(facts: ProposalFacts, words: Words) -> Iterator[Block]:
    yield section(f"*{how_adopted(facts, words)}*")
    yield from in_sections(_lines_with_reasons(facts, words), words)
    yield context(" ".join(who_was_asked(facts, words)))
    if facts.in_state(DateState.ADOPTED):
        yield context(words.t("Invitations to the adopted dates go out by themselves."))


def _lines_with_reasons(facts: ProposalFacts, words: Words) -> Iterator[str]:
    for date, line in zip(facts.dates, date_lines(facts, words), strict=True):
        reasons = [f"      {one}" for one in objection_lines(date, facts, words)] if facts.shows_names else []
        yield "\n".join([line, *reasons])


def _spoken(facts: ProposalFacts, words: Words, title: str) -> str:
    """In a line, for notifications and screen readers."""
    first = next(iter(facts.dates), None)
    when = within(first, facts, words) if first else ""
    more = len(facts.dates) - 1
    dates = (
        words.n("{first} and {count} more", "{first} and {count} more", more, first=when)
        if more > 0
        else when
    )
    return f"{title} {one_line(facts.committee.name)}: {dates}"
